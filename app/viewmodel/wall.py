"""The wall as values: bricks, flags and open bricks, made from what the engine reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.viewmodel.growth import Growth
from app.viewmodel.measures import Shade
from app.viewmodel.roles import Role, guess_role, role_by_key
from app.viewmodel.sizes import MINUS, brick_height, count_text, plural, size_text, visible
from core.model import (
    ChangeSummary,
    Container,
    ContainerState,
    Image,
    LiveChanges,
    Mark,
    Repository,
)

_COMMAND_LIMIT = 200
_OPEN_HEIGHT = 3.2  # its text stays clear of the studs that are seen through it


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
            return "contents not available"
        return self.shade.words if self.shade is not None else size_text(self.size_bytes)

    @property
    def search_text(self) -> str:
        """What a search looks through, in lower case."""
        return f"{self.title} {self.command} {' '.join(self.images)}".casefold()

    @property
    def shared_text(self) -> str:
        """The badge: "" for a brick of one image only."""
        return f"shared by {len(self.images)} images" if len(self.images) > 1 else ""

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        shared = f", {self.shared_text}" if self.shared_text else ""
        measured = f", {self.shade.words}" if self.shade is not None else ""
        return (
            f"Layer {self.title}, {self.role.title}, {size_text(self.size_bytes)}{measured}, "
            f"read-only{shared}, level {self.level + 1}"
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
        running = ", running" if self.is_running else ""
        return f"Image {self.name} version {self.version}, publisher {self.publisher}{running}"


@dataclass(frozen=True, slots=True)
class MarkBrick:
    """A mark: what a container wrote up to then, read-only and its own. `height` in pitches."""

    mark_id: str
    title: str
    size_bytes: int
    added: int
    modified: int
    deleted: int
    height: float

    @property
    def counts(self) -> str:
        """Like "+3  ~1  −0"."""
        return (
            f"+{count_text(self.added)}  ~{count_text(self.modified)}  "
            f"{MINUS}{count_text(self.deleted)}"
        )


@dataclass(frozen=True, slots=True)
class OpenBrick:
    """A container's writable layer on its image, with the marks between them, oldest first.

    `height` is that of the writable layer alone; `curve` its growth, from 0 to 1, oldest first.
    """

    container_id: str
    name: str
    image_reference: str
    chain_id: str  # of the brick that it stands on
    state: ContainerState
    added: int = 0
    modified: int = 0
    deleted: int = 0
    size_bytes: int = 0
    height: float = _OPEN_HEIGHT
    marks: tuple[MarkBrick, ...] = ()
    plug: str = ""  # the switch that it is plugged into, with its address while it has one
    curve: tuple[float, ...] = ()
    rate_bytes_s: float = 0.0

    @property
    def marks_height(self) -> float:
        """Of all its marks together."""
        return sum(mark.height for mark in self.marks)

    @property
    def total_height(self) -> float:
        """Of everything that is the container's own."""
        return self.marks_height + self.height

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        marks = f", {plural(len(self.marks), 'mark')} below" if self.marks else ""
        plug = f", plugged into {self.plug}" if self.plug else ""
        return (
            f"Container {self.name}, {self.state.value}, writable layer, {self.added} added, "
            f"{self.modified} modified, {self.deleted} deleted, {size_text(self.size_bytes)}"
            f"{marks}{plug}"
        )


@dataclass(frozen=True, slots=True)
class Wall:
    """Everything that is drawn. `bricks` by chain ID, parents before children."""

    bricks: Mapping[str, Brick] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    open_bricks: tuple[OpenBrick, ...] = ()
    stored_bytes: int = 0

    @property
    def saved_bytes(self) -> int:
        """What sharing saves: all images' sizes less what is stored of their layers."""
        unique = sum(brick.size_bytes for brick in self.bricks.values())
        return max(0, sum(flag.size_bytes for flag in self.flags) - unique)

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
        rows = [f"Image repository, {plural(len(self.flags), 'image')}"]
        for flag in self.flags:
            rows.append(flag.as_sentence)
            rows += [f"  {self.bricks[chain_id].as_sentence}" for chain_id in reversed(flag.chain)]
        rows += [brick.as_sentence for brick in self.open_bricks]
        return tuple(rows)


def build_wall(
    repository: Repository,
    appearance: Appearance | None = None,
    changes: Mapping[str, ChangeSummary | LiveChanges] | None = None,
    shades: Mapping[str, Shade] | None = None,
    growth: Mapping[str, Growth] | None = None,
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
                    title=visible(look.title or (ending.name if ending else "")) or _short(command),
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
    opened = tuple(
        _open_brick(container, (changes or {}).get(container.id), (growth or {}).get(container.id))
        for container in repository.containers
    )
    return Wall(bricks, flags, opened, repository.stored_bytes)


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
    container: Container, summary: ChangeSummary | LiveChanges | None, growth: Growth | None
) -> OpenBrick:
    plug = visible(container.switch) if container.switch != "none" else ""
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
        marks=tuple(_mark_brick(number, mark) for number, mark in enumerate(container.marks, 1)),
        plug=" · ".join(word for word in (plug, container.address) if word),
        curve=growth.curve if growth else (),
        rate_bytes_s=growth.rate_bytes_s if growth else 0.0,
    )


def _mark_brick(number: int, mark: Mark) -> MarkBrick:
    title = visible(mark.label) or f"Mark {number}"
    height = brick_height(mark.size_bytes)
    return MarkBrick(
        mark.id, title, mark.size_bytes, mark.added, mark.modified, mark.deleted, height
    )


def _short(command: str) -> str:
    """A few words of a command for a title."""
    for prefix in ("/bin/sh -c #(nop) ", "/bin/sh -c ", "RUN "):
        command = command.removeprefix(prefix)
    words = command.split()
    return " ".join(words[:4]) or "layer"
