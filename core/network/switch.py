"""Switches as values: the two that always are, and what a container gets that is plugged in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.model import Switch
from core.translation import tr_noop

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


def known_switches(named: tuple[Switch, ...] = ()) -> tuple[Switch, ...]:
    """All switches that can be chosen; "none" and "host" first."""
    return (
        Switch(NONE, tr_noop("No network: the container can only talk to itself")),
        Switch(HOST, tr_noop("The network of this computer, with its names, addresses and ports")),
        *named,
    )
