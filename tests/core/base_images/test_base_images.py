from __future__ import annotations

import gzip
import io
import lzma
import os
import tempfile
from pathlib import Path

import pytest

from core.base_images import base_image_sources, find_source
from core.base_images.apt_settings import AptSource, apt_sources, main_source, release_codename
from core.cancel import NEVER, CancelToken
from core.errors import (
    BaseImageFailedError,
    Cancelled,
    FileAccessError,
    LayerFormatError,
    NotSupportedError,
)
from core.layer import EntryType, TarReader
from core.model import BaseImageRequest, ReadingLimits
from core.progress import ignore
from tests.corpus.hostile import HOSTILE
from tests.corpus.tar_bytes import END, directory, file, header, sparse_1_0


def make(source: str, tmp_path: Path, cancel: CancelToken = NEVER, **more: str) -> bytes:
    out = io.BytesIO()
    request = BaseImageRequest(source, "B", "P", "1", **more)  # type: ignore[arg-type]
    find_source(source).write_rootfs(request, out.write, tmp_path, cancel=cancel, report=ignore)
    return out.getvalue()


def entries(tar: bytes) -> dict[bytes, EntryType]:
    return {entry.path: entry.type for entry in TarReader(io.BytesIO(tar))}  # type: ignore[arg-type]


def test_sources_are_offered_in_order_with_a_reason_where_not() -> None:
    sources = base_image_sources()
    assert [source.key for source in sources] == ["starter", "debian", "tarball", "scratch"]
    assert all(source.is_available or source.sentence for source in sources)
    with pytest.raises(NotSupportedError):
        find_source("windows")


def test_the_starter_is_always_the_same_and_has_a_shell(tmp_path: Path) -> None:
    tar = make("starter", tmp_path)
    assert make("starter", tmp_path) == tar
    found = entries(tar)
    assert b"bin/sh" in found
    assert found[b"tmp"] is EntryType.DIRECTORY
    assert found[b"etc/passwd"] is EntryType.REGULAR


def test_the_starter_without_busybox_takes_shell_tools_and_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.base_images import starter

    monkeypatch.setattr(starter, "_static_busybox", lambda: None)
    found = entries(make("starter", tmp_path))
    assert b"bin/sh" in found
    assert any(b"libc.so" in path for path in found)


def test_scratch_is_one_empty_layer(tmp_path: Path) -> None:
    assert entries(make("scratch", tmp_path)) == {}


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress])
def test_a_tarball_in_all_its_compressions(tmp_path: Path, pack: object) -> None:
    content = (
        directory(b"./")
        + directory(b"/etc")
        + file(b"/etc/os", b"x")
        + header(b"dev/null", typeflag=b"3", device=(1, 3))
        + END
    )
    path = tmp_path / "rootfs"
    path.write_bytes(pack(content))  # type: ignore[operator]
    found = entries(make("tarball", tmp_path, tarball=str(path)))
    assert found == {b"etc": EntryType.DIRECTORY, b"etc/os": EntryType.REGULAR}


@pytest.mark.parametrize(
    "name", ["dot-dot", "cut in a file", "wrong checksum", "text", "pax sparse"]
)
def test_a_tarball_that_must_be_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "rootfs.tar"
    path.write_bytes(HOSTILE[name][0])
    with pytest.raises(LayerFormatError):
        make("tarball", tmp_path, tarball=str(path))


def test_a_tarball_may_ask_for_no_more_than_a_layer(tmp_path: Path) -> None:
    path = tmp_path / "rootfs.tar.gz"
    path.write_bytes(gzip.compress(file(b"f", bytes(200_000)) + file(b"g") + END))
    request = BaseImageRequest("tarball", "B", "P", "1", tarball=str(path))
    for limits, reason in (
        (ReadingLimits(entries=1), "over 1 entries"),
        (ReadingLimits(layer_bytes=199_999), "its files hold over 195.3 KiB"),
        (ReadingLimits(expansion=2, expansion_from_bytes=1), "over 2 times its size"),
    ):
        with pytest.raises(LayerFormatError, match=reason) as caught:
            find_source("tarball").write_rootfs(
                request, io.BytesIO().write, tmp_path, cancel=NEVER, report=ignore, limits=limits
            )
        assert caught.value.code == "limit"


def test_a_sparse_file_of_a_tarball_becomes_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "rootfs.tar"
    path.write_bytes(directory(b"/d") + sparse_1_0(b"/d/disk", 5000, [(4000, b"x")]) + END)
    reader = TarReader(io.BytesIO(make("tarball", tmp_path, tarball=str(path))))  # type: ignore[arg-type]
    found = {entry.path: b"".join(iter(reader.read, b"")) for entry in reader}
    assert found == {b"d": b"", b"d/disk": bytes(4000) + b"x" + bytes(999)}


def test_a_tarball_that_is_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path / "missing", tmp_path, tmp_path / "fifo"):
        with pytest.raises(FileAccessError):
            make("tarball", tmp_path, tarball=str(path))
    empty = tmp_path / "empty.tar"
    empty.write_bytes(END)
    with pytest.raises(BaseImageFailedError, match="no files"):
        make("tarball", tmp_path, tarball=str(empty))


def test_apt_settings_in_both_formats(tmp_path: Path) -> None:
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list").write_text(
        "# a comment\n"
        "deb [arch=amd64 signed-by=/key.gpg] http://mirror.example/debian trixie main contrib # x\n"
        "deb-src http://mirror.example/debian trixie main\n"
        "deb http://mirror.example/debian trixie-updates main\n"
    )
    (tmp_path / "sources.list.d/more.sources").write_text(
        "Types: deb deb-src\nURIs: http://other.example/debian\n# inside\n"
        "Suites: trixie trixie-security\nComponents: main\nSigned-By: /other.gpg\n\n"
        "Types: deb\nEnabled: no\nURIs: http://off.example\nSuites: x\nComponents: main\n"
    )
    sources = apt_sources(tmp_path)
    assert sources[0] == AptSource(
        "http://mirror.example/debian", "trixie", ("main", "contrib"), "/key.gpg"
    )
    assert [source.suite for source in sources] == [
        "trixie", "trixie-updates", "trixie", "trixie-security",
    ]  # fmt: skip
    assert sources[2].signed_by == "/other.gpg"
    assert main_source(sources) == sources[0]
    assert main_source(sources[1:2]) is None
    assert apt_sources(tmp_path / "nowhere") == ()


def test_the_release_of_this_computer(tmp_path: Path) -> None:
    (tmp_path / "os-release").write_text('NAME="X"\nVERSION_CODENAME=bookworm\n')
    assert release_codename(tmp_path / "os-release") == "bookworm"
    assert release_codename(tmp_path / "nowhere") == ""


@pytest.mark.parametrize(
    ("release", "mirror"), [("../x", ""), ("-rf", ""), ("bookworm", "not an address")]
)
def test_names_for_debian_that_are_none(tmp_path: Path, release: str, mirror: str) -> None:
    with pytest.raises(BaseImageFailedError):
        make("debian", tmp_path, release=release, mirror=mirror)


@pytest.mark.skipif(os.geteuid() != 0, reason="mmdebstrap is run as (mapped) root")
def test_debian_from_a_mirror_that_is_none_says_why(tmp_path: Path) -> None:
    if not base_image_sources()[1].is_available:
        pytest.skip(base_image_sources()[1].sentence)
    with pytest.raises(BaseImageFailedError) as caught:
        make("debian", tmp_path, release="bookworm", mirror="http://127.0.0.1:9/debian")
    assert caught.value.detail


@pytest.mark.skipif(os.geteuid() != 0, reason="mmdebstrap is run as (mapped) root")
def test_a_cancelled_debian_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not base_image_sources()[1].is_available:
        pytest.skip(base_image_sources()[1].sentence)
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    token = CancelToken()
    out = io.BytesIO()
    request = BaseImageRequest("debian", "B", "P", "1")
    with pytest.raises(Cancelled):
        find_source("debian").write_rootfs(
            request, out.write, tmp_path, cancel=token, report=lambda _progress: token.cancel()
        )
    assert list(tmp_path.iterdir()) == []
    assert str(tmp_path) not in Path("/proc/self/mountinfo").read_text()


def test_what_a_killed_build_left_goes_with_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.base_images.debian import _place_to_build

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / f"bricklayer-debian-{os.getuid()}-left"
    (left / "rootfs" / "etc").mkdir(parents=True)
    (tmp_path / "bricklayer-debian-x").mkdir()
    with _place_to_build() as first, _place_to_build() as second:
        assert not left.exists()
        assert first.exists()  # in use, so it is not swept
        assert second.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["bricklayer-debian-x"]
