"""Images of an archive beside what this repository has."""

from __future__ import annotations

from dataclasses import replace

from core.archive.candidate import Candidate
from core.errors import BricklayerError
from core.model import FoundImage, Image, Layer
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import sha256_digest
from core.oci.names import join_reference
from core.oci.platform import this_machine
from core.store import ImageLayout, StoredImage
from core.store.images import as_model_image
from core.store.layer_index import StoredLayers


class ArchivedImages:
    """Compares with what is here when it is made."""

    def __init__(self, layout: ImageLayout) -> None:
        self._layout = layout
        self._layers = StoredLayers(layout)
        self._names = dict(layout.references())
        self._by_config: dict[str, Descriptor] | None = None

    def has_blob(self, layer: Descriptor) -> bool:
        """Whether a layer is here, by its digest and size."""
        return self._layers.blob(layer) is not None

    def has_diff_id(self, diff_id: str) -> bool:
        """Whether a layer is here, by what it unpacks to."""
        return self._layers.by_diff_id(diff_id) is not None

    def has_name(self, reference: str) -> bool:
        """Whether an image here is called so."""
        return reference in self._names

    def found(self, image: Candidate, reference: str) -> FoundImage:
        """As the window is shown it; `reference` is the name that it would have here."""
        known = self.as_kept(image)
        digest = known.descriptor.digest if known.descriptor else ""
        descriptor = image.descriptor or Descriptor(media_types.IMAGE_MANIFEST, digest, 0)
        shown = as_model_image(
            reference,
            StoredImage(descriptor, image.manifest, image.config),
            self._reason_by_diff_id if image.descriptor is None else self._reason_by_blob,
        )
        named = self._names.get(reference)
        return FoundImage(
            key=image.key,
            image=shown,
            names=(image.name,) if image.name else (),
            is_here=bool(digest) and digest in {one.digest for one in self._names.values()},
            taken_name=named is not None and named.digest != digest,
            fits_machine=image.config.platform.fits(this_machine()),
            refusal=image.refusal,
        )

    def as_kept(self, image: Candidate) -> Candidate:
        """An image of a Docker archive that is here already, with the manifest that it has here.

        There may be several ways to write one; whoever imports twice gets the same image.
        """
        if image.descriptor is not None:
            return image
        descriptor = self._kept_by_config().get(image.manifest.config.digest)
        if descriptor is None:
            return image
        try:
            stored = self._layout.read_image(descriptor)
            content = self._layout.read_blob(stored.descriptor)
        except BricklayerError:
            return image  # it is damaged: it comes anew
        if not all(map(self.has_blob, stored.manifest.layers)):
            return image
        return replace(
            image, descriptor=stored.descriptor, manifest=stored.manifest, manifest_bytes=content
        )

    def _kept_by_config(self) -> dict[str, Descriptor]:
        if self._by_config is None:
            self._by_config = {}
            for descriptor in self._names.values():
                try:
                    stored = self._layout.read_image(descriptor)
                except BricklayerError:
                    continue  # it is told of where images are listed
                self._by_config[stored.manifest.config.digest] = stored.descriptor
        return self._by_config

    def _reason_by_blob(self, layer: Descriptor, _diff_id: str) -> str:
        return "" if self.has_blob(layer) else "it has to come"

    def _reason_by_diff_id(self, _layer: Descriptor, diff_id: str) -> str:
        return "" if self.has_diff_id(diff_id) else "it has to come"


def as_root_image(key: str, name: str, version: str, publisher: str, size_bytes: int) -> FoundImage:
    """A root file system as the one-layer image that it becomes; its digests are not known yet."""
    layer = Layer("", "", sha256_digest(b""), media_types.LAYER_TAR, size_bytes, available=False)
    image = Image(
        reference=join_reference(name, version),
        name=name,
        publisher=publisher,
        version=version,
        manifest_digest="",
        image_id="",
        layers=(layer,),
        platform=this_machine().as_text,
        is_runnable=False,
    )
    return FoundImage(key, image)
