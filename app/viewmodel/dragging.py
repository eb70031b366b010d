"""A brick that is dragged over the wall: what it is, where it may go, and what a drop does."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from app.viewmodel.roles import Role


class TargetKind(enum.Enum):
    """What a brick can be put on."""

    IMAGE = "image"
    CONTAINER = "container"
    PLATE = "plate"  # the free baseplate


@dataclass(frozen=True, slots=True)
class Target:
    """A place for it. `key`: an image's reference, a container's id, "" for the baseplate."""

    kind: TargetKind
    key: str = ""


PLATE = Target(TargetKind.PLATE)


@dataclass(frozen=True, slots=True)
class DraggedBrick:
    """What hangs at the pointer. `height` in stud pitches."""

    title: str
    words: str
    role: Role
    height: float = 1.9


@dataclass(frozen=True, slots=True)
class Offer:
    """What a drop on a target does. `is_possible` None: that is not known yet.

    `title` is one sentence, `command` a line that says the same; `reason` why it cannot be.
    """

    is_possible: bool | None
    title: str = ""
    command: str = ""
    reason: str = ""
