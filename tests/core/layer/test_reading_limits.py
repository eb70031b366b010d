"""Bombs: they end typed, at once, and in little memory, whatever comes out of them."""

from __future__ import annotations

import errno
import gzip
import io
import os
import resource
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.catalog.scanning import scan_blob
from core.errors import LayerFormatError
from core.layer import (
    Limits,
    TarReader,
    WhiteoutForm,
    apply_layer,
    decompressed_pieces,
    limits_for,
    open_decompressed,
)
from core.layer.limits import sized
from core.layer.scan import TarScan
from core.model import ReadingLimits
from core.oci.digest import sha256_digest
from tests.core.layer.scan_oracle import assert_same
from tests.corpus.many_entries import many_entries
from tests.corpus.tar_bytes import (
    END,
    file,
    hardlink,
    header,
    old_sparse,
    pax,
    sparse_1_0,
)

MIB = 1 << 20
WHERE = "“Limits for images from outside…”"
AS_THEY_COME = ReadingLimits()


class Endless:
    """A stream without an end; what was taken of it is counted."""

    def __init__(self, start: bytes, again: bytes) -> None:
        self._start, self._again = start, again * (MIB // len(again) + 1)
        self.taken_bytes = 0

    def read(self, size: int) -> bytes:
        start, self._start = self._start[:size], self._start[size:]
        self.taken_bytes += size
        return start or self._again[:size]


def refused(blob: bytes, limits: Limits) -> str:
    """By the scan of the catalog, as it is done for a blob; the sentence."""
    digest = sha256_digest(blob)
    with pytest.raises(LayerFormatError) as caught:
        scan_blob(
            io.BytesIO(blob), diff_id=digest, digest=digest, size_bytes=len(blob), seed=1,
            limits=limits,
        )  # fmt: skip
    assert caught.value.code == "limit"
    return str(caught.value)


def applied(blob: bytes, target: Path, limits: Limits) -> str:
    """By unpacking, as it is done for a blob; the sentence."""
    target.mkdir(exist_ok=True)
    with pytest.raises(LayerFormatError) as caught:
        apply_layer(
            open_decompressed(io.BytesIO(blob), limits=limits),
            target,
            form=WhiteoutForm.TRUSTED,
            limits=limits,
        )
    assert caught.value.code == "limit"
    return str(caught.value)


def gzip_of_zeros(size_bytes: int) -> bytes:
    """Made quickly: one MiB is compressed once, and its blocks are repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(b"\x00" * MIB) + packer.flush(zlib.Z_SYNC_FLUSH)
    again = packer.compress(b"\x00" * MIB) + packer.flush(zlib.Z_SYNC_FLUSH)
    head = b"\x1f\x8b\x08\x00" + b"\x00" * 6
    return head + first + again * (size_bytes // MIB - 1) + packer.flush()


def zstd_of_zeros(size_bytes: int) -> bytes:
    """A frame of runs, 128 KiB each, of four bytes: 32,000 times as large (RFC 8878, 3.1.1.2)."""
    run = (1 << 17) << 3 | 1 << 1
    blocks = run.to_bytes(3, "little") + b"\x00"
    last = (0 << 3 | 1).to_bytes(3, "little")
    return b"\x28\xb5\x2f\xfd\x00\x38" + blocks * (size_bytes >> 17) + last


@pytest.mark.parametrize("make", [gzip_of_zeros, zstd_of_zeros])
def test_six_gigabytes_of_zeros(make: object, tmp_path: Path) -> None:
    """To a tar they are nothing but its end, but somebody has to look at them."""
    blob = make(6 << 30)  # type: ignore[operator]
    assert len(blob) < 7 * MIB
    limits = limits_for(replace(AS_THEY_COME, expansion=10, expansion_from_bytes=64 * MIB),
                        len(blob))  # fmt: skip
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for sentence in (refused(blob, limits), applied(blob, tmp_path / "target", limits)):
        assert "over 10 times its size, which is the limit for what is larger than 64 MiB" in (
            sentence
        )
        assert WHERE in sentence
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 160 << 10


def test_what_packs_well_is_no_bomb_as_long_as_it_is_small(tmp_path: Path) -> None:
    blob = gzip.compress(file(b"zeros", bytes(8 * MIB)) + END)
    assert len(blob) * 200 < 8 * MIB
    limits = limits_for(AS_THEY_COME, len(blob))
    (tmp_path / "target").mkdir()
    stream = open_decompressed(io.BytesIO(blob), limits=limits)
    apply_layer(stream, tmp_path / "target", form=WhiteoutForm.TRUSTED, limits=limits)
    assert (tmp_path / "target/zeros").stat().st_size == 8 * MIB
    tighter = replace(limits, expansion_from_bytes=4 * MIB)
    assert "over 200 times its size" in refused(blob, tighter)
    assert "over 200 times its size" in applied(blob, tmp_path / "other", tighter)
    wider = replace(tighter, expansion=10_000)
    assert sum(map(len, decompressed_pieces(io.BytesIO(blob), limits=wider))) > 8 * MIB


@pytest.mark.parametrize("form", ["old", "pax 1.0"])
def test_a_hole_of_a_terabyte(form: str, tmp_path: Path) -> None:
    size = 1 << 40
    make = old_sparse if form == "old" else sparse_1_0
    tar = make(b"huge", size, [(size - 1, b"x")]) + END
    limits = limits_for(AS_THEY_COME, len(tar))
    assert "at “huge”: it unpacks to over 200 times its size" in refused(tar, limits)
    assert "at “huge”: it unpacks to over 200 times its size" in applied(
        tar, tmp_path / "1", limits
    )
    smaller = replace(limits, packed_bytes=None, file_bytes=size - 1)
    assert "its files hold over 1024 GiB" in refused(tar, smaller)
    assert assert_same(tar, limits=smaller) == "limit"
    # Who allows it gets it, as a hole.
    allowed = replace(limits, packed_bytes=None)
    (tmp_path / "2").mkdir()
    try:
        apply_layer(io.BytesIO(tar), tmp_path / "2", form=WhiteoutForm.TRUSTED, limits=allowed)
    except OSError as error:
        pytest.skip(f"the disk has no files of a terabyte: {error}")
    assert (tmp_path / "2/huge").stat().st_size == size
    assert (tmp_path / "2/huge").stat().st_blocks < 100


def test_a_million_entries_and_one() -> None:
    assert limits_for(AS_THEY_COME, 1).entries == 1_000_000
    limits = limits_for(replace(AS_THEY_COME, entries=100_000), 1 << 30)
    assert sum(len(batch.paths) for batch in TarScan(many_entries(100_000), seed=1)) == 100_000
    with pytest.raises(LayerFormatError, match="over 100,000 entries") as caught:
        for _entries in TarScan(many_entries(100_001), seed=1, limits=limits):
            pass
    assert caught.value.code == "limit"
    assert WHERE in str(caught.value)


def test_entries_are_counted_everywhere(tmp_path: Path) -> None:
    tar = b"".join(many_entries(1001))
    limits = limits_for(replace(AS_THEY_COME, entries=1000), len(tar))
    assert "over 1,000 entries, which is the limit" in refused(tar, limits)
    assert "over 1,000 entries, which is the limit" in applied(tar, tmp_path / "target", limits)
    assert assert_same(tar, limits=limits) == "limit"


def test_thousands_of_names_of_one_file(tmp_path: Path) -> None:
    names = b"".join(hardlink(b"l%06d" % number, b"f") for number in range(3000))
    tar = file(b"f", b"x") + names + END
    digest = sha256_digest(tar)
    table = scan_blob(io.BytesIO(tar), diff_id=digest, digest=digest, size_bytes=len(tar), seed=1)
    assert len(table) == 3002
    (tmp_path / "target").mkdir()
    apply_layer(io.BytesIO(tar), tmp_path / "target", form=WhiteoutForm.TRUSTED)
    assert (tmp_path / "target/f").stat().st_nlink == 3001


def test_more_names_than_the_disk_allows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ext4 allows 65,000."""
    linked = os.link
    made = iter(range(5))

    def link(*arguments: object, **more: object) -> None:
        if next(made, None) is None:
            raise OSError(errno.EMLINK, os.strerror(errno.EMLINK))
        linked(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "link", link)
    tar = file(b"f", b"x") + b"".join(hardlink(b"l%d" % n, b"f") for n in range(9)) + END
    sentence = applied(tar, tmp_path / "target", Limits())
    assert "at “l5”: its file has more names than the disk allows" in sentence


@pytest.mark.parametrize("kind", [b"x", b"g", b"L", b"K"])
def test_an_extended_header_of_256_mib(kind: bytes) -> None:
    stream = Endless(header(b"P", typeflag=kind, size=256 * MIB), b"11 path=ab\n")
    with pytest.raises(LayerFormatError, match="larger than 1 MiB") as caught:
        next(iter(TarReader(stream)))  # type: ignore[arg-type]
    assert caught.value.code == "limit"
    assert stream.taken_bytes <= 2 * MIB
    pieces: Iterator[bytes] = iter(lambda: stream.read(1 << 16), b"")
    stream = Endless(header(b"P", typeflag=kind, size=256 * MIB), b"11 path=ab\n")
    with pytest.raises(LayerFormatError, match="larger than 1 MiB"):
        list(TarScan(pieces, seed=1))
    assert stream.taken_bytes <= 2 * MIB


def test_a_map_without_an_end() -> None:
    extent = b"%011o\x00%011o\x00" % (0, 0)
    block = extent * 21 + b"\x01" + b"\x00" * 7
    stream = Endless(old_sparse(b"f", 1, [(0, b"")] * 5, has_more=True)[:512], block)
    with pytest.raises(LayerFormatError, match="map of a sparse file is longer") as caught:
        next(iter(TarReader(stream)))  # type: ignore[arg-type]
    assert caught.value.code == "limit"
    assert stream.taken_bytes <= 2 * MIB


def test_a_map_of_a_gigabyte_in_front_of_the_contents() -> None:
    start = pax(
        (b"GNU.sparse.major", b"1"), (b"GNU.sparse.minor", b"0"), (b"GNU.sparse.realsize", b"9")
    ) + header(b"f", size=1 << 30)
    stream = Endless(start + b"999999999\n", b"0\n")
    with pytest.raises(LayerFormatError, match="map of a sparse file is longer") as caught:
        next(iter(TarReader(stream)))  # type: ignore[arg-type]
    assert caught.value.code == "limit"
    assert stream.taken_bytes <= 3 * MIB


def test_a_window_of_four_terabytes() -> None:
    exponent, mantissa = 41 - 10, 7
    frame = b"\x28\xb5\x2f\xfd\x00" + bytes([exponent << 3 | mantissa]) + b"\x01\x00\x00"
    with pytest.raises(LayerFormatError) as caught:
        b"".join(decompressed_pieces(io.BytesIO(frame + b"\x00" * 100)))
    assert caught.value.code == "bad-tar"


def test_the_disk_keeps_what_it_is_to_keep(tmp_path: Path) -> None:
    disk = os.statvfs(tmp_path)
    free_bytes, total_bytes = disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize
    tar = file(b"f", b"x" * 1000) + END
    limits = Limits(free_bytes=1 << 60)
    if free_bytes >= total_bytes // 10:
        (tmp_path / "enough").mkdir()
        apply_layer(io.BytesIO(tar), tmp_path / "enough", form=WhiteoutForm.TRUSTED, limits=limits)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_unpacking_stops_before_a_disk_is_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100m", "none", disk], check=True)
    try:
        tar = b"".join(file(b"f%d" % number, b"x" * (20 * MIB)) for number in range(6)) + END
        sentence = applied(tar, disk / "target", Limits(free_bytes=512 * MIB))
        assert "would leave less than 10 MiB of the disk free, which is the limit" in sentence
        assert WHERE in sentence
        used = os.statvfs(disk)
        assert used.f_bavail * used.f_frsize > 0, "it was not filled"
        (disk / "small").mkdir()
        sentence = applied(tar[:1024], disk / "small", Limits(free_bytes=8 * MIB, entries=0))
        assert "entries" in sentence, "as long as there is enough nothing is said of it"
    finally:
        subprocess.run(["umount", disk], check=True)


def test_sizes_in_words() -> None:
    sizes = (1 << 40, 5 << 29, 512 << 20, 1 << 20, 1500, 7)
    assert [sized(size) for size in sizes] == [
        "1 TiB", "2.5 GiB", "512 MiB", "1 MiB", "1.465 KiB", "7 bytes",
    ]  # fmt: skip
