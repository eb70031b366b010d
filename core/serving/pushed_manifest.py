"""A manifest that was pushed: read strictly, and named once all that it needs is here."""

from __future__ import annotations

from core.errors import BlobMissingError, DataError, MalformedDocumentError
from core.layer import limits_for, open_decompressed
from core.layer.verifying import verify_layer
from core.model import ReadingLimits
from core.oci import media_types, strict_json
from core.oci.descriptor import Descriptor
from core.oci.digest import algorithm_of
from core.oci.image_config import ImageConfig
from core.oci.manifest import ImageIndex, Manifest
from core.serving.offer import Offer
from core.serving.staging import Staging, require_blob
from core.store.layer_index import StoredLayers
from core.translation import tr_noop

_DOCUMENT = "manifest"


class PushedManifest:
    """For one request. What a manifest names counts as here only in its own repository.

    Otherwise whoever knows the digest of something that is not offered could push a manifest that
    names it, and then pull it.
    """

    def __init__(
        self, offer: Offer, staging: Staging, limits: ReadingLimits, repository: str
    ) -> None:
        self._offer = offer
        self._layout = offer.layout
        self._staging = staging
        self._limits = limits
        self._repository = repository
        self._needed: list[Descriptor] = []
        self._stored = StoredLayers(offer.layout)

    def checked(self, content: bytes, kind: str, digest: str) -> Descriptor:
        """What it is. Raises MalformedDocumentError, BlobMissingError and others of DataError."""
        value = strict_json.loads(content, _DOCUMENT)
        told = value.get("mediaType", kind)
        kind = kind or str(told)
        if kind not in media_types.MANIFESTS | media_types.INDEXES:
            raise MalformedDocumentError(
                _DOCUMENT, tr_noop("it is of a kind that is not taken here")
            )
        if told != kind:
            raise MalformedDocumentError(_DOCUMENT, tr_noop("it is of another kind than was said"))
        if kind in media_types.INDEXES:
            self._check_index(ImageIndex.from_bytes(content))
        else:
            self._check_image(Manifest.from_bytes(content))
        return Descriptor(kind, digest, len(content))

    def stage(self, content: bytes, descriptor: Descriptor) -> None:
        """Keep it for an index that is yet to come. Raises StorageFullError."""
        is_new = self._layout.blob_size(descriptor.digest) is None
        with self._layout.adding():
            self._put(content, descriptor)
        self._staging.add_document(self._repository, descriptor, is_new=is_new)

    def name(self, content: bytes, descriptor: Descriptor, reference: str) -> None:
        """Make it an image of this repository, durably. Raises ImageExistsError, DataError."""
        with self._layout.adding():
            for needed in self._needed:  # since it was checked a sweep may have passed
                require_blob(self._layout, needed.digest, needed.size_bytes)
            self._put(content, descriptor)
            self._layout.read_image(descriptor)
            self._layout.set_reference(reference, descriptor, replace_old=False)
        self._staging.forget_new(descriptor)

    def _put(self, content: bytes, descriptor: Descriptor) -> None:
        with self._layout.new_blob(algorithm_of(descriptor.digest)) as blob:
            blob.write(content)
            blob.commit(descriptor)

    def _check_index(self, index: ImageIndex) -> None:
        if not index.manifests:
            raise MalformedDocumentError(_DOCUMENT, tr_noop("it is an index of nothing"))
        for entry in index.manifests:
            found = self._staging.document(self._repository, entry.digest)
            found = found or self._offer.document(self._repository, entry.digest)
            if found is None:
                raise BlobMissingError(entry.digest)
            if (found.size_bytes, found.media_type) != (entry.size_bytes, entry.media_type):
                raise MalformedDocumentError(
                    _DOCUMENT, tr_noop("it tells a wrong size or kind of a part")
                )
            self._need(entry)

    def _check_image(self, manifest: Manifest) -> None:
        if len(manifest.layers) > self._limits.layers:
            reason = f"it has over {self._limits.layers} layers"
            raise MalformedDocumentError(_DOCUMENT, reason)
        self._need_blob(manifest.config)
        if manifest.config.size_bytes > strict_json.SIZE_LIMIT_BYTES:
            raise MalformedDocumentError("config", tr_noop("it is too large"))
        config = ImageConfig.from_bytes(self._layout.read_blob(manifest.config))
        if len(config.diff_ids) != len(manifest.layers):
            reason = f"it has {len(manifest.layers)} layers, its config {len(config.diff_ids)}"
            raise MalformedDocumentError(_DOCUMENT, reason)
        for layer in manifest.layers:
            if layer.media_type not in media_types.FOREIGN_LAYERS:
                self._need_blob(layer)
        for layer, diff_id in zip(manifest.layers, config.diff_ids, strict=True):
            self._check_layer(layer, diff_id)

    def _check_layer(self, layer: Descriptor, diff_id: str) -> None:
        """By the one strict reader, to its last byte, unless an image here has it."""
        is_readable = layer.media_type in media_types.LAYERS - media_types.FOREIGN_LAYERS
        if not is_readable or self._stored.is_known(diff_id, layer.digest):
            return
        with self._layout.open_blob(layer.digest) as blob:
            limits = limits_for(self._limits, layer.size_bytes)
            verify_layer(open_decompressed(blob, limits=limits), diff_id, limits=limits)

    def _need_blob(self, part: Descriptor) -> None:
        size_bytes = self._staging.blob_size(self._repository, part.digest)
        if size_bytes is None:
            size_bytes = self._offer.blob_size(self._repository, part.digest)
        if size_bytes is None:
            raise BlobMissingError(part.digest)
        if size_bytes != part.size_bytes:
            raise MalformedDocumentError(_DOCUMENT, tr_noop("it tells a wrong size of a part"))
        self._need(part)

    def _need(self, part: Descriptor) -> None:
        try:
            require_blob(self._layout, part.digest, part.size_bytes)
        except DataError as error:
            raise BlobMissingError(part.digest) from error
        self._needed.append(part)
