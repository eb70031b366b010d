"""Whose rules and chains are taken away without the plugins, and when the next engine may begin."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from pathlib import Path

import pytest

from core.engine import switch_ground
from core.engine.switch_ground import ComputersGround
from core.network import (
    ProgramFailedError,
    Programs,
    ProgramsAtWork,
    Surroundings,
    interfaces,
    rules,
)

_BRIDGE, _OTHER = "brk-12340abcdef", "brk-12340abcde0"
_CHAINS = (
    ":CNI-HOSTPORT-DNAT - [0:0]",
    ":CNI-HOSTPORT-MASQ - [0:0]",
    "-A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT",
    "-A CNI-HOSTPORT-MASQ -m mark --mark 0x2000/0x2000 -j MASQUERADE",
)


def _forward(bridge: str, container_id: str, chain: str) -> str:
    """As the plugin portmap 1.1 writes it."""
    comment = rf'"dnat name: \"{bridge}\" id: \"{container_id}\""'
    start = "-A CNI-HOSTPORT-DNAT -p tcp -m comment --comment"
    return f"{start} {comment} -m multiport --dports 8080 -j {chain}"


class _Kernel:
    """Rules and interfaces as programs tell of them, and what was asked of iptables-restore."""

    def __init__(self, directory: Path, *nat: str, links: tuple[str, ...] = ("lo",)) -> None:
        self._asked = directory / "asked"
        (directory / "saved").write_text("\n".join(("*nat", *nat, "COMMIT", "")))
        (directory / "links").write_text(json.dumps([{"ifname": name} for name in links]))
        scripts = {
            "iptables-save": f"cat {directory}/saved",
            "iptables-restore": f"cat >> {self._asked}",
            "ip": f"cat {directory}/links",
        }
        for name, line in scripts.items():
            path = directory / name
            path.write_text(f"#!/bin/sh\n{line}\n")
            path.chmod(0o700)
        programs = Programs(None, directory / "iptables", directory / "ip", None)
        self.surroundings = Surroundings(programs)

    @property
    def asked(self) -> list[str]:
        return self._asked.read_text().splitlines() if self._asked.exists() else []


def test_ways_in_of_one_container_go(tmp_path: Path) -> None:
    mine, others = _forward(_BRIDGE, "abc", "CNI-DN-1"), _forward(_BRIDGE, "abd", "CNI-DN-2")
    foreign = _forward("podman", "abc", "CNI-DN-3")
    chains = (":CNI-DN-1 - [0:0]", ":CNI-DN-2 - [0:0]", ":CNI-DN-3 - [0:0]")
    kernel = _Kernel(tmp_path, *_CHAINS, *chains, mine, others, foreign)
    rules.remove_forwards(kernel.surroundings, _BRIDGE, "abc")
    lines = [mine.replace("-A ", "-D ", 1), "-F CNI-DN-1", "-X CNI-DN-1"]
    assert kernel.asked == ["*nat", *lines, "COMMIT"]


def test_ways_in_of_a_whole_switch_go_and_tell_of_it(tmp_path: Path) -> None:
    lines = (_forward(_BRIDGE, "abc", "CNI-DN-1"), _forward(_OTHER, "abc", "CNI-DN-2"))
    saved = "\n".join(("*nat", *_CHAINS, ":CNI-DN-1 - [0:0]", *lines, "COMMIT"))
    assert rules.bridges_named(saved, "brk-1234") == {_BRIDGE, _OTHER}
    assert rules.bridges_named(saved, "brk-9") == set()
    kernel = _Kernel(tmp_path, *_CHAINS, ":CNI-DN-1 - [0:0]", *lines)
    rules.remove_forwards(kernel.surroundings, _BRIDGE)
    assert "-X CNI-DN-1" in kernel.asked
    assert not any("CNI-DN-2" in line for line in kernel.asked)


def test_where_nothing_leads_in_nothing_is_asked(tmp_path: Path) -> None:
    kernel = _Kernel(tmp_path, *_CHAINS)
    rules.remove_forwards(kernel.surroundings, _BRIDGE)
    assert kernel.asked == []


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ComputersGround:
    monkeypatch.setattr(switch_ground, "_OTHERS_PLACES", (tmp_path / "cni",))
    directory = tmp_path / "run" / "repository" / "network"
    directory.mkdir(parents=True)
    return ComputersGround(directory, ProgramsAtWork(tmp_path / "lock"))


def _claim(tmp_path: Path) -> Path:
    return tmp_path / "run" / "plugins-chains-are-ours"


@pytest.mark.parametrize("is_claimed", [False, True])
def test_empty_chains_go_with_or_without_a_claim(
    ground: ComputersGround, tmp_path: Path, is_claimed: bool
) -> None:
    if is_claimed:
        _claim(tmp_path).touch()
    kernel = _Kernel(tmp_path, *_CHAINS)
    ground.abandon(kernel.surroundings)
    assert "-X CNI-HOSTPORT-DNAT" in kernel.asked
    assert "-X CNI-HOSTPORT-MASQ" in kernel.asked
    assert not _claim(tmp_path).exists()


def test_chains_stay_while_another_switch_is_on(ground: ComputersGround, tmp_path: Path) -> None:
    _claim(tmp_path).touch()
    ground.abandon(_Kernel(tmp_path, *_CHAINS, links=("lo", _OTHER)).surroundings)
    kernel = _Kernel(tmp_path, *_CHAINS, _forward("podman", "abc", "CNI-DN-3"))
    ground.abandon(kernel.surroundings)
    assert kernel.asked == []
    assert _claim(tmp_path).exists()


def test_without_a_claim_other_users_of_plugins_keep_their_chains(
    ground: ComputersGround, tmp_path: Path
) -> None:
    kernel = _Kernel(tmp_path, *_CHAINS, ":CNI-4f2a - [0:0]")
    ground.abandon(kernel.surroundings)
    (tmp_path / "cni").mkdir()
    (tmp_path / "cni" / "podman").touch()
    kernel = _Kernel(tmp_path, *_CHAINS)
    ground.abandon(kernel.surroundings)
    assert kernel.asked == []
    _claim(tmp_path).touch()
    ground.abandon(kernel.surroundings)
    assert "-X CNI-HOSTPORT-DNAT" in kernel.asked


def test_interfaces_that_cannot_be_read_are_an_error(tmp_path: Path) -> None:
    kernel = _Kernel(tmp_path, links=("lo", _BRIDGE))
    assert interfaces(kernel.surroundings) == ["lo", _BRIDGE]
    (tmp_path / "links").write_text("[{}]")
    with pytest.raises(ProgramFailedError, match="ip: "):
        interfaces(kernel.surroundings)


# --- programs that outlive their engine -----------------------------------------------------------


def test_the_next_engine_begins_when_the_last_program_ended(tmp_path: Path) -> None:
    path = tmp_path / "run" / "lock"
    first = ProgramsAtWork(path)
    descriptor = first.descriptor()
    assert first.descriptor() == descriptor
    program = subprocess.Popen(["cat"], stdin=subprocess.PIPE, pass_fds=(descriptor,))
    first.close()  # as a kill does it
    first.close()
    second = ProgramsAtWork(path)
    order: list[str] = []

    def begin() -> None:
        second.descriptor()
        order.append("begun")

    waiting = threading.Thread(target=begin)
    waiting.start()
    waiting.join(0.1)
    order.append("program ends")
    program.communicate()
    waiting.join(10)
    assert order == ["program ends", "begun"]
    second.close()


def test_a_program_that_never_ends_keeps_nobody(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    first, second = ProgramsAtWork(tmp_path / "lock"), ProgramsAtWork(tmp_path / "lock", 0.05)
    first.descriptor()
    os.fstat(second.descriptor())
    assert "programs still hold" in capfd.readouterr().err
    first.close()
    second.close()
