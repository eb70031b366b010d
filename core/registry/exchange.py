"""One request and its answer, and what cuts it off: a person who cancels, or too much time.

A socket's own time limit is for each read alone, so a server that drips a byte now and then holds
a reader for ever. Here one thread looks after all deadlines and shuts the socket; whoever reads
from it wakes up at once.
"""

from __future__ import annotations

import contextlib
import math
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator

from core.cancel import CancelToken

Admit = Callable[[str, int], None]
"""Raises when this numeric address and port must not be talked to."""


class TooSlow(Exception):
    """A deadline passed; internal to this package."""


class LineBroken(Exception):
    """The connection ended too early; internal to this package. Says why, in words."""


class Exchange:
    """Cuts off one request and its answer. `expect_within` belongs to the thread that reads."""

    def __init__(self, watch: Watch, cancel: CancelToken, admit: Admit) -> None:
        self.cancel = cancel
        self.admit = admit
        self.deadline_s = math.inf  # by time.monotonic
        self._watch = watch
        self._lock = threading.Lock()
        self._line: socket.socket | None = None
        self._is_cut = False
        self._is_over = False
        watch.add(self)
        self._forget = cancel.on_cancel(self.cut)

    def hold(self, line: socket.socket) -> None:
        """Take the connection that is used now. A copy, which outlives wrapping in TLS."""
        copy = socket.socket(line.family, line.type, line.proto, fileno=os.dup(line.fileno()))
        with self._lock:
            old, self._line = self._line, copy
            is_cut = self._is_cut
        if old is not None:
            old.close()
        if is_cut:
            self.cut()

    def let_go(self) -> None:
        """The connection is somebody else's now: do not cut it any more."""
        with self._lock:
            line, self._line = self._line, None
        if line is not None:
            line.close()

    def expect_within(self, seconds: float) -> None:
        """From now on; `math.inf` while nothing is waited for."""
        self.deadline_s = time.monotonic() + seconds
        self._watch.wake_for(self.deadline_s)

    def cut(self) -> None:
        """Shut the connection, from any thread: reads end, writes fail."""
        with self._lock:
            self._is_cut = True
            line = self._line
            if line is not None:
                with contextlib.suppress(OSError):  # it is shut already
                    line.shutdown(socket.SHUT_RDWR)

    def check(self) -> None:
        """Raise Cancelled or TooSlow when that is why the connection ended."""
        self.cancel.check()
        if self._is_cut:
            raise TooSlow

    def end(self) -> None:
        """Nothing is waited for any more. Idempotent."""
        with self._lock:
            if self._is_over:
                return
            self._is_over = True
        self._watch.remove(self)
        self._forget()
        self.let_go()


class Watch:
    """The thread that looks after deadlines; it runs while there are exchanges."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._exchanges: set[Exchange] = set()
        self._next_look_s = math.inf
        self._is_running = False

    def add(self, exchange: Exchange) -> None:
        """Look after one more."""
        with self._changed:
            self._exchanges.add(exchange)
            if not self._is_running:
                self._is_running = True
                threading.Thread(target=self._run, name="registry deadlines", daemon=True).start()

    def remove(self, exchange: Exchange) -> None:
        """It is over."""
        with self._changed:
            self._exchanges.discard(exchange)
            if not self._exchanges:
                self._changed.notify()

    def wake_for(self, deadline_s: float) -> None:
        """A deadline was set; later ones are noticed when the former would have passed."""
        with self._changed:
            if deadline_s < self._next_look_s:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._exchanges:
                    self._changed.wait(1.0)  # the next request often comes at once
                    if not self._exchanges:
                        self._is_running = False
                        return
                now = time.monotonic()
                late = [one for one in self._exchanges if one.deadline_s <= now]
                self._exchanges.difference_update(late)
                deadlines = [one.deadline_s for one in self._exchanges]
                self._next_look_s = min(deadlines, default=math.inf)
                if not late:
                    rest_s = self._next_look_s - now
                    self._changed.wait(None if math.isinf(rest_s) else rest_s)
            for exchange in late:
                exchange.cut()


class Pace:
    """Tells when something moves, but hardly. Only time spent waiting for it counts."""

    def __init__(self, window_s: float, slowest_bytes_per_s: int) -> None:
        self._window_s = window_s
        self._least_bytes = window_s * slowest_bytes_per_s
        self._waited_s = 0.0
        self._moved_bytes = 0

    def count(self, moved_bytes: int, waited_s: float) -> None:
        """Raises TooSlow."""
        self._moved_bytes += moved_bytes
        self._waited_s += waited_s
        if self._waited_s >= self._window_s:
            if self._moved_bytes < self._least_bytes:
                raise TooSlow
            self._waited_s = 0.0
            self._moved_bytes = 0


def causes(error: BaseException) -> Iterator[BaseException]:
    """An error with those that it stands for, as urllib3 and http.client wrap them."""
    seen: set[int] = set()
    rest: list[BaseException] = [error]
    while rest:
        one = rest.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        rest += [arg for arg in one.args if isinstance(arg, BaseException)]
        rest += [cause for cause in (one.__cause__, one.__context__) if cause is not None]
