"""Which addresses a switch has: chosen so that nothing on this computer is shadowed."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable
from ipaddress import IPv4Network, ip_network
from pathlib import Path

from core.errors import NameGrammarError, NotSupportedError
from core.translation import tr_noop

_ROUTES = Path("/proc/net/route")
_POOL = IPv4Network("10.87.0.0/16")  # private (RFC 1918), and no default of another program
_PREFIX = 24
_RULE = "write one of your own like 10.87.1.0/24, from /16 to /29, of 10…, 172.16… or 192.168…"
_RTF_UP = 1


def check_subnet(given: str) -> IPv4Network:
    """Raises NameGrammarError for what cannot be the subnet of a switch."""
    try:
        network = ip_network(given.strip())
    except ValueError as error:
        raise NameGrammarError("subnet", given, _RULE, detail=str(error)) from error
    private = map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
    is_fitting = (
        isinstance(network, IPv4Network)
        and 16 <= network.prefixlen <= 29
        and any(network.subnet_of(block) for block in private)
    )
    if not isinstance(network, IPv4Network) or not is_fitting:
        raise NameGrammarError("subnet", given, _RULE)
    return network


def require_free(network: IPv4Network, taken: Iterable[IPv4Network]) -> None:
    """Raises NotSupportedError when addresses would be there twice."""
    for other in taken:
        if network.overlaps(other):
            reason = f"{other} is in use already; choose another one, or leave it open"
            raise NotSupportedError(f"Subnet {network}", reason)


def free_subnet(taken: Iterable[IPv4Network], start: int = 0) -> IPv4Network:
    """The first that is free, beginning with the `start`-th. Raises NotSupportedError."""
    known = list(taken)
    candidates = list(_POOL.subnets(new_prefix=_PREFIX))
    start %= len(candidates)
    for candidate in (*candidates[start:], *candidates[:start]):
        if not any(candidate.overlaps(other) for other in known):
            return candidate
    raise NotSupportedError(tr_noop("One more switch"), f"all of {_POOL} is in use")


def routed(routes: Path = _ROUTES, but: str = "") -> list[IPv4Network]:
    """Where this computer finds others, without the default route and the interface `but`.

    proc(5): addresses are hexadecimal, in the processor's order of bytes.
    """
    found = []
    try:
        lines = routes.read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return []  # no network at all
    for line in lines:
        interface, destination, _gateway, flags, *_rest = line.split()
        mask = line.split()[7]
        if interface != but and int(mask, 16) and int(flags, 16) & _RTF_UP:
            found.append(IPv4Network((_address(destination), _address(mask))))
    return found


def _address(text: str) -> str:
    return socket.inet_ntoa(struct.pack("=I", int(text, 16)))
