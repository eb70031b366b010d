"""Blobs: files named by the digest of their content, written once and never changed."""

from __future__ import annotations

import os
import queue
import secrets
import stat
import threading
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from core.errors import BlobMissingError, DataError, DigestMismatchError
from core.oci.descriptor import Descriptor, verify_content
from core.oci.digest import digest_of, hash_of, hex_of, parse_digest
from core.store.durable import storage_errors, sync_directory

_HASH_QUEUE_LENGTH = 8
_READ_BYTES = 1 << 20
# Those that the system has: links and pipes are things of Unix, text mode of Windows.
_SAFE_FLAGS = 0
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
    _SAFE_FLAGS |= getattr(os, _name, 0)
_READ_FLAGS = os.O_RDONLY | _SAFE_FLAGS
_MAKE_FLAGS = os.O_RDWR | os.O_CREAT | _SAFE_FLAGS


def open_regular(path: Path, digest: str) -> BinaryIO:
    """Open a blob for reading, never through a link and never something that could block.

    Raises BlobMissingError when there is no such file, DataError when it is none.
    """
    try:
        descriptor = os.open(path, _READ_FLAGS)
    except FileNotFoundError as error:
        raise BlobMissingError(digest) from error
    except OSError as error:
        raise BlobMissingError(digest, detail=f"{path}: {error.strerror}") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise BlobMissingError(digest, detail=f"{path} is no regular file")
    return open(descriptor, "rb")


def read_verified(path: Path, descriptor: Descriptor, limit_bytes: int) -> bytes:
    """A small blob's content, its size and digest checked.

    Raises BlobMissingError, DigestMismatchError, MalformedDocumentError for a digest that cannot be
    checked, DataError.
    """
    parse_digest(descriptor.digest, "image")  # others are named by what we cannot check
    if descriptor.size_bytes > limit_bytes:
        raise DataError(detail=f"{descriptor.digest} is larger than {limit_bytes} bytes")
    with open_regular(path, descriptor.digest) as file:
        content = file.read(descriptor.size_bytes + 1)
    verify_content(content, descriptor)
    return content


class BlobWriter:
    """Takes bytes and becomes a blob at `commit`; without it, nothing remains.

    Bytes are hashed as they are written, in a thread of its own, since hashing and writing both
    let go of the interpreter. Use as a context manager; not for several threads at once.
    """

    def __init__(
        self,
        blobs: Path,
        temporary_directory: Path,
        algorithm: str = "sha256",
        *,
        name: str = "",
        is_kept: bool = False,
    ) -> None:
        """`blobs` is the directory that holds one for each algorithm.

        With a `name` a file that is there already is opened; `is_kept`: it stays without `commit`.
        """
        self._hash = hash_of(algorithm)
        self._blobs = blobs / algorithm
        self._path = temporary_directory / (name or f"blob.{secrets.token_hex(16)}")
        self._flags = _MAKE_FLAGS if name else _MAKE_FLAGS | os.O_EXCL
        self._is_kept = is_kept
        with storage_errors(blobs):
            self._descriptor = os.open(self._path, self._flags, 0o600)
        self.size_bytes = 0
        self._pieces: queue.Queue[bytes | None] = queue.Queue(_HASH_QUEUE_LENGTH)
        self._hasher: threading.Thread | None = None
        self._is_open = True

    def write(self, content: bytes) -> int:
        """Add `content`. Raises StorageFullError."""
        with storage_errors(self._blobs):
            view = memoryview(content)
            while view:
                view = view[os.write(self._descriptor, view) :]
        self._add(content)
        return len(content)

    def commit(self, expected: Descriptor | None = None) -> tuple[str, int]:
        """Make the blob durable under its digest; its digest and size in bytes.

        Idempotent for equal content; a blob of that name that was damaged since is whole again.
        Raises DigestMismatchError when `expected` names other bytes, StorageFullError.
        """
        self._finish_hashing()
        digest = digest_of(self._hash)
        if expected is not None and (expected.digest, expected.size_bytes) != (
            digest,
            self.size_bytes,
        ):
            raise DigestMismatchError(expected.digest, digest)
        with storage_errors(self._blobs):
            os.fchmod(self._descriptor, 0o444)
            os.fsync(self._descriptor)
            self._make_place()
            os.rename(self._path, self._blobs / hex_of(digest))
            self._is_kept = True  # by its new name; the old one may be another's by now
            sync_directory(self._blobs)
        self.close()
        return digest, self.size_bytes

    def close(self) -> None:
        """Take back what was not committed. Idempotent."""
        if not self._is_open:
            return
        self._is_open = False
        self._finish_hashing()
        if not self._is_kept or not self.size_bytes:
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _make_place(self) -> None:
        """A repository has a directory for sha512 only once something came by such a digest."""
        if not self._blobs.is_dir():
            self._blobs.mkdir(mode=0o700, exist_ok=True)
            sync_directory(self._blobs.parent)

    def _open_again(self) -> None:
        os.close(self._descriptor)
        with storage_errors(self._blobs):
            self._descriptor = os.open(self._path, self._flags, 0o600)

    def _add(self, content: bytes) -> None:
        """Count and hash what is in the file."""
        self.size_bytes += len(content)
        if self._hasher is None and len(content) == self.size_bytes < _READ_BYTES:
            self._hash.update(content)  # a small document needs no thread
        else:
            self._hash_behind(bytes(content))

    def _hash_behind(self, content: bytes) -> None:
        if self._hasher is None:
            self._hasher = threading.Thread(target=self._hash_pieces, daemon=True)
            self._hasher.start()
        self._pieces.put(content)

    def _hash_pieces(self) -> None:
        while (piece := self._pieces.get()) is not None:
            self._hash.update(piece)

    def _finish_hashing(self) -> None:
        if self._hasher is not None:
            self._pieces.put(None)
            self._hasher.join()
            self._hasher = None
