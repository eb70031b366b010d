"""Where a name leads to: the whole world, this network, or this very computer.

A registry may send its clients elsewhere for the bytes. It must not make them knock at doors that
only they can reach: other programs of this computer, a router, a cloud's metadata.
"""

from __future__ import annotations

import enum
import ipaddress
import socket
import threading
from collections.abc import Callable
from functools import partial

from core.cancel import CancelToken
from core.errors import RegistryUnreachableError


class AddressKind(enum.Enum):
    """Who can reach an address."""

    WORLD = "in the internet"
    NETWORK = "of a private network"
    LINK = "of this network segment, or of a cloud's metadata"
    COMPUTER = "of this computer"


Resolve = Callable[[str, int], list[tuple[str, int]]]
"""From host and port to addresses and ports, best first; raises OSError."""

_METADATA = {
    ipaddress.ip_address(text)
    for text in ("169.254.169.254", "fd00:ec2::254", "100.100.100.200", "192.0.0.192")
}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# What a registry at an address of the first kind may lead to, besides the internet.
_NEIGHBOURS = {
    AddressKind.WORLD: set[AddressKind](),
    AddressKind.NETWORK: {AddressKind.NETWORK},
    AddressKind.LINK: {AddressKind.LINK},
    AddressKind.COMPUTER: {AddressKind.COMPUTER, AddressKind.NETWORK},
}


def kind_of_address(address: str, port: int) -> AddressKind:
    """Of a numeric address; the port does not matter (it does for who stands in for several)."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        ip = _inner_address(ip)
    if ip in _METADATA or ip.is_link_local or ip.is_multicast:
        return AddressKind.LINK
    if ip.is_loopback or ip.is_unspecified:
        return AddressKind.COMPUTER
    return AddressKind.WORLD if ip.is_global else AddressKind.NETWORK


def may_lead_to(registry: AddressKind, target: AddressKind) -> bool:
    """Whether a registry at an address of one kind may send us to one of another."""
    return target is AddressKind.WORLD or target in _NEIGHBOURS[registry]


def is_loopback_name(host: str) -> bool:
    """Whether a host's name can mean nothing but this computer (RFC 6761)."""
    bare = host.strip("[]").lower().rstrip(".")
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def resolve_name(host: str, port: int) -> list[tuple[str, int]]:
    """Ask the system. Raises OSError."""
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys((str(entry[4][0]), int(entry[4][1])) for entry in found))


def resolve_within(
    resolve: Resolve, host: str, port: int, limit_s: float, cancel: CancelToken, name: str
) -> list[tuple[str, int]]:
    """The same, but never longer than `limit_s`, and no longer than it is wanted.

    Asking for a name cannot be interrupted, so a thread of its own does it and may be left behind.
    `name` is what the host is called in errors.
    Raises Cancelled, RegistryUnreachableError.
    """
    found: list[list[tuple[str, int]] | OSError | UnicodeError] = []
    done = threading.Event()

    def ask() -> None:
        try:
            found.append(resolve(host, port))
        except (OSError, UnicodeError) as error:
            found.append(error)
        done.set()

    threading.Thread(target=ask, name="name look-up", daemon=True).start()
    forget = cancel.on_cancel(done.set)
    done.wait(limit_s)
    forget()
    cancel.check()
    unreachable = partial(RegistryUnreachableError, name)
    if not found:
        raise unreachable("this network does not answer what its address is")
    answer = found[0]
    if isinstance(answer, Exception):
        raise unreachable("nobody knows a computer of that name", detail=str(answer))
    return answer


def _inner_address(
    ip: ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address of the old kind that one of the new kind may stand for."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip
