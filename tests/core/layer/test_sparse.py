"""Sparse files in all the forms that GNU tar writes, against GNU tar itself."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from core.catalog.contents import read_contents, read_many
from core.layer import EntryType, TarReader, WhiteoutForm, apply_layer
from core.layer.scan import TarScan
from core.layer.scanned import start_of_sparse
from core.store import ImageLayout
from tests.core.catalog.tables import table_of
from tests.core.catalog.umoci_view import has_umoci, put_tars, run_umoci
from tests.core.layer.scan_oracle import SEED, assert_same, cut
from tests.corpus.odd_rare import ODD_SPARSE
from tests.corpus.tar_bytes import END, file, padded, sparse_0_0, sparse_0_1, sparse_1_0

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(shutil.which("tar") is None, reason="GNU tar is not installed"),
]

FORMS = {
    "old": ["--format=gnu"],
    "pax 0.0": ["--format=posix", "--sparse-version=0.0"],
    "pax 0.1": ["--format=posix", "--sparse-version=0.1"],
    "pax 1.0": ["--format=posix", "--sparse-version=1.0"],
}
SIZE = 300_000
SHAPES: dict[str, tuple[int, list[tuple[int, bytes]]]] = {
    "a hole in the middle": (SIZE, [(0, b"start"), (SIZE - 3, b"end")]),
    "a hole at the start": (SIZE, [(200_000, b"x" * 100_000)]),
    "a hole at the end": (SIZE, [(0, b"y" * 700)]),
    "nothing but a hole": (SIZE, []),
    "four extents": (SIZE, [(place * 50_000, b"4") for place in range(4)]),
    "five extents": (SIZE, [(place * 50_000, b"5") for place in range(5)]),
    "many extents": (SIZE, [(place * 2_048, b"m" * 600) for place in range(1, 100)]),
    "of an odd size": (SIZE + 77, [(0, b"o"), (SIZE - 1, b"odd" * 26)]),
}
LONG = "d" * 90 + "/" + "f" * 90


def make(path: Path, shape: str) -> bytes:
    """A file with holes; its contents."""
    size, parts = SHAPES[shape]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as made:
        for offset, content in parts:
            made.seek(offset)
            made.write(content)
        made.truncate(size)
    return path.read_bytes()


def tarred(place: Path, form: str, *names: str) -> bytes:
    """By GNU tar, which looks at each block, so that it finds holes on any file system."""
    done = subprocess.run(
        ["tar", "--sparse", "--hole-detection=raw", *FORMS[form], "-c", "-f", "-", "--", *names],
        cwd=place, check=True, capture_output=True,
    )  # fmt: skip
    return done.stdout


def contents(tar: bytes) -> dict[str, bytes]:
    reader = TarReader(io.BytesIO(tar))
    return {
        os.fsdecode(entry.path): b"".join(iter(lambda: reader.read(10_007), b""))
        for entry in reader
        if entry.type is EntryType.REGULAR
    }


@pytest.mark.parametrize("form", FORMS)
def test_what_gnu_tar_writes_is_read_as_it_was(form: str, tmp_path: Path) -> None:
    place = tmp_path / "files"
    expected = {f"{shape}.bin": make(place / f"{shape}.bin", shape) for shape in SHAPES}
    expected[LONG] = make(place / LONG, "many extents")
    (place / "plain").write_bytes(b"after them")
    expected["plain"] = b"after them"
    tar = tarred(place, form, *expected)
    assert len(tar) < sum(map(len, expected.values())) / 3, "it found the holes"
    assert contents(tar) == expected
    for piece_bytes in (1 << 20, 512, 700):
        assert assert_same(tar, piece_bytes=piece_bytes) == ""


@pytest.mark.parametrize("form", FORMS)
def test_the_catalog_reads_them_from_the_blob(form: str, tmp_path: Path) -> None:
    expected = {f"{shape}.bin": make(tmp_path / f"{shape}.bin", shape) for shape in SHAPES}
    expected[LONG] = make(tmp_path / LONG, "five extents")
    (tmp_path / "plain").write_bytes(b"x" * 5000)
    expected["plain"] = b"x" * 5000
    tar = tarred(tmp_path, form, *random.Random(form).sample(sorted(expected), len(expected)))
    table = table_of(tar)
    rows = {os.fsdecode(table.path(row)): row for row in range(1, len(table))}
    for name, content in expected.items():
        found: list[bytes] = []
        read_contents(lambda: io.BytesIO(tar), table, rows[name], found.append)
        assert b"".join(found) == content
        assert int(table.column("size")[rows[name]]) == len(content)
    many: dict[int, bytes] = {}
    wanted = [rows[name] for name in expected]
    read_many(lambda: io.BytesIO(tar), table, wanted, many.__setitem__, limit_bytes_each=None)
    assert many == {rows[name]: content for name, content in expected.items()}
    read_many(lambda: io.BytesIO(tar), table, wanted, many.__setitem__, limit_bytes_each=250_000)
    assert many == {rows[name]: content[:250_000] for name, content in expected.items()}


@pytest.mark.skipif(os.geteuid() != 0, reason="owners need root")
@pytest.mark.parametrize("form", FORMS)
def test_holes_stay_holes_when_it_is_unpacked(form: str, tmp_path: Path) -> None:
    source, target, theirs = tmp_path / "source", tmp_path / "target", tmp_path / "theirs"
    for shape in SHAPES:
        make(source / shape, shape)
    with (source / "huge").open("wb") as huge:
        huge.seek(1 << 33)  # where octal numbers end
        huge.write(b"end")
    tar = subprocess.run(
        ["tar", "--sparse", *FORMS[form], "-c", "-f", "-", *SHAPES, "huge"],
        cwd=source, check=True, capture_output=True,
    ).stdout  # fmt: skip
    assert len(tar) < 1 << 22
    target.mkdir()
    theirs.mkdir()
    apply_layer(io.BytesIO(tar), target, form=WhiteoutForm.TRUSTED)
    subprocess.run(["tar", "-x", "-f", "-"], cwd=theirs, input=tar, check=True)
    for shape in SHAPES:
        ours, its = target / shape, theirs / shape
        assert ours.read_bytes() == its.read_bytes() == (source / shape).read_bytes()
        assert ours.stat().st_mtime_ns == its.stat().st_mtime_ns
        assert ours.stat().st_blocks <= its.stat().st_blocks + 16
    assert (target / "huge").stat().st_size == (1 << 33) + 3
    assert (target / "huge").stat().st_blocks < 1000
    with (target / "huge").open("rb") as huge:
        huge.seek((1 << 33) - 5)
        assert huge.read() == b"\x00" * 5 + b"end"


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_can_be_entered_where_the_scan_says_that_it_begins(
    form: str, tmp_path: Path
) -> None:
    content = make(tmp_path / LONG, "many extents")
    tar = file(b"before", b"b" * 600) + tarred(tmp_path, form, LONG) + END
    for piece_bytes in (1 << 20, 513):
        (entries,) = TarScan(cut(tar, piece_bytes), seed=SEED)
        start = start_of_sparse(int(entries.offsets[1]))
        assert start == 1536
        reader = TarReader(io.BytesIO(tar[start:]))
        entry = next(iter(reader))
        assert os.fsdecode(entry.path) == LONG
        assert b"".join(iter(reader.read, b"")) == content
    assert start_of_sparse(-1) is None
    assert start_of_sparse(0) is None


@pytest.mark.parametrize("form", FORMS)
def test_every_flipped_byte_of_a_map_is_read_alike_or_refused(form: str, tmp_path: Path) -> None:
    """By the reader and the scan, and never as more bytes than were promised."""
    make(tmp_path / "f", "five extents")
    whole = tarred(tmp_path, form, "f")
    start = whole.index(b"5" + b"\x00" * 511)
    for at in range(start):
        if whole[at] or form == "old":
            changed = bytearray(whole)
            changed[at] ^= 0x01
            header = at // 512 * 512
            if changed[header + 257 : header + 262] == b"ustar":
                changed[header + 148 : header + 156] = b" " * 8
                total = sum(changed[header : header + 512])
                changed[header + 148 : header + 156] = b"%06o\x00 " % total
            assert_same(bytes(changed))


def test_a_file_is_read_through_its_holes_in_pieces_of_any_size(tmp_path: Path) -> None:
    content = make(tmp_path / "f", "many extents")
    tar = tarred(tmp_path, "pax 1.0", "f")
    for size in (1, 511, 512, 4096, 1 << 22):
        reader = TarReader(io.BytesIO(tar))
        next(iter(reader))
        pieces = list(iter(lambda: reader.read(size), b""))  # noqa: B023
        assert b"".join(pieces) == content
        assert max(map(len, pieces)) <= min(size, 1 << 20)


@pytest.mark.parametrize("name", ODD_SPARSE)
def test_tarfile_reads_them_alike(name: str) -> None:
    tar = padded(ODD_SPARSE[name][0]) + END
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        theirs = {member.name: archive.extractfile(member) for member in archive}
        found = {path: file.read() for path, file in theirs.items() if file is not None}
    ours = contents(tar)
    assert {path: found[path] for path in ours} == ours


@pytest.mark.skipif(not has_umoci(), reason="umoci is not installed")
@pytest.mark.skipif(os.geteuid() != 0, reason="umoci needs root to unpack")
def test_umoci_reads_them_alike(tmp_path: Path) -> None:
    """Extents of odd sizes stand one after the other, as the tools of containers have it."""
    chance = random.Random(3)
    tars = []
    for make_tar in (sparse_0_0, sparse_0_1, sparse_1_0):
        for number in range(4):
            places = sorted(chance.sample(range(9000), 2 + 9 * number))
            parts = [
                (at, chance.randbytes(chance.randint(0, min(700, following - at))))
                for at, following in zip(places, [*places[1:], 9700], strict=True)
            ]
            tars.append(make_tar(b"%s-%d" % (make_tar.__name__.encode(), number), 10_000, parts))
    tar = b"".join(tars) + END
    put_tars(ImageLayout.open(tmp_path / "layout"), "made", [tar])
    run_umoci("raw", "unpack", "--image", f"{tmp_path}/layout:made", str(tmp_path / "root"))
    ours = contents(tar)
    assert len(ours) == 12
    for name, content in ours.items():
        assert len(content) == 10_000
        assert (tmp_path / "root" / name).read_bytes() == content
