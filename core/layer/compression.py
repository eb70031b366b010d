"""Layer blobs and tarballs as plain tar streams, read in one pass with bounded memory."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from typing import BinaryIO, Protocol

import zstandard
from isal import isal_zlib

from core.errors import LayerFormatError

_READ_BYTES = 1 << 20
_ZSTD_WINDOW_BYTES = 128 << 20
_MAGICS = (
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"BZh", "bzip2"),
)


_DAMAGE: tuple[type[Exception], ...] = (
    zlib.error,  # isal raises the same
    lzma.LZMAError,
    zstandard.ZstdError,
    OSError,  # bzip2
    EOFError,
    ValueError,
)


class _Decompressor(Protocol):
    """What gzip, xz and bzip2 have in common here: one member after another."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    @property
    def needs_input(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def open_decompressed(stream: BinaryIO, *, is_rootfs: bool = False) -> BinaryIO:
    """The plain bytes of a stream that is gzip, zstd or plain; of a tarball also xz or bzip2.

    What it is, is seen from its first bytes: media types are sometimes wrong. Damage and garbage
    after the end raise LayerFormatError while reading.
    """
    start = stream.read(6)
    kind = next((kind for magic, kind in _MAGICS if start.startswith(magic)), "plain")
    if kind in ("xz", "bzip2") and not is_rootfs:
        raise LayerFormatError("unsupported-compression", "", f"a layer cannot be {kind}")
    return io.BufferedReader(_Decompressed(_Prefixed(start, stream), kind), _READ_BYTES)


class _Prefixed:
    """A stream with its first bytes put back."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start = start
        self._stream = stream

    def read(self, size: int) -> bytes:
        if self._start:
            start, self._start = self._start, b""
            return start
        return self._stream.read(size)


class _Decompressed(io.RawIOBase):
    def __init__(self, source: _Prefixed, kind: str) -> None:
        self._source = source
        self._kind = kind
        self._decompressor = _decompressor(kind)
        self._input = b""
        self._is_between_members = True  # at the start, or after a whole member

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._next_piece(len(buffer))
        except _DAMAGE as error:
            raise _damaged(self._kind, str(error)) from error
        buffer[: len(piece)] = piece
        return len(piece)

    def _next_piece(self, size: int) -> bytes:
        if self._decompressor is None:
            return self._source.read(size)
        while True:
            if self._decompressor.eof:
                self._input = self._decompressor.unused_data
                self._decompressor = _decompressor(self._kind)
                self._is_between_members = True
                assert self._decompressor is not None
            if not self._input and self._decompressor.needs_input:
                self._input = self._source.read(_READ_BYTES)
                if not self._input:
                    if self._is_between_members:
                        return b""
                    raise _truncated(self._kind)
            if self._is_between_members and not self._input.strip(b"\x00"):
                self._input = b""  # padding of tapes and blocks after the last member
                continue
            self._is_between_members = False
            given, self._input = self._input, b""
            piece = self._decompressor.decompress(given, size)
            if piece:
                return piece


class _Zstd:
    """zstandard's decompressor in the shape of the others.

    Input goes in by small slices, one at a time, so that a bomb cannot make one huge piece of
    output: at most a slice's worth is held, which the window bounds.
    """

    _SLICE_BYTES = 1024

    def __init__(self) -> None:
        self._object = zstandard.ZstdDecompressor(
            max_window_size=_ZSTD_WINDOW_BYTES
        ).decompressobj()
        self._raw = memoryview(b"")
        self._ready = memoryview(b"")

    @property
    def eof(self) -> bool:
        return self._object.eof and not self._ready

    @property
    def unused_data(self) -> bytes:
        return bytes(self._object.unused_data) + bytes(self._raw)

    @property
    def needs_input(self) -> bool:
        return not self._ready and not self._raw

    def decompress(self, data: bytes, max_length: int) -> bytes:
        if data:
            self._raw = memoryview(bytes(self._raw) + data)
        while not self._ready and self._raw and not self._object.eof:
            given, self._raw = self._raw[: self._SLICE_BYTES], self._raw[self._SLICE_BYTES :]
            self._ready = memoryview(self._object.decompress(given))
        piece, self._ready = self._ready[:max_length], self._ready[max_length:]
        return bytes(piece)


class _Isal:
    """isal's gzip decompressor in the shape of the others (it keeps a tail instead)."""

    def __init__(self) -> None:
        self._object = isal_zlib.decompressobj(wbits=31)
        self._tail = b""
        self._has_more_output = False

    @property
    def eof(self) -> bool:
        return bool(self._object.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._object.unused_data)

    @property
    def needs_input(self) -> bool:
        return not self._tail and not self._has_more_output

    def decompress(self, data: bytes, max_length: int) -> bytes:
        piece = bytes(self._object.decompress(self._tail + data, max_length))
        self._tail = self._object.unconsumed_tail
        # A full piece may have left output inside although all input was taken.
        self._has_more_output = len(piece) == max_length
        return piece


def _decompressor(kind: str) -> _Decompressor | None:
    match kind:
        case "gzip":
            return _Isal()
        case "zstd":
            return _Zstd()
        case "xz":
            return lzma.LZMADecompressor(memlimit=256 << 20)
        case "bzip2":
            return bz2.BZ2Decompressor()
        case _:
            return None


def _damaged(kind: str, detail: str) -> LayerFormatError:
    reason = f"its {kind} compression is damaged"
    return LayerFormatError("bad-tar", "", reason, detail=detail)


def _truncated(kind: str) -> LayerFormatError:
    return LayerFormatError("truncated", "", f"its {kind} compression was cut short")
