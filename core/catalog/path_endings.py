"""Rows by how their paths end or their names begin, without looking at each in Python."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from core.catalog.table import Column, LayerTable

_WIDTH = 4
_LOWER = 0x20  # set in every small letter; what else it changes is changed on both sides


def rows_ending_with(table: LayerTable, endings: Iterable[bytes]) -> list[int]:
    """Rows whose paths end, in any case, with the last four bytes of one of these.

    A sieve: it lets some others through, since only four bytes are looked at. Paths shorter than
    that never fit.
    """
    ends = table.column("path_end").astype(np.int64)
    starts = np.concatenate([np.zeros(1, np.int64), ends[:-1]])
    return _matching_rows(
        table, ends - _WIDTH, ends - starts >= _WIDTH, {e[-_WIDTH:] for e in endings}
    )


def rows_with_names_like(table: LayerTable, beginnings: Iterable[bytes]) -> list[int]:
    """Rows whose last component begins, in any case, with the first four bytes of one of these."""
    ends = table.column("path_end").astype(np.int64)
    starts = np.concatenate([np.zeros(1, np.int64), ends[:-1]]) + table.column("name_start")
    return _matching_rows(table, starts, ends - starts >= _WIDTH, {b[:_WIDTH] for b in beginnings})


def _matching_rows(
    table: LayerTable, places: Column, is_long: Column, words: set[bytes]
) -> list[int]:
    rows = np.flatnonzero(is_long)
    if not len(rows):
        return []
    text = np.frombuffer(table.paths, np.uint8) | _LOWER
    at = places[rows]
    found = np.zeros(len(rows), np.uint32)
    for place in range(_WIDTH):
        found = found << 8 | text[at + place]
    wanted = np.array(sorted({_number(word) for word in words}), np.uint32)
    nearest = wanted[np.searchsorted(wanted, found).clip(max=len(wanted) - 1)]
    matches: list[int] = rows[nearest == found].tolist()
    return matches


def _number(word: bytes) -> int:
    if len(word) != _WIDTH:
        raise ValueError(f"{word!r} is not of {_WIDTH} bytes")
    return int.from_bytes(bytes(byte | _LOWER for byte in word), "big")
