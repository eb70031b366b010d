"""The processes in a container: who is whose child, who it is, and signals that hit the right one.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.protocol import Engine
from core.errors import ContainerNotFoundError, NameGrammarError
from core.model import Container, ContainerState, Process
from core.runtime import list_processes, process_list, send_signal, start_time_of
from core.runtime.process_list import SIGNALS
from tests.core.engine.at_work import (
    Background,
    Made,
    eventually,
    now,
    open_engine,
    process,
    said,
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine(tmp_path_factory.mktemp("processes") / "repository") as engine:
        yield engine


@pytest.fixture
def made(engine: Engine) -> Iterator[Made]:
    made = Made(engine)
    yield made
    made.discard_all()


def commands(engine: Engine, container: Container) -> list[str]:
    return [one.command for one in engine.processes(container.id)]


def state_of(engine: Engine, container: Container, wanted: Process) -> str:
    found = (one.state for one in engine.processes(container.id) if one.pid == wanted.pid)
    return next(found)


def test_a_tree_with_parents_before_their_children(engine: Engine, made: Made) -> None:
    container = made("tree")
    line = "sleep 601 & sh -c 'sleep 602 & sleep 603; true' & echo ready; wait"
    background = Background(engine, container, line)
    try:
        sleeping = {"sleep 601", "sleep 602", "sleep 603"}
        eventually(lambda: sleeping <= set(commands(engine, container)))
        found = engine.processes(container.id)
        by_pid = {one.pid: one for one in found}
        assert len(by_pid) == len(found)
        assert found[0].pid == 1
        assert found[0].command == "/.init -P"
        seen = {0}
        for one in found:
            assert one.parent_pid in seen, "a child before its parent"
            seen.add(one.pid)
        outer = next(one for one in found if one.command == f"/bin/sh -c {line}")
        inner = next(one for one in found if one.command.startswith("sh -c sleep 602"))
        parents = {one.command: one.parent_pid for one in found if one.command.startswith("sleep")}
        assert outer.parent_pid == 0  # it came from outside
        assert inner.parent_pid == outer.pid
        assert parents == {
            "sleep 601": outer.pid, "sleep 602": inner.pid, "sleep 603": inner.pid,
        }  # fmt: skip
    finally:
        background.end()
    eventually(lambda: commands(engine, container) == ["/.init -P"])  # it reaps what ended


def test_what_is_known_of_a_process(engine: Engine, made: Made) -> None:
    container = made("known")
    line = "echo $$; exec sleep 604"
    background = Background(engine, container, line, user="www-data")
    try:
        assert background.has_spoken.wait(30)
        eventually(lambda: "sleep 604" in commands(engine, container))
        one = process(engine, container, "sleep 604")
        assert one.pid == int(background.heard)
        assert one.user == 33
        assert one.state == "S"
        assert one.host_pid != one.pid
        status = Path(f"/proc/{one.host_pid}/status").read_text()
        assert int(status.partition("NSpid:")[2].split("\n")[0].split()[-1]) == one.pid
        assert one.start_time == start_time_of(one.host_pid)
        assert 0 < one.memory_bytes < 64 << 20
        inside = said(engine, container, f"cat /proc/{one.pid}/stat").rpartition(")")[2].split()
        assert int(inside[19]) == one.start_time
    finally:
        background.end()


def test_a_name_that_looks_like_the_kernels_own_words(engine: Engine, made: Made) -> None:
    """proc_pid_stat(5) puts the name in brackets, whatever is in it."""
    container = made("odd")
    name = ") R 1 1 1 ("
    line = f"cd /tmp; printf '#!/bin/sh\\necho; sleep 606; :\\n' > '{name}'; chmod +x *; "
    line += f"exec './{name}'"
    background = Background(engine, container, line)
    try:
        assert background.has_spoken.wait(30)
        one = next(one for one in engine.processes(container.id) if one.command.endswith(name))
        assert said(engine, container, f"cat /proc/{one.pid}/comm") == f"{name}\n"
        assert one.parent_pid == 0
        # It has spoken and may be going to sleep; the “R” of its name comes before that state.
        eventually(lambda: state_of(engine, container, one) == "S")
        assert one.start_time == start_time_of(one.host_pid)
    finally:
        background.end()


def test_only_its_own_are_listed(engine: Engine, made: Made) -> None:
    first, second = made("first"), made("second")
    said(engine, first, "sleep 607 > /dev/null 2>&1 &")
    said(engine, second, "sleep 608 > /dev/null 2>&1 &")
    eventually(lambda: commands(engine, first) == ["/.init -P", "sleep 607"])
    eventually(lambda: commands(engine, second) == ["/.init -P", "sleep 608"])


def test_a_container_at_rest_has_none(engine: Engine, made: Made) -> None:
    container = made.at_rest("resting")
    assert engine.processes(container.id) == ()
    engine.signal_process(container.id, 1, 0, "TERM")
    engine.start_container(container.id)
    engine.stop_container(container.id, grace_s=0.0)
    assert engine.processes(container.id) == ()
    for attempt in (engine.processes, lambda one: engine.signal_process(one, 1, 0)):
        with pytest.raises(ContainerNotFoundError):
            attempt("0" * 32)


@pytest.mark.parametrize("name", SIGNALS)
def test_signals_arrive(engine: Engine, made: Made, name: str) -> None:
    container = made("signalled")
    traps = "; ".join(f"trap 'echo got {one}' {one}" for one in ("TERM", "INT", "HUP", "USR1"))
    line = f"{traps}; trap 'echo got USR2' USR2; echo ready; while :; do sleep 0.02; done"
    background = Background(engine, container, line)
    eventually(lambda: b"ready" in background.heard)
    one = process(engine, container, "/bin/sh")
    try:
        engine.signal_process(container.id, one.pid, one.start_time, name)
        if name in ("STOP", "CONT"):
            engine.signal_process(container.id, one.pid, one.start_time, "STOP")
            eventually(lambda: state_of(engine, container, one) == "T")
            engine.signal_process(container.id, one.pid, one.start_time, "CONT")
            eventually(lambda: state_of(engine, container, one) != "T")
        elif name != "KILL":
            eventually(lambda: f"got {name}\n".encode() in background.heard)
    finally:
        engine.signal_process(container.id, one.pid, one.start_time, "KILL")
        background.join()
    assert background.run is not None
    assert background.run.exit_code == 137


def test_a_signal_to_who_is_gone_does_nothing(engine: Engine, made: Made) -> None:
    container = made("gone")
    said(engine, container, "sleep 609 > /dev/null 2>&1 &")
    one = process(engine, container, "sleep 609")
    for _ in range(3):
        engine.signal_process(container.id, one.pid, one.start_time, "KILL")
    eventually(lambda: "sleep 609" not in commands(engine, container))
    engine.signal_process(container.id, one.pid, one.start_time, "TERM")
    engine.signal_process(container.id, 30_000, 1, "TERM")
    assert now(engine, container).state is ContainerState.RUNNING


def test_a_pid_that_was_given_to_another_is_left_alone(engine: Engine, made: Made) -> None:
    """The pid inside is the same, and the start time is not."""
    container = made("reused")
    said(engine, container, "sleep 610 > /dev/null 2>&1 &")
    one = process(engine, container, "sleep 610")
    for start_time in (one.start_time - 1, one.start_time + 1, 0, -1):
        engine.signal_process(container.id, one.pid, start_time, "KILL")
    assert process(engine, container, "sleep 610").start_time == one.start_time


def test_a_pid_that_is_given_to_another_between_the_look_and_the_signal(
    engine: Engine, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    container = made("raced")
    said(engine, container, "sleep 611 > /dev/null 2>&1 &")
    one = process(engine, container, "sleep 611")
    pid = container.pid
    assert pid is not None
    # The list speaks of a process that ended, whose pid on this computer is another's by now.
    outdated = Process(**{**as_fields(one), "start_time": one.start_time - 5})
    monkeypatch.setattr(process_list, "list_processes", lambda _pid: (outdated,))
    send_signal(pid, outdated.pid, outdated.start_time, "KILL")
    # Or of one that is in no container at all: this test.
    own = start_time_of(os.getpid())
    assert own is not None
    stranger = Process(**{**as_fields(one), "host_pid": os.getpid(), "start_time": own})
    monkeypatch.setattr(process_list, "list_processes", lambda _pid: (stranger,))
    send_signal(pid, stranger.pid, stranger.start_time, "KILL")
    monkeypatch.undo()
    assert one.start_time in {left.start_time for left in list_processes(pid)}


def as_fields(one: Process) -> dict[str, object]:
    return {name: getattr(one, name) for name in Process.__slots__}


def test_other_signals_are_none(engine: Engine, made: Made) -> None:
    container = made("nonsense")
    for name in ("SIGTERM", "9", "", "SEGV", "term"):
        with pytest.raises(NameGrammarError, match="TERM"):
            engine.signal_process(container.id, 1, 0, name)


def test_listing_and_signalling_while_processes_come_and_go(engine: Engine, made: Made) -> None:
    container = made("busy")
    background = Background(engine, container, "echo; while :; do sleep 0.001 & sh -c :; done")
    errors: list[BaseException] = []

    def look() -> None:
        try:
            for _ in range(60):
                for one in engine.processes(container.id):
                    if one.command.startswith("sleep"):
                        engine.signal_process(container.id, one.pid, one.start_time, "KILL")
        except BaseException as error:
            errors.append(error)
            raise

    try:
        assert background.has_spoken.wait(30)
        lookers = [threading.Thread(target=look) for _ in range(2)]
        for looker in lookers:
            looker.start()
        for looker in lookers:
            looker.join(60)
        assert errors == []
        assert process(engine, container, "/.init").pid == 1
    finally:
        background.end()


def test_ending_the_first_process_ends_the_container(engine: Engine, made: Made) -> None:
    container = made("first-process")
    first = process(engine, container, "/.init")
    engine.signal_process(container.id, first.pid, first.start_time, "KILL")
    eventually(lambda: now(engine, container).state is ContainerState.STOPPED)
    assert now(engine, container).ending == f"ended by signal {signal.SIGKILL.value}"
    assert engine.start_container(container.id).ending == ""
