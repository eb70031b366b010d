"""One member of gzip (RFC 1952), with igzip for what takes the time."""

from __future__ import annotations

import zlib

from isal import igzip_lib

_FIXED_BYTES = 10
_HEADER_LIMIT_BYTES = 1 << 20
_HEADER_CRC, _EXTRA, _NAME, _COMMENT, _RESERVED = 0x02, 0x04, 0x08, 0x10, 0xE0


class Gunzip:
    """Like bz2.BZ2Decompressor. Raises ValueError and igzip_lib.IsalError for damage.

    The header is read here: igzip stumbles over one with optional parts that comes in two pieces.
    """

    def __init__(self) -> None:
        self._body = igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP_NO_HDR_VER)
        self._header: bytes | None = b""

    @property
    def eof(self) -> bool:
        """Whether the member has ended and its checksum was right."""
        return bool(self._body.eof)

    @property
    def unused_data(self) -> bytes:
        """What came behind its end."""
        return bytes(self._body.unused_data)

    @property
    def needs_input(self) -> bool:
        """Whether nothing comes out any more unless something is put in."""
        return self._header is not None or bool(self._body.needs_input)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """At most `max_length` bytes."""
        if self._header is not None:
            self._header += data
            length = _header_bytes(self._header)
            if length is None:
                return b""
            data, self._header = self._header[length:], None
        return bytes(self._body.decompress(data, max_length))


def _header_bytes(data: bytes) -> int | None:
    """How long the header is, None when it is not whole yet."""
    length = _length(data[:_HEADER_LIMIT_BYTES])
    if length is None and len(data) >= _HEADER_LIMIT_BYTES:
        raise ValueError("an endless header of gzip")
    return length


def _length(data: bytes) -> int | None:
    if len(data) < _FIXED_BYTES:
        return None
    flags, at = data[3], _FIXED_BYTES
    if data[:3] != b"\x1f\x8b\x08" or flags & _RESERVED:
        raise ValueError("no header of gzip")
    if flags & _EXTRA:
        at += 2 + int.from_bytes(data[at : at + 2], "little")
    for flag in (_NAME, _COMMENT):
        if flags & flag:
            end = data.find(0, at)
            if end < 0:
                return None
            at = end + 1
    if flags & _HEADER_CRC:
        at += 2
    if len(data) < at:
        return None
    if flags & _HEADER_CRC:
        stored = int.from_bytes(data[at - 2 : at], "little")
        if stored != zlib.crc32(data[: at - 2]) & 0xFFFF:
            raise ValueError("a header of gzip is damaged")
    return at
