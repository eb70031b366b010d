"""The images of an OCI image layout, whichever way it is packed (image-layout.md)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.archive.candidate import (
    Candidate,
    Documents,
    FoundInside,
    blob_name,
    refusal_of,
)
from core.archive.members import INDEX, LAYOUT
from core.archive.sources import Files
from core.archive.words import writable
from core.cancel import CancelToken
from core.errors import DataError, MalformedDocumentError
from core.model import ReadingLimits
from core.oci import annotation_keys, media_types, strict_json
from core.oci.descriptor import Descriptor
from core.oci.image_config import ImageConfig
from core.oci.manifest import ImageIndex, Manifest
from core.oci.platform import Platform
from core.translation import tr_noop

CONTAINERD_NAME = "io.containerd.image.name"
_REFERENCE_TYPE = "vnd.docker.reference.type"  # buildkit, attestation-storage.md
_NESTING_LIMIT = 4
_INDEXES_LIMIT = 1000
_CONFIGS = frozenset({media_types.IMAGE_CONFIG, media_types.DOCKER_CONFIG})
_OLD_MANIFEST = "application/vnd.docker.distribution.manifest.v1"
_VERSION = "1.0.0"


def read_layout(
    files: Files,
    limits: ReadingLimits,
    blobs_here: Callable[[Descriptor], bool],
    cancel: CancelToken,
) -> FoundInside:
    """All images that `index.json` names, also through indexes of several platforms.

    `blobs_here` tells whether the repository has a layer already. Raises DataError when the index
    itself cannot be read, or for too much of everything; what else cannot is a failure.
    """
    version = strict_json.loads(files.document(LAYOUT), "oci-layout").get("imageLayoutVersion")
    if version != _VERSION:
        raise MalformedDocumentError("oci-layout", f"it is of another version than {_VERSION}")
    index = ImageIndex.from_bytes(files.document(INDEX), "index.json")
    walk = _Walk(files, limits, blobs_here, cancel)
    for entry in index.manifests:
        walk.visit(entry, _name_of(entry), ())
    return FoundInside(tuple(walk.images.values()), tuple(walk.failures))


class _Walk:
    """Visits what an index names, and keeps what it finds."""

    def __init__(
        self,
        files: Files,
        limits: ReadingLimits,
        blobs_here: Callable[[Descriptor], bool],
        cancel: CancelToken,
    ) -> None:
        self.images: dict[str, Candidate] = {}
        self.failures: list[tuple[str, DataError]] = []
        self._files = files
        self._limits = limits
        self._blobs_here = blobs_here
        self._cancel = cancel
        self._documents = Documents(files)
        self._seen: set[tuple[str, str]] = set()
        self._indexes = 0

    def visit(self, entry: Descriptor, name: str, parents: tuple[str, ...]) -> None:
        """What one entry leads to."""
        self._cancel.check()
        if (entry.digest, name) in self._seen or _is_attestation(entry):
            return
        self._seen.add((entry.digest, name))
        children: tuple[Descriptor, ...] = ()
        image: Candidate | None = None
        try:
            if entry.media_type in media_types.INDEXES:
                children = self._children(entry, parents)
            else:
                image = self._image(entry, name)
        except DataError as error:
            self.failures.append((name or entry.digest, error))
        if image is not None:
            self._documents.count(len(image.files))
            self.images[image.key] = image
        for one in children:
            self.visit(one, name or _name_of(one), (*parents, entry.digest))

    def _children(self, entry: Descriptor, parents: tuple[str, ...]) -> tuple[Descriptor, ...]:
        self._indexes += 1
        if len(parents) >= _NESTING_LIMIT:
            raise MalformedDocumentError(
                tr_noop("image index"), tr_noop("indexes are nested too deep")
            )
        if self._indexes > _INDEXES_LIMIT:
            raise MalformedDocumentError(
                tr_noop("image index"), f"there are over {_INDEXES_LIMIT:,} of it"
            )
        index = ImageIndex.from_bytes(self._documents.checked(entry))
        _require_type(entry, str(index.rest.get("mediaType", "")), "image index")
        # A tool that copies one platform leaves the others named and away: that is no fault, as
        # long as there is something.
        return tuple(one for one in index.manifests if self._has(one)) or index.manifests

    def _has(self, entry: Descriptor) -> bool:
        try:
            self._files.size_of(blob_name(entry.digest))
        except DataError:
            return False
        return True

    def _image(self, entry: Descriptor, name: str) -> Candidate:
        if entry.media_type.startswith(_OLD_MANIFEST):
            reason = "it is of Docker's first form, which nobody writes any more"
            raise MalformedDocumentError("manifest", reason)
        if entry.media_type and entry.media_type not in media_types.MANIFESTS:
            reason = f"it is no container image ({entry.media_type})"
            raise MalformedDocumentError("manifest", reason)
        content = self._documents.checked(entry)
        manifest = self._documents.manifest(entry, layer_limit=self._limits.layers)
        _require_type(entry, str(strict_json.loads(content, "manifest").get("mediaType") or ""),
                      "manifest")  # fmt: skip
        names = tuple(blob_name(layer.digest) for layer in manifest.layers)
        descriptor = replace(
            entry, media_type=entry.media_type or manifest.media_type, annotations={}
        )
        artifact = _artifact_type(manifest)
        if artifact:
            refusal = f"It is no container image, but something else that is kept so ({artifact})."
            stand_in = tuple(layer.digest for layer in manifest.layers)
            config, config_bytes = ImageConfig(entry.platform or Platform(), stand_in), b""
        else:
            config_bytes = self._documents.checked(manifest.config)
            config = self._documents.config(config_bytes)
            if len(config.diff_ids) != len(manifest.layers):
                reason = f"it has {len(names)} layers, its config {len(config.diff_ids)}"
                raise MalformedDocumentError("manifest", reason)
            here = frozenset(one.digest for one in manifest.layers if self._blobs_here(one))
            refusal = refusal_of(self._files, manifest.layers, names, here)
        return Candidate(
            name, descriptor, manifest, content, config, config_bytes, names, refusal
        )  # fmt: skip


def _name_of(entry: Descriptor) -> str:
    """As its writer called it: a whole name rather than a version alone."""
    name = writable(entry.annotations.get(annotation_keys.REF_NAME, ""))
    whole = writable(entry.annotations.get(CONTAINERD_NAME, ""))
    return name if ":" in name or "/" in name or not whole else whole


def _is_attestation(entry: Descriptor) -> bool:
    is_unknown = entry.platform is not None and entry.platform.is_unknown
    return is_unknown or entry.annotations.get(_REFERENCE_TYPE) == "attestation-manifest"


def _require_type(entry: Descriptor, own: str, document: str) -> None:
    """CVE-2021-41190: what says of itself that it is something else than it was named as."""
    if own and entry.media_type and own != entry.media_type:
        raise MalformedDocumentError(document, tr_noop("it is of another kind than it is named as"))


def _artifact_type(manifest: Manifest) -> str:
    """What it is when it is no image: its artifactType, or its config's (manifest.md)."""
    if manifest.config.media_type in _CONFIGS:
        return ""
    own = manifest.rest.get("artifactType")
    return str(own or manifest.config.media_type or "unnamed")
