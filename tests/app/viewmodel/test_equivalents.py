"""New containers and switches as command lines of other tools: whole, and correctly quoted."""

from __future__ import annotations

import shlex

import pytest

from app.viewmodel import equivalents
from app.viewmodel.equivalents import Dialect
from core.model import Limits, NewContainer, NewSwitch, PublishedPort, Volume

_SHELLS = (Dialect.DOCKER, Dialect.PODMAN)
_FULL = NewContainer(
    "web server",
    "site:1",
    "class",
    env=("GREETING=it's me",),
    user="33:33",
    working_dir="/srv",
    ports=(PublishedPort(8080, 80), PublishedPort(53, 5353, "udp", "0.0.0.0")),
    volumes=(Volume("/home/a b", "/data", is_read_only=True),),
    limits=Limits(memory_bytes=512_000_000, cpus=1.5, pids=64),
)


@pytest.mark.parametrize("dialect", _SHELLS)
def test_all_that_was_chosen_for_a_container_is_said(dialect: Dialect) -> None:
    assert shlex.split(equivalents.new_container(dialect, _FULL)) == [
        dialect.value, "create", "--name", "web server", "--network", "class",
        "--publish", "127.0.0.1:8080:80", "--publish", "0.0.0.0:53:5353/udp",
        "--volume", "/home/a b:/data:ro", "--env", "GREETING=it's me",
        "--workdir", "/srv", "--user", "33:33",
        "--memory", "512000000b", "--cpus", "1.5", "--pids-limit", "64", "site:1",
    ]  # fmt: skip


def test_what_was_left_open_is_not_said() -> None:
    line = equivalents.new_container(Dialect.PODMAN, NewContainer("c", "i:1"))
    assert line == "podman create --name c --network none i:1"


def test_powershell_knows_containers_by_their_switch() -> None:
    line = equivalents.new_container(Dialect.POWERSHELL, _FULL)
    assert line == "New-Container -Name 'web server' -ContainerImageName site:1 -SwitchName class"


@pytest.mark.parametrize("dialect", _SHELLS)
def test_switches_are_networks(dialect: Dialect) -> None:
    tool = dialect.value
    private = equivalents.new_switch(dialect, NewSwitch("a b"))
    assert shlex.split(private) == [tool, "network", "create", "--internal", "a b"]
    outside = equivalents.new_switch(dialect, NewSwitch("open", True, "10.87.1.0/24"))
    assert outside == f"{tool} network create --subnet 10.87.1.0/24 open"
    removal = equivalents.remove_switch(dialect, "it's")
    assert shlex.split(removal) == [tool, "network", "rm", "it's"]
    assert equivalents.list_switches(dialect) == f"{tool} network ls"


def test_switches_have_cmdlets() -> None:
    shell = Dialect.POWERSHELL
    private = equivalents.new_switch(shell, NewSwitch("it’s"))
    assert private == "New-VMSwitch -Name 'it’’s' -SwitchType Private"
    outside = equivalents.new_switch(shell, NewSwitch("open", True, "10.87.1.0/24"))
    assert outside == (
        "New-VMSwitch -Name open -SwitchType Internal; "
        "New-NetNat -Name open -InternalIPInterfaceAddressPrefix 10.87.1.0/24"
    )
    assert equivalents.remove_switch(shell, "-x") == "Remove-VMSwitch -Name '-x'"
    assert equivalents.list_switches(shell) == "Get-VMSwitch"
