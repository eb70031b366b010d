"""Bars between the copies of one brick in the stacks: drawn often, stored once."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.scene.brick_geometry import PITCH
from app.scene.surroundings import Surroundings
from app.theme import paint_icon
from app.viewmodel.placement import PlacedBrick

_BEAD_PX = 22.0
_LEAD_PX = 20.0


class LinkItem(QGraphicsItem):
    """All bars for one brick; copies are always at the same height."""

    def __init__(self, copies: Sequence[PlacedBrick], surroundings: Surroundings) -> None:
        super().__init__()
        self._surroundings = surroundings
        ordered = sorted(copies, key=lambda placed: placed.x)
        self._gaps = [
            (
                QPointF((first.x + first.width) * PITCH, -(first.y + first.height / 2) * PITCH),
                QPointF(second.x * PITCH, -(second.y + second.height / 2) * PITCH),
            )
            for first, second in itertools.pairwise(ordered)
        ]
        final = ordered[-1]
        self.last = QPointF((final.x + final.width) * PITCH, -(final.y + final.height / 2) * PITCH)
        self._card: QRectF | None = None
        self.setZValue(1e5)

    def lead_to(self, card: QRectF | None) -> None:
        """Join the last copy to a card that tells about all of them."""
        self.prepareGeometryChange()
        self._card = card
        self.update()

    def boundingRect(self) -> QRectF:
        if not self._gaps:
            return QRectF()
        whole = QRectF(self._gaps[0][0], self.last).normalized()
        if self._card is not None:
            whole = whole.united(self._card)
        return whole.adjusted(-20, -20, 20, 20)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        theme = self._surroundings.theme
        accent = theme.color("accent")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._card is not None:
            corner = QPointF(self.last.x() + _LEAD_PX, self.last.y())
            painter.setPen(QPen(accent, 2))
            painter.drawPolyline([self.last, corner, QPointF(corner.x(), self._card.bottom())])
        for start, end in self._gaps:
            painter.setPen(QPen(accent, 6))
            painter.drawLine(start, end)
            bead = QRectF(0, 0, _BEAD_PX, _BEAD_PX)
            bead.moveCenter((start + end) / 2)
            painter.setPen(QPen(accent, 2))
            painter.setBrush(theme.color("surface"))
            painter.drawEllipse(bead)
            paint_icon(painter, "link", bead.adjusted(5, 5, -5, -5), accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
