"""The images of a Docker archive (moby, image/tarexport): configs and plain layers by name.

Newer ones are image layouts at the same time; then both halves have to say the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from core.archive.candidate import (
    IMAGES_LIMIT,
    Candidate,
    Documents,
    FoundInside,
    blob_name,
)
from core.archive.members import MANIFEST
from core.archive.sources import Files
from core.archive.words import familiar, writable
from core.errors import DataError, DigestMismatchError, LayerFormatError, MalformedDocumentError
from core.model import ReadingLimits
from core.oci import media_types, strict_json
from core.oci.descriptor import Descriptor
from core.oci.digest import sha256_digest
from core.oci.manifest import Manifest
from core.oci.strict_json import Fields
from core.store.reading_limits import require_layer_count
from core.translation import tr_noop

_DOCUMENT = "manifest.json"
_HEX_NAME = re.compile(rb"(?:.*/)?([0-9a-f]{64})(?:\.json)?")
_BLOB = re.compile(r"blobs/sha256/([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class _Item:
    """One image in manifest.json."""

    config: str
    names: tuple[str, ...]
    layers: tuple[str, ...]


def read_docker(
    files: Files, limits: ReadingLimits, has_diff_id: Callable[[str], bool]
) -> FoundInside:
    """All images that `manifest.json` names.

    Raises DataError when it cannot be read itself, or for too much of everything; what else cannot
    be read is a failure.
    """
    images: dict[str, Candidate] = {}
    failures: list[tuple[str, DataError]] = []
    documents = Documents(files)
    for item in _items(files.document(MANIFEST)):
        shown = item.names[0] if item.names else item.config
        try:
            found = _image(files, documents, item, limits, has_diff_id)
        except DataError as error:
            failures.append((shown, error))
            continue
        for one in found:
            documents.count(len(one.files))
            images[one.key] = one
    return FoundInside(tuple(images.values()), tuple(failures))


def require_agreement(files: Files, layout: FoundInside) -> None:
    """A hybrid shows every reader the same images. Raises MalformedDocumentError.

    Of an image of the layout that cannot be read nothing is compared: it is told of, and not taken.
    """
    known: dict[str, tuple[str, ...]] = {}
    names: dict[str, set[str]] = {}
    for image in layout.images:
        config = image.manifest.config.digest
        known[config] = tuple(layer.digest for layer in image.manifest.layers)
        names.setdefault(familiar(image.name), set()).add(config)
    for item in _items(files.document(MANIFEST)):
        config = _blob_digest(item.config)
        layers = tuple(_blob_digest(name) for name in item.layers)
        tags = [familiar(name) for name in item.names]
        wrong = [tag for tag in tags if tag in names and config not in names[tag]]
        is_unread = config != "" and config not in known and bool(layout.failures)
        if wrong or (known.get(config) != layers and not is_unread):
            reason = "it names other images than index.json does, so nobody knows which are meant"
            raise MalformedDocumentError(_DOCUMENT, reason)


def _items(content: bytes) -> list[_Item]:
    """manifest.json is a list, which strict JSON reads as the member of an object."""
    value = strict_json.loads(b'{"images":' + content + b"}", _DOCUMENT)
    if set(value) != {"images"}:
        raise MalformedDocumentError(_DOCUMENT, tr_noop("it is no list of images"))
    objects = Fields(value, _DOCUMENT).objects("images")
    if len(objects) > IMAGES_LIMIT:
        raise MalformedDocumentError(_DOCUMENT, f"it has over {IMAGES_LIMIT:,} images")
    items = []
    for one in objects:
        fields = Fields(one, _DOCUMENT)
        config, tags, layers = (
            fields.text("Config"),
            fields.texts("RepoTags"),
            fields.texts("Layers"),
        )
        items.append(
            _Item(writable(config), tuple(map(writable, tags)), tuple(map(writable, layers)))
        )
    return items


def _image(
    files: Files,
    documents: Documents,
    item: _Item,
    limits: ReadingLimits,
    has_diff_id: Callable[[str], bool],
) -> list[Candidate]:
    """The image, once for each of its names."""
    name = item.config.encode()
    content = documents.read(name)
    digest = sha256_digest(content)
    promised = _HEX_NAME.fullmatch(name)
    if promised and f"sha256:{promised[1].decode()}" != digest:
        raise DigestMismatchError(f"sha256:{promised[1].decode()}", digest)
    config = documents.config(content)
    require_layer_count(len(item.layers), limits)
    if len(config.diff_ids) != len(item.layers):
        reason = f"it has {len(item.layers)} layers, the config {len(config.diff_ids)}"
        raise MalformedDocumentError(_DOCUMENT, reason)
    layers, refusal = [], ""
    for number, (layer, diff_id) in enumerate(
        zip(item.layers, config.diff_ids, strict=True), start=1
    ):
        size_bytes = 0
        try:
            size_bytes = files.size_of(layer.encode())
        except LayerFormatError as error:
            refusal = refusal or f"Layer {number} cannot be read: {error.reason}."
        except DataError:
            if not has_diff_id(diff_id):
                refusal = refusal or f"Layer {number} is missing from the archive."
        layers.append(Descriptor(media_types.LAYER_TAR, diff_id, size_bytes))
    manifest = Manifest(Descriptor(media_types.IMAGE_CONFIG, digest, len(content)), tuple(layers))
    paths = tuple(layer.encode() for layer in item.layers)
    return [
        Candidate(one, None, manifest, b"", config, content, paths, refusal)
        for one in dict.fromkeys(item.names or ("",))
    ]


def _blob_digest(name: str) -> str:
    """The digest by which a layout calls a file, "" when it is no blob of one."""
    found = _BLOB.fullmatch(name)
    if found is None:
        return ""
    digest = f"sha256:{found[1]}"
    return digest if blob_name(digest).decode() == name else ""
