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
        dialect.value, "run", "-d", "--name", "web server", "--network", "class",
        "--publish", "127.0.0.1:8080:80", "--publish", "0.0.0.0:53:5353/udp",
        "--volume", "/home/a b:/data:ro", "--env", "GREETING=it's me",
        "--workdir", "/srv", "--user", "33:33",
        "--memory", "512000000b", "--cpus", "1.5", "--pids-limit", "64",
        "--init", "--entrypoint", "sleep", "site:1", "infinity",
    ]  # fmt: skip


def test_what_was_left_open_is_not_said() -> None:
    line = equivalents.new_container(Dialect.PODMAN, NewContainer("c", "i:1"))
    assert line == "podman run -d --name c --network none --init --entrypoint sleep i:1 infinity"


@pytest.mark.parametrize("dialect", _SHELLS)
def test_an_images_own_command_is_left_to_it(dialect: Dialect) -> None:
    request = NewContainer("it's", "i:1", runs_own_command=True)
    words = shlex.split(equivalents.new_container(dialect, request))
    assert words == [dialect.value, "run", "-d", "--name", "it's", "--network", "none", "i:1"]


def test_powershell_knows_containers_by_their_switch() -> None:
    line = equivalents.new_container(Dialect.POWERSHELL, _FULL)
    assert line == (
        "New-Container -Name 'web server' -ContainerImageName site -SwitchName class; "
        "Add-ContainerSharedFolder -ContainerName 'web server' -SourcePath '/home/a b' "
        "-DestinationPath /data -AccessMode ReadOnly; "
        "Start-Container -Name 'web server'"
    )


@pytest.mark.parametrize("dialect", _SHELLS)
def test_one_gets_into_a_container_by_a_shell(dialect: Dialect) -> None:
    line = equivalents.shell_in(dialect, "it's")
    assert shlex.split(line) == [dialect.value, "exec", "-it", "it's", "sh"]
    assert equivalents.look_at_container(dialect, "web") == f"{dialect.value} inspect web"


def test_one_gets_into_a_container_by_a_session_of_powershell() -> None:
    shell = Dialect.POWERSHELL
    line = equivalents.shell_in(shell, "it's")
    assert line == "Enter-PSSession -ContainerName 'it''s' -RunAsAdministrator"
    assert equivalents.look_at_container(shell, "web") == "Get-Container -Name web"


@pytest.mark.parametrize("dialect", _SHELLS)
def test_a_command_says_where_it_ran(dialect: Dialect) -> None:
    line = equivalents.execute(dialect, "web", "ls 'a b'", "/srv/a b")
    assert shlex.split(line) == [
        dialect.value, "exec", "--workdir", "/srv/a b", "web", "sh", "-c", "ls 'a b'",
    ]  # fmt: skip


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
