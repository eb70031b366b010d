"""Which lines of two texts are the same, within bounded work.

Lines that are rare in both texts are paired first ("patience diff", Bram Cohen), what lies between
them then by difflib, as long as that is cheap. A stretch that would cost too much counts as
replaced as a whole: coarse, but never wrong.
"""

from __future__ import annotations

import bisect
import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.cancel import CancelToken

_PAIRS_AT_ONCE = 5_000  # of equal lines, that difflib has to choose from
_PAIRS_IN_ALL = 1_000_000
_VISITS_IN_ALL = 5_000_000  # of lines
_COMMON = 64  # a line that is there more often tells nothing


@dataclass(frozen=True, slots=True)
class Run:
    """Equal lines, from a place of each side on."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch of each side that is yet to be compared."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def lines(self) -> int:
        return self.old_end - self.old + self.new_end - self.new


def matching_runs(old: Sequence[str], new: Sequence[str], cancel: CancelToken) -> list[Run]:
    """Runs of equal lines in their order on both sides; no two of them touch. Raises Cancelled."""
    numbers: dict[str, int] = {}
    matching = _Matching(
        [numbers.setdefault(line, len(numbers)) for line in old],
        [numbers.setdefault(line, len(numbers)) for line in new],
        cancel,
    )
    matching.compare(_Block(0, len(old), 0, len(new)))
    found: list[Run] = []
    for run in sorted(matching.runs, key=lambda run: run.old):
        last = found[-1] if found else Run(0, 0, 0)
        if (last.old + last.length, last.new + last.length) == (run.old, run.new) and found:
            found[-1] = Run(last.old, last.new, last.length + run.length)
        else:
            found.append(run)
    return found


def common_start(old: Sequence[object], new: Sequence[object]) -> int:
    """How many are the same at the start."""
    same = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        same += 1
    return same


class _Matching:
    """The lines as numbers, and what was found so far."""

    def __init__(self, old: list[int], new: list[int], cancel: CancelToken) -> None:
        self._old = old
        self._new = new
        self._cancel = cancel
        self._visits_left = _VISITS_IN_ALL
        self._pairs_left = _PAIRS_IN_ALL
        self.runs: list[Run] = []

    def compare(self, whole: _Block) -> None:
        waiting = [whole]
        while waiting:
            self._cancel.check()
            block = self._trimmed(waiting.pop())
            self._visits_left -= block.lines
            if block.old == block.old_end or block.new == block.new_end or self._visits_left < 0:
                continue
            old, new = self._slices(block)
            in_old, in_new = Counter(old), Counter(new)
            anchors = self._anchors(block, in_old, in_new)
            if anchors:
                waiting += _between(block, anchors)
                self.runs += (Run(one, other, 1) for one, other in anchors)
                continue
            pairs = sum(count * in_new[line] for line, count in in_old.items())
            if 0 < pairs <= _PAIRS_AT_ONCE and pairs <= self._pairs_left:
                self._pairs_left -= pairs
                matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
                self.runs += (
                    Run(block.old + match.a, block.new + match.b, match.size)
                    for match in matcher.get_matching_blocks()
                    if match.size
                )

    def _slices(self, block: _Block) -> tuple[list[int], list[int]]:
        return self._old[block.old : block.old_end], self._new[block.new : block.new_end]

    def _trimmed(self, block: _Block) -> _Block:
        """Without what is the same at its start and end, which is put to the runs."""
        old, new = self._slices(block)
        start = common_start(old, new)
        end = common_start(old[start:][::-1], new[start:][::-1])
        if start:
            self.runs.append(Run(block.old, block.new, start))
        if end:
            self.runs.append(Run(block.old_end - end, block.new_end - end, end))
        return _Block(
            block.old + start, block.old_end - end, block.new + start, block.new_end - end
        )

    def _anchors(
        self, block: _Block, in_old: Counter[int], in_new: Counter[int]
    ) -> list[tuple[int, int]]:
        """Lines that can only be meant for one another, those that are rarest.

        A line that is as often on both sides is paired with itself in order.
        """
        counts = [
            count
            for line, count in in_old.items()
            if count <= _COMMON and in_new.get(line) == count
        ]
        if not counts:
            return []
        rarest = min(counts)
        places: dict[int, list[int]] = {}
        for place in range(block.new_end - 1, block.new - 1, -1):
            line = self._new[place]
            if in_new[line] == rarest == in_old.get(line):
                places.setdefault(line, []).append(place)
        paired = [
            (place, places[self._old[place]].pop())
            for place in range(block.old, block.old_end)
            if self._old[place] in places
        ]
        return _longest_ascent(paired)


def _longest_ascent(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """As many pairs as can be whose second numbers ascend as the first ones do."""
    ends: list[int] = []  # the least last number of an ascent by its length
    at: list[int] = []  # and where it is
    before: list[int] = []
    for place, (_one, other) in enumerate(pairs):
        length = bisect.bisect_left(ends, other)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [other]
        at[length : length + 1] = [place]
    found = []
    place = at[-1] if at else -1
    while place >= 0:
        found.append(pairs[place])
        place = before[place]
    return found[::-1]


def _between(block: _Block, anchors: Sequence[tuple[int, int]]) -> list[_Block]:
    found = []
    old, new = block.old, block.new
    for one, other in (*anchors, (block.old_end, block.new_end)):
        found.append(_Block(old, one, new, other))
        old, new = one + 1, other + 1
    return found
