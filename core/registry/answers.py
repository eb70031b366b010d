"""What a registry answered: its headers, and its body in measured pieces.

Nothing is believed of a body but that it is bytes: it is never longer than was asked for, it is
never unpacked (`Content-Encoding`), and who reads it checks its digest.
"""

from __future__ import annotations

import contextlib
import math
import re
import time
from collections.abc import Collection, Iterator, Mapping
from http.client import HTTPException
from types import TracebackType

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError

from core.errors import (
    Cancelled,
    RegistryError,
    RegistryMisbehavedError,
    RegistryUnreachableError,
)
from core.registry.exchange import Exchange, LineBroken, Pace, TooSlow, causes
from core.registry.surroundings import Patience
from core.registry.targets import Target, read_target
from core.wording import size_text

DOCUMENT_LIMIT_BYTES = 8 << 20
_PIECE_BYTES = 256 << 10
_SHORT_BYTES = 16 << 10
_CONTENT_RANGE = re.compile(r"bytes (\d{1,20})-(\d{1,20})/(\d{1,20}|\*)")


class Answer:
    """One answer. Close it, or use it as a context; unread it holds a connection.

    All that reads raises Cancelled, RegistryUnreachableError (the connection broke, or was too
    slow: asking again may help), RegistryMisbehavedError.
    """

    def __init__(
        self,
        response: BaseHTTPResponse,
        exchange: Exchange,
        source: Target,
        patience: Patience,
        registry: str,
    ) -> None:
        self.status = response.status
        self.headers: Mapping[str, str] = response.headers
        self.source = source  # who answered at last; not to be shown
        self._response = response
        self._exchange = exchange
        self._patience = patience
        self._registry = registry

    def __enter__(self) -> Answer:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Answer(status={self.status})"

    def close(self) -> None:
        """Give the connection back when all was read, else shut it. Idempotent."""
        if self._response.length_remaining == 0:
            self._response.drain_conn()  # nothing comes, but it has to be looked at
            self._response.release_conn()
        else:
            self._response.close()
        self._exchange.end()

    def discard(self) -> None:
        """Close it; a short body is read before, so that the connection can be used again."""
        length_bytes = self.length_bytes
        if length_bytes is not None and 0 < length_bytes <= _SHORT_BYTES:
            with contextlib.suppress(RegistryError):
                for _piece in self._raw_pieces():
                    pass
        self.close()

    @property
    def content_type(self) -> str:
        """The media type without its parameters, lower case; "" when it tells none."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    @property
    def length_bytes(self) -> int | None:
        """What Content-Length says, None when it says nothing that is a size."""
        text = self.headers.get("Content-Length", "")
        return int(text) if re.fullmatch(r"[0-9]{1,19}", text) else None

    @property
    def location(self) -> str:
        """Where the Location header leads, complete. Holds keys at times: not to be shown.

        Raises RegistryMisbehavedError: there is none, or it is none that anybody may follow.
        """
        given = self.headers.get("Location", "")
        if not given:
            raise self._misbehaved("it leads elsewhere without saying where")
        return read_target(given, self.source.origin, self.source.path).url

    def require_type(self, accepted: Collection[str]) -> str:
        """The media type, when it is one of these. Raises RegistryMisbehavedError."""
        found = self.content_type
        if found in accepted:
            return found
        if found == "text/html":
            what = "it answers with a web page; perhaps this network wants a login in a browser"
        else:
            what = f"it answers with {found or 'something of no type'}, which was not asked for"
        raise self._misbehaved(what)

    def document(self, limit_bytes: int = DOCUMENT_LIMIT_BYTES) -> bytes:
        """The whole body; a larger one is refused."""
        self._require_unpacked()
        announced = self.length_bytes
        if announced is not None and announced > limit_bytes:
            raise self._too_long(limit_bytes)
        until_s = time.monotonic() + self._patience.document_s
        pieces: list[bytes] = []
        total_bytes = 0
        for piece in self._raw_pieces():
            total_bytes += len(piece)
            if total_bytes > limit_bytes:
                raise self._too_long(limit_bytes)
            if time.monotonic() > until_s:
                raise self._too_slow()
            pieces.append(piece)
        return b"".join(pieces)

    def pieces(self, expected_bytes: int | None) -> Iterator[bytes]:
        """The body as it comes: exactly `expected_bytes`, or whatever comes when that is None."""
        announced = self.length_bytes
        if expected_bytes is not None and announced not in (None, expected_bytes):
            raise self._misbehaved(
                f"it announces {size_text(announced or 0)} where {size_text(expected_bytes)} "
                "were asked for"
            )
        return self._exactly(expected_bytes)

    def pieces_from(self, offset_bytes: int, total_bytes: int) -> Iterator[bytes]:
        """What follows after `offset_bytes`, whether or not the registry heeded `Range`.

        Asked with `Range: bytes=<offset>-`, and 200 and 206 accepted.
        """
        if self.status != 206:
            return self._skipping(offset_bytes, total_bytes)
        match = _CONTENT_RANGE.fullmatch(self.headers.get("Content-Range", "").strip())
        wanted = (offset_bytes, total_bytes - 1)
        is_right = (
            match is not None
            and (int(match[1]), int(match[2])) == wanted
            and match[3] in ("*", str(total_bytes))
        )
        if not is_right:
            raise self._misbehaved("it answers with another part than it was asked for")
        return self.pieces(total_bytes - offset_bytes)

    def _skipping(self, offset_bytes: int, total_bytes: int) -> Iterator[bytes]:
        skip_bytes = offset_bytes
        for piece in self.pieces(total_bytes):
            yield piece[skip_bytes:]
            skip_bytes = max(0, skip_bytes - len(piece))

    def _exactly(self, expected_bytes: int | None) -> Iterator[bytes]:
        self._require_unpacked()
        moved_bytes = 0
        for piece in self._raw_pieces():
            moved_bytes += len(piece)
            if expected_bytes is not None and moved_bytes > expected_bytes:
                raise self._misbehaved(
                    f"it sends more than the {size_text(expected_bytes)} that were asked for"
                )
            yield piece
        if expected_bytes is not None and moved_bytes < expected_bytes:
            raise self._unreachable(
                f"the connection broke after {size_text(moved_bytes)} of "
                f"{size_text(expected_bytes)}"
            )

    def _raw_pieces(self) -> Iterator[bytes]:
        patience = self._patience
        pace = Pace(patience.pace_window_s, patience.slowest_bytes_per_s)
        while True:
            started_s = time.monotonic()
            try:
                piece = self._read_some()
                if not piece:
                    return
                pace.count(len(piece), time.monotonic() - started_s)
            except TooSlow as error:
                self.close()
                raise self._too_slow() from error
            except LineBroken as error:
                self.close()
                raise self._unreachable(str(error)) from error
            except Cancelled:
                self.close()
                raise
            yield piece

    def _read_some(self) -> bytes:
        """At least one byte, b"" at the end. Raises Cancelled, TooSlow, LineBroken."""
        self._exchange.check()
        self._exchange.expect_within(self._patience.idle_s)
        try:
            piece = self._response.read1(_PIECE_BYTES, decode_content=False)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            self._exchange.check()
            if any(isinstance(cause, TimeoutError) for cause in causes(error)):
                raise TooSlow from error
            raise LineBroken("the connection broke") from error
        self._exchange.expect_within(math.inf)
        if not piece:
            self._exchange.check()
        if self._response.connection is None:  # all is read; others may use it now
            self._exchange.let_go()
        return piece

    def _require_unpacked(self) -> None:
        if self.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
            raise self._misbehaved("it packs its answer, which it was asked not to")

    def _too_long(self, limit_bytes: int) -> RegistryMisbehavedError:
        return self._misbehaved(f"a document of it is larger than {size_text(limit_bytes)}")

    def _too_slow(self) -> RegistryUnreachableError:
        return self._unreachable("it sends too slowly")

    def _unreachable(self, reason: str) -> RegistryUnreachableError:
        return RegistryUnreachableError(self._registry, reason)

    def _misbehaved(self, what: str) -> RegistryMisbehavedError:
        self.close()
        return RegistryMisbehavedError(self._registry, what)
