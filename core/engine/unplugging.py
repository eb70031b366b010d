"""Taking away what plugging containers in made, also after a kill and without the plugins.

Each step is done for itself: what fails keeps none of the others, and is done by the next engine.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Collection

from core.engine.switch_ground import Ground
from core.errors import BricklayerError
from core.network import (
    CniNetwork,
    Definition,
    Definitions,
    Member,
    Members,
    ProgramFailedError,
    Surroundings,
    cable_in,
    find_programs,
    interfaces,
    rules,
)


class Unplugging:
    """For the switches of one repository. Callers take turns."""

    def __init__(
        self, definitions: Definitions, members: Members, ground: Callable[[], Ground]
    ) -> None:
        self._definitions = definitions
        self._members = members
        self._ground = ground

    def surroundings(self) -> Surroundings | None:
        """Where the bridges are; None when that is gone, and they with it.

        Programs may have been uninstalled since: each does its part when it is there.
        """
        return self._ground().find(find_programs())

    def network(
        self, definition: Definition, bridge: str, surroundings: Surroundings
    ) -> CniNetwork:
        """A switch as the plugins see it."""
        return CniNetwork(definition, bridge, self._members.directory / "leases", surroundings)

    def pull_out(self, member: Member, bridge: str, namespace: str) -> None:
        """Take away a container's cable, its address and its ports' ways in."""
        surroundings = self.surroundings()
        if surroundings is None:
            return  # all cables are gone with their bridges
        ports = self._ground().ports_of_plugins(member.ports)
        complaints = ["the plugins were uninstalled"]
        if surroundings.programs.plugins is not None:
            network = self.network(member.switch, bridge, surroundings)
            complaints = network.delete(member.container_id, namespace, ports, member.result)
        cable = cable_in(member.result)
        if cable:
            quietly(lambda: _cut(surroundings, cable))
        if complaints:
            if ports:
                quietly(lambda: rules.remove_forwards(surroundings, bridge, member.container_id))
            raise ProgramFailedError("; ".join(complaints))

    def give_back(self, live_ids: Collection[str], member: Member, bridge: str) -> None:
        """Addresses on a member's switch that no live container has."""
        surroundings = self.surroundings()
        if surroundings is not None:
            self.network(member.switch, bridge, surroundings).forget_leases(tuple(live_ids))

    def switch_off(self, definition: Definition, bridge: str) -> None:
        """The last one has left a switch."""
        self._ground().switch_off(bridge)
        self._members.forget_hosts(bridge)
        surroundings = self.surroundings()
        if surroundings is not None:
            self.network(definition, bridge, surroundings).forget_leases()
            _take_away(surroundings, bridge)

    def sweep(self, live_ids: Collection[str]) -> None:
        """Bridges and rules of switches that nobody is on, addresses that nobody has."""
        self._members.remove_half_written()
        used = {self._definitions.bridge(one.switch.name): one for one in self._members.all()}
        for bridge, member in used.items():
            self.give_back(live_ids, member, bridge)
        surroundings = self.surroundings()
        if surroundings is None:
            return
        left: set[str] = set()
        quietly(lambda: left.update(interfaces(surroundings)))
        ours = {name for name in left if name.startswith(self._definitions.bridges)}
        quietly(
            lambda: ours.update(
                rules.bridges_named(surroundings.iptables_save(), self._definitions.bridges)
            )
        )
        for bridge in ours - used.keys():
            _take_away(surroundings, bridge)

    def end_if_abandoned(self) -> None:
        """Nobody of this repository is plugged in any more: nothing is kept for the next one."""
        if self._members.all() or not self._members.directory.exists():
            return
        surroundings = self.surroundings()
        if surroundings is not None:
            quietly(lambda: self._ground().abandon(surroundings))
        shutil.rmtree(self._members.directory, ignore_errors=True)


def quietly(step: Callable[[], None]) -> None:
    """Do a step of tidying up; what goes wrong is for the log, and for the next engine."""
    try:
        step()
    except (BricklayerError, ProgramFailedError, OSError) as error:
        sys.stderr.write(f"switches: {error}\n")


def _cut(surroundings: Surroundings, cable: str) -> None:
    if cable in interfaces(surroundings):
        # The kernel takes its time after the last process.
        try:
            surroundings.ip("link", "delete", cable)
        except ProgramFailedError:
            pass  # the kernel was quicker


def _take_away(surroundings: Surroundings, bridge: str) -> None:
    """A bridge and all rules that name it."""

    def delete() -> None:
        if bridge in interfaces(surroundings):
            surroundings.ip("link", "delete", bridge)

    quietly(delete)
    quietly(lambda: rules.remove_forwards(surroundings, bridge))
    quietly(lambda: rules.remove(surroundings, bridge))
