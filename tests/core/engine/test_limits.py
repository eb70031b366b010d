"""Limits: given to a new container, changed while it runs, kept to, and said where they are not.

Runs as whoever starts it: root with control groups of her own, or a person without any.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.protocol import Engine
from core.errors import LimitRefusedError, NotSupportedError
from core.model import Container, ContainerState, Limits
from core.runtime.hardening import ALL_PROCESSES_LIMIT, PIDS_LIMIT
from tests.core.engine.at_work import (
    HOG,
    Background,
    Made,
    eventually,
    has_stopped,
    image_that_runs,
    measured,
    now,
    open_engine,
    ran,
    said,
)

MIB = 1 << 20


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine(tmp_path_factory.mktemp("limits") / "repository") as engine:
        yield engine


@pytest.fixture
def made(engine: Engine) -> Iterator[Made]:
    made = Made(engine)
    yield made
    made.discard_all()


def need(engine: Engine, *limits: str) -> None:
    missing = set(limits) - set(engine.capabilities().can_limit)
    if missing:
        pytest.skip(f"no control groups are ours here for {', '.join(sorted(missing))}")


def count_of_processes(engine: Engine, container: Container, wanted: int) -> str:
    """Tries to have so many at once; what the shell says about it."""
    line = f"for n in $(seq {wanted}); do sleep 60 > /dev/null 2>&1 & done"
    return ran(engine, container, line)[1]


def test_limits_of_a_new_container_are_kept_to(engine: Engine, made: Made) -> None:
    need(engine, "memory", "cpus", "pids")
    limits = Limits(memory_bytes=64 * MIB, cpus=0.5, pids=20)
    container = made("limited", limits=limits)
    assert container.limits == limits
    assert container.unenforced == ()
    usage = measured(engine, container, lambda one: one.memory_limit_bytes is not None)
    found = usage.memory_limit_bytes, usage.cpus_limit, usage.pids_limit
    assert found == (64 * MIB, 0.5, 20)
    assert "fork" in count_of_processes(engine, container, 30)
    pids = measured(engine, container, lambda one: one.pids is not None).pids
    assert pids in (19, 20)  # the shell that made them may have ended
    said_alone, text = ran(engine, made("beside"), "echo alive")
    assert (said_alone.exit_code, text) == (0, "alive\n")


def test_what_was_not_asked_for_is_limited_all_the_same(engine: Engine, made: Made) -> None:
    need(engine, "memory", "cpus", "pids")
    container = made("plain")
    assert container.limits == Limits()
    usage = measured(engine, container, lambda one: one.memory_limit_bytes is not None)
    assert usage.pids_limit == PIDS_LIMIT
    assert usage.memory_limit_bytes is not None
    assert usage.memory_limit_bytes <= 4 << 30
    cores = os.cpu_count() or 1
    assert usage.cpus_limit == (cores - 0.5 if cores > 1 else None)


def test_limits_are_changed_while_it_runs_and_kept_for_the_next_start(
    engine: Engine, made: Made
) -> None:
    need(engine, "memory", "cpus", "pids")
    container = made("changing", limits=Limits(pids=16))
    for limits in (
        Limits(memory_bytes=64 * MIB, cpus=0.5, pids=64),
        Limits(memory_bytes=32 * MIB, cpus=0.25, pids=24),
        Limits(memory_bytes=256 * MIB, cpus=1.0, pids=300),
    ):
        changed = engine.set_limits(container.id, limits)
        assert changed.limits == limits
        usage = measured(engine, container, lambda one: one.memory_limit_bytes is not None)
        found = Limits(usage.memory_limit_bytes, usage.cpus_limit, usage.pids_limit)
        assert found == limits
    assert count_of_processes(engine, container, 100) == ""
    engine.stop_container(container.id, grace_s=0.0)
    again = engine.set_limits(container.id, Limits(memory_bytes=128 * MIB))
    assert again.state is ContainerState.STOPPED
    started = engine.start_container(container.id)
    assert started.limits == Limits(memory_bytes=128 * MIB)
    usage = measured(engine, started, lambda one: one.memory_limit_bytes is not None)
    assert (usage.memory_limit_bytes, usage.pids_limit) == (128 * MIB, PIDS_LIMIT)


def test_processor_time_is_held_back(engine: Engine, made: Made) -> None:
    """Of two that do nothing but count, the one that may do so a tenth of the time gets less."""
    need(engine, "cpus")
    slow = made("slow", limits=Limits(cpus=0.1))
    quick = made("quick", limits=Limits(cpus=0.8))
    counting = [Background(engine, one, "while :; do :; done") for one in (slow, quick)]
    try:
        much = measured(engine, quick, lambda one: (one.cpu_seconds or 0) > 2.0)
        little = measured(engine, slow, lambda one: one.cpu_seconds is not None)
    finally:
        for one in counting:
            one.end()
    assert little.cpu_seconds is not None
    assert much.cpu_seconds is not None
    assert 0 < little.cpu_seconds < much.cpu_seconds / 2


def test_a_command_without_memory_is_told_as_that(engine: Engine, made: Made) -> None:
    need(engine, "memory")
    container = made("hungry", limits=Limits(memory_bytes=24 * MIB))
    run, text = ran(engine, container, "exec " + HOG % (256 * MIB, "exit"))
    assert (run.exit_code, text) == (137, "")
    assert run.was_out_of_memory
    # A part of it can be ended too, and it may say what it likes then.
    line = HOG % (256 * MIB, "exit") + " || exit 5"
    run, _text = ran(engine, container, line)
    assert (run.exit_code, run.was_out_of_memory) == (5, True)
    assert [one.was_out_of_memory for one in engine.commands(container.id)] == [True, True]
    # The container goes on, and what is killed for another reason is not called so.
    run, _text = ran(engine, container, "kill -9 $$")
    assert (run.exit_code, run.was_out_of_memory) == (137, False)
    assert now(engine, container).state is ContainerState.RUNNING
    usage = measured(engine, container, lambda one: one.out_of_memory_kills > 0)
    assert usage.out_of_memory_kills == 2


def test_a_limit_below_what_is_in_use_is_refused_and_the_old_one_stays(
    engine: Engine, made: Made
) -> None:
    need(engine, "memory")
    container = made("full", limits=Limits(memory_bytes=256 * MIB))
    holding = Background(engine, container, HOG % (64 * MIB, 'system("sleep 600")'))
    try:
        assert holding.has_spoken.wait(30)
        with pytest.raises(LimitRefusedError, match="uses now"):
            engine.set_limits(container.id, Limits(memory_bytes=16 * MIB))
        assert now(engine, container).limits == Limits(memory_bytes=256 * MIB)
        usage = measured(engine, container, lambda one: one.memory_limit_bytes is not None)
        assert usage.memory_limit_bytes == 256 * MIB
        assert usage.out_of_memory_kills == 0
    finally:
        holding.end()
    assert holding.run is not None
    assert not holding.run.was_out_of_memory


@pytest.mark.parametrize(
    "limits",
    [
        Limits(memory_bytes=1),
        Limits(memory_bytes=-1),
        Limits(memory_bytes=0),
        Limits(memory_bytes=1 << 60),
        Limits(cpus=0.0),
        Limits(cpus=-1.0),
        Limits(cpus=10_000.0),
        Limits(cpus=math.nan),
        Limits(cpus=math.inf),
        Limits(pids=0),
        Limits(pids=-1),
        Limits(pids=1 << 40),
    ],
)
def test_limits_that_make_no_sense(engine: Engine, made: Made, limits: Limits) -> None:
    container = made.at_rest("senseless", limits=Limits(pids=99))
    with pytest.raises(LimitRefusedError, match="choose"):
        made.at_rest("never", limits=limits)
    with pytest.raises(LimitRefusedError, match="choose"):
        engine.set_limits(container.id, limits)
    assert [one.name for one in engine.repository().containers] == ["senseless"]
    assert now(engine, container).limits == Limits(pids=99)


@pytest.mark.ordinary_person
def test_where_nothing_can_be_limited_it_is_said(engine: Engine, made: Made) -> None:
    if engine.capabilities().can_limit:
        pytest.skip("control groups are ours here")
    asked = Limits(memory_bytes=64 * MIB, pids=20)
    container = made("unlimited", limits=asked)
    assert container.limits == asked
    assert container.unenforced == ("processes", "memory", "processor time")
    facility = next(one for one in engine.probe().facilities if one.key == "cgroups")
    assert "control groups are not yours" in facility.sentence
    with pytest.raises(NotSupportedError, match="control groups are not yours"):
        engine.set_limits(container.id, Limits(pids=30))
    usage = measured(engine, container, lambda one: one.pids is not None)
    limits = usage.memory_limit_bytes, usage.cpus_limit, usage.pids_limit
    assert limits == (None, None, None)
    assert said(engine, container, "ulimit -u").strip() == str(ALL_PROCESSES_LIMIT)


def test_an_own_command_without_memory_ends_its_container(engine: Engine, made: Made) -> None:
    need(engine, "memory")
    line = "exec " + HOG % (256 * MIB, "exit")
    image_that_runs(Path(engine.repository().location), "Hog:1", "sh", "-c", line)
    container = made("hog", "Hog:1", limits=Limits(memory_bytes=24 * MIB), runs_own_command=True)
    eventually(lambda: has_stopped(engine, container))
    assert now(engine, container).ending == "killed: out of memory"
