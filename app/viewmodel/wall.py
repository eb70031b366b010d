"""The wall as values: bricks, flags, open bricks and the switches that they are plugged into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.viewmodel.growth import Growth
from app.viewmodel.measures import Shade
from app.viewmodel.open_brick import OPEN_HEIGHT, MarkBrick, OpenBrick, PluggedSwitch
from app.viewmodel.roles import Role, guess_role, role_by_key
from app.viewmodel.sizes import brick_height, counted, size_text, visible
from core.model import (
    ChangeSummary,
    Container,
    Image,
    LiveChanges,
    Mark,
    Repository,
    Switch,
)
from core.translation import tr

if TYPE_CHECKING:
    from app.viewmodel.arrivals import Ghost

_COMMAND_LIMIT = 200
_PLUG_HEIGHT = 0.8  # of the line that names the switch


@dataclass(frozen=True, slots=True)
class BrickLook:
    """What the person gave a brick: "" leaves the default."""

    title: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Appearance:
    """Looks by chain ID."""

    looks: Mapping[str, BrickLook] = field(default_factory=dict)

    def look(self, chain_id: str) -> BrickLook:
        """The look of a brick."""
        return self.looks.get(chain_id, BrickLook())


@dataclass(frozen=True, slots=True)
class Brick:
    """A layer on what lies under it. `height` in stud pitches."""

    chain_id: str
    parent: str  # chain ID, "" at the bottom
    level: int
    title: str
    command: str
    role: Role
    size_bytes: int
    height: float
    images: tuple[str, ...]  # references of all images that it is part of
    is_available: bool = True
    unavailable_reason: str = ""
    shade: Shade | None = None  # None where bricks are coloured by their role

    @property
    def figure(self) -> str:
        """What is written beside the title: its size, or what it is coloured by."""
        if not self.is_available:
            return tr("contents not available")
        return self.shade.words if self.shade is not None else size_text(self.size_bytes)

    @property
    def search_text(self) -> str:
        """What a search looks through, in lower case."""
        return f"{self.title} {self.command} {' '.join(self.images)}".casefold()

    @property
    def shared_text(self) -> str:
        """The badge: "" for a brick of one image only."""
        return (
            tr("shared by {images} images", images=len(self.images)) if len(self.images) > 1 else ""
        )

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        shared = f", {self.shared_text}" if self.shared_text else ""
        measured = f", {self.shade.words}" if self.shade is not None else ""
        return tr(
            "Layer {title}, {title2}, {size_bytes}{measured}, read-only{shared}, level {level}",
            title=self.title,
            title2=self.role.title,
            size_bytes=size_text(self.size_bytes),
            measured=measured,
            shared=shared,
            level=self.level + 1,
        )


@dataclass(frozen=True, slots=True)
class Flag:
    """Where an image ends."""

    reference: str
    name: str
    version: str
    publisher: str
    chain_id: str  # of its topmost brick; "" without layers
    chain: tuple[str, ...]  # bottom first
    size_bytes: int
    shared_bytes: int
    is_running: bool = False

    @property
    def search_text(self) -> str:
        """What a search looks through, in lower case."""
        return f"{self.name}:{self.version} {self.publisher}".casefold()

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        running = tr(", running") if self.is_running else ""
        return tr(
            "Image {name} version {version}, publisher {publisher}{running}",
            name=self.name,
            version=self.version,
            publisher=self.publisher,
            running=running,
        )


@dataclass(frozen=True, slots=True)
class Wall:
    """Everything that is drawn. `bricks` by chain ID, parents before children."""

    bricks: Mapping[str, Brick] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    open_bricks: tuple[OpenBrick, ...] = ()
    stored_bytes: int = 0
    switches: tuple[PluggedSwitch, ...] = ()
    ghosts: tuple[Ghost, ...] = ()  # of images that are on their way here

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.flags or self.open_bricks or self.ghosts)

    @property
    def saved_bytes(self) -> int:
        """What sharing saves: all images' sizes less what is stored of their layers."""
        unique = sum(brick.size_bytes for brick in self.bricks.values())
        return max(0, sum(flag.size_bytes for flag in self.flags) - unique)

    @property
    def in_short(self) -> str:
        """What it holds, in one line for pictures."""
        return tr(
            "{flags}  ·  {bricks} (layers)  ·  {stored_bytes} on disk  ·  "
            "{saved_bytes} saved by sharing",
            flags=counted("{count} image", "{count} images", len(self.flags)),
            bricks=counted("{count} brick", "{count} bricks", len(self.bricks)),
            stored_bytes=size_text(self.stored_bytes),
            saved_bytes=size_text(self.saved_bytes),
        )

    def flag(self, reference: str) -> Flag | None:
        """The flag of that image."""
        return next((flag for flag in self.flags if flag.reference == reference), None)

    def open_brick(self, container_id: str) -> OpenBrick | None:
        """The open brick of that container."""
        return next((b for b in self.open_bricks if b.container_id == container_id), None)

    def bytes_by_role(self) -> tuple[tuple[Role, int], ...]:
        """Stored sizes of all bricks, each once, most first."""
        sums = {role: 0 for role in Role}
        for brick in self.bricks.values():
            sums[brick.role] += brick.size_bytes
        return tuple(sorted(((r, s) for r, s in sums.items() if s), key=lambda pair: -pair[1]))

    def as_text_rows(self) -> tuple[str, ...]:
        """The whole wall as lines, for screen readers and the plain list."""
        rows = [
            tr(
                "Image repository, {flags}",
                flags=counted("{count} image", "{count} images", len(self.flags)),
            )
        ]
        for flag in self.flags:
            rows.append(flag.as_sentence)
            rows += [f"  {self.bricks[chain_id].as_sentence}" for chain_id in reversed(flag.chain)]
        rows += [brick.as_sentence for brick in self.open_bricks]
        rows += [ghost.as_sentence for ghost in self.ghosts]
        names = {brick.container_id: brick.name for brick in self.open_bricks}
        for switch in self.switches:
            rows.append(switch.as_sentence)
            rows += [f"  {names[container_id]}" for container_id in switch.container_ids]
        return tuple(rows)


def build_wall(
    repository: Repository,
    appearance: Appearance | None = None,
    changes: Mapping[str, ChangeSummary | LiveChanges] | None = None,
    shades: Mapping[str, Shade] | None = None,
    growth: Mapping[str, Growth] | None = None,
    switches: Sequence[Switch] = (),
) -> Wall:
    """Layers become bricks keyed by chain ID: the same layer on another base is another brick.

    With `shades` (by chain ID) bricks are coloured by a measure instead of their role.
    """
    appearance = appearance or Appearance()
    users: dict[str, list[str]] = {}
    ends: dict[str, Image] = {}
    for image in repository.images:
        for layer in image.layers:
            users.setdefault(layer.chain_id, []).append(image.reference)
        if image.layers:
            ends.setdefault(image.top_chain_id, image)
    bricks: dict[str, Brick] = {}
    for image in repository.images:
        parent = ""
        for level, layer in enumerate(image.layers):
            if layer.chain_id not in bricks:
                look = appearance.look(layer.chain_id)
                ending = ends.get(layer.chain_id)
                command = visible(layer.created_by)[:_COMMAND_LIMIT]
                bricks[layer.chain_id] = Brick(
                    chain_id=layer.chain_id,
                    parent=parent,
                    level=level,
                    title=visible(look.title or (ending.name if ending else ""))
                    or short_title(command),
                    command=command,
                    role=role_by_key(look.role) if look.role else guess_role(layer, level),
                    size_bytes=layer.size_bytes,
                    height=brick_height(layer.size_bytes),
                    images=tuple(users[layer.chain_id]),
                    is_available=layer.available,
                    unavailable_reason=layer.unavailable_reason,
                    shade=(shades or {}).get(layer.chain_id),
                )
            parent = layer.chain_id
    running = {c.image_reference for c in repository.containers if c.is_live}
    flags = tuple(_flag(image, users, image.reference in running) for image in repository.images)
    plugged = _plugged_switches(switches, repository.containers)
    numbers = {one: switch.number for switch in plugged for one in switch.container_ids}
    opened = tuple(
        _open_brick(
            container,
            (changes or {}).get(container.id),
            (growth or {}).get(container.id),
            numbers.get(container.id),
        )
        for container in repository.containers
    )
    return Wall(bricks, flags, opened, repository.stored_bytes, plugged)


def _plugged_switches(
    switches: Sequence[Switch], containers: Sequence[Container]
) -> tuple[PluggedSwitch, ...]:
    """Those that the person made and something is plugged into."""
    on_it: dict[str, list[str]] = {}
    for container in containers:
        on_it.setdefault(container.switch, []).append(container.id)
    named = (switch for switch in switches if switch.is_named)
    return tuple(
        PluggedSwitch(visible(one.name), one.has_outside, tuple(on_it[one.name]), number)
        for number, one in enumerate(named)
        if one.name in on_it
    )


def _flag(image: Image, users: Mapping[str, list[str]], is_running: bool) -> Flag:
    return Flag(
        reference=image.reference,
        name=visible(image.name),
        version=visible(image.version),
        publisher=visible(image.publisher),
        chain_id=image.top_chain_id,
        chain=tuple(layer.chain_id for layer in image.layers),
        size_bytes=image.size_bytes,
        shared_bytes=sum(
            layer.size_bytes for layer in image.layers if len(users[layer.chain_id]) > 1
        ),
        is_running=is_running,
    )


def _open_brick(
    container: Container,
    summary: ChangeSummary | LiveChanges | None,
    growth: Growth | None,
    switch_number: int | None,
) -> OpenBrick:
    return OpenBrick(
        container_id=container.id,
        name=container.name,
        image_reference=visible(container.image_reference),
        chain_id=container.chain_id,
        state=container.state,
        added=summary.added if summary else 0,
        modified=summary.modified if summary else 0,
        deleted=summary.deleted if summary else 0,
        size_bytes=summary.size_bytes if summary else 0,
        height=OPEN_HEIGHT if switch_number is None else OPEN_HEIGHT + _PLUG_HEIGHT,
        marks=tuple(_mark_brick(number, mark) for number, mark in enumerate(container.marks, 1)),
        switch=visible(container.switch) if container.switch != "none" else "",
        switch_number=switch_number,
        address=container.address,
        curve=growth.curve if growth else (),
        rate_bytes_s=growth.rate_bytes_s if growth else 0.0,
    )


def _mark_brick(number: int, mark: Mark) -> MarkBrick:
    title = visible(mark.label) or tr("Mark {number}", number=number)
    height = brick_height(mark.size_bytes)
    return MarkBrick(
        mark.id, title, mark.size_bytes, mark.added, mark.modified, mark.deleted, height
    )


def short_title(command: str) -> str:
    """A few words of a command for a title."""
    for prefix in ("/bin/sh -c #(nop) ", "/bin/sh -c ", "RUN "):
        command = command.removeprefix(prefix)
    words = command.split()
    return " ".join(words[:4]) or "layer"
