"""Requests that find their way: tried again where that is harmless, led on where that is safe.

Knows nothing of logins: an `Authorization` is given, goes to its own origin, and stays behind for
good when the registry leads elsewhere.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from core.cancel import CancelToken
from core.errors import (
    BugError,
    InsecureRegistryError,
    RegistryMisbehavedError,
    RegistryUnreachableError,
)
from core.registry.addresses import AddressKind, is_loopback_name, may_lead_to
from core.registry.answers import Answer
from core.registry.exchange import Exchange, LineBroken, Pace, TooSlow, Watch
from core.registry.surroundings import Surroundings
from core.registry.targets import Origin, Target, origin_of, read_target
from core.registry.transport import NotEncrypted, Outgoing, Transport
from core.translation import tr_noop

Body = bytes | Callable[[], Iterator[bytes]] | None

_REDIRECTS = {301, 302, 303, 307, 308}
_KEEPS_METHOD = {307, 308}
_REDIRECT_LIMIT = 5
_BUSY = {429, 502, 503, 504}
_REPEATABLE = {"GET", "HEAD"}
_LONGEST_REQUEST_S = 86_400
_OUR_HEADERS = {"User-Agent": "bricklayer", "Accept-Encoding": "identity"}

PLAIN = "no TLS"
"""`detail` of the InsecureRegistryError for who does not speak TLS at all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as its caller means it."""

    method: str
    target: Target
    cancel: CancelToken
    headers: Mapping[str, str]
    body: Body = None
    body_bytes: int | None = None  # of a body that comes in pieces

    @property
    def is_repeatable(self) -> bool:
        """Whether it does no harm to ask twice."""
        return self.method in _REPEATABLE


class Sender:
    """Sends for one registry. Safe for several threads."""

    def __init__(self, registry: str, allow_http: bool, surroundings: Surroundings) -> None:
        self._registry = registry
        self._own_host = origin_of(registry, "https").host
        self._allow_http = allow_http
        self._surroundings = surroundings
        self._patience = surroundings.patience
        self._transport = Transport(surroundings)
        self._watch = Watch()
        self._kind: AddressKind | None = None  # of the address that the registry answers at

    def close(self) -> None:
        """Close what is kept open. Idempotent."""
        self._transport.close()

    def follow(self, asked: Asked, authorization: str = "") -> Answer:
        """The answer, from wherever the registry leads to."""
        return self._patiently(asked, partial(self._follow, asked, authorization))

    def send(self, asked: Asked) -> Answer:
        """The answer of this very host."""
        return self._patiently(asked, partial(self._send, asked))

    def lead(self, location: str, before: Target) -> Target:
        """Where an address of the registry leads to, from what was asked before.

        Raises RegistryMisbehavedError for one that nobody should follow.
        """
        target = read_target(location, before.origin, before.path)
        if target.origin.scheme == "http":
            if before.origin.scheme == "https":
                raise self._misbehaved("it leads from https to plain http")
            if not self._allow_http and not is_loopback_name(target.origin.host):
                raise self._misbehaved("it leads to another computer by plain http")
        return target

    def _patiently(self, asked: Asked, send: Callable[[], Answer]) -> Answer:
        """Send, and again when that may help and can do no harm."""
        wait_s = self._patience.first_wait_s
        tries = self._patience.tries if asked.is_repeatable else 1
        for tries_left in range(tries - 1, -1, -1):
            try:
                answer = send()
            except LineBroken as error:
                if not tries_left:
                    raise RegistryUnreachableError(self._registry, str(error)) from error
            else:
                asked_s = _retry_after_s(answer)
                is_busy = answer.status in _BUSY and asked_s <= self._patience.longest_wait_s
                if not is_busy or not tries_left:
                    return answer
                answer.discard()
                wait_s = max(wait_s, asked_s)
            asked.cancel.wait(wait_s)
            asked.cancel.check()
            wait_s *= 2
        raise BugError("a loop that ends by itself did not")

    def _follow(self, asked: Asked, authorization: str) -> Answer:
        for _hop in range(_REDIRECT_LIMIT + 1):
            answer = self._send(asked, authorization)
            if answer.status not in _REDIRECTS:
                return answer
            try:
                location = answer.location
            finally:
                answer.discard()
            if not asked.is_repeatable and answer.status not in _KEEPS_METHOD:
                raise self._misbehaved("it leads elsewhere with what it was to store")
            before = asked.target
            target = self.lead(location, before)
            if target.origin != before.origin:
                authorization = ""
            asked = replace(asked, target=target)
        raise self._misbehaved(f"it leads on and on, over {_REDIRECT_LIMIT} times")

    def _send(self, asked: Asked, authorization: str = "") -> Answer:
        """One request to one host. Raises LineBroken besides what a request raises."""
        asked.cancel.check()
        origin = asked.target.origin
        exchange = Exchange(self._watch, asked.cancel, partial(self._admit, origin))
        try:
            response = self._transport.send(
                self._outgoing(asked, authorization, exchange), exchange
            )
        except TooSlow as error:
            exchange.end()
            raise RegistryUnreachableError(
                origin.name, tr_noop("it does not answer in time")
            ) from error
        except NotEncrypted as error:
            exchange.end()
            reason = "it does not encrypt what is said"
            raise InsecureRegistryError(origin.name, reason, detail=PLAIN) from error
        except BaseException:
            exchange.end()
            raise
        return Answer(response, exchange, asked.target, self._patience, self._registry)

    def _outgoing(self, asked: Asked, authorization: str, exchange: Exchange) -> Outgoing:
        headers = {**_OUR_HEADERS, **asked.headers}
        if authorization:
            headers["Authorization"] = authorization
        body: bytes | Iterator[bytes] | None
        if callable(asked.body):
            total_bytes = asked.body_bytes or 0
            headers["Content-Length"] = str(total_bytes)
            body = self._measured(asked.body(), total_bytes, exchange)
        else:
            body = asked.body
        origin = asked.target.origin
        is_blind = self._allow_http and origin.host == self._own_host
        return Outgoing(asked.method, origin, asked.target.path, headers, body, is_blind)

    def _measured(
        self, pieces: Iterator[bytes], total_bytes: int, exchange: Exchange
    ) -> Iterator[bytes]:
        """A body on its way: cancellable, as long as announced, not too slow."""
        patience = self._patience
        pace = Pace(patience.pace_window_s, patience.slowest_bytes_per_s)
        moved_bytes = 0
        exchange.expect_within(math.inf)
        for piece in pieces:
            moved_bytes += len(piece)
            if moved_bytes > total_bytes:
                raise BugError("more was to be sent than was announced")
            exchange.check()
            exchange.expect_within(patience.idle_s)
            started_s = time.monotonic()
            yield piece
            pace.count(len(piece), time.monotonic() - started_s)
            exchange.expect_within(math.inf)
        if moved_bytes != total_bytes:
            raise BugError("less was to be sent than was announced")
        exchange.expect_within(patience.storing_s)

    def _admit(self, origin: Origin, address: str, port: int) -> None:
        """Raises RegistryMisbehavedError for an address that the registry must not lead to."""
        kind = self._surroundings.kind_of(address, port)
        if origin.scheme == "http" and not self._allow_http and kind is not AddressKind.COMPUTER:
            reason = "its name stands for another computer, and it does not encrypt what is said"
            raise InsecureRegistryError(origin.name, reason)
        if origin.host == self._own_host:
            self._kind = self._kind or kind
            return
        if not may_lead_to(self._kind or AddressKind.WORLD, kind):
            raise self._misbehaved(f"it leads to {origin.name}, an address {kind.value}")

    def _misbehaved(self, what: str) -> RegistryMisbehavedError:
        return RegistryMisbehavedError(self._registry, what)


def _retry_after_s(answer: Answer) -> float:
    """Seconds that a busy registry asks us to wait; 0 when it says nothing, or a date."""
    text = answer.headers.get("Retry-After", "").strip()
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    return float(min(int(text), _LONGEST_REQUEST_S)) if is_number else 0.0
