"""Published ports: whether they can be, before anybody relies on them."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterable
from ipaddress import AddressValueError, IPv4Address
from pathlib import Path

from core.errors import NotSupportedError, PortTakenError
from core.model import PublishedPort
from core.translation import tr_noop

_FIRST_FREE = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
_EVERYBODY = "0.0.0.0"
Holder = tuple[str, PublishedPort]  # a container's name and a port that it publishes


def check_ports(ports: Iterable[PublishedPort], *, is_rootless: bool) -> None:
    """Raises NotSupportedError for what cannot be published here at all."""
    first_free = first_free_port() if is_rootless else 1
    for port in ports:
        what = f"Publishing port {port.as_text}"
        if not (0 < port.host_port < 1 << 16 and 0 < port.container_port < 1 << 16):
            raise NotSupportedError(what, tr_noop("ports have numbers from 1 to 65535"))
        if port.protocol not in ("tcp", "udp"):
            raise NotSupportedError(what, tr_noop("the protocol must be tcp or udp"))
        try:
            IPv4Address(port.host_address)
        except AddressValueError as error:
            reason = "the address must be one of this computer's like 127.0.0.1, or 0.0.0.0"
            raise NotSupportedError(what, reason, detail=str(error)) from error
        if is_rootless and port.protocol == "udp":
            raise NotSupportedError(what, tr_noop("without root only tcp is forwarded"))
        if port.host_port < first_free:
            reason = f"ports below {first_free} are for root; choose a higher one"
            raise NotSupportedError(what, reason)


def require_free_ports(ports: Iterable[PublishedPort], holders: Iterable[Holder]) -> None:
    """Raises PortTakenError naming the container that has it, or "another program"."""
    known = list(holders)
    for port in ports:
        for name, other in known:
            if clash(port, other):
                raise PortTakenError(port.host_port, name)
        known.append(("this container itself", port))
        if not _can_bind(port):
            raise PortTakenError(port.host_port, tr_noop("another program"))


def clash(one: PublishedPort, other: PublishedPort) -> bool:
    """Whether two cannot be published at the same time."""
    addresses = {one.host_address, other.host_address}
    is_same_place = len(addresses) == 1 or _EVERYBODY in addresses
    return is_same_place and (one.host_port, one.protocol) == (other.host_port, other.protocol)


def first_free_port() -> int:
    """The lowest that an ordinary person may listen at (ip-sysctl)."""
    try:
        return int(_FIRST_FREE.read_text())
    except (OSError, ValueError):
        return 1024


def _can_bind(port: PublishedPort) -> bool:
    """Whether nobody listens there. Raises NotSupportedError for an address of others."""
    kind = socket.SOCK_STREAM if port.protocol == "tcp" else socket.SOCK_DGRAM
    with socket.socket(socket.AF_INET, kind) as trial:
        if kind is socket.SOCK_STREAM:
            # Old connections do not matter; somebody who listens does in any case (socket(7)).
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((port.host_address, port.host_port))
            if kind is socket.SOCK_STREAM:
                trial.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            what = f"Publishing port {port.as_text}"
            if error.errno == errno.EADDRNOTAVAIL:
                reason = f"{port.host_address} is no address of this computer"
                raise NotSupportedError(what, reason) from error
            raise NotSupportedError(what, error.strerror or str(error)) from error
    return True
