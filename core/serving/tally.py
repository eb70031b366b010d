"""Who fetched what, and how much of it has been sent."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from core.model import ServedPull

_KEPT = 100
_SETTLED_S = 1.5
"""How long nothing more is asked for until a pull counts as done: nobody says that it is."""


@dataclass(slots=True)
class _Visit:
    peer: str
    repository: str
    reference: str
    is_push: bool
    moved_bytes: int = 0
    under_way: int = 0
    last_s: float = 0.0


class Tally:
    """One line for each pull: what one peer asks of one repository, one after the other."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._visits: list[_Visit] = []  # the newest last
        self._sent_bytes = 0

    @contextmanager
    def moving(
        self, peer: str, repository: str, tag: str = "", *, is_push: bool = False
    ) -> Iterator[Callable[[int], None]]:
        """While something moves; what it gives is told how many bytes did, bit by bit."""
        with self._lock:
            visit = self._visit(peer, repository, tag, is_push)
            visit.under_way += 1

        def moved(size_bytes: int) -> None:
            with self._lock:
                visit.moved_bytes += size_bytes
                visit.last_s = self._clock()
                if not is_push:
                    self._sent_bytes += size_bytes

        try:
            yield moved
        finally:
            with self._lock:
                visit.under_way -= 1
                visit.last_s = self._clock()

    def pulls(self) -> tuple[tuple[ServedPull, ...], int]:
        """The newest first, and the bytes that were sent altogether."""
        with self._lock:
            told = tuple(
                ServedPull(
                    visit.peer, visit.reference, visit.moved_bytes, self._is_done(visit),
                    visit.is_push,
                )
                for visit in reversed(self._visits)
            )  # fmt: skip
            return told, self._sent_bytes

    def _visit(self, peer: str, repository: str, tag: str, is_push: bool) -> _Visit:
        named = f"{repository}:{tag}" if tag else ""
        for visit in reversed(self._visits):
            if (visit.peer, visit.repository, visit.is_push) != (peer, repository, is_push):
                continue
            if self._is_done(visit) and (named or visit.last_s + 60 < self._clock()):
                break  # asked for again: another pull
            if named and visit.reference not in (named, repository):
                break
            visit.reference = named or visit.reference
            return visit
        visit = _Visit(peer, repository, named or repository, is_push, last_s=self._clock())
        self._visits.append(visit)
        self._forget_oldest()
        return visit

    def _forget_oldest(self) -> None:
        while len(self._visits) > _KEPT:
            idle = (one for one in self._visits if not one.under_way)
            self._visits.remove(next(idle, self._visits[0]))

    def _is_done(self, visit: _Visit) -> bool:
        return not visit.under_way and self._clock() - visit.last_s > _SETTLED_S
