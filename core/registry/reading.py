"""Manifests and configs of a remote image: few small documents, each checked by us.

No layer is read. What the registry says of itself (`Docker-Content-Digest`) is not believed.
"""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from core.cancel import CancelToken
from core.errors import (
    BricklayerError,
    DigestMismatchError,
    MalformedDocumentError,
    RegistryMisbehavedError,
    RegistryUnreachableError,
)
from core.model import Problem
from core.oci import media_types, strict_json
from core.oci.descriptor import Descriptor, verify_content
from core.oci.digest import algorithm_of, digest_by
from core.oci.image_config import ImageConfig
from core.oci.manifest import ImageIndex, Manifest
from core.registry.answers import DOCUMENT_LIMIT_BYTES
from core.registry.connection import RegistryConnection
from core.registry.reference import RemoteReference
from core.translation import tr_noop

_ACCEPTED = (
    media_types.IMAGE_INDEX,
    media_types.DOCKER_MANIFEST_LIST,
    media_types.IMAGE_MANIFEST,
    media_types.DOCKER_MANIFEST,
)
_CONFIGS = (media_types.IMAGE_CONFIG, media_types.DOCKER_CONFIG)
_NESTING_LIMIT = 4
_INDEXES_LIMIT = 50  # in one another, or beside one another in one
_PLATFORMS_LIMIT = 200
_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class RemoteImage:
    """One image for one platform: its documents, byte for byte, and what they say."""

    descriptor: Descriptor
    manifest: Manifest
    config: ImageConfig
    manifest_bytes: bytes
    config_bytes: bytes


@dataclass(frozen=True, slots=True)
class RemoteImages:
    """What a reference names: `descriptor` is a manifest's, or that of an index of `images`."""

    reference: RemoteReference
    descriptor: Descriptor
    images: tuple[RemoteImage, ...]
    problems: tuple[Problem, ...]


class DocumentReader:
    """Reads documents of one repository."""

    def __init__(
        self,
        connection: RegistryConnection,
        reference: RemoteReference,
        cancel: CancelToken,
        *,
        layer_limit: int,
    ) -> None:
        self._connection = connection
        self._reference = reference
        self._place = f"/v2/{reference.repository}"
        self._scope = f"repository:{reference.repository}:pull"
        self._cancel = cancel
        self._layer_limit = layer_limit
        self._indexes = 0  # that were read

    def read(self, keys: Collection[str] = ()) -> RemoteImages:
        """All images that the reference names, or those whose manifests have these digests.

        One that cannot be read is a problem, and all others go on; a reference that names only one
        raises. Raises RegistryError, DataError, Cancelled.
        """
        top, content = self._manifest(self._reference.target, _ACCEPTED, None)
        if top.media_type not in media_types.INDEXES:
            image = self._image(top, content)
            return RemoteImages(self._reference, top, (image,), ())
        entries = self._entries(content, _NESTING_LIMIT)
        wanted = [one for one in entries if not keys or one.digest in keys]
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            found = list(threads.map(self._image_or_problem, wanted[:_PLATFORMS_LIMIT]))
        images = tuple(one for one in found if isinstance(one, RemoteImage))
        problems = [one for one in found if isinstance(one, Problem)]
        if len(wanted) > _PLATFORMS_LIMIT:
            sentence = (
                f"It names {len(wanted):,} images; only the first {_PLATFORMS_LIMIT} were read."
            )
            problems.append(Problem(self._reference.as_short, sentence))
        return RemoteImages(self._reference, top, images, tuple(problems))

    def _entries(self, content: bytes, nesting: int) -> list[Descriptor]:
        """Manifests of an index and of those in it; attestations are left out."""
        self._indexes += 1
        if not nesting or self._indexes > _INDEXES_LIMIT:
            raise MalformedDocumentError(
                tr_noop("image index"), tr_noop("too many indexes are in one another")
            )
        found: list[Descriptor] = []
        for entry in ImageIndex.from_bytes(content).manifests:
            if entry.media_type in media_types.INDEXES:
                _top, inner = self._manifest(entry.digest, media_types.INDEXES, entry)
                found += self._entries(inner, nesting - 1)
            elif entry.media_type in media_types.MANIFESTS and not _is_no_image(entry):
                found.append(entry)
        return list({entry.digest: entry for entry in found}.values())

    def _image_or_problem(self, entry: Descriptor) -> RemoteImage | Problem:
        try:
            descriptor, content = self._manifest(entry.digest, media_types.MANIFESTS, entry)
            return self._image(descriptor, content)
        except RegistryUnreachableError:
            raise  # it is not this image's fault
        except BricklayerError as error:
            name = entry.platform.as_text if entry.platform else ""
            return Problem(name or entry.digest, str(error))

    def _image(self, descriptor: Descriptor, content: bytes) -> RemoteImage:
        manifest = Manifest.from_bytes(content, layer_limit=self._layer_limit)
        if manifest.config.media_type not in _CONFIGS:
            kind = manifest.config.media_type or "of no type"
            raise MalformedDocumentError("manifest", f"it is no image: its config is {kind}")
        config_bytes = self._config(manifest.config)
        config = ImageConfig.from_bytes(config_bytes)
        if len(config.diff_ids) != len(manifest.layers):
            reason = f"it has {len(manifest.layers)} layers, its config {len(config.diff_ids)}"
            raise MalformedDocumentError("manifest", reason)
        return RemoteImage(descriptor, manifest, config, content, config_bytes)

    def _manifest(
        self, target: str, accepted: Collection[str], expected: Descriptor | None
    ) -> tuple[Descriptor, bytes]:
        path = f"{self._place}/manifests/{target}"
        headers = {"Accept": ", ".join(sorted(accepted))}
        with self._connection.request(
            "GET", path, scope=self._scope, headers=headers, cancel=self._cancel
        ) as answer:
            media_type = answer.require_type(accepted)
            content = answer.document()
        algorithm = algorithm_of(target) if ":" in target else "sha256"
        digest = digest_by(algorithm, content)
        wanted = target if ":" in target else digest
        if digest != wanted:
            raise DigestMismatchError(wanted, digest)
        if expected is not None and len(content) != expected.size_bytes:
            raise DigestMismatchError(wanted, f"{len(content):,} bytes")
        if expected is not None and media_type != expected.media_type:
            raise self._misbehaved("it sends a document of another type than its index says")
        # Both are told; that they disagree is how one document is passed off as two.
        said = strict_json.loads(content, "manifest").get("mediaType", media_type)
        if said != media_type:
            raise self._misbehaved("it sends a document under another type than that says")
        return Descriptor(media_type, digest, len(content)), content

    def _config(self, descriptor: Descriptor) -> bytes:
        if descriptor.size_bytes > DOCUMENT_LIMIT_BYTES:
            raise MalformedDocumentError(tr_noop("image config"), tr_noop("it is too large"))
        path = f"{self._place}/blobs/{descriptor.digest}"
        with self._connection.request(
            "GET", path, scope=self._scope, cancel=self._cancel
        ) as answer:
            content = b"".join(answer.pieces(descriptor.size_bytes))
        verify_content(content, descriptor)
        return content

    def _misbehaved(self, what: str) -> RegistryMisbehavedError:
        return RegistryMisbehavedError(self._reference.registry, what)


def _is_no_image(entry: Descriptor) -> bool:
    """Attestations say that they are for no platform (buildkit's attestation-storage.md)."""
    return entry.platform is not None and entry.platform.is_unknown
