"""What a container has on its image: its writable layer, its marks, and what it is plugged into."""

from __future__ import annotations

from dataclasses import dataclass

from app.viewmodel.sizes import MINUS, count_text, counted, size_text
from app.viewmodel.state_words import words_of
from core.model import ContainerState
from core.translation import tr

OPEN_HEIGHT = 3.2  # its text stays clear of the studs that are seen through it


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
    height: float = OPEN_HEIGHT
    marks: tuple[MarkBrick, ...] = ()
    switch: str = ""  # what it is plugged into; "" without a network
    switch_number: int | None = None  # chooses the colour of a switch that the person made
    address: str = ""  # on its switch, while it has one
    curve: tuple[float, ...] = ()
    rate_bytes_s: float = 0.0

    @property
    def plug(self) -> str:
        """The switch that it is plugged into, with its address while it has one."""
        return " · ".join(word for word in (self.switch, self.address) if word)

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
        marks = (
            tr(", {marks} below", marks=counted("{count} mark", "{count} marks", len(self.marks)))
            if self.marks
            else ""
        )
        plug = tr(", plugged into {plug}", plug=self.plug) if self.plug else ""
        return tr(
            "Container {name}, {state}, writable layer, {added} added, "
            "{modified} modified, {deleted} deleted, "
            "{size_bytes}{marks}{plug}",
            name=self.name,
            state=words_of(self.state),
            added=self.added,
            modified=self.modified,
            deleted=self.deleted,
            size_bytes=size_text(self.size_bytes),
            marks=marks,
            plug=plug,
        )


@dataclass(frozen=True, slots=True)
class PluggedSwitch:
    """A switch that the person made, with the containers on it; `number` chooses its colour.

    Numbers count all such switches, so that none changes its colour when another is left empty.
    """

    name: str
    has_outside: bool
    container_ids: tuple[str, ...]
    number: int

    @property
    def reach(self) -> str:
        """Whom its containers reach, in one word."""
        return tr("outside") if self.has_outside else tr("private")

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        return tr(
            "Switch {name}, {reach}, {container_ids}",
            name=self.name,
            reach=self.reach,
            container_ids=counted(
                "{count} container", "{count} containers", len(self.container_ids)
            ),
        )
