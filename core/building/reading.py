"""A Containerfile from the disk, and what is said when it cannot be understood."""

from __future__ import annotations

import os
import stat

from core.errors import FileAccessError, MalformedDocumentError
from core.errors.root import visible
from core.translation import tr_noop

FILE_LIMIT_BYTES = 1 << 20
"""Largest Containerfile that is read."""

DOCUMENT = "Containerfile"


def malformed(line: int, reason: str) -> MalformedDocumentError:
    """The error for a line, counted from 1."""
    return MalformedDocumentError(DOCUMENT, f"line {line}: {reason}")


def shown(text: str, limit: int = 40) -> str:
    """A piece of the file within a sentence."""
    return f"“{visible(text, limit)}”"


def read_text(path: str) -> str:
    """A text file of the person. Raises FileAccessError and MalformedDocumentError."""
    try:
        # Not to wait for ever for a pipe's other end.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise FileAccessError(path, tr_noop("it is no regular file"))
            content = file.read(FILE_LIMIT_BYTES + 1)
    except IsADirectoryError as error:
        raise FileAccessError(path, tr_noop("it is a folder; name the file in it")) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise FileAccessError(path, reason.lower()) from error
    if len(content) > FILE_LIMIT_BYTES:
        raise FileAccessError(
            path, tr_noop("it is larger than 1 MiB, which no Containerfile needs")
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise malformed(line, "it is not text in UTF-8") from error
