"""Capturing a container as a new image.

Order: the blobs of its layers, config and manifest are durable, then the reference, and only then
do a stopped container's directories become the unpacked layers. Killed at any moment, the image is
either whole or absent, and nothing that was written in the container is lost.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from core.cancel import CancelToken
from core.engine.container_record import (
    ContainerDirectory,
    ContainerRecord,
    KeptBlob,
    Sealing,
)
from core.engine.containers import Containers
from core.engine.images import Identity, ImageActions, as_oci
from core.engine.next_image import Step, configuration, labels_of, run_on
from core.engine.own_layers import OwnLayer, own_layers, paths_to_leave_out
from core.engine.places import Places
from core.engine.sealing import begin_sealing, complete_sealing, settled
from core.errors import DataError, ImageGoneError, NothingChangedError
from core.layer import CapturedLayer, GzipSink, capture_upper, has_changes, remove_tree
from core.model import ContainerState, Image, SnapshotRequest
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.image_config import ImageConfig, format_time
from core.progress import Progress, Report
from core.recording import Recording, as_history_text
from core.snapshot import CachedLayer, LayerCache
from core.store import ImageLayout, StoredImage, read_model_image
from core.store.durable import storage_errors
from core.store.packed_here import remember_packed
from core.translation import tr_noop


@dataclass(frozen=True, slots=True)
class _Taken:
    """One of the container's layers and what became of it; without `blob` it is none of its own."""

    layer: OwnLayer
    blob: Descriptor | None = None
    diff_id: str | None = None
    captured: CapturedLayer | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all that is in the container is in the image."""
        return self.captured is None or not (self.captured.omitted or self.captured.left_out)


@dataclass(frozen=True, slots=True)
class _Task:
    """A snapshot under way."""

    request: SnapshotRequest
    identity: Identity
    directory: ContainerDirectory
    record: ContainerRecord
    base: StoredImage
    leave_out: frozenset[bytes]
    cancel: CancelToken
    report: Report


class Capture:
    """Turns what containers wrote into images."""

    def __init__(
        self,
        layout: ImageLayout,
        layers: LayerCache,
        places: Places,
        images: ImageActions,
        containers: Containers,
    ) -> None:
        self._layout = layout
        self._layers = layers
        self._places = places
        self._images = images
        self._containers = containers

    def capture(self, request: SnapshotRequest, cancel: CancelToken, report: Report) -> Image:
        """See Engine.snapshot."""
        identity = Identity(request.name, request.publisher, request.version, request.description)
        leave_out = paths_to_leave_out(request.leave_out)
        self._layout.require_writable()
        self._images.require_free(identity.reference, replace=request.replace)
        with self._containers.lock(request.container_id):
            directory, record = self._containers.record(request.container_id)
            with storage_errors(self._places.private):
                record = settled(directory, record)
            base = self._base_of(record)
            task = _Task(request, identity, directory, record, base, leave_out, cancel, report)
            layers = self._worth_taking(
                task, own_layers(self._containers.starting, directory, record, cancel)
            )
            is_live = self._containers.as_model(record).is_live
            with self._layout.adding():
                taken = [self._take(task, layer) for layer in layers]
                cancel.check()  # from here on it is finished, come what may
                report(Progress(tr_noop("Finishing")))
                config, image = self._publish(task, taken)
                with storage_errors(self._places.private):
                    if is_live or not all(one.is_whole for one in taken):
                        # It stays on its old image, with its marks and its recording: the next
                        # snapshot holds all that once more, and tells of it.
                        self._unpack(image)
                    else:
                        record = run_on(record, base.config.run, config.run)
                        self._seal(directory, record, image, taken)
            return image

    def _base_of(self, record: ContainerRecord) -> StoredImage:
        size_bytes = self._layout.blob_size(record.manifest_digest)
        descriptor = Descriptor(media_types.IMAGE_MANIFEST, record.manifest_digest, size_bytes or 0)
        try:
            return self._layout.read_image(descriptor)
        except DataError as error:
            raise ImageGoneError(record.name, record.image_reference, detail=str(error)) from error

    def _worth_taking(self, task: _Task, layers: Sequence[OwnLayer]) -> list[tuple[OwnLayer, bool]]:
        """Each with whether it becomes a layer. Raises NothingChangedError.

        A mark of which all is left out does not, but stays in the history.
        """
        marks = [(mark, self._is_worth_taking(mark, task.leave_out)) for mark in layers[:-1]]
        since = layers[-1]
        has_new = self._has_changes(since, since.exclude | task.leave_out)
        changes_image = any(is_layer or mark.path is None for mark, is_layer in marks)
        if not has_new and not changes_image:
            if not task.request.even_if_empty:
                raise NothingChangedError(task.record.name)
            has_new = True
        return [*marks, (since, has_new)]

    def _is_worth_taking(self, mark: OwnLayer, leave_out: frozenset[bytes]) -> bool:
        """Whether a mark becomes a layer; all of them have files, or none on purpose."""
        return mark.path is not None and (not leave_out or self._has_changes(mark, leave_out))

    def _has_changes(self, layer: OwnLayer, but: frozenset[bytes]) -> bool:
        assert layer.path is not None
        return has_changes(layer.path, layer.lowers, form=self._places.form, exclude=but)

    def _take(self, task: _Task, wanted: tuple[OwnLayer, bool]) -> _Taken:
        """A layer as a blob. What is no layer is read all the same: it may hold what stays."""
        layer, is_layer = wanted
        if layer.path is None:
            return _Taken(layer)
        blob = layer.kept.blob if layer.kept is not None else None
        if blob is not None and is_layer and not task.leave_out and self._is_here(blob):
            return _Taken(layer, blob.descriptor, blob.diff_id)
        if layer.kept is not None:
            return self._write_layer(task, layer, is_layer=is_layer)
        with self._held_still(task.directory, task.record):
            return self._write_layer(task, layer, is_layer=is_layer)

    def _is_here(self, blob: KeptBlob) -> bool:
        """Whether a layer that was taken over is still there: nobody can remove it now."""
        return self._layout.blob_size(blob.digest) == blob.size_bytes

    @contextmanager
    def _held_still(self, directory: ContainerDirectory, record: ContainerRecord) -> Iterator[None]:
        """Freeze a running container where the computer can; what cannot be frozen goes on.

        It is noted before, so that the next engine thaws it when this one is killed meanwhile.
        """
        container = self._containers.as_model(record)
        if container.state is not ContainerState.RUNNING or not self._containers.limits.pause:
            yield
            return
        with storage_errors(self._places.private):
            directory.hold.touch()
        try:
            self._containers.pause(record.id)
            yield
        finally:
            self._containers.let_go(directory, record)

    def _write_layer(self, task: _Task, layer: OwnLayer, *, is_layer: bool) -> _Taken:
        assert layer.path is not None
        capture = partial(
            capture_upper,
            layer.path,
            form=self._places.form,
            exclude=layer.exclude,
            leave_out=task.leave_out,
            cancel=task.cancel,
            report=task.report,
        )
        if not is_layer:
            return _Taken(layer, captured=capture(lambda _piece: None))
        with self._layout.new_blob() as blob, GzipSink(blob.write) as sink:
            captured = capture(sink.write)
            sink.finish()
            digest, size_bytes = blob.commit()
        remember_packed(self._layout, digest, sink.tar_bytes)
        descriptor = Descriptor(media_types.LAYER_GZIP, digest, size_bytes)
        return _Taken(layer, descriptor, sink.diff_id, captured)

    def _publish(self, task: _Task, taken: Sequence[_Taken]) -> tuple[ImageConfig, Image]:
        created = format_time(datetime.now(UTC))
        base, identity, record = task.base, task.identity, task.record
        changes = record.config
        config = configuration(
            base.config,
            list(_steps(task.directory, record, taken, created)),
            changes,
            created=created,
            author=identity.publisher,
            description=identity.description,
        )
        blobs = [*base.manifest.layers, *(one.blob for one in taken if one.blob is not None)]
        image = self._images.publish(
            identity,
            config,
            list(map(as_oci, blobs)),
            base=read_model_image(self._layout, record.image_reference, base.descriptor),
            created=created,
            replace=task.request.replace,
            own_labels=labels_of(changes),
        )
        return config, image

    def _unpack(self, image: Image) -> None:
        """The layers of a container that goes on are copied, since its files go on changing."""
        stored = self._images.stored(image.reference)
        self._layers.ensure(stored.config.diff_ids, stored.manifest.layers)

    def _seal(
        self,
        directory: ContainerDirectory,
        record: ContainerRecord,
        image: Image,
        taken: Sequence[_Taken],
    ) -> None:
        for one in taken:
            if one.layer.path is not None and one.captured is not None:
                for path in (*one.layer.exclude, *one.captured.sockets):
                    remove_tree(one.layer.path / os.fsdecode(path))
        diff_ids = tuple(layer.diff_id for layer in image.layers)
        record = begin_sealing(
            directory, record, Sealing(image.reference, image.manifest_digest, diff_ids)
        )
        with self._containers.moves.moving(record.id):
            try:
                for one in taken:
                    if one.layer.path and one.captured and one.diff_id:
                        figures = one.captured.entries, one.captured.file_bytes
                        self._layers.seal(one.layer.path, CachedLayer(one.diff_id, *figures))
            finally:
                complete_sealing(directory, record)  # what could not be moved is in its blob
        Recording(directory.commands).clear()


def _steps(
    directory: ContainerDirectory, record: ContainerRecord, taken: Sequence[_Taken], created: str
) -> Iterator[Step]:
    """How the layers were made, oldest first."""
    for one in taken:
        if one.layer.kept is not None:
            mark = one.layer.kept.mark
            yield Step(one.diff_id, format_time(mark.created), mark.created_by, mark.label)
        elif one.diff_id is not None:
            done = record.marks[-1].runs_before if record.marks else 0
            runs = Recording(directory.commands).runs()[done:]
            yield Step(one.diff_id, created, as_history_text(runs))
