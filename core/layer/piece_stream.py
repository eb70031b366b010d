"""Pieces as they come, as a stream that is read in whatever portions."""

from __future__ import annotations

import io
from collections.abc import Iterator


class PieceStream(io.RawIOBase):
    """Raw: for a BufferedReader. None of the pieces is empty."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._piece:
            self._piece = memoryview(next(self._pieces, b""))
        part, self._piece = self._piece[: len(buffer)], self._piece[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)
