"""Writing so that a power cut leaves the old or the new content, never something between."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import FileAccessError, RepositoryReadOnlyError, StorageFullError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn what the operating system says about writing below `path` into typed errors."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFullError(str(path), free_bytes=_free_bytes(path)) from error
        if error.errno in _FORBIDDEN:
            raise RepositoryReadOnlyError(str(path), detail=str(error)) from error
        raise FileAccessError(str(path), error.strerror or str(error), detail=str(error)) from error


def sync_directory(path: Path) -> None:
    """Make the names in a directory durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_durably(path: Path, content: bytes, *, temporary_directory: Path, mode: int) -> None:
    """Replace a file: temporary file, fsync, rename, fsync of the directory.

    Raises StorageFullError, RepositoryReadOnlyError; then the old content stands.
    """
    temporary = temporary_directory / f"{path.name}.{secrets.token_hex(8)}"
    with storage_errors(path.parent):
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
            descriptor = os.open(temporary, flags, mode)
            with open(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            os.rename(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_directory(path.parent)


def _free_bytes(path: Path) -> int | None:
    try:
        usage = os.statvfs(path)
    except OSError:
        return None  # only decorates another error
    return usage.f_bavail * usage.f_frsize
