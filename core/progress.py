"""Progress as values, throttled where it is made."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long call is. `total is None` means: unknown, show a busy bar.

    `unit` is "bytes", "files" or "steps"; `phase` is a short text for the person.
    """

    phase: str
    done: int = 0
    total: int | None = None
    unit: str = "bytes"


Report = Callable[[Progress], None]


def ignore(_progress: Progress) -> None:
    """For callers that do not want to hear."""


class Throttle:
    """Passes on at most one progress per `interval_s`, but every change of phase and every end."""

    def __init__(self, report: Report, interval_s: float = 0.05) -> None:
        self._report = report
        self._interval_s = interval_s
        self._last = float("-inf")
        self._phase = ""

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        finished = progress.total is not None and progress.done >= progress.total
        if progress.phase != self._phase or finished or now - self._last >= self._interval_s:
            self._last, self._phase = now, progress.phase
            self._report(progress)
