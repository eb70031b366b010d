"""The registry as a server: who is let in, how many at once, and everybody out at once."""

from __future__ import annotations

import errno
import os
import selectors
import socket
import threading
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus

from core.errors import (
    BricklayerError,
    FacilityMissingError,
    PortTakenError,
    RepositoryReadOnlyError,
    StorageFullError,
)
from core.model import ReadingLimits
from core.oci import strict_json
from core.serving.exchange import Exchange, RequestError
from core.serving.front_page import front_page
from core.serving.offer import Offer
from core.serving.pulling import Pulling, unknown_name
from core.serving.push_key import PushKey, credentials_in, realm_host
from core.serving.pushing import Pushing, not_allowed, wrong_digest
from core.serving.routes import Kind, Route, route_of
from core.serving.staging import Staging
from core.serving.tally import Tally
from core.translation import tr_noop

PLACES = 64
"""Connections at once; who comes then waits in the system's queue until one ends."""

_PLACES_OF_ONE = 32
_QUEUE = 256
_ENDING_S = 3.0
_READING = frozenset({"GET", "HEAD"})
_WRITING = frozenset({"POST", "PATCH", "PUT", "DELETE"})


class RegistryServer:
    """Serves an offer from `start` to `close`. `push_key` None: nobody may store anything."""

    def __init__(
        self,
        offer: Offer,
        *,
        address: str = "",
        port: int = 0,
        title: str = "",
        push_key: PushKey | None = None,
        limits: ReadingLimits | None = None,
        named: Callable[[str], None] = lambda _reference: None,
    ) -> None:
        """`address` "": all of this computer. Raises PortTakenError, FacilityMissingError."""
        self.offer = offer
        self.tally = Tally()
        self._title = title
        self._key = push_key
        self._staging = Staging(offer.layout)
        self._pulling = Pulling(offer, self._staging, self.tally)
        limits = limits or ReadingLimits()
        self._pushing = Pushing(offer, self._staging, self.tally, limits, named)
        self._listener = _listen(address, port)
        self._places = threading.Semaphore(PLACES)
        self._lock = threading.Lock()
        self._streams: dict[socket.socket, threading.Thread] = {}
        self._peers: Counter[str] = Counter()
        self._is_closed = False
        self._waking, self._wake = socket.socketpair()
        self._accepting = threading.Thread(target=self._accept, name="registry", daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._listener.getsockname()[1])

    @property
    def is_crowded(self) -> bool:
        """Whether others may be waiting for a place."""
        with self._lock:
            return self._is_closed or len(self._streams) >= PLACES

    def start(self) -> None:
        """Let people in."""
        self._accepting.start()

    def drop_idle(self) -> None:
        """Give up uploads whose senders are gone. Called now and then."""
        self._staging.drop_idle()
        self._staging.note_named()

    def close(self) -> None:
        """End all connections and give the port back. What was half sent is gone. Idempotent."""
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
        self._wake.send(b".")
        self._places.release()  # the accepting thread may wait for one
        if self._accepting.ident is not None:
            self._accepting.join()
        self._listener.close()
        with self._lock:
            streams = dict(self._streams)
        for stream in streams:
            _hang_up(stream)
        for thread in streams.values():
            thread.join(_ENDING_S)
        self._staging.close()
        self._waking.close()
        self._wake.close()

    # --- connections --------------------------------------------------------------------------

    def _accept(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._listener, selectors.EVENT_READ)
            selector.register(self._waking, selectors.EVENT_READ)
            while True:
                self._places.acquire()
                selector.select()
                if self._is_closed:
                    return
                try:
                    stream, address = self._listener.accept()
                except OSError:  # it left before we looked, or no descriptor is left for it
                    self._places.release()
                    continue
                self._take(stream, address)

    def _take(self, stream: socket.socket, address: tuple[str, int]) -> None:
        peer = address[0]
        with self._lock:
            if self._peers[peer] >= _PLACES_OF_ONE and not _is_own(peer):
                stream.close()
                self._places.release()
                return
            self._peers[peer] += 1
            thread = threading.Thread(
                target=self._serve, args=(stream, address), name="registry peer", daemon=True
            )
            self._streams[stream] = thread
        thread.start()

    def _serve(self, stream: socket.socket, address: tuple[str, int]) -> None:
        try:
            Exchange(stream, address, self)
        except OSError:
            pass  # it went away before it said anything
        finally:
            with self._lock:
                del self._streams[stream]
                self._peers[address[0]] -= 1
            stream.close()
            self._places.release()

    # --- requests -----------------------------------------------------------------------------

    def answer(self, exchange: Exchange) -> None:
        """One request. Raises RequestError."""
        try:
            self._answer(exchange)
        except StorageFullError as error:
            sentence = "The disk of the computer that takes this is full."
            raise RequestError(HTTPStatus.INSUFFICIENT_STORAGE, "DENIED", sentence) from error
        except RepositoryReadOnlyError as error:
            sentence = "Nothing can be stored there."
            raise RequestError(HTTPStatus.FORBIDDEN, "DENIED", sentence) from error
        except BricklayerError as error:  # its words may tell of this computer's folders
            sentence = "The computer that offers this cannot read it."
            raise RequestError(HTTPStatus.INTERNAL_SERVER_ERROR, "UNKNOWN", sentence) from error

    def _answer(self, exchange: Exchange) -> None:
        route = route_of(exchange.path)
        if route is None:
            raise unknown_name()
        if exchange.command == "OPTIONS":
            exchange.answer(HTTPStatus.NO_CONTENT, {"Allow": self._allowed(route)})
            return
        if exchange.command not in _READING | _WRITING:
            raise not_allowed()
        if route.wrong:
            raise _wrong(route)
        is_push = exchange.command in _WRITING or route.kind is Kind.UPLOAD
        if is_push:
            self._answer_push(exchange, route)
        elif route.kind in (Kind.FRONT, Kind.DOOR, Kind.TICKETS):
            self._answer_at_the_door(exchange, route)
        elif route.kind is Kind.UPLOADS:
            raise not_allowed()
        else:
            self._pulling.answer(exchange, route)

    def _answer_push(self, exchange: Exchange, route: Route) -> None:
        is_deletion = exchange.command == "DELETE" and route.kind is not Kind.UPLOAD
        takes = route.kind in (Kind.UPLOADS, Kind.UPLOAD, Kind.MANIFEST)
        if self._key is None or is_deletion or not takes:
            raise not_allowed()
        if not self._may_push(exchange):
            scope = f"repository:{route.repository}:pull,push"
            sentence = "Storing images here needs the user and the token that are shown there."
            raise self._unauthorized(exchange, sentence, scope)
        self._pushing.answer(exchange, route)

    def _answer_at_the_door(self, exchange: Exchange, route: Route) -> None:
        if route.kind is Kind.FRONT:
            page = front_page(self._title, self.offer.images, self._host(exchange))
            policy = "default-src 'none'; style-src 'unsafe-inline'"
            headers = {"Content-Security-Policy": policy}
            exchange.answer(HTTPStatus.OK, headers, page, "text/html; charset=utf-8")
        elif route.kind is Kind.TICKETS:
            self._give_ticket(exchange)
        elif self._key is not None and not self._key.has_ticket(exchange.header("Authorization")):
            raise self._unauthorized(exchange, "Fetch a ticket first.")
        else:
            exchange.answer(HTTPStatus.OK, {}, b"{}")

    def _give_ticket(self, exchange: Exchange) -> None:
        if self._key is None:
            raise unknown_name()
        given = credentials_in(exchange.header("Authorization"))
        if given is not None and given != ("", "") and not self._key.is_right(*given):
            sentence = "The user or the token is wrong."
            raise RequestError(HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED", sentence)
        is_known = given is not None and given != ("", "")
        ticket = self._key.push_ticket if is_known else self._key.pull_ticket
        content = {"token": ticket, "access_token": ticket, "expires_in": 3600}
        headers = {"Cache-Control": "no-store"}
        exchange.answer(HTTPStatus.OK, headers, strict_json.dumps(content))

    def _may_push(self, exchange: Exchange) -> bool:
        return self._key is not None and self._key.may_push(exchange.header("Authorization"))

    def _unauthorized(self, exchange: Exchange, sentence: str, scope: str = "") -> RequestError:
        challenge = f'Bearer realm="http://{self._host(exchange)}/token",service="bricklayer"'
        if scope:
            challenge += f',scope="{scope}"'
        headers = {"WWW-Authenticate": challenge}
        return RequestError(HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED", sentence, headers)

    def _host(self, exchange: Exchange) -> str:
        """How the client reaches us; used in what only this client reads."""
        own, port = exchange.connection.getsockname()[:2]
        own = own.removeprefix("::ffff:")
        fallback = f"[{own}]:{port}" if ":" in own else f"{own}:{port}"
        return realm_host(exchange.header("Host"), fallback)

    def _allowed(self, route: Route) -> str:
        if self._key is None:
            return "GET, HEAD, OPTIONS"
        extra = {
            Kind.UPLOADS: ", POST",
            Kind.UPLOAD: ", PATCH, PUT, DELETE",
            Kind.MANIFEST: ", PUT",
        }
        return "GET, HEAD, OPTIONS" + extra.get(route.kind, "")


def _wrong(route: Route) -> RequestError:
    if route.wrong == "name":
        sentence = "There is no such repository here: names are small letters, digits and . _ - /."
        return RequestError(HTTPStatus.NOT_FOUND, "NAME_INVALID", sentence)
    if route.wrong == "digest":
        return wrong_digest()
    codes = {Kind.MANIFEST: "MANIFEST_UNKNOWN", Kind.UPLOAD: "BLOB_UPLOAD_UNKNOWN"}
    code = codes.get(route.kind, "UNSUPPORTED")
    return RequestError(HTTPStatus.NOT_FOUND, code, "There is nothing of that name here.")


def _listen(address: str, port: int) -> socket.socket:
    """Raises PortTakenError, FacilityMissingError."""
    try:
        if not address and socket.has_dualstack_ipv6():
            try:
                listener = socket.create_server(
                    ("", port), family=socket.AF_INET6, backlog=_QUEUE, dualstack_ipv6=True
                )
            except OSError as error:
                if error.errno in (errno.EADDRINUSE, errno.EACCES):
                    raise
                listener = socket.create_server(("", port), backlog=_QUEUE)
        else:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            listener = socket.create_server((address, port), family=family, backlog=_QUEUE)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(port, tr_noop("another program")) from error
        if error.errno == errno.EACCES:
            raise PortTakenError(port, tr_noop("the system, for programs of its own")) from error
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise FacilityMissingError(
            tr_noop("a network address"),
            tr_noop("Connect this computer to a network."),
            detail=reason,
        ) from error
    listener.setblocking(False)
    return listener


def _hang_up(stream: socket.socket) -> None:
    try:
        stream.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it has gone already


def _is_own(peer: str) -> bool:
    return peer.removeprefix("::ffff:").startswith("127.") or peer == "::1"
