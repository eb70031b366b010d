"""Walking and changing directory trees by descriptors only, so that no link can lead elsewhere."""

from __future__ import annotations

import os
import stat
from collections import OrderedDict
from pathlib import Path
from types import TracebackType
from typing import Self


def _flags(*names: str) -> int:
    """Flags of open(2), 0 for those that a system lacks: archives are read everywhere."""
    flags = 0
    for name in names:
        flags |= getattr(os, name, 0)
    return flags


DIRECTORY_FLAGS = _flags("O_RDONLY", "O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC")
FILE_FLAGS = _flags("O_RDONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC")
NEW_FILE_FLAGS = _flags("O_WRONLY", "O_CREAT", "O_EXCL", "O_NOFOLLOW", "O_CLOEXEC")
_OPEN_LIMIT = 64


class DirectoryWalk:
    """Opens directories below a root by relative path, remembering those used last.

    No component is ever followed when it is a symbolic link. Use as a context manager.
    """

    def __init__(self, root: Path, open_limit: int = _OPEN_LIMIT) -> None:
        self._root = os.open(root, DIRECTORY_FLAGS)
        self._open_limit = open_limit
        self._open: OrderedDict[bytes, int] = OrderedDict()

    def open(self, path: bytes) -> int:
        """A descriptor of the directory at `path` (b"" = the root), owned by the walk.

        It stays open until `open_limit` others were opened. Raises OSError: ENOENT, ENOTDIR
        (also for a symbolic link, as ELOOP on some kernels).
        """
        if not path:
            return self._root
        found = self._open.get(path)
        if found is not None:
            self._open.move_to_end(path)
            return found
        parent, _slash, name = path.rpartition(b"/")
        descriptor = os.open(name, DIRECTORY_FLAGS, dir_fd=self.open(parent))
        self._open[path] = descriptor
        if len(self._open) > self._open_limit:
            _path, oldest = self._open.popitem(last=False)
            os.close(oldest)
        return descriptor

    def forget(self, path: bytes) -> None:
        """The directory at `path` is about to be removed or replaced."""
        for known in [p for p in self._open if p == path or p.startswith(path + b"/")]:
            os.close(self._open.pop(known))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for descriptor in (*self._open.values(), self._root):
            os.close(descriptor)


def status_at(directory: int, name: bytes) -> os.stat_result | None:
    """lstat of an entry, None when there is none."""
    try:
        return os.stat(name, dir_fd=directory, follow_symlinks=False)
    except FileNotFoundError:
        return None


def remove_tree(path: Path) -> None:
    """Delete a directory with all it holds, whatever its modes and depth. Idempotent.

    Goes by descriptors and never follows a link. Raises OSError when something cannot be deleted.
    """
    try:
        parent = os.open(path.parent, DIRECTORY_FLAGS)
    except FileNotFoundError:
        return
    try:
        remove_entry(parent, os.fsencode(path.name))
    finally:
        os.close(parent)


def remove_entry(parent: int, name: bytes) -> None:
    """The same for what has a name in a directory that is open already."""
    status = status_at(parent, name)
    if status is None:
        return
    if not stat.S_ISDIR(status.st_mode):
        os.unlink(name, dir_fd=parent)
        return
    _empty(parent, name)
    os.rmdir(name, dir_fd=parent)


def _empty(parent: int, name: bytes) -> None:
    """Delete what a directory holds. Iterative: a tree may be deeper than Python's stack."""
    stack = [_open_for_removal(parent, name)]
    names: list[bytes] = []
    try:
        while stack:
            directory = _unlink_files(stack[-1])
            if directory is not None:
                stack.append(_open_for_removal(stack[-1], directory))
                names.append(directory)
                continue
            os.close(stack.pop())
            if stack:
                os.rmdir(names.pop(), dir_fd=stack[-1])
    finally:
        for descriptor in stack:
            os.close(descriptor)


def _unlink_files(directory: int) -> bytes | None:
    """Delete everything but directories; the name of one directory that is left."""
    left: bytes | None = None
    with os.scandir(directory) as entries:
        for entry in list(entries):
            name = os.fsencode(entry.name)
            if entry.is_dir(follow_symlinks=False):
                left = name
            else:
                os.unlink(name, dir_fd=directory)
    return left


def _open_for_removal(parent: int, name: bytes) -> int:
    try:
        return os.open(name, DIRECTORY_FLAGS, dir_fd=parent)
    except PermissionError:
        # A directory of ours without permission for ourselves.
        os.chmod(name, 0o700, dir_fd=parent)
        return os.open(name, DIRECTORY_FLAGS, dir_fd=parent)
