"""A large file on its way to where the person wants it: whole under its name, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from core.errors import FileAccessError, StorageFullError
from core.errors.root import visible

_PENDING_BYTES = 1 << 20
_PATH_SHOWN = 400
_NO_UNNAMED = frozenset({errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT})
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS, errno.EMLINK})
_NO_SYNC = frozenset({errno.EINVAL, errno.EOPNOTSUPP})  # of folders: some disks cannot
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_REASONS = {
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "that disk can only be read",
    errno.ENOENT: "its folder is not there",
    errno.ENOTDIR: "a part of its path is no folder",
    errno.EEXIST: "it is there already; choose another name, or say that it shall be replaced",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EFBIG: "that disk cannot hold so large a file (FAT holds 4 GB at most)",
}


class NewFile:
    """A regular file that gets its name when it is whole and durable, by `commit`.

    Until then it has none where the disk allows that, so that even a killed process leaves nothing;
    elsewhere a hidden one beside its place. Use as a context manager, from one thread. All methods
    raise FileAccessError and StorageFullError.
    """

    def __init__(self, path: str, *, replace: bool, outside_of: Path | None = None) -> None:
        """`path` is absolute. `outside_of` is a folder in which nothing may be written this way."""
        self._path = path
        self._replace = replace
        self._pending = bytearray()
        self._end = 0  # of what was handed to the system
        self._temporary = ""
        self._descriptor = self._folder = -1
        if not is_path(path):
            raise self._refused("no file can be called that; write its path from / on")
        with self._errors():
            target = os.path.realpath(path) if replace else path
            self._name = os.path.basename(target)
            folder = os.path.realpath(os.path.dirname(target) or ".")
            mode = self._mode_there(target)
            if outside_of is not None and Path(folder).is_relative_to(os.path.realpath(outside_of)):
                raise self._refused("it lies inside the repository")
            self._folder = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                self._descriptor = self._open()
                if mode is not None:
                    os.fchmod(self._descriptor, mode)
            except BaseException:
                self.close()
                raise

    @property
    def size_bytes(self) -> int:
        """How long it is by what was appended."""
        return self._end + len(self._pending)

    def append(self, content: bytes | memoryview) -> None:
        """Add to its end."""
        if not self._pending and len(content) >= _PENDING_BYTES // 4:
            self.write_at(self._end, content)
            self._end += len(content)
            return
        self._pending += content
        if len(self._pending) >= _PENDING_BYTES:
            self._flush()

    def skip(self, size_bytes: int) -> None:
        """Leave out so many bytes, zeros until `write_at` fills them."""
        self._flush()
        self._end += size_bytes

    def write_at(self, offset: int, content: bytes | memoryview) -> None:
        """Write into what was appended, or left out, before."""
        if offset < self._end + len(self._pending):
            self._flush()
        with self._errors():
            view = memoryview(content)
            while view:
                written = os.pwrite(self._descriptor, view, offset)
                view = view[written:]
                offset += written

    def rewind(self, size_bytes: int) -> None:
        """Forget what was appended behind that length."""
        self._flush()
        with self._errors():
            os.ftruncate(self._descriptor, size_bytes)
        self._end = size_bytes

    def require_room(self, size_bytes: int) -> None:
        """Raises StorageFullError when so many bytes do not fit now: better before than after."""
        with self._errors():
            usage = os.fstatvfs(self._descriptor)
        free_bytes = usage.f_bavail * usage.f_frsize
        if usage.f_blocks and free_bytes < size_bytes:
            raise StorageFullError(
                self._shown_folder, needed_bytes=size_bytes, free_bytes=free_bytes
            )

    def commit(self) -> int:
        """Make it durable and give it its name; its size in bytes.

        Raises FileAccessError when there is such a file meanwhile and it was not to be replaced.
        """
        self._flush()
        with self._errors():
            os.ftruncate(self._descriptor, self._end)  # its end may have been left out
            os.fsync(self._descriptor)
            if self._replace:
                self._take_place()
            else:
                self._take_free_name()
            self._sync_folder()
        self.close()
        return self._end

    def close(self) -> None:
        """Take back what was not committed. Idempotent."""
        if self._temporary:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self._temporary, dir_fd=self._folder)
            self._temporary = ""
        for descriptor in (self._descriptor, self._folder):
            if descriptor >= 0:
                os.close(descriptor)
        self._descriptor = self._folder = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- its name -----------------------------------------------------------------------------

    def _mode_there(self, target: str) -> int | None:
        """Of a file that is there and will be replaced; None when the name is free."""
        if not self._name or self._name in (".", ".."):
            raise self._refused(_REASONS[errno.EISDIR])
        try:
            there = os.lstat(target)
        except FileNotFoundError:
            return None
        if stat.S_ISDIR(there.st_mode):
            raise self._refused(_REASONS[errno.EISDIR])
        if not self._replace:
            raise self._refused(_REASONS[errno.EEXIST])
        if not stat.S_ISREG(there.st_mode):
            raise self._refused("it is no file but a device, a pipe or a socket")
        return there.st_mode & 0o777

    def _open(self) -> int:
        flags = os.O_RDWR | os.O_CLOEXEC
        try:
            return os.open(".", flags | os.O_TMPFILE, 0o666, dir_fd=self._folder)
        except OSError as error:
            if error.errno not in _NO_UNNAMED:
                raise
        name = self._hidden_name()
        made = os.open(name, flags | os.O_CREAT | os.O_EXCL, 0o666, dir_fd=self._folder)
        self._temporary = name
        return made

    def _take_place(self) -> None:
        if not self._temporary:
            name = self._hidden_name()
            self._link(name)
            self._temporary = name
        here = self._folder
        os.rename(self._temporary, self._name, src_dir_fd=here, dst_dir_fd=here)
        self._temporary = ""

    def _take_free_name(self) -> None:
        try:
            self._link(self._name)
        except OSError as error:
            if not self._temporary or error.errno not in _NO_LINKS:
                raise
        else:
            return
        # A disk without links: take the name by an empty file first, which is atomic too.
        here = self._folder
        os.close(os.open(self._name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666, dir_fd=here))
        try:
            os.rename(self._temporary, self._name, src_dir_fd=here, dst_dir_fd=here)
        except BaseException:
            os.unlink(self._name, dir_fd=here)
            raise
        self._temporary = ""

    def _sync_folder(self) -> None:
        try:
            os.fsync(self._folder)
        except OSError as error:
            if error.errno in _NO_SYNC:
                return
            if not self._replace:
                os.unlink(self._name, dir_fd=self._folder)
            raise

    def _link(self, name: str) -> None:
        """One more name for it, never in the place of another file (linkat(2))."""
        here = self._folder
        if self._temporary:
            os.link(self._temporary, name, src_dir_fd=here, dst_dir_fd=here, follow_symlinks=False)
        else:
            os.link(f"/proc/self/fd/{self._descriptor}", name, dst_dir_fd=here)

    def _hidden_name(self) -> str:
        # Short, so that a name as long as the disk allows stays possible.
        return f".export-{secrets.token_hex(8)}"

    # --- bytes and errors ---------------------------------------------------------------------

    def _flush(self) -> None:
        if self._pending:
            content, self._pending = bytes(self._pending), bytearray()
            self.write_at(self._end, content)
            self._end += len(content)

    @property
    def _shown_folder(self) -> str:
        return visible(os.path.dirname(self._path), _PATH_SHOWN)

    def _refused(self, reason: str, detail: str = "") -> FileAccessError:
        return FileAccessError(visible(self._path, _PATH_SHOWN), reason, detail=detail)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """What the system says about this file as typed errors."""
        try:
            yield
        except OSError as error:
            if error.errno in _FULL:
                raise StorageFullError(self._shown_folder, detail=str(error)) from error
            number = error.errno or 0
            reason = _REASONS.get(number) or (error.strerror or type(error).__name__)
            raise self._refused(reason, str(error)) from error


def is_path(path: str) -> bool:
    """Whether a path is absolute and something that the system can be asked for."""
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return False
    return os.path.isabs(path) and "\x00" not in path
