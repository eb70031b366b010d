"""Opening below a directory only, in both ways, and never what is no regular file."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.layer import confined
from core.layer.confined import open_directory, open_file


@contextmanager
def opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@pytest.fixture(params=["openat2", "stepwise"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old kernel does not know openat2."""

    def unknown(_root: int, path: bytes) -> int:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), path)

    if request.param == "stepwise":
        monkeypatch.setattr(confined, "_openat2", unknown)


def test_openat2_is_what_this_kernel_has(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with opened(tmp_path) as root:
        os.close(confined._openat2(root, b"a"))


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("path", [b"", b"a", b"a/b"])
def test_a_directory_below_is_opened(tmp_path: Path, path: bytes) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    with opened(tmp_path) as root:
        found = open_directory(root, path)
        assert os.fstat(found).st_ino == (tmp_path / os.fsdecode(path)).stat().st_ino
        os.close(found)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    ("path", "codes"),
    [
        (b"up", {errno.ELOOP, errno.ENOTDIR}),
        (b"up/x", {errno.ELOOP, errno.ENOTDIR}),
        (b"absolute", {errno.ELOOP, errno.ENOTDIR}),
        (b"a/..", {errno.EXDEV}),
        (b"..", {errno.EXDEV}),
        (b"file", {errno.ENOTDIR}),
        (b"file/x", {errno.ENOTDIR}),
        (b"nothing", {errno.ENOENT}),
    ],
)
def test_nothing_leads_out(tmp_path: Path, path: bytes, codes: set[int]) -> None:
    root_path = tmp_path / "root"
    (root_path / "a").mkdir(parents=True)
    (tmp_path / "x").mkdir()
    (root_path / "file").touch()
    (root_path / "up").symlink_to("..")
    (root_path / "absolute").symlink_to("/etc")
    with opened(root_path) as root:
        with pytest.raises(OSError) as raised:
            open_directory(root, path)
        assert raised.value.errno in codes


@pytest.mark.usefixtures("way")
def test_neither_another_mount_nor_a_magic_link_is_passed() -> None:
    with opened(Path("/")) as root, pytest.raises(OSError) as raised:
        open_directory(root, b"proc")
    assert raised.value.errno == errno.EXDEV
    with opened(Path("/proc")) as root, pytest.raises(OSError) as raised:
        open_directory(root, b"%d/root" % os.getpid())
    assert raised.value.errno in (errno.ELOOP, errno.ENOTDIR)


@pytest.mark.usefixtures("way")
def test_a_path_beyond_the_limit_of_the_kernel(tmp_path: Path) -> None:
    name, count = b"d" * 200, 40
    with opened(tmp_path) as root:
        current = os.dup(root)
        for _number in range(count):
            os.mkdir(name, dir_fd=current)
            following = os.open(name, os.O_RDONLY | os.O_DIRECTORY, dir_fd=current)
            os.close(current)
            current = following
        found = open_directory(root, b"/".join([name] * count))
        assert os.fstat(found).st_ino == os.fstat(current).st_ino
        os.close(found)
        os.close(current)


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("content")
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener, opened(tmp_path) as root:
        listener.bind(str(tmp_path / "socket"))
        descriptor, status = open_file(root, b"file")
        assert descriptor is not None
        assert os.read(descriptor, 100) == b"content"
        assert status.st_size == 7
        os.close(descriptor)
        for name in (b"link", b"pipe", b"socket"):
            assert open_file(root, name)[0] is None
    with opened(Path("/dev")) as devices:
        assert open_file(devices, b"null")[0] is None
