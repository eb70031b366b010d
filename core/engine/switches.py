"""Switches of the built-in engine: which there are, and who is plugged into them."""

from __future__ import annotations

import errno
import threading
from collections.abc import Collection
from ipaddress import IPv4Network

from core.engine.container_record import ContainerDirectories, ContainerRecord
from core.engine.places import Places
from core.engine.switch_ground import ComputersGround, Ground
from core.engine.unplugging import Unplugging, quietly
from core.errors import (
    FacilityMissingError,
    MalformedDocumentError,
    NetworkFailedError,
    NotSupportedError,
    PortTakenError,
    SwitchExistsError,
    SwitchInUseError,
    SwitchNotFoundError,
)
from core.model import NewContainer, NewSwitch, PublishedPort, Switch
from core.network import (
    HOST,
    NONE,
    Definition,
    Definitions,
    HeldNamespace,
    Member,
    Members,
    Plugged,
    ProgramFailedError,
    Programs,
    ProgramsAtWork,
    address_in,
    check_ports,
    check_subnet,
    find_programs,
    free_subnet,
    known_switches,
    require_free,
    require_free_ports,
    routed,
    rules,
)
from core.oci.names import check_switch_name
from core.translation import tr_noop

_ALWAYS_THERE = (NONE, HOST)
_IPV6_SETTING = "/proc/sys/net/ipv6/conf/{}/disable_ipv6"


class Switches:
    """Implements the switches' part of `core.engine.running.RunningContainers`. Thread-safe."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._definitions = Definitions(places.private / "switches.json")
        self._members = Members(places.runtime_dir / "network")
        self._turn = threading.RLock()
        self._held: dict[str, HeldNamespace] = {}  # of containers that this engine plugged in
        self._ground_found: Ground | None = None
        self._at_work = ProgramsAtWork(places.runtime_dir / "switches.lock")
        self._unplugging = Unplugging(self._definitions, self._members, lambda: self._ground)

    # --- which there are ----------------------------------------------------------------------

    def list(self) -> tuple[Switch, ...]:
        """See Engine.switches."""
        try:
            defined = self._definitions.all()
        except MalformedDocumentError:
            defined = ()  # the window goes on; whoever makes or uses one is told
        return known_switches(tuple(self._as_model(one) for one in defined))

    def require(self, request: NewContainer) -> None:
        """Raises SwitchNotFoundError, NotSupportedError, PortTakenError for what cannot be."""
        if request.switch not in _ALWAYS_THERE:
            self._defined(request.switch)
        if not request.ports:
            return
        if request.switch in _ALWAYS_THERE:
            reason = (
                "on the network of this computer its ports are this computer's anyway"
                if request.switch == HOST
                else "a container without a network has none; choose a switch"
            )
            raise NotSupportedError(tr_noop("Publishing ports"), reason)
        check_ports(request.ports, is_rootless=self._places.is_rootless)
        records = ContainerDirectories(self._places.containers).records()
        holders = [(record.name, port) for _directory, record in records for port in record.ports]
        require_free_ports(request.ports, holders)
        self._require_not_forwarded(request.ports)

    def create(self, request: NewSwitch) -> Switch:
        """See RunningContainers.create_switch."""
        name = check_switch_name(request.name)
        self._programs()
        with self._turn:
            defined = self._definitions.all()
            if name in _ALWAYS_THERE or any(one.name == name for one in defined):
                raise SwitchExistsError(name)
            taken = [*routed(), *(one.network for one in defined)]
            if request.subnet.strip():
                subnet = check_subnet(request.subnet)
                require_free(subnet, taken)
            else:
                subnet = free_subnet(taken, self._definitions.number)
            definition = Definition(name, request.has_outside, str(subnet))
            self._definitions.replace((*defined, definition))
        return self._as_model(definition)

    def remove(self, name: str, users: tuple[str, ...]) -> None:
        """See RunningContainers.remove_switch; `users` are names of containers made for it."""
        if name in _ALWAYS_THERE:
            raise NotSupportedError(f"Removing “{name}”", tr_noop("it is part of this computer"))
        with self._turn:
            definition = self._defined(name)
            if users:
                raise SwitchInUseError(name, users)
            kept = tuple(one for one in self._definitions.all() if one.name != name)
            self._definitions.replace(kept)
            bridge = self._definitions.bridge(definition.name)
            if self._members.directory.exists() and not self._members.on(name):
                quietly(lambda: self._unplugging.switch_off(definition, bridge))

    # --- plugging in and out ------------------------------------------------------------------

    def attach(self, record: ContainerRecord) -> Plugged:
        """Plug a container in before it starts.

        Raises NetworkFailedError, PortTakenError, SwitchNotFoundError, FacilityMissingError.
        """
        if record.switch in _ALWAYS_THERE:
            return Plugged(None if record.switch == HOST else "")
        definition = self._defined(record.switch)
        programs = self._programs()
        with self._turn:
            self._unplug(record.id)
            holders = [(one.name, port) for one in self._members.all() for port in one.ports]
            require_free_ports(record.ports, holders)
            self._require_not_forwarded(record.ports)
            try:
                return self._plug(record, definition, programs)
            except (ProgramFailedError, OSError) as error:
                self._unplug(record.id)
                raise NetworkFailedError(
                    record.switch, _reason(error), detail=repr(error)
                ) from error
            except BaseException:
                self._unplug(record.id)
                raise

    def detach(self, record: ContainerRecord) -> None:
        """Take away whatever `attach` made, after it stopped. Idempotent; raises nothing."""
        if record.switch in _ALWAYS_THERE:
            return
        with self._turn:
            self._unplug(record.id)

    def environment(self, record: ContainerRecord) -> tuple[str, ...]:
        """What programs in a container must be told of its network, as NAME=value; often ()."""
        if record.switch in _ALWAYS_THERE:
            return ()
        with self._turn:
            try:
                definition = self._definitions.find(record.switch)
            except MalformedDocumentError:
                return ()  # told when it was started
            return self._ground.environment(definition) if definition else ()

    def recover(self, live_ids: Collection[str]) -> None:
        """Take away what killed engines left; go on for containers that run. Raises nothing."""
        if not self._members.directory.exists():
            return  # nobody was plugged in since this computer started
        with self._turn:
            for member in self._members.all():
                if member.container_id not in live_ids:
                    self._unplug(member.container_id)
            quietly(lambda: self._unplugging.sweep(live_ids))
            for member in self._members.all():
                quietly(lambda one=member: self._take_up(one))  # type: ignore[misc]
            quietly(self._unplugging.end_if_abandoned)

    def close(self) -> None:
        """The engine ends; containers go on."""
        with self._turn:
            if self._ground_found is not None:
                self._ground_found.close()
            for held in self._held.values():
                held.let_go()
            self._held.clear()
            self._at_work.close()

    # --- parts --------------------------------------------------------------------------------

    @property
    def _ground(self) -> Ground:
        if self._ground_found is None:
            if self._places.is_rootless:
                from core.engine.switch_hub import PersonsGround  # brings asyncio with it

                self._ground_found = PersonsGround(self._members.directory, self._at_work)
            else:
                self._ground_found = ComputersGround(self._members.directory, self._at_work)
        return self._ground_found

    def _plug(self, record: ContainerRecord, definition: Definition, programs: Programs) -> Plugged:
        bridge = self._definitions.bridge(definition.name)
        member = Member(record.id, definition, record.name, record.hostname, record.ports)
        self._members.keep(member)
        self._require_own_addresses(definition, bridge)
        surroundings = self._ground.enter(programs)
        held = self._held[record.id] = HeldNamespace()
        rules.install(surroundings, definition, bridge)
        network = self._unplugging.network(definition, bridge, surroundings)
        ports = self._ground.ports_of_plugins(record.ports)
        result = network.add(record.id, held.path, ports)
        # Nothing filters IPv6, and nothing gives addresses: the computer has none on the bridge.
        surroundings.write_setting(_IPV6_SETTING.format(bridge), "1")
        member = member.joined(address_in(result), result)
        self._members.keep(member)
        hosts_file = self._members.write_hosts(bridge, definition.name)
        has_names = definition.has_outside and self._ground.reaches_name_servers()
        self._ground.join(member, bridge)
        return Plugged(
            held.path,
            member.address,
            hosts_file,
            self._members.write_resolv_conf(has_names=has_names),
        )

    def _unplug(self, container_id: str) -> None:
        """Step by step: what fails keeps none of the others, and is swept by the next engine."""
        member = self._members.find(container_id)
        held = self._held.pop(container_id, None)
        if member is not None:
            bridge = self._definitions.bridge(member.switch.name)
            quietly(lambda: self._ground.leave(container_id))
            quietly(lambda: self._unplugging.pull_out(member, bridge, held.path if held else ""))
            quietly(lambda: self._members.forget(container_id))
        if held is not None:
            held.let_go()
        if member is not None:
            if self._members.on(member.switch.name):
                quietly(lambda: void(self._members.write_hosts(bridge, member.switch.name)))
            else:
                quietly(lambda: self._unplugging.switch_off(member.switch, bridge))
            quietly(self._unplugging.end_if_abandoned)

    def _take_up(self, member: Member) -> None:
        bridge = self._definitions.bridge(member.switch.name)
        self._members.write_hosts(bridge, member.switch.name)
        self._ground.join(member, bridge)

    def _programs(self) -> Programs:
        programs = find_programs()
        if programs.missing:
            raise FacilityMissingError(
                tr_noop("what virtual switches are made with"), programs.remedy
            )
        return programs

    def _defined(self, name: str) -> Definition:
        definition = self._definitions.find(name)
        if definition is None:
            raise SwitchNotFoundError(name)
        return definition

    def _require_own_addresses(self, definition: Definition, bridge: str) -> None:
        """Another program, or another repository's switch, may have them by now."""
        if self._places.is_rootless:
            return  # in a network of the person's own
        for other in routed(but=bridge):
            if other.overlaps(IPv4Network(definition.subnet)):
                reason = (
                    f"its addresses {definition.subnet} are in use on this computer ({other}); "
                    "make another switch"
                )
                raise NetworkFailedError(definition.name, reason)

    def _require_not_forwarded(self, ports: tuple[PublishedPort, ...]) -> None:
        """Where rules lead a port elsewhere nobody listens, and yet it is taken."""
        if not ports or self._places.is_rootless:
            return
        surroundings = self._unplugging.surroundings()
        if surroundings is None or surroundings.programs.iptables is None:
            return  # told when it is started
        try:
            forwarded = rules.forwarded_ports(surroundings.iptables_save())
        except ProgramFailedError as error:
            raise NotSupportedError(tr_noop("Publishing ports"), str(error)) from error
        for port in ports:
            if (port.protocol, port.host_port) in forwarded:
                raise PortTakenError(port.host_port, tr_noop("another program"))

    def _as_model(self, definition: Definition) -> Switch:
        programs = find_programs()
        is_available = not programs.missing
        return Switch(
            definition.name,
            tr_noop("Containers on it reach each other by name, and the outside")
            if definition.has_outside
            else tr_noop("Containers on it reach each other by name, and nobody else"),
            is_available=is_available,
            sentence=self._ground.sentence(definition) if is_available else programs.remedy,
            is_named=True,
            has_outside=definition.has_outside,
            subnet=definition.subnet,
        )


def void(_result: object) -> None:
    """The result does not matter."""


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "the number of networks, or the disk, is exhausted"
    text = str(error).strip().rstrip(".")
    return text.splitlines()[-1] if text else type(error).__name__
