"""A file that a person wants somewhere: whole under its name, or nothing of it anywhere."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from core.archive.writing_file import NewFile
from core.errors import FileAccessError, StorageFullError

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="mounting a disk needs root")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "small", disk], check=True)
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def write(path: Path, content: bytes = b"new", *, replace: bool = False) -> int:
    with NewFile(str(path), replace=replace) as file:
        file.append(content)
        return file.commit()


def test_it_is_there_whole_and_belongs_to_the_person(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        assert write(tmp_path / "a", b"x" * 3_000_000) == 3_000_000
    finally:
        os.umask(old)
    status = (tmp_path / "a").stat()
    assert (status.st_mode & 0o7777, status.st_uid, status.st_nlink) == (0o644, os.geteuid(), 1)
    assert (tmp_path / "a").read_bytes() == b"x" * 3_000_000
    assert os.listdir(tmp_path) == ["a"]


def test_pieces_are_put_into_their_places(tmp_path: Path) -> None:
    with NewFile(str(tmp_path / "a"), replace=False) as file:
        file.append(b"head")
        file.skip(6)
        file.append(b"tail")
        file.write_at(0, b"HE")
        file.write_at(4, b"middle")
        file.append(b"to be forgotten")
        file.rewind(14)
        file.skip(2)
        assert file.size_bytes == file.commit() == 16
    assert (tmp_path / "a").read_bytes() == b"HEadmiddletail\x00\x00"


def test_nothing_shows_before_and_nothing_stays_without_it(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), NewFile(str(tmp_path / "a"), replace=True) as file:
        file.append(b"x" * 2_000_000)
        assert os.listdir(tmp_path) == []  # not even a process that is killed now leaves something
        raise ZeroDivisionError
    assert os.listdir(tmp_path) == []


def test_what_is_there_is_replaced_only_when_that_was_said(tmp_path: Path) -> None:
    there = tmp_path / "a"
    there.write_bytes(b"old")
    there.chmod(0o600)
    with pytest.raises(FileAccessError, match="it is there already"):
        write(there)
    assert there.read_bytes() == b"old"
    write(there, replace=True)
    assert (there.read_bytes(), there.stat().st_mode & 0o777) == (b"new", 0o600)
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.parametrize("is_plain_disk", [False, True])
def test_somebody_who_was_quicker_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_plain_disk: bool
) -> None:
    if is_plain_disk:
        without_links(monkeypatch)
    with NewFile(str(tmp_path / "a"), replace=False) as file:
        file.append(b"new")
        (tmp_path / "a").write_bytes(b"theirs")
        with pytest.raises(FileAccessError, match="it is there already"):
            file.commit()
    assert (tmp_path / "a").read_bytes() == b"theirs"
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.parametrize("replace", [False, True])
def test_a_disk_without_links_and_nameless_files_does_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replace: bool
) -> None:
    without_links(monkeypatch)
    with NewFile(str(tmp_path / "a"), replace=replace) as file:
        file.append(b"new")
        assert [name[:8] for name in os.listdir(tmp_path)] == [".export-"]
        file.commit()
    assert (tmp_path / "a").read_bytes() == b"new"
    with suppress(ZeroDivisionError), NewFile(str(tmp_path / "b"), replace=replace):
        raise ZeroDivisionError
    assert os.listdir(tmp_path) == ["a"]


def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """As FAT has it, for which no tool is here."""
    really = os.open

    def opened(path: str, flags: int, *more: int, **options: int) -> int:
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            raise OSError(errno.EOPNOTSUPP, "not supported")
        return really(path, flags, *more, **options)

    def linked(*_names: object, **_options: object) -> None:
        raise OSError(errno.EPERM, "not permitted")

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(os, "link", linked)


def test_a_link_to_a_file_is_followed_when_that_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "dangling").symlink_to("nowhere")
    for name in ("link", "dangling"):
        with pytest.raises(FileAccessError, match="it is there already"):
            write(tmp_path / name)
    write(tmp_path / "link", replace=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("name", "replace", "reason"),
    [
        ("folder", True, "it is a folder"),
        ("folder", False, "it is a folder"),
        ("folder/", False, "it is a folder"),
        ("missing/a", False, "its folder is not there"),
        ("file/a", False, "a part of its path is no folder"),
        ("pipe", True, "no file but a device, a pipe or a socket"),
        ("n" * 300, False, "its name is too long"),
        ("repository/index.json", True, "it lies inside the repository"),
        ("into/blobs/new", False, "it lies inside the repository"),
    ],
)
def test_where_nothing_can_be_written_one_sentence_says_why(
    tmp_path: Path, name: str, replace: bool, reason: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "repository/blobs").mkdir(parents=True)
    (tmp_path / "repository/index.json").write_bytes(b"{}")
    (tmp_path / "into").symlink_to("repository")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FileAccessError, match=reason):
        NewFile(f"{tmp_path}/{name}", replace=replace, outside_of=tmp_path / "repository")
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "repository/index.json").read_bytes() == b"{}"


def test_odd_characters_of_a_path_are_shown_as_such() -> None:
    with pytest.raises(FileAccessError) as caught:
        NewFile("/nowhere/\u202egnp\n", replace=False)
    assert "\\u202egnp\\n cannot be used" in str(caught.value)


@pytest.mark.parametrize("path", ["relative/a", "", "/tmp/a\x00b", "/tmp/\ud800"])
def test_what_is_no_path_is_refused_in_a_sentence(path: str) -> None:
    with pytest.raises(FileAccessError, match="no file can be called that"):
        NewFile(path, replace=True)


@needs_root
def test_a_disk_that_can_only_be_read(small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(FileAccessError, match="that disk can only be read"):
        write(small_disk / "a")


@needs_root
def test_a_full_disk_leaves_nothing_and_the_old_file(small_disk: Path) -> None:
    (small_disk / "a").write_bytes(b"old")
    with pytest.raises(StorageFullError) as caught:
        write(small_disk / "a", b"x" * (3 << 20), replace=True)
    assert str(small_disk) in str(caught.value)
    assert os.listdir(small_disk) == ["a"]
    assert (small_disk / "a").read_bytes() == b"old"
    write(small_disk / "b", b"x" * (1 << 20))  # all of it is free again


def test_a_disk_that_fails_at_the_last_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def failing(_descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(FileAccessError, match="Input/output error"):
        write(tmp_path / "a", replace=True)
    assert os.listdir(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


@needs_root
def test_what_cannot_fit_is_not_begun(small_disk: Path) -> None:
    with NewFile(str(small_disk / "a"), replace=False) as file:
        file.require_room(1 << 20)
        with pytest.raises(StorageFullError) as caught:
            file.require_room(1 << 40)
    assert caught.value.needed_bytes == 1 << 40
    assert caught.value.free_bytes is not None
    assert caught.value.free_bytes <= 2 << 20
