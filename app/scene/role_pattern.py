"""The second cue of every role: a pattern on the spine, seen without colours."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.viewmodel.roles import Role

_STEP = 6.0


def paint_pattern(painter: QPainter, rect: QRectF, role: Role, ink: QColor, unit: float) -> None:
    """Fill `rect` with a role's pattern; `unit` scales it with the brick."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    pen = QPen(ink, 1.0 * unit)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    step = _STEP * unit
    match role:
        case Role.OS:
            _masonry(painter, rect, step)
        case Role.PACKAGES:
            _diagonals(painter, rect, step)
        case Role.RUNTIME:
            _zigzag(painter, rect, step)
        case Role.APP:
            _dots(painter, rect, step, ink, unit)
        case Role.CONFIG:
            _horizontals(painter, rect, step * 0.8)
        case Role.DATA:
            _horizontals(painter, rect, step)
            _verticals(painter, rect, step)
    painter.restore()


def _rows(rect: QRectF, step: float) -> list[float]:
    count = int(rect.height() / step) + 2
    return [rect.top() + row * step for row in range(count)]


def _columns(rect: QRectF, step: float) -> list[float]:
    count = int(rect.width() / step) + 2
    return [rect.left() + column * step for column in range(count)]


def _horizontals(painter: QPainter, rect: QRectF, step: float) -> None:
    painter.drawLines([QLineF(rect.left(), y, rect.right(), y) for y in _rows(rect, step)])


def _verticals(painter: QPainter, rect: QRectF, step: float) -> None:
    painter.drawLines([QLineF(x, rect.top(), x, rect.bottom()) for x in _columns(rect, step)])


def _masonry(painter: QPainter, rect: QRectF, step: float) -> None:
    _horizontals(painter, rect, step)
    lines = []
    for row, y in enumerate(_rows(rect, step)):
        shift = step if row % 2 else 0.0
        lines += [QLineF(x + shift, y, x + shift, y + step) for x in _columns(rect, 2 * step)]
    painter.drawLines(lines)


def _diagonals(painter: QPainter, rect: QRectF, step: float) -> None:
    reach = rect.height()
    count = int((rect.width() + reach) / step) + 1
    painter.drawLines(
        [
            QLineF(
                rect.left() + n * step - reach, rect.bottom(), rect.left() + n * step, rect.top()
            )
            for n in range(count)
        ]
    )


def _zigzag(painter: QPainter, rect: QRectF, step: float) -> None:
    half = step * 0.7
    for y in _rows(rect, step):
        points = [
            QPointF(rect.left() + n * half, y + (half * 0.6 if n % 2 else 0.0))
            for n in range(int(rect.width() / half) + 2)
        ]
        painter.drawPolyline(points)


def _dots(painter: QPainter, rect: QRectF, step: float, ink: QColor, unit: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    for row, y in enumerate(_rows(rect, step)):
        shift = step / 2 if row % 2 else 0.0
        for x in _columns(rect, step):
            painter.drawEllipse(QPointF(x + shift, y), 1.1 * unit, 1.1 * unit)
