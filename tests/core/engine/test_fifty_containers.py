"""Fifty containers at once: all work, all go, and nothing of them is left on this computer.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.engine.connect import _runtime_dir
from core.engine.protocol import Engine
from core.model import Container, ContainerState, NewContainer, NewSwitch
from tests.core.engine.at_work import Background, eventually, now, open_engine, said
from tests.core.engine.test_bad_luck import host_pids, kill_hosts

FIFTY = 50
_KINDS = ("ipc", "mnt", "net", "pid", "uts", "cgroup")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return tmp_path / "repository"


@pytest.fixture
def engine(repository: Path) -> Iterator[Engine]:
    with open_engine(repository) as engine:
        yield engine


def in_turns(work: object, what: object) -> list[object]:
    """Four at once, as several windows would."""
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(work, what))  # type: ignore[call-overload,no-any-return]


def namespaces_of(pid: int) -> dict[str, str]:
    return {kind: os.readlink(f"/proc/{pid}/ns/{kind}") for kind in _KINDS}


def seen_namespaces() -> set[str]:
    """Of all processes that we may look at, those being reaped left out."""
    found = set()
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            found |= set(namespaces_of(int(name)).values())
        except OSError:
            continue  # it ended, or is another person's
    return found


def traces(ids: set[str], repository: Path) -> list[str]:
    """Mounts, processes, control groups and files that speak of these containers."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        for file in ("mountinfo", "cmdline", "cgroup"):
            try:
                text = Path(f"/proc/{name}/{file}").read_text(errors="replace")
            except OSError:
                continue  # it ended, or is another person's
            found += [f"/proc/{name}/{file}: {one}" for one in ids if one in text]
    for place in (Path("/sys/fs/cgroup"), repository, _runtime_dir(repository)):
        for folder, names, files in os.walk(place):
            found += [f"{folder}/{name}" for name in (*names, *files) if name in ids]
    return found


def start(engine: Engine, number: int, switch: str = "none") -> Container:
    container = engine.create_container(NewContainer(f"c{number}", "Base:1", switch))
    return engine.start_container(container.id)


def test_fifty_containers_come_work_and_go(engine: Engine, repository: Path) -> None:
    in_switch = engine.capabilities().can_make_switches
    if in_switch:
        engine.create_switch(NewSwitch("fifty"))

    def begin(number: int) -> Container:
        return start(engine, number, "fifty" if in_switch and number % 5 == 0 else "none")

    made: list[Container] = in_turns(begin, range(FIFTY))  # type: ignore[assignment]
    listed = engine.repository().containers
    assert {c.name for c in listed} == {f"c{number}" for number in range(FIFTY)}
    assert {c.state for c in listed} == {ContainerState.RUNNING}
    # Each has namespaces and an address of its own.
    ids = {container.id for container in made}
    inside = [namespaces_of(container.pid or 0) for container in made]
    own = {link for found in inside for link in found.values()}
    for kind in _KINDS:
        assert len({found[kind] for found in inside}) == FIFTY, kind
    addresses = [container.address for container in made if container.switch == "fifty"]
    assert len(set(addresses)) == len(addresses)
    assert all(addresses)

    def work(container: Container) -> str:
        line = f"echo {container.name} > /mine; sleep 600 > /dev/null 2>&1 & cat /mine"
        return said(engine, container, line)

    heard = in_turns(work, made)
    again = in_turns(lambda one: said(engine, one, "cat /mine; hostname"), made)
    for container, text in zip(made, again, strict=True):
        assert text == f"{container.name}\n{container.name}\n"
    assert len(heard) == FIFTY
    assert all(len(engine.processes(one.id)) == 2 for one in made)
    assert traces(ids, repository), "the look for traces sees nothing: the test is broken"
    in_turns(lambda one: engine.discard_container(one.id), made)
    if in_switch:
        engine.remove_switch("fifty")
    assert engine.repository().containers == ()
    eventually(lambda: not traces(ids, repository))
    eventually(lambda: not own & seen_namespaces())
    gone = {container.pid for container in made}
    assert not any(os.path.exists(f"/proc/{pid}") for pid in gone)
    assert os.listdir(_runtime_dir(repository) / "x") == []
    assert os.listdir(repository / ".bricklayer/containers") == []


def test_an_engine_that_is_killed_in_the_middle_of_much_work(
    engine: Engine, repository: Path
) -> None:
    made = [start(engine, number) for number in range(5)]
    for container in made:
        said(engine, container, f"echo {container.name} > /mine")
    at_rest = engine.create_container(NewContainer("rest", "Base:1"))
    busy = [Background(engine, one, "echo; sleep 600") for one in made[:3]]
    assert all(one.has_spoken.wait(30) for one in busy)
    # Two end while nobody is there to see it.
    kill_hosts(repository)
    for one in busy:
        one.join()
        assert "EngineUnreachableError" in type(one.error).__name__
    for container in made[3:]:
        os.kill(container.pid or 0, 9)
    eventually(lambda: all(not os.path.exists(f"/proc/{one.pid}/ns/pid") for one in made[3:]))
    states = {c.name: c.state for c in engine.repository().containers}
    assert host_pids(repository) != []
    assert [states[f"c{n}"] for n in range(5)] == (
        [ContainerState.RUNNING] * 3 + [ContainerState.STOPPED] * 2
    )
    assert states["rest"] is ContainerState.CREATED
    for container in made[3:]:
        assert "ended" in now(engine, container).ending
        engine.start_container(container.id)
    for container in made:
        assert said(engine, container, "cat /mine") == f"{container.name}\n"
    pids = {now(engine, container).pid for container in made}
    ids = {container.id for container in (*made, at_rest)}
    kill_hosts(repository)
    for container in (*made, at_rest):
        engine.discard_container(container.id)
    eventually(lambda: not traces(ids, repository))
    eventually(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in pids))
    assert engine.repository().containers == ()
