"""The strict reader of tar streams.

What could be read in two ways is refused, what is merely odd is read right (`rules`, which `scan`
goes by as well, so that no two parts of us can disagree). It never touches a file system; `apply`
does, with what this yields.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from core.errors import LayerFormatError
from core.layer.entry import Entry, EntryType
from core.layer.header import BLOCK_BYTES, Header, parse_header
from core.layer.limits import Limits
from core.layer.rules import EXTENSIONS, EntryRules
from core.layer.sparse import Extent
from core.translation import tr_noop

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
        self._content_left = 0  # of what is stored
        self._padding = 0
        self._size_bytes = 0
        self._extents: tuple[Extent, ...] | None = None
        self._next_extent = 0
        self._at = 0  # in a sparse file

    @property
    def is_sparse(self) -> bool:
        """Whether the current entry has holes, or could have: then `data` goes round them."""
        return self._extents is not None

    def __iter__(self) -> Iterator[Entry]:
        rules = self._rules
        while (header := self._next_header()) is not None:
            if header.typeflag in EXTENSIONS and header.typeflag:
                rules.extend(header.typeflag, self._extension(header))
                continue
            entry = rules.entry(header)
            self._extents = rules.take_map(self._read_exactly) if rules.is_sparse else None
            self._content_left = rules.stored_bytes
            self._padding = -rules.stored_bytes % BLOCK_BYTES
            self._size_bytes, self._next_extent, self._at = entry.size_bytes, 0, 0
            if entry.type is EntryType.DIRECTORY:
                self._skip_content()  # of a backup: names that were there then
            yield entry
        rules.finish()

    def read(self, size: int = _READ_BYTES) -> bytes:
        """The next piece of the current entry's content, holes as zeros; b"" at its end."""
        if self._extents is None:
            return self._read_stored(size)
        left_bytes = min(size, _READ_BYTES, self._hole_bytes())
        if left_bytes:
            self._at += left_bytes
            return bytes(left_bytes)
        return self._read_extent(size)

    def data(self) -> Iterator[tuple[int, bytes]]:
        """What is between the holes of a sparse file, with its place in it."""
        while self._extents is not None and self._next_extent < len(self._extents):
            self._at += self._hole_bytes()
            at = self._at
            yield at, self._read_extent(_READ_BYTES)

    def _hole_bytes(self) -> int:
        """How far it is to what is no hole, or to the end."""
        extents = self._extents or ()
        if self._next_extent == len(extents):
            return self._size_bytes - self._at
        return max(0, extents[self._next_extent][0] - self._at)

    def _read_extent(self, size: int) -> bytes:
        extents = self._extents or ()
        if self._next_extent == len(extents):
            return b""
        offset, length = extents[self._next_extent]
        piece = self._read_stored(min(size, offset + length - self._at))
        self._at += len(piece)
        if self._at == offset + length:
            self._next_extent += 1
        return piece

    def _read_stored(self, size: int) -> bytes:
        if not self._content_left:
            return b""
        piece = self._stream.read(min(size, self._content_left))
        if not piece:
            raise self._rules.error("truncated", "the archive ends inside this file")
        self._content_left -= len(piece)
        return piece

    def _skip_content(self) -> None:
        while self._read_stored(_READ_BYTES):
            pass

    def _next_header(self) -> Header | None:
        self._skip_content()  # which nobody wanted
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
                raise LayerFormatError(
                    "bad-tar", "", tr_noop("something follows the end of the archive")
                )

    def _extension(self, header: Header) -> bytes:
        self._rules.check_extension(header.size_bytes)
        content = self._read_exactly(header.size_bytes)
        self._read_exactly(-header.size_bytes % BLOCK_BYTES)
        return content
