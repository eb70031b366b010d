"""Thousands of headers at once, column by column, as far as they are plain.

Plain is what nearly all writers write: ustar or GNU, octal numbers of full width, a right
checksum. For such a header this says exactly what `header.parse_header` would; of all others only
that they are not plain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.layer.header import BLOCK_BYTES

Column = npt.NDArray[Any]

# The numbers stand side by side.
_START, _END = 100, 156
_WIDTHS = {"mode": 8, "uid": 8, "gid": 8, "size": 12, "time": 12, "checksum": 8}
_DIGIT, _STOP = 1, 2
_CLASSES = np.zeros(256, "u1")
_CLASSES[ord("0") : ord("7") + 1] = _DIGIT
_CLASSES[[0x00, 0x20]] = _STOP

_USTAR = int.from_bytes(b"ustar\x0000", "little")
_GNU = int.from_bytes(b"ustar  \x00", "little")
_NO_DEVICE = tuple(
    int.from_bytes(text, "little") for text in (b"\x00" * 8, b"0000000\x00", b"000000 \x00")
)
_EVEN_BYTES = np.uint64(0x00FF00FF00FF00FF)
_USED_BYTES = 508
_CACHED_ROWS = 512  # so many fit into a processor's cache


@dataclass(frozen=True, slots=True)
class HeaderColumns:
    """Of each header; the fields of one that is not plain mean nothing.

    `names` have their prefix. `links` are there for those headers that have any.
    """

    are_plain: Column
    modes: Column
    uids: Column
    gids: Column
    mtimes_s: Column
    names: list[bytes]
    links: dict[int, bytes]


def decode_headers(blocks: bytes) -> HeaderColumns:
    """Read blocks of 512 bytes that stand one after the other."""
    headers = np.frombuffer(blocks, "u1").reshape(-1, BLOCK_BYTES)
    are_numbers, numbers = _numbers(headers)
    magics = _words(headers[:, 257:265])[:, 0]
    are_ustar = magics == _USTAR
    devices = _words(headers[:, 329:345])
    are_plain = are_numbers & (are_ustar | (magics == _GNU))
    are_plain &= numbers["checksum"] == _checksums(headers)
    are_plain &= np.isin(devices, _NO_DEVICE).all(axis=1)
    are_plain &= ~headers[:, _USED_BYTES:].any(axis=1)  # a form with another prefix has a mark here
    names = _texts(headers[:, :100])
    links = _sparse_texts(headers[:, 157:257], np.ones(len(headers), bool))
    prefixes = _sparse_texts(headers[:, 345:500], are_ustar)
    for row, prefix in prefixes.items():
        names[row] = prefix + b"/" + names[row]
    for texts in (enumerate(names), links.items()):
        for row, text in texts:
            if 0 in text:  # it goes on after its end mark
                are_plain[row] = False
    return HeaderColumns(
        are_plain=are_plain,
        modes=numbers["mode"] & 0o7777,
        uids=numbers["uid"],
        gids=numbers["gid"],
        mtimes_s=numbers["time"],
        names=names,
        links=links,
    )


def _numbers(headers: Column) -> tuple[Column, dict[str, Column]]:
    """Which have octal numbers only, and the numbers of all."""
    fields = headers[:, _START:_END]
    classes = _CLASSES[fields]
    are_octal = np.asarray((classes & _WANTED).all(axis=1))
    digits = np.ascontiguousarray(fields.T) & 7
    numbers, at = {}, 0
    for name, width in _WIDTHS.items():
        number = np.zeros(len(headers), np.int64)
        for place in range(at, at + _digits(width)):
            number *= 8
            number += digits[place]
        if width == 8:
            has_seventh = classes[:, at + 6] == _DIGIT
            number = np.where(has_seventh, number * 8 + digits[at + 6], number)
        numbers[name] = number
        at += width
    return are_octal, numbers


def _digits(width: int) -> int:
    """Of 8 bytes the seventh is a digit for some writers and an end for others."""
    return 6 if width == 8 else width - 1


def _wanted() -> Column:
    """What each byte of the numbers must be."""
    wanted: list[int] = []
    for width in _WIDTHS.values():
        wanted += [_DIGIT] * _digits(width)
        wanted += [_DIGIT | _STOP] if width == 8 else []
        wanted += [_STOP]
    return np.array(wanted, "u1")


_WANTED = _wanted()


def _checksums(headers: Column) -> Column:
    """The sum of all bytes, those of the checksum itself counted as blanks."""
    sums = np.empty(len(headers), np.int64)
    for start in range(0, len(headers), _CACHED_ROWS):
        words = headers[start : start + _CACHED_ROWS].view("<u8")
        # Bytes are added in lanes of 16 bits: 64 times two of them stay below 2**16.
        lanes = ((words & _EVEN_BYTES) + ((words >> np.uint64(8)) & _EVEN_BYTES)).sum(axis=1)
        lanes = lanes.view("<u2").reshape(-1, 4)
        sums[start : start + _CACHED_ROWS] = lanes.sum(axis=1, dtype=np.int64)
    own: Column = headers[:, 148:156].sum(axis=1, dtype=np.int64)
    return sums - own + 8 * 0x20


def _words(fields: Column) -> Column:
    return np.ascontiguousarray(fields).view("<u8")


def _texts(fields: Column) -> list[bytes]:
    """Without the NULs at their ends."""
    width = fields.shape[1]
    texts: list[bytes] = np.ascontiguousarray(fields).view(f"S{width}")[:, 0].tolist()
    return texts


def _sparse_texts(fields: Column, wanted: Column) -> dict[int, bytes]:
    rows = np.flatnonzero(fields.any(axis=1) & wanted)
    return dict(zip(rows.tolist(), _texts(fields[rows]), strict=True)) if len(rows) else {}
