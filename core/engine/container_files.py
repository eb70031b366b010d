"""Files of containers: looked at, compared, copied in and out.

Looking works on the writable directory and the layers below it, mounted or not, so that nothing
that a container mounts, links or swaps leads anywhere else. What is written goes through the mount,
as a writable directory must not be changed under it (overlayfs.rst).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from core.cancel import NEVER, CancelToken
from core.engine.container_record import ContainerRecord
from core.engine.containers import Containers, process_of
from core.engine.copying import planned_sources
from core.engine.copying_in import copy_in
from core.engine.copying_out import copy_out
from core.engine.listing import Listing
from core.engine.merged_files import MergedFiles, inner_path, text_of
from core.engine.places import Places
from core.errors import FileNotThereError, NotSupportedError
from core.errors.root import visible
from core.layer.tree import DIRECTORY_FLAGS
from core.model import FileContent, FileDiff, FilePage
from core.progress import Report
from core.snapshot.overlay import is_mount_point
from core.store.durable import storage_errors
from core.translation import tr_noop

_DIFF_LIMIT_BYTES = 4 << 20
_LOCK_LOOK_S = 0.1
_KERNEL_MOUNTS = (b"dev", b"proc", b"sys")


class ContainerFiles:
    """Implements the files' part of `core.engine.running.RunningContainers`. Thread-safe."""

    def __init__(self, containers: Containers, places: Places) -> None:
        self._containers = containers
        self._places = places

    def diff_of_change(
        self, container_id: str, path: str, *, context: int, cancel: CancelToken = NEVER
    ) -> FileDiff:
        # With the first question: what this needs is large.
        from core.catalog.text_diff import diff_contents

        inner = inner_path(path)
        with self._opened(container_id, inner, cancel) as listing:
            sides: list[tuple[bytes, int] | None] = []
            reasons = []
            for files in (listing.before, listing.now):
                try:
                    sides.append(files.head(inner, _DIFF_LIMIT_BYTES, cancel))
                except FileNotThereError as error:
                    sides.append(None)
                    reasons.append(error)
        if len(reasons) == 2:
            raise reasons[1]
        before, after = sides
        return diff_contents(
            before[0] if before else None,
            after[0] if after else None,
            old_path=text_of(inner),
            new_path=text_of(inner),
            old_size=before[1] if before else None,
            new_size=after[1] if after else None,
            context=context,
            cancel=cancel,
        )

    def files_in(
        self, container_id: str, folder: str, *, offset: int, limit: int, cancel: CancelToken
    ) -> FilePage:
        inner = inner_path(folder)
        with self._opened(container_id, inner, cancel) as listing:
            return listing.page(inner, offset, limit, cancel)

    def read(
        self, container_id: str, path: str, *, limit_bytes: int, cancel: CancelToken
    ) -> FileContent:
        inner = inner_path(path)
        with self._opened(container_id, inner, cancel) as listing:
            content, size_bytes = listing.now.head(inner, max(0, limit_bytes), cancel)
        is_cut = len(content) < size_bytes
        digest = "" if is_cut else f"sha256:{hashlib.sha256(content).hexdigest()}"
        return FileContent(text_of(inner), size_bytes, content, digest, is_cut)

    def copy_in(
        self,
        container_id: str,
        sources: tuple[str, ...],
        folder: str,
        cancel: CancelToken,
        report: Report,
    ) -> int:
        inner = inner_path(folder)
        directory, record = self._containers.record(container_id)
        with planned_sources(sources, self._places.form, directory.path, cancel) as plans:
            refuse_hidden(record, [inner, *(at for plan in plans for at in plan.targets(inner))])
            with self.merged_root(container_id, cancel) as root:
                return copy_in(plans, root, inner, str(self._places.repository), cancel, report)

    def copy_out(
        self,
        container_id: str,
        paths: tuple[str, ...],
        folder: str,
        cancel: CancelToken,
        report: Report,
    ) -> tuple[str, ...]:
        inner = [inner_path(path) for path in paths]
        _directory, record = self._containers.record(container_id)
        _refuse_volumes(record, inner)
        with self._opened(container_id, b"", cancel) as listing:
            wanted = [(path, _name_of(path, record)) for path in inner]
            return copy_out(listing.now, wanted, folder, cancel, report)

    @contextmanager
    def _opened(self, container_id: str, path: bytes, cancel: CancelToken) -> Iterator[Listing]:
        """What a container shows now, and without what was written in it."""
        starting, form = self._containers.starting, self._places.form
        with ExitStack() as opened:
            with self._containers.moves.looking(container_id):
                directory, record = self._containers.record(container_id)
                _refuse_volumes(record, [path])
                with storage_errors(self._places.private):
                    lowers = starting.lowers(record, cancel)
                    noise = starting.noise(record, directory.upper, lowers)
                before = opened.enter_context(MergedFiles(lowers, form))
                hidden = _own_noise(noise, before)
                now = opened.enter_context(MergedFiles((directory.upper, *lowers), form, hidden))
                written = opened.enter_context(MergedFiles((directory.upper,), form))
            yield Listing(before, now, written, form, len(lowers), noise)

    @contextmanager
    def merged_root(self, container_id: str, cancel: CancelToken) -> Iterator[int]:
        """A descriptor of the root of its mount; nothing else happens to it meanwhile."""
        lock = self._containers.lock(container_id)
        while not lock.acquire(timeout=_LOCK_LOOK_S):
            cancel.check()
        try:
            directory, record = self._containers.record(container_id)
            if process_of(record) is not None:
                # In each engine's own mount namespace, and never in the container's.
                if not is_mount_point(directory.merged):
                    reason = f"{record.name} was started before you logged in again; stop it first"
                    raise NotSupportedError(tr_noop("Copying into it"), reason)
                with _root_of(directory.merged) as root:
                    yield root
                return
            mount = self._containers.starting.mount_of(directory, record, cancel)
            with storage_errors(self._places.private):
                mount.unmount()  # left over from a process that was killed
                mount.mount()
            try:
                with _root_of(directory.merged) as root:
                    yield root
            finally:
                mount.unmount()
        finally:
            lock.release()


@contextmanager
def _root_of(merged: os.PathLike[str]) -> Iterator[int]:
    root = os.open(merged, DIRECTORY_FLAGS)
    try:
        yield root
    finally:
        os.close(root)


def _own_noise(noise: frozenset[bytes], before: MergedFiles) -> frozenset[bytes]:
    """Of what nobody wrote that which is not in the image either."""
    return frozenset(path for path in noise if before.stack.find(path) is None)


def _name_of(path: bytes, record: ContainerRecord) -> bytes:
    """What a copy is called outside."""
    return path.rpartition(b"/")[2] or os.fsencode(record.name)


def _refuse_volumes(record: ContainerRecord, paths: list[bytes]) -> None:
    """Raises FileNotThereError for what a volume covers: that is the person's own folder."""
    for volume in record.volumes:
        for path in paths:
            if _is_in(path, inner_path(volume.target)):
                reason = f"it is the folder {visible(volume.source)} of this computer; look there"
                raise FileNotThereError(visible(text_of(path)), reason)


def refuse_hidden(record: ContainerRecord, targets: list[bytes]) -> None:
    """Raises FileNotThereError for places where the container would not see what is put there."""
    _refuse_volumes(record, targets)
    for path in targets:
        if any(_is_in(path, mounted) for mounted in _KERNEL_MOUNTS):
            reason = "nothing can be kept in there, since the system makes its files by itself"
            raise FileNotThereError(visible(text_of(path)), reason)


def _is_in(path: bytes, folder: bytes) -> bool:
    return path == folder or path.startswith(folder + b"/")
