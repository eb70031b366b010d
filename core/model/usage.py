"""What a container uses of this computer, and how much it may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a container may use; None = what every container may (see core.runtime.hardening).

    Enforced by control groups where the machine delegates them; `Container.unenforced` names the
    rest.
    """

    memory_bytes: int | None = None
    cpus: float | None = None  # processors' worth of time, 1.5 for instance
    pids: int | None = None  # processes and threads


@dataclass(frozen=True, slots=True)
class Usage:
    """What a container used at one moment. None: cannot be measured here.

    Sums count from the container's start. `is_estimate`: measured process by process, where
    control groups are not ours; what ended between two looks is missing then.
    """

    measured: datetime
    cpu_seconds: float | None = None
    memory_bytes: int | None = None  # without caches that can be dropped
    pids: int | None = None
    read_bytes: int | None = None  # from disks
    written_bytes: int | None = None
    received_bytes: int | None = None  # network; None without one of its own
    sent_bytes: int | None = None
    memory_limit_bytes: int | None = None  # enforced ones only
    cpus_limit: float | None = None
    pids_limit: int | None = None
    out_of_memory_kills: int = 0
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class Process:
    """A process in a container. `pid` is the one inside, `host_pid` this computer's.

    `start_time` (clock ticks after boot) makes it sure who is meant, since pids are used again.
    """

    pid: int
    parent_pid: int  # 0: it came from outside (the init, and what was run in it)
    host_pid: int
    start_time: int
    command: str
    user: int  # uid inside
    state: str  # "R", "S", "D", "Z", "T" (proc(5))
    memory_bytes: int = 0
    cpu_seconds: float = 0.0
