"""Answers to who stores images here: uploads, and the manifests that make images of them."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable
from http import HTTPStatus

from core.errors import (
    BlobMissingError,
    DigestMismatchError,
    ImageExistsError,
    LayerFormatError,
    MalformedDocumentError,
)
from core.model import ReadingLimits
from core.oci import strict_json
from core.oci.descriptor import Descriptor
from core.oci.digest import ALGORITHMS, algorithm_of, digest_by
from core.oci.names import join_reference
from core.serving.exchange import Exchange, RequestError, too_large
from core.serving.offer import Offer
from core.serving.pushed_manifest import PushedManifest
from core.serving.routes import Kind, Route, is_digest
from core.serving.staging import UPLOADS_AT_ONCE, Staging, Upload
from core.serving.tally import Tally

_CONTENT_RANGE = re.compile(r"(\d{1,15})-(\d{1,15})")
_LOOK_AT_DISK_BYTES = 8 << 20
_MANIFESTS_AT_ONCE = 4  # each may be of eight megabytes, and many times that while it is read


class Pushing:
    """For who knows the token. `named` is told of each new image's local reference."""

    def __init__(
        self,
        offer: Offer,
        staging: Staging,
        tally: Tally,
        limits: ReadingLimits,
        named: Callable[[str], None],
    ) -> None:
        self._offer = offer
        self._staging = staging
        self._tally = tally
        self._limits = limits
        self._named = named
        self._manifests = threading.Semaphore(_MANIFESTS_AT_ONCE)

    def answer(self, exchange: Exchange, route: Route) -> None:
        """Of POST, PATCH, PUT and DELETE, and of GET for an upload. Raises RequestError."""
        match exchange.command, route.kind:
            case "POST", Kind.UPLOADS:
                self._begin(exchange, route)
            case "PATCH", Kind.UPLOAD:
                self._go_on(exchange, route)
            case "PUT", Kind.UPLOAD:
                self._end(exchange, route)
            case "GET" | "HEAD", Kind.UPLOAD:
                self._tell_of(exchange, self._upload(route), HTTPStatus.NO_CONTENT)
            case "DELETE", Kind.UPLOAD:
                upload = self._upload(route)
                with _alone(upload):
                    self._staging.give_up(upload)
                exchange.answer(HTTPStatus.NO_CONTENT)
            case "PUT", Kind.MANIFEST:
                self._take_manifest(exchange, route)
            case _:
                raise not_allowed()

    # --- uploads ------------------------------------------------------------------------------

    def _begin(self, exchange: Exchange, route: Route) -> None:
        mounted, digest = route.asked("mount"), route.asked("digest")
        for given in (mounted, digest):
            if given and not is_digest(given):
                raise wrong_digest()
        algorithm = route.asked("digest-algorithm") or algorithm_of(digest) or "sha256"
        if algorithm not in ALGORITHMS:
            raise wrong_digest()
        if mounted and self._mount(route.repository, mounted, route.asked("from")):
            self._tell_done(exchange, route.repository, mounted)
            return
        upload = self._staging.begin(route.repository, algorithm)
        if upload is None:
            sentence = f"{UPLOADS_AT_ONCE} parts are under way. Try again when some have come."
            raise RequestError(HTTPStatus.TOO_MANY_REQUESTS, "TOOMANYREQUESTS", sentence)
        if digest:
            with _alone(upload):
                self._receive(exchange, upload)
                self._keep(exchange, upload, digest)
            return
        self._tell_of(exchange, upload, HTTPStatus.ACCEPTED)

    def _mount(self, repository: str, digest: str, source: str) -> bool:
        """Whether another repository of this offer has it; that one need not be named."""
        for other in (source,) if source else self._offer.repositories():
            size_bytes = self._offer.blob_size(other, digest)
            if size_bytes is None:
                size_bytes = self._staging.blob_size(other, digest)
            if size_bytes is not None and self._offer.layout.blob_size(digest) == size_bytes:
                self._staging.add_blob(repository, digest, size_bytes)
                return True
        return False

    def _go_on(self, exchange: Exchange, route: Route) -> None:
        upload = self._upload(route)
        with _alone(upload):
            self._check_place(exchange, upload)
            self._receive(exchange, upload)
        self._tell_of(exchange, upload, HTTPStatus.ACCEPTED)

    def _end(self, exchange: Exchange, route: Route) -> None:
        upload = self._upload(route)
        digest = route.asked("digest")
        if not is_digest(digest):
            raise wrong_digest()
        with _alone(upload):
            if exchange.length != 0:
                self._check_place(exchange, upload)
            self._receive(exchange, upload)
            self._keep(exchange, upload, digest)

    def _keep(self, exchange: Exchange, upload: Upload, digest: str) -> None:
        try:
            self._staging.keep(upload, digest)
        except DigestMismatchError as error:
            sentence = "The bytes that came do not have that digest."
            raise RequestError(HTTPStatus.BAD_REQUEST, "DIGEST_INVALID", sentence) from error
        self._tell_done(exchange, upload.repository, digest)

    def _receive(self, exchange: Exchange, upload: Upload) -> None:
        layout, limits = self._offer.layout, self._limits
        length = exchange.length or 0
        if length > self._room() or upload.size_bytes + length > limits.layer_bytes:
            raise _no_room() if length > self._room() else too_large()
        looked_at = upload.size_bytes
        layout.require_writable()
        most = max(0, limits.layer_bytes - upload.size_bytes)
        with self._tally.moving(exchange.peer, upload.repository, is_push=True) as moved:
            for piece in exchange.body(most):
                upload.write(piece)
                moved(len(piece))
                if upload.size_bytes - looked_at > _LOOK_AT_DISK_BYTES:
                    looked_at = upload.size_bytes
                    if self._room() < 0:
                        self._staging.give_up(upload)
                        raise _no_room()

    def _room(self) -> int:
        """Bytes that may still come until the disk is as full as the person allows."""
        disk = os.statvfs(self._offer.layout.path)
        return disk.f_bavail * disk.f_frsize - self._limits.free_bytes

    def _check_place(self, exchange: Exchange, upload: Upload) -> None:
        given = exchange.header("Content-Range").strip().removeprefix("bytes ")
        if not given:
            return
        found = _CONTENT_RANGE.fullmatch(given.partition("/")[0])
        if found is None:
            raise _wrong_size("The Content-Range cannot be understood.")
        first, last = int(found[1]), int(found[2])
        if first != upload.size_bytes:
            raise RequestError(
                HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "BLOB_UPLOAD_INVALID",
                f"The next byte of this part is number {upload.size_bytes}.", _place(upload),
            )  # fmt: skip
        if exchange.length is not None and exchange.length != last - first + 1:
            raise _wrong_size("The Content-Range does not fit the length.")

    def _upload(self, route: Route) -> Upload:
        upload = self._staging.upload(route.repository, route.name)
        if upload is None:
            sentence = "There is no such upload, or it rested too long. Begin again."
            raise RequestError(HTTPStatus.NOT_FOUND, "BLOB_UPLOAD_UNKNOWN", sentence)
        return upload

    def _tell_of(self, exchange: Exchange, upload: Upload, status: HTTPStatus) -> None:
        exchange.answer(status, {**_place(upload), "Docker-Upload-UUID": upload.key})

    def _tell_done(self, exchange: Exchange, repository: str, digest: str) -> None:
        place = f"/v2/{repository}/blobs/{digest}"
        headers = {"Location": place, "Docker-Content-Digest": digest}
        exchange.answer(HTTPStatus.CREATED, headers)

    # --- manifests ----------------------------------------------------------------------------

    def _take_manifest(self, exchange: Exchange, route: Route) -> None:
        with self._manifests:
            self._take(exchange, route, b"".join(exchange.body(strict_json.SIZE_LIMIT_BYTES)))

    def _take(self, exchange: Exchange, route: Route, content: bytes) -> None:
        algorithm = algorithm_of(route.name) if is_digest(route.name) else "sha256"
        digest = digest_by(algorithm, content)
        if is_digest(route.name) and route.name != digest:
            sentence = "The manifest that came does not have that digest."
            raise RequestError(HTTPStatus.BAD_REQUEST, "DIGEST_INVALID", sentence)
        pushed = PushedManifest(self._offer, self._staging, self._limits, route.repository)
        kind = exchange.header("Content-Type").partition(";")[0].strip()
        try:
            descriptor = pushed.checked(content, kind, digest)
            if is_digest(route.name):
                pushed.stage(content, descriptor)
            else:
                self._name(exchange, pushed, content, descriptor, route)
        except BlobMissingError as error:
            sentence = f"{error.digest} has not been pushed into this repository."
            raise RequestError(HTTPStatus.NOT_FOUND, "MANIFEST_BLOB_UNKNOWN", sentence) from error
        except (MalformedDocumentError, LayerFormatError, DigestMismatchError) as error:
            raise RequestError(HTTPStatus.BAD_REQUEST, "MANIFEST_INVALID", str(error)) from error
        headers = {
            "Location": f"/v2/{route.repository}/manifests/{digest}",
            "Docker-Content-Digest": digest,
        }
        exchange.answer(HTTPStatus.CREATED, headers)

    def _name(
        self,
        exchange: Exchange,
        pushed: PushedManifest,
        content: bytes,
        descriptor: Descriptor,
        route: Route,
    ) -> None:
        """A name never comes to mean another image: whoever relies on it was not asked."""
        offered = f"{route.repository}:{route.name}"
        meant = self._offer.tagged(route.repository, route.name)
        if meant is not None and meant.digest == descriptor.digest:
            return  # it is that image already
        reference = join_reference(route.repository, route.name)
        try:
            if meant is not None:
                raise ImageExistsError(reference)
            pushed.name(content, descriptor, reference)
        except ImageExistsError as error:
            sentence = f"{offered} means another image here already. Choose another version."
            raise RequestError(HTTPStatus.CONFLICT, "DENIED", sentence) from error
        self._offer.add(reference)
        with self._tally.moving(exchange.peer, route.repository, route.name, is_push=True) as moved:
            moved(len(content))
        self._named(reference)


class _alone:
    """Two requests must not write to one upload side by side."""

    def __init__(self, upload: Upload) -> None:
        self._upload = upload

    def __enter__(self) -> None:
        if not self._upload.busy.acquire(blocking=False):
            sentence = "Another request is sending this part just now."
            raise RequestError(HTTPStatus.CONFLICT, "BLOB_UPLOAD_INVALID", sentence)

    def __exit__(self, *_error: object) -> None:
        self._upload.busy.release()


def _place(upload: Upload) -> dict[str, str]:
    return {
        "Location": f"/v2/{upload.repository}/blobs/uploads/{upload.key}",
        "Range": f"0-{max(0, upload.size_bytes - 1)}",
    }


def not_allowed() -> RequestError:
    """The endpoint is there, and nobody may do that with it."""
    return RequestError(
        HTTPStatus.METHOD_NOT_ALLOWED, "UNSUPPORTED", "That cannot be done here.",
        {"Allow": "GET, HEAD, OPTIONS"},
    )  # fmt: skip


def wrong_digest() -> RequestError:
    """A digest that we cannot check."""
    sentence = "Only sha256 and sha512 digests are taken here."
    return RequestError(HTTPStatus.BAD_REQUEST, "DIGEST_INVALID", sentence)


def _wrong_size(sentence: str) -> RequestError:
    return RequestError(HTTPStatus.BAD_REQUEST, "SIZE_INVALID", sentence)


def _no_room() -> RequestError:
    sentence = "The disk of the computer that takes this is full."
    return RequestError(HTTPStatus.INSUFFICIENT_STORAGE, "DENIED", sentence)
