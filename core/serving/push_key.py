"""Who may store images: whoever knows one user and one token, made anew with each offer.

Pulling needs neither. Clients that find nothing asked of them at the door never say who they are,
and others give up when they are asked and nobody is logged in; hence the token service that both
understand (distribution, docs/spec/auth/token.md): everybody gets a ticket, and it says what for.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets

USER = "class"
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read as something else
_GROUPS, _GROUP_LENGTH = 3, 4
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?")


class PushKey:
    """Sixty bits that can be read out to a class."""

    def __init__(self) -> None:
        groups = (
            "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS)
        )
        self.user = USER
        self.token = "-".join(groups)
        self.pull_ticket = secrets.token_urlsafe(16)
        self.push_ticket = secrets.token_urlsafe(32)

    def may_push(self, authorization: str) -> bool:
        """Whether that header names the user with the token, or carries the ticket for them."""
        kind, _blank, rest = authorization.strip().partition(" ")
        if kind.lower() == "bearer":
            return _is_same(rest.strip(), self.push_ticket)
        given = credentials_in(authorization)
        return given is not None and self.is_right(*given)

    def has_ticket(self, authorization: str) -> bool:
        """Whether it says at all who comes, as far as we know her."""
        kind, _blank, rest = authorization.strip().partition(" ")
        is_pull = kind.lower() == "bearer" and _is_same(rest.strip(), self.pull_ticket)
        return is_pull or self.may_push(authorization)

    def is_right(self, user: str, token: str) -> bool:
        """Takes the same time whatever is wrong."""
        is_user = _is_same(user, self.user)
        return _is_same(token.strip().lower(), self.token) and is_user


def credentials_in(authorization: str) -> tuple[str, str] | None:
    """User and password of a Basic header (RFC 7617); None where there are none."""
    kind, _blank, rest = authorization.strip().partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        text = base64.b64decode(rest.strip(), validate=True).decode()
    except ValueError:  # binascii's and the codecs' errors are such
        return ("", "")  # it names nobody
    user, _colon, password = text.partition(":")
    return user, password


def realm_host(host_header: str, fallback: str) -> str:
    """The host as the client wrote it, which only it will read; ours where that is none."""
    return host_header if _HOST.fullmatch(host_header) else fallback


def _is_same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), wanted.encode())
