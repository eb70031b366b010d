"""Tables of layers, made where they are missing, by processes side by side."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

from core.cancel import NEVER, CancelToken
from core.catalog.scan_process import ScanJob
from core.catalog.scanner import Scanner, ScannerDiedError
from core.catalog.shelf import Refusal, Shelf
from core.catalog.table import LayerTable
from core.errors import (
    BlobMissingError,
    BugError,
    Cancelled,
    DataError,
    DigestMismatchError,
    FileAccessError,
    LayerFormatError,
    LayerUnavailableError,
)
from core.layer.limits import limits_for
from core.model import ReadingLimits
from core.progress import Progress, Report, Throttle, ignore
from core.store.blob import open_regular
from core.store.durable import storage_errors
from core.translation import tr_noop

_PROCESSES_LIMIT = 4
_ATTEMPTS = 2
_NAME_CHARS = 80


@dataclass(frozen=True, slots=True)
class LayerSource:
    """A layer and the blob to read it from."""

    diff_id: str
    digest: str
    size_bytes: int
    path: Path


class Catalog:
    """The tables of a repository's layers, kept in `directory`. Thread-safe.

    The directory is a cache: deleting it costs time only. What cannot be written is kept for the
    life of this object.
    """

    def __init__(
        self,
        directory: Path,
        *,
        processes: int | None = None,
        limits: Callable[[], ReadingLimits] = ReadingLimits,
        counted_bytes: Callable[[str, int], int] = lambda _digest, size_bytes: size_bytes,
    ) -> None:
        """`limits` tells what a layer may ask for, each time that one is read.

        `counted_bytes` tells, by a blob's digest and size, what its unpacked size is compared with.
        """
        self._limits = limits
        self._counted_bytes = counted_bytes
        self._shelf = Shelf(directory)
        self._processes = processes or min(os.cpu_count() or 1, _PROCESSES_LIMIT)
        self._turns = threading.Condition()
        self._being_read: set[str] = set()

    @property
    def seed(self) -> int:
        """What all digests and hashes in the tables were made with."""
        return self._shelf.seed

    def known(self, diff_id: str) -> bool:
        """Whether `table` will not have to read the layer (unless its table is damaged)."""
        return self._shelf.has(diff_id)

    def refusal(self, diff_id: str, digest: str) -> str:
        """Why the layer could not be read from the blob of that digest; "" if nothing is known."""
        refusal = self._shelf.refusal(diff_id, digest)
        return refusal.reason if refusal else ""

    def keep_only(self, diff_ids: Collection[str]) -> None:
        """Drop what is kept of other layers."""
        with self._turns:
            self._shelf.keep_only({*diff_ids, *self._being_read})

    def table(
        self, source: LayerSource, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> LayerTable:
        """The table of a layer, which is read now if it must be.

        Raises LayerUnavailableError, Cancelled, StorageFullError. For many layers call `catalog`
        first.
        """
        for _attempt in range(_ATTEMPTS):
            found = self._shelf.table(source.diff_id)
            if found is not None:
                return found
            with Scanner() as scanner:
                self._read(source, scanner, cancel, _Sum([source], report).part(source))
        found = self._shelf.table(source.diff_id)
        if found is None:
            raise LayerUnavailableError(
                source.diff_id, tr_noop("what was read of it could not be kept")
            )
        return found

    def catalog(
        self,
        sources: Sequence[LayerSource],
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> int:
        """Read all layers that are not known, the biggest first; how many were read.

        Those that cannot be read are passed over: `refusal` says why. Raises Cancelled; what was
        done is kept. Raises StorageFullError.
        """
        by_id = {source.diff_id: source for source in sources}
        missing = [source for source in by_id.values() if not self._is_settled(source)]
        if not missing:
            return 0
        missing.sort(key=lambda source: source.size_bytes, reverse=True)
        work = _Work(missing, report)
        stop = CancelToken()
        forget = cancel.on_cancel(stop.cancel)
        try:
            count = min(self._processes, len(missing))
            with ThreadPoolExecutor(count, "catalog") as pool:
                workers = [pool.submit(self._serve, work, stop) for _ in range(count)]
        finally:
            forget()
        cancel.check()
        for worker in workers:
            error = worker.exception()
            if error is not None and not isinstance(error, Cancelled):
                raise error
        return sum(worker.result() for worker in workers)

    def _serve(self, work: _Work, stop: CancelToken) -> int:
        """Read one layer after the other; how many. Whatever is no layer's fault stops all."""
        done = 0
        with Scanner() as scanner:
            while (source := work.next()) is not None:
                try:
                    done += self._read(source, scanner, stop, work.sum.part(source))
                except LayerUnavailableError:
                    pass  # remembered
                except BaseException:
                    stop.cancel()
                    raise
                work.sum.finish(source)
        return done

    def _is_settled(self, source: LayerSource) -> bool:
        return self._shelf.has(source.diff_id) or self._standing_refusal(source) is not None

    def _require_hope(self, source: LayerSource) -> None:
        refusal = self._standing_refusal(source)
        if refusal is not None:
            raise LayerUnavailableError(source.diff_id, refusal.reason, detail=refusal.detail)

    def _standing_refusal(self, source: LayerSource) -> Refusal | None:
        """A refusal, unless the blob's file was put there anew since, or a limit was changed."""
        refusal = self._shelf.refusal(source.diff_id, source.digest)
        if refusal is None:
            return None
        stamp = _stamp(source.path)
        return refusal if refusal.stamp in (stamp, self._limited(stamp)) else None

    def _limited(self, stamp: str) -> str:
        """The stamp of a refusal that holds for these limits only."""
        return f"{stamp} {astuple(self._limits())}"

    def _read(
        self,
        source: LayerSource,
        scanner: Scanner,
        cancel: CancelToken,
        report: Callable[[int], None],
    ) -> bool:
        """Make the table unless another thread does; whether it was this one."""
        with self._claim(source.diff_id, cancel):
            self._require_hope(source)
            if self._shelf.table(source.diff_id) is not None:
                return False
            stamp = _stamp(source.path)
            try:
                open_regular(source.path, source.digest).close()
                with storage_errors(self._shelf.path(source.diff_id)):
                    self._scan(source, scanner, cancel, report)
            except (DataError, FileAccessError, BugError, ScannerDiedError) as error:
                if isinstance(error, FileAccessError) and error.path != str(source.path):
                    raise  # it is about the catalog's own files
                if isinstance(error, LayerFormatError) and error.code == "limit":
                    stamp = self._limited(stamp)
                refusal = Refusal(source.digest, _reason(error), str(error), stamp)
                is_lasting = isinstance(error, DigestMismatchError | LayerFormatError)
                self._shelf.refuse(source.diff_id, refusal, is_lasting=is_lasting)
                raise LayerUnavailableError(
                    source.diff_id, refusal.reason, detail=refusal.detail
                ) from error
            self._shelf.forgive(source.diff_id)
            return True

    def _scan(
        self,
        source: LayerSource,
        scanner: Scanner,
        cancel: CancelToken,
        report: Callable[[int], None],
    ) -> None:
        counted_bytes = self._counted_bytes(source.digest, source.size_bytes)
        job = ScanJob(
            diff_id=source.diff_id,
            digest=source.digest,
            size_bytes=source.size_bytes,
            blob=str(source.path),
            table=str(self._shelf.path(source.diff_id)),
            seed=self._shelf.seed,
            limits=asdict(limits_for(self._limits(), counted_bytes)),
        )
        self._shelf.prepare()
        try:
            scanner.scan(job, cancel, report)
        except ScannerDiedError:
            scanner.scan(job, cancel, report)  # whatever killed it may have been about others

    @contextmanager
    def _claim(self, diff_id: str, cancel: CancelToken) -> Iterator[None]:
        """Only one thread at a time reads a layer. Raises Cancelled."""
        forget = cancel.on_cancel(self._wake)
        try:
            with self._turns:
                self._turns.wait_for(lambda: cancel.is_cancelled or diff_id not in self._being_read)
                cancel.check()
                self._being_read.add(diff_id)
        finally:
            forget()
        try:
            yield
        finally:
            with self._turns:
                self._being_read.discard(diff_id)
                self._turns.notify_all()

    def _wake(self) -> None:
        with self._turns:
            self._turns.notify_all()


class _Work:
    """What is left to do, for several threads."""

    def __init__(self, sources: Sequence[LayerSource], report: Report) -> None:
        self._sources = iter(sources)
        self._lock = threading.Lock()
        self.sum = _Sum(sources, report)

    def next(self) -> LayerSource | None:
        with self._lock:
            return next(self._sources, None)


class _Sum:
    """Progress over several blobs that are read side by side."""

    def __init__(self, sources: Sequence[LayerSource], report: Report) -> None:
        self._total = sum(source.size_bytes for source in sources)
        self._done = {source.diff_id: 0 for source in sources}
        self._report = Throttle(report)
        self._lock = threading.Lock()

    def part(self, source: LayerSource) -> Callable[[int], None]:
        """Takes the bytes done of one of them."""

        def report(done_bytes: int) -> None:
            with self._lock:
                self._done[source.diff_id] = min(done_bytes, source.size_bytes)
                done = sum(self._done.values())
                self._report(Progress(tr_noop("Reading layers"), done, self._total))

        return report

    def finish(self, source: LayerSource) -> None:
        """One of them is done, also when it could not be read to its end."""
        self.part(source)(source.size_bytes)


def _reason(error: Exception) -> str:
    """The rest of the sentence that LayerUnavailableError begins."""
    match error:
        case BlobMissingError():
            return "its blob is not in the repository"
        case DigestMismatchError():
            return "its bytes are damaged"
        case LayerFormatError():
            name = error.entry[:_NAME_CHARS] + ("…" if len(error.entry) > _NAME_CHARS else "")
            where = f" at “{name}”" if name else ""
            return f"its archive was refused{where}: {error.reason}"
        case ScannerDiedError():
            return "the process that read it was ended from outside, twice"
        case FileAccessError():
            return f"its blob cannot be read: {error.reason}"
        case _:
            return "it could not be read"


def _stamp(path: Path) -> str:
    """Changes when a file is put there anew."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns}"
