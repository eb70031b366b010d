"""Virtual switches that containers are plugged into."""

from core.network import rules, web_proxy
from core.network.at_work import ProgramsAtWork
from core.network.cni import CniNetwork, address_in, cable_in
from core.network.definitions import Definition, Definitions
from core.network.members import Member, Members, outside_resolv_conf
from core.network.namespaces import HeldNamespace, SocketsWithin, listening_socket
from core.network.ports import check_ports, require_free_ports
from core.network.programs import (
    ProgramFailedError,
    Programs,
    Surroundings,
    find_programs,
    interfaces,
)
from core.network.relays import Relays, forward_to
from core.network.subnets import check_subnet, free_subnet, require_free, routed
from core.network.switch import HOST, NONE, Plugged, known_switches

__all__ = [
    "HOST",
    "NONE",
    "CniNetwork",
    "Definition",
    "Definitions",
    "HeldNamespace",
    "Member",
    "Members",
    "Plugged",
    "ProgramFailedError",
    "Programs",
    "ProgramsAtWork",
    "Relays",
    "SocketsWithin",
    "Surroundings",
    "address_in",
    "cable_in",
    "check_ports",
    "check_subnet",
    "find_programs",
    "forward_to",
    "free_subnet",
    "interfaces",
    "known_switches",
    "listening_socket",
    "outside_resolv_conf",
    "require_free",
    "require_free_ports",
    "routed",
    "rules",
    "web_proxy",
]
