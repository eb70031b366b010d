"""A container as an engine reports it."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime

from core.model.live import Mark
from core.model.network import PublishedPort
from core.model.usage import Limits


class ContainerState(enum.Enum):
    """State as the kernel tells it, never as a file claims."""

    CREATED = "created"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Volume:
    """A folder of this computer that is seen inside at `target`. Never part of a layer."""

    source: str
    target: str
    is_read_only: bool = False


@dataclass(frozen=True, slots=True)
class NewContainer:
    """What a new container shall be. `switch` is "none", "host" or a switch's name.

    With `runs_own_command` its first process is the image's entry point and command, whose output
    is kept as a log; otherwise it only waits, and one works in it.
    """

    name: str
    image_reference: str
    switch: str = "none"
    hostname: str = ""  # "" = derived from the name
    env: tuple[str, ...] = ()  # beside the image's, "NAME=value"
    working_dir: str = ""  # "" = the image's
    user: str = ""  # "uid", "uid:gid" or a name in the image; "" = the image's for its own command
    ports: tuple[PublishedPort, ...] = ()
    volumes: tuple[Volume, ...] = ()
    limits: Limits = field(default_factory=Limits)
    runs_own_command: bool = False


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
    marks: tuple[Mark, ...] = ()  # layers of its own between the image and what is written now
    address: str = ""  # on its switch, while it is plugged in
    ports: tuple[PublishedPort, ...] = ()
    volumes: tuple[Volume, ...] = ()
    limits: Limits = field(default_factory=Limits)
    env: tuple[str, ...] = ()  # the image's with what was added
    working_dir: str = ""
    user: str = ""
    runs_own_command: bool = False
    ending: str = ""  # why it ended by itself: "exit code 3", "killed: out of memory"; "" = not so

    @property
    def is_live(self) -> bool:
        """Whether processes of it exist."""
        return self.state in (ContainerState.RUNNING, ContainerState.PAUSED)
