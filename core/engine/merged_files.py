"""Files of a stack of directories, looked at without mounting them and without following a link.

Used for what a container shows, which may change at any moment and may mean to trick us, and for
folders of the person, who may be as surprised by a pipe among her files.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from core.cancel import CancelToken
from core.errors import FileAccessError, FileNotThereError
from core.errors.root import visible
from core.layer import Limits, WhiteoutForm
from core.layer.confined import open_file
from core.layer.lookup import Found, LayerStack
from core.model import FileType
from core.translation import tr_noop

PIECE_BYTES = 1 << 20
FILE_TYPES = {
    stat.S_IFREG: FileType.REGULAR,
    stat.S_IFDIR: FileType.DIRECTORY,
    stat.S_IFLNK: FileType.SYMLINK,
    stat.S_IFIFO: FileType.FIFO,
    stat.S_IFCHR: FileType.CHARACTER_DEVICE,
    stat.S_IFBLK: FileType.BLOCK_DEVICE,
    stat.S_IFSOCK: FileType.SOCKET,
}
_IS_OF_TYPE = {
    FileType.DIRECTORY: "it is a folder",
    FileType.FIFO: "it is a named pipe, which is never opened",
    FileType.CHARACTER_DEVICE: "it is a device, which is never opened",
    FileType.BLOCK_DEVICE: "it is a device, which is never opened",
    FileType.SOCKET: "it is a socket, which is never opened",
}
_GONE = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ESTALE, errno.ENAMETOOLONG, errno.EXDEV}
)
_NOT_THERE = "it is not there"


def inner_path(path: str) -> bytes:
    """A path inside as bytes without slashes at its ends; b"" is the root.

    Raises FileNotThereError for what is no path: `..` leads nowhere here.
    """
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise FileNotThereError(visible(path)) from error
    parts = [part for part in raw.split(b"/") if part not in (b"", b".")]
    if b".." in parts or b"\x00" in raw:
        raise FileNotThereError(visible(path), tr_noop("a path inside cannot have that form"))
    if len(parts) > Limits().depth:
        reason = f"more than {Limits().depth} folders are in one another there"
        raise FileNotThereError(visible(path), reason)
    return b"/".join(parts)


def text_of(path: bytes) -> str:
    """A path for the world: bytes that are not UTF-8 are kept by surrogateescape."""
    return path.decode("utf-8", "surrogateescape")


def type_of(status: os.stat_result) -> FileType:
    """The type of an entry."""
    return FILE_TYPES[stat.S_IFMT(status.st_mode)]


@contextmanager
def file_errors(path: bytes) -> Iterator[None]:
    """What the kernel says about `path` as typed errors."""
    try:
        yield
    except OSError as error:
        shown = visible(text_of(path))
        if error.errno in _GONE:
            raise FileNotThereError(shown, _NOT_THERE, detail=str(error)) from error
        reason = error.strerror or str(error)
        raise FileAccessError(shown, reason, detail=str(error)) from error


class MergedFiles:
    """What shows of `layers` (top first). Use as a context manager; single-threaded.

    `left_out` are paths that are treated as if they were not there. Whatever is not there, or not
    as it is asked for, raises FileNotThereError with the reason; a disk's errors FileAccessError.
    """

    def __init__(
        self, layers: Sequence[Path], form: WhiteoutForm, left_out: frozenset[bytes] = frozenset()
    ) -> None:
        self._stack = LayerStack(layers, form)
        self._left_out = left_out

    def __enter__(self) -> Self:
        with file_errors(b""):
            self._stack.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    @property
    def stack(self) -> LayerStack:
        """The layers themselves."""
        return self._stack

    def find(self, path: bytes) -> Found:
        """The entry at `path`, which is not the root."""
        found = self._found(path)
        if found is None:
            raise FileNotThereError(visible(text_of(path)), self._why_not(path))
        return found

    def names(self, folder: bytes) -> list[bytes]:
        """What is in a folder, sorted."""
        with file_errors(folder):
            if not self._stack.layers_of(folder):
                raise FileNotThereError(visible(text_of(folder)), self._why_no_folder(folder))
            found = self._stack.names(folder)
        if not self._left_out:
            return sorted(found)
        prefix = folder + b"/" if folder else b""
        return sorted(name for name in found if prefix + name not in self._left_out)

    def status(self, path: bytes) -> os.stat_result:
        """lstat of the entry at `path`; of the root too."""
        if path:
            return self.find(path).status
        with file_errors(path):
            root = self._stack.directory(path)
            if root is None:
                raise FileNotThereError("", _NOT_THERE)
            return os.fstat(root)

    def link(self, path: bytes) -> bytes:
        """Where the link at `path` points to; FileNotThereError for all others."""
        found = self.find(path)
        with file_errors(path):
            try:
                return os.readlink(found.name, dir_fd=found.directory)
            except OSError as error:
                if error.errno != errno.EINVAL:
                    raise
                # Swapped for something else since it was looked at.
                shown = visible(text_of(path))
                raise FileNotThereError(shown, tr_noop("it is no link any more")) from error

    def open(self, path: bytes) -> tuple[int, os.stat_result]:
        """Open a regular file for reading, never anything else; a descriptor of the caller's."""
        if not path:
            raise FileNotThereError("/", _IS_OF_TYPE[FileType.DIRECTORY])
        found = self.find(path)
        with file_errors(path):
            descriptor, status = open_file(found.directory, found.name)
        if descriptor is None:
            raise FileNotThereError(visible(text_of(path)), self._why_unreadable(path, status))
        return descriptor, status

    def head(self, path: bytes, limit_bytes: int, cancel: CancelToken) -> tuple[bytes, int]:
        """The first bytes of a regular file, and how long it is; one that grows is cut."""
        descriptor, _status = self.open(path)
        content = bytearray()
        with file_errors(path):
            try:
                while len(content) < limit_bytes:
                    cancel.check()
                    piece = os.read(descriptor, min(PIECE_BYTES, limit_bytes - len(content)))
                    if not piece:
                        break
                    content += piece
                size_bytes = os.fstat(descriptor).st_size
            finally:
                os.close(descriptor)
        # Cut by somebody else meanwhile, or of a file system that does not tell sizes.
        return bytes(content), max(size_bytes, len(content))

    def _found(self, path: bytes) -> Found | None:
        if path in self._left_out:
            return None
        try:
            return self._stack.find(path)
        except OSError as error:
            if error.errno in _GONE:
                return None
            raise FileAccessError(
                visible(text_of(path)), error.strerror or str(error), detail=str(error)
            ) from error

    def _why_no_folder(self, folder: bytes) -> str:
        """Why there is no folder at a path."""
        found = self._found(folder) if folder else None
        if found is None:
            return self._why_not(folder)
        if stat.S_ISLNK(found.status.st_mode):
            return self._why_unreadable(folder, found.status)
        return "it is no folder"

    def _why_not(self, path: bytes) -> str:
        """Why nothing is found at a path: the first thing on the way that is no folder."""
        parts = path.split(b"/")
        for count in range(1, len(parts)):
            parent = b"/".join(parts[:count])
            found = self._found(parent)
            if found is None:
                break
            name = visible(text_of(parent))
            if stat.S_ISLNK(found.status.st_mode):
                return f"“{name}” is a link{self._to_where(parent)}, and links are not followed"
            if not stat.S_ISDIR(found.status.st_mode):
                return f"“{name}” is no folder"
        return _NOT_THERE

    def _why_unreadable(self, path: bytes, status: os.stat_result) -> str:
        if stat.S_ISLNK(status.st_mode):
            return f"it is a link{self._to_where(path)}, and links are not followed"
        return _IS_OF_TYPE.get(type_of(status), _NOT_THERE)

    def _to_where(self, path: bytes) -> str:
        try:
            return f" to “{visible(text_of(self.link(path)))}”"
        except FileNotThereError:
            return ""  # taken away meanwhile
