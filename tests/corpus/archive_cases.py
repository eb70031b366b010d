"""What an archive of images is in the corpus, and what has to become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.errors import (
    BlobMissingError,
    BricklayerError,
    DigestMismatchError,
    FileAccessError,
    LayerFormatError,
    MalformedDocumentError,
    NotSupportedError,
)

Make = Callable[[Path], None]
"""Makes the archive or the folder at a path where nothing is."""


@dataclass(frozen=True)
class Case:
    """`comes`: names in the repository after all of it that fits was imported.

    Else `error`, whose sentence says `says`, and nothing is changed. `found` is how many images
    the look shows all the same; None: it is refused as the import is.
    """

    content: bytes | Make
    comes: tuple[str, ...] = ()
    error: type[BricklayerError] | None = None
    says: str = ""
    found: int | None = None

    def make(self, path: Path) -> None:
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        else:
            self.content(path)


def comes(content: bytes | Make, *names: str, found: int | None = None) -> Case:
    return Case(content, names, found=len(names) if found is None else found)


def malformed(content: bytes | Make, says: str, found: int | None = None) -> Case:
    return Case(content, (), MalformedDocumentError, says, found)


def mismatch(content: bytes | Make, found: int | None = 0) -> Case:
    return Case(content, (), DigestMismatchError, "Bytes are damaged", found)


def bad_tar(content: bytes | Make, says: str, found: int | None = None) -> Case:
    return Case(content, (), LayerFormatError, says, found)


def no_archive(content: bytes | Make, says: str) -> Case:
    return Case(content, (), FileAccessError, says)


def missing(content: bytes | Make, says: str = "missing", found: int | None = 0) -> Case:
    return Case(content, (), BlobMissingError, says, found)


def unfit(content: bytes | Make, says: str, found: int | None = 1) -> Case:
    return Case(content, (), NotSupportedError, says, found)
