"""Of an engine of whose repository nothing runs, nothing is left: no directory and no process.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from core.engine.connect import _runtime_dir, connect
from core.engine.runtime_directory import LOCK_NAME, clear_away, clear_stale, make_private, take
from core.errors import EngineUnreachableError
from core.model import BaseImageRequest, NewContainer, NewSwitch
from core.network import find_programs
from core.runtime import show_one_version, start_time_of
from tests.core.engine.test_bad_luck import host_pids
from tests.core.engine.test_switches import eventually

IS_ROOT = os.geteuid() == 0


def own_processes() -> set[str]:
    """Pid and command line of all processes of the person who runs this."""
    found = set()
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                status = Path("/proc", name).stat()
                words = Path("/proc", name, "cmdline").read_bytes().replace(b"\0", b" ")
            except OSError:
                continue  # it ended
            if status.st_uid == os.geteuid() and words:
                found.add(f"{name} {words.decode(errors='replace')}")
    return found


def test_the_runtime_directory_goes_with_the_engine(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    place = _runtime_dir(repository)
    before = own_processes()
    switch = "host" if find_programs().missing else "class"
    with contextlib.closing(connect(repository)) as engine:
        engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
        if switch == "class":
            engine.create_switch(NewSwitch("class", has_outside=True))
        one = engine.create_container(NewContainer("one", "Base:1", switch))
        engine.start_container(one.id)
        assert place.exists()
    # With a container that runs it stays, and the next engine finds all that it needs.
    eventually(lambda: host_pids(repository) == [])
    assert (place / LOCK_NAME).exists()
    with contextlib.closing(connect(repository)) as engine:
        assert engine.repository().containers[0].is_live
        engine.stop_container(one.id, grace_s=0)
    eventually(lambda: not place.exists())
    eventually(lambda: host_pids(repository) == [])
    if not IS_ROOT:  # of a person who does nothing else
        eventually(lambda: own_processes() <= before)
        # What ended before this began may be among them, and its note goes a moment later.
        eventually(lambda: not (place.parent / "namespace.json").exists())
    with contextlib.closing(connect(repository)) as engine:
        engine.start_container(one.id)
        engine.discard_container(one.id)
    eventually(lambda: not place.exists())


def _place(person: Path, name: str, *files: str) -> Path:
    place = person / name
    make_private(place)
    for file in files:
        (place / file).parent.mkdir(parents=True, exist_ok=True)
        (place / file).touch()
    os.utime(place, (0, 0))
    return place


def test_directories_of_repositories_that_nobody_has_open_go(tmp_path: Path) -> None:
    spent = _place(tmp_path, "0" * 12, "host.log", LOCK_NAME, "switches.lock", "x/left.pid")
    (spent / "runtime/crun").mkdir(parents=True)
    os.utime(spent, (0, 0))
    kept = [
        _place(tmp_path, "1" * 12, "runtime/crun/abc/status"),
        _place(tmp_path, "2" * 12, "network/members/abc.json"),
        _place(tmp_path, "3" * 12, "volumes/abc/0/somebodys"),
        _place(tmp_path, "4" * 12, "something-else"),
        _place(tmp_path, "not-ours", "host.log"),
    ]
    empty, opened = _place(tmp_path, "5" * 12), _place(tmp_path, "6" * 12)
    lock = take(opened)
    assert lock is not None
    os.utime(opened, (0, 0))
    (tmp_path / ("7" * 12)).symlink_to(kept[-1])
    young = tmp_path / ("8" * 12)
    make_private(young)
    clear_stale(tmp_path)
    assert not spent.exists()
    assert not empty.exists()
    assert all(one.exists() for one in (*kept, opened, young))
    assert (kept[0] / "runtime/crun/abc/status").exists()
    assert (kept[-1] / "host.log").exists()
    os.close(lock)
    clear_stale(tmp_path, stale_after_s=-1)
    assert not opened.exists()
    assert not young.exists()
    clear_stale(tmp_path / "nowhere")


@pytest.mark.skipif(not IS_ROOT, reason="an ordinary person's containers are in her namespace")
def test_containers_of_a_deleted_repository_are_forgotten(tmp_path: Path) -> None:
    """Once they ended: one that runs is let alone, and so is one whose files are there."""
    repository = tmp_path / "repository"
    place = _runtime_dir(repository)
    with contextlib.closing(connect(repository)) as engine:
        engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
        one = engine.create_container(NewContainer("one", "Base:1"))
        pid = engine.start_container(one.id).pid
    assert pid is not None
    eventually(lambda: host_pids(repository) == [])

    def swept() -> bool:
        child = os.fork()
        if child == 0:
            try:
                show_one_version()  # as the engine's own process sees control groups
                clear_stale(place.parent, stale_after_s=-1)
                os._exit(0)
            finally:
                os._exit(1)
        assert os.waitpid(child, 0)[1] == 0
        return not place.exists()

    # Not the person's own directories: others may be at work with theirs.
    moved = tmp_path / "person" / place.name
    moved.parent.mkdir()
    shutil.copytree(place, moved, ignore=shutil.ignore_patterns("*.sock"))
    place = moved
    moved.chmod(0o700)
    assert not swept()
    aside = repository.rename(tmp_path / "aside")
    assert not swept()
    ended = os.pidfd_open(pid)
    os.kill(pid, signal.SIGKILL)
    select.select([ended], [], [], 10)
    os.close(ended)
    eventually(lambda: start_time_of(pid) is None)
    aside.rename(repository)
    assert not swept()
    repository.rename(aside)
    assert swept()
    aside.rename(repository)
    with contextlib.closing(connect(repository)) as engine:
        engine.discard_container(one.id)


def test_one_at_a_time_has_a_directory_that_comes_and_goes(tmp_path: Path) -> None:
    """Whoever has it deletes it: nobody may then hold a lock that others do not see."""
    place = tmp_path / ("a" * 12)
    inside: list[int] = []
    most: list[int] = []
    left_off = time.monotonic() + 1.0

    def come_and_go(number: int) -> None:
        while time.monotonic() < left_off:
            lock = take(place)
            if lock is None:
                continue
            inside.append(number)
            most.append(len(inside))
            (place / "host.log").touch()
            inside.remove(number)
            clear_away(place)
            os.close(lock)

    threads = [threading.Thread(target=come_and_go, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(most) == {1}
    assert len(most) > 20


def test_a_directory_of_somebody_else_is_not_used(tmp_path: Path) -> None:
    place = tmp_path / ("b" * 12)
    place.mkdir(mode=0o755)
    with pytest.raises(EngineUnreachableError, match="open to others"):
        take(place)
    place.rmdir()
    place.symlink_to(tmp_path)
    with pytest.raises(EngineUnreachableError, match="belongs to somebody else"):
        take(place)
