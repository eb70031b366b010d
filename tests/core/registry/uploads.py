"""A registry in memory that things are stored in, and that does so as badly as a test wants."""

from __future__ import annotations

import re
import socket
import threading
from dataclasses import dataclass, field

from core.oci.digest import sha256_digest
from tests.registries.evil_registry import Seen, reply

_NO_SUCH = reply(404)
_PATH = re.compile(r"/v2/(.+)/(blobs|manifests)/(.*)")


@dataclass
class Uploads:
    """Answers what a push asks. `breaks` are uploads that break off: so many bytes are kept."""

    blobs: dict[str, bytes] = field(default_factory=dict)
    sessions: dict[str, bytearray] = field(default_factory=dict)
    manifests: dict[str, bytes] = field(default_factory=dict)
    mountable: set[str] = field(default_factory=set)  # repositories to mount from
    breaks: list[int] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)  # by method: instead of all else
    forgets_uploads: bool = False
    breaks_finishing: bool = False  # after it stored the blob
    said_digest: str = ""  # of a manifest, instead of its own
    said_range: str = ""
    received: list[tuple[int, int]] = field(default_factory=list)  # first byte, count
    silent_on: str = ""  # a PATCH with this in its body is not answered…
    is_silent: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)  # …until then

    def __call__(self, seen: Seen, _line: socket.socket) -> bytes | None:
        if seen.method in self.answers:
            return self.answers[seen.method]
        path, _mark, query = seen.path.partition("?")
        match = _PATH.fullmatch(path)
        assert match is not None, seen.path
        if match[2] == "manifests":
            return self._manifest(seen, match[3])
        if not match[3].startswith("uploads/"):
            return self._blob(match[3])
        session = match[3].removeprefix("uploads/")
        return self._upload(seen, match[1], session, query)

    def _manifest(self, seen: Seen, target: str) -> bytes:
        if seen.method == "PUT":
            digest = sha256_digest(seen.body)
            self.manifests.update({target: seen.body, digest: seen.body})
            return reply(201)
        if target not in self.manifests:
            return _NO_SUCH
        digest = self.said_digest or sha256_digest(self.manifests[target])
        return reply(200, b"", ("Docker-Content-Digest", digest))

    def _blob(self, digest: str) -> bytes:
        found = self.blobs.get(digest)
        return _NO_SUCH if found is None else reply(200, b"", length=len(found))

    def _upload(self, seen: Seen, repository: str, session: str, query: str) -> bytes | None:
        if seen.method == "POST":
            return self._begin(repository, query)
        if session not in self.sessions:
            return _NO_SUCH
        kept = self.sessions[session]
        place = ("Location", f"/v2/{repository}/blobs/uploads/{session}")
        if seen.method == "PATCH":
            return self._take(seen, kept, place)
        if seen.method == "GET":
            if self.forgets_uploads:
                del self.sessions[session]
                return _NO_SUCH
            return reply(204, b"", place, ("Range", self.said_range or f"0-{len(kept) - 1}"))
        del self.sessions[session]
        if seen.method == "DELETE":
            return reply(204)
        digest = query.removeprefix("digest=")
        if sha256_digest(bytes(kept)) != digest:
            return reply(400, b'{"errors":[{"message":"digest does not match"}]}',
                         ("Content-Type", "application/json"))  # fmt: skip
        self.blobs[digest] = bytes(kept)
        return None if self.breaks_finishing else reply(201)

    def _begin(self, repository: str, query: str) -> bytes:
        wanted = dict(part.split("=", 1) for part in query.split("&") if part)
        if wanted.get("from", "") in self.mountable:
            self.blobs[wanted["mount"]] = b"x" * 7
            return reply(201)
        session = f"session{len(self.sessions)}"
        self.sessions[session] = bytearray()
        place = f"/v2/{repository}/blobs/uploads/{session}"
        return reply(202, b"", ("Location", place))

    def _take(self, seen: Seen, kept: bytearray, place: tuple[str, str]) -> bytes | None:
        first = int(seen.headers.get("content-range", "0-").partition("-")[0])
        assert first == len(kept), "what is sent does not follow on what is there"
        self.received.append((first, len(seen.body)))
        if self.silent_on and self.silent_on.encode() in seen.body:
            self.is_silent.set()
            self.go_on.wait(20)
            return None
        if self.breaks:
            kept += seen.body[: self.breaks.pop(0)]
            return None
        kept += seen.body
        return reply(202, b"", place)
