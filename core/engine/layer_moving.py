"""One layer after the other, put into a container on another base: run, or taken over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.cancel import CancelToken
from core.engine.container_record import ConfigChanges, KeptBlob
from core.engine.containers import Containers
from core.engine.event_hub import EventHub
from core.engine.marks import Marks
from core.engine.places import Places
from core.engine.recorded_commands import RecordedStep
from core.errors import Cancelled, DigestMismatchError, RebaseFailedError
from core.events import ContainerChanged
from core.layer import apply_layer
from core.model import (
    CommandRun,
    ContainerState,
    ExecRequest,
    Image,
    OutputChunk,
    SnapshotRequest,
)
from core.oci.descriptor import Descriptor
from core.oci.digest import algorithm_of
from core.oci.image_config import HistoryEntry
from core.progress import Report
from core.snapshot.layer_tar import StoredTar
from core.store import ImageLayout
from core.store.durable import storage_errors

_GRACE_S = 2.0

Output = Callable[[OutputChunk], None]


class _Capture(Protocol):
    def __call__(self, request: SnapshotRequest, cancel: CancelToken, report: Report) -> Image: ...


@dataclass(frozen=True)
class Workshop:
    """The parts of an engine that layers are moved with. `execute` is as Engine.execute."""

    containers: Containers
    marks: Marks
    execute: Callable[[str, ExecRequest, Output, CancelToken], CommandRun]
    capture: _Capture
    layout: ImageLayout
    places: Places
    events: EventHub


@dataclass(frozen=True, slots=True)
class Moved:
    """A history entry to be made again: by commands, from a blob, or (neither) as it is told.

    `number` is that of the old one, 0 for a change of the configuration.
    """

    number: int
    entry: HistoryEntry
    step: RecordedStep
    commands: tuple[str, ...] = ()
    blob: KeptBlob | None = None

    @classmethod
    def copied(
        cls, number: int, entry: HistoryEntry, step: RecordedStep, diff_id: str, blob: Descriptor
    ) -> Moved:
        """From a layer's blob."""
        kept = KeptBlob(diff_id, blob.digest, blob.size_bytes, blob.media_type)
        return cls(number, entry, step, blob=kept)


class LayerMoving:
    """Moves layers into one container. USER and WORKDIR of the history hold for what follows."""

    def __init__(
        self, workshop: Workshop, container_id: str, output: Output, cancel: CancelToken
    ) -> None:
        self._shop = workshop
        self._id = container_id
        self._output = output
        self._cancel = cancel
        self._user = ""
        self._working_dir = ""

    def move(self, moved: Moved, config: ConfigChanges | None) -> None:
        """Do it, and keep it as a mark; with `config` what the image shall say from here on.

        Raises RebaseFailedError, CommandNotFoundError, Cancelled, and what a start raises.
        """
        if moved.commands:
            self._start()
            for line in moved.commands:
                self._run(moved, line)
        elif moved.blob is not None:
            self._take_over(moved.blob)
        elif moved.step.keyword == "USER":
            self._user = moved.step.operand
        if moved.step.keyword == "WORKDIR":
            self._working_dir = moved.step.operand
        container = self._shop.marks.mark(
            self._id,
            "",
            created_by=_told(moved),
            config=config,
            may_be_empty=True,
            blob=moved.blob,
        )
        self._shop.events.publish(ContainerChanged(container))

    def _start(self) -> None:
        containers = self._shop.containers
        _directory, record = containers.record(self._id)
        if containers.as_model(record).state is not ContainerState.RUNNING:
            self._shop.events.publish(ContainerChanged(containers.start(self._id, self._cancel)))

    def _run(self, moved: Moved, line: str) -> None:
        request = ExecRequest(
            shell_line=line,
            user=self._user,
            working_dir=self._working_dir,
            is_recorded=False,
        )
        run = self._shop.execute(self._id, request, self._output, self._cancel)
        if run.was_cancelled:
            raise Cancelled
        if run.failure:
            raise RebaseFailedError(moved.number, line, run.failure)

    def _take_over(self, blob: KeptBlob) -> None:
        """Unpack a layer as what the container wrote, into an upper directory that is empty."""
        containers, places = self._shop.containers, self._shop.places
        containers.stop(self._id, _GRACE_S, self._cancel)
        directory, record = containers.record(self._id)
        last = record.marks[-1].mark.id if record.marks else ""
        self._shop.marks.roll_back(self._id, last)  # what a start leaves behind
        with containers.lock(self._id), storage_errors(places.private):
            _directory, record = containers.record(self._id)
            lowers = containers.starting.lowers(record, self._cancel)
            diff_id = self._unpack(blob, directory.upper, lowers)
        if diff_id != blob.diff_id:
            raise DigestMismatchError(blob.diff_id, diff_id)

    def _unpack(self, blob: KeptBlob, upper: Path, lowers: tuple[Path, ...]) -> str:
        with StoredTar(self._shop.layout, blob.descriptor).opened() as (tar, limits):
            applied = apply_layer(
                tar,
                upper,
                form=self._shop.places.form,
                lowers=lowers,
                algorithm=algorithm_of(blob.diff_id),
                limits=limits,
                cancel=self._cancel,
            )
        return applied.diff_id


def _told(moved: Moved) -> str:
    """For the history: what was run this time; what failed then was not."""
    if moved.commands and moved.step.failed:
        return " && ".join(moved.commands)
    return moved.entry.created_by or moved.entry.comment
