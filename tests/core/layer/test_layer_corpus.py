"""The strict reader and the applier against archives made by hand."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.errors import Cancelled, LayerFormatError
from core.layer import TarReader, WhiteoutForm, apply_layer, open_decompressed, remove_tree
from core.layer.whiteout import is_whiteout
from tests.core.catalog.tables import table_of
from tests.corpus.hostile import HOSTILE, LINKED_BELOW
from tests.corpus.odd import ODD
from tests.corpus.tar_bytes import (
    END,
    directory,
    file,
    hardlink,
    header,
    pax,
    record,
    sparse_1_0,
    symlink,
)

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="owners and whiteouts need root")


def apply(content: bytes, target: Path, **more: object) -> object:
    target.mkdir()
    return apply_layer(io.BytesIO(content), target, form=WhiteoutForm.TRUSTED, **more)  # type: ignore[arg-type]


def tree(path: Path) -> dict[str, str]:
    found = {}
    for entry in sorted(path.rglob("*")):
        status = entry.lstat()
        if is_whiteout(status):
            what = "whiteout"
        elif stat.S_ISLNK(status.st_mode):
            what = "link " + os.readlink(entry)
        elif stat.S_ISDIR(status.st_mode):
            opaque = "trusted.overlay.opaque" in os.listxattr(entry)
            what = "opaque" if opaque else "dir"
        elif stat.S_ISFIFO(status.st_mode):
            what = "fifo"
        else:
            what = "file " + entry.read_text()
        found[str(entry.relative_to(path))] = what
    return found


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A file beside the target that a hostile archive would like to reach."""
    outside = tmp_path / "evil-is-not-here"
    outside.write_text("untouched")
    return outside


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_archives_are_refused(name: str, tmp_path: Path, canary: Path) -> None:
    content, code = HOSTILE[name]
    with pytest.raises(LayerFormatError) as caught:
        apply(content, tmp_path / "target")
    assert caught.value.code == code
    assert str(caught.value).isprintable()
    assert {p.name for p in tmp_path.iterdir()} == {canary.name, "target"}
    assert canary.read_text() == "untouched"
    remove_tree(tmp_path / "target")
    assert not (tmp_path / "target").exists()


@pytest.mark.parametrize("name", HOSTILE)
def test_reader_and_catalog_give_the_same_verdict(name: str) -> None:
    """The reader knows entries only: what their tree forbids is refused by who makes a tree."""
    content, code = HOSTILE[name]
    by_reader = by_catalog = ""
    try:
        for entry in (reader := TarReader(io.BytesIO(content))):  # type: ignore[arg-type]
            assert sum(map(len, iter(reader.read, b""))) == entry.size_bytes
    except LayerFormatError as error:
        by_reader = error.code
    try:
        table_of(content)
    except LayerFormatError as error:
        by_catalog = error.code
    assert by_reader in ("", code)
    assert by_catalog == ("" if name in LINKED_BELOW else code)


def test_the_corpus_is_large() -> None:
    assert len(HOSTILE) >= 200
    assert len(ODD) >= 120
    assert {code for _content, code in HOSTILE.values()} == {
        "bad-tar", "truncated", "unsafe-path", "unsafe-link", "bad-whiteout", "overlay-smuggle",
        "limit",
    }  # fmt: skip


def test_a_refusal_shows_which_entry_it_is_about() -> None:
    for name, shown_as in (
        (b"../\x1b[2J\n", "“../\\x1b[2J\\n”"),
        (b"../\xff", "“../\\xff”"),
        ("../\u202egnp.exe".encode(), "“../\\u202egnp.exe”"),
        ("../\u200b".encode(), "“../\\u200b”"),
    ):
        for content in (file(name), sparse_1_0(name, 0, []), pax((b"path", name)) + file(b"x")):
            with pytest.raises(LayerFormatError) as caught:
                list(TarReader(io.BytesIO(content)))  # type: ignore[arg-type]
            assert f"at {shown_as}: a name leads out" in str(caught.value)
            with pytest.raises(LayerFormatError) as caught:
                table_of(content)
            assert f"at {shown_as}: a name leads out" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (file(b"who\x1b", size=b"\xff" * 12), "its size is negative"),
        (file(b"who\x1b", uid=b"x" * 8), "its owner is no octal number"),
        (file(b"who\x1b", checksum=b"0" * 8), "a header's checksum is wrong"),
        (file(b"who\x1b", magic=b"ustar\x00\x00\x00", prefix=b"p"),
         "a header is neither ustar nor GNU"),
        (pax((b"path", b"who\x1b"), (b"uid", b"-1")) + file(b"x"), "“uid” in an extended header"),
        (pax(raw=record(b"path", b"who\x1b") + b"rubbish") + file(b"x"), "header is damaged"),
        (sparse_1_0(b"who\x1b", 4, [], (b"GNU.sparse.evil", b"1")), "of an unknown kind"),
        (sparse_1_0(b"who\x1b", 4, [(9, b"x")]), "leads behind its end"),
        (file(b"who\x1b", b"x", typeflag=b"Z"), "its type “Z” is not known"),
        (file(b"who\x1b", b"x" * 900)[:1000], "ends inside this file"),
    ],
)  # fmt: skip
def test_every_refusal_says_whose_it_is(content: bytes, reason: str) -> None:
    for read in (lambda: list(TarReader(io.BytesIO(content))), lambda: table_of(content)):
        with pytest.raises(LayerFormatError) as caught:
            read()
        assert "at “who\\x1b”: " in str(caught.value)
        assert reason in str(caught.value)


@pytest.mark.parametrize("name", ODD)
def test_odd_archives_are_read_right(name: str, tmp_path: Path) -> None:
    content, expected = ODD[name]
    apply(content, tmp_path / "target")
    assert tree(tmp_path / "target") == expected


def test_every_cut_and_every_flipped_header_byte_is_typed(tmp_path: Path) -> None:
    whole = (
        directory(b"d") + file(b"d/f", b"x" * 700) + symlink(b"s", b"d") + hardlink(b"h", b"d/f")
    ) + END
    for size in range(0, len(whole), 100):
        _try(whole[:size])
    for at in range(512 * 3):
        _try(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])


def _try(content: bytes) -> None:
    reader = TarReader(io.BytesIO(content))  # type: ignore[arg-type]
    try:
        for _entry in reader:
            pass
    except LayerFormatError:
        pass  # refusing is right, and so is reading it; anything else would fail the test


def test_a_rootfs_tarball_may_have_absolute_names() -> None:
    content = file(b"/etc/passwd", b"x") + file(b"./usr", b"") + END
    entries = list(TarReader(io.BytesIO(content), is_rootfs=True))  # type: ignore[arg-type]
    assert [entry.path for entry in entries] == [b"etc/passwd", b"usr"]
    with pytest.raises(LayerFormatError, match="whiteout"):
        list(TarReader(io.BytesIO(file(b".wh.a")), is_rootfs=True))  # type: ignore[arg-type]


def test_a_rootfs_tarball_is_not_protected_by_a_diff_id_and_so_has_to_be_whole() -> None:
    for size in (513, 600, 1023):
        content = file(b"a", b"x")[:size]
        with pytest.raises(LayerFormatError, match="cut short"):
            list(TarReader(io.BytesIO(content), is_rootfs=True))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["gzip", "zstd", "plain", "two members"])
@pytest.mark.parametrize("size", [0, 1, 511, 70_000, 3_000_000])
def test_compressed_streams(kind: str, size: int) -> None:
    import gzip

    import zstandard

    content = (os.urandom(1000) * (size // 1000 + 1))[:size]
    packed = {
        "gzip": lambda: gzip.compress(content),
        "zstd": lambda: zstandard.compress(content),
        "plain": lambda: content,
        "two members": lambda: (
            gzip.compress(content[: size // 2]) + gzip.compress(content[size // 2 :])
        ),
    }[kind]()
    assert open_decompressed(io.BytesIO(packed)).read() == content
    if kind != "plain":
        assert open_decompressed(io.BytesIO(packed + b"\x00" * 700)).read() == content
        with pytest.raises(LayerFormatError):
            open_decompressed(io.BytesIO(packed[:-3])).read()
        with pytest.raises(LayerFormatError):
            open_decompressed(io.BytesIO(packed + b"garbage")).read()


def test_a_bomb_takes_little_memory() -> None:
    import resource

    import zstandard

    compressor = zstandard.ZstdCompressor()
    bomb = compressor.compress(b"\x00" * (256 << 20))
    assert len(bomb) < 64_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    stream = open_decompressed(io.BytesIO(bomb))
    total = 0
    while piece := stream.read(1 << 16):
        total += len(piece)
    assert total == 256 << 20
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 160 << 10


def test_unpacking_is_cancelled_in_the_middle_of_a_file(tmp_path: Path) -> None:
    cancel = CancelToken()
    content = header(b"f", size=1 << 32)

    class Endless:
        taken_bytes = 0

        def read(self, size: int) -> bytes:
            nonlocal content
            start, content = content[:size], content[size:]
            self.taken_bytes += size
            if self.taken_bytes > 20 << 20:
                cancel.cancel()
            return start or bytes(size)

    source = Endless()
    (tmp_path / "target").mkdir()
    with pytest.raises(Cancelled):
        apply_layer(source, tmp_path / "target", form=WhiteoutForm.TRUSTED, cancel=cancel)  # type: ignore[arg-type]
    assert source.taken_bytes < 30 << 20
