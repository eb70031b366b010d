"""Opening what a person names: a regular file or a folder, never something that blocks or lies."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from typing import BinaryIO

from core.cancel import CancelToken
from core.errors import BlobMissingError, FileAccessError
from core.translation import tr_noop

Stamp = tuple[int, int, int, int]
ANY_STAMP: Stamp = (0, 0, 0, 0)

_PIECE_BYTES = 1 << 20
_SAFE_FLAGS = os.O_RDONLY
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY"):
    _SAFE_FLAGS |= getattr(os, _name, 0)
_FOLDER_FLAGS = _SAFE_FLAGS | getattr(os, "O_DIRECTORY", 0)


def open_path(path: str) -> int:
    """A descriptor of the regular file or the folder at `path`; the caller closes it.

    A link that the person made is followed to where it leads now. Raises FileAccessError.
    """
    real = os.path.realpath(path)
    try:
        descriptor = os.open(real, _SAFE_FLAGS)
    except OSError as error:
        raise FileAccessError(path, error.strerror or str(error)) from error
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        os.close(descriptor)
        raise FileAccessError(path, tr_noop("it is neither a file nor a folder"))
    return descriptor


def stamp_of(descriptor: int) -> Stamp:
    """Tells whether it is still the same file: device, inode, size in bytes, time."""
    found = os.fstat(descriptor)
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def require_stamp(path: str, wanted: Stamp, found: Stamp) -> None:
    """Raises FileAccessError when it is another file than the one that was looked at."""
    if wanted not in (ANY_STAMP, found):
        raise FileAccessError(
            path, tr_noop("it was changed since it was looked at; look at it again")
        )


def open_inside(folder: int, parts: tuple[str, ...], name: str) -> int:
    """A regular file below a folder, no part of its path a link. Raises BlobMissingError.

    `name` is how it is called in complaints.
    """
    here = os.dup(folder)
    try:
        for part in parts[:-1]:
            there = os.open(part, _FOLDER_FLAGS, dir_fd=here)
            os.close(here)
            here = there
        found = os.open(parts[-1], _SAFE_FLAGS, dir_fd=here)
    except OSError as error:
        raise BlobMissingError(name, detail=f"{'/'.join(parts)}: {error.strerror}") from error
    finally:
        os.close(here)
    if not stat.S_ISREG(os.fstat(found).st_mode):
        os.close(found)
        raise BlobMissingError(name, detail=f"{'/'.join(parts)} is no regular file")
    return found


def pieces_of(
    descriptor: int, start: int, size_bytes: int, cancel: CancelToken, path: str
) -> Iterator[bytes]:
    """Bytes of a file from `start` on; fewer when it ends before. Raises FileAccessError."""
    while size_bytes > 0:
        cancel.check()
        piece = read_at(descriptor, start, min(size_bytes, _PIECE_BYTES), path)
        if not piece:
            return
        yield piece
        start += len(piece)
        size_bytes -= len(piece)


def read_at(descriptor: int, start: int, size_bytes: int, path: str) -> bytes:
    """Bytes of a file at a place. Raises FileAccessError: a medium was pulled out, say."""
    try:
        return os.pread(descriptor, size_bytes, start)
    except OSError as error:
        raise FileAccessError(path, error.strerror or str(error)) from error


class FileWindow:
    """A file as a stream, whose descriptor stays open for others."""

    def __init__(self, descriptor: int, path: str) -> None:
        self._descriptor = descriptor
        self._path = path
        self.at = 0

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; b"" at the end. Raises FileAccessError."""
        piece = read_at(self._descriptor, self.at, size if size >= 0 else _PIECE_BYTES, self._path)
        self.at += len(piece)
        return piece


def as_stream(window: FileWindow) -> BinaryIO:
    """Readers of tars and decompressors need no more of a stream than `read`."""
    return window  # type: ignore[return-value]
