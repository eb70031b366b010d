"""Answers to who asks for images: documents, blobs, and what there is."""

from __future__ import annotations

import re
from http import HTTPStatus

from core.errors import BricklayerError
from core.oci import media_types, strict_json
from core.oci.descriptor import Descriptor
from core.serving.exchange import Exchange, RequestError
from core.serving.offer import Offer
from core.serving.routes import Kind, Route, is_digest
from core.serving.staging import Staging
from core.serving.tally import Tally
from core.store.blob import open_regular

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_PAGE_LIMIT = 1000
_COUNT = re.compile(r"\d{1,9}")
_EMPTY_INDEX = strict_json.dumps(
    {"schemaVersion": 2, "mediaType": media_types.IMAGE_INDEX, "manifests": []}
)


class Pulling:
    """Reads the offer, and what was pushed and is not named yet, for who knows its digest."""

    def __init__(self, offer: Offer, staging: Staging, tally: Tally) -> None:
        self._offer = offer
        self._staging = staging
        self._tally = tally

    def answer(self, exchange: Exchange, route: Route) -> None:
        """Of GET and HEAD. Raises RequestError."""
        match route.kind:
            case Kind.MANIFEST:
                self._manifest(exchange, route)
            case Kind.BLOB:
                self._blob(exchange, route)
            case Kind.TAGS:
                tags = self._offer.tags(route.repository)
                if not tags:
                    raise unknown_name()
                page, link = _page(tags, route, f"/v2/{route.repository}/tags/list")
                exchange.answer(
                    HTTPStatus.OK, link,
                    strict_json.dumps({"name": route.repository, "tags": page}),
                )  # fmt: skip
            case Kind.REFERRERS:
                # None is offered: what names a manifest of ours is no part of its image.
                exchange.answer(HTTPStatus.OK, {}, _EMPTY_INDEX, media_types.IMAGE_INDEX)
            case _:
                page, link = _page(self._offer.repositories(), route, "/v2/_catalog")
                exchange.answer(HTTPStatus.OK, link, strict_json.dumps({"repositories": page}))

    # --- documents ----------------------------------------------------------------------------

    def _manifest(self, exchange: Exchange, route: Route) -> None:
        if is_digest(route.name):
            found = self._offer.document(route.repository, route.name)
            if found is None:
                found = self._staging.document(route.repository, route.name)
        else:
            found = self._offer.tagged(route.repository, route.name)
            if found is not None:
                found = self._for_old_clients(exchange, found)
        if found is None:
            raise unknown_manifest()
        try:
            content = self._offer.layout.read_blob(found)
        except BricklayerError as error:
            raise unknown_manifest() from error
        headers = {"Docker-Content-Digest": found.digest, "ETag": f'"{found.digest}"'}
        if exchange.command == "HEAD":
            headers["Content-Length"] = str(len(content))
            exchange.answer(HTTPStatus.OK, headers, b"", found.media_type)
            return
        tag = "" if is_digest(route.name) else route.name
        with self._tally.moving(exchange.peer, route.repository, tag) as moved:
            exchange.answer(HTTPStatus.OK, headers, content, found.media_type)
            moved(len(content))

    def _for_old_clients(self, exchange: Exchange, found: Descriptor) -> Descriptor:
        """Of an index, for who says that she takes manifests only: the one for this machine."""
        accepted = ",".join(exchange.headers.get_all("Accept", []))
        kinds = {kind.split(";")[0].strip().lower() for kind in accepted.split(",")} - {""}
        if found.media_type not in media_types.INDEXES or not kinds:
            return found
        if kinds & (media_types.INDEXES | {"*/*", "application/*"}):
            return found
        if not kinds & media_types.MANIFESTS:
            return found
        try:
            return self._offer.layout.resolve_platform(found)
        except BricklayerError as error:
            raise unknown_manifest() from error

    # --- blobs --------------------------------------------------------------------------------

    def _blob(self, exchange: Exchange, route: Route) -> None:
        digest = route.name
        size_bytes = self._offer.blob_size(route.repository, digest)
        if size_bytes is None:
            size_bytes = self._staging.blob_size(route.repository, digest)
        if size_bytes is None or self._offer.layout.blob_size(digest) != size_bytes:
            raise unknown_blob()
        headers = {
            "Docker-Content-Digest": digest,
            "ETag": f'"{digest}"',
            "Accept-Ranges": "bytes",
            "Content-Type": "application/octet-stream",
        }
        first, count = 0, size_bytes
        status = HTTPStatus.OK
        part = _asked_part(exchange, digest, size_bytes)
        if part is not None:
            first, count = part
            status = HTTPStatus.PARTIAL_CONTENT
            headers["Content-Range"] = f"bytes {first}-{first + count - 1}/{size_bytes}"
        headers["Content-Length"] = str(count)
        if exchange.command == "HEAD":
            exchange.answer(status, headers)
            return
        try:
            file = open_regular(self._offer.layout.blob_path(digest), digest)
        except BricklayerError as error:
            raise unknown_blob() from error
        with file, self._tally.moving(exchange.peer, route.repository) as moved:
            exchange.begin(status, headers)
            for sent in exchange.send_file(file, first, count):
                moved(sent)


def _asked_part(exchange: Exchange, digest: str, size_bytes: int) -> tuple[int, int] | None:
    """First byte and count; None for all of it (RFC 9110, section 14). Raises RequestError."""
    asked = exchange.header("Range").strip()
    condition = exchange.header("If-Range").strip()
    found = _RANGE.fullmatch(asked)
    if found is None or (found[1], found[2]) == ("", "") or condition not in ("", f'"{digest}"'):
        return None  # several parts, or words that nobody knows: may be passed over
    if found[1]:
        first = int(found[1])
        last = min(int(found[2] or size_bytes), size_bytes - 1)
        if found[2] and int(found[2]) < first:
            return None
    else:
        first, last = max(0, size_bytes - int(found[2])), size_bytes - 1
    if first > last:
        raise RequestError(
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "SIZE_INVALID",
            "There are no such bytes in it.", {"Content-Range": f"bytes */{size_bytes}"},
        )  # fmt: skip
    return first, last - first + 1


def _page(names: tuple[str, ...], route: Route, path: str) -> tuple[list[str], dict[str, str]]:
    """Some of the names, and a header that says where the others are."""
    last, asked = route.asked("last"), route.asked("n")
    rest = [name for name in names if name > last] if last else list(names)
    count = _PAGE_LIMIT
    if asked:
        if not _COUNT.fullmatch(asked):
            sentence = "n is no number."
            raise RequestError(HTTPStatus.BAD_REQUEST, "UNSUPPORTED", sentence)
        count = min(int(asked), _PAGE_LIMIT)
    page = rest[:count]
    if not page or len(page) == len(rest):
        return page, {}
    # Names of this grammar stand in an address as they are.
    return page, {"Link": f'<{path}?n={count}&last={page[-1]}>; rel="next"'}


def unknown_name() -> RequestError:
    """No such repository."""
    sentence = "There is no such repository here."
    return RequestError(HTTPStatus.NOT_FOUND, "NAME_UNKNOWN", sentence)


def unknown_manifest() -> RequestError:
    """Nothing of that name or digest is offered."""
    sentence = "There is no such image here."
    return RequestError(HTTPStatus.NOT_FOUND, "MANIFEST_UNKNOWN", sentence)


def unknown_blob() -> RequestError:
    """No offered image needs it."""
    sentence = "There is no such part of an image here."
    return RequestError(HTTPStatus.NOT_FOUND, "BLOB_UNKNOWN", sentence)
