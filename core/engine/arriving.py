"""Taking images in, from wherever they come: every byte checked, unpacked, then named.

```
sources ─► layer_intake (threads) ─► blobs ─► unpacked layers ─► manifest, config ─► names
```
A layer is unpacked while the next one comes. Names are the last thing that is written, all at once:
until then nothing of it is to be seen.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from core.cancel import CancelToken
from core.engine.arriving_names import given_names
from core.engine.layer_intake import IncomingTar, LayerIntake
from core.engine.places import Places
from core.engine.transfer_board import TransferBoard
from core.errors import (
    BricklayerError,
    Cancelled,
    DigestMismatchError,
    MalformedDocumentError,
    StorageFullError,
)
from core.layer import limits_for, open_decompressed
from core.layer.verifying import verify_layer
from core.model import Arrivals, NameConflict, Transfer, TransferState
from core.oci import media_types, platform
from core.oci.descriptor import Descriptor, verify_content
from core.oci.digest import algorithm_of
from core.oci.image_config import ImageConfig
from core.oci.manifest import Manifest
from core.progress import Report
from core.snapshot import LayerCache
from core.snapshot.layer_tar import LayerTar, StoredTar
from core.snapshot.side_by_side import SideBySide
from core.store import ImageLayout, read_model_image
from core.store.incoming import IncomingImage, LayerSource
from core.store.layer_index import StoredLayers
from core.store.packed_here import counted_bytes
from core.store.reading_limits import read_limits, require_layer_count
from core.translation import tr_noop

_IS_HERE = "this repository has it"
_SPARE_PARTS = 10


@dataclass(frozen=True, slots=True)
class _Plan:
    """An image whose documents were understood. `manifest` None: one is written here."""

    image: IncomingImage
    config: ImageConfig
    manifest: Manifest | None

    @property
    def is_for_this_machine(self) -> bool:
        return self.config.platform.fits(platform.this_machine())


class Arriving:
    """Stores incoming images; see Travel.import_images and Travel.pull."""

    def __init__(self, layout: ImageLayout, layers: LayerCache, places: Places) -> None:
        self._layout = layout
        self._layers = layers
        self._places = places

    def take(
        self,
        images: Sequence[IncomingImage],
        conflict: NameConflict,
        cancel: CancelToken,
        report: Report,
        on_transfer: Callable[[Transfer], None],
        *,
        side_by_side: int = 1,
    ) -> Arrivals:
        """All of them or none. `side_by_side`: how many layers are read at once.

        Raises ImageExistsError (it is to be refused), DataError, StorageFullError, Cancelled, and
        what the sources raise. What arrived whole before is used by the next try, or swept.
        """
        self._layout.require_writable()
        with self._layout.adding():
            plans = [self._planned(image) for image in images]
            given_names(self._layout, [(p.image.reference, _digest_if_known(p)) for p in plans],
                        conflict)  # fmt: skip
            taking = _Taking(self._layout, self._layers, plans, cancel, report, on_transfer)
            stored = taking.all_layers(side_by_side)
            descriptors = [self._document(plan, stored) for plan in plans]
            cancel.check()
            wanted = [(plan.image.reference, one.digest) for plan, one in
                      zip(plans, descriptors, strict=True)]  # fmt: skip
            names = given_names(self._layout, wanted, conflict)
            self._layout.set_references(
                dict(zip(names, descriptors, strict=True)),
                replace_old=conflict is NameConflict.REPLACE,
            )
        kept_both = [
            (plan.image.reference, name)
            for plan, name in zip(plans, names, strict=True)
            if plan.image.reference != name
        ]
        return Arrivals(
            tuple(
                read_model_image(self._layout, name, descriptor)
                for name, descriptor in dict(zip(names, descriptors, strict=True)).items()
            ),
            tuple(dict.fromkeys(kept_both)),
            taking.new_bytes,
        )

    def _planned(self, image: IncomingImage) -> _Plan:
        config = ImageConfig.from_bytes(image.config)
        limits = read_limits(self._layout)
        require_layer_count(len(image.layers), limits)
        if len(config.diff_ids) != len(image.layers):
            reason = f"it has {len(image.layers)} layers, its config {len(config.diff_ids)}"
            raise MalformedDocumentError("manifest", reason)
        if image.descriptor is None:
            for source, diff_id in zip(image.layers, config.diff_ids, strict=True):
                if source.descriptor.digest != diff_id:
                    raise DigestMismatchError(diff_id, source.descriptor.digest)
            return _Plan(image, config, None)
        manifest = Manifest.from_bytes(image.manifest, layer_limit=limits.layers)
        if [source.descriptor.digest for source in image.layers] != [
            layer.digest for layer in manifest.layers
        ]:
            raise MalformedDocumentError(
                "manifest", tr_noop("its layers are not those that were found")
            )
        verify_content(image.manifest, image.descriptor)
        verify_content(image.config, manifest.config)
        return _Plan(image, config, manifest)

    def _document(self, plan: _Plan, stored: dict[str, Descriptor]) -> Descriptor:
        """Store config and manifest, as they came or (Docker archives) as we write them."""
        image = plan.image
        if plan.manifest is not None and image.descriptor is not None:
            self._put(image.config, plan.manifest.config)
            self._put(image.manifest, image.descriptor)
            return replace(image.descriptor, annotations={}, platform=plan.config.platform)
        manifest = Manifest(
            self._layout.put_document(image.config, media_types.IMAGE_CONFIG),
            tuple(stored[source.descriptor.digest] for source in image.layers),
        )
        descriptor = self._layout.put_document(manifest.to_bytes(), manifest.media_type)
        return replace(descriptor, platform=plan.config.platform)

    def _put(self, content: bytes, descriptor: Descriptor) -> None:
        with self._layout.new_blob(algorithm_of(descriptor.digest)) as blob:
            blob.write(content)
            blob.commit(descriptor)


class _Taking:
    """All layers of one request: fetched side by side, unpacked in their order."""

    def __init__(
        self,
        layout: ImageLayout,
        layers: LayerCache,
        plans: Sequence[_Plan],
        cancel: CancelToken,
        report: Report,
        on_transfer: Callable[[Transfer], None],
    ) -> None:
        self._layout = layout
        self._layers = layers
        self._plans = plans
        self._asked = cancel
        self._cancel = CancelToken()  # of this work: cancelled too when a part of it fails
        sources = [source.descriptor for plan in plans for source in plan.image.layers]
        sizes = [(one.digest, one.size_bytes) for one in sources]
        self._board = TransferBoard(sizes, on_transfer, report, "Bringing layers")
        self._limits = read_limits(layout)
        self._intake = LayerIntake(layout, self._board, limits_for(self._limits, 0))
        self._coming: dict[str, Future[Descriptor]] = {}
        self._here: dict[str, Descriptor] = {}
        self._stored_layers = StoredLayers(layout)
        self._verified: set[tuple[str, str]] = set()  # blobs, with what they were found to be
        self.new_bytes = 0

    def all_layers(self, side_by_side: int) -> dict[str, Descriptor]:
        """What is stored now, by the digests that layers have where they come from."""
        forget = self._asked.on_cancel(self._cancel.cancel)
        missing = self._missing()
        self._require_space(missing)
        self._board.tell()
        try:
            with ThreadPoolExecutor(max(1, side_by_side)) as threads:
                try:
                    for digest, (plan, source) in missing.items():
                        work = self._intake.pack if plan.manifest is None else self._intake.store
                        coming = threads.submit(work, source, self._cancel)
                        coming.add_done_callback(self._stop_after_failure)
                        self._coming[digest] = coming
                    for plan in self._plans:
                        self._unpack(plan)
                    for digest in missing:
                        self.new_bytes += self._stored(digest).size_bytes
                        self._end(digest)
                except BaseException:
                    self._cancel.cancel()  # those that still come are not waited for in vain
                    raise
        except BaseException as error:
            raise self._first_failure(error) from None
        finally:
            forget()
        return {**self._here, **{digest: self._stored(digest) for digest in missing}}

    def _stop_after_failure(self, coming: Future[Descriptor]) -> None:
        if coming.cancelled() or coming.exception() is not None:
            self._cancel.cancel()

    def _missing(self) -> dict[str, tuple[_Plan, LayerSource]]:
        """Layers that have to come, by digest; what is here already is said at once."""
        found: dict[str, tuple[_Plan, LayerSource]] = {}
        for plan in self._plans:
            for source in plan.image.layers:
                wanted = source.descriptor
                if wanted.digest in found or wanted.digest in self._here:
                    continue
                here = (
                    self._stored_layers.by_diff_id(wanted.digest)
                    if plan.manifest is None
                    else self._stored_layers.blob(wanted)
                )
                if here is None:
                    found[wanted.digest] = (plan, source)
                else:
                    self._here[wanted.digest] = here
                    self._board.set(wanted.digest, TransferState.ALREADY_THERE, _IS_HERE)
        return found

    def _require_space(self, missing: dict[str, tuple[_Plan, LayerSource]]) -> None:
        """Better said before than after an hour. What it unpacks to is not known yet."""
        needed = sum(source.descriptor.size_bytes for _plan, source in missing.values())
        disk = os.statvfs(self._layout.path)
        free = disk.f_bavail * disk.f_frsize
        if needed + needed // _SPARE_PARTS > free:
            raise StorageFullError(str(self._layout.path), needed_bytes=needed, free_bytes=free)

    def _stored(self, digest: str) -> Descriptor:
        return self._here.get(digest) or self._coming[digest].result()

    def _unpack(self, plan: _Plan) -> None:
        """Lowest first, each as soon as it is there; for another machine they are only read."""
        diff_ids = plan.config.diff_ids
        digests = [source.descriptor.digest for source in plan.image.layers]
        if not plan.is_for_this_machine:
            for digest, diff_id in zip(digests, diff_ids, strict=True):
                self._verify(self._blob(plan, digest), diff_id)
                self._end(digest)
            return
        unpacked: set[int] = set()

        def told(level: int, is_done: bool) -> None:
            digest, diff_id = digests[level], diff_ids[level]
            if plan.manifest is None:
                return  # it is packed at the same time, which is what is told
            if not is_done:
                unpacked.add(level)
                self._mark(digest, TransferState.UNPACKING)
                return
            if level in unpacked:
                self._verified.add((digest, diff_id))
            elif not self._is_verified(digest, diff_id):
                # It was unpacked from another blob: that this one holds the same is not known.
                self._verify(self._blob(plan, digest), diff_id)
            self._end(digest)

        tars = partial(self._tar_of, plan, digests)
        SideBySide(self._layers, diff_ids, tars, told, self._cancel).run()

    def _is_verified(self, digest: str, diff_id: str) -> bool:
        """Whether that blob was found to be that layer, now or when an image here came."""
        if (digest, diff_id) in self._verified:
            return True
        return digest in self._here and self._stored_layers.is_known(diff_id, digest)

    def _tar_of(self, plan: _Plan, digests: Sequence[str], level: int) -> LayerTar:
        """What comes plain is unpacked from where it comes, beside its being packed."""
        source = plan.image.layers[level]
        if plan.manifest is None and digests[level] in self._coming:
            limits = limits_for(self._limits, source.descriptor.size_bytes)
            return IncomingTar(source, limits, self._cancel)
        return StoredTar(self._layout, self._blob(plan, digests[level]))

    def _blob(self, plan: _Plan, digest: str) -> Descriptor:
        """Where it is stored, under the media type that the image's own manifest says."""
        stored = self._stored(digest)
        self._cancel.check()
        if plan.manifest is None:
            return stored
        return next(one for one in plan.manifest.layers if one.digest == digest)

    def _verify(self, descriptor: Descriptor, diff_id: str) -> None:
        with self._layout.open_blob(descriptor.digest) as blob:
            size_bytes = os.fstat(blob.fileno()).st_size
            counted = counted_bytes(self._layout, descriptor.digest, size_bytes)
            limits = limits_for(self._limits, counted)
            tar = open_decompressed(blob, limits=limits)
            verify_layer(tar, diff_id, limits=limits, cancel=self._cancel)

    def _mark(self, digest: str, state: TransferState) -> None:
        if digest in self._coming:
            self._board.set(digest, state)

    def _end(self, digest: str) -> None:
        self._mark(digest, TransferState.DONE)

    def _first_failure(self, error: BaseException) -> BaseException:
        """Those that were stopped because of another one's failure are not what went wrong."""
        if self._asked.is_cancelled:
            return Cancelled()
        failures = [
            future.exception() for future in self._coming.values() if not future.cancelled()
        ]
        told = [one for one in failures if isinstance(one, BricklayerError)]
        return error if isinstance(error, BricklayerError) or not told else told[0]


def _digest_if_known(plan: _Plan) -> str:
    return plan.image.descriptor.digest if plan.image.descriptor is not None else ""
