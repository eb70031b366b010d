"""How one entry of an upper directory differs from what lies below it.

The one place where that is decided: `core.layer.changes` asks it for whole trees, and
`core.watching` for what was just written.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import NamedTuple

from core.layer import whiteout
from core.layer.entry import shown
from core.layer.limits import Limits
from core.layer.lookup import Found, LayerStack
from core.layer.tree import FILE_FLAGS
from core.layer.whiteout import WhiteoutForm
from core.model import ChangeKind, FileChange, FileType

DEPTH_LIMIT = Limits().depth
"""What is nested deeper is neither compared nor captured."""

_COMPARE_BYTES = 1 << 16
_GONE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ESTALE)

_FILE_TYPES = {
    stat.S_IFREG: FileType.REGULAR,
    stat.S_IFDIR: FileType.DIRECTORY,
    stat.S_IFLNK: FileType.SYMLINK,
    stat.S_IFIFO: FileType.FIFO,
    stat.S_IFCHR: FileType.CHARACTER_DEVICE,
    stat.S_IFBLK: FileType.BLOCK_DEVICE,
    stat.S_IFSOCK: FileType.SOCKET,
}


class Difference(NamedTuple):
    """What a layer would hold for one path."""

    kind: ChangeKind
    file_type: FileType
    size_bytes: int = 0
    size_before_bytes: int = 0
    modified_ns: int = 0

    def at(self, path: bytes) -> FileChange:
        """As a value for the world."""
        return FileChange(path.decode("utf-8", "surrogateescape"), *self)


class EntryComparison:
    """Compares entries of one upper directory with the layers below. As thread-safe as `stack`."""

    def __init__(self, stack: LayerStack, form: WhiteoutForm) -> None:
        self._stack = stack
        self._form = form

    def of_file(
        self, parent: int, name: bytes, path: bytes, status: os.stat_result, *, is_new: bool
    ) -> Difference | None:
        """Of an entry of the directory `parent` (a descriptor) that is no directory itself.

        None: it is no change. `is_new`: nothing below shows through at its directory, so all in it
        is added. Raises OSError; `is_gone` tells whether the entry was taken away meanwhile.
        """
        below = None if is_new else self._stack.find(path)
        if whiteout.is_whiteout(status):
            return None if below is None else _deleted(below)
        kind = _kind_of_file(parent, name, status, below)
        return None if kind is None else _difference(kind, status, below)

    def of_directory(
        self, descriptor: int, path: bytes, *, is_new: bool
    ) -> tuple[Difference | None, bool]:
        """Of a directory, opened; and whether all that is in it is new. Raises OSError."""
        status = os.fstat(descriptor)
        below = None if is_new else self._stack.find(path)
        if below is None:
            return _difference(ChangeKind.ADDED, status, None), True
        is_other = not stat.S_ISDIR(below.status.st_mode)
        if is_other or whiteout.is_opaque(descriptor, self._form):
            return _difference(ChangeKind.REPLACED, status, below), True
        if _attributes(status) != _attributes(below.status):
            return _difference(ChangeKind.METADATA, status, below), False
        return None, False


def why_omitted(path: bytes, name: bytes, status: os.stat_result) -> str:
    """Why a layer cannot hold an entry, for people; "" when it can."""
    if whiteout.is_whiteout(status):
        return ""
    if name.startswith(whiteout.PREFIX):
        return f"{shown(path)}: its name would read as a whiteout"
    if stat.S_ISSOCK(status.st_mode):
        return f"{shown(path)}: a socket lives only as long as its program"
    return ""


def too_deep(path: bytes) -> str:
    """Why what is in a directory is left out; "" when it is not."""
    if path.count(b"/") < DEPTH_LIMIT:
        return ""
    return f"{shown(path)}: nested deeper than {DEPTH_LIMIT} levels"


def is_gone(error: OSError) -> bool:
    """Whether an entry was removed or replaced by another kind since it was listed."""
    return error.errno in _GONE


def _kind_of_file(
    parent: int, name: bytes, status: os.stat_result, below: Found | None
) -> ChangeKind | None:
    """How a file that is no directory differs; None when it does not."""
    if below is None:
        return ChangeKind.ADDED
    if stat.S_IFMT(status.st_mode) != stat.S_IFMT(below.status.st_mode):
        return ChangeKind.REPLACED
    if stat.S_ISREG(status.st_mode):
        if status.st_size != below.status.st_size or not _same_content(parent, name, below):
            return ChangeKind.MODIFIED
    elif stat.S_ISLNK(status.st_mode):
        target = os.readlink(name, dir_fd=parent)
        if target != os.readlink(below.name, dir_fd=below.directory):
            return ChangeKind.MODIFIED
    elif status.st_rdev != below.status.st_rdev:
        return ChangeKind.MODIFIED
    is_same = (
        _attributes(status) == _attributes(below.status)
        and status.st_mtime_ns == below.status.st_mtime_ns
        and _xattrs(parent, name, status) == _xattrs(below.directory, below.name, below.status)
    )
    return None if is_same else ChangeKind.METADATA


def _same_content(parent: int, name: bytes, below: Found) -> bool:
    upper = os.open(name, FILE_FLAGS, dir_fd=parent)
    try:
        lower = os.open(below.name, FILE_FLAGS, dir_fd=below.directory)
        try:
            while True:
                piece = os.read(upper, _COMPARE_BYTES)
                if piece != os.read(lower, _COMPARE_BYTES):
                    return False
                if not piece:
                    return True
        finally:
            os.close(lower)
    finally:
        os.close(upper)


def _xattrs(parent: int, name: bytes, status: os.stat_result) -> dict[str, bytes]:
    if not stat.S_ISREG(status.st_mode):
        return {}  # others cannot have those that a layer keeps
    descriptor = os.open(name, FILE_FLAGS, dir_fd=parent)
    try:
        return {
            key: os.getxattr(descriptor, key)
            for key in os.listxattr(descriptor)
            if key == "security.capability"
            or (key.startswith("user.") and not key.startswith(whiteout.OVERLAY_XATTR_PREFIXES))
        }
    finally:
        os.close(descriptor)


def _attributes(status: os.stat_result) -> tuple[int, int, int]:
    return stat.S_IMODE(status.st_mode), status.st_uid, status.st_gid


def _difference(kind: ChangeKind, status: os.stat_result, below: Found | None) -> Difference:
    return Difference(
        kind,
        _FILE_TYPES[stat.S_IFMT(status.st_mode)],
        status.st_size if stat.S_ISREG(status.st_mode) else 0,
        _file_bytes(below),
        status.st_mtime_ns,
    )


def _deleted(below: Found) -> Difference:
    file_type = _FILE_TYPES[stat.S_IFMT(below.status.st_mode)]
    return Difference(ChangeKind.DELETED, file_type, size_before_bytes=_file_bytes(below))


def _file_bytes(found: Found | None) -> int:
    if found is None or not stat.S_ISREG(found.status.st_mode):
        return 0
    return found.status.st_size
