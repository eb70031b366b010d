"""Layers with very many entries, made fast."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tests.corpus.tar_bytes import END, header

_CHUNK = 10_000
_DIGITS = 7


def many_entries(count: int) -> Iterator[bytes]:
    """A tar of `count` empty files, 50 to a directory, in pieces."""
    template = header(
        b"usr/share/some-package/d%0*d/file-number-%0*d.txt" % (7, 0, 7, 0), checksum=b"0" * 8
    )
    start = len(b"usr/share/some-package/d")
    places = (start, start + _DIGITS + len(b"/file-number-"))
    for first in range(0, count, _CHUNK):
        numbers = np.arange(first, min(first + _CHUNK, count))
        blocks = np.tile(np.frombuffer(template, "u1"), (len(numbers), 1))
        for place, values in zip(places, (numbers // 50, numbers), strict=True):
            for digit in range(_DIGITS):
                blocks[:, place + _DIGITS - 1 - digit] = ord("0") + values // 10**digit % 10
        blocks[:, 148:156] = ord(" ")
        sums = blocks.sum(axis=1, dtype=np.int64)
        for digit in range(6):
            blocks[:, 153 - digit] = ord("0") + (sums >> 3 * digit & 7)
        blocks[:, 154] = 0
        yield blocks.tobytes()
    yield END
