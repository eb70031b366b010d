"""The strict reader of tar streams: the only one, so that no two parts of us can disagree.

What could be read in two ways is refused, what is merely odd is read right. It never touches a
file system; `apply` does, with what this yields.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, TypeVar

from core.errors import LayerFormatError
from core.layer import whiteout
from core.layer.entry import Entry, EntryType, Limits, shown
from core.layer.header import BLOCK_BYTES, Header, parse_header
from core.layer.pax import PaxRecords, parse_pax

_Value = TypeVar("_Value")

_READ_BYTES = 1 << 20
_INVALID_ID = 0xFFFFFFFF  # (uid_t)-1 means "leave it" to chown(2)
_TIME_LIMIT_NS = 2**62
_KEPT_XATTRS = ("user.", "security.capability")

_TYPES = {
    b"0": EntryType.REGULAR,
    b"\x00": EntryType.REGULAR,
    b"7": EntryType.REGULAR,
    b"1": EntryType.HARDLINK,
    b"2": EntryType.SYMLINK,
    b"3": EntryType.CHARACTER_DEVICE,
    b"4": EntryType.BLOCK_DEVICE,
    b"5": EntryType.DIRECTORY,
    b"6": EntryType.FIFO,
}


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
        self._limits = limits or Limits()
        self._content_left = 0
        self._padding = 0
        self._entries = 0
        self._file_bytes = 0
        self._current = ""

    def __iter__(self) -> Iterator[Entry]:
        pax: PaxRecords | None = None
        long_name: bytes | None = None
        long_link: bytes | None = None
        while (header := self._next_header()) is not None:
            if header.typeflag in b"xgLK" and header.typeflag:
                content = self._extension(header)
                if header.typeflag == b"x":
                    if pax is not None:
                        raise self._error("bad-tar", "two extended headers for one entry")
                    pax = parse_pax(content)
                elif header.typeflag == b"g":
                    self._check_global(parse_pax(content))
                elif header.typeflag == b"L":
                    long_name = _terminated(content)
                else:
                    long_link = _terminated(content)
                continue
            entry = self._entry(header, pax or PaxRecords(), long_name, long_link)
            pax = long_name = long_link = None
            self._entries += 1
            if self._entries > self._limits.entries:
                raise self._error("limit", f"it has over {self._limits.entries} entries")
            yield entry
        if pax is not None or long_name is not None or long_link is not None:
            raise LayerFormatError("truncated", "", "it ends after an extended header")

    def read(self, size: int = _READ_BYTES) -> bytes:
        """The next piece of the current entry's content; b"" at its end."""
        if not self._content_left:
            return b""
        piece = self._stream.read(min(size, self._content_left))
        if not piece:
            raise LayerFormatError("truncated", self._current, "the archive ends inside this file")
        self._content_left -= len(piece)
        return piece

    # --- blocks -------------------------------------------------------------------------------

    def _next_header(self) -> Header | None:
        while self.read():
            pass  # content that nobody wanted
        self._read_exactly(self._padding)
        self._padding = 0
        block = self._read_block()
        if block is None or not block.strip(b"\x00"):
            if block is not None:
                self._check_end()
            return None
        return parse_header(block)

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
                raise LayerFormatError("truncated", self._current, "the archive was cut short")
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def _check_end(self) -> None:
        """After the end marker there is nothing but zeros: else another reader finds more."""
        while piece := self._stream.read(_READ_BYTES):
            if piece.strip(b"\x00"):
                raise LayerFormatError("bad-tar", "", "something follows the end of the archive")

    def _extension(self, header: Header) -> bytes:
        if header.size_bytes > self._limits.extension_bytes:
            raise LayerFormatError("limit", self._current, "an extended header is too large")
        content = self._read_exactly(header.size_bytes)
        self._read_exactly(-header.size_bytes % BLOCK_BYTES)
        return content

    def _check_global(self, records: PaxRecords) -> None:
        """Comments of `git archive` are fine; names and sizes for all entries are a trap."""
        if records != PaxRecords(mtime_ns=records.mtime_ns):
            raise LayerFormatError("bad-tar", "", "a global header renames or resizes entries")

    # --- entries ------------------------------------------------------------------------------

    def _entry(
        self, header: Header, pax: PaxRecords, long_name: bytes | None, long_link: bytes | None
    ) -> Entry:
        raw_name = _first(pax.path, long_name, header.name)
        self._current = shown(raw_name)
        size_bytes = self._size(header, pax)
        kind = _TYPES.get(header.typeflag)
        if kind is None:
            raise self._error("bad-tar", f"its type “{shown(header.typeflag)}” is not known")
        if header.typeflag == b"\x00" and raw_name.endswith(b"/"):
            kind = EntryType.DIRECTORY  # how the oldest writers said it
        if kind is not EntryType.REGULAR and size_bytes:
            raise self._error("bad-tar", f"a {kind.value} cannot have contents")
        path = self._normalised(raw_name)
        if not path and kind is not EntryType.DIRECTORY:
            raise self._error("unsafe-path", "the root can only be a directory")
        kind, path = self._whiteout(kind, path, size_bytes)
        link = _first(pax.link, long_link, header.link)
        if kind is EntryType.HARDLINK:
            link = self._normalised(link)
            if not link or link == path:
                raise self._error("unsafe-link", "a hard link points to itself or to the root")
        elif kind is EntryType.SYMLINK:
            if not link or len(link) > self._limits.name_bytes:
                raise self._error("unsafe-link", "a symbolic link has no target or an endless one")
        else:
            link = b""
        self._check_device(kind, header)
        self._content_left = size_bytes
        self._padding = -size_bytes % BLOCK_BYTES
        return Entry(
            path=path,
            type=kind,
            mode=header.mode,
            uid=self._id(_first(pax.uid, header.uid)),
            gid=self._id(_first(pax.gid, header.gid)),
            mtime_ns=self._time(_first(pax.mtime_ns, header.mtime_s * 10**9)),
            size_bytes=size_bytes,
            link=link,
            xattrs=self._xattrs(pax),
        )

    def _size(self, header: Header, pax: PaxRecords) -> int:
        if pax.size_bytes is not None and header.size_bytes not in (0, pax.size_bytes):
            raise self._error("bad-tar", "its two sizes do not agree")
        size_bytes = _first(pax.size_bytes, header.size_bytes)
        self._file_bytes += size_bytes
        if self._file_bytes > self._limits.file_bytes:
            raise self._error("limit", "its contents are too large")
        return size_bytes

    def _normalised(self, name: bytes) -> bytes:
        """Relative, without `.` and empty components. Refuses what leads elsewhere."""
        limits = self._limits
        if len(name) > limits.name_bytes:
            raise self._error("limit", "a name is too long")
        if b"\x00" in name:
            raise self._error("unsafe-path", "a name holds a NUL byte")
        if name.startswith(b"/") and not self._is_rootfs:
            raise self._error("unsafe-path", "a name is absolute")
        components = [c for c in name.split(b"/") if c not in (b"", b".")]
        if b".." in components:
            raise self._error("unsafe-path", "a name leads out of the archive by “..”")
        if len(components) > limits.depth:
            raise self._error("limit", f"a name is deeper than {limits.depth} levels")
        if any(len(component) > limits.component_bytes for component in components):
            raise self._error("limit", "a part of a name is too long")
        return b"/".join(components)

    def _whiteout(self, kind: EntryType, path: bytes, size_bytes: int) -> tuple[EntryType, bytes]:
        """A whiteout as its own type and the path that it concerns (layer.md, "Whiteouts")."""
        parent, _slash, name = path.rpartition(b"/")
        if any(component.startswith(whiteout.PREFIX) for component in parent.split(b"/")):
            raise self._error("bad-whiteout", "a whiteout is used as a directory")
        if not name.startswith(whiteout.PREFIX):
            return kind, path
        if self._is_rootfs:
            raise self._error("bad-whiteout", "a root file system holds a whiteout")
        if kind is not EntryType.REGULAR or size_bytes:
            raise self._error("bad-whiteout", "a whiteout must be an empty file")
        if name == whiteout.OPAQUE_NAME:
            return EntryType.OPAQUE, parent
        target = name[len(whiteout.PREFIX) :]
        if target in (b"", b".", b"..") or target.startswith(whiteout.PREFIX):
            raise self._error("bad-whiteout", "a whiteout names nothing that could exist")
        return EntryType.WHITEOUT, parent + b"/" + target if parent else target

    def _check_device(self, kind: EntryType, header: Header) -> None:
        if kind is EntryType.CHARACTER_DEVICE and not header.device_major | header.device_minor:
            # To overlayfs this is a whiteout; in a layer's tar it can only be there to deceive.
            raise self._error("overlay-smuggle", "it is a whiteout of overlayfs in disguise")

    def _xattrs(self, pax: PaxRecords) -> dict[str, bytes]:
        kept = {}
        for name, value in pax.xattrs.items():
            if name.startswith(whiteout.OVERLAY_XATTR_PREFIXES):
                raise self._error("overlay-smuggle", "it carries notes of overlayfs in disguise")
            if name.startswith(_KEPT_XATTRS):
                kept[name] = value
        return kept

    def _id(self, number: int) -> int:
        if number >= _INVALID_ID:
            raise self._error("bad-tar", "an owner's number is too large")
        return number

    def _time(self, nanoseconds: int) -> int:
        return max(-_TIME_LIMIT_NS, min(_TIME_LIMIT_NS, nanoseconds))

    def _error(self, code: str, reason: str) -> LayerFormatError:
        return LayerFormatError(code, self._current, reason)


def _terminated(content: bytes) -> bytes:
    text, nul, rest = content.partition(b"\x00")
    if nul and rest.strip(b"\x00"):
        raise LayerFormatError("bad-tar", shown(text), "a name goes on after its end mark")
    return text


def _first(*values: _Value | None) -> _Value:
    for value in values:
        if value is not None:
            return value
    raise AssertionError("the last value is never None")
