"""Layer blobs and tarballs as plain tar streams, read in one pass with bounded memory."""

from __future__ import annotations

import bz2
import io
import lzma
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol, cast

import zstandard
from isal import igzip_lib

from core.errors import LayerFormatError
from core.layer.gunzip import Gunzip
from core.layer.limits import Limits
from core.layer.piece_stream import PieceStream
from core.layer.zstd_frames import ZstdFrames

# Pieces of a size that stays in a processor's cache until everybody has looked at them.
_READ_BYTES = 256 << 10
_PIECE_BYTES = 256 << 10
_BUFFER_BYTES = 1 << 20
_ZSTD_WINDOW_BYTES = 128 << 20
_XZ_MEMORY_BYTES = 256 << 20
_START_BYTES = 6
_MAGICS = (
    (re.compile(rb"\x1f\x8b"), "gzip"),
    # A frame, or one to be skipped with which pzstd begins.
    (re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), "zstd"),
    (re.compile(rb"\xfd7zXZ\x00"), "xz"),
    (re.compile(rb"BZh"), "bzip2"),
)
_DAMAGE: tuple[type[Exception], ...] = (
    cast("type[Exception]", igzip_lib.IsalError),
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


def open_decompressed(
    stream: BinaryIO, *, is_rootfs: bool = False, limits: Limits | None = None
) -> BinaryIO:
    """The plain bytes of a stream that is gzip, zstd or plain; of a tarball also xz or bzip2.

    With `limits` it may not become larger than they allow.

    What it is, is seen from its first bytes: media types are sometimes wrong. Damage and garbage
    after the end raise LayerFormatError while reading.
    """
    return io.BufferedReader(
        PieceStream(decompressed_pieces(stream, is_rootfs=is_rootfs, limits=limits)), _BUFFER_BYTES
    )


def decompressed_pieces(
    stream: BinaryIO, *, is_rootfs: bool = False, limits: Limits | None = None
) -> Iterator[bytes]:
    """The same in pieces as they come, a megabyte at most, none of them empty."""
    pieces = _decompressed(stream, is_rootfs=is_rootfs)
    return pieces if limits is None else _bounded(pieces, limits)


def _bounded(pieces: Iterator[bytes], limits: Limits) -> Iterator[bytes]:
    """No more than may come out of so little: a few kilobytes can be many gigabytes."""
    unpacked_bytes = limits.unpacked_bytes
    if unpacked_bytes is None:
        yield from pieces
        return
    left_bytes = unpacked_bytes
    for piece in pieces:
        left_bytes -= len(piece)
        if left_bytes < 0:
            raise LayerFormatError("limit", "", limits.unpacked_reason)
        yield piece


def _decompressed(stream: BinaryIO, *, is_rootfs: bool) -> Iterator[bytes]:
    start = b""
    while len(start) < _START_BYTES and (piece := stream.read(_START_BYTES - len(start))):
        start += piece
    kind = next((kind for magic, kind in _MAGICS if magic.match(start)), "plain")
    if kind in ("xz", "bzip2") and not is_rootfs:
        raise LayerFormatError("unsupported-compression", "", f"a layer cannot be {kind}")
    source = _Prefixed(start, stream)
    match kind:
        case "gzip":
            pieces = _members(source, Gunzip)
        case "zstd":
            pieces = _zstd(source)
        case "xz":
            pieces = _members(source, lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY_BYTES))
        case "bzip2":
            pieces = _members(source, bz2.BZ2Decompressor)
        case _:
            return iter(lambda: source.read(_READ_BYTES), b"")
    return _explained(pieces, source, kind)


def _explained(pieces: Iterator[bytes], source: _Prefixed, kind: str) -> Iterator[bytes]:
    """Errors of the decompressors as ours; those of the source are not the archive's fault."""
    try:
        yield from pieces
    except _CutOffError as error:
        reason = f"its {kind} compression was cut short"
        raise LayerFormatError("truncated", "", reason) from error
    except _DAMAGE as error:
        if error is source.failure:
            raise
        reason = f"its {kind} compression is damaged"
        raise LayerFormatError("bad-tar", "", reason, detail=str(error)) from error


class _CutOffError(Exception):
    """The stream ends inside a member."""


class _Prefixed:
    """A stream with its first bytes put back, which remembers when reading it failed."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start = start
        self._stream = stream
        self.failure: Exception | None = None

    def read(self, size: int) -> bytes:
        if self._start:
            start, self._start = self._start, b""
            return start
        try:
            return self._stream.read(size)
        except Exception as error:
            self.failure = error
            raise


def _members(source: _Prefixed, begin: Callable[[], _Decompressor]) -> Iterator[bytes]:
    decompressor, data = begin(), b""
    is_between = True  # members: at the start, or after a whole one
    while True:
        if decompressor.eof:
            data = decompressor.unused_data
            decompressor = begin()
            is_between = True
        if not data and decompressor.needs_input:
            data = source.read(_READ_BYTES)
            if not data and is_between:
                return
            if not data:
                raise _CutOffError
        if is_between and _is_padding(data):
            data = b""
            continue
        is_between = False
        piece = decompressor.decompress(data, _PIECE_BYTES)
        data = b""
        if piece:
            yield piece


def _zstd(source: _Prefixed) -> Iterator[bytes]:
    """Whole blocks at a time: a block gives 128 KiB at most, and so no bomb a huge piece."""
    decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES).decompressobj(
        read_across_frames=True
    )
    frames = ZstdFrames()
    while data := source.read(_READ_BYTES):
        if frames.is_between and _is_padding(data):
            continue
        for blocks in frames.feed(data):
            piece = decompressor.decompress(blocks)
            if piece:
                yield piece
    if not frames.is_between:
        raise _CutOffError


def _is_padding(data: bytes) -> bool:
    """Of tapes and blocks, after the last member."""
    return data[0] == 0 and not data.strip(b"\x00")
