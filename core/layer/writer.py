"""Writes layer tars: ustar headers, PAX records where ustar cannot say it (image-spec layer.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.layer import whiteout
from core.layer.entry import Entry, EntryType
from core.layer.header import BLOCK_BYTES

_TYPEFLAGS = {
    EntryType.REGULAR: b"0",
    EntryType.HARDLINK: b"1",
    EntryType.SYMLINK: b"2",
    EntryType.CHARACTER_DEVICE: b"3",
    EntryType.BLOCK_DEVICE: b"4",
    EntryType.DIRECTORY: b"5",
    EntryType.FIFO: b"6",
}
_NAME_BYTES = 100
_OCTAL_8_LIMIT = 0o7777777
_OCTAL_12_LIMIT = 0o77777777777
_TAIL = b"\x00" * (BLOCK_BYTES - 345)
_PADDING = b"\x00" * BLOCK_BYTES


class TarWriter:
    """Writes entries to a sink that takes bytes. The same entries always give the same bytes.

    After a REGULAR entry its content follows by `content`, exactly `size_bytes` in all, and then
    `end_content`; or the whole at once by `add_file`.
    """

    def __init__(self, sink: Callable[[bytes], object]) -> None:
        self._sink = sink

    def add(self, entry: Entry, *, device: tuple[int, int] = (0, 0)) -> None:
        """The header of an entry."""
        self._sink(entry_header(entry, device))

    def add_file(self, entry: Entry, content: bytes) -> None:
        """A small file at once."""
        padding = _PADDING[: -len(content) % BLOCK_BYTES]
        self._sink(b"".join((entry_header(entry, (0, 0)), content, padding)))

    def content(self, piece: bytes) -> None:
        """Part of the content of the last entry."""
        self._sink(piece)

    def end_content(self, size_bytes: int) -> None:
        """Fill the last block of a content of that size."""
        if size_bytes % BLOCK_BYTES:
            self._sink(_PADDING[: -size_bytes % BLOCK_BYTES])

    def close(self) -> None:
        """The end marker: two blocks of zeros."""
        self._sink(_PADDING * 2)


def entry_header(entry: Entry, device: tuple[int, int]) -> bytes:
    """An entry's header blocks, with an extended header before it where needed."""
    name, typeflag = _name_and_type(entry)
    records: dict[bytes, bytes] = {}
    seconds, nanoseconds = divmod(entry.mtime_ns, 10**9)
    if nanoseconds or not 0 <= seconds <= _OCTAL_12_LIMIT:
        records[b"mtime"] = _decimal_time(entry.mtime_ns)
    if len(name) > _NAME_BYTES or not name.isascii():
        records[b"path"] = name
    if len(entry.link) > _NAME_BYTES or not entry.link.isascii():
        records[b"linkpath"] = entry.link
    if entry.uid > _OCTAL_8_LIMIT:
        records[b"uid"] = b"%d" % entry.uid
    if entry.gid > _OCTAL_8_LIMIT:
        records[b"gid"] = b"%d" % entry.gid
    if entry.size_bytes > _OCTAL_12_LIMIT:
        records[b"size"] = b"%d" % entry.size_bytes
    for key, value in sorted(entry.xattrs.items()):
        records[b"SCHILY.xattr." + key.encode("utf-8", "surrogateescape")] = value
    block = _block(
        name[:_NAME_BYTES],
        entry.mode,
        entry.uid if entry.uid <= _OCTAL_8_LIMIT else 0,
        entry.gid if entry.gid <= _OCTAL_8_LIMIT else 0,
        entry.size_bytes if entry.size_bytes <= _OCTAL_12_LIMIT else 0,
        seconds if 0 <= seconds <= _OCTAL_12_LIMIT else 0,
        typeflag,
        entry.link[:_NAME_BYTES],
        device,
    )
    return _extended(records) + block if records else block


def _name_and_type(entry: Entry) -> tuple[bytes, bytes]:
    if entry.type is EntryType.WHITEOUT:
        parent, slash, name = entry.path.rpartition(b"/")
        return parent + slash + whiteout.PREFIX + name, b"0"
    if entry.type is EntryType.OPAQUE:
        return (entry.path + b"/" if entry.path else b"") + whiteout.OPAQUE_NAME, b"0"
    if entry.type is EntryType.DIRECTORY:
        return (entry.path or b".") + b"/", b"5"
    return entry.path, _TYPEFLAGS[entry.type]


def _block(
    name: bytes,
    mode: int,
    uid: int,
    gid: int,
    size_bytes: int,
    mtime_s: int,
    typeflag: bytes,
    link: bytes,
    device: tuple[int, int],
) -> bytes:
    start = b"%b%07o\x00%07o\x00%07o\x00%011o\x00%011o\x00" % (
        name.ljust(_NAME_BYTES, b"\x00"),
        mode,
        uid,
        gid,
        size_bytes,
        mtime_s,
    )
    end = b"%b%bustar\x0000%b%07o\x00%07o\x00" % (
        typeflag,
        link.ljust(_NAME_BYTES, b"\x00"),
        b"\x00" * 64,
        *device,
    )
    checksum = sum(start) + sum(end) + 8 * 0x20
    return b"%b%06o\x00 %b%b" % (start, checksum, end, _TAIL)


def _extended(records: Mapping[bytes, bytes]) -> bytes:
    content = b"".join(_record(key, records[key]) for key in sorted(records))
    header = _block(b"PaxHeader", 0o644, 0, 0, len(content), 0, b"x", b"", (0, 0))
    return b"".join((header, content, _PADDING[: -len(content) % BLOCK_BYTES]))


def _record(key: bytes, value: bytes) -> bytes:
    """`length key=value\n`, where the length counts its own digits too."""
    rest = len(key) + len(value) + 3
    length = rest + len(str(rest))
    length = rest + len(str(length))
    return b"%d %b=%b\n" % (length, key, value)


def _decimal_time(nanoseconds: int) -> bytes:
    sign = "-" if nanoseconds < 0 else ""
    seconds, rest = divmod(abs(nanoseconds), 10**9)
    text = f"{sign}{seconds}.{rest:09d}"
    return text.rstrip("0").rstrip(".").encode()
