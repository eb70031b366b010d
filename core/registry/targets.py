"""Addresses that a registry gives: redirects, upload locations, further pages, token servers.

Whatever two readers could read differently is refused: other schemes, user names, white space,
control characters, backslashes, letters beyond ASCII.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from core.errors import RegistryMisbehavedError
from core.oci.remote_names import DOCKER_HUB
from core.translation import tr_noop

_PORTS = {"https": 443, "http": 80}
_LETTERS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]{1,16384}")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\.?|[0-9a-f:.]+")
_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_LINK_LIMIT_CHARS = 32 << 10
_HUB_HOST = "registry-1.docker.io"


@dataclass(frozen=True, slots=True)
class Origin:
    """What credentials are bound to."""

    scheme: str
    host: str  # without brackets, lower case
    port: int

    @property
    def name(self) -> str:
        """host[:port], the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Target:
    """One address: where, and what is asked for there."""

    origin: Origin
    path: str  # with the query

    @property
    def url(self) -> str:
        """As text; holds keys at times: not to be shown."""
        return f"{self.origin.scheme}://{self.origin.name}{self.path}"


def origin_of(registry: str, scheme: str) -> Origin:
    """Where a registry host[:port] answers; Docker Hub's is called otherwise than its images."""
    if registry == DOCKER_HUB:
        registry = _HUB_HOST
    parts = urlsplit(f"{scheme}://{registry}")
    return Origin(scheme, (parts.hostname or "").lower(), parts.port or _PORTS[scheme])


def read_target(given: str, origin: Origin, asked: str = "/") -> Target:
    """An address as `origin` gave it in the answer to what was `asked`; may be relative.

    Raises RegistryMisbehavedError.
    """
    name = origin.name
    if not _LETTERS.fullmatch(given):
        raise RegistryMisbehavedError(
            name, tr_noop("an address that it gave holds what none may hold")
        )
    try:
        alone = urlsplit(given)
        if alone.scheme in _PORTS and not alone.hostname:
            raise RegistryMisbehavedError(name, tr_noop("an address that it gave names no host"))
        parts = urlsplit(urljoin(f"{origin.scheme}://{origin.name}{asked}", given))
        port = parts.port
    except ValueError as error:
        raise RegistryMisbehavedError(
            name, tr_noop("an address that it gave cannot be read")
        ) from error
    host = (parts.hostname or "").lower()
    if parts.scheme not in _PORTS:
        raise RegistryMisbehavedError(
            name, tr_noop("it leads to something else than http or https")
        )
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise RegistryMisbehavedError(name, tr_noop("an address that it gave holds a user's name"))
    if not _HOST.fullmatch(host) or port == 0:
        raise RegistryMisbehavedError(name, tr_noop("an address that it gave names no host"))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(Origin(parts.scheme, host, port or _PORTS[parts.scheme]), path)


def next_page(header: str) -> str:
    """The address of the next page in a `Link` header (RFC 8288), "" when there is none."""
    for match in _LINK.finditer(header[:_LINK_LIMIT_CHARS]):
        if re.search(r"""(?i)\brel\s*=\s*(?:"next"|next\b)""", match[2]):
            return match[1]
    return ""
