"""A container as an engine reports it."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class ContainerState(enum.Enum):
    """State as the kernel tells it, never as a file claims."""

    CREATED = "created"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class NewContainer:
    """What a new container shall be. `switch` is "none", "host" or a switch's name."""

    name: str
    image_reference: str
    switch: str = "none"
    hostname: str = ""  # "" = derived from the name


@dataclass(frozen=True, slots=True)
class Container:
    """A container: a writable upper directory on the layers of an image."""

    id: str
    name: str
    image_reference: str
    manifest_digest: str
    chain_id: str  # of the topmost read-only layer under it; "" on scratch
    switch: str
    state: ContainerState
    created: datetime
    started: datetime | None = None
    pid: int | None = None  # of its init, on the host; only while running or paused
    unenforced: tuple[str, ...] = ()  # limits this machine cannot enforce, in words

    @property
    def is_live(self) -> bool:
        """Whether processes of it exist."""
        return self.state in (ContainerState.RUNNING, ContainerState.PAUSED)
