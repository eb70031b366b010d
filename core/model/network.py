"""Virtual switches, and what of a container is reached from outside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Switch:
    """A virtual switch that containers can be plugged into.

    "none" and "host" always exist and cannot be removed. `subnet` is like "10.88.1.0/24".
    `sentence` says why it cannot be used here, or how far (no way out, no published ports).
    """

    name: str
    description: str
    is_available: bool = True
    sentence: str = ""
    is_named: bool = False  # made by the person
    has_outside: bool = False  # its containers reach the outside through NAT, or a stand-in for it
    subnet: str = ""


@dataclass(frozen=True, slots=True)
class NewSwitch:
    """A switch to be made. Private: its containers reach each other and nobody else."""

    name: str
    has_outside: bool = False
    subnet: str = ""  # "" = the first one that is free here


@dataclass(frozen=True, slots=True)
class PublishedPort:
    """A port of this computer that leads into a container."""

    host_port: int
    container_port: int
    protocol: str = "tcp"  # or "udp"
    host_address: str = "127.0.0.1"  # where it listens; "0.0.0.0": for everybody who reaches us

    @property
    def as_text(self) -> str:
        """Like "8080 → 80", with address and protocol where they are not the usual ones."""
        address = "" if self.host_address == "127.0.0.1" else f"{self.host_address}:"
        protocol = "" if self.protocol == "tcp" else f"/{self.protocol}"
        return f"{address}{self.host_port} → {self.container_port}{protocol}"
