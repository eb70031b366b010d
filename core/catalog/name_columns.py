"""Names in one run of bytes, and where words and shell patterns are in them.

The bytes are "/name/name/…/": no name can hold a slash, so that "/x", "x/" and "/x/" find names
that begin with x, end with it, are it. All answers are arrays by name. Letters of ASCII match in
any case; whoever has other letters folds both sides before.
"""

from __future__ import annotations

import fnmatch
import functools
import operator
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from core.cancel import CancelToken
from core.catalog.table import Column

EXACT, STARTS, CONTAINS, IN_PATH, NO_MATCH = range(5)
"""How well a name matches a word, best first; IN_PATH is for those who know whole paths."""

_CHUNK_BYTES = 1 << 18  # fits into a core's cache together with what is computed from it
_NEAR_BYTES = 64  # a byte is common when the next one is not farther than this
_SLASH = 0x2F
_CASE_BIT = 0x20
_SINGLES = b"abcdefghijklmnopqrstuvwxyz0123456789._-+@~,=:#%&()[]{}^$!; '"
"""Bytes that have a bit in `NameColumns.bits`; others are searched for."""


@dataclass(frozen=True)
class NameColumns:
    """Arrays are read-only; `starts` has one element more than there are names."""

    text: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.uint32]
    bits: npt.NDArray[np.uint64]  # which of _SINGLES are in each name
    counts: npt.NDArray[np.int64]  # how often each byte is there, capital letters as small ones

    def __len__(self) -> int:
        return len(self.starts) - 1

    def name(self, at: int) -> bytes:
        """A name as it was given."""
        return self.text[int(self.starts[at]) : int(self.starts[at + 1]) - 1].tobytes()

    @cached_property
    def size_bytes(self) -> int:
        """Memory."""
        return self.text.nbytes + self.starts.nbytes + self.bits.nbytes

    @cached_property
    def lengths(self) -> npt.NDArray[np.uint32]:
        """Of each name, in bytes."""
        return np.diff(self.starts) - np.uint32(1)

    def kept(self, which: Column) -> NameColumns:
        """Only names at these places."""
        return gathered(self.text, self.starts[which], self.lengths[which])

    # --- words --------------------------------------------------------------------------------

    def ranks(self, word: bytes, cancel: CancelToken) -> npt.NDArray[np.uint8]:
        """By name EXACT, STARTS, CONTAINS or NO_MATCH. `word` is folded, without a slash."""
        if len(word) == 1 and word in _SINGLES:
            return self._single_ranks(word[0])
        found = np.full(len(self), NO_MATCH, np.uint8)
        places = self.find(word, cancel)
        holders = self.holders(places)
        found[holders] = CONTAINS
        starting = holders[places == self.starts[holders]]
        found[starting] = STARTS
        found[starting[self.lengths[starting] == len(word)]] = EXACT
        return found

    def _single_ranks(self, byte: int) -> npt.NDArray[np.uint8]:
        has_it = (self.bits & _BIT_OF[byte]) != 0
        found = np.where(has_it, np.uint8(CONTAINS), np.uint8(NO_MATCH))
        is_first = self._first_bytes == byte
        found[is_first] = STARTS
        found[is_first & (self.lengths == 1)] = EXACT
        return found

    @cached_property
    def _first_bytes(self) -> npt.NDArray[np.uint8]:
        return _LOWERED[self.text[self.starts[:-1]]]

    def where(self, needle: bytes, cancel: CancelToken) -> npt.NDArray[np.bool_]:
        """Which names a needle with a slash at its start, end or both is true of."""
        found = np.zeros(len(self), np.bool_)
        skipped = 1 if needle.startswith(b"/") else 0
        found[self.holders(self.find(needle, cancel) + skipped)] = True
        return found

    def holders(self, places: Column) -> Column:
        """The names that hold places in the text."""
        wanted = places.astype(np.uint32, copy=False)
        return np.searchsorted(self.starts, wanted, side="right") - 1

    def find(self, needle: bytes, cancel: CancelToken) -> Column:
        """All places of a folded needle, ascending; overlapping ones too.

        Looks for its two rarest bytes in cache-sized pieces, then for the rest where both are.
        """
        rarest = sorted(range(len(needle)), key=lambda at: int(self.counts[needle[at]]))[:2]
        tests: list[tuple[int, ByteTest]] = [(at, needle[at]) for at in rarest]
        rest = [(at, needle[at]) for at in range(len(needle)) if at not in rarest]
        return self._find(tests, rest, len(needle), cancel)

    def _find(
        self,
        first: Sequence[tuple[int, ByteTest]],
        rest: Sequence[tuple[int, ByteTest]],
        length: int,
        cancel: CancelToken,
    ) -> Column:
        """Places where all tests hold, each at its distance from the place."""
        text, found = self.text, []
        for start in range(0, len(text) - length + 1, _CHUNK_BYTES):
            cancel.check()
            stop = min(start + _CHUNK_BYTES, len(text) - length + 1)
            hits: npt.NDArray[np.bool_] | None = None
            for at, test in first:
                passed = _passes(text[start + at : stop + at], test)
                hits = passed if hits is None else hits & passed
            assert hits is not None
            found.append(np.flatnonzero(hits) + start)
        places = np.concatenate(found) if found else np.zeros(0, np.int64)
        for at, test in rest:
            places = places[_passes(text[places + at], test)]
        return places

    # --- shell patterns -----------------------------------------------------------------------

    def matching(self, pattern: str, cancel: CancelToken) -> npt.NDArray[np.bool_]:
        """Names of ASCII that a folded shell pattern without a slash fits, by fnmatch's rules.

        What stands between stars is looked for from the left, each as early as can be: if there
        is a way to fit, this finds one.
        """
        pieces = _pieces(pattern)
        if len(pieces) == 3 and not pieces[0] and not pieces[2]:
            word = [test for test in pieces[1] if isinstance(test, int)]
            if len(word) == len(pieces[1]):
                return np.not_equal(self.ranks(bytes(word), cancel), NO_MATCH)
        first, *middle = pieces[:-1] if len(pieces) > 1 else pieces
        last = pieces[-1]
        found = np.zeros(len(self), np.bool_)
        names = np.flatnonzero(self._can_match(pieces))
        for piece, is_last in ((first, False), (last, True))[: len(pieces)]:
            for at, test in enumerate(piece):
                cancel.check()
                place = self.starts[names + 1] - (len(piece) + 1) if is_last else self.starts[names]
                names = names[_passes(self.text[place + at], test)]
        cursor = self.starts[names].astype(np.int64) + len(first)
        for piece in middle:
            cursor = self._after(piece, cursor, cancel)
            fits = np.flatnonzero(cursor < self.starts[names + 1].astype(np.int64) - len(last))
            names, cursor = names[fits], cursor[fits]
        found[names] = True
        return found

    def _can_match(self, pieces: Sequence[Sequence[ByteTest]]) -> npt.NDArray[np.bool_]:
        """By name whether it is long enough and has all the bytes that are named."""
        tests = [test for piece in pieces for test in piece]
        length = np.uint32(len(tests))
        fits = self.lengths == length if len(pieces) == 1 else self.lengths >= length
        bits = (int(_BIT_OF[test]) for test in tests if isinstance(test, int))
        wanted = np.uint64(functools.reduce(operator.or_, bits, 0))
        has_all: npt.NDArray[np.bool_] = (self.bits & wanted) == wanted
        return has_all & fits

    def _after(self, piece: Sequence[ByteTest], cursor: Column, cancel: CancelToken) -> Column:
        """Where the first `piece` from each place on ends; beyond the name if it holds none."""
        if all(test is None for test in piece):
            return cursor + len(piece)
        if not len(cursor):
            return cursor
        if len(piece) == 1 and self._commonness(piece[0]) * _NEAR_BYTES > len(self.text):
            return self._step_after(piece[0], cursor)
        tests = sorted(enumerate(piece), key=lambda item: self._commonness(item[1]))
        places = self._find(tests[:2], tests[2:], len(piece), cancel)
        beyond = np.append(places + len(piece), 2 * len(self.text))
        return beyond[np.searchsorted(places, cursor)]

    def _step_after(self, test: ByteTest, cursor: Column) -> Column:
        """The same for a common byte: to go on from each place is less than to find all."""
        found = cursor.copy()
        waiting: Column = np.arange(len(found))
        while len(waiting):
            text = self.text[found[waiting]]
            found[waiting] += 1
            # Behind the slash at a name's end is beyond the name, too.
            waiting = waiting[~((text == _SLASH) | _passes(text, test))]
        return found

    def _commonness(self, test: ByteTest) -> int:
        if test is None:
            return int(self.counts.sum()) + 1
        if isinstance(test, int):
            return int(self.counts[test])
        return int(self.counts[test].sum())


ByteTest = int | npt.NDArray[np.bool_] | None
"""What one byte has to be: this one in any case, one of a set (by value), or any but a slash."""


def named(names: Iterable[bytes]) -> NameColumns:
    """Columns of names one by one."""
    given = list(names)
    text = np.frombuffer(b"".join(given), np.uint8)
    lengths = np.fromiter((len(name) for name in given), np.uint32, len(given))
    starts = np.cumsum(lengths, dtype=np.uint32) - lengths
    return gathered(text, starts, lengths)


def gathered(source: npt.NDArray[np.uint8], starts: Column, lengths: Column) -> NameColumns:
    """Columns of names that stand somewhere in `source`."""
    begin = np.ones(len(starts) + 1, np.int64)
    np.cumsum(lengths.astype(np.int64) + 1, out=begin[1:])
    begin[1:] += 1
    text = np.full(int(begin[-1]), _SLASH, np.uint8)
    step = 1 << 16
    for first in range(0, len(starts), step):  # the indices take eight times the room of the names
        part = slice(first, first + step)
        sizes = lengths[part].astype(np.int64)
        total = int(sizes.sum())
        before = np.cumsum(sizes) - sizes
        within = np.arange(total) - np.repeat(before, sizes)
        text[np.repeat(begin[:-1][part], sizes) + within] = source[
            np.repeat(starts[part].astype(np.int64), sizes) + within
        ]
    counts = np.bincount(_LOWERED[text], minlength=256)
    return NameColumns(text, begin.astype(np.uint32), _bits(text, begin), counts)


def combined(parts: Sequence[NameColumns]) -> NameColumns:
    """The names of all parts, at least one, in this order."""
    starts, at = [parts[0].starts[:1]], 0
    for part in parts:
        starts.append(part.starts[1:] + np.uint32(at))
        at += int(part.starts[-1]) - 1
    return NameColumns(
        np.concatenate([parts[0].text[:1], *(part.text[1:] for part in parts)]),
        np.concatenate(starts),
        np.concatenate([part.bits for part in parts]),
        np.sum([part.counts for part in parts], axis=0),
    )


def _bits(text: npt.NDArray[np.uint8], begin: Column) -> npt.NDArray[np.uint64]:
    found = np.zeros(len(begin) - 1, np.uint64)
    step = 1 << 16
    for first in range(0, len(found), step):
        stop = min(first + step, len(found))
        start, end = int(begin[first]), int(begin[stop])
        found[first:stop] = np.bitwise_or.reduceat(
            _BIT_OF[text[start:end]], begin[first:stop] - start
        )
    return found


_LOWERED = np.frombuffer(bytes(range(256)).lower(), np.uint8)
_BIT_OF = np.zeros(256, np.uint64)
for _at, _byte in enumerate(_SINGLES):
    _BIT_OF[_byte] = 1 << _at
_BIT_OF = _BIT_OF[_LOWERED]


def _fold(text: npt.NDArray[np.uint8], byte: int) -> npt.NDArray[np.uint8]:
    """Makes capital letters small when it is a letter that is looked for, harming other bytes."""
    return text | np.uint8(_CASE_BIT) if 0x61 <= byte <= 0x7A else text


def _passes(text: npt.NDArray[np.uint8], test: ByteTest) -> npt.NDArray[np.bool_]:
    if test is None:
        return np.not_equal(text, _SLASH)
    if isinstance(test, int):
        return np.equal(_fold(text, test), test)
    return np.take(test, text)


def _pieces(pattern: str) -> list[list[ByteTest]]:
    """What stands between the stars, at least one; two at least when there is a star."""
    pieces: list[list[ByteTest]] = [[]]
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            pieces.append([])
        elif char == "?":
            pieces[-1].append(None)
        elif char == "[" and (stop := _set_end(pattern, at)) > 0:
            pieces[-1].append(_set(pattern[at:stop]))
            at = stop + 1
        elif char.isascii():
            pieces[-1].append(ord(char))
        else:
            pieces[-1].append(np.zeros(256, np.bool_))  # never in a name of ASCII
    middle = [piece for piece in pieces[1:-1] if piece]
    return [pieces[0], *middle, pieces[-1]] if len(pieces) > 1 else pieces


def _set_end(pattern: str, at: int) -> int:
    """Where the bracket of a set closes; 0 when it does not and the bracket is a mere character."""
    if pattern[at : at + 1] == "!":
        at += 1
    return max(pattern.find("]", at + 1), 0)


def _set(inside: str) -> npt.NDArray[np.bool_]:
    """Which bytes of ASCII a set such as "!a-z_" means."""
    fits = re.compile(fnmatch.translate(f"[{inside}]")).match
    found = np.zeros(256, np.bool_)
    for byte in range(128):
        found[byte] = byte != _SLASH and bool(fits(chr(byte).lower()))
    return found


def pattern_test(pattern: str) -> Callable[[str], bool]:
    """The same rules for one folded name of any letters."""
    fits = re.compile(fnmatch.translate(pattern)).match
    return lambda name: bool(fits(name))
