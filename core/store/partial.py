"""Blobs that come in several tries: what was there when the connection broke is kept."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from core.cancel import CancelToken
from core.errors import DataError, DigestMismatchError
from core.oci.descriptor import Descriptor
from core.oci.digest import algorithm_of, hex_of
from core.store.blob import BlobWriter
from core.store.layout import ImageLayout

if sys.platform != "win32":  # where a repository is only read
    import fcntl

PARTIAL_PREFIX = "partial."
PARTIAL_GRACE_S = 86_400.0
"""How long a part of a blob is kept for another try."""

_READ_BYTES = 1 << 20
_LOOK_AGAIN_S = 0.1


class PartialBlob(BlobWriter):
    """A blob's writer that goes on where an earlier one ended, and leaves its part to the next.

    Only one at a time has a part; others wait for it. `is_whole` says that somebody else was
    quicker. What is there is hashed again: it may have been written before a power cut.
    """

    def __init__(self, layout: ImageLayout, expected: Descriptor, cancel: CancelToken) -> None:
        """Raises Cancelled while waiting, StorageFullError, RepositoryReadOnlyError."""
        algorithm = algorithm_of(expected.digest)
        name = f"{PARTIAL_PREFIX}{algorithm}-{hex_of(expected.digest)}"
        super().__init__(
            layout.path / "blobs", layout.private / "tmp", algorithm, name=name, is_kept=True
        )
        self._expected = expected
        try:
            self._wait(cancel)
            self.is_whole = layout.blob_size(expected.digest) == expected.size_bytes
            if not self.is_whole:
                self._read_what_is_there(cancel)
        except BaseException:
            self.close()
            raise

    def finish(self) -> None:
        """Make it durable under its digest.

        Raises DigestMismatchError; then nothing of it is kept, since nobody knows which byte is
        wrong.
        """
        try:
            self.commit(self._expected)
        except DigestMismatchError:
            self._is_kept = False
            self.close()
            raise

    def _wait(self, cancel: CancelToken) -> None:
        """Take the lock of a file that still has its name."""
        while True:
            cancel.check()
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                cancel.wait(_LOOK_AGAIN_S)
                continue
            if _is_same_file(self._descriptor, self._path):
                return
            self._open_again()

    def _read_what_is_there(self, cancel: CancelToken) -> None:
        if os.fstat(self._descriptor).st_size > self._expected.size_bytes:
            os.ftruncate(self._descriptor, 0)
        while piece := os.read(self._descriptor, _READ_BYTES):
            cancel.check()
            self._add(piece)


def _is_same_file(descriptor: int, path: Path) -> bool:
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        raise DataError(detail=f"{path} is no regular file")
    try:
        named = path.lstat()
    except FileNotFoundError:
        return False  # another one has finished it
    return (found.st_dev, found.st_ino) == (named.st_dev, named.st_ino)
