"""The strict reader of tar streams.

What could be read in two ways is refused, what is merely odd is read right (`rules`, which `scan`
goes by as well, so that no two parts of us can disagree). It never touches a file system; `apply`
does, with what this yields.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from core.errors import LayerFormatError
from core.layer.entry import Entry, Limits
from core.layer.header import BLOCK_BYTES, Header, parse_header
from core.layer.rules import EXTENSIONS, EntryRules

_READ_BYTES = 1 << 20


class TarReader:
    """Iterate for entries; read a REGULAR entry's content before asking for the next one.

    `is_rootfs` reads a root file system's tarball instead of a layer: absolute names are taken as
    relative, and there are no whiteouts. Raises LayerFormatError.
    """

    def __init__(
        self, stream: BinaryIO, *, is_rootfs: bool = False, limits: Limits | None = None
    ) -> None:
        self._stream = stream
        self._is_rootfs = is_rootfs
        self._rules = EntryRules(is_rootfs=is_rootfs, limits=limits)
        self._content_left = 0
        self._padding = 0

    def __iter__(self) -> Iterator[Entry]:
        while (header := self._next_header()) is not None:
            if header.typeflag in EXTENSIONS and header.typeflag:
                self._rules.extend(header.typeflag, self._extension(header))
                continue
            entry = self._rules.entry(header)
            self._content_left = entry.size_bytes
            self._padding = -entry.size_bytes % BLOCK_BYTES
            yield entry
        self._rules.finish()

    def read(self, size: int = _READ_BYTES) -> bytes:
        """The next piece of the current entry's content; b"" at its end."""
        if not self._content_left:
            return b""
        piece = self._stream.read(min(size, self._content_left))
        if not piece:
            raise self._rules.error("truncated", "the archive ends inside this file")
        self._content_left -= len(piece)
        return piece

    def _next_header(self) -> Header | None:
        while self.read():
            pass  # content that nobody wanted
        if not self._skip_padding():
            return None
        block = self._read_block()
        if block is None or not block.strip(b"\x00"):
            if block is not None:
                self._check_end()
            return None
        return parse_header(block)

    def _skip_padding(self) -> bool:
        """What fills the last block of a file; False when the archive ends in it.

        `umoci insert` leaves it out after the last file. Of a layer nothing is missing then: its
        diffID says so. Nobody says so of a tarball of a root file system.
        """
        while self._padding:
            piece = self._stream.read(self._padding)
            if not piece:
                if self._is_rootfs:
                    raise self._rules.error("truncated", "the archive was cut short")
                self._padding = 0
                return False
            self._padding -= len(piece)
        return True

    def _read_block(self) -> bytes | None:
        block = self._stream.read(BLOCK_BYTES)
        if not block:
            return None  # no end marker: common, and nothing is missing
        return block + self._read_exactly(BLOCK_BYTES - len(block))

    def _read_exactly(self, size: int) -> bytes:
        pieces = []
        while size:
            piece = self._stream.read(size)
            if not piece:
                raise self._rules.error("truncated", "the archive was cut short")
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def _check_end(self) -> None:
        """After the end marker there is nothing but zeros: else another reader finds more."""
        while piece := self._stream.read(_READ_BYTES):
            if piece.strip(b"\x00"):
                raise LayerFormatError("bad-tar", "", "something follows the end of the archive")

    def _extension(self, header: Header) -> bytes:
        self._rules.check_extension(header.size_bytes)
        content = self._read_exactly(header.size_bytes)
        self._read_exactly(-header.size_bytes % BLOCK_BYTES)
        return content
