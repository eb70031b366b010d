"""Capturing a container as a new image.

Order: the layer's blob, config and manifest are durable, then the reference, and only then does a
stopped container's upper directory become the unpacked layer. Killed at any moment, the image is
either whole or absent, and nothing that was written in the container is lost.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.cancel import CancelToken
from core.engine.container_record import ContainerDirectory, ContainerRecord, Sealing
from core.engine.containers import Containers
from core.engine.images import Identity, ImageActions
from core.engine.places import Places
from core.engine.sealing import complete_sealing, put_aside
from core.errors import DataError, ImageGoneError, NothingChangedError
from core.layer import CapturedLayer, GzipSink, capture_upper, has_changes, remove_tree
from core.model import ContainerState, Image, SnapshotRequest
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.image_config import HistoryEntry, format_time
from core.progress import Progress, Report
from core.recording import Recording, as_history_text
from core.snapshot import CachedLayer, LayerCache
from core.store import ImageLayout, StoredImage, read_model_image
from core.store.durable import storage_errors


class Capture:
    """Turns upper directories into images."""

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
        self._layout.require_writable()
        self._images.require_free(identity.reference, replace=request.replace)
        with self._containers.lock(request.container_id):
            directory, record = self._containers.record(request.container_id)
            base = self._base_of(record)
            lowers = self._containers.starting.lowers(record, cancel)
            exclude = self._containers.starting.noise(record, directory.upper, lowers)
            if not request.even_if_empty and not has_changes(
                directory.upper, lowers, form=self._places.form, exclude=exclude
            ):
                raise NothingChangedError(record.name)
            is_live = self._containers.as_model(record).is_live
            with self._layout.adding():
                with self._held_still(directory, record):
                    layer, diff_id, captured = self._write_layer(
                        directory.upper, exclude, cancel, report
                    )
                cancel.check()  # from here on it is finished, come what may
                report(Progress("Finishing"))
                image = self._publish(request, identity, directory, base, layer, diff_id)
                cached = CachedLayer(diff_id, captured.entries, captured.file_bytes)
                with storage_errors(self._places.private):
                    if is_live or captured.omitted:
                        self._unpack(image)
                    else:
                        noise = {*exclude, *captured.sockets}
                        self._seal(directory, record, image, cached, noise)
                    Recording(directory.commands).clear()
            return image

    def _base_of(self, record: ContainerRecord) -> StoredImage:
        size_bytes = self._layout.blob_size(record.manifest_digest)
        descriptor = Descriptor(media_types.IMAGE_MANIFEST, record.manifest_digest, size_bytes or 0)
        try:
            return self._layout.read_image(descriptor)
        except DataError as error:
            raise ImageGoneError(record.name, record.image_reference, detail=str(error)) from error

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

    def _write_layer(
        self, upper: Path, exclude: frozenset[bytes], cancel: CancelToken, report: Report
    ) -> tuple[Descriptor, str, CapturedLayer]:
        with self._layout.new_blob() as blob, GzipSink(blob.write) as sink:
            captured = capture_upper(
                upper,
                sink.write,
                form=self._places.form,
                exclude=exclude,
                cancel=cancel,
                report=report,
            )
            sink.finish()
            digest, size_bytes = blob.commit()
        layer = Descriptor(media_types.LAYER_GZIP, digest, size_bytes)
        return layer, sink.diff_id, captured

    def _publish(
        self,
        request: SnapshotRequest,
        identity: Identity,
        directory: ContainerDirectory,
        base: StoredImage,
        layer: Descriptor,
        diff_id: str,
    ) -> Image:
        created = format_time(datetime.now(UTC))
        runs = Recording(directory.commands).runs()
        entry = HistoryEntry(
            created=created,
            created_by=as_history_text(runs) or "captured from a container",
            author=identity.publisher,
            comment=identity.description,
        )
        config = base.config.with_layer(diff_id, entry, labels={}, author=identity.publisher)
        record = directory.read()
        base_image = read_model_image(self._layout, record.image_reference, base.descriptor)
        return self._images.publish(
            identity,
            config,
            [*(_as_oci(one) for one in base.manifest.layers), layer],
            base=base_image,
            created=created,
            replace=request.replace,
        )

    def _unpack(self, image: Image) -> None:
        """The layer of a container that goes on is copied, since its files go on changing."""
        stored = self._images.stored(image.reference)
        self._layers.ensure(stored.config.diff_ids, stored.manifest.layers)

    def _seal(
        self,
        directory: ContainerDirectory,
        record: ContainerRecord,
        image: Image,
        layer: CachedLayer,
        noise: Collection[bytes],
    ) -> None:
        for path in noise:
            remove_tree(directory.upper / os.fsdecode(path))
        record = replace(
            record, sealing=Sealing(image.reference, image.manifest_digest, layer.diff_id)
        )
        directory.write(record)
        self._layers.seal(directory.upper, layer)
        if directory.upper.exists():
            put_aside(directory)  # an equal layer was there before
        complete_sealing(directory, record)


def _as_oci(layer: Descriptor) -> Descriptor:
    return replace(layer, media_type=media_types.as_oci_layer(layer.media_type))
