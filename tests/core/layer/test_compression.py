"""Compressed streams in all their forms, cut anywhere, in pieces of any size."""

from __future__ import annotations

import gzip
import io
import random
import struct
import zlib

import pytest
import zstandard

from core.errors import LayerFormatError
from core.layer import decompressed_pieces, open_decompressed

CONTENT = b"".join(b"line %d of a text\n" % number for number in range(3000))


class Dribble:
    """A stream that gives little at a time."""

    def __init__(self, content: bytes, sizes: list[int]) -> None:
        self._stream = io.BytesIO(content)
        self._sizes = sizes
        self._reads = 0

    def read(self, size: int) -> bytes:
        self._reads += 1
        return self._stream.read(min(size, self._sizes[self._reads % len(self._sizes)]))


def plain(packed: bytes, *sizes: int) -> bytes:
    stream = Dribble(packed, list(sizes) or [1 << 20])
    return b"".join(decompressed_pieces(stream))  # type: ignore[arg-type]


def gzip_member(flags: int, content: bytes = CONTENT) -> tuple[bytes, int]:
    """A member with optional parts in its header (RFC 1952), and the header's length."""
    compressor = zlib.compressobj(6, zlib.DEFLATED, -15)
    body = compressor.compress(content) + compressor.flush()
    head = b"\x1f\x8b\x08" + bytes([flags]) + b"\x00" * 4 + b"\x00\x03"
    if flags & 4:
        head += struct.pack("<H", 5) + b"ex\x00ra"
    if flags & 8:
        head += b"name\x00"
    if flags & 16:
        head += b"comment\x00"
    if flags & 2:
        head += struct.pack("<H", zlib.crc32(head) & 0xFFFF)
    end = struct.pack("<II", zlib.crc32(content), len(content))
    return head + body + end, len(head)


@pytest.mark.parametrize("flags", [0, 2, 4, 8, 16, 6, 12, 28, 30, 31])
def test_headers_of_gzip_in_any_pieces(flags: int) -> None:
    member, head_bytes = gzip_member(flags)
    for first in range(1, head_bytes + 2):
        assert plain(member, first, 1 << 20) == CONTENT
    assert plain(member * 3, 7) == CONTENT * 3
    assert plain(member + b"\x00" * 600, 512) == CONTENT


def test_damaged_headers_of_gzip() -> None:
    member, head_bytes = gzip_member(2)
    for wrong in (
        b"\x1f\x8b\x07" + member[3:],
        member[:3] + b"\xe2" + member[4:],
        member[: head_bytes - 1] + bytes([member[head_bytes - 1] ^ 1]) + member[head_bytes:],
        b"\x1f\x8b\x08\x08" + b"\x00" * 6 + b"n" * (2 << 20),
    ):
        with pytest.raises(LayerFormatError) as caught:
            plain(wrong)
        assert caught.value.code == "bad-tar"
    name_without_end = b"\x1f\x8b\x08\x08" + b"\x00" * 6 + b"n" * 1000
    with pytest.raises(LayerFormatError) as caught:
        plain(name_without_end)
    assert caught.value.code == "truncated"


def zstd_streams() -> dict[str, bytes]:
    noise = random.Random(5).randbytes(300_000)
    with_checksum = zstandard.ZstdCompressor(write_checksum=True)
    unsized = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    skippable = (0x184D2A57).to_bytes(4, "little") + (5000).to_bytes(4, "little") + b"s" * 5000
    none = (0x184D2A50).to_bytes(4, "little") + b"\x00" * 4
    packed = zstandard.compress(CONTENT)
    return {
        "one frame": packed,
        "checksum": with_checksum.compress(CONTENT),
        "size unknown": unsized.compress(CONTENT) + unsized.flush(),
        "raw blocks": zstandard.compress(noise),
        "runs": zstandard.compress(b"r" * 3_000_000),
        "many frames": b"".join(
            zstandard.compress(CONTENT[at : at + 100]) for at in range(0, len(CONTENT), 100)
        ),
        "skippable before": skippable + packed,
        "skippable between": packed + skippable + packed,
        "skippable after": packed + none + skippable,
        "empty frames": packed + zstandard.compress(b"") + packed,
        "zeros after": packed + b"\x00" * 1000,
    }


@pytest.mark.parametrize("name", zstd_streams())
def test_zstd_in_any_pieces(name: str) -> None:
    packed = zstd_streams()[name]
    reader = zstandard.ZstdDecompressor().stream_reader(
        packed.rstrip(b"\x00") if name == "zeros after" else packed, read_across_frames=True
    )
    expected = reader.read()
    assert len(expected) >= len(CONTENT)
    for sizes in ([1 << 20], [1], [2, 3], [7], [4096, 1]):
        assert plain(packed, *sizes) == expected
    assert open_decompressed(io.BytesIO(packed)).read() == expected


@pytest.mark.parametrize("name", ["one frame", "checksum", "size unknown", "skippable after"])
def test_zstd_cut_anywhere(name: str) -> None:
    packed = zstd_streams()[name]
    whole = len(zstandard.compress(CONTENT)) if name == "skippable after" else 0
    for size in [
        *range(6, 60),
        *range(60, len(packed), 997),
        *range(len(packed) - 40, len(packed)),
    ]:
        if size == whole or size == whole + 8:
            continue  # between frames: nothing is missing
        with pytest.raises(LayerFormatError) as caught:
            plain(packed[:size])
        assert caught.value.code == "truncated", size


def test_what_is_no_zstd_any_more() -> None:
    packed = zstd_streams()["checksum"]
    for wrong in (
        packed + b"garbage!",
        packed[:-1] + bytes([packed[-1] ^ 1]),
        packed + b"\x00" * 10 + b"x",
        packed[:20] + bytes([packed[20] ^ 0xFF]) + packed[21:],
    ):
        with pytest.raises(LayerFormatError) as caught:
            plain(wrong)
        assert caught.value.code == "bad-tar"


def test_a_window_that_is_too_large_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters.from_level(1, window_log=28)
    compressor = zstandard.ZstdCompressor(compression_params=parameters)
    chunks = compressor.compressobj()
    with pytest.raises(LayerFormatError):
        plain(chunks.compress(CONTENT) + chunks.flush())


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_a_bomb_comes_in_small_pieces(pack: object) -> None:
    bomb = pack(b"\x00" * (100 << 20))  # type: ignore[operator]
    sizes = [len(piece) for piece in decompressed_pieces(io.BytesIO(bomb))]
    assert sum(sizes) == 100 << 20
    assert max(sizes) <= (1 << 20) + (128 << 10)


def test_a_failing_disk_is_not_called_a_damaged_archive() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 100:
                raise OSError(5, "Input/output error")
            return super().read(min(size or 0, 101))

    for packed in (gzip.compress(CONTENT), zstandard.compress(CONTENT), CONTENT):
        with pytest.raises(OSError, match="Input/output"):
            b"".join(decompressed_pieces(Failing(packed)))
