"""A button with a little brick that can be clicked, and dragged onto the wall."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QPushButton, QWidget

DRAG_FROM_PX = 4
"""So far the pointer moves before something is dragged."""


class BrickButton(QPushButton):
    """Signals, with places on the screen: drag_started(at), drag_moved(at), drag_released(at).

    While it is dragged it is no longer pressed, so that letting go of it is no click.
    """

    drag_started = Signal(QPoint)
    drag_moved = Signal(QPoint)
    drag_released = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed_at: QPoint | None = None
        self._is_dragged = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint()
        if self._is_dragged:
            self.drag_moved.emit(at)
        elif (
            self._pressed_at is not None
            and (at - self._pressed_at).manhattanLength() >= DRAG_FROM_PX
        ):
            self._is_dragged = True
            self.setDown(False)
            self.drag_started.emit(at)
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragged, self._is_dragged, self._pressed_at = self._is_dragged, False, None
        if was_dragged:
            self.setDown(False)
            self.drag_released.emit(event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)
