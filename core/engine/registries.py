"""Remote repositories: looking, pulling, pushing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.cancel import CancelToken
from core.engine.arriving import Arriving
from core.engine.found_images import FoundImages, name_here
from core.engine.sending_blobs import SendingBlobs
from core.errors import BlobMissingError, DigestMismatchError, NotSupportedError
from core.model import (
    Arrivals,
    FoundImage,
    PullRequest,
    Pushed,
    PushRequest,
    RegistryAccess,
    RegistryListing,
    RemoteLook,
    Transfer,
)
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.manifest import ImageIndex, Manifest
from core.oci.names import check_image_name, check_version, join_reference, split_reference
from core.oci.platform import this_machine
from core.progress import Progress, Report
from core.store import ImageLayout
from core.store.incoming import IncomingImage
from core.store.reading_limits import read_limits
from core.translation import tr_noop

if TYPE_CHECKING:  # what talks over the network is imported with the first question
    from core.registry.connection import RegistryConnection
    from core.registry.known_places import KnownPlaces
    from core.registry.reading import RemoteImage, RemoteImages
    from core.registry.reference import RemoteReference

_AT_ONCE = 4


class Registries:
    """See the registries' part of core.engine.travel."""

    def __init__(self, layout: ImageLayout, arriving: Arriving) -> None:
        self._layout = layout
        self._arriving = arriving

    def look(
        self, reference: str, access: RegistryAccess, cancel: CancelToken, report: Report
    ) -> RemoteLook:
        """See Travel.look_at_remote."""
        remote = _parsed(reference)
        report(Progress(f"Looking at {remote.as_short}", unit="steps"))
        with _connected(remote.registry, access) as connection:
            found = self._read(connection, remote, cancel)
            images = self._found(found)
            return RemoteLook(
                reference=remote.as_text,
                digest=found.descriptor.digest,
                images=tuple(sorted(images, key=lambda one: not one.fits_machine)),
                problems=found.problems,
                is_plain=connection.is_plain,
                login=connection.login_name,
            )

    def repositories(
        self, registry: str, text: str, access: RegistryAccess, cancel: CancelToken
    ) -> RegistryListing:
        """See Travel.remote_repositories."""
        from core.registry.listing import repositories

        with _connected(registry, access) as connection:
            return repositories(connection, text, cancel)

    def tags(self, repository: str, access: RegistryAccess, cancel: CancelToken) -> RegistryListing:
        """See Travel.remote_tags."""
        from core.registry.listing import tags

        remote = _parsed(repository)
        with _connected(remote.registry, access) as connection:
            return tags(connection, remote, cancel)

    def pull(
        self,
        request: PullRequest,
        cancel: CancelToken,
        report: Report,
        on_transfer: Callable[[Transfer], None],
    ) -> Arrivals:
        """See Travel.pull."""
        self._layout.require_writable()
        remote = _parsed(request.reference)
        if request.digest:  # the tag may have moved since it was looked at
            remote = replace(remote, digest=request.digest)
        with _connected(remote.registry, request.access) as connection:
            found = self._read(connection, remote, cancel, request.keys)
            chosen = _chosen(found, self._found(found), request)
            images = [
                self._incoming(connection, remote, one, reference) for one, reference in chosen
            ]
            arrivals = self._arriving.take(
                images, request.conflict, cancel, report, on_transfer, side_by_side=_AT_ONCE
            )
            self._remember(remote, [one for one, _reference in chosen])
            return arrivals

    def push(
        self,
        request: PushRequest,
        cancel: CancelToken,
        report: Report,
        on_transfer: Callable[[Transfer], None],
    ) -> Pushed:
        """See Travel.push."""
        from core.registry.pushing import Pusher

        remote = _parsed(request.reference)
        if remote.digest:
            raise NotSupportedError(
                tr_noop("Pushing under a digest"),
                tr_noop("a digest follows from the image; give it a version"),
            )
        top = self._layout.resolve(request.local_reference)
        top, manifests = self._outgoing(top)
        stop = CancelToken()
        with contextlib.ExitStack() as ending:
            ending.callback(cancel.on_cancel(stop.cancel))
            connection = ending.enter_context(_connected(remote.registry, request.access))
            pusher = Pusher(connection, remote, self._layout, self._known(), stop)
            blobs = self._blobs([manifest for _descriptor, manifest in manifests])
            sent_bytes = SendingBlobs(pusher, blobs, stop, report, on_transfer).send()
            for descriptor, _manifest in manifests:
                if descriptor.digest != top.digest:
                    content = self._layout.read_blob(descriptor)
                    pusher.put_manifest(content, descriptor, descriptor.digest)
            pusher.put_manifest(self._layout.read_blob(top), top, remote.tag)
        self._known().add(remote.registry, remote.repository, [one.digest for one in blobs])
        return Pushed(remote.as_text, top.digest, sent_bytes)

    def check_login(self, registry: str, access: RegistryAccess, cancel: CancelToken) -> None:
        """See Travel.check_login."""
        from core.registry.authentication import check

        check(registry, access, cancel)

    # --- parts --------------------------------------------------------------------------------

    def _read(
        self,
        connection: RegistryConnection,
        remote: RemoteReference,
        cancel: CancelToken,
        keys: Sequence[str] = (),
    ) -> RemoteImages:
        from core.registry.reading import DocumentReader

        limit = read_limits(self._layout).layers
        return DocumentReader(connection, remote, cancel, layer_limit=limit).read(keys)

    def _found(self, remote: RemoteImages) -> list[FoundImage]:
        here = FoundImages(self._layout)
        reference = remote.reference
        return [
            here.found(
                one.descriptor,
                one.manifest,
                one.config,
                name_here(
                    reference.repository, reference.tag, one.descriptor, one.manifest, one.config
                ),
                (reference.as_text,),
            )
            for one in remote.images
        ]

    def _incoming(
        self,
        connection: RegistryConnection,
        remote: RemoteReference,
        image: RemoteImage,
        reference: str,
    ) -> IncomingImage:
        from core.registry.layers import RemoteLayer

        layers = tuple(
            RemoteLayer(connection, remote.repository, layer) for layer in image.manifest.layers
        )
        return IncomingImage(
            reference, image.descriptor, image.manifest_bytes, image.config_bytes, layers
        )

    def _known(self) -> KnownPlaces:
        from core.registry.known_places import KnownPlaces

        return KnownPlaces(self._layout.private)

    def _remember(self, remote: RemoteReference, images: Sequence[RemoteImage]) -> None:
        digests = [
            part.digest for one in images for part in (one.manifest.config, *one.manifest.layers)
        ]
        self._known().add(remote.registry, remote.repository, digests)

    def _outgoing(self, top: Descriptor) -> tuple[Descriptor, list[tuple[Descriptor, Manifest]]]:
        """What is pushed: an index when all of it is here, else this machine's manifest."""
        if top.media_type in media_types.INDEXES:
            entries = ImageIndex.from_bytes(self._layout.read_blob(top)).manifests
            if entries and all(self._is_whole(entry) for entry in entries):
                return top, [(entry, self._manifest(entry)) for entry in entries]
            top = self._layout.resolve_platform(top)
        return top, [(top, self._manifest(top))]

    def _is_whole(self, entry: Descriptor) -> bool:
        """Other tools keep an index whole, and of its images those that they were asked for."""
        if entry.media_type not in media_types.MANIFESTS or not self._is_here(entry):
            return False
        manifest = self._manifest(entry)
        return all(
            self._is_here(part) or part.media_type in media_types.FOREIGN_LAYERS
            for part in (manifest.config, *manifest.layers)
        )

    def _is_here(self, part: Descriptor) -> bool:
        return self._layout.blob_size(part.digest) == part.size_bytes

    def _manifest(self, descriptor: Descriptor) -> Manifest:
        return Manifest.from_bytes(self._layout.read_blob(descriptor), layer_limit=None)

    def _blobs(self, manifests: Sequence[Manifest]) -> list[Descriptor]:
        """Layers, lowest first, then configs, each once; foreign ones that are not here are left.

        Raises BlobMissingError, DigestMismatchError before anything is sent.
        """
        parts = [layer for manifest in manifests for layer in manifest.layers]
        parts += [manifest.config for manifest in manifests]
        found: dict[str, Descriptor] = {}
        for part in parts:
            size_bytes = self._layout.blob_size(part.digest)
            if size_bytes is None and part.media_type in media_types.FOREIGN_LAYERS:
                continue
            if size_bytes is None:
                raise BlobMissingError(part.digest)
            if size_bytes != part.size_bytes:
                raise DigestMismatchError(part.digest, f"{size_bytes:,} bytes")
            found.setdefault(part.digest, part)
        return list(found.values())


def _chosen(
    remote: RemoteImages, found: Sequence[FoundImage], request: PullRequest
) -> list[tuple[RemoteImage, str]]:
    """Images to be brought, each with its name here. Raises NotSupportedError."""
    pairs = [
        (image, one)
        for image, one in zip(remote.images, found, strict=True)
        if (one.key in request.keys if request.keys else one.fits_machine)
    ]
    what = f"Pulling {remote.reference.as_short}"
    if not pairs:
        raise NotSupportedError(what, _why_none(remote, request))
    if not request.keys:
        pairs = pairs[:1]  # an index may have several variants: the first is the one meant
    for _image, one in pairs:
        if one.refusal:
            raise NotSupportedError(what, one.refusal.rstrip("."))
    several = len(pairs) > 1
    return [(image, _name(_asked_name(request, one), one, several=several)) for image, one in pairs]


def _asked_name(request: PullRequest, found: FoundImage) -> str:
    """Raises NameGrammarError for one that a person thought of, and that is none."""
    reference = request.local_reference or found.image.reference
    if reference == found.image.reference:
        return reference
    name, version = split_reference(reference)
    return join_reference(check_image_name(name), check_version(version))


def _name(reference: str, found: FoundImage, *, several: bool) -> str:
    """Images of several machines need names of their own here."""
    if not several or found.fits_machine:
        return reference
    return f"{reference}-{found.image.platform.replace('/', '-')}"


def _why_none(remote: RemoteImages, request: PullRequest) -> str:
    if request.keys:
        return "what was chosen is no longer there; look at it again"
    platforms = ", ".join(dict.fromkeys(one.config.platform.as_text for one in remote.images))
    if not platforms:
        return "none of its images can be read"
    return f"it is for {platforms}, and this computer is {this_machine().as_text}"


def _parsed(reference: str) -> RemoteReference:
    from core.registry.reference import RemoteReference

    return RemoteReference.parse(reference)


def _connected(registry: str, access: RegistryAccess) -> RegistryConnection:
    from core.registry.connection import RegistryConnection

    return RegistryConnection(registry, access)
