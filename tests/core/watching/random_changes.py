"""Random changes of a file tree, the same for the same seed."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import socket
from collections.abc import Callable
from pathlib import Path


class RandomChanges:
    """Whatever a program may do below `root`. What cannot be done just now is not done."""

    def __init__(self, root: Path, seed: int) -> None:
        self._root = root
        self._chance = random.Random(seed)
        self._actions: list[Callable[[], None]] = [
            self.write, self.write, self.append, self.overwrite_in_place, self.rewrite_same,
            self.make_directory, self.remove, self.remove_tree, self.rename, self.rename_tree,
            self.link, self.symlink, self.chmod, self.touch, self.replace, self.directory_again,
            self.file_for_directory, self.open_only, self.fifo, self.socket, self.reserved_name,
            self.truncate, self.xattr, self.atomic_write,
        ]  # fmt: skip

    def do(self, count: int) -> list[str]:
        """The names of what was done, for a message."""
        done = []
        for _ in range(count):
            action = self._chance.choice(self._actions)
            with contextlib.suppress(OSError, shutil.Error):
                action()
                done.append(action.__name__)
        return done

    def _directories(self) -> list[Path]:
        return [Path(top) for top, _directories, _files in os.walk(self._root)]

    def _directory(self) -> Path:
        return self._chance.choice(self._directories())

    def _some_directory(self) -> Path:
        """Not the root."""
        return self._chance.choice(self._directories()[1:] or [self._root / "none"])

    def _file(self) -> Path:
        files = [Path(top, name) for top, _dirs, names in os.walk(self._root) for name in names]
        return self._chance.choice(files or [self._root / "none"])

    def _new(self) -> Path:
        return self._directory() / f"n{self._chance.randrange(12)}"

    def write(self) -> None:
        _write(self._new(), self._chance.randbytes(self._chance.randrange(3000)))

    def append(self) -> None:
        with self._regular().open("ab") as file:
            file.write(b"more")

    def overwrite_in_place(self) -> None:
        with self._regular().open("r+b") as file:
            file.write(b"X")

    def rewrite_same(self) -> None:
        path = self._regular()
        content, times = path.read_bytes(), path.stat()
        path.write_bytes(content)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    def truncate(self) -> None:
        os.truncate(self._regular(), self._chance.randrange(50))

    def open_only(self) -> None:
        with self._regular().open("r+b"):
            pass

    def make_directory(self) -> None:
        self._new().mkdir()

    def remove(self) -> None:
        self._file().unlink()

    def remove_tree(self) -> None:
        shutil.rmtree(self._some_directory())

    def rename(self) -> None:
        self._file().rename(self._new())

    def rename_tree(self) -> None:
        source, target = self._some_directory(), self._new()
        if not target.is_relative_to(source):
            shutil.move(source, target)

    def replace(self) -> None:
        self._file().rename(self._file())

    def directory_again(self) -> None:
        path = self._some_directory()
        shutil.rmtree(path)
        path.mkdir()
        _write(path / "n1", b"in the new one")

    def file_for_directory(self) -> None:
        path = self._some_directory()
        shutil.rmtree(path)
        _write(path, b"a file now")

    def link(self) -> None:
        os.link(self._file(), self._new(), follow_symlinks=False)

    def symlink(self) -> None:
        path = self._new()
        path.unlink(missing_ok=True)
        path.symlink_to(self._chance.choice(["f", "../nowhere", "d1"]))

    def chmod(self) -> None:
        path = self._chance.choice([self._file, self._directory])()
        os.chmod(path, self._chance.choice([0o700, 0o755, 0o644]), follow_symlinks=True)

    def touch(self) -> None:
        os.utime(self._file(), (1, self._chance.randrange(10**9)), follow_symlinks=False)

    def xattr(self) -> None:
        os.setxattr(self._regular(), "user.note", b"x")

    def fifo(self) -> None:
        os.mkfifo(self._new())

    def socket(self) -> None:
        here = os.open(self._directory(), os.O_RDONLY)
        try:
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(f"/proc/self/fd/{here}/s{self._chance.randrange(3)}")
        finally:
            os.close(here)

    def reserved_name(self) -> None:
        path = self._directory() / ".wh.kept"
        if self._chance.random() < 0.5:
            _write(path, b"x")
        else:
            path.mkdir()

    def atomic_write(self) -> None:
        target = self._file()
        temporary = target.with_name(target.name + "~")
        _write(temporary, b"whole")
        temporary.rename(target)

    def _regular(self) -> Path:
        path = self._file()
        if path.is_symlink() or not path.is_file():
            raise FileNotFoundError(path)
        return path


def _write(path: Path, content: bytes) -> None:
    """A pipe that nobody reads is not waited for."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NONBLOCK
    with open(os.open(path, flags, 0o644), "wb") as file:
        file.write(content)
