"""One writable layer, watched for as many as want to know."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from core.cancel import CancelToken
from core.errors import BricklayerError, BugError
from core.model import CommandChanges, LiveChanges
from core.watching.examining import Examination
from core.watching.figures import live_changes, work_out_bytes
from core.watching.ground import Ground, LayerReplaced
from core.watching.inotify import Inotify, WatchesExhausted
from core.watching.rhythm import Rhythm

_SLICE_S = 0.05
_SETTLE_S = 5.0
_SENTENCE = (
    "This computer watches no more folders at once (fs.inotify.max_user_watches), so changes show "
    "only every few seconds; close other programs that watch files, or raise that limit."
)


@dataclass(slots=True)
class WatchCounts:
    """How much was done, for tests and figures."""

    scans: int = 0  # of everything
    turns: int = 0  # at which something was looked at
    told: int = 0


class LayerWatch:
    """Thread-safe. `step` is called by the one thread that serves all layers, the rest by anybody.

    `find_ground` tells what the layer stands on now, None when there is no such layer any more; it
    may raise BricklayerError, which those who follow then get. `wake` makes the thread call `step`.
    """

    def __init__(
        self,
        find_ground: Callable[[], Ground | None],
        wake: Callable[[], None],
        *,
        watches_limit: int,
    ) -> None:
        """Watches from now on. Raises BricklayerError."""
        self.counts = WatchCounts()
        self.is_over = False
        self._find_ground = find_ground
        self._wake = wake
        self._lock = threading.RLock()
        self._told = threading.Condition(self._lock)
        self._followers = 0
        self._latest: LiveChanges | None = None
        self._version = 0
        self._is_forced = True
        self._failure: Exception | None = None
        self._hidden: frozenset[bytes] = frozenset()
        self._rhythm = Rhythm()
        self._known_since: float | None = None
        self._examination: Examination | None = None
        self._inotify: Inotify | None
        try:
            self._inotify = Inotify(watches_limit)
        except WatchesExhausted:
            self._inotify = None
        try:
            self._find_again()
        except BaseException:
            self._close_inotify()
            raise

    # --- for those who want to know -----------------------------------------------------------

    def follow(self, on_change: Callable[[LiveChanges], None], cancel: CancelToken) -> None:
        """Call `on_change` in this thread, until it is over or cancelled. BricklayerError."""
        with self._lock:
            version = -1 if self._followers and self._latest is not None else self._version
            self._followers += 1
            if version >= 0:
                self._is_forced = True
                self._rhythm.be_quick()
            self._rhythm.used(is_followed=True)
        self._wake()
        forget = cancel.on_cancel(self._notify)
        try:
            while (told := self._next(version, cancel)) is not None:
                version, state = told
                on_change(state)
        finally:
            forget()
            with self._lock:
                self._followers -= 1
                self._rhythm.used(is_followed=bool(self._followers))
            self._wake()

    def settle(self, limit_s: float = _SETTLE_S) -> None:
        """Look at all that happened up to now, as far as it can be done in that time."""
        until = time.monotonic() + limit_s
        with self._failing(), self._lock:
            self._rhythm.used(is_followed=bool(self._followers))
            examination = self._examination
            if examination is not None:
                if examination.take_events():
                    self._rhythm.heard()
                if examination.has_overflowed or examination.is_exhausted:
                    self._begin_scan(examination)
        is_done = False
        while not is_done and time.monotonic() < until:
            # In turns with the thread that serves the others.
            with self._failing(), self._lock:
                is_done = self._look(min(until, time.monotonic() + _SLICE_S))
        self._wake()

    def changes_since(self, since: float) -> CommandChanges | None:
        """Seconds since the epoch; None when it was not watched then. Settles first."""
        self.settle()
        found: CommandChanges | None = None
        with self._failing(), self._lock:
            examination = self._examination
            was_known = self._known_since is not None and self._known_since <= since
            if examination is not None and was_known:
                try:
                    self._refresh_hidden(examination)
                    found = examination.journal.since(examination.tree, since, self._hidden)
                except LayerReplaced:
                    self._lose()
        return found

    def start_over(self) -> None:
        """It is, or may be, another layer now."""
        with self._failing(), self._lock:
            self._find_again()
            self._rhythm.be_quick()
        self._wake()

    def end(self) -> None:
        """Stop; those who follow return. Idempotent."""
        with self._lock:
            self.is_over = True
            if self._examination is not None:
                self._examination.rest()
            self._examination = None
            self._close_inotify()
            self._told.notify_all()
        self._wake()

    # --- for the thread -----------------------------------------------------------------------

    def fileno(self) -> int | None:
        """What to poll, if anything."""
        inotify = self._inotify
        return None if inotify is None else inotify.fileno()

    @property
    def due(self) -> float | None:
        """When `step` is to be called next, by the monotonic clock; None: when something comes."""
        return self._rhythm.due if not self.is_over else None

    def step(self) -> bool:
        """Take what the kernel told, look at it and tell of it when it is time to; if it was."""
        if not self._lock.acquire(timeout=_SLICE_S):
            return False  # somebody settles it
        try:
            with self._failing():
                examination = self._examination
                if examination is not None and examination.take_events():
                    self._rhythm.heard()
                    self._plan_scan(examination)
                if self.is_over or not self._rhythm.is_due():
                    return False
                if self._rhythm.is_forgotten:
                    self.end()
                elif examination is None:
                    self._find_again()
                else:
                    self._turn(examination)
        finally:
            self._lock.release()
        return True

    # --- inside, with the lock held -----------------------------------------------------------

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """What goes wrong ends this layer's watch and is raised where it is followed."""
        try:
            yield
        except BricklayerError as error:
            self._failure = error
        except Exception as error:  # the thread goes on for the other layers
            detail = "".join(traceback.format_exception(error))
            self._failure = BugError(what=repr(error), detail=detail)
        if self._failure is not None:
            self.end()

    def _turn(self, examination: Examination) -> None:
        if self._rhythm.is_scan_due:
            self._begin_scan(examination)
        is_done = self._look(time.monotonic() + _SLICE_S)
        if self._followers and self._rhythm.is_time_to_tell():
            self._tell(is_done=is_done)
        if is_done:
            examination.rest()
        self._plan_scan(examination)

    def _begin_scan(self, examination: Examination) -> None:
        examination.begin_scan()
        self.counts.scans += 1
        self._rhythm.begin_scan()

    def _plan_scan(self, examination: Examination) -> None:
        self._rhythm.plan_scan(
            has_overflowed=examination.has_overflowed, is_blind=examination.is_exhausted
        )

    def _look(self, until: float) -> bool:
        """Whether there is nothing left to be looked at."""
        examination = self._examination
        if examination is None:
            return True
        if not examination.is_done:
            self.counts.turns += 1
        try:
            is_done = examination.work(until)
        except LayerReplaced:
            self._lose()
            return True
        self._rhythm.looked(is_done=is_done)
        if is_done and self._known_since is None:
            self._known_since = time.time()
        return is_done

    def _tell(self, *, is_done: bool) -> None:
        examination = self._examination
        if examination is None:
            return
        try:
            self._refresh_hidden(examination)
            with examination.walk() as walk:
                has_all = work_out_bytes(examination.tree, walk, examination.lowers())
        except LayerReplaced:
            self._lose()
            return
        state = live_changes(
            examination.tree,
            hidden=len(self._hidden),
            mounts=examination.ground.mounts(),
            is_settling=not is_done or examination.has_overflowed,
            sentence=_SENTENCE if examination.is_exhausted else "",
        )
        self._rhythm.told(is_complete=is_done and has_all)
        if state == self._latest and not self._is_forced:
            return
        self._latest = state
        self._is_forced = False
        self._version += 1
        self.counts.told += 1
        self._told.notify_all()

    def _refresh_hidden(self, examination: Examination) -> None:
        if not examination.is_near_root:
            return
        self._hidden = examination.hide_noise()

    def _find_again(self) -> None:
        """Stand on what there is now. What is the same is watched on."""
        ground = self._find_ground()
        if ground is None:
            self.end()
            return
        self._is_forced = True
        old = self._examination
        if old is not None and old.ground == ground and old.is_on_its_upper():
            return
        if old is not None:
            old.release()
        self._examination = None
        self._known_since = None
        try:
            self._examination = Examination(ground, self._inotify)
        except LayerReplaced:
            self._lose()
            return
        self._rhythm.begin_scan()
        self._plan_scan(self._examination)

    def _lose(self) -> None:
        """Its directory was taken away: wait until it is said what it stands on, or ask again."""
        if self._examination is not None:
            self._examination.release()
        self._examination = None
        self._known_since = None
        self._rhythm.lost()

    def _next(self, version: int, cancel: CancelToken) -> tuple[int, LiveChanges] | None:
        with self._told:
            while not cancel.is_cancelled:
                if self._failure is not None:
                    raise self._failure
                if self.is_over:
                    return None
                if self._version != version and self._latest is not None:
                    return self._version, self._latest
                self._told.wait()
        return None

    def _notify(self) -> None:
        with self._told:
            self._told.notify_all()

    def _close_inotify(self) -> None:
        if self._inotify is not None:
            self._inotify.close()
            self._inotify = None
