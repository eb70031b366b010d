"""A report's way into a file: all of it or nothing."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from core.errors import FileAccessError, StorageFullError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write_report(path: Path, content: str) -> None:
    """Write `content` as UTF-8. See write_file."""
    write_file(path, content.encode("utf-8"))


def write_file(path: Path, encoded: bytes) -> None:
    """Write a file. Atomic and durable where `path` is, or will be, a regular file.

    A symbolic link is followed; what is no regular file (a terminal, a pipe, /dev/null) is written
    to as it is. Raises FileAccessError and StorageFullError.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(encoded)
        else:
            _replace(target, encoded)
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFullError(str(target.parent), detail=str(error)) from error
        reason = error.strerror or type(error).__name__
        reason = reason[:1].lower() + reason[1:]
        raise FileAccessError(str(path), reason, detail=str(error)) from error


def _replace(target: Path, encoded: bytes) -> None:
    mode = target.stat().st_mode & 0o777 if target.exists() else None
    # Short, so that a name as long as the file system allows stays possible.
    temporary = target.parent / f".report-{secrets.token_hex(8)}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)
    handle = os.open(temporary, flags | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with open(handle, "wb") as stream:
            stream.write(encoded)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
