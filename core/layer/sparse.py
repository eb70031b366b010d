"""Sparse files of GNU tar: of a file with holes only what is between them is in the archive.

Four forms (GNU tar's manual, "Storing Sparse Files"): the old one has a type of its own and its map
in the header and in blocks behind it; PAX 0.0 has pairs of records, PAX 0.1 one record, PAX 1.0 the
map in front of the contents. Everything of a map is checked, so that no two readers can fill a file
in two ways.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.errors import LayerFormatError
from core.layer.entry import shown
from core.layer.header import BLOCK_BYTES, number_at
from core.translation import tr_noop

Extent = tuple[int, int]
"""Where in a file something is that is no hole, and how much."""

PREFIX = b"GNU.sparse."
PAIR = (b"GNU.sparse.offset", b"GNU.sparse.numbytes")
"""Records of PAX 0.0 that stand in one header again and again, in turns."""

OLD_TYPE = b"S"
_OLD_FIELDS = slice(41, 150)  # of the last part: extents, whether more follow, the file's size

_FOREIGN = (b"SUN.holesdata", b"SCHILY.realsize")
_NUMBER_BYTES = 12
_EXTENT_BYTES = 2 * _NUMBER_BYTES
_HEADER_EXTENTS, _BLOCK_EXTENTS = 4, 21
_DECIMAL = re.compile(rb"[0-9]{1,20}")
_LINE_BYTES = 21
_KNOWN = frozenset(
    PREFIX + word
    for word in (b"major", b"minor", b"name", b"size", b"realsize", b"numblocks", b"map")
)
_DAMAGED = "the map of a sparse file is damaged"
_GOES_ON = "the map of a sparse file goes on after its end"
_TOO_LONG = "the map of a sparse file is longer than 1 MiB"
_OLDER = ((None, None), (0, 0), (0, 1))
_NEWER = (1, 0)


class MapPlace(enum.Enum):
    """Where the rest of a map is."""

    NOWHERE = enum.auto()  # it is whole
    BLOCKS = enum.auto()  # behind the header, belonging to no size
    CONTENTS = enum.auto()  # at the start of the contents


@dataclass(frozen=True, slots=True)
class SparseStart:
    """What is known of a sparse file before its contents are come to. `name` is the real one."""

    real_bytes: int
    extents: tuple[Extent, ...] = ()
    rest: MapPlace = MapPlace.NOWHERE
    name: bytes | None = None


def old_start(gnu: bytes) -> SparseStart:
    """Of the last part of a header of `OLD_TYPE`. Raises LayerFormatError."""
    _require(bool(gnu), "it is a sparse file of another kind")
    fields = gnu[_OLD_FIELDS]
    places = _HEADER_EXTENTS * _EXTENT_BYTES
    extents, has_ended = _old_extents(fields[:places])
    has_more = fields[places] != 0
    _require(not (has_more and has_ended), _GOES_ON)
    real_bytes = number_at(fields, places + 1, _NUMBER_BYTES, "size")
    return SparseStart(real_bytes, extents, MapPlace.BLOCKS if has_more else MapPlace.NOWHERE)


def pax_start(
    found: Mapping[bytes, bytes], pairs: Sequence[tuple[bytes, bytes]]
) -> SparseStart | None:
    """Of an extended header's records, with those of `PAIR` apart; None if it says nothing of it.

    Raises LayerFormatError.
    """
    for keyword in _FOREIGN:
        _require(keyword not in found, f"it is a sparse file of another kind ({shown(keyword)})")
    said = {keyword for keyword in found if keyword.startswith(PREFIX)}
    if not said and not pairs:
        return None
    _require(said <= _KNOWN, "it is a sparse file of an unknown kind")
    version = _number(found, b"major"), _number(found, b"minor")
    name = found.get(PREFIX + b"name") or None
    if b"\x00" in (name or b""):
        raise LayerFormatError(
            "unsafe-path", shown(name or b""), tr_noop("a name holds a NUL byte")
        )
    sizes = {_number(found, word) for word in (b"size", b"realsize")} - {None}
    _require(len(sizes) == 1, "a sparse file has no size, or two")
    real_bytes = sizes.pop() or 0
    count, row = _number(found, b"numblocks"), found.get(PREFIX + b"map")
    if version == _NEWER:
        _require(count is None and row is None and not pairs, "a sparse file has two maps")
        return SparseStart(real_bytes, (), MapPlace.CONTENTS, name)
    _require(version in _OLDER, "it is a sparse file of an unknown kind")
    _require(row is None or not pairs, "a sparse file has two maps")
    # GNU tar never writes an empty map, and Go's reader takes it for no sparse file at all.
    _require(bool(row or pairs), "a sparse file has no map")
    numbers = row.split(b",") if row else [value for _keyword, value in pairs]
    is_in_turns = all(pair[0] == PAIR[turn % 2] for turn, pair in enumerate(pairs))
    _require(is_in_turns and len(numbers) % 2 == 0, _DAMAGED)
    extents = tuple(_paired(_decimal(number) for number in numbers))
    _require(count == len(extents), "the map of a sparse file is not as long as it says")
    return SparseStart(real_bytes, extents, name=name)


def read_map(
    start: SparseStart, stored_bytes: int, take: Callable[[int], bytes], limit_bytes: int
) -> tuple[tuple[Extent, ...], int]:
    """The whole map, without empty extents, and how many bytes are left of those stored.

    `take` gives so many bytes from behind the header. Raises LayerFormatError.
    """
    extents, left_bytes = start.extents, stored_bytes
    if start.rest is MapPlace.BLOCKS:
        extents += _old_blocks(take, limit_bytes)
    elif start.rest is MapPlace.CONTENTS:
        reader = _MapReader(take, min(stored_bytes, limit_bytes), stored_bytes > limit_bytes)
        count = reader.number()
        extents = tuple(_paired(reader.number() for _ in range(2 * count)))
        left_bytes -= reader.taken_bytes
    at = 0
    for offset, size in extents:
        _require(offset >= at, "the map of a sparse file is out of order or overlaps")
        at = offset + size
        _require(at <= start.real_bytes, "the map of a sparse file leads behind its end")
    total = sum(size for _offset, size in extents)
    _require(total == left_bytes, "a sparse file has more or less contents than its map")
    return tuple(extent for extent in extents if extent[1]), left_bytes


def _require(is_right: bool, reason: str) -> None:
    if not is_right:
        raise LayerFormatError("bad-tar", "", reason)


def _old_blocks(take: Callable[[int], bytes], limit_bytes: int) -> tuple[Extent, ...]:
    extents: list[Extent] = []
    has_more, left_bytes = True, limit_bytes
    while has_more:
        left_bytes -= BLOCK_BYTES
        if left_bytes < 0:
            raise LayerFormatError("limit", "", _TOO_LONG)
        block = take(BLOCK_BYTES)
        some, has_ended = _old_extents(block[: _BLOCK_EXTENTS * _EXTENT_BYTES])
        extents += some
        has_more = block[_BLOCK_EXTENTS * _EXTENT_BYTES] != 0
        _require(not (has_more and has_ended), _GOES_ON)
    return tuple(extents)


def _old_extents(fields: bytes) -> tuple[tuple[Extent, ...], bool]:
    """Those that are there, and whether they end before the space for them does."""
    found: list[Extent] = []
    for at in range(0, len(fields), _EXTENT_BYTES):
        # GNU tar ends at the second number, others at the first.
        if not fields[at] or not fields[at + _NUMBER_BYTES]:
            _require(
                not fields[at:].strip(b"\x00"), "the map of a sparse file goes on after its end"
            )
            return tuple(found), True
        size_at = at + _NUMBER_BYTES
        found.append(
            (
                number_at(fields, at, _NUMBER_BYTES, "place in a sparse file"),
                number_at(fields, size_at, _NUMBER_BYTES, "size"),
            )
        )
    return tuple(found), False


class _MapReader:
    """Decimal numbers, a line each, in whole blocks at the start of the contents."""

    def __init__(self, take: Callable[[int], bytes], limit_bytes: int, is_cut: bool) -> None:
        self._take = take
        self._limit_bytes = limit_bytes
        self._is_cut = is_cut  # by a limit, not by the end of the contents
        self._rest = b""
        self.taken_bytes = 0

    def number(self) -> int:
        while b"\n" not in self._rest:
            _require(len(self._rest) < _LINE_BYTES, _DAMAGED)
            if self.taken_bytes + BLOCK_BYTES > self._limit_bytes:
                if self._is_cut:
                    raise LayerFormatError("limit", "", _TOO_LONG)
                raise LayerFormatError("bad-tar", "", _DAMAGED)
            self._rest += self._take(BLOCK_BYTES)
            self.taken_bytes += BLOCK_BYTES
        line, _newline, self._rest = self._rest.partition(b"\n")
        return _decimal(line)


def _number(found: Mapping[bytes, bytes], word: bytes) -> int | None:
    value = found.get(PREFIX + word)
    return None if value is None else _decimal(value)


def _decimal(text: bytes) -> int:
    _require(_DECIMAL.fullmatch(text) is not None, _DAMAGED)
    return int(text)


def _paired(numbers: Iterable[int]) -> Iterator[Extent]:
    each = iter(numbers)
    return zip(each, each, strict=True)
