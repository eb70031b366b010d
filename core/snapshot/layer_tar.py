"""Where the plain tar of a layer comes from while it is unpacked."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO, Protocol

from core.errors import DigestMismatchError
from core.layer import Limits, limits_for, open_decompressed
from core.oci.descriptor import Descriptor
from core.oci.digest import digest_of, new_hash
from core.store import ImageLayout
from core.store.packed_here import counted_bytes
from core.store.reading_limits import read_limits

_READ_BYTES = 1 << 20


class LayerTar(Protocol):
    """A layer that can be read; who unpacks it checks its diffID."""

    def opened(self) -> AbstractContextManager[tuple[BinaryIO, Limits]]:
        """The plain tar from its start, and what it may ask of us.

        Leaving the context checks what was promised of the bytes besides. Raises DataError.
        """
        ...


class StoredTar:
    """A blob of the repository, packed or not, verified to its last byte."""

    def __init__(self, layout: ImageLayout, descriptor: Descriptor) -> None:
        self._layout = layout
        self._descriptor = descriptor

    @contextmanager
    def opened(self) -> Iterator[tuple[BinaryIO, Limits]]:
        """See LayerTar. Raises BlobMissingError, DigestMismatchError."""
        with self._layout.open_blob(self._descriptor.digest) as blob:
            # By its true size, whatever its descriptor says.
            size_bytes = os.fstat(blob.fileno()).st_size
            counted = counted_bytes(self._layout, self._descriptor.digest, size_bytes)
            limits = limits_for(read_limits(self._layout), counted)
            verified = _VerifiedBlob(blob, self._descriptor)
            buffered = io.BufferedReader(verified, _READ_BYTES)
            yield open_decompressed(buffered, limits=limits), limits
            verified.finish()


class _VerifiedBlob(io.RawIOBase):
    """Checks size and digest of a blob to its last byte while it is read."""

    def __init__(self, blob: BinaryIO, descriptor: Descriptor) -> None:
        self._blob = blob
        self._descriptor = descriptor
        self._hash = new_hash(descriptor.digest)
        self._size_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._blob.read(len(buffer))
        self._hash.update(piece)
        self._size_bytes += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)

    def finish(self) -> None:
        """Read the rest and compare. Raises DigestMismatchError."""
        while piece := self._blob.read(_READ_BYTES):
            self._hash.update(piece)
            self._size_bytes += len(piece)
        actual = digest_of(self._hash)
        wanted = self._descriptor
        if (actual, self._size_bytes) != (wanted.digest, wanted.size_bytes):
            raise DigestMismatchError(wanted.digest, actual)
