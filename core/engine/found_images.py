"""Images that are elsewhere, as the window is shown them before anything of them is kept."""

from __future__ import annotations

from core.model import FoundImage
from core.oci import annotation_keys, media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import algorithm_of, hex_of
from core.oci.image_config import ImageConfig
from core.oci.manifest import Manifest
from core.oci.names import join_reference
from core.oci.platform import this_machine
from core.store import ImageLayout, StoredImage
from core.store.images import as_model_image
from core.store.layer_index import StoredLayers

_SHORT_HEX = 12
_LIBRARY = "library/"


class FoundImages:
    """Compares what is found with what this repository has when it is made."""

    def __init__(self, layout: ImageLayout) -> None:
        self._layers = StoredLayers(layout)
        self._names = {name: one.digest for name, one in layout.references()}

    def found(
        self,
        descriptor: Descriptor,
        manifest: Manifest,
        config: ImageConfig,
        reference: str,
        names: tuple[str, ...],
    ) -> FoundImage:
        """One image with a manifest of its own; `reference` is the name that it would have."""
        image = as_model_image(
            reference, StoredImage(descriptor, manifest, config), self._reason_elsewhere
        )
        is_taken = self._names.get(reference, descriptor.digest) != descriptor.digest
        return FoundImage(
            key=descriptor.digest,
            image=image,
            names=names,
            is_here=descriptor.digest in self._names.values(),
            taken_name=is_taken,
            fits_machine=config.platform.fits(this_machine()),
            refusal=self._refusal(manifest),
        )

    def _reason_elsewhere(self, layer: Descriptor, _diff_id: str) -> str:
        return "" if self._layers.blob(layer) is not None else "it has to come"

    def _refusal(self, manifest: Manifest) -> str:
        foreign = [
            layer
            for layer in manifest.layers
            if layer.media_type in media_types.FOREIGN_LAYERS and self._layers.blob(layer) is None
        ]
        if foreign:
            return (
                f"{len(foreign)} of its layers are to be had from their maker only, whose address "
                "is not asked: it cannot be brought here."
            )
        return ""


def name_here(
    repository: str, tag: str, descriptor: Descriptor, manifest: Manifest, config: ImageConfig
) -> str:
    """How a remote image is called here: as its maker wrote it, where that is the same name.

    Registries know small letters only: `webapp:1.0` becomes WebApp:1.0 again when it says so.
    """
    facts = {**config.run.labels, **manifest.annotations}
    title = facts.get(annotation_keys.TITLE, "")
    version = facts.get(annotation_keys.VERSION, "")
    name = repository.removeprefix(_LIBRARY)
    is_ascii = title.isascii() and version.isascii()  # others have small letters that deceive
    is_same = title.lower() in (name, name.rpartition("/")[2]) and version.lower() == tag.lower()
    if title and version and is_ascii and is_same:
        return join_reference(title, version)
    if tag:
        return join_reference(name, tag)
    digest = descriptor.digest
    return f"{name}@{algorithm_of(digest)}:{hex_of(digest)[:_SHORT_HEX]}"
