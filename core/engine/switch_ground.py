"""Where the bridges of switches are: in this computer's network, or in one of the person's own.

Root's bridges are the computer's; the plugins lead published ports to them. Without root they are
in a network namespace that a small process holds for as long as somebody is plugged in; ports are
led into it by this process, and the way out is a stand-in (see `core.engine.switch_hub`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from core.model import PublishedPort
from core.network import (
    Definition,
    Member,
    Programs,
    ProgramsAtWork,
    Surroundings,
    interfaces,
    rules,
)

_CHAINS_NOTE = "plugins-chains-are-ours"
_ANY_SWITCH = "brk-"
_OTHERS_PLACES = (Path("/var/lib/cni/networks"), Path("/var/lib/cni/cache"))


class Ground(Protocol):
    """The differences between root and an ordinary person. Callers take turns."""

    def enter(self, programs: Programs) -> Surroundings:
        """Make it ready for a switch. Raises ProgramFailedError, OSError."""
        ...

    def find(self, programs: Programs) -> Surroundings | None:
        """As it is; None when it is gone, and all switches with it."""
        ...

    def ports_of_plugins(self, ports: tuple[PublishedPort, ...]) -> tuple[PublishedPort, ...]:
        """Those of the published ports that the CNI plugins lead in."""
        ...

    def join(self, member: Member, bridge: str) -> None:
        """A container is plugged in, or was by an engine before. PortTakenError, OSError."""
        ...

    def leave(self, container_id: str) -> None:
        """A container is about to be unplugged. Idempotent."""
        ...

    def switch_off(self, bridge: str) -> None:
        """The last container of a switch was unplugged. Idempotent."""
        ...

    def abandon(self, surroundings: Surroundings) -> None:
        """Nobody is plugged in any more. Raises ProgramFailedError."""
        ...

    def sentence(self, definition: Definition) -> str:
        """How far a switch goes here; "" when nothing is missing."""
        ...

    def environment(self, definition: Definition) -> tuple[str, ...]:
        """What programs on a switch must be told to find the way out, NAME=value."""
        ...

    def reaches_name_servers(self) -> bool:
        """Whether containers on a switch with a way out can ask the computer's name servers."""
        ...

    def close(self) -> None:
        """The engine ends; containers go on."""
        ...


class ComputersGround:
    """For root. Implements Ground."""

    def __init__(self, directory: Path, at_work: ProgramsAtWork) -> None:
        self._at_work = at_work
        # For all repositories: the last one to unplug is not always the first one to plug in.
        self._chains_note = directory.parent.parent / _CHAINS_NOTE

    def enter(self, programs: Programs) -> Surroundings:
        surroundings = self.find(programs)
        if not rules.has_plugins_chains(surroundings.iptables_save()):
            self._chains_note.touch()
        return surroundings

    def find(self, programs: Programs) -> Surroundings:
        return Surroundings(programs, kept_open=self._at_work.descriptor())

    def ports_of_plugins(self, ports: tuple[PublishedPort, ...]) -> tuple[PublishedPort, ...]:
        return ports

    def join(self, member: Member, bridge: str) -> None:
        """The plugins did it all."""

    def leave(self, container_id: str) -> None:
        """The plugins do it all."""

    def switch_off(self, bridge: str) -> None:
        """Nothing of ours serves it."""

    def abandon(self, surroundings: Surroundings) -> None:
        if any(name.startswith(_ANY_SWITCH) for name in interfaces(surroundings)):
            return  # another repository's: it may be about to publish a port, and comes after us
        # The claim is lost when an engine is killed, or another one took it back meanwhile: then
        # they are ours where nobody else uses plugins.
        are_ours = self._chains_note.exists()
        if not are_ours and any(is_filled(place) for place in _OTHERS_PLACES):
            return
        if rules.remove_empty_plugin_chains(surroundings, are_ours=are_ours):
            self._chains_note.unlink(missing_ok=True)

    def sentence(self, definition: Definition) -> str:
        return ""

    def environment(self, definition: Definition) -> tuple[str, ...]:
        return ()

    def reaches_name_servers(self) -> bool:
        return True

    def close(self) -> None:
        """Nothing is open."""


def is_filled(place: Path) -> bool:
    """Whether something lies in a directory."""
    try:
        return any(place.iterdir())
    except FileNotFoundError:
        return False
