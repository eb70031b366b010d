"""Gradients between two colours, and the canvas behind bricks, which is one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QLinearGradient, QPainter

from app.theme import Theme


def gradient(start: QPointF, end: QPointF, first: QColor, last: QColor) -> QLinearGradient:
    """From `first` at `start` to `last` at `end`."""
    between = QLinearGradient(start, end)
    between.setColorAt(0, first)
    between.setColorAt(1, last)
    return between


def paint_canvas(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """The quiet gradient behind bricks."""
    top, bottom = theme.color("canvas_top"), theme.color("canvas_bottom")
    painter.fillRect(rect, gradient(rect.topLeft(), rect.bottomLeft(), top, bottom))
