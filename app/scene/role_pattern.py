"""The second cue of every role: a pattern on the spine, seen without colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.scene.vector import cut_lines
from app.viewmodel.roles import Role

_STEP = 6.0


def paint_pattern(painter: QPainter, rect: QRectF, role: Role, ink: QColor, unit: float) -> None:
    """Fill `rect` with a role's pattern; `unit` scales it with the brick."""
    painter.save()
    pen = QPen(ink, 1.0 * unit)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    step = _STEP * unit
    match role:
        case Role.APP:
            _paint_dots(painter, rect, step, ink, unit)
        case _:
            painter.drawLines(list(cut_lines(_lines(rect, role, step), rect)))
    painter.restore()


def _lines(rect: QRectF, role: Role, step: float) -> Iterable[QLineF]:
    match role:
        case Role.OS:
            return _masonry(rect, step)
        case Role.PACKAGES:
            return _diagonals(rect, step)
        case Role.RUNTIME:
            return _zigzag(rect, step)
        case Role.CONFIG:
            return _horizontals(rect, step * 0.8)
        case _:
            return (*_horizontals(rect, step), *_verticals(rect, step))


def _rows(rect: QRectF, step: float) -> list[float]:
    count = int(rect.height() / step) + 2
    return [rect.top() + row * step for row in range(count)]


def _columns(rect: QRectF, step: float) -> list[float]:
    count = int(rect.width() / step) + 2
    return [rect.left() + column * step for column in range(count)]


def _horizontals(rect: QRectF, step: float) -> Iterator[QLineF]:
    return (QLineF(rect.left(), y, rect.right(), y) for y in _rows(rect, step))


def _verticals(rect: QRectF, step: float) -> Iterator[QLineF]:
    return (QLineF(x, rect.top(), x, rect.bottom()) for x in _columns(rect, step))


def _masonry(rect: QRectF, step: float) -> Iterator[QLineF]:
    yield from _horizontals(rect, step)
    for row, y in enumerate(_rows(rect, step)):
        shift = step if row % 2 else 0.0
        for x in _columns(rect, 2 * step):
            yield QLineF(x + shift, y, x + shift, y + step)


def _diagonals(rect: QRectF, step: float) -> Iterator[QLineF]:
    reach = rect.height()
    for number in range(int((rect.width() + reach) / step) + 1):
        x = rect.left() + number * step
        yield QLineF(x - reach, rect.bottom(), x, rect.top())


def _zigzag(rect: QRectF, step: float) -> Iterator[QLineF]:
    half = step * 0.7
    for y in _rows(rect, step):
        points = [
            QPointF(rect.left() + n * half, y + (half * 0.6 if n % 2 else 0.0))
            for n in range(int(rect.width() / half) + 2)
        ]
        yield from (QLineF(start, end) for start, end in pairwise(points))


def _paint_dots(painter: QPainter, rect: QRectF, step: float, ink: QColor, unit: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    radius = 1.1 * unit
    inside = rect.adjusted(radius, radius, -radius, -radius)
    for row, y in enumerate(_rows(rect, step)):
        shift = step / 2 if row % 2 else 0.0
        for x in _columns(rect, step):
            center = QPointF(x + shift, y)
            if inside.contains(center):
                painter.drawEllipse(center, radius, radius)
