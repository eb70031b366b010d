"""The way to ask a long call to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable

from core.errors import Cancelled


class CancelToken:
    """Shared by the one who asks and the one who works; thread-safe; cancelling is final.

    Long methods of the core call `check` between chunks, or register what unblocks them with
    `on_cancel` (close a socket, signal a process group).
    """

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Ask to stop. Idempotent; runs the registered callbacks once, in this thread."""
        with self._lock:
            if self._event.is_set():
                return
            self._event.set()
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def check(self) -> None:
        """Raise `Cancelled` when somebody asked to stop."""
        if self._event.is_set():
            raise Cancelled

    def on_cancel(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback` when cancelled, at once if it already is; returns what forgets it."""
        with self._lock:
            if not self._event.is_set():
                self._callbacks.append(callback)
                return lambda: self._forget(callback)
        callback()
        return lambda: None

    def wait(self, timeout_s: float) -> bool:
        """Sleep until cancelled or `timeout_s` passed; whether it was cancelled."""
        return self._event.wait(timeout_s)

    def _forget(self, callback: Callable[[], None]) -> None:
        with self._lock:
            if callback in self._callbacks:
                self._callbacks.remove(callback)


NEVER = CancelToken()
"""For callers that do not offer cancelling. Never call `cancel` on it."""
