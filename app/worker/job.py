"""A run of work and its three possible ends."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field

from core.cancel import CancelToken
from core.progress import Progress, Report


class Lane(enum.Enum):
    """Which queue a job waits in."""

    READ = "read"  # one at a time; a newer request replaces an older one of the same kind
    INSPECT = "inspect"  # as READ, for looks into layers: the first one may have to read them
    WRITE = "write"  # one at a time, in order: what changes the repository
    STREAM = "stream"  # a thread of its own: commands, terminals, watching


@dataclass(frozen=True, slots=True)
class Succeeded:
    """The work's result."""

    value: object


@dataclass(frozen=True, slots=True)
class Failed:
    """What the work raised."""

    error: Exception


@dataclass(frozen=True, slots=True)
class Stopped:
    """The person cancelled, or a newer job replaced it: nothing is shown."""


Outcome = Succeeded | Failed | Stopped
Work = Callable[[CancelToken, Report], object]


@dataclass(eq=False, slots=True)
class Job:
    """Created in the GUI thread. `progress` is written there only, too."""

    title: str
    work: Work
    then: Callable[[Outcome], None]
    is_visible: bool = True
    replaces: str = ""
    token: CancelToken = field(default_factory=CancelToken)
    progress: Progress | None = None
    is_dropped: bool = False  # replaced: its end is delivered to nobody
    shows_with_progress: bool = False  # becomes visible when it has progress to tell

    def cancel(self) -> None:
        """Ask it to stop; its end is delivered all the same."""
        self.token.cancel()
