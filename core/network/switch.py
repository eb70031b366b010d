"""Switches: "none", "host", and the place where drivers for named ones are plugged in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.model import Switch

NONE = "none"
HOST = "host"


@dataclass(frozen=True, slots=True)
class Plugged:
    """A container's network, ready to be joined.

    `namespace`: None shares the computer's, "" is a new one with nothing in it, else the path of
    one to join. The files are to be seen in the container in place of the image's.
    """

    namespace: str | None
    address: str = ""
    hosts_file: Path | None = None
    resolv_conf: Path | None = None


class SwitchDriver(Protocol):
    """Makes named switches: a bridge with addresses, for instance by the CNI plugins."""

    def switches(self) -> Sequence[Switch]:
        """The switches that exist now."""
        ...

    def attach(self, container_id: str, switch: str) -> Path:
        """Plug a container in before it starts; the network namespace that it shall join."""
        ...

    def detach(self, container_id: str, switch: str) -> None:
        """Unplug it after it stopped. Idempotent."""
        ...


def known_switches(driver: SwitchDriver | None = None) -> tuple[Switch, ...]:
    """All switches that can be chosen; "none" and "host" first."""
    return (
        Switch(NONE, "No network: the container can only talk to itself"),
        Switch(HOST, "The network of this computer, with its names, addresses and ports"),
        *(driver.switches() if driver else ()),
    )
