"""What an upper directory changes against the layers below it.

The same function serves a container's writable layer and an unpacked layer, which has the same
form. A directory that is there only because something in it changed is no change; a file that was
copied up but is what it was is none either.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from core.cancel import NEVER, CancelToken
from core.layer import whiteout
from core.layer.entry import Limits, shown
from core.layer.lookup import Found, LayerStack
from core.layer.tree import DIRECTORY_FLAGS, FILE_FLAGS
from core.layer.whiteout import WhiteoutForm
from core.model import ChangeKind, ChangeSummary, FileChange, FileType

_COMPARE_BYTES = 1 << 16
_DEPTH_LIMIT = Limits().depth

_FILE_TYPES = {
    stat.S_IFREG: FileType.REGULAR,
    stat.S_IFDIR: FileType.DIRECTORY,
    stat.S_IFLNK: FileType.SYMLINK,
    stat.S_IFIFO: FileType.FIFO,
    stat.S_IFCHR: FileType.CHARACTER_DEVICE,
    stat.S_IFBLK: FileType.BLOCK_DEVICE,
    stat.S_IFSOCK: FileType.SOCKET,
}


def measure_changes(
    upper: Path,
    lowers: Sequence[Path],
    *,
    form: WhiteoutForm,
    exclude: Collection[bytes] = (),
    limit: int = 10_000,
    cancel: CancelToken = NEVER,
) -> ChangeSummary:
    """Every change in `upper` against `lowers` (unpacked layers, top first).

    A directory that replaced one as a whole is REPLACED; what is in it counts as ADDED, and what it
    hides is not listed. Contents are compared only where type and size agree. Raises Cancelled.
    """
    counts = {kind: 0 for kind in ChangeKind}
    kept: list[FileChange] = []
    omitted: list[str] = []
    size_bytes = 0
    with LayerStack(lowers, form) as stack:
        comparison = _Comparison(stack, form, frozenset(exclude), cancel, omitted)
        for change in comparison.of_upper(upper):
            counts[change.kind] += 1
            size_bytes += change.size_bytes
            if len(kept) < limit:
                kept.append(change)
    total = sum(counts.values())
    return ChangeSummary(
        changes=tuple(sorted(kept, key=lambda change: change.path)),
        added=counts[ChangeKind.ADDED],
        modified=counts[ChangeKind.MODIFIED]
        + counts[ChangeKind.METADATA]
        + counts[ChangeKind.REPLACED],
        deleted=counts[ChangeKind.DELETED],
        size_bytes=size_bytes,
        omitted=tuple(omitted),
        is_cut=total > len(kept),
    )


def has_changes(
    upper: Path, lowers: Sequence[Path], *, form: WhiteoutForm, exclude: Collection[bytes] = ()
) -> bool:
    """Whether `measure_changes` would find anything; stops at the first."""
    with LayerStack(lowers, form) as stack:
        comparison = _Comparison(stack, form, frozenset(exclude), NEVER, [])
        return next(comparison.of_upper(upper), None) is not None


class _Comparison:
    def __init__(
        self,
        stack: LayerStack,
        form: WhiteoutForm,
        exclude: frozenset[bytes],
        cancel: CancelToken,
        omitted: list[str],
    ) -> None:
        self._stack = stack
        self._form = form
        self._exclude = exclude
        self._cancel = cancel
        self._omitted = omitted

    def of_upper(self, upper: Path) -> Iterator[FileChange]:
        root = os.open(upper, DIRECTORY_FLAGS)
        try:
            yield from self._in_directory(root, b"", is_new=False)
        finally:
            os.close(root)

    def _in_directory(self, descriptor: int, path: bytes, *, is_new: bool) -> Iterator[FileChange]:
        """`is_new`: nothing below shows through here, so all in it is added."""
        if path.count(b"/") >= _DEPTH_LIMIT:
            self._omitted.append(f"{shown(path)}: nested deeper than {_DEPTH_LIMIT} levels")
            return
        prefix = path + b"/" if path else b""
        for name in sorted(os.fsencode(name) for name in os.listdir(descriptor)):
            if prefix + name in self._exclude:
                continue
            self._cancel.check()
            try:
                status = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
                yield from self._of_entry(descriptor, name, prefix + name, status, is_new=is_new)
            except FileNotFoundError:
                continue  # removed since it was listed

    def _of_entry(
        self, parent: int, name: bytes, path: bytes, status: os.stat_result, *, is_new: bool
    ) -> Iterator[FileChange]:
        below = None if is_new else self._stack.find(path)
        if whiteout.is_whiteout(status):
            if below is not None:
                yield _deleted(path, below)
            return
        if name.startswith(whiteout.PREFIX):
            self._omitted.append(f"{shown(path)}: its name would read as a whiteout")
            return
        if stat.S_ISSOCK(status.st_mode):
            self._omitted.append(f"{shown(path)}: a socket lives only as long as its program")
            return
        if stat.S_ISDIR(status.st_mode):
            yield from self._of_directory(parent, name, path, below)
            return
        kind = _kind_of_file(parent, name, status, below)
        if kind is not None:
            yield _change(path, kind, status, below)

    def _of_directory(
        self, parent: int, name: bytes, path: bytes, below: Found | None
    ) -> Iterator[FileChange]:
        descriptor = os.open(name, DIRECTORY_FLAGS, dir_fd=parent)
        try:
            status = os.fstat(descriptor)
            is_new = below is None or not stat.S_ISDIR(below.status.st_mode)
            if below is None:
                yield _change(path, ChangeKind.ADDED, status, None)
            elif is_new or whiteout.is_opaque(descriptor, self._form):
                is_new = True
                yield _change(path, ChangeKind.REPLACED, status, below)
            elif _attributes(status) != _attributes(below.status):
                yield _change(path, ChangeKind.METADATA, status, below)
            yield from self._in_directory(descriptor, path, is_new=is_new)
        finally:
            os.close(descriptor)


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


def _change(
    path: bytes, kind: ChangeKind, status: os.stat_result, below: Found | None
) -> FileChange:
    return FileChange(
        path=path.decode("utf-8", "surrogateescape"),
        kind=kind,
        file_type=_FILE_TYPES[stat.S_IFMT(status.st_mode)],
        size_bytes=status.st_size if stat.S_ISREG(status.st_mode) else 0,
        size_before_bytes=_file_bytes(below),
        modified_ns=status.st_mtime_ns,
    )


def _deleted(path: bytes, below: Found) -> FileChange:
    return FileChange(
        path=path.decode("utf-8", "surrogateescape"),
        kind=ChangeKind.DELETED,
        file_type=_FILE_TYPES[stat.S_IFMT(below.status.st_mode)],
        size_before_bytes=_file_bytes(below),
    )


def _file_bytes(found: Found | None) -> int:
    if found is None or not stat.S_ISREG(found.status.st_mode):
        return 0
    return found.status.st_size
