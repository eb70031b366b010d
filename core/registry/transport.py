"""Requests on connections that urllib3 keeps; names, addresses, time and cancelling are ours.

Imported late: urllib3 and ssl take a while.
"""

from __future__ import annotations

import contextlib
import http.client
import logging
import math
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import urllib3
from urllib3 import exceptions
from urllib3.connection import HTTPConnection, HTTPSConnection

from core.errors import (
    Cancelled,
    InsecureRegistryError,
    RegistryError,
    RegistryMisbehavedError,
)
from core.registry.exchange import Exchange, LineBroken, TooSlow, causes
from core.registry.lines import Lines
from core.registry.surroundings import Surroundings
from core.registry.targets import Origin
from core.registry.trust import trust_for
from core.translation import tr_noop

# It logs addresses with what stands in them, and redirects carry keys there.
logging.getLogger("urllib3").setLevel(logging.ERROR)

_KEPT_CONNECTIONS = 8
# What OpenSSL calls an answer that is no TLS at all, by its versions.
_SIGNS_OF_PLAIN = {
    "WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG", "HTTP_REQUEST",
    "UNKNOWN_PROTOCOL", "INVALID_SESSION_ID",
}  # fmt: skip


class NotEncrypted(Exception):
    """Who answers does not speak TLS; internal to this package."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is sent. A body is given as pieces or as bytes."""

    method: str
    origin: Origin
    target: str  # path and query
    headers: Mapping[str, str]
    body: bytes | Iterator[bytes] | None = None
    is_trusted_blindly: bool = False  # whatever certificate it shows

    @property
    def has_body(self) -> bool:
        """Whether the other side has to check and store something before it answers."""
        return self.body is not None


class Transport:
    """Connections to all hosts that one registry leads to. Safe for several threads."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._lines = Lines(surroundings)
        self._pools: dict[tuple[Origin, bool], urllib3.HTTPConnectionPool] = {}
        self._lock = threading.Lock()
        self._current = threading.local()

    def send(self, outgoing: Outgoing, exchange: Exchange) -> urllib3.BaseHTTPResponse:
        """The answer, its body unread.

        Raises Cancelled, TooSlow, LineBroken, NotEncrypted, RegistryError.
        """
        pool = self._pool(outgoing.origin, outgoing.is_trusted_blindly)
        patience = self._surroundings.patience
        self._current.exchange = exchange
        limit_s = patience.storing_s if outgoing.has_body else patience.answer_s
        self._current.answer_limit_s = limit_s
        name = outgoing.origin.name
        try:
            response = pool.urlopen(
                outgoing.method,
                outgoing.target,
                body=outgoing.body,
                headers=dict(outgoing.headers),
                retries=False,
                redirect=False,
                assert_same_host=False,
                timeout=urllib3.Timeout(connect=patience.idle_s, read=limit_s),
                preload_content=False,
                decode_content=False,
            )
        except (Cancelled, TooSlow, RegistryError):
            raise
        except (exceptions.HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            exchange.check()
            raise in_our_words(error, outgoing.origin) from error
        finally:
            self._current.exchange = None
        exchange.expect_within(math.inf)
        try:
            exchange.check()
        except (Cancelled, TooSlow):
            response.close()
            raise
        line = getattr(response.connection, "sock", None)
        if line is not None:
            with contextlib.suppress(OSError):  # closed already: what was read is all there is
                line.settimeout(patience.idle_s)
        _require_http(response, name)
        return response

    def close(self) -> None:
        """Close what is kept. Idempotent."""
        with self._lock:
            pools, self._pools = list(self._pools.values()), {}
        for pool in pools:
            pool.close()

    def open_line(self, scheme: str, host: str, port: int) -> socket.socket:
        """For a connection of ours that connects."""
        return self._lines.open(Origin(scheme, host, port), self._current.exchange)

    def take_up(self, line: socket.socket | None) -> None:
        """A request starts, on a kept connection or a new one."""
        exchange: Exchange = self._current.exchange
        if line is not None:
            exchange.hold(line)
        exchange.expect_within(self._current.answer_limit_s)

    def _pool(self, origin: Origin, is_trusted_blindly: bool) -> urllib3.HTTPConnectionPool:
        key = (origin, is_trusted_blindly)
        with self._lock:
            pool = self._pools.get(key)
        if pool is None:
            pool = self._new_pool(origin, is_trusted_blindly)
            with self._lock:
                pool = self._pools.setdefault(key, pool)
        return pool

    def _new_pool(self, origin: Origin, is_trusted_blindly: bool) -> urllib3.HTTPConnectionPool:
        settings: dict[str, Any] = {"maxsize": _KEPT_CONNECTIONS, "block": False, "transport": self}
        if origin.scheme == "http":
            return _PlainPool(origin.host, origin.port, **settings)
        context = trust_for(
            origin,
            self._surroundings.authorities,
            self._surroundings.certificates,
            is_trusted_blindly,
        )
        return _SecurePool(origin.host, origin.port, ssl_context=context, **settings)


class _PlainConnection(HTTPConnection):
    def __init__(self, *args: Any, transport: Transport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._transport = transport

    def _new_conn(self) -> socket.socket:
        return self._transport.open_line("http", self.host.strip("[]"), self.port)

    def connect(self) -> None:
        super().connect()
        self._transport.take_up(None)

    def request(self, *args: Any, **kwargs: Any) -> None:
        self._transport.take_up(self.sock)
        super().request(*args, **kwargs)


class _SecureConnection(HTTPSConnection):
    def __init__(self, *args: Any, transport: Transport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._transport = transport

    def _new_conn(self) -> socket.socket:
        return self._transport.open_line("https", self.host.strip("[]"), self.port)

    def request(self, *args: Any, **kwargs: Any) -> None:
        self._transport.take_up(self.sock)
        super().request(*args, **kwargs)


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureConnection

    def _validate_conn(self, conn: Any) -> None:
        """Without the warning for certificates that nobody vouches for: the person was asked."""
        if conn.is_closed:
            conn.connect()


def _require_http(response: urllib3.BaseHTTPResponse, name: str) -> None:
    if response.version not in (10, 11):
        response.close()
        raise RegistryMisbehavedError(name, tr_noop("it answers in another protocol than HTTP"))


def _no_tls(error: ssl.SSLError, origin: Origin) -> Exception:
    if error.reason in _SIGNS_OF_PLAIN:
        return NotEncrypted()
    reason = "no safe way to encrypt could be agreed upon with it"
    return InsecureRegistryError(origin.name, reason, detail=error.reason or "")


def in_our_words(error: Exception, origin: Origin) -> Exception:
    """Never the text of the error: it holds addresses, and whatever the other side said."""
    chain = list(causes(error))
    misbehaved = partial(RegistryMisbehavedError, origin.name)
    for cause in chain:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return InsecureRegistryError(
                origin.name,
                tr_noop("nobody that this computer trusts vouches for its certificate"),
                detail=cause.verify_message,
            )  # fmt: skip
        if isinstance(cause, http.client.LineTooLong):
            return misbehaved("a line of its headers is too long")
        if isinstance(cause, exceptions.InvalidHeader):
            return misbehaved("its headers contradict one another")
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError):
            return _no_tls(cause, origin)
    if any(isinstance(cause, TimeoutError | exceptions.TimeoutError) for cause in chain):
        return TooSlow()
    if any(isinstance(cause, ConnectionError) for cause in chain):
        return LineBroken("the connection broke")
    if any(isinstance(cause, http.client.HTTPException) for cause in chain):
        return misbehaved("what it answers is no HTTP")
    if any(isinstance(cause, ValueError) for cause in chain):
        return misbehaved("what it answers cannot be read as HTTP")
    return LineBroken("the connection broke")
