"""Stands between somebody who tells often and a window that only needs the newest."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class NewestGate(Generic[Value]):
    """Keeps the newest value until it is taken. `wake` is called once for all that came till then.

    `put` may be called from any thread, and `wake` is called from there.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._held: list[Value] = []

    def put(self, value: Value) -> None:
        """Another value; an older one that was not taken yet is passed over."""
        with self._lock:
            is_first = not self._held
            self._held[:] = [value]
        if is_first:
            self._wake()

    def take(self) -> Value | None:
        """The newest that was not taken yet; None when there is none."""
        with self._lock:
            return self._held.pop() if self._held else None
