"""How fast things move on the wall: slower before a class, or each only when somebody says so."""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QObject, Signal


class Pace(QObject):
    """Signals: held(bool): whether something waits to move."""

    held = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.slowness = 1.0  # how many times longer a movement takes than usual
        self.is_stepping = False
        self._waiting: list[QAbstractAnimation] = []

    @property
    def is_holding(self) -> bool:
        """Whether something waits to move."""
        return bool(self._waiting)

    def set_stepping(self, is_stepping: bool) -> None:
        """From now on movements wait for `go`, or do not."""
        self.is_stepping = is_stepping
        if not is_stepping:
            self.go()

    def begin(self, animation: QAbstractAnimation) -> None:
        """Start a movement, or keep it until somebody says so."""
        if not self.is_stepping:
            animation.start()
            return
        self._waiting.append(animation)
        if len(self._waiting) == 1:
            self.held.emit(True)

    def go(self) -> None:
        """All that waits moves."""
        waiting, self._waiting = self._waiting, []
        for animation in waiting:
            animation.start()
        if waiting:
            self.held.emit(False)

    def forget(self) -> None:
        """What waited is not to move any more."""
        if self._waiting:
            self._waiting = []
            self.held.emit(False)
