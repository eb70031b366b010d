"""Measures how long the GUI thread was kept from its events."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

_TICK_MS = 10


class Watchdog(QObject):
    """A timer in the GUI thread; `longest_gap_s` is how late it ever came."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_gap_s = 0.0
        self.ticks = 0
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def stop(self) -> None:
        """Measure no more."""
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest_gap_s = max(self.longest_gap_s, now - self._last - _TICK_MS / 1000)
        self._last = now
        self.ticks += 1
