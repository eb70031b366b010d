"""What the plugins are told and answer, which rules stand, and who has a port."""

from __future__ import annotations

import json
import socket
import stat
from pathlib import Path

import pytest

from core.errors import NotSupportedError, PortTakenError
from core.model import PublishedPort as Port
from core.network import (
    CniNetwork,
    Definition,
    ProgramFailedError,
    Programs,
    Surroundings,
    address_in,
    cable_in,
    check_ports,
    require_free_ports,
    rules,
)
from core.network.ports import clash

_BRIDGE = "brk-12340abcdef"
_OPEN = Definition("open", has_outside=True, subnet="10.87.3.0/24")
_PRIVATE = Definition("private", has_outside=False, subnet="10.87.3.0/24")
_PLUGIN = """#!/bin/sh
echo "$CNI_COMMAND $(basename "$0") $CNI_CONTAINERID $CNI_NETNS" >> {log}
cat >> {log}; echo >> {log}
[ -e {log}.refuse ] && {{ echo '{{"code": 7, "msg": "no", "details": "room"}}'; exit 1; }}
[ "$CNI_COMMAND" = DEL ] || echo '{{"ips": [{{"address": "10.87.3.2/24"}}], "by": "plugin"}}'
"""


def _programs(directory: Path, log: Path) -> Programs:
    for name in ("bridge", "portmap", "iptables-save", "iptables-restore"):
        path = directory / name
        path.write_text(_PLUGIN.format(log=log))
        path.chmod(0o755)
    return Programs(directory, directory / "iptables", Path("/bin/true"), Path("/bin/true"))


def _calls(log: Path) -> list[tuple[str, dict[str, object]]]:
    lines = [line for line in log.read_text().splitlines() if line]
    return [(one, json.loads(two)) for one, two in zip(lines[::2], lines[1::2], strict=True)]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


def _network(definition: Definition, tmp_path: Path, log: Path) -> CniNetwork:
    surroundings = Surroundings(_programs(tmp_path, log))
    return CniNetwork(definition, _BRIDGE, tmp_path / "leases", surroundings)


def test_plugins_are_called_one_after_the_other(tmp_path: Path, log: Path) -> None:
    network = _network(_OPEN, tmp_path, log)
    ports = (Port(8080, 80), Port(53, 53, "udp", "0.0.0.0"))
    result = network.add("c1", "/proc/1/fd/3", ports)
    (first, bridge), (second, portmap) = _calls(log)
    assert first == "ADD bridge c1 /proc/1/fd/3"
    assert second == "ADD portmap c1 /proc/1/fd/3"
    assert bridge["isDefaultGateway"] is True
    assert bridge["name"] == _BRIDGE
    assert portmap["prevResult"] == result
    assert portmap["runtimeConfig"] == {
        "portMappings": [
            {"hostPort": 8080, "containerPort": 80, "protocol": "tcp", "hostIP": "127.0.0.1"},
            {"hostPort": 53, "containerPort": 53, "protocol": "udp"},
        ]
    }
    log.unlink()
    assert network.delete("c1", "", ports, result) == []
    assert [one for one, _ in _calls(log)] == ["DEL portmap c1 ", "DEL bridge c1 "]


def test_without_a_way_out_there_is_no_default_route(tmp_path: Path, log: Path) -> None:
    _network(_PRIVATE, tmp_path, log).add("c1", "ns", ())
    ((_, bridge),) = _calls(log)
    assert bridge["isDefaultGateway"] is False


def test_what_a_plugin_complains_about_is_heard(tmp_path: Path, log: Path) -> None:
    network = _network(_OPEN, tmp_path, log)
    Path(f"{log}.refuse").touch()
    with pytest.raises(ProgramFailedError, match="bridge: no room"):
        network.add("c1", "ns", ())
    # Unplugging goes on after a complaint.
    complaints = network.delete("c1", "", (Port(8080, 80),), {})
    assert complaints == ["portmap: no room", "bridge: no room"]


def test_results_of_plugins_are_read() -> None:
    result = {
        "ips": [{"address": "10.87.3.2/24"}],
        "interfaces": [{"name": _BRIDGE}, {"name": "veth1"}, {"name": "eth0", "sandbox": "/ns"}],
    }
    assert address_in(result) == "10.87.3.2"
    assert cable_in(result) == "veth1"
    assert cable_in({}) == ""
    for odd in ({}, {"ips": []}, {"ips": [{}]}, {"ips": [{"address": "here"}]}):
        with pytest.raises(ProgramFailedError):
            address_in(odd)


def test_addresses_of_the_dead_are_given_back(tmp_path: Path, log: Path) -> None:
    network = _network(_OPEN, tmp_path, log)
    directory = tmp_path / "leases" / _BRIDGE
    directory.mkdir(parents=True)
    (directory / "10.87.3.2").write_text("alive\r\neth0")
    (directory / "10.87.3.3").write_text("dead\r\neth0")
    (directory / "last_reserved_ip.0").write_text("10.87.3.3")
    network.forget_leases(["alive"])
    assert sorted(one.name for one in directory.iterdir()) == ["10.87.3.2", "last_reserved_ip.0"]
    network.forget_leases()
    assert not directory.exists()


def test_missing_programs_are_named_with_their_packages() -> None:
    none = Programs(None, None, None, None)
    assert none.missing == ("containernetworking-plugins", "iptables", "iproute2", "util-linux")
    assert none.remedy.startswith("Install it: sudo apt-get install containernetworking-plugins ")
    true = Path("/bin/true")
    assert Programs(true, true, true, true).remedy == ""


def test_programs_say_why_they_fail(tmp_path: Path) -> None:
    surroundings = Surroundings(Programs(tmp_path, None, Path("/bin/ls"), None))
    with pytest.raises(ProgramFailedError, match="ls: "):
        surroundings.ip("/nowhere")
    with pytest.raises(ProgramFailedError, match="absent"):
        surroundings.run(["/absent"])


class _Kernel:
    """Rules as iptables-save tells of them, and what was asked of iptables-restore."""

    def __init__(self, directory: Path, saved: str) -> None:
        self.asked = directory / "asked"
        (directory / "saved").write_text(saved)
        scripts = {"save": f"cat {directory}/saved", "restore": f"cat >> {self.asked}"}
        for name, line in scripts.items():
            path = directory / f"iptables-{name}"
            path.write_text(f"#!/bin/sh\n{line}\n")
            path.chmod(stat.S_IRWXU)
        programs = Programs(None, directory / "iptables", None, None)
        self.surroundings = Surroundings(programs)


def _saved(*lines: str, table: str = "filter") -> str:
    return "\n".join((f"*{table}", *lines, "COMMIT", ""))


def test_rules_of_a_private_switch_let_nothing_out(tmp_path: Path) -> None:
    kernel = _Kernel(tmp_path, _saved(":INPUT ACCEPT [0:0]"))
    rules.install(kernel.surroundings, _PRIVATE, _BRIDGE)
    asked = kernel.asked.read_text()
    assert f"-A {_BRIDGE}-in -j DROP" in asked
    assert f"-A {_BRIDGE}-from -j DROP" in asked
    assert "-s 10.87.3.0/24 !" not in asked  # no translation of what leaves


def test_rules_of_an_open_switch_keep_other_switches_apart(tmp_path: Path) -> None:
    kernel = _Kernel(tmp_path, "")
    rules.install(kernel.surroundings, _OPEN, _BRIDGE)
    asked = kernel.asked.read_text().splitlines()
    apart = asked.index(f"-A {_BRIDGE}-from -o brk-+ -j DROP")
    assert apart < asked.index(f"-A {_BRIDGE}-from -j ACCEPT")
    assert f"-A {_BRIDGE}-in -d 127.0.0.0/8 -j DROP" in asked
    assert f"-A POSTROUTING -s 10.87.3.0/24 ! -o {_BRIDGE} -j {_BRIDGE}-out" in asked


def test_rules_that_stand_are_left_alone_and_half_of_them_are_not(tmp_path: Path) -> None:
    jumps = [
        f"-A INPUT -i {_BRIDGE} -j {_BRIDGE}-in",
        f"-A FORWARD -i {_BRIDGE} -j {_BRIDGE}-from",
        f"-A FORWARD -o {_BRIDGE} -j {_BRIDGE}-to",
    ]
    whole = _Kernel(tmp_path, _saved(*jumps))
    rules.install(whole.surroundings, _OPEN, _BRIDGE)
    assert not whole.asked.exists()
    half = _Kernel(tmp_path, _saved(f":{_BRIDGE}-in - [0:0]", jumps[0]))
    rules.install(half.surroundings, _OPEN, _BRIDGE)
    assert f"-D INPUT -i {_BRIDGE} -j {_BRIDGE}-in" in half.asked.read_text()


def test_removing_takes_all_of_one_switch_and_nothing_else(tmp_path: Path) -> None:
    saved = _saved(
        f":{_BRIDGE}-in - [0:0]",
        ":brk-other-in - [0:0]",
        f"-A INPUT -i {_BRIDGE} -j {_BRIDGE}-in",
        "-A INPUT -i brk-other -j brk-other-in",
    )
    kernel = _Kernel(tmp_path, saved)
    rules.remove(kernel.surroundings, _BRIDGE)
    assert kernel.asked.read_text().splitlines() == [
        "*filter",
        f"-D INPUT -i {_BRIDGE} -j {_BRIDGE}-in",
        f"-F {_BRIDGE}-in",
        f"-X {_BRIDGE}-in",
        "COMMIT",
    ]
    assert rules.bridges_named(saved, "brk-1234") == {_BRIDGE}


def test_chains_of_the_plugins_go_when_nobody_uses_them(tmp_path: Path) -> None:
    chains = [":CNI-HOSTPORT-DNAT - [0:0]", "-A PREROUTING -j CNI-HOSTPORT-DNAT"]
    used = _Kernel(tmp_path, _saved(*chains, "-A CNI-HOSTPORT-DNAT -j CNI-DN-1", table="nat"))
    assert not rules.remove_empty_plugin_chains(used.surroundings, are_ours=True)
    assert not used.asked.exists()
    empty = _Kernel(tmp_path, _saved(*chains, table="nat"))
    assert rules.remove_empty_plugin_chains(empty.surroundings, are_ours=True)
    assert "-X CNI-HOSTPORT-DNAT" in empty.asked.read_text()
    assert rules.remove_empty_plugin_chains(_Kernel(tmp_path, "").surroundings, are_ours=True)


def test_ports_that_rules_lead_elsewhere_are_known() -> None:
    saved = _saved(
        "-A CNI-DN-1 -d 127.0.0.1/32 -p tcp -m tcp --dport 8080 -j DNAT --to 10.8.0.2:80",
        "-A DOCKER -p udp -m udp --dport 53 -j DNAT --to-destination 10.8.0.3:53",
        "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT",
        table="nat",
    )
    assert rules.forwarded_ports(saved) == {("tcp", 8080), ("udp", 53)}


# --- ports ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "is_clash"),
    [
        (Port(8080, 1), True),
        (Port(8080, 80, host_address="0.0.0.0"), True),
        (Port(8080, 80, host_address="127.0.0.2"), False),
        (Port(8080, 80, "udp"), False),
        (Port(8081, 80), False),
    ],
)
def test_ports_clash_where_one_listens_already(other: Port, is_clash: bool) -> None:
    assert clash(Port(8080, 80), other) is is_clash
    assert clash(other, Port(8080, 80)) is is_clash


def test_who_holds_a_port_is_named() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = Port(listening.getsockname()[1], 80)
        with pytest.raises(PortTakenError, match="taken by another program"):
            require_free_ports([port], [])
        with pytest.raises(PortTakenError, match="taken by web"):
            require_free_ports([port], [("web", port)])


def test_without_root_low_ports_and_udp_are_refused() -> None:
    check_ports([Port(80, 80), Port(9053, 53, "udp")], is_rootless=False)
    with pytest.raises(NotSupportedError, match="only tcp"):
        check_ports([Port(9053, 53, "udp")], is_rootless=True)
