"""An image as an archive describes it, understood but not believed: nothing of its layers is read.

Of each document the digest was checked, where one was promised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.archive.sources import Files
from core.errors import (
    DataError,
    LayerFormatError,
    MalformedDocumentError,
)
from core.layer.entry import shown
from core.oci import media_types
from core.oci.descriptor import Descriptor, verify_content
from core.oci.digest import algorithm_of, hex_of, parse_digest
from core.oci.image_config import ImageConfig
from core.oci.manifest import Manifest
from core.oci.strict_json import SIZE_LIMIT_BYTES
from core.translation import tr_noop

IMAGES_LIMIT = 1000
"""Of one archive."""

_LAYERS_LIMIT = 20_000  # of all images of an archive, those that they share counted for each
_DOCUMENTS_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """An image of an archive.

    `descriptor` is None and `manifest_bytes` b"" where the archive has no manifest of its own
    (Docker's form); `manifest` then lists plain layers by their diffIDs. `files` are the names of
    the layers in the archive, "" for what is not in it.
    """

    name: str  # as it is called there, "" when it is not
    descriptor: Descriptor | None
    manifest: Manifest
    manifest_bytes: bytes
    config: ImageConfig
    config_bytes: bytes
    files: tuple[bytes, ...]
    refusal: str = ""

    @property
    def key(self) -> str:
        """Chooses it in a request."""
        digest = self.descriptor.digest if self.descriptor else self.manifest.config.digest
        return f"{digest} {self.name}" if self.name else digest

    @property
    def is_artifact(self) -> bool:
        """Whether it is something else than an image that is kept as one: a signature, say."""
        return not self.config_bytes


@dataclass(frozen=True, slots=True)
class FoundInside:
    """What the documents of an archive say."""

    images: tuple[Candidate, ...]
    failures: tuple[tuple[str, DataError], ...]  # of images that cannot be read, by name


def blob_name(digest: str) -> bytes:
    """Where a layout keeps a blob (image-layout.md)."""
    return f"blobs/{algorithm_of(digest)}/{hex_of(digest)}".encode()


class Documents:
    """Documents of an archive: each is read and understood once, however many images name it.

    All raise DataError; so does what is too much for one archive.
    """

    def __init__(self, files: Files) -> None:
        self._files = files
        self._contents: dict[bytes, bytes] = {}
        self._manifests: dict[str, Manifest] = {}
        self._configs: dict[bytes, ImageConfig] = {}
        self._size_bytes = 0
        self._images = 0
        self._layers = 0

    def read(self, name: bytes) -> bytes:
        """A document by its name in the archive."""
        if name not in self._contents:
            content = self._files.document(name)
            if len(content) > SIZE_LIMIT_BYTES:
                reason = f"it is larger than {SIZE_LIMIT_BYTES >> 20} MiB"
                raise MalformedDocumentError(tr_noop("document of an image"), reason)
            self._size_bytes += len(content)
            if self._size_bytes > _DOCUMENTS_BYTES:
                reason = f"its documents are larger than {_DOCUMENTS_BYTES >> 20} MiB together"
                raise LayerFormatError("limit", shown(name), reason)
            self._contents[name] = content
        return self._contents[name]

    def checked(self, descriptor: Descriptor) -> bytes:
        """A document of a layout: what its digest says."""
        parse_digest(descriptor.digest)  # before it leads to a file
        content = self.read(blob_name(descriptor.digest))
        verify_content(content, descriptor)
        return content

    def manifest(self, descriptor: Descriptor, *, layer_limit: int) -> Manifest:
        """Understood, after it was checked."""
        content = self.checked(descriptor)
        if descriptor.digest not in self._manifests:
            found = Manifest.from_bytes(content, layer_limit=layer_limit)
            self._manifests[descriptor.digest] = found
        return self._manifests[descriptor.digest]

    def config(self, content: bytes) -> ImageConfig:
        """Understood; `content` is what one of the methods above gave."""
        if content not in self._configs:
            self._configs[content] = ImageConfig.from_bytes(content)
        return self._configs[content]

    def count(self, layers: int) -> None:
        """One image more, of so many layers."""
        self._images += 1
        self._layers += layers
        for count, limit, what in (
            (self._images, IMAGES_LIMIT, "images"),
            (self._layers, _LAYERS_LIMIT, "layers in its images"),
        ):
            if count > limit:
                raise LayerFormatError("limit", "", f"it has over {limit:,} {what}")


def refusal_of(
    files: Files, layers: Sequence[Descriptor], names: Sequence[bytes], here: frozenset[str]
) -> str:
    """Why these layers cannot be brought here, "" when they can. `here` are digests at hand."""
    for number, (layer, name) in enumerate(zip(layers, names, strict=True), start=1):
        media_type = layer.media_type
        if media_type.endswith(media_types.ENCRYPTED_SUFFIX):
            return f"Layer {number} is encrypted, and there is no key for it."
        if media_type not in media_types.LAYERS:
            return f"Layer {number} is of a kind that is not known: {media_type or 'unnamed'}."
        if layer.digest in here:
            continue
        try:
            size_bytes = files.size_of(name)
        except LayerFormatError as error:
            return f"Layer {number} cannot be read: {error.reason}."
        except DataError:
            if media_type in media_types.FOREIGN_LAYERS:
                return f"Layer {number} is not in the archive: it is to be had from its maker only."
            return f"Layer {number} is missing from the archive."
        if size_bytes != layer.size_bytes:
            return (
                f"Layer {number} is damaged: {layer.size_bytes:,} bytes were promised, "
                f"{size_bytes:,} are there."
            )
    return ""
