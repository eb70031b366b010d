"""Watching costs nothing while nothing happens, and stays within bounds whatever does."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.model import ChangeKind
from core.watching import LayerWatch, Watching
from core.watching.figures import DIRECTORIES_LIMIT, NEWEST_LIMIT
from core.watching.rhythm import Rhythm
from tests.core.watching.overlay import Follower, WatchedOverlay, settled, watched

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="overlay mounts need root here")

_MANY = 100_000
_BYTES_A_FILE = 1500


def test_nothing_is_done_while_nothing_happens(
    overlay: WatchedOverlay, watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The scan that makes sure comes soon, so that there is something to wait for.
    monkeypatch.setattr("core.watching.rhythm._SCAN_S", 0.3)
    layer = watched(overlay, watching)
    with Follower(layer) as follower:
        # What is written before the first look tells of itself by no event, and needs no scan.
        follower.until(lambda state: not state.is_settling)
        (overlay.merged / "new").write_text("x")
        follower.until(lambda state: state.added == 1 and not state.is_settling)
        until = time.monotonic() + 20
        while not _is_at_rest(layer):
            assert time.monotonic() < until
            time.sleep(0.02)
        assert layer.counts.scans >= 1
        before = (watching.wakings, layer.counts.turns, layer.counts.scans, layer.counts.told)
        threading.Event().wait(1.0)  # several times as long as everything that could be due
        after = (watching.wakings, layer.counts.turns, layer.counts.scans, layer.counts.told)
        assert after == before


def test_who_follows_is_told_four_times_a_second_at_most(
    overlay: WatchedOverlay, watching: Watching
) -> None:
    layer = watched(overlay, watching)
    with Follower(layer) as follower:
        for number in range(400):
            (overlay.merged / f"n{number}").write_text("x")
            time.sleep(0.002)
        follower.until(lambda state: state.added == 400 and not state.is_settling)
        times = [when for when, _state in follower.states]
    # Said from when it was found out; the thread that hears of it may be late by a little.
    assert len(times) <= 2 + (times[-1] - times[0]) / 0.24


@pytest.fixture
def in_memory() -> Iterator[WatchedOverlay]:
    """Nothing below it, and no disk to wait for."""
    with tempfile.TemporaryDirectory(prefix="watching-", dir="/dev/shm") as place:
        made = WatchedOverlay(Path(place))
        made.mount()
        yield made
        made.unmount()


def test_many_files_are_counted_exactly_in_bounded_memory(
    in_memory: WatchedOverlay, watching: Watching
) -> None:
    overlay = in_memory
    layer = watched(overlay, watching)
    with Follower(layer) as follower:
        follower.until(lambda state: not state.is_settling)
        before_bytes = _resident_bytes()
        for top in range(100):
            directory = overlay.merged / f"many{top}"
            directory.mkdir()
            here = os.open(directory, os.O_RDONLY)
            for number in range(_MANY // 100):
                file = os.open(f"f{number}", os.O_WRONLY | os.O_CREAT, dir_fd=here)
                if number % 10 == 0:
                    os.write(file, b"seven b")
                os.close(file)
            os.close(here)
        state = follower.until(
            lambda state: state.added == _MANY + 100 and not state.is_settling, 120
        )
        used_bytes = _resident_bytes() - before_bytes
        assert state.size_bytes == 7 * _MANY // 10
        assert (len(state.newest), len(state.directories)) == (NEWEST_LIMIT, DIRECTORIES_LIMIT)
        assert {one.added for one in state.directories} == {_MANY // 100}
        assert used_bytes < _MANY * _BYTES_A_FILE
        # Told of as it went, not only in the end.
        assert any(0 < told.added < _MANY for _when, told in follower.states)
        examination = layer._examination
        assert examination is not None
        for top in range(100):
            shutil.rmtree(overlay.merged / f"many{top}")
        follower.until(lambda state: state.total == 0 and not state.is_settling, 120)
        assert len(examination.journal) <= 50_000
        assert len(examination.tree.directories) == 1


def test_a_queue_that_ran_over_is_made_up_for(overlay: WatchedOverlay, watching: Watching) -> None:
    with open("/proc/sys/fs/inotify/max_queued_events", encoding="ascii") as limit:
        events = int(limit.read())
    layer = watched(overlay, watching)
    assert settled(layer) == {}
    # Nobody takes the events meanwhile.
    with layer._lock:
        for number in range(events // 2):
            (overlay.merged / f"n{number}").touch()
        (overlay.merged / "d0" / "a").unlink()
    found = settled(layer)
    assert len(found) == events // 2 + 1
    assert found["d0/a"].kind is ChangeKind.DELETED
    assert layer.counts.scans == 1


def test_a_scan_that_takes_long_is_made_the_more_seldom() -> None:
    rhythm = Rhythm()
    rhythm.used(is_followed=True)
    rhythm.plan_scan(has_overflowed=False, is_blind=True)
    first = rhythm.due
    rhythm.begin_scan()
    rhythm._scan_began = time.monotonic() - 30  # it took half a minute
    rhythm.looked(is_done=True)
    rhythm.told(is_complete=True)
    rhythm.plan_scan(has_overflowed=False, is_blind=True)
    assert first is not None
    assert rhythm.due is not None
    assert rhythm.due > time.monotonic() + 290


def test_what_nobody_follows_is_let_go(
    overlay: WatchedOverlay, watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.watching.rhythm._FORGET_S", 0.05)
    layer = watched(overlay, watching)
    until = time.monotonic() + 20
    while not layer.is_over or layer.fileno() is not None:
        assert time.monotonic() < until
        time.sleep(0.01)


def _is_at_rest(layer: LayerWatch) -> bool:
    with layer._lock:  # between two steps
        return layer.due is None


def _resident_bytes() -> int:
    with open("/proc/self/statm", encoding="ascii") as figures:
        return int(figures.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
