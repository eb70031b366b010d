"""Which layers a repository has: by their blobs, and by what they are unpacked."""

from __future__ import annotations

from core.errors import BricklayerError
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.store.layout import ImageLayout


class StoredLayers:
    """As they are when it is made; images that cannot be read are passed over."""

    def __init__(self, layout: ImageLayout) -> None:
        self._layout = layout
        self._by_diff_id: dict[str, Descriptor] | None = None
        self._pairs: set[tuple[str, str]] = set()

    def blob(self, wanted: Descriptor) -> Descriptor | None:
        """`wanted` when its blob is here, of the right size; None when it is not."""
        return wanted if self._layout.blob_size(wanted.digest) == wanted.size_bytes else None

    def by_diff_id(self, diff_id: str) -> Descriptor | None:
        """A blob that unpacks to that diffID, as an OCI layer; None when no image here has one."""
        return self._read().get(diff_id)

    def is_known(self, diff_id: str, digest: str) -> bool:
        """Whether an image here says that this blob unpacks to that diffID."""
        self._read()
        return (diff_id, digest) in self._pairs

    def _read(self) -> dict[str, Descriptor]:
        if self._by_diff_id is None:
            self._by_diff_id = self._found()
        return self._by_diff_id

    def _found(self) -> dict[str, Descriptor]:
        found: dict[str, Descriptor] = {}
        for _name, descriptor in self._layout.references():
            try:
                stored = self._layout.read_image(descriptor)
            except BricklayerError:
                continue  # it is told of where images are listed
            for diff_id, layer in zip(stored.config.diff_ids, stored.manifest.layers, strict=True):
                if layer.media_type in media_types.LAYERS and self.blob(layer) is not None:
                    media_type = media_types.as_oci_layer(layer.media_type)
                    self._pairs.add((diff_id, layer.digest))
                    found[diff_id] = Descriptor(media_type, layer.digest, layer.size_bytes)
        return found
