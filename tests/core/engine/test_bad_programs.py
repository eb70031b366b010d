"""Programs that behave as badly as they can: each is told plainly, ended, and nothing is lost.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import os
import resource
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import BricklayerError, ContainerStateError, LayerFormatError, StorageFullError
from core.model import BaseImageRequest, Container, ContainerState, Limits, SnapshotRequest
from core.progress import Progress
from tests.core.engine.at_work import (
    IS_ROOT,
    Background,
    Made,
    eventually,
    has_stopped,
    image_that_runs,
    now,
    open_engine,
    ran,
    said,
)
from tests.core.engine.test_bad_luck import host_pids, kill_hosts


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bad") / "repository"


@pytest.fixture(scope="module")
def engine(repository: Path) -> Iterator[Engine]:
    with open_engine(repository) as engine:
        yield engine


@pytest.fixture
def made(engine: Engine) -> Iterator[Made]:
    made = Made(engine)
    yield made
    made.discard_all()


def goes_on(engine: Engine, made: Made) -> None:
    """The engine does its work, and what others wrote is there."""
    beside = made(f"beside-{len(made.ids)}")
    assert said(engine, beside, "echo works") == "works\n"


def test_a_command_that_never_ends(engine: Engine, made: Made) -> None:
    container = made("endless")
    said(engine, container, "echo kept > /kept")
    line = "trap '' TERM HUP INT; echo; while :; do :; done"
    background = Background(engine, container, line)
    assert background.has_spoken.wait(30)
    background.end()
    assert background.run is not None
    assert background.run.was_cancelled
    assert len(engine.processes(container.id)) == 1
    assert said(engine, container, "cat /kept") == "kept\n"


@pytest.mark.parametrize("is_on_terminal", [False, True])
def test_one_that_prints_what_is_no_text_without_end(
    engine: Engine, made: Made, repository: Path, is_on_terminal: bool
) -> None:
    container = made("babbling")
    background = Background(engine, container, "cat /dev/urandom; exit 1", terminal=is_on_terminal)
    eventually(lambda: len(background.heard) > 9 << 20)
    goes_on(engine, made)
    background.end()
    assert background.run is not None
    assert background.run.was_cancelled
    for pid in host_pids(repository):
        status = Path(f"/proc/{pid}/status").read_text()
        assert int(status.partition("VmRSS:")[2].split()[0]) < 250 << 10
    assert len(engine.processes(container.id)) == 1


def test_one_that_forks_without_end(engine: Engine, made: Made) -> None:
    """By its control group, or by what a person may have where there is none."""
    if not IS_ROOT or "pids" in engine.capabilities().can_limit:
        pass
    else:
        pytest.skip("no control groups are ours here, and root is not held to RLIMIT_NPROC")
    beside = made("beside")
    container = made("bomb")
    said(engine, container, "echo kept > /kept")
    said(engine, container, "bomb() { bomb & bomb & sleep 600; }; (bomb) > /dev/null 2>&1 &")
    eventually(lambda: len(engine.processes(container.id)) > 500)
    before = 0

    def has_come_to_a_stop() -> bool:
        nonlocal before
        count = len(engine.processes(container.id))
        is_same, before = count == before, count
        return is_same

    eventually(has_come_to_a_stop)
    allowed = 1024 if "pids" in engine.capabilities().can_limit else 4096
    assert before <= allowed
    subprocess.run(["true"], check=True)  # this computer is not taken
    assert now(engine, beside).state is ContainerState.RUNNING
    assert engine.stop_container(container.id, grace_s=0.0).state is ContainerState.STOPPED
    assert said(engine, beside, "echo alive") == "alive\n"
    engine.start_container(container.id)
    assert said(engine, container, "cat /kept") == "kept\n"


def test_an_own_command_that_forks_without_end_can_be_discarded(
    engine: Engine, made: Made, repository: Path
) -> None:
    if "pids" not in engine.capabilities().can_limit:
        pytest.skip("no control groups are ours here for processes")
    line = "bomb() { bomb | bomb & }; bomb; exec sleep 600"
    image = image_that_runs(repository, "Bomb:1", "sh", "-c", line)
    container = made("bomb", image, runs_own_command=True, limits=Limits(pids=200))
    engine.discard_container(container.id)
    goes_on(engine, made)


@pytest.mark.parametrize("line", ["kill -TERM 1; sleep 600", "kill -INT 1; kill -TERM 1; sleep 60"])
def test_one_that_ends_the_first_process(engine: Engine, made: Made, line: str) -> None:
    container = made("suicide")
    said(engine, container, "echo kept > /kept")
    ran(engine, container, line)
    eventually(lambda: has_stopped(engine, container))
    assert now(engine, container).ending == "its first process was ended"
    with pytest.raises(ContainerStateError):
        ran(engine, container, "true")
    image = engine.snapshot(SnapshotRequest(container.id, f"S{len(line)}", "Tests", "1"))
    following = made("following", image.reference)
    assert said(engine, following, "cat /kept") == "kept\n"
    assert engine.start_container(container.id).ending == ""
    assert said(engine, container, "cat /kept") == "kept\n"


def test_one_that_tries_to_kill_all(engine: Engine, made: Made) -> None:
    container = made("killer")
    beside = made("victim")
    said(engine, beside, "sleep 600 > /dev/null 2>&1 &")
    ran(engine, container, "kill -9 -1; kill -9 1; true")
    assert len(engine.processes(beside.id)) == 2
    goes_on(engine, made)


@pytest.mark.parametrize("ends_by", ["person", "kernel"])
def test_a_stop_in_the_middle_of_a_snapshot(engine: Engine, made: Made, ends_by: str) -> None:
    container = made("pictured")
    said(engine, container, "head -c 30000000 /dev/urandom > /noise; echo kept > /kept; sync")
    wanted = said(engine, container, "md5sum /noise")
    stopper: list[threading.Thread] = []

    def stop(_progress: Progress) -> None:
        if stopper:
            return
        if ends_by == "kernel":
            os.kill(container.pid or 0, 9)
        work = threading.Thread(target=lambda: engine.stop_container(container.id, grace_s=0.0))
        stopper.append(work)
        work.start()

    request = SnapshotRequest(container.id, f"By-{ends_by}", "Tests", "1")
    image = engine.snapshot(request, report=stop)
    assert stopper, "nothing was told while it was taken: the test is broken"
    stopper[0].join(30)
    assert not stopper[0].is_alive()
    assert now(engine, container).state is ContainerState.STOPPED
    following = made("following", image.reference)
    assert said(engine, following, "md5sum /noise; cat /kept") == f"{wanted}kept\n"
    engine.start_container(container.id)
    assert said(engine, container, "md5sum /noise; cat /kept") == f"{wanted}kept\n"


def dig(levels: int) -> str:
    line = f"n=0; while [ $n -lt {levels} ]; do mkdir deeper && cd deeper; n=$((n+1)); done; "
    return line + "printf x > \"$(printf '\\377\\001')\"; chmod 0 .; cd /; mkdir -m 0 /closed"


def test_one_that_digs_itself_a_hole(engine: Engine, made: Made) -> None:
    """Folders in folders, names that are no text, and folders that nobody may enter."""
    container = made("digger")
    said(engine, container, dig(200))
    image = engine.snapshot(SnapshotRequest(container.id, "Hole", "Tests", "1"))
    following = made("following", image.reference)
    assert said(engine, following, "find / -xdev -type d -name deeper | wc -l").strip() == "200"


def test_one_that_digs_deeper_than_layers_go(engine: Engine, made: Made) -> None:
    container = made("deep-digger")
    said(engine, container, f"echo kept > /kept; {dig(300)}")
    with pytest.raises(LayerFormatError, match="deeper than 256"):
        engine.snapshot(SnapshotRequest(container.id, "Deep", "Tests", "1"))
    assert engine.repository().image("Deep:1") is None
    assert said(engine, container, "cat /kept; rm -rf /deeper") == "kept\n"
    engine.snapshot(SnapshotRequest(container.id, "Deep", "Tests", "1"))
    goes_on(engine, made)


def test_one_that_limits_itself_keeps_nobody_else(engine: Engine, made: Made) -> None:
    container = made("small")
    run, _text = ran(engine, container, "ulimit -n 3; ulimit -v 1000; /bin/ls / ; echo")
    assert not run.was_cancelled
    said(engine, container, "rm -rf /bin /sbin /usr /etc 2> /dev/null; true")
    with pytest.raises(BricklayerError):
        ran(engine, container, "true")
    assert now(engine, container).state is ContainerState.RUNNING
    assert engine.stop_container(container.id, grace_s=0.0).state is ContainerState.STOPPED


@pytest.mark.skipif(not IS_ROOT, reason="mounting a small disk needs root")
def test_one_that_fills_the_disk(tmp_path: Path) -> None:
    disk, image = tmp_path / "disk", tmp_path / "disk.ext4"
    disk.mkdir()
    with image.open("wb") as file:
        file.truncate(32 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-m", "0", image], check=True)
    done = subprocess.run(["mount", "-o", "loop", image, disk], check=False, capture_output=True)
    if done.returncode != 0:
        pytest.skip(f"no loop device: {done.stderr.decode().strip()}")
    try:
        engine = connect(disk / "repository")
        engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
        made = Made(engine)
        image_that_runs(
            disk / "repository", "Talking:1", "sh", "-c", "while :; do echo talk; sleep 0.1; done"
        )
        talking = made("talking", "Talking:1", runs_own_command=True)
        container = made("filling")
        said(engine, container, "echo kept > /kept; sync")
        run, text = ran(engine, container, "cat /dev/zero > /big")
        assert run.exit_code == 1
        assert "No space left on device" in text
        fill(disk)
        # Who talks meanwhile is not held up, and all can still be looked at and ended.
        assert now(engine, talking).state is ContainerState.RUNNING
        with pytest.raises(StorageFullError, match="full"):
            engine.snapshot(SnapshotRequest(container.id, "Big", "Tests", "1"))
        assert said(engine, container, "cat /kept") == "kept\n"
        assert engine.stop_container(talking.id, grace_s=0.0).state is ContainerState.STOPPED
        kill(engine, container)
        eventually(lambda: has_stopped(engine, container))
        assert now(engine, container).ending == "ended by signal 9"
        os.unlink(disk / "ballast")
        engine.start_container(container.id)
        assert said(engine, container, "cat /kept; rm /big") == "kept\n"
        engine.snapshot(SnapshotRequest(container.id, "Small", "Tests", "1"))
        made.discard_all()
        engine.close()
    finally:
        kill_hosts(disk / "repository")
        subprocess.run(["umount", "-l", disk], check=True)


def kill(engine: Engine, container: Container) -> None:
    first = engine.processes(container.id)[0]
    engine.signal_process(container.id, first.pid, first.start_time, "KILL")


def fill(disk: Path) -> None:
    """To the last byte."""
    with pytest.raises(OSError), (disk / "ballast").open("wb", buffering=0) as ballast:
        while True:
            ballast.write(b"x" * 4096)


def test_a_person_keeps_processes_for_herself() -> None:
    """What all containers together may have is less than what this computer gives a person."""
    from core.runtime.hardening import ALL_PROCESSES_LIMIT, rlimits
    from core.runtime.probe import EnforcedLimits

    by_name = {one["type"]: one["hard"] for one in rlimits(EnforcedLimits())}
    _soft, granted = resource.getrlimit(resource.RLIMIT_NPROC)
    assert by_name["RLIMIT_NPROC"] == min(ALL_PROCESSES_LIMIT, granted if granted > 0 else 1 << 30)
    counted = EnforcedLimits(pids=True)
    assert "RLIMIT_NPROC" not in {one["type"] for one in rlimits(counted)}
    assert int(Path("/proc/sys/kernel/pid_max").read_text()) > 2 * ALL_PROCESSES_LIMIT
