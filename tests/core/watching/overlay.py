"""A real overlay mount whose upper directory is watched."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from core.cancel import CancelToken
from core.layer import WhiteoutForm, measure_changes
from core.model import FileChange, LiveChanges
from core.snapshot import OverlayMount
from core.watching import Ground, LayerWatch, Watching

FORM = WhiteoutForm.TRUSTED
PATIENCE_S = 20.0


class WatchedOverlay:
    """`lowers` are made by the test, top first, before `mount`."""

    def __init__(self, place: Path, lowers: int = 2) -> None:
        self.lowers = tuple(place / f"lower{number}" for number in range(lowers))
        self.upper, self.work, self.merged = (place / n for n in ("upper", "work", "merged"))
        for directory in (*self.lowers, self.upper, self.work, self.merged):
            directory.mkdir(parents=True)
        self.noise: frozenset[bytes] = frozenset()
        self.ground: Ground | None = Ground(self.upper, self.lowers, FORM, lambda: self.noise)
        self._mount = OverlayMount(self.lowers, self.upper, self.work, self.merged, FORM)

    def mount(self) -> None:
        self._mount.mount()

    def unmount(self) -> None:
        self._mount.unmount()

    def measured(self) -> dict[str, FileChange]:
        """By the scan that a snapshot's preview is made by."""
        summary = measure_changes(
            self.upper, self.lowers, form=FORM, exclude=self.noise, limit=1_000_000
        )
        return {change.path: change for change in summary.changes}

    def omitted(self) -> set[str]:
        return set(measure_changes(self.upper, self.lowers, form=FORM).omitted)


class Follower:
    """Follows a layer in a thread of its own. Use as a context manager."""

    def __init__(self, layer: LayerWatch) -> None:
        self.states: list[tuple[float, LiveChanges]] = []
        self.error: BaseException | None = None
        self._layer = layer
        self._cancel = CancelToken()
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Follower:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._cancel.cancel()
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()

    @property
    def latest(self) -> LiveChanges:
        return self.states[-1][1]

    def join(self) -> None:
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()

    def until(
        self, condition: Callable[[LiveChanges], bool], patience_s: float = PATIENCE_S
    ) -> LiveChanges:
        """The first state that is so, from the latest on."""
        until = time.monotonic() + patience_s
        with self._changed:
            while not self.states or not condition(self.latest):
                left_s = until - time.monotonic()
                assert left_s > 0, self.states[-1:]
                self._changed.wait(left_s)
            return self.latest

    def _run(self) -> None:
        try:
            self._layer.follow(self._on_change, self._cancel)
        except Exception as error:
            self.error = error

    def _on_change(self, state: LiveChanges) -> None:
        with self._changed:
            self.states.append((time.monotonic(), state))
            self._changed.notify_all()


def watched(overlay: WatchedOverlay, watching: Watching) -> LayerWatch:
    return watching.add(lambda: overlay.ground)


def scan(layer: LayerWatch) -> None:
    """As it does by itself some seconds after something happened."""
    with layer._lock:
        examination = layer._examination
        assert examination is not None
        layer._begin_scan(examination)


def settled(layer: LayerWatch) -> dict[str, FileChange]:
    """All that is known of a layer once everything that happened was looked at."""
    layer.settle()
    examination = layer._examination
    assert examination is not None
    assert examination.is_done
    examination.hide_noise()
    rows = [row for row in examination.tree.rows if not row.is_hidden]
    found = {}
    for row in rows:
        assert row.difference is not None
        change = row.difference.at(row.path)
        found[change.path] = change
    check_sums(layer)
    return found


def check_sums(layer: LayerWatch) -> None:
    """The sums that are kept are those of the rows."""
    examination = layer._examination
    assert examination is not None
    for directory in examination.tree.directories:
        inside = [
            row.difference
            for row in examination.tree.rows
            if not row.is_hidden
            and row.difference is not None
            and (directory.parent is None or row.path.startswith(directory.path + b"/"))
        ]
        assert directory.total == len(inside)
        assert directory.size_bytes == sum(one.size_bytes for one in inside)
