"""Marks: layers of a container's own, and the way back to them."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from core.cancel import NEVER, CancelToken
from core.engine.container_record import (
    ConfigChanges,
    ContainerDirectory,
    ContainerRecord,
    KeptBlob,
    KeptMark,
)
from core.engine.containers import Containers
from core.engine.own_layers import OwnLayer, own_layers
from core.engine.places import Places
from core.engine.sealing import begin_marking, begin_rolling_back, settled, sweep
from core.errors import MarkNotFoundError, NothingChangedError, NotSupportedError
from core.layer import has_changes, measure_changes, remove_tree
from core.model import ChangeSummary, Container, ContainerState, Mark, SnapshotPreview
from core.oci.names import check_description
from core.progress import Report
from core.recording import Recording, as_history_text
from core.snapshot import LAYERS_LIMIT
from core.store.durable import storage_errors
from core.translation import tr_noop

_GRACE_S = 2.0  # a mark is made at once; an open shell never ends by itself
_STARTING_BYTES = 32 << 20  # more than enough for what is written when a container starts
_NOTHING = ChangeSummary((), 0, 0, 0, 0)


class Marks:
    """Sets marks and rolls back. Thread-safe."""

    def __init__(self, containers: Containers, places: Places) -> None:
        self._containers = containers
        self._places = places

    def mark(
        self,
        container_id: str,
        label: str,
        *,
        created_by: str = "",
        config: ConfigChanges | None = None,
        may_be_empty: bool = False,
        blob: KeptBlob | None = None,
    ) -> Container:
        """See RunningContainers.mark; with `config` the next image's configuration from here on.

        `created_by` "": the commands that were recorded since the mark before. `may_be_empty`: with
        nothing written the mark keeps only the configuration, and no process is disturbed. `blob`
        holds just what was written.
        """
        label = check_description(label)
        with self._containers.lock(container_id), storage_errors(self._places.private):
            directory, record = self._settled(container_id)
            kept = replace(_new_mark(directory, record, label, created_by, config), blob=blob)
            upper = self._upper(directory, record)
            if not self._has_changes(upper):
                _mark_without_files(directory, record, kept, may_be_empty=may_be_empty)
            else:
                _require_room(upper)
                directory.write(record)  # a full disk is told of before anything is stopped
                with self._at_rest(directory, record):
                    self._keep_files(directory, record, kept, may_be_empty=may_be_empty)
            return self._containers.as_model(directory.read())

    def roll_back(self, container_id: str, mark_id: str) -> Container:
        """See RunningContainers.roll_back. Raises MarkNotFoundError."""
        with self._containers.lock(container_id), storage_errors(self._places.private):
            directory, record = self._settled(container_id)
            marks = _marks_up_to(record, mark_id)
            try:
                with self._at_rest(directory, record):
                    self._throw_away(directory, record, marks)
            finally:
                sweep(directory, directory.read())  # may be much, and it goes on already
            return self._containers.as_model(directory.read())

    def preview(self, container_id: str, cancel: CancelToken, report: Report) -> SnapshotPreview:
        """See RunningContainers.preview_snapshot."""
        from core.engine.snapshot_preview import preview_of  # brings the rules of findings along

        with self._containers.lock(container_id):  # a mark moves directories
            directory, record = self._containers.record(container_id)
            layers = own_layers(self._containers.starting, directory, record, cancel)
            return preview_of(layers, self._places.form, cancel, report)

    def _throw_away(
        self, directory: ContainerDirectory, record: ContainerRecord, marks: tuple[KeptMark, ...]
    ) -> None:
        """All above `marks`, of a container at rest; also on a disk that it filled."""
        if _free_bytes(directory) > _STARTING_BYTES:
            with self._containers.moves.moving(record.id):
                begin_rolling_back(directory, record, marks)
            return
        with self._containers.spending_reserve():
            with self._containers.moves.moving(record.id):
                record = begin_rolling_back(directory, record, marks)
            sweep(directory, record)

    def _settled(self, container_id: str) -> tuple[ContainerDirectory, ContainerRecord]:
        self._containers.require_writable()
        directory, record = self._containers.record(container_id)
        return directory, settled(directory, record)

    def _upper(self, directory: ContainerDirectory, record: ContainerRecord) -> OwnLayer:
        return own_layers(self._containers.starting, directory, record, NEVER)[-1]

    def _has_changes(self, layer: OwnLayer) -> bool:
        assert layer.path is not None
        return has_changes(layer.path, layer.lowers, form=self._places.form, exclude=layer.exclude)

    def _keep_files(
        self,
        directory: ContainerDirectory,
        record: ContainerRecord,
        kept: KeptMark,
        *,
        may_be_empty: bool,
    ) -> None:
        """Keep the upper directory of a container at rest as the layer of a mark."""
        upper = self._upper(directory, record)  # its processes wrote to the end
        summary = measure_changes(
            directory.upper,
            upper.lowers,
            form=self._places.form,
            exclude=upper.exclude,
            limit=0,
        )
        if summary.is_empty:  # what was written was taken back at the end
            _mark_without_files(directory, record, kept, may_be_empty=may_be_empty)
            return
        for path in upper.exclude:
            remove_tree(directory.upper / os.fsdecode(path))
        with self._containers.moves.moving(record.id):
            begin_marking(directory, record, _measured(kept, summary))

    @contextmanager
    def _at_rest(self, directory: ContainerDirectory, record: ContainerRecord) -> Iterator[None]:
        """Stop a container that runs, and start it again whatever happens meanwhile.

        One that was paused is paused again: it stays as the person left it.
        """
        container = self._containers.as_model(record)
        if not container.is_live:
            self._containers.starting.clear_away(directory, record)
            yield
            return
        self._containers.stop(record.id, _GRACE_S, NEVER)
        try:
            yield
        finally:
            self._containers.start(record.id, NEVER)
            if container.state is ContainerState.PAUSED:
                self._containers.pause(record.id)


def _require_room(upper: OwnLayer) -> None:
    """For this mark and what is written after it; raises NotSupportedError.

    Else there would be images which no container can stand on.
    """
    if len(upper.lowers) + 2 > LAYERS_LIMIT:
        reason = f"the kernel stacks {LAYERS_LIMIT} layers at most; roll back to an earlier mark"
        raise NotSupportedError(tr_noop("One mark more"), reason)


def _mark_without_files(
    directory: ContainerDirectory,
    record: ContainerRecord,
    kept: KeptMark,
    *,
    may_be_empty: bool,
) -> None:
    """Note a mark that only keeps the configuration. Raises NothingChangedError."""
    if not may_be_empty:
        raise NothingChangedError(record.name)
    begin_marking(directory, record, _measured(kept, _NOTHING))


def _new_mark(
    directory: ContainerDirectory,
    record: ContainerRecord,
    label: str,
    created_by: str,
    config: ConfigChanges | None,
) -> KeptMark:
    runs = Recording(directory.commands).runs()
    done = record.marks[-1].runs_before if record.marks else 0
    mark = Mark(
        id=secrets.token_hex(8),
        label=label,
        created=datetime.now(UTC),
        created_by=created_by or as_history_text(runs[done:]),
    )
    return KeptMark(mark, record.config if config is None else config, len(runs))


def _measured(kept: KeptMark, summary: ChangeSummary) -> KeptMark:
    mark = replace(
        kept.mark,
        added=summary.added,
        modified=summary.modified,
        deleted=summary.deleted,
        size_bytes=summary.size_bytes,
        is_empty=summary.is_empty,
    )
    return replace(kept, mark=mark)


def _free_bytes(directory: ContainerDirectory) -> int:
    status = os.statvfs(directory.path)
    return status.f_bavail * status.f_frsize


def _marks_up_to(record: ContainerRecord, mark_id: str) -> tuple[KeptMark, ...]:
    """Those that stay; () for ""."""
    if not mark_id:
        return ()
    for number, kept in enumerate(record.marks, start=1):
        if kept.mark.id == mark_id:
            return record.marks[:number]
    raise MarkNotFoundError(record.name)
