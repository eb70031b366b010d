"""What is painted another way where vectors are kept: in SVG and PDF.

Qt's writers of both lose something: PDF knows no gradient to clear, SVG no clipping. So lines are
cut before they are drawn, and what fades is laid in steps on one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPolygonF

from app.scene.gradient import gradient
from app.theme import with_alpha

_STEPS = 7


def keeps_vectors(painter: QPainter) -> bool:
    """Whether what is painted stays lines and faces, instead of becoming pixels."""
    engine = painter.paintEngine()
    return engine is None or engine.type() is not QPaintEngine.Type.Raster


def paint_fading(
    painter: QPainter, corner: QPointF, along: QPointF, across: QPointF, color: QColor, alpha: float
) -> None:
    """A parallelogram whose colour fades from `alpha` at `corner` to nothing `along` one side."""
    painter.setPen(Qt.PenStyle.NoPen)
    if not keeps_vectors(painter):
        dark, clear = with_alpha(color, alpha), with_alpha(color, 0.0)
        painter.setBrush(gradient(corner, corner + along, dark, clear))
        painter.drawPolygon(_face(corner, along, across))
        return
    # Each lies on the one before: side by side, viewers would show their seams.
    painter.setBrush(with_alpha(color, alpha / _STEPS))
    for step in range(_STEPS, 0, -1):
        painter.drawPolygon(_face(corner, along * (step / _STEPS), across))


def _face(corner: QPointF, along: QPointF, across: QPointF) -> QPolygonF:
    return QPolygonF([corner, corner + along, corner + along + across, corner + across])


def cut_lines(lines: Iterable[QLineF], rect: QRectF) -> Iterator[QLineF]:
    """What of each line is inside of `rect` (Liang and Barsky's way)."""
    for line in lines:
        start, end = 0.0, 1.0
        for delta, low, high in (
            (line.dx(), rect.left() - line.x1(), rect.right() - line.x1()),
            (line.dy(), rect.top() - line.y1(), rect.bottom() - line.y1()),
        ):
            if delta == 0:
                if low > 0 or high < 0:
                    end = -1.0
                continue
            first, last = sorted((low / delta, high / delta))
            start, end = max(start, first), min(end, last)
        if start < end:
            yield QLineF(line.pointAt(start), line.pointAt(end))
