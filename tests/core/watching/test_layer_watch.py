"""A watch ends, starts over and fails as it should, and nothing escapes it."""

from __future__ import annotations

import errno
import os

import pytest

from core.errors import BugError, ContainerNotFoundError
from core.layer import remove_tree
from core.model import ChangeKind
from core.watching import Ground, Watching
from core.watching.inotify import Inotify, WatchesExhausted
from tests.core.watching.overlay import FORM, Follower, WatchedOverlay, settled, watched

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="overlay mounts need root here")


def test_a_file_is_followed_whatever_it_was_called_first(
    overlay: WatchedOverlay, watching: Watching
) -> None:
    """overlayfs writes to it by its first name, though that is gone."""
    first, second, third = (overlay.merged / name for name in ("one", "d1/two", "three"))
    first.write_text("x")
    layer = watched(overlay, watching)
    assert settled(layer).keys() == {"one"}
    os.link(first, second)
    assert settled(layer).keys() == {"one", "d1/two"}
    first.unlink()
    assert settled(layer).keys() == {"d1/two"}
    for length in (11, 21):
        with second.open("a") as file:
            file.write("y" * 10)
        assert settled(layer)["d1/two"].size_bytes == length
    second.rename(third)
    assert settled(layer).keys() == {"three"}
    os.chmod(third, 0o600)
    os.truncate(third, 5)
    assert settled(layer)["three"].size_bytes == 5
    # And when all of it happened before one had a look.
    (overlay.merged / "a").write_text("x")
    os.link(overlay.merged / "a", overlay.merged / "b")
    (overlay.merged / "a").unlink()
    assert settled(layer)["b"].size_bytes == 1
    with (overlay.merged / "b").open("a") as file:
        file.write("y")
    assert settled(layer)["b"].size_bytes == 2
    assert layer.counts.scans == 0


def test_both_names_of_a_file_are_told_of(overlay: WatchedOverlay, watching: Watching) -> None:
    (overlay.merged / "one").write_text("x")
    os.link(overlay.merged / "one", overlay.merged / "two")
    layer = watched(overlay, watching)
    settled(layer)
    with (overlay.merged / "two").open("a") as file:
        file.write("y")
    found = settled(layer)
    assert (found["one"].size_bytes, found["two"].size_bytes) == (2, 2)
    assert layer.counts.scans == 0


def test_what_the_engine_made_is_not_counted(overlay: WatchedOverlay, watching: Watching) -> None:
    overlay.noise = frozenset({b"made"})
    layer = watched(overlay, watching)
    with Follower(layer) as follower:
        (overlay.merged / "made").touch()
        (overlay.merged / "hers").touch()
        state = follower.until(lambda state: state.added == 1 and not state.is_settling)
        assert [seen.change.path for seen in state.newest] == ["hers"]
        assert state.hidden == 1
        overlay.noise = frozenset()  # she wrote to it
        (overlay.merged / "made").write_text("x")
        follower.until(lambda state: (state.added, state.size_bytes, state.hidden) == (2, 1, 0))


def test_another_upper_directory_is_another_layer(
    overlay: WatchedOverlay, watching: Watching
) -> None:
    layer = watched(overlay, watching)
    with Follower(layer) as follower:
        (overlay.merged / "old").touch()
        follower.until(lambda state: state.added == 1)
        overlay.unmount()
        overlay.upper.rename(overlay.upper.with_name("kept"))
        # For a moment there is none, and it is asked for again.
        remove_tree(overlay.work)
        overlay.work.mkdir()
        overlay.upper.mkdir()
        layer.start_over()
        follower.until(lambda state: state.total == 0 and not state.is_settling)
        overlay.mount()
        (overlay.merged / "new").touch()
        state = follower.until(lambda state: state.added == 1)
        assert [seen.change.path for seen in state.newest] == ["new"]


def test_a_directory_that_comes_back_is_found_without_being_told(
    overlay: WatchedOverlay, watching: Watching
) -> None:
    layer = watched(overlay, watching)
    with Follower(layer) as follower:
        follower.until(lambda state: not state.is_settling)
        overlay.unmount()
        remove_tree(overlay.upper)
        overlay.upper.mkdir()
        (overlay.upper / "new").touch()
        follower.until(lambda state: state.added == 1)
        overlay.mount()


def test_what_changed_since_is_known_only_where_it_was_watched(
    overlay: WatchedOverlay, watching: Watching
) -> None:
    layer = watched(overlay, watching)
    assert layer.changes_since(0.0) is None
    layer.end()
    assert layer.changes_since(0.0) is None


def test_no_layer_any_more_ends_it(overlay: WatchedOverlay, watching: Watching) -> None:
    layer = watched(overlay, watching)
    with Follower(layer) as follower:
        follower.until(lambda state: not state.is_settling)
        overlay.ground = None
        layer.start_over()
        follower.join()
        assert follower.error is None
    assert layer.is_over


def test_what_goes_wrong_is_raised_where_it_is_followed(
    overlay: WatchedOverlay, watching: Watching
) -> None:
    def noise() -> frozenset[bytes]:
        raise OSError(errno.EIO, "the disk")

    overlay.ground = Ground(overlay.upper, overlay.lowers, FORM, noise)
    layer = watched(overlay, watching)
    other = WatchedOverlay(overlay.upper.parent / "other")
    with Follower(layer) as follower:
        follower.join()
    assert isinstance(follower.error, BugError)
    assert layer.is_over
    # The others are watched on.
    other.mount()
    with Follower(watched(other, watching)) as follower:
        (other.merged / "new").touch()
        follower.until(lambda state: state.added == 1)
    other.unmount()


def test_what_cannot_be_found_is_raised_at_once(watching: Watching) -> None:
    def nowhere() -> Ground:
        raise ContainerNotFoundError("c")

    with pytest.raises(ContainerNotFoundError):
        watching.add(nowhere)


def test_without_inotify_it_is_scanned(
    overlay: WatchedOverlay, watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(_self: Inotify, _limit: int) -> None:
        raise WatchesExhausted

    monkeypatch.setattr(Inotify, "__init__", exhausted)
    layer = watched(overlay, watching)
    assert layer.fileno() is None
    with Follower(layer) as follower:
        follower.until(lambda state: bool(state.sentence))
        (overlay.merged / "f").unlink()
        state = follower.until(lambda state: state.deleted == 1)
        assert state.newest[0].change.kind is ChangeKind.DELETED


def test_a_closed_one_watches_nothing(overlay: WatchedOverlay) -> None:
    closed = Watching()
    first = watched(overlay, closed)
    closed.close()
    closed.close()
    assert first.is_over
    assert watched(overlay, closed).is_over
