"""Saying who we are: nothing, a password, or a token that a token server gives for it.

What a registry asks for is learnt from its `WWW-Authenticate`. A login is sent to the registry's
own origin, or to a token server of the same house (`core.registry.realms`); a token only to the
registry that it was made for. Sources: the distribution specification, Docker's token
authentication ("Token Authentication Specification", "OAuth2 Token Authentication").
"""

from __future__ import annotations

import base64
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from core.cancel import NEVER, CancelToken
from core.errors import (
    LoginNeededError,
    LoginRefusedError,
    MalformedDocumentError,
    NameGrammarError,
    RegistryMisbehavedError,
)
from core.model import Login, RegistryAccess
from core.oci import strict_json
from core.registry import logins
from core.registry.answers import Answer
from core.registry.challenges import Challenge, read_challenges
from core.registry.realms import may_have_login
from core.registry.refusals import refusal
from core.registry.sending import Asked
from core.registry.targets import Origin, Target, read_target
from core.translation import tr_noop

_TOKEN_LIMIT_BYTES = 1 << 20
_TOKEN = re.compile(r"[\x21-\x7e]{1,32768}")
_SHORTEST_LIFE_S = 60  # what the specification says where nothing is said
_LONGEST_LIFE_S = 3600
_USED_PART = 0.8  # of its life: it has to arrive there, too
_CLIENT = "bricklayer"


Send = Callable[[Asked], Answer]
"""Sends one request without any credentials but those in its headers; follows nothing."""


def check(registry: str, access: RegistryAccess, cancel: CancelToken = NEVER) -> None:
    """Ask the registry whether it takes a login. Keeps nothing.

    Raises Cancelled, LoginRefusedError, LoginNeededError (there is none), RegistryError.
    """
    from core.registry.connection import RegistryConnection

    with RegistryConnection(registry, access) as connection:
        connection.check_login(cancel)


class Authentication:
    """Who we are to one registry. Safe for several threads."""

    def __init__(self, registry: str, access: RegistryAccess, send: Send) -> None:
        self._registry = registry
        self._access = access
        self._send = send
        self._lock = threading.Lock()
        self._challenge: Challenge | None = None
        self._tokens: dict[str, tuple[str, float]] = {}  # by scope; until when, by monotonic
        self._login: Login | None = None
        self._has_looked = False
        self.problems: tuple[str, ...] = ()  # why a kept login may not have been found
        self.user_sent: str | None = None  # whose login went out; None: we came as nobody

    def __repr__(self) -> str:
        return f"Authentication({self._registry!r})"

    @property
    def login_name(self) -> str:
        """Whom the registry takes us for; it complained of no login that was sent."""
        return self.user_sent or ""

    def learn(self, answer: Answer) -> None:
        """What a first answer asks for."""
        if answer.status == 401:
            self._challenge = _chosen(answer)

    def header(self, origin: Origin, scope: str, cancel: CancelToken) -> str:
        """The `Authorization` to send now; "" for none."""
        challenge = self._challenge
        if challenge is None or (challenge.scheme == "bearer" and not scope):
            return ""
        return self._made(challenge, origin, scope, cancel)

    def after_refusal(
        self, answer: Answer, origin: Origin, scope: str, refused: str, cancel: CancelToken
    ) -> str:
        """What to send instead of `refused` after a 401; "" when there is nothing better."""
        challenge = _chosen(answer)
        if challenge is None:
            return ""
        self._challenge = challenge
        self._forget(refused)
        made = self._made(challenge, origin, scope or challenge.scope, cancel)
        return "" if made == refused else made

    def _made(self, challenge: Challenge, origin: Origin, scope: str, cancel: CancelToken) -> str:
        with _held(self._lock, cancel):
            login = self._kept_login(scope)
            if challenge.scheme == "basic":
                if login is None or not login.user:
                    return ""
                self.user_sent = login.user
                return basic(login)
            kept = self._tokens.get(scope)
            if kept is None or kept[1] <= time.monotonic():
                kept = self._new_token(challenge, origin, scope, login, cancel)
                self._tokens[scope] = kept
            return f"Bearer {kept[0]}"

    def _forget(self, refused: str) -> None:
        with self._lock:
            self._tokens = {
                scope: kept
                for scope, kept in self._tokens.items()
                if f"Bearer {kept[0]}" != refused
            }

    def _kept_login(self, scope: str) -> Login | None:
        """Looked for with the first question only: most registries show much to everybody."""
        if not self._has_looked:
            self._has_looked = True
            self._login = self._access.login
            if self._login is None and not self._access.is_anonymous:
                repository = scope.split(":")[1] if scope.startswith("repository:") else ""
                found = logins.look(self._registry, repository)
                self._login, self.problems = found.login, found.problems
        return self._login

    # --- the token server ---------------------------------------------------------------------

    def _new_token(
        self,
        challenge: Challenge,
        origin: Origin,
        scope: str,
        login: Login | None,
        cancel: CancelToken,
    ) -> tuple[str, float]:
        realm = self._realm(challenge, origin, login)
        service = [("service", challenge.service)] if challenge.service else []
        headers = {"Accept": "application/json"}
        if login is not None and login.identity_token:
            form = [("grant_type", "refresh_token"), ("client_id", _CLIENT), *service]
            form += [("scope", scope), ("refresh_token", login.identity_token)]
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            asked = Asked("POST", realm, cancel, headers, urlencode(form).encode())
        else:
            query = [*service, *(("scope", one) for one in scope.split())]
            if login is not None:
                headers["Authorization"] = basic(login)
                query.append(("account", login.user))
            joined = "&" if "?" in realm.path else "?"
            target = Target(realm.origin, realm.path + joined + urlencode(query))
            asked = Asked("GET", target, cancel, headers)
        with self._send(asked) as answer:
            if answer.status != 200:
                raise self._token_refused(answer, login)
            token = self._read_token(answer)
        self.user_sent = None if login is None else login.user
        return token

    def _realm(self, challenge: Challenge, origin: Origin, login: Login | None) -> Target:
        """Where the token server is, when it may be talked to. Raises RegistryMisbehavedError."""
        realm = read_target(challenge.realm, origin) if challenge.realm else None
        if realm is None:
            raise self._misbehaved("it asks for a token without saying who gives one")
        host = realm.origin.name
        if realm.origin.scheme == "http" and origin.scheme == "https":
            raise self._misbehaved(f"it asks for a token over plain http, from {host}")
        if login is not None and not may_have_login(realm.origin.host, origin.host):
            raise self._misbehaved(
                f"it wants your login to be sent to {host}, which is not of its house; "
                "it was not sent"
            )
        is_own = may_have_login(realm.origin.host, origin.host)
        if realm.origin.scheme == "http" and not is_own:
            raise self._misbehaved(f"it asks for a token over plain http, from {host}")
        return realm

    def _token_refused(self, answer: Answer, login: Login | None) -> Exception:
        if answer.status in (400, 401, 403):
            answer.discard()
            if login is None:
                return LoginNeededError(self._registry, detail=" ".join(self.problems))
            return LoginRefusedError(self._registry, login.user)
        user = None if login is None else login.user
        return refusal(answer, self._registry, method="GET", path="", user=user)

    def _read_token(self, answer: Answer) -> tuple[str, float]:
        """Raises RegistryMisbehavedError. Complaints hold nothing of it."""
        try:
            document = strict_json.loads(answer.document(_TOKEN_LIMIT_BYTES), "token")
        except MalformedDocumentError as error:
            raise self._misbehaved("its token server answers with something else") from error
        token = document.get("token") or document.get("access_token")
        if not isinstance(token, str) or not _TOKEN.fullmatch(token):
            raise self._misbehaved("its token server gives no token")
        life_s = document.get("expires_in")
        if not isinstance(life_s, int) or isinstance(life_s, bool):
            life_s = _SHORTEST_LIFE_S
        life_s = min(max(life_s, 1), _LONGEST_LIFE_S)
        return token, time.monotonic() + life_s * _USED_PART

    def _misbehaved(self, what: str) -> RegistryMisbehavedError:
        return RegistryMisbehavedError(self._registry, what)


def basic(login: Login) -> str:
    """A user and a password as a header (RFC 7617). Raises NameGrammarError."""
    if ":" in login.user or not login.user.isprintable():
        rule = "a registry's users have neither colons nor control characters in their names"
        raise NameGrammarError(tr_noop("user name"), login.user, rule)
    pair = f"{login.user}:{login.secret}".encode()
    return "Basic " + base64.b64encode(pair).decode("ascii")


def _chosen(answer: Answer) -> Challenge | None:
    """Tokens before passwords, as everybody does; None when it asks for neither."""
    found = read_challenges(answer.headers.get("WWW-Authenticate", ""))
    by_scheme = {one.scheme: one for one in reversed(found)}
    return by_scheme.get("bearer") or by_scheme.get("basic")


@contextmanager
def _held(lock: threading.Lock, cancel: CancelToken) -> Iterator[None]:
    while not lock.acquire(timeout=0.1):
        cancel.check()
    try:
        yield
    finally:
        lock.release()
