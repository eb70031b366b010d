"""A stream that comes in pieces, seen one piece at a time and never copied as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class TarWindow:
    """`at` is where one has come to in `piece`; it may lie behind its end, until `settle`."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self.piece = b""
        self.view = memoryview(b"")
        self.at = 0
        self.base = 0  # where the piece begins in the stream

    @property
    def position(self) -> int:
        """Where one has come to in the stream."""
        return self.base + self.at

    def settle(self) -> bool:
        """Go on to the piece that `at` lies in; False when the stream ends before it.

        Then one has come to its end.
        """
        while self.at > len(self.piece):
            if not self._advance():
                self.at = len(self.piece)
                return False
        return True

    def parts(self, size: int) -> Iterator[memoryview]:
        """The next bytes, `size` in all, fewer when the stream ends."""
        while size:
            if self.at == len(self.piece) and not self._advance():
                return
            part = self.view[self.at : self.at + size]
            self.at += len(part)
            size -= len(part)
            yield part

    def take(self, size: int) -> bytes:
        """The next bytes, fewer when the stream ends."""
        return b"".join(self.parts(size))

    def _advance(self) -> bool:
        piece = next(self._pieces, b"")
        if not piece:
            return False
        self.at -= len(self.piece)
        self.base += len(self.piece)
        self.piece, self.view = piece, memoryview(piece)
        return True
