"""One package of an RPM database: a header blob, read strictly.

RPM's file format documentation (docs/manual/format_header.md): number of entries and bytes of data,
entries of tag, type, offset and count, then the data; all big endian, without the lead and magic
that headers have in package files.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from core.catalog.packages.record import UnreadableDatabaseError, is_acceptable, plain_text
from core.model import Ecosystem, Package

HEADER_LIMIT_BYTES = 64 << 20
_ENTRIES_LIMIT = 0xFFFF  # as in rpm itself
_NAME, _VERSION, _RELEASE, _EPOCH, _SIZE, _ARCHITECTURE = 1000, 1001, 1002, 1003, 1009, 1022
_LONG_SIZE = 5009
_WANTED = {_NAME, _VERSION, _RELEASE, _EPOCH, _SIZE, _ARCHITECTURE, _LONG_SIZE}
_INT32, _INT64, _STRING = 4, 5, 6
_PREFIX = struct.Struct(">II")
_ENTRY = struct.Struct(">IIiI")


def read_header(blob: bytes) -> Package | None:
    """The package of a header, None for a key: rpm keeps those it trusts as packages without files.

    Raises UnreadableDatabaseError for what is no header.
    """
    values = dict(_values(blob))
    name, version = _text(values, _NAME), _text(values, _VERSION)
    if name == "gpg-pubkey":
        return None
    if not is_acceptable(name, version):
        raise UnreadableDatabaseError("a header names no package and version")
    release, epoch = _text(values, _RELEASE), values.get(_EPOCH)
    if release:
        version = f"{version}-{release}"
    if isinstance(epoch, int):
        version = f"{epoch}:{version}"
    size = values.get(_LONG_SIZE, values.get(_SIZE))
    return Package(
        Ecosystem.RPM,
        name,
        version,
        architecture=_text(values, _ARCHITECTURE),
        size_bytes=size if isinstance(size, int) else None,
    )


def _values(blob: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The wanted tags. Of a tag that is there twice the later one counts: it was added later."""
    if len(blob) < _PREFIX.size:
        raise UnreadableDatabaseError("a header is cut off")
    entries, data_bytes = _PREFIX.unpack_from(blob)
    data_start = _PREFIX.size + entries * _ENTRY.size
    if not 0 < entries <= _ENTRIES_LIMIT or data_start + data_bytes > len(blob):
        raise UnreadableDatabaseError("a header is cut off")
    data = memoryview(blob)[data_start : data_start + data_bytes]
    index = memoryview(blob)[_PREFIX.size : data_start]
    for tag, kind, offset, count in _ENTRY.iter_unpack(index):
        if tag in _WANTED and count:
            yield tag, _value(data, kind, offset)


def _value(data: memoryview, kind: int, offset: int) -> int | bytes:
    """The first value of an entry; unsigned, as all of RPM's numbers are."""
    width = {_INT32: 4, _INT64: 8}.get(kind, 1)
    if not 0 <= offset <= len(data) - width:
        raise UnreadableDatabaseError("a header points outside itself")
    if kind in (_INT32, _INT64):
        return int.from_bytes(data[offset : offset + width], "big")
    if kind != _STRING:
        raise UnreadableDatabaseError("a header has a value of another type than it should")
    text = bytes(data[offset : offset + 4096])
    end = text.find(b"\x00")
    if end < 0:
        raise UnreadableDatabaseError("a header has a text without an end")
    return text[:end]


def _text(values: dict[int, int | bytes], tag: int) -> str:
    value = values.get(tag, b"")
    return plain_text(value) if isinstance(value, bytes) else ""
