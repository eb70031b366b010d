"""The way out of a network that lets nobody out but through a proxy (`https_proxy`, `no_proxy`).

Only what is encrypted goes through: the proxy sees a host's name and port, and passes bytes on
(RFC 9110 9.3.6, CONNECT). This computer and numeric addresses of its own network need none.
"""

from __future__ import annotations

import base64
import re
import socket
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from core.errors import RegistryUnreachableError
from core.registry.addresses import is_loopback_name
from core.registry.targets import Origin
from core.translation import tr_noop

_HEAD_LIMIT_BYTES = 16 << 10
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})[ \r]")
_WANTS_LOGIN = 407


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where it is, and who we are to it."""

    host: str
    port: int
    authorization: str = field(default="", repr=False)


def proxy_for(origin: Origin) -> Proxy | None:
    """What the environment says for a host, None for the straight way.

    Raises RegistryUnreachableError for a proxy that is none, or of a kind that is not spoken here.
    """
    if origin.scheme != "https" or is_loopback_name(origin.host):
        return None
    from urllib.request import getproxies, proxy_bypass

    given = getproxies()
    text = given.get("https") or given.get("all") or ""
    if not text or proxy_bypass(f"{origin.host}:{origin.port}"):
        return None
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        port = parts.port or 80
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme != "http" or not parts.hostname:
        reason = "the proxy that https_proxy names is not one of http://host:port"
        raise RegistryUnreachableError(origin.name, reason)
    return Proxy(parts.hostname, port, _authorization(parts.username, parts.password))


def open_tunnel(line: socket.socket, proxy: Proxy, origin: Origin) -> None:
    """Have the proxy pass on all that follows. Raises OSError, RegistryUnreachableError."""
    host = f"[{origin.host}]" if ":" in origin.host else origin.host
    place = f"{host}:{origin.port}"
    asked = f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n"
    if proxy.authorization:
        asked += f"Proxy-Authorization: {proxy.authorization}\r\n"
    line.sendall(asked.encode("ascii") + b"\r\n")
    head = bytearray()
    while not head.endswith(b"\r\n\r\n"):
        byte = line.recv(1)  # not one more: what follows belongs to TLS
        if not byte:
            raise ConnectionResetError("the proxy went away")
        head += byte
        if len(head) > _HEAD_LIMIT_BYTES:
            raise RegistryUnreachableError(
                origin.name, tr_noop("this network's proxy talks nonsense")
            )
    match = _STATUS.match(head)
    status = int(match[1]) if match else 0
    if status == _WANTS_LOGIN:
        reason = "this network's proxy wants a user and a password in https_proxy"
        raise RegistryUnreachableError(origin.name, reason)
    if not 200 <= status < 300:
        reason = f"this network's proxy does not let us through to it (it answers {status})"
        raise RegistryUnreachableError(origin.name, reason)


def _authorization(user: str | None, secret: str | None) -> str:
    if not user:
        return ""
    pair = f"{unquote(user)}:{unquote(secret or '')}".encode()
    return "Basic " + base64.b64encode(pair).decode("ascii")
