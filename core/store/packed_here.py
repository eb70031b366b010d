"""How large layers were before they were packed here.

A gigabyte of zeros that a person wrote herself, or that came as a plain tar, is no bomb for being
kept well compressed. Beside the blobs stands, for each that was packed here, the size of its tar.
What is lost of it costs a refusal that says which limit to change: nothing of it is made durable.
"""

from __future__ import annotations

import os

from core.errors import DataError
from core.oci.digest import algorithm_of, hex_of
from core.store.blob import open_regular
from core.store.durable import storage_errors
from core.store.layout import ImageLayout

_DIRECTORY = "packed-here"
_LENGTH_LIMIT = 20  # digits


def remember_packed(layout: ImageLayout, digest: str, tar_bytes: int) -> None:
    """A blob holds a tar of that size. Raises StorageFullError, RepositoryReadOnlyError."""
    layout.require_writable()
    place = layout.private / _DIRECTORY
    with storage_errors(place):
        place.mkdir(mode=0o700, exist_ok=True)
        (place / _name(digest)).write_text(str(tar_bytes), encoding="ascii")


def counted_bytes(layout: ImageLayout, digest: str, size_bytes: int) -> int:
    """What the size of an unpacked layer is to be compared with, for a blob of that size.

    In a repository that is only read nothing else is believed: it may come from anywhere.
    """
    if not layout.is_writable:
        return size_bytes
    try:
        with open_regular(layout.private / _DIRECTORY / _name(digest), digest) as file:
            return max(size_bytes, int(file.read(_LENGTH_LIMIT)))
    except (DataError, ValueError):
        return size_bytes  # somebody else packed it


def forget_gone(layout: ImageLayout) -> None:
    """Drop what is said of blobs that are not there. The caller holds `sweeping()`."""
    place = layout.private / _DIRECTORY
    if not place.is_dir():
        return
    with storage_errors(place), os.scandir(place) as entries:
        for entry in entries:
            algorithm, _dash, digits = entry.name.partition("-")
            if layout.blob_size(f"{algorithm}:{digits}") is None:
                os.unlink(entry.path)


def _name(digest: str) -> str:
    return f"{algorithm_of(digest)}-{hex_of(digest)}"
