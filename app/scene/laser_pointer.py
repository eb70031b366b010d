"""A bright dot that follows the pointer and fades behind it, and a large ring around the pointer.

It lies above everything in its window and takes no input.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRadialGradient
from PySide6.QtWidgets import QWidget

from app.theme import Theme, with_alpha

_DOT_PX, _GLOW_PX, _RING_PX = 9.0, 34.0, 16.0
_TRAIL_S, _FADE_S = 0.45, 0.25
_STEP_MS = 16
_LASER = QColor("#FF2D20")
_TRAIL_POINTS = 60


class LaserPointer(QWidget):
    """`follow` the pointer; the dot is there while `is_on`, the ring while `has_ring`."""

    def __init__(self, theme: Theme, window: QWidget, *, has_trail: bool = True) -> None:
        super().__init__(window)
        self._theme = theme
        self._has_trail = has_trail
        self.is_on = False
        self.has_ring = False
        self._at = QPointF(-1000, -1000)
        self._trail: list[tuple[float, QPointF]] = []
        self._off_since = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._timer = QTimer(self, interval=_STEP_MS)
        self._timer.timeout.connect(self._fade)
        self.hide()

    @property
    def place(self) -> QPointF:
        """Where it points, in its window."""
        return self._at

    def set_on(self, is_on: bool) -> None:
        """Show the dot, or let it fade."""
        if is_on == self.is_on:
            return
        self.is_on = is_on
        self._off_since = time.monotonic()
        self._trail.clear()
        self._show_or_hide()
        if not is_on and self._has_trail:
            self._timer.start()
        self.update()

    def set_ring(self, has_ring: bool) -> None:
        """Show a ring around the pointer, or do not."""
        self.has_ring = has_ring
        self._show_or_hide()
        self.update()

    def follow(self, window: QWidget, at: QPointF) -> None:
        """The pointer is there, in that window: a dialog has its own."""
        if window is not self.parentWidget():
            is_shown = not self.isHidden()
            self.setParent(window)
            self._trail.clear()
            self.setVisible(is_shown)
        if self.geometry() != window.rect():
            self.setGeometry(window.rect())
        if self.isHidden():
            self._at = at
            return
        self.raise_()
        before = self._dirty()
        if self.is_on and self._has_trail:
            self._trail = [*self._trail[-_TRAIL_POINTS:], (time.monotonic(), self._at)]
            if not self._timer.isActive():
                self._timer.start()
        self._at = at
        self.update(before.united(self._dirty()))

    def _show_or_hide(self) -> None:
        window = self.parentWidget()
        is_needed = self.is_on or self.has_ring or self._strength() > 0
        if is_needed and window is not None:
            self.setGeometry(window.rect())
            self.raise_()
        self.setVisible(is_needed)

    def _fade(self) -> None:
        now = time.monotonic()
        dirty = self._dirty()
        self._trail = [point for point in self._trail if now - point[0] < _TRAIL_S]
        self.update(dirty)
        if not self._trail and (self.is_on or self._strength() <= 0):
            self._timer.stop()
            self._show_or_hide()

    def _strength(self) -> float:
        """Of the dot: it fades when it is switched off."""
        if self.is_on:
            return 1.0
        if not self._has_trail or not self._off_since:
            return 0.0
        return max(0.0, 1 - (time.monotonic() - self._off_since) / _FADE_S)

    def _dirty(self) -> QRect:
        rect = QRectF(
            self._at - QPointF(_GLOW_PX, _GLOW_PX), self._at + QPointF(_GLOW_PX, _GLOW_PX)
        )
        for _when, point in self._trail:
            rect = rect.united(QRectF(point.x() - 12, point.y() - 12, 24, 24))
        return rect.adjusted(-4, -4, 4, 4).toAlignedRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.has_ring and not self.is_on:
            for color, width in ((self._theme.color("surface"), 6.0),
                                 (self._theme.color("accent"), 3.0)):  # fmt: skip
                painter.setPen(QPen(color, width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(self._at, _RING_PX, _RING_PX)
        strength = self._strength()
        if strength <= 0:
            return
        now = time.monotonic()
        last = self._at
        for when, point in reversed(self._trail):
            share = max(0.0, 1 - (now - when) / _TRAIL_S)
            pen = QPen(with_alpha(_LASER, 0.6 * share), 2 + 7 * share)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(last, point)
            last = point
        glow = QRadialGradient(self._at, _GLOW_PX)
        glow.setColorAt(0.0, with_alpha(_LASER, 0.55 * strength))
        glow.setColorAt(1.0, with_alpha(_LASER, 0.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glow)
        painter.drawEllipse(self._at, _GLOW_PX, _GLOW_PX)
        painter.setBrush(with_alpha(_LASER, strength))
        painter.setPen(QPen(with_alpha(QColor("#FFFFFF"), strength), 2))
        painter.drawEllipse(self._at, _DOT_PX, _DOT_PX)
