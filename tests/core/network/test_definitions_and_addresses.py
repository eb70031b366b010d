"""What switches are called, which addresses they have, and who is noted on them."""

from __future__ import annotations

import json
from ipaddress import IPv4Network
from pathlib import Path

import pytest

from core.errors import MalformedDocumentError, NameGrammarError, NotSupportedError
from core.model import PublishedPort
from core.network import (
    Definition,
    Definitions,
    Member,
    Members,
    check_subnet,
    free_subnet,
    known_switches,
    outside_resolv_conf,
    require_free,
    routed,
)

_CLASS = Definition("class", has_outside=True, subnet="10.87.3.0/24")
_ROUTES = """\
Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t0104A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
eth0\t0004A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
brk-1\t0003570A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
down\t0000630A\t00000000\t0000\t0\t0\t0\t00FFFFFF\t0\t0\t0
"""


def test_none_and_host_come_first() -> None:
    assert [switch.name for switch in known_switches()] == ["none", "host"]


def test_definitions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "switches.json"
    assert Definitions(path).all() == ()
    other = Definition("other", has_outside=False, subnet="10.87.4.0/24")
    Definitions(path).replace((_CLASS, other))
    assert Definitions(path).all() == (_CLASS, other)
    assert Definitions(path).find("other") == other
    assert Definitions(path).find("third") is None
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["switches.json"]


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"switches": [{"name": "x"}]}',
     '{"switches": [{"name": "x", "has_outside": true, "subnet": "here"}]}'],
)  # fmt: skip
def test_a_damaged_list_of_switches_is_said_to_be_so(tmp_path: Path, content: str) -> None:
    path = tmp_path / "switches.json"
    path.write_text(content)
    with pytest.raises(MalformedDocumentError, match=r"switches\.json"):
        Definitions(path).all()


def test_interfaces_have_names_of_their_own(tmp_path: Path) -> None:
    one, other = Definitions(tmp_path / "a.json"), Definitions(tmp_path / "b.json")
    names = {where.bridge(name) for where in (one, other) for name in ("class", "a" * 60, "ü")}
    assert len(names) == 6
    assert {len(name) for name in names} == {15}  # netdevice(7): IFNAMSIZ with its zero
    assert all(one.bridge(name).startswith(one.bridges) for name in ("class", "x"))


def test_the_gateway_is_the_first_address() -> None:
    assert _CLASS.gateway == "10.87.3.1"


@pytest.mark.parametrize("subnet", ["10.1.0.0/16", "172.31.0.0/24", " 192.168.7.8/29 "])
def test_private_subnets_are_allowed(subnet: str) -> None:
    assert check_subnet(subnet) == IPv4Network(subnet.strip())


@pytest.mark.parametrize(
    "subnet",
    ["10.0.0.0/15", "10.0.0.0/30", "172.32.0.0/24", "1.2.3.0/24", "10.0.0.1/24", "fd::/64"],
)
def test_other_subnets_are_not(subnet: str) -> None:
    with pytest.raises(NameGrammarError):
        check_subnet(subnet)


def test_the_first_free_subnet_is_taken() -> None:
    taken = [IPv4Network("10.87.255.0/24"), IPv4Network("10.87.0.0/23")]
    assert free_subnet(taken, start=255) == IPv4Network("10.87.2.0/24")
    with pytest.raises(NotSupportedError, match="in use"):
        free_subnet([IPv4Network("10.0.0.0/8")])
    with pytest.raises(NotSupportedError, match=r"10\.87\.0\.0/23"):
        require_free(IPv4Network("10.87.1.0/24"), taken)
    require_free(IPv4Network("10.87.2.0/24"), taken)


def test_routes_are_read_as_the_kernel_writes_them(tmp_path: Path) -> None:
    path = tmp_path / "route"
    path.write_text(_ROUTES)
    assert routed(path) == [IPv4Network("192.168.4.0/24"), IPv4Network("10.87.3.0/24")]
    assert routed(path, but="brk-1") == [IPv4Network("192.168.4.0/24")]
    assert routed(tmp_path / "nowhere") == []


def test_members_are_noted_and_forgotten(tmp_path: Path) -> None:
    members = Members(tmp_path / "network")
    assert members.all() == ()
    half = Member("c1", _CLASS, "web_server", "web-server", (PublishedPort(8080, 80),))
    members.keep(half)
    assert members.find("c1") == half
    whole = half.joined("10.87.3.2", {"cniVersion": "0.4.0"})
    members.keep(whole)
    assert members.all() == (whole,)
    assert members.on("class") == (whole,)
    assert members.on("another") == ()
    (tmp_path / "network/members/c2.json").write_text('{"cut off')
    assert members.all() == (whole,)
    members.forget("c1")
    members.forget("c1")
    assert members.find("c1") is None


def test_all_on_a_switch_are_in_one_hosts_file(tmp_path: Path) -> None:
    members = Members(tmp_path / "network")
    for number, name in enumerate(("web_server", "same", "waits")):
        member = Member(f"c{number}", _CLASS, name, name.replace("_", "-"))
        members.keep(member.joined(f"10.87.3.{number + 2}", {}) if name != "waits" else member)
    path = members.write_hosts("brk-x", "class")
    before = path.stat().st_ino
    assert path.read_text().splitlines()[2:] == [
        "10.87.3.2\tweb_server web-server",
        "10.87.3.3\tsame",
    ]
    members.forget("c0")
    assert members.write_hosts("brk-x", "class").stat().st_ino == before  # mounted in containers
    assert "web_server" not in path.read_text()
    assert path.read_text().startswith("127.0.0.1\tlocalhost\n")
    members.forget_hosts("brk-x")
    assert not path.exists()


def test_name_servers_at_the_loopback_are_left_out(tmp_path: Path) -> None:
    own, resolved = tmp_path / "resolv.conf", tmp_path / "resolved.conf"
    own.write_text("search school.example\nnameserver 127.0.0.53\n")
    assert "nameserver" not in outside_resolv_conf(own, resolved)
    resolved.write_text("nameserver 192.0.2.53\nsearch school.example\n")
    assert outside_resolv_conf(own, resolved) == resolved.read_text()
    own.write_text("nameserver ::1\nnameserver 192.0.2.1\noptions edns0\n")
    assert outside_resolv_conf(own, resolved) == "nameserver 192.0.2.1\noptions edns0\n"


def test_notes_hold_nothing_but_data(tmp_path: Path) -> None:
    members = Members(tmp_path)
    members.keep(Member("c1", _CLASS, "web", "web"))
    assert json.loads((tmp_path / "members/c1.json").read_text())["switch"]["name"] == "class"
