"""Under which addresses other computers reach this one."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_UP = 0x1  # netdevice(7), IFF_UP
_ANYWHERE = (  # for documentation (RFC 5737, RFC 3849): looked up in the routes, never talked to
    (socket.AF_INET, "192.0.2.1"),
    (socket.AF_INET6, "2001:db8::1"),
)
_CLASSES = Path("/sys/class/net")


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Interface:
    """A network interface that is up, with addresses that others can type."""

    name: str
    addresses: tuple[str, ...]
    is_loopback: bool = False
    is_bridge: bool = False  # as containers and virtual machines hang on
    networks: tuple[Network, ...] = ()


def own_addresses() -> tuple[str, ...]:
    """Of all interfaces that are up: the way out first, then others, loopback last."""
    return in_order(interfaces(), ways_out())


def in_order(found: Iterable[Interface], ways_out: tuple[str, ...]) -> tuple[str, ...]:
    """IPv4 before IPv6, since that is easier to type. Bridges count only as the way out."""
    ranked = []
    for position, interface in enumerate(found):
        is_way_out = bool(set(interface.addresses) & set(ways_out))
        if interface.is_bridge and not is_way_out:
            continue
        for address in interface.addresses:
            place = (interface.is_loopback, not is_way_out, ":" in address, address not in ways_out)
            ranked.append((place, position, address))
    ranked.sort(key=lambda item: item[:2])
    return tuple(dict.fromkeys(address for _place, _position, address in ranked))


def interfaces() -> tuple[Interface, ...]:
    """What the system has."""
    import ifaddr  # what zeroconf stands on

    found = []
    for adapter in ifaddr.get_adapters():
        if not _is_up(adapter.name):
            continue
        pairs = (
            (ip.ip if isinstance(ip.ip, str) else ip.ip[0], ip.network_prefix) for ip in adapter.ips
        )
        typed = [(text, prefix) for text, prefix in pairs if _can_be_typed(text)]
        addresses = tuple(text for text, _prefix in typed)
        networks = tuple(ipaddress.ip_network(pair, strict=False) for pair in typed)
        is_loopback = any(ipaddress.ip_address(text).is_loopback for text in addresses)
        is_bridge = (_CLASSES / adapter.name / "bridge").exists()
        if addresses:
            found.append(Interface(adapter.name, addresses, is_loopback, is_bridge, networks))
    return tuple(found)


def ways_out() -> tuple[str, ...]:
    """The addresses that this computer is seen under from far away; nothing is sent."""
    found = []
    for family, anywhere in _ANYWHERE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((anywhere, 9))
                found.append(str(probe.getsockname()[0]))
        except OSError:
            continue  # there is no such way
    return tuple(found)


def with_port(address: str, port: int) -> str:
    """host:port, as it stands in a reference."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _is_up(name: str) -> bool:
    try:
        return bool(int((_CLASSES / name / "flags").read_text(), 16) & _UP)
    except (OSError, ValueError):
        return True  # another system than Linux: it has an address, so it counts


def _can_be_typed(text: str) -> bool:
    """Link-local IPv6 needs the interface's name on the other computer."""
    address = ipaddress.ip_address(text)
    return not (address.version == 6 and address.is_link_local)
