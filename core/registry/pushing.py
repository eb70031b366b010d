"""Storing blobs and manifests in a registry: what it lacks only, its manifest last."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.cancel import CancelToken
from core.errors import (
    BricklayerError,
    Cancelled,
    DigestMismatchError,
    RegistryMisbehavedError,
    RegistryRefusedError,
    RegistryUnreachableError,
    RemoteImageNotFoundError,
)
from core.oci.descriptor import Descriptor
from core.oci.digest import digest_of, new_hash
from core.registry.connection import RegistryConnection
from core.registry.known_places import KnownPlaces
from core.registry.reference import RemoteReference
from core.store import ImageLayout

_PIECE_BYTES = 1 << 20
_TRIES = 6  # without a byte in between
_PAUSE_S = 0.4
_LONGEST_PAUSE_S = 10.0
_FAREWELL_S = 2.0
_RANGE = re.compile(r"(?:bytes=)?0-(\d{1,20})")

Moved = Callable[[int], None]
"""So many bytes of the blob are there."""
Paused = Callable[[str], None]
"""The connection broke, and why; it is tried again."""


@dataclass(frozen=True, slots=True)
class BlobPlace:
    """How a blob came to be there. `reason` in words, "" when it was sent."""

    sent_bytes: int = 0
    reason: str = ""


class Pusher:
    """Stores in one repository of a registry; blobs from several threads."""

    def __init__(
        self,
        connection: RegistryConnection,
        reference: RemoteReference,
        layout: ImageLayout,
        known: KnownPlaces,
        cancel: CancelToken,
    ) -> None:
        self._connection = connection
        self._reference = reference
        self._layout = layout
        self._known = known
        self._cancel = cancel
        self._place = f"/v2/{reference.repository}"
        self._scope = f"repository:{reference.repository}:pull,push"

    def put_blob(self, blob: Descriptor, moved: Moved, paused: Paused) -> BlobPlace:
        """Idempotent. Raises BlobMissingError, DigestMismatchError, RegistryError, Cancelled."""
        if self._has(blob):
            return BlobPlace(reason="the registry has it")
        session, origin = self._begin(blob)
        if origin:
            return BlobPlace(reason=f"mounted from {origin}")
        try:
            self._send(session, blob, moved, paused)
        except RegistryRefusedError:
            self._require_whole(blob)  # a damaged blob is our own fault
            raise
        return BlobPlace(sent_bytes=blob.size_bytes)

    def put_manifest(self, content: bytes, descriptor: Descriptor, target: str) -> None:
        """Under a tag or its digest; what it names is there. Raises as `put_blob`."""
        self._ask(
            "PUT",
            f"{self._place}/manifests/{target}",
            headers={"Content-Type": descriptor.media_type},
            body=content,
            accepted=(200, 201, 202),
        )
        self._require_manifest(descriptor)

    # --- one blob -----------------------------------------------------------------------------

    def _has(self, blob: Descriptor) -> bool:
        path = f"{self._place}/blobs/{blob.digest}"
        with self._connection.request(
            "HEAD", path, scope=self._scope, accepted=(200, 404), cancel=self._cancel
        ) as answer:
            return answer.status == 200 and answer.length_bytes in (None, blob.size_bytes)

    def _begin(self, blob: Descriptor) -> tuple[str, str]:
        """An upload's address and "", or "" and the repository that the blob was mounted from."""
        uploads = f"{self._place}/blobs/uploads/"
        for origin in self._known.of(self._reference.registry, blob.digest):
            if origin == self._reference.repository:
                continue
            scope = f"{self._scope} repository:{origin}:pull"
            try:
                with self._connection.request(
                    "POST",
                    f"{uploads}?mount={blob.digest}&from={origin}",
                    scope=scope,
                    body=b"",
                    accepted=(201, 202),
                    cancel=self._cancel,
                ) as answer:
                    if answer.status == 201:
                        return "", origin
                    return answer.location, ""
            except (RegistryRefusedError, RemoteImageNotFoundError):
                continue  # we may not read there (any more): it was but a hint
        with self._connection.request(
            "POST", uploads, scope=self._scope, body=b"", accepted=(202,), cancel=self._cancel
        ) as answer:
            return answer.location, ""

    def _send(self, session: str, blob: Descriptor, moved: Moved, paused: Paused) -> None:
        offset, furthest, tries = 0, 0, 0
        try:
            while True:
                try:
                    session = self._send_rest(session, blob, offset, moved)
                    self._finish(session, blob)
                    return
                except RegistryUnreachableError as error:
                    tries += 1
                    if tries >= _TRIES:
                        raise
                    paused(error.reason)
                    self._cancel.wait(min(_PAUSE_S * 2 ** (tries - 1), _LONGEST_PAUSE_S))
                    taken_up = self._take_up(session, blob)
                    if taken_up is None:
                        return
                    session, offset = taken_up
                    if offset > furthest:  # else it could go to and fro for ever
                        furthest, tries = offset, 0
        except BaseException:
            self._leave(session)
            raise

    def _send_rest(self, session: str, blob: Descriptor, offset: int, moved: Moved) -> str:
        """Everything from `offset` on in one request; where to go on."""
        rest_bytes = blob.size_bytes - offset
        if not rest_bytes:
            return session
        headers = {"Content-Type": "application/octet-stream"}
        if offset:
            headers["Content-Range"] = f"{offset}-{blob.size_bytes - 1}"
        with self._connection.request(
            "PATCH",
            session,
            scope=self._scope,
            headers=headers,
            body=lambda: self._pieces(blob, offset, moved),
            body_bytes=rest_bytes,
            accepted=(202,),
            cancel=self._cancel,
        ) as answer:
            return answer.location

    def _pieces(self, blob: Descriptor, offset: int, moved: Moved) -> Iterator[bytes]:
        with self._layout.open_blob(blob.digest) as file:
            file.seek(offset)
            while piece := file.read(_PIECE_BYTES):
                yield piece
                offset += len(piece)
                moved(offset)

    def _finish(self, session: str, blob: Descriptor) -> None:
        mark = "&" if "?" in session else "?"
        self._ask("PUT", f"{session}{mark}digest={blob.digest}", body=b"", accepted=(201, 204))

    def _take_up(self, session: str, blob: Descriptor) -> tuple[str, int] | None:
        """Where to go on, and from which byte; None when all of it is there after all."""
        if self._has(blob):
            return None
        try:
            with self._connection.request(
                "GET", session, scope=self._scope, accepted=(200, 202, 204), cancel=self._cancel
            ) as answer:
                kept = _RANGE.fullmatch(answer.headers.get("Range", "").strip())
                last = int(kept[1]) if kept is not None else 0
                if 0 < last < blob.size_bytes:
                    return answer.location, last + 1
        except (RegistryRefusedError, RemoteImageNotFoundError, RegistryMisbehavedError):
            pass  # it does not keep uploads, so the blob is sent anew
        session, origin = self._begin(blob)
        return None if origin else (session, 0)

    def _leave(self, session: str) -> None:
        """Tell the registry that nothing more comes: a courtesy, in little time."""
        farewell = CancelToken()
        timer = threading.Timer(_FAREWELL_S, farewell.cancel)
        timer.start()
        try:
            self._connection.request(
                "DELETE", session, scope=self._scope, accepted=(200, 202, 204), cancel=farewell
            ).discard()
        except (BricklayerError, Cancelled):
            pass  # it forgets uploads by itself
        finally:
            timer.cancel()

    def _require_whole(self, blob: Descriptor) -> None:
        hashed = new_hash(blob.digest)
        with self._layout.open_blob(blob.digest) as file:
            while piece := file.read(_PIECE_BYTES):
                hashed.update(piece)
        if digest_of(hashed) != blob.digest:
            raise DigestMismatchError(blob.digest, digest_of(hashed))

    def _require_manifest(self, descriptor: Descriptor) -> None:
        """That it is there by its digest is seen, not hoped."""
        path = f"{self._place}/manifests/{descriptor.digest}"
        headers = {"Accept": descriptor.media_type}
        with self._connection.request(
            "HEAD", path, scope=self._scope, headers=headers, cancel=self._cancel
        ) as answer:
            said = answer.headers.get("Docker-Content-Digest", descriptor.digest)
        if said != descriptor.digest:
            what = "it stored another manifest than it was given"
            raise RegistryMisbehavedError(self._reference.registry, what)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes,
        accepted: Sequence[int],
        headers: dict[str, str] | None = None,
    ) -> None:
        with self._connection.request(
            method,
            path,
            scope=self._scope,
            headers=headers or {},
            body=body,
            accepted=accepted,
            cancel=self._cancel,
        ) as answer:
            answer.discard()
