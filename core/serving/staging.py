"""Blobs on their way in, and those that have come but that no image names yet.

An upload is a file without a name, so that nothing remains of one whose sender, or whose receiver,
died (open(2), O_TMPFILE). What was pushed and never named is deleted when the offer ends.
"""

from __future__ import annotations

import errno
import os
import secrets
import threading
import time
from pathlib import Path

from core.errors import BlobMissingError, BricklayerError, DigestMismatchError
from core.oci.descriptor import Descriptor
from core.oci.digest import algorithm_of, digest_of, hash_of
from core.store import ImageLayout
from core.store.blob import open_regular
from core.store.collect import reachable_blobs
from core.store.durable import storage_errors, sync_directory

UPLOADS_AT_ONCE = 256
"""A class of thirty, each sending six layers side by side."""

_IDLE_S, _IDLE_WHEN_FULL_S = 600.0, 30.0
_READ_BYTES = 1 << 20
_STAGED_LIMIT = 50_000
_NO_TMPFILE = frozenset({errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL})


class Upload:
    """Bytes of one blob, in the order in which they come. `busy` is held while some do."""

    def __init__(self, layout: ImageLayout, repository: str, algorithm: str) -> None:
        self.key = secrets.token_hex(16)
        self.repository = repository
        self.size_bytes = 0
        self.busy = threading.Lock()
        self.touched_s = time.monotonic()
        self._layout = layout
        self._directory = layout.private / "tmp"
        self._hash = hash_of(algorithm)
        self._is_open = True
        with storage_errors(self._directory):
            self._descriptor, self._named = _open_nameless(self._directory)

    def write(self, piece: bytes) -> None:
        """Raises StorageFullError."""
        with storage_errors(self._directory):
            view = memoryview(piece)
            while view:
                view = view[os.write(self._descriptor, view) :]
        self._hash.update(piece)
        self.size_bytes += len(piece)
        self.touched_s = time.monotonic()

    def keep(self, digest: str) -> None:
        """Make it a blob of the repository, durably. Raises DigestMismatchError and its kin."""
        actual = self._digest(algorithm_of(digest))
        if actual != digest:
            raise DigestMismatchError(digest, actual)
        with self._layout.adding(), storage_errors(self._directory):
            os.fchmod(self._descriptor, 0o444)
            os.fsync(self._descriptor)
            target = self._layout.blob_path(digest)
            target.parent.mkdir(mode=0o700, exist_ok=True)
            os.rename(self._name_it(), target)
            self._named = None
            sync_directory(target.parent)
        self.close()

    def close(self) -> None:
        """Take back what was not kept. Idempotent."""
        if self._is_open:
            self._is_open = False
            os.close(self._descriptor)
            if self._named is not None:
                self._named.unlink(missing_ok=True)

    def _digest(self, algorithm: str) -> str:
        """Who sends may say only at the end which algorithm it is."""
        if algorithm == self._hash.name:
            return digest_of(self._hash)
        again, offset = hash_of(algorithm), 0
        while piece := os.pread(self._descriptor, _READ_BYTES, offset):
            again.update(piece)
            offset += len(piece)
        return digest_of(again)

    def _name_it(self) -> Path:
        if self._named is None:
            name = f"blob.{self.key}"
            # Only with a directory Python calls linkat(2), which follows the link.
            directory = os.open("/proc/self/fd", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                os.link(
                    str(self._descriptor), self._directory / name,
                    src_dir_fd=directory, follow_symlinks=True,
                )  # fmt: skip
            finally:
                os.close(directory)
            self._named = self._directory / name
        return self._named


class Staging:
    """What was pushed into which repository. Methods may be called from several threads."""

    def __init__(self, layout: ImageLayout) -> None:
        self._layout = layout
        self._lock = threading.Lock()
        self._uploads: dict[str, Upload] = {}
        self._blobs: dict[tuple[str, str], int] = {}
        self._documents: dict[tuple[str, str], Descriptor] = {}
        self._new: set[str] = set()  # not here before
        self._stamp = (0, 0, 0)

    def begin(self, repository: str, algorithm: str = "sha256") -> Upload | None:
        """A new upload; None when there are too many."""
        self.drop_idle()
        if len(self._uploads) >= UPLOADS_AT_ONCE:
            self.drop_idle(_IDLE_WHEN_FULL_S)
        with self._lock:
            if len(self._uploads) >= UPLOADS_AT_ONCE:
                return None
            upload = Upload(self._layout, repository, algorithm)
            self._uploads[upload.key] = upload
            return upload

    def upload(self, repository: str, key: str) -> Upload | None:
        """One that is under way in that repository."""
        with self._lock:
            found = self._uploads.get(key)
        return found if found is not None and found.repository == repository else None

    def give_up(self, upload: Upload) -> None:
        """Nothing of it is kept. Idempotent."""
        with self._lock:
            self._uploads.pop(upload.key, None)
        upload.close()

    def keep(self, upload: Upload, digest: str) -> None:
        """It is whole. Raises DigestMismatchError, StorageFullError; then it is given up."""
        is_new = self._layout.blob_size(digest) is None
        try:
            upload.keep(digest)
        finally:
            self.give_up(upload)
        self.add_blob(upload.repository, digest, upload.size_bytes, is_new=is_new)

    def add_blob(
        self, repository: str, digest: str, size_bytes: int, *, is_new: bool = False
    ) -> None:
        """A repository has it from now on."""
        with self._lock:
            _bound(self._blobs)
            self._blobs[repository, digest] = size_bytes
            if is_new:
                self._new.add(digest)

    def add_document(self, repository: str, descriptor: Descriptor, *, is_new: bool) -> None:
        """A manifest was pushed by its digest: an index that is yet to come names it."""
        with self._lock:
            _bound(self._documents)
            self._documents[repository, descriptor.digest] = descriptor
            if is_new:
                self._new.add(descriptor.digest)

    def blob_size(self, repository: str, digest: str) -> int | None:
        """Size in bytes of a blob that was pushed there."""
        with self._lock:
            return self._blobs.get((repository, digest))

    def document(self, repository: str, digest: str) -> Descriptor | None:
        """A manifest that was pushed there."""
        with self._lock:
            return self._documents.get((repository, digest))

    def drop_idle(self, idle_s: float = _IDLE_S) -> None:
        """Give up uploads of which nothing came for long: their senders are gone."""
        before = time.monotonic() - idle_s
        with self._lock:
            gone = [one for one in self._uploads.values() if one.touched_s < before]
        for upload in gone:
            if upload.busy.acquire(blocking=False):
                try:
                    self.give_up(upload)
                finally:
                    upload.busy.release()

    def note_named(self) -> None:
        """Whatever an image names by now is no left-over of a push. Called now and then."""
        stamp = self._layout.index_stamp()
        if not self._new or stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            for _name, descriptor in self._layout.references():
                self.forget_new(descriptor)
        except BricklayerError:
            self._new.clear()  # what it names is not known, so nothing is a left-over

    def close(self) -> None:
        """Give up all uploads, and delete what no image came to name. Nobody sends any more."""
        self.drop_idle(-1.0)
        if not self._new or not self._layout.is_writable:
            return
        with self._layout.sweeping_at_once() as is_alone:
            if not is_alone:
                return  # the next sweep that finds them old enough takes them
            try:
                named = (descriptor for _name, descriptor in self._layout.references())
                needed = reachable_blobs(self._layout, named)
            except BricklayerError:
                return  # what is needed is not known
            for digest in self._new:
                if digest not in needed:
                    self._layout.blob_path(digest).unlink(missing_ok=True)

    def forget_new(self, descriptor: Descriptor) -> None:
        """An image names it now, whatever becomes of that. Raises DataError."""
        for digest in reachable_blobs(self._layout, [descriptor]):
            self._new.discard(digest)


def require_blob(layout: ImageLayout, digest: str, size_bytes: int) -> None:
    """Raises BlobMissingError unless it is there in that size."""
    with open_regular(layout.blob_path(digest), digest) as file:
        if os.fstat(file.fileno()).st_size != size_bytes:
            raise BlobMissingError(digest, detail="it has another size")


def _bound(table: dict[tuple[str, str], int] | dict[tuple[str, str], Descriptor]) -> None:
    while len(table) >= _STAGED_LIMIT:
        del table[next(iter(table))]


def _open_nameless(directory: Path) -> tuple[int, Path | None]:
    """A file to write; its path where the file system knows none without."""
    try:
        return os.open(directory, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o600), None
    except OSError as error:
        if error.errno not in _NO_TMPFILE:
            raise
    path = directory / f"blob.{secrets.token_hex(16)}"
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), path
