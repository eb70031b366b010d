"""One pass over a layer's blob: decompressed, verified and catalogued at once."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import BinaryIO, Self

from core.cancel import NEVER, CancelToken
from core.catalog.table import LayerTable
from core.catalog.table_builder import ArchiveFacts, TableBuilder
from core.errors import DigestMismatchError, LayerFormatError
from core.layer.compression import decompressed_pieces
from core.layer.limits import Limits
from core.layer.scan import TarScan
from core.oci.digest import Hash, digest_of, new_hash
from core.progress import Progress, Report, Throttle, ignore
from core.translation import tr_noop

_READ_BYTES = 1 << 20
_QUEUE_LENGTH = 16


def scan_blob(
    stream: BinaryIO,
    *,
    diff_id: str,
    digest: str,
    size_bytes: int,
    seed: int,
    limits: Limits | None = None,
    cancel: CancelToken = NEVER,
    report: Report = ignore,
) -> LayerTable:
    """The table of a layer whose blob is `stream`, read to its end.

    Digest and size of the blob and the diffID are checked; memory is bounded. Raises
    DigestMismatchError for bytes that are not those promised, else LayerFormatError for an archive
    that is refused; Cancelled.
    """
    with _Hashes(new_hash(digest), new_hash(diff_id)) as hashes:
        source = _Source(stream, hashes, size_bytes, cancel, Throttle(report))
        # A plain tar is its own blob.
        is_plain = diff_id == digest
        pieces = _pieces(source, None if is_plain else hashes, limits)
        scan = TarScan(pieces, seed=seed, limits=limits)
        builder = TableBuilder(seed)
        try:
            for entries in scan:
                builder.add(entries)
        except LayerFormatError:
            # Whose fault: of those who made the archive, or of a disk?
            source.drain()
            _require(source, hashes, digest, size_bytes)
            raise
        _require(source, hashes, digest, size_bytes)
        actual = hashes.blob() if is_plain else hashes.tar()
        if actual != diff_id:
            raise DigestMismatchError(diff_id, actual)
    return builder.build(ArchiveFacts(diff_id, digest, scan.tar_bytes, scan.has_end_marker))


def _require(source: _Source, hashes: _Hashes, digest: str, size_bytes: int) -> None:
    actual = hashes.blob()
    if source.size_bytes != size_bytes or actual != digest:
        detail = f"{source.size_bytes} bytes, {size_bytes} were promised"
        raise DigestMismatchError(digest, actual, detail=detail)


def _pieces(source: _Source, hashes: _Hashes | None, limits: Limits | None) -> Iterator[bytes]:
    for piece in decompressed_pieces(source, limits=limits):  # type: ignore[arg-type]
        if hashes is not None:
            hashes.add_tar(piece)
        yield piece


class _Source:
    """The blob, hashed as it is read."""

    def __init__(
        self,
        stream: BinaryIO,
        hashes: _Hashes,
        promised_bytes: int,
        cancel: CancelToken,
        report: Report,
    ) -> None:
        self._stream = stream
        self._hashes = hashes
        self._promised_bytes = promised_bytes
        self._cancel = cancel
        self._report = report
        self.size_bytes = 0

    def read(self, size: int) -> bytes:
        self._cancel.check()
        piece = self._stream.read(size)
        self._hashes.add_blob(piece)
        self.size_bytes += len(piece)
        self._report(Progress(tr_noop("Reading layers"), self.size_bytes, self._promised_bytes))
        return piece

    def drain(self) -> None:
        while self.read(_READ_BYTES):
            pass


class _Hashes:
    """Hashes blob and tar in a thread of their own, since hashing lets go of the interpreter."""

    def __init__(self, blob: Hash, tar: Hash) -> None:
        self._blob, self._tar = blob, tar
        # Two queues that are quick, where a bounded one would take much of the time of small
        # pieces: who adds one takes a token, who hashed one gives it back.
        self._pieces: queue.SimpleQueue[tuple[Hash, bytes] | None] = queue.SimpleQueue()
        self._tokens: queue.SimpleQueue[None] = queue.SimpleQueue()
        for _ in range(_QUEUE_LENGTH):
            self._tokens.put(None)
        self._thread: threading.Thread | None = None

    def add_blob(self, piece: bytes) -> None:
        self._add(self._blob, piece)

    def add_tar(self, piece: bytes) -> None:
        self._add(self._tar, piece)

    def blob(self) -> str:
        """Of all that came; no more may come."""
        self._finish()
        return digest_of(self._blob)

    def tar(self) -> str:
        self._finish()
        return digest_of(self._tar)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._finish()

    def _add(self, digest: Hash, piece: bytes) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="hash", daemon=True)
            self._thread.start()
        self._tokens.get()
        self._pieces.put((digest, piece))

    def _finish(self) -> None:
        if self._thread is not None:
            self._pieces.put(None)
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while (item := self._pieces.get()) is not None:
            digest, piece = item
            digest.update(piece)
            self._tokens.put(None)
