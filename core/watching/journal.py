"""What a command changed: the rows that were seen to change since, against what they were then."""

from __future__ import annotations

import heapq
from collections import deque
from typing import NamedTuple

from core.layer.comparing import Difference
from core.model import ChangeKind, CommandChanges, FileChange
from core.watching.tree import SeenTree

_ENTRIES_LIMIT = 50_000
_AGE_LIMIT_S = 3600.0
_PATHS_LIMIT = 50


class _Earlier(NamedTuple):
    seen: float
    path: bytes
    difference: Difference
    born: float


class Journal:
    """What rows were before they changed or went away. What is new has no entry.

    Bounded in age and number: what many changes ago was before is not known any more, and what went
    away meanwhile not counted. Times are seconds since the epoch.
    """

    def __init__(self) -> None:
        self._earlier: deque[_Earlier] = deque(maxlen=_ENTRIES_LIMIT)

    def __len__(self) -> int:
        return len(self._earlier)

    def note(self, now: float, path: bytes, difference: Difference, born: float) -> None:
        """A row had that difference up to now."""
        self._earlier.append(_Earlier(now, path, difference, born))
        while self._earlier[0].seen < now - _AGE_LIMIT_S:
            self._earlier.popleft()

    def since(self, tree: SeenTree, since: float, hidden: frozenset[bytes]) -> CommandChanges:
        """What changed since then, as if what was there at that time lay below."""
        before: dict[bytes, Difference | None] = {}
        for earlier in reversed(self._earlier):
            if earlier.seen < since:
                break
            # Going backwards, so that the oldest one stays.
            before[earlier.path] = earlier.difference if earlier.born < since else None
        now: dict[bytes, Difference | None] = {}
        for row in reversed(tree.rows):
            if row.seen < since:
                break
            now[row.path] = row.difference
        for path in before:
            if path not in now:
                row_there = tree.find(path)
                now[path] = row_there.difference if row_there is not None else None
        counts = dict.fromkeys((ChangeKind.ADDED, ChangeKind.MODIFIED, ChangeKind.DELETED), 0)
        size_bytes = 0
        found: list[FileChange] = []
        for path, difference in now.items():
            if path in hidden:
                continue
            old = before.get(path)
            size_bytes += _stored_bytes(difference) - _stored_bytes(old)
            change = _between(old, difference)
            if change is not None:
                counts[_counted_as(change.kind)] += 1
                found.append(change.at(path))
        return CommandChanges(
            added=counts[ChangeKind.ADDED],
            modified=counts[ChangeKind.MODIFIED],
            deleted=counts[ChangeKind.DELETED],
            size_bytes=size_bytes,
            paths=tuple(heapq.nlargest(_PATHS_LIMIT, found, key=_weight)),
        )


def _between(old: Difference | None, new: Difference | None) -> Difference | None:
    """How something that differed so from the image, or not at all, is changed by the newer one."""
    if old is None:
        return new  # as it was in the image, or not there at all
    was_there = old.kind is not ChangeKind.DELETED
    if new is None:
        if old.kind is ChangeKind.ADDED:
            return _deleted(old)
        # Now it is again what the image has.
        kind = ChangeKind.MODIFIED if was_there else ChangeKind.ADDED
        return Difference(kind, old.file_type, 0, old.size_bytes)
    if new.kind is ChangeKind.DELETED:
        return _deleted(old) if was_there else None
    if not was_there:
        return new._replace(kind=ChangeKind.ADDED, size_before_bytes=0)
    is_other = new.file_type is not old.file_type
    kind = ChangeKind.REPLACED if is_other else ChangeKind.MODIFIED
    return new._replace(kind=kind, size_before_bytes=old.size_bytes)


def _deleted(old: Difference) -> Difference:
    return Difference(ChangeKind.DELETED, old.file_type, 0, old.size_bytes)


def _counted_as(kind: ChangeKind) -> ChangeKind:
    return kind if kind in (ChangeKind.ADDED, ChangeKind.DELETED) else ChangeKind.MODIFIED


def _stored_bytes(difference: Difference | None) -> int:
    return 0 if difference is None else difference.size_bytes


def _weight(change: FileChange) -> int:
    return max(change.size_bytes, change.size_before_bytes)
