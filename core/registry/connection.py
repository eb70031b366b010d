"""Talking to one registry (OCI distribution specification): safely, and whoever answers.

Credentials go to the registry's own scheme, host and port only. Redirects are followed here, at
most five, never from https to http, never to addresses that only this computer can reach unless
the registry is there itself.
"""

from __future__ import annotations

import contextlib
import math
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from types import TracebackType

from core.cancel import CancelToken
from core.errors import (
    BugError,
    InsecureRegistryError,
    RegistryMisbehavedError,
    RegistryUnreachableError,
)
from core.model import RegistryAccess
from core.registry.addresses import AddressKind, is_loopback_name, may_lead_to
from core.registry.answers import Answer
from core.registry.exchange import Exchange, LineBroken, Pace, TooSlow, Watch
from core.registry.reference import check_registry
from core.registry.refusals import refusal
from core.registry.surroundings import Surroundings
from core.registry.targets import Origin, Target, origin_of, read_target
from core.registry.transport import NotEncrypted, Outgoing, Transport

Body = bytes | Callable[[], Iterator[bytes]] | None

_REDIRECTS = {301, 302, 303, 307, 308}
_REDIRECT_LIMIT = 5
_BUSY = {429, 502, 503, 504}
_REPEATABLE = {"GET", "HEAD"}
_USER_AGENT = "bricklayer"


class RegistryConnection:
    """One registry, for several threads. Close it, or use it as a context.

    Nothing is asked before the first request, which finds out whether it is https (or plain http,
    where that is allowed) and what the registry wants to know about us.
    """

    def __init__(
        self,
        registry: str,
        access: RegistryAccess,
        surroundings: Surroundings | None = None,
    ) -> None:
        """Raises NameGrammarError."""
        self.registry = check_registry(registry)
        self._access = access
        self._surroundings = surroundings or Surroundings()
        self._transport = Transport(self._surroundings)
        self._watch = Watch()
        self._origin: Origin | None = None
        self._origin_lock = threading.Lock()
        self._kind: AddressKind | None = None  # of the address that the registry answers at

    def __enter__(self) -> RegistryConnection:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close what is kept open. Idempotent."""
        self._transport.close()

    @property
    def is_plain(self) -> bool:
        """Whether it answered over plain http; False before the first request."""
        return self._origin is not None and self._origin.scheme == "http"

    @property
    def login_name(self) -> str:
        """Whom the registry takes us for, "" for nobody or as long as it did not ask."""
        return ""

    def request(
        self,
        method: str,
        path: str,
        *,
        scope: str = "",
        headers: Mapping[str, str] | None = None,
        body: Body = None,
        body_bytes: int | None = None,
        accepted: Collection[int] = (200,),
        cancel: CancelToken,
    ) -> Answer:
        """The answer, its body unread, when its status is one of `accepted`.

        `path` begins with /, or is a whole address that the registry gave (`Answer.location`).
        `scope` is what a token has to allow: `repository:class/web:pull,push`; several with blanks
        between. A body that is a callable gives its pieces anew each time, `body_bytes` together.
        GET and HEAD are tried again when the connection breaks or the registry is busy.
        Raises Cancelled, RegistryError.
        """
        origin = self._find_origin(cancel)
        target = read_target(path, origin)
        if target.origin.scheme == "http" and origin.scheme == "https":
            raise self._misbehaved("it leads from https to plain http")
        sent = {"User-Agent": _USER_AGENT, "Accept-Encoding": "identity", **(headers or {})}
        send = partial(self._follow, method, target, sent, body, body_bytes, cancel)
        answer = self._send_patiently(send, method in _REPEATABLE, cancel)
        if answer.status not in accepted:
            raise refusal(answer, self.registry, method=method, path=target.path, user=None)
        return answer

    # --- where it is --------------------------------------------------------------------------

    def _find_origin(self, cancel: CancelToken) -> Origin:
        while not self._origin_lock.acquire(timeout=0.1):
            cancel.check()
        try:
            if self._origin is None:
                self._origin = self._probe(cancel)
            return self._origin
        finally:
            self._origin_lock.release()

    def _probe(self, cancel: CancelToken) -> Origin:
        """Ask for /v2/ by https; by http when that is allowed and https is not spoken there."""
        secure = origin_of(self.registry, "https")
        may_be_plain = self._access.allow_http or is_loopback_name(secure.host)
        try:
            self._greet(secure, cancel)
        except (RegistryUnreachableError, InsecureRegistryError) as error:
            is_certificate = isinstance(error, InsecureRegistryError) and error.detail != _PLAIN
            if not may_be_plain or is_certificate:
                raise
            plain = origin_of(self.registry, "http")
            try:
                self._greet(plain, cancel)
            except RegistryUnreachableError:
                raise error from None  # what was wrong with https says more
            return plain
        return secure

    def _greet(self, origin: Origin, cancel: CancelToken) -> None:
        target = Target(origin, "/v2/")
        headers = {"User-Agent": _USER_AGENT, "Accept-Encoding": "identity"}
        send = partial(self._send, Outgoing("GET", origin, target.path, headers), target, cancel)
        self._send_patiently(send, True, cancel).discard()

    # --- sending ------------------------------------------------------------------------------

    def _send_patiently(
        self, send: Callable[[], Answer], is_repeatable: bool, cancel: CancelToken
    ) -> Answer:
        """Send, and again when that may help and can do no harm."""
        patience = self._surroundings.patience
        wait_s = patience.first_wait_s
        for tries_left in range(patience.tries - 1 if is_repeatable else 0, -1, -1):
            try:
                answer = send()
            except LineBroken as error:
                if not tries_left:
                    raise RegistryUnreachableError(self.registry, str(error)) from error
            else:
                asked_s = _retry_after_s(answer)
                is_busy = answer.status in _BUSY and asked_s <= patience.longest_wait_s
                if not is_busy or not tries_left:
                    return answer
                answer.close()
                wait_s = max(wait_s, asked_s)
            cancel.wait(wait_s)
            cancel.check()
            wait_s *= 2
        raise BugError("a loop that ends by itself")

    def _follow(
        self,
        method: str,
        target: Target,
        headers: Mapping[str, str],
        body: Body,
        body_bytes: int | None,
        cancel: CancelToken,
    ) -> Answer:
        """Send, and go where the registry leads."""
        for _hop in range(_REDIRECT_LIMIT + 1):
            sent = dict(headers)
            outgoing = Outgoing(
                method, target.origin, target.path, sent, body if isinstance(body, bytes) else None
            )
            answer = self._send(outgoing, target, cancel, body, body_bytes)
            if answer.status not in _REDIRECTS:
                return answer
            location = answer.location
            answer.discard()
            if method not in _REPEATABLE and answer.status not in (307, 308):
                raise self._misbehaved("it leads elsewhere with what it was to store")
            target = self._next_target(location, target)
        raise self._misbehaved(f"it leads on and on, over {_REDIRECT_LIMIT} times")

    def _next_target(self, location: str, before: Target) -> Target:
        target = read_target(location, before.origin, before.path)
        if target.origin.scheme == "http" and before.origin.scheme == "https":
            raise self._misbehaved("it leads from https to plain http")
        return target

    def _send(
        self,
        outgoing: Outgoing,
        target: Target,
        cancel: CancelToken,
        body: Body = None,
        body_bytes: int | None = None,
    ) -> Answer:
        """One request to one host. Raises LineBroken besides what a request raises."""
        cancel.check()
        origin = target.origin
        exchange = Exchange(self._watch, cancel, partial(self._admit, origin))
        try:
            headers = dict(outgoing.headers)
            pieces: bytes | Iterator[bytes] | None = outgoing.body
            if callable(body):
                headers["Content-Length"] = str(body_bytes)
                pieces = self._measured(body(), body_bytes or 0, exchange)
            is_blind = self._access.allow_http and origin.host == self._own_host()
            complete = Outgoing(outgoing.method, origin, outgoing.target, headers, pieces, is_blind)
            response = self._transport.send(complete, exchange)
        except TooSlow as error:
            exchange.end()
            raise RegistryUnreachableError(origin.name, "it does not answer in time") from error
        except NotEncrypted as error:
            exchange.end()
            reason = "it does not encrypt what is said"
            raise InsecureRegistryError(origin.name, reason, detail=_PLAIN) from error
        except BaseException:
            exchange.end()
            raise
        return Answer(response, exchange, target, self._surroundings.patience, self.registry)

    def _measured(
        self, pieces: Iterator[bytes], total_bytes: int, exchange: Exchange
    ) -> Iterator[bytes]:
        """A body on its way: cancellable, never more than announced, not too slow."""
        patience = self._surroundings.patience
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

    def _own_host(self) -> str:
        return origin_of(self.registry, "https").host

    def _admit(self, origin: Origin, address: str, port: int) -> None:
        """Raises RegistryMisbehavedError for an address that the registry must not lead to."""
        kind = self._surroundings.kind_of(address, port)
        if origin.host == self._own_host():
            self._kind = self._kind or kind
            return
        if not may_lead_to(self._kind or AddressKind.WORLD, kind):
            what = f"it leads to {origin.name}, an address {kind.value}"
            raise RegistryMisbehavedError(self.registry, what)

    def _misbehaved(self, what: str) -> RegistryMisbehavedError:
        return RegistryMisbehavedError(self.registry, what)


_PLAIN = "no TLS"


def _retry_after_s(answer: Answer) -> float:
    """Seconds that a busy registry asks us to wait; 0 when it says nothing, or a date."""
    text = answer.headers.get("Retry-After", "")
    with contextlib.suppress(ValueError):
        return float(min(int(text), 86_400)) if text.isdecimal() else 0.0
    return 0.0
