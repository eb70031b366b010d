"""What is watched is at every moment what the full comparison finds."""

from __future__ import annotations

import os
import threading

import pytest

from core.watching import Watching
from tests.core.watching.overlay import Follower, WatchedOverlay, scan, settled, watched
from tests.core.watching.random_changes import RandomChanges

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="overlay mounts need root here")


@pytest.mark.parametrize("seed", range(12))
def test_after_every_few_changes(overlay: WatchedOverlay, watching: Watching, seed: int) -> None:
    changes = RandomChanges(overlay.merged, seed)
    changes.do(10)  # before it is watched
    layer = watched(overlay, watching)
    for _ in range(40):
        done = changes.do(5)
        wanted = overlay.measured()
        if settled(layer) != wanted:
            # The kernel may tell of a name only that was gone before anybody could look: the scan
            # that makes sure finds it.
            scan(layer)
            assert settled(layer) == wanted, done
    assert layer.counts.scans <= 1  # else by events alone


@pytest.mark.parametrize("seed", range(3))
def test_what_is_told_in_the_end(overlay: WatchedOverlay, watching: Watching, seed: int) -> None:
    """While it changes all the time, in two places at once, and is followed."""
    layer = watched(overlay, watching)
    with Follower(layer) as follower:
        parts = [overlay.merged / "d0", overlay.merged / "d1"]
        threads = [
            threading.Thread(target=RandomChanges(part, seed * 2 + number).do, args=(400,))
            for number, part in enumerate(parts)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        wanted = overlay.measured()
        assert settled(layer) == wanted
        kinds = [change.kind.name for change in wanted.values()]
        told = follower.until(
            lambda state: (
                not state.is_settling
                and state.total == len(wanted)
                and state.size_bytes == sum(change.size_bytes for change in wanted.values())
            )
        )
        assert (told.added, told.deleted) == (kinds.count("ADDED"), kinds.count("DELETED"))
        assert told.metadata == kinds.count("METADATA")
        assert {seen.change.path: seen.change for seen in told.newest}.items() <= wanted.items()
        assert len(told.newest) == min(200, len(wanted))
        assert set(told.omitted) == overlay.omitted()


def test_without_any_watch_scans_find_the_same(overlay: WatchedOverlay) -> None:
    blind = Watching(watches_limit=0)
    try:
        layer = watched(overlay, blind)
        changes = RandomChanges(overlay.merged, 99)
        for _ in range(20):
            done = changes.do(10)
            assert settled(layer) == overlay.measured(), done
        assert layer.counts.scans == 20
    finally:
        blind.close()


def test_with_few_watches_the_rest_is_scanned(overlay: WatchedOverlay) -> None:
    scarce = Watching(watches_limit=3)
    try:
        layer = watched(overlay, scarce)
        changes = RandomChanges(overlay.merged, 5)
        with Follower(layer) as follower:
            for number in range(6):
                (overlay.merged / f"few{number}").mkdir()
            told = follower.until(lambda state: state.added >= 6 and bool(state.sentence))
            assert "fs.inotify.max_user_watches" in told.sentence
            # Nobody settles it: it is found though nothing tells of it.
            (overlay.merged / "few5" / "unwatched").write_text("x")
            follower.until(lambda state: state.newest[0].change.path == "few5/unwatched")
            changes.do(50)
            wanted = overlay.measured()
            follower.until(lambda state: state.total == len(wanted) and not state.is_settling)
        assert settled(layer) == wanted
    finally:
        scarce.close()
