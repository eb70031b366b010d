"""Talking to one registry (OCI distribution specification): safely, and whoever answers.

Credentials go to the registry's own scheme, host and port only. Redirects are followed here, at
most five, never from https to http, never to addresses that only this computer can reach unless
the registry is there itself.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from types import TracebackType

from core.cancel import CancelToken
from core.errors import (
    InsecureRegistryError,
    LoginNeededError,
    RegistryMisbehavedError,
    RegistryUnreachableError,
)
from core.model import RegistryAccess
from core.registry.addresses import is_loopback_name
from core.registry.answers import Answer
from core.registry.authentication import Authentication
from core.registry.reference import check_registry
from core.registry.refusals import refusal
from core.registry.sending import PLAIN, Asked, Body, Sender
from core.registry.surroundings import Surroundings
from core.registry.targets import Origin, Target, next_page, origin_of, read_target


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
        self._sender = Sender(self.registry, access.allow_http, surroundings or Surroundings())
        self._authentication = Authentication(self.registry, access, self._sender.send)
        self._origin: Origin | None = None
        self._origin_lock = threading.Lock()

    def __enter__(self) -> RegistryConnection:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"RegistryConnection({self.registry!r})"

    def close(self) -> None:
        """Close what is kept open. Idempotent."""
        self._sender.close()

    @property
    def is_plain(self) -> bool:
        """Whether it answered over plain http; False before the first request."""
        return self._origin is not None and self._origin.scheme == "http"

    @property
    def login_name(self) -> str:
        """Whom the registry takes us for, "" for nobody or as long as it did not ask."""
        return self._authentication.login_name

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
        target = self._sender.lead(path, Target(origin, "/"))
        asked = Asked(method, target, cancel, headers or {}, body, body_bytes)
        answer = self._as_it_wants(asked, origin, scope)
        if answer.status in accepted:
            return answer
        user = self._authentication.user_sent
        error = refusal(answer, self.registry, method=method, path=target.path, user=user)
        if isinstance(error, LoginNeededError) and self._authentication.problems:
            error.detail = " ".join(self._authentication.problems)
        raise error

    def pages(
        self, path: str, *, scope: str = "", cancel: CancelToken, limit_pages: int = 1000
    ) -> Iterator[bytes]:
        """The documents of a list that comes in pages (distribution specification, `Link`).

        Raises what `request` raises; RegistryMisbehavedError for a list that never ends, or goes
        on with another host.
        """
        seen: set[str] = set()
        while path:
            if path in seen or len(seen) >= limit_pages:
                raise self._misbehaved("its list does not end")
            seen.add(path)
            with self.request("GET", path, scope=scope, cancel=cancel) as answer:
                content = answer.document()
                following = next_page(answer.headers.get("Link", ""))
            yield content
            if not following:
                return
            origin = self._find_origin(cancel)
            target = read_target(following, origin, path)
            if target.origin != origin:
                raise self._misbehaved("its list goes on with another host")
            path = target.path

    def check_login(self, cancel: CancelToken) -> None:
        """See core.registry.authentication.check."""
        self.request("GET", "/v2/", accepted=(200, 404), cancel=cancel).discard()

    def _as_it_wants(self, asked: Asked, origin: Origin, scope: str) -> Answer:
        """With the credentials that the registry wants, which it may tell only now."""
        if asked.target.origin != origin:
            return self._sender.follow(asked)
        who = self._authentication
        header = who.header(origin, scope, asked.cancel)
        answer = self._sender.follow(asked, header)
        if answer.status != 401 or answer.source.origin != origin:
            return answer
        better = who.after_refusal(answer, origin, scope, header, asked.cancel)
        if not better:
            return answer
        answer.discard()
        return self._sender.follow(asked, better)

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
        greeting = Asked("GET", Target(secure, "/v2/"), cancel, {})
        try:
            self._greet(greeting)
        except (RegistryUnreachableError, InsecureRegistryError) as error:
            is_certificate = isinstance(error, InsecureRegistryError) and error.detail != PLAIN
            may_be_plain = self._access.allow_http or is_loopback_name(secure.host)
            if is_certificate or not may_be_plain:
                raise
            plain = origin_of(self.registry, "http")
            try:
                self._greet(replace(greeting, target=Target(plain, "/v2/")))
            except RegistryUnreachableError:
                raise error from None  # what was wrong with https says more
            return plain
        return secure

    def _greet(self, greeting: Asked) -> None:
        answer = self._sender.send(greeting)
        self._authentication.learn(answer)
        answer.discard()

    def _misbehaved(self, what: str) -> RegistryMisbehavedError:
        return RegistryMisbehavedError(self.registry, what)
