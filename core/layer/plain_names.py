"""Names of entries by the thousands: which are plain, and how they are normalised."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from core.layer import whiteout

# Between two names stands a NUL, and one before the first and after the last.
_EMPTY_PARTS = (b"//", b"\x00/", b"\x00\x00")
_BEFORE_DOT = (b"/.", b"\x00.")
_ODD_PART = re.compile(rb"\.\.?[/\x00]|" + re.escape(whiteout.PREFIX))


def plain_names(names: Sequence[bytes]) -> tuple[Sequence[bytes], set[int]]:
    """What `EntryRules.normalised` would make of them, and where it has to be asked all the same.

    That is where a name could lead elsewhere or be a whiteout. No name may hold a NUL or be longer
    than a header can hold.
    """
    if not names:
        return names, set()
    joined = _join(names)
    if b"\x00./" in joined:
        names = [name[2:] if name.startswith(b"./") else name for name in names]
        joined = _join(names)
    odd = set(_odd_places(joined, names))
    if b"/\x00" in joined:
        names = [name[:-1] if name.endswith(b"/") else name for name in names]
    return names, odd


def _join(names: Sequence[bytes]) -> bytes:
    return b"".join((b"\x00", b"\x00".join(names), b"\x00"))


def _odd_places(joined: bytes, names: Sequence[bytes]) -> Iterator[int]:
    hits = [at for part in _EMPTY_PARTS for at in _all(joined, part)]
    for part in _BEFORE_DOT:
        hits += (at for at in _all(joined, part) if _ODD_PART.match(joined, at + 1))
    if hits:
        starts = list(accumulate((len(name) + 1 for name in names), initial=0))
        yield from (bisect_right(starts, at) - 1 for at in hits)


def _all(text: bytes, part: bytes) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
