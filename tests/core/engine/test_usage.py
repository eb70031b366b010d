"""What containers use, held against programs of which it is known.

Runs as whoever starts it: root, by control groups, or a person, process by process.
"""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import ContainerNotFoundError
from core.model import Container, ContainerState, NewSwitch, Usage
from tests.core.engine.at_work import (
    HOG,
    IS_ROOT,
    Background,
    Made,
    eventually,
    measured,
    open_engine,
    said,
)

MIB = 1 << 20
BURN = "i=0; while [ $i -lt {} ]; do i=$((i+1)); done"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("usage") / "repository"


@pytest.fixture(scope="module")
def engine(repository: Path) -> Iterator[Engine]:
    with open_engine(repository) as engine:
        yield engine


@pytest.fixture
def made(engine: Engine) -> Iterator[Made]:
    made = Made(engine)
    yield made
    made.discard_all()


def look(engine: Engine, container: Container) -> Usage:
    return measured(engine, container, lambda one: one.pids is not None)


def test_a_container_that_does_nothing_uses_next_to_nothing(engine: Engine, made: Made) -> None:
    container = made("idle")
    usage = look(engine, container)
    assert usage.pids == 1
    assert usage.memory_bytes is not None
    assert 0 < usage.memory_bytes < 8 * MIB
    assert usage.cpu_seconds is not None
    assert 0 <= usage.cpu_seconds < 0.5
    assert (usage.received_bytes, usage.sent_bytes) == (0, 0)  # on its loopback at most
    assert usage.out_of_memory_kills == 0
    assert usage.is_estimate is not IS_ROOT or not engine.capabilities().can_limit


@pytest.mark.parametrize("ends", [False, True])
def test_processor_time(engine: Engine, made: Made, ends: bool) -> None:
    """As the program itself is told, be it that it still runs, or that it ended meanwhile."""
    container = made("burning")
    before = look(engine, container).cpu_seconds
    line = f"{BURN.format(400_000)}; cat /proc/$$/stat"
    if ends:
        told = said(engine, container, line)
        after = look(engine, container).cpu_seconds
    else:
        background = Background(engine, container, f"{line}; exec sleep 600")
        try:
            eventually(lambda: background.heard.endswith(b"\n"))
            told = background.heard.decode()
            after = look(engine, container).cpu_seconds
        finally:
            background.end()
    ticks = sum(int(field) for field in told.rpartition(")")[2].split()[11:13])
    burnt_s = ticks / os.sysconf("SC_CLK_TCK")
    assert burnt_s > 0.1, "the program did too little to be measured"
    assert before is not None
    assert after is not None
    # Ticks are coarse, and starting it costs something as well.
    assert burnt_s - 0.06 < after - before < burnt_s * 1.3 + 0.3


def test_processor_time_of_children_that_are_long_gone(engine: Engine, made: Made) -> None:
    container = made("family")
    line = f"for n in 1 2 3 4 5; do sh -c '{BURN.format(100_000)}'; done; (sh -c true &) ; times"
    told = said(engine, container, line)
    minutes, seconds = told.split()[2].rstrip("s").split("m")  # of the children, in user mode
    burnt_s = int(minutes) * 60 + float(seconds)
    assert burnt_s > 0.1
    after = look(engine, container).cpu_seconds
    assert after is not None
    assert burnt_s - 0.15 < after < burnt_s * 1.5 + 0.5


def test_memory(engine: Engine, made: Made) -> None:
    container = made("holding")
    background = Background(engine, container, "exec " + HOG % (64 * MIB, 'getline < "/dev/ptmx"'))
    try:
        assert background.has_spoken.wait(30)
        (hog,) = [one for one in engine.processes(container.id) if one.pid != 1]
        usage = look(engine, container)
        assert usage.memory_bytes is not None
        assert hog.memory_bytes >= 64 * MIB
        assert abs(usage.memory_bytes - hog.memory_bytes) < 8 * MIB
    finally:
        background.end()
    free = measured(engine, container, lambda one: (one.memory_bytes or 0) < 16 * MIB)
    assert free.pids == 1


def test_caches_of_files_are_not_called_memory(engine: Engine, made: Made) -> None:
    container = made("caching")
    said(engine, container, "dd if=/dev/zero of=/big bs=1M count=64 2> /dev/null")
    for _ in range(3):  # what is read again and again counts as active for the kernel
        said(engine, container, "cat /big > /dev/null")
    usage = look(engine, container)
    assert usage.memory_bytes is not None
    assert usage.memory_bytes < 24 * MIB
    # What lies in memory alone is memory, of whoever put it there.
    said(engine, container, "dd if=/dev/zero of=/dev/shm/big bs=1M count=32 2> /dev/null")
    with_shm = look(engine, container).memory_bytes
    assert with_shm is not None
    if not usage.is_estimate:  # of no process, so it is not seen process by process
        assert usage.memory_bytes + 30 * MIB < with_shm < usage.memory_bytes + 48 * MIB


def test_disks(engine: Engine, made: Made, repository: Path) -> None:
    container = made("writing")
    start = look(engine, container)
    said(engine, container, "dd if=/dev/zero of=/big bs=1M count=24 conv=fsync 2> /dev/null")
    written = look(engine, container)
    assert written.written_bytes is not None
    assert start.written_bytes is not None
    assert 24 * MIB <= written.written_bytes - start.written_bytes < 32 * MIB
    # So that it must come from the disk again.
    upper = repository / ".bricklayer/containers" / container.id / "upper/big"
    with upper.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    said(engine, container, "cat /big > /dev/null")
    read = look(engine, container)
    assert read.read_bytes is not None
    assert start.read_bytes is not None
    assert 23 * MIB <= read.read_bytes - start.read_bytes < 40 * MIB
    assert read.written_bytes is not None
    assert read.written_bytes - written.written_bytes < MIB


def test_network(engine: Engine, made: Made) -> None:
    capabilities = engine.capabilities()
    if not capabilities.can_make_switches:
        pytest.skip("the programs for named switches are not installed")
    engine.create_switch(NewSwitch("measured"))
    try:
        server, client = made("server", switch="measured"), made("client", switch="measured")
        said(engine, server, "mkdir /www; dd if=/dev/zero of=/www/big bs=1M count=8 2> /dev/null")
        said(engine, server, "httpd -p 80 -h /www")
        before = look(engine, client), look(engine, server)
        line = f"wget -q -O /dev/null http://{server.address.partition('/')[0]}/big"
        said(engine, client, line)
        after = look(engine, client), look(engine, server)
        received = (after[0].received_bytes or 0) - (before[0].received_bytes or 0)
        sent = (after[1].sent_bytes or 0) - (before[1].sent_bytes or 0)
        for transferred in (received, sent):
            assert 8 * MIB < transferred < 9 * MIB
        assert (after[0].sent_bytes or 0) < MIB
        assert (after[1].received_bytes or 0) < MIB
    finally:
        made.discard_all()
        engine.remove_switch("measured")


def test_on_the_computers_own_network_nothing_can_be_told_apart(engine: Engine, made: Made) -> None:
    usage = look(engine, made("shared", switch="host"))
    assert (usage.received_bytes, usage.sent_bytes) == (None, None)


def test_processes_are_counted(engine: Engine, made: Made) -> None:
    container = made("many")
    said(engine, container, "for n in 1 2 3 4 5 6 7; do sleep 600 > /dev/null 2>&1 & done")
    usage = measured(engine, container, lambda one: one.pids == 8)
    assert usage.pids == len(engine.processes(container.id))


def test_figures_follow_a_container_through_its_life(engine: Engine, made: Made) -> None:
    """They come while it runs, count anew after a start, and end with its discard."""
    container = made.at_rest("living")
    seen: list[Usage] = []
    watcher = threading.Thread(
        target=lambda: engine.watch_usage(container.id, on_usage=seen.append, interval_s=0.1)
    )
    watcher.start()
    engine.start_container(container.id)
    said(engine, container, f"{BURN.format(300_000)}; dd if=/dev/zero of=/x bs=1M count=4 2>&-")
    eventually(lambda: bool(seen) and (seen[-1].written_bytes or 0) >= 4 * MIB)
    most_s = seen[-1].cpu_seconds
    sums = [(one.cpu_seconds, one.read_bytes, one.written_bytes) for one in seen]
    for earlier, later in itertools.pairwise(sums):
        assert all((a or 0) <= (b or 0) for a, b in zip(earlier, later, strict=True))
    assert engine.stop_container(container.id, grace_s=0.0).state is ContainerState.STOPPED
    before = len(seen)
    engine.start_container(container.id)
    eventually(lambda: len(seen) > before + 1)
    assert most_s is not None
    assert (seen[-1].cpu_seconds or 0) < most_s
    assert (seen[-1].written_bytes or 0) < 4 * MIB
    engine.discard_container(container.id)
    watcher.join(10)
    assert not watcher.is_alive()


def test_a_watch_of_a_container_that_is_at_rest_ends_when_it_is_cancelled(
    engine: Engine, made: Made
) -> None:
    container = made.at_rest("resting")
    cancel, seen = CancelToken(), []
    watcher = threading.Thread(
        target=lambda: engine.watch_usage(container.id, on_usage=seen.append, cancel=cancel)
    )
    watcher.start()
    cancel.cancel()
    watcher.join(10)
    assert not watcher.is_alive()
    assert seen == []
    with pytest.raises(ContainerNotFoundError):
        engine.watch_usage("0" * 32, on_usage=seen.append)
