"""Dims the window behind a dialog, so that the card is all that asks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

_SHADE = QColor(11, 15, 22, 140)


class Scrim(QWidget):
    """Covers a window from `cover` to `lift`, and goes with its dialog."""

    def __init__(self, window: QWidget, radius_px: float = 0.0) -> None:
        """`radius_px` is that of the window's corners: another dialog's card has round ones."""
        super().__init__(window)
        self._radius_px = radius_px
        self.hide()

    def cover(self) -> None:
        """Dim the window."""
        window = self.parentWidget()
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()

    def lift(self) -> None:
        """Show the window as it is."""
        window = self.parentWidget()
        if window is not None:
            window.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def behind(self, place: QRect) -> QPixmap:
        """What is seen at a place on the screen; where the system does not blend windows."""
        window = self.parentWidget()
        return window.grab(QRect(window.mapFromGlobal(place.topLeft()), place.size()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self.parentWidget().rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SHADE)
        painter.drawRoundedRect(self.rect(), self._radius_px, self._radius_px)
