"""Collects cyclic garbage in the GUI thread only.

Python collects in whichever thread allocates next. Windows and their parts lie in cycles, and a
widget that is destroyed by a worker's thread brings the whole program down. So automatic
collection is off while a program with threads lives, and a timer does the same in its place.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 250


class GarbageInGuiThread(QObject):
    """Made before the first thread; `stop` gives collection back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(collect_due)
        self._timer.start()

    def stop(self) -> None:
        """No thread of ours runs any more. Idempotent."""
        self._timer.stop()
        gc.enable()


def collect_due() -> None:
    """The oldest generation that Python itself would collect now."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation] > 0:
            gc.collect(generation)
            return
