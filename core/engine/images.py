"""What the built-in engine does with images: make bases, add layers, explain and remove."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from core.base_images import find_source
from core.cancel import CancelToken
from core.engine.places import Places
from core.errors import ImageExistsError, ImageInUseError
from core.layer import GzipSink
from core.model import BaseImageRequest, Container, Image, RemovalPlan
from core.oci import annotation_keys, media_types
from core.oci.descriptor import Descriptor
from core.oci.image_config import HistoryEntry, ImageConfig, format_time
from core.oci.manifest import Manifest
from core.oci.names import (
    check_description,
    check_image_name,
    check_publisher,
    check_version,
    join_reference,
)
from core.oci.platform import this_machine
from core.progress import Progress, Report
from core.snapshot import LayerCache
from core.store import ImageLayout, StoredImage, list_images, read_model_image
from core.store.collect import reachable_blobs
from core.store.packed_here import remember_packed
from core.store.reading_limits import read_limits
from core.translation import tr_noop


class Identity:
    """Name, publisher and version, checked. Raises NameGrammarError."""

    def __init__(self, name: str, publisher: str, version: str, description: str) -> None:
        self.name = check_image_name(name)
        self.publisher = check_publisher(publisher)
        self.version = check_version(version)
        self.description = check_description(description)
        self.reference = join_reference(self.name, self.version)

    def facts(self, created: str, base: Image | None) -> dict[str, str]:
        """For the manifest's annotations and the config's labels (annotations.md)."""
        facts = {
            annotation_keys.TITLE: self.name,
            annotation_keys.VENDOR: self.publisher,
            annotation_keys.VERSION: self.version,
            annotation_keys.CREATED: created,
            annotation_keys.DESCRIPTION: self.description,
            annotation_keys.BASE_NAME: base.reference if base else "",
            annotation_keys.BASE_DIGEST: base.manifest_digest if base else "",
        }
        return {key: fact for key, fact in facts.items() if fact}


class ImageActions:
    """All that changes references."""

    def __init__(self, layout: ImageLayout, layers: LayerCache, places: Places) -> None:
        self._layout = layout
        self._layers = layers
        self._places = places

    def require_free(self, reference: str, *, replace: bool) -> None:
        """Raises ImageExistsError before much work is done for nothing."""
        if not replace and any(name == reference for name, _ in self._layout.references()):
            raise ImageExistsError(reference)

    def make_base(self, request: BaseImageRequest, cancel: CancelToken, report: Report) -> Image:
        """See Engine.make_base_image."""
        identity = Identity(request.name, request.publisher, request.version, request.description)
        self._layout.require_writable()
        self.require_free(identity.reference, replace=request.replace)
        source = find_source(request.source)
        with self._layout.adding():
            with self._layout.new_blob() as blob, GzipSink(blob.write) as sink:
                described = source.write_rootfs(
                    request,
                    sink.write,
                    self._places.scratch,
                    cancel=cancel,
                    report=report,
                    limits=read_limits(self._layout),
                )
                cancel.check()
                report(Progress(tr_noop("Storing")))
                sink.finish()
                digest, size_bytes = blob.commit()
            remember_packed(self._layout, digest, sink.tar_bytes)
            created = format_time(datetime.now(UTC))
            config = ImageConfig(
                platform=this_machine(),
                diff_ids=(sink.diff_id,),
                run=described.run,
                history=(
                    HistoryEntry(created, described.created_by, identity.publisher,
                                 identity.description),
                ),
                created=created,
                author=identity.publisher,
            )  # fmt: skip
            layer = Descriptor(media_types.LAYER_GZIP, digest, size_bytes)
            return self.publish(
                identity, config, [layer], base=None, created=created, replace=request.replace
            )

    def publish(
        self,
        identity: Identity,
        config: ImageConfig,
        layers: list[Descriptor],
        *,
        base: Image | None,
        created: str,
        replace: bool,
        own_labels: Mapping[str, str] | None = None,
    ) -> Image:
        """Store config and manifest and let the reference name them. Layers are durable already.

        `own_labels` are kept whatever they are called; what `identity` says goes before them. The
        caller holds `adding`. Raises ImageExistsError.
        """
        facts = identity.facts(created, base)
        kept = {
            key: label
            for key, label in config.run.labels.items()
            if not key.startswith(annotation_keys.PREFIX)  # they describe the base, not this one
        }
        run = dataclasses.replace(config.run, labels={**kept, **(own_labels or {}), **facts})
        config = dataclasses.replace(config, run=run)
        manifest = Manifest(
            self._layout.put_document(config.to_bytes(), media_types.IMAGE_CONFIG),
            tuple(layers),
            facts,
        )
        stored = self._layout.put_document(manifest.to_bytes(), media_types.IMAGE_MANIFEST)
        descriptor = Descriptor(
            stored.media_type, stored.digest, stored.size_bytes, platform=config.platform
        )
        self._layout.set_reference(identity.reference, descriptor, replace_old=replace)
        return read_model_image(self._layout, identity.reference, descriptor)

    def stored(self, reference: str) -> StoredImage:
        """The documents of an image. Raises ImageNotFoundError, DataError."""
        return self._layout.read_image(self._layout.resolve(reference))

    def removal_plan(self, reference: str, containers: Iterable[Container]) -> RemovalPlan:
        """See Engine.removal_plan."""
        images, _problems = list_images(self._layout)
        image = next((one for one in images if one.reference == reference), None)
        descriptor = self._layout.resolve(reference)
        others = [one for name, one in self._layout.references() if name != reference]
        own = reachable_blobs(self._layout, [descriptor]) if image is not None else {}
        kept = reachable_blobs(self._layout, others)
        return RemovalPlan(
            reference=reference,
            images_on_top=_standing_on(image, images) if image is not None else (),
            containers=_containers_of(image, images, containers) if image is not None else (),
            freed_bytes=sum(size for digest, size in own.items() if digest not in kept),
            kept_bytes=sum(size for digest, size in own.items() if digest in kept),
        )

    def remove(self, reference: str, containers: Callable[[], Iterable[Container]]) -> Descriptor:
        """Forget a reference that nothing stands on; what it named, to be swept afterwards.

        `containers` is asked while nobody can make one. See Engine.remove_image.
        """
        with self._layout.sweeping():
            descriptor = self._layout.resolve(reference)
            plan = self.removal_plan(reference, containers())
            if not plan.is_allowed:
                raise ImageInUseError(reference, plan.images_on_top, plan.containers)
            self._layout.remove_reference(reference)
            return descriptor

    def named(self, name: str, version: str) -> tuple[Descriptor, ...]:
        """What has that name and version now: () when nothing has."""
        wanted = join_reference(name.strip(), version.strip())
        return tuple(found for known, found in self._layout.references() if known == wanted)


def _standing_on(image: Image, images: Iterable[Image]) -> tuple[str, ...]:
    return tuple(
        other.reference
        for other in images
        if image.layers and any(
            layer.chain_id == image.top_chain_id for layer in other.layers[:-1]
        )
    )  # fmt: skip


def _containers_of(
    image: Image, images: Iterable[Image], containers: Iterable[Container]
) -> tuple[str, ...]:
    """Containers that would lose their image: another name of the same manifest serves as well."""
    has_twin = any(
        other.manifest_digest == image.manifest_digest and other.reference != image.reference
        for other in images
    )
    return tuple(
        container.name
        for container in containers
        if container.manifest_digest == image.manifest_digest and not has_twin
    )


def as_oci(layer: Descriptor) -> Descriptor:
    """As a manifest of ours names a layer, whoever made it."""
    return dataclasses.replace(layer, media_type=media_types.as_oci_layer(layer.media_type))
