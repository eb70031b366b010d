"""Brackets at the right of a tower that name its parts."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.scene.brick_geometry import PITCH
from app.scene.surroundings import Surroundings
from app.theme import elided, interface_font, paint_icon, with_alpha

_GAP = 1.25
_WIDTH_PX = 10.0
_TEXT_PX = 164.0
_ALIGNED = int(Qt.AlignmentFlag.AlignVCenter)


class BracketItem(QGraphicsItem):
    """A curly bracket with a title and two lines beside it."""

    def __init__(
        self,
        x: float,
        y: float,
        height: float,
        words: tuple[str, str, str],
        token: str,
        surroundings: Surroundings,
        *,
        is_over_plate: bool = False,
    ) -> None:
        super().__init__()
        self._height = height * PITCH
        self._words = words
        self._token = token
        self._is_over_plate = is_over_plate
        self._surroundings = surroundings
        self.mark = QRectF()
        """Where its question mark was painted last, in its own coordinates."""
        self.card = "container" if token == "running" else "image"
        """The key of the card that explains this part (app.viewmodel.cards)."""
        self.setPos((x + _GAP) * PITCH, -y * PITCH)

    def boundingRect(self) -> QRectF:
        width = _WIDTH_PX + _TEXT_PX + 24
        below = 3 * 17 / self._surroundings.zoom if self._is_over_plate else 0.0
        return QRectF(-4, -self._height - 8, width, self._height + 16 + below)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        theme = self._surroundings.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, bottom, middle = -self._height + 6, -6.0, -self._height / 2
        path = QPainterPath(QPointF(0, top))
        path.quadTo(5, top, 5, top + 6)
        path.lineTo(5, middle - 6)
        path.lineTo(_WIDTH_PX, middle)
        path.lineTo(5, middle + 6)
        path.lineTo(5, bottom - 6)
        path.quadTo(5, bottom, 0, bottom)
        pen = QPen(theme.color(self._token), 1.8)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(path)
        unit = 1 / self._surroundings.zoom
        left = _WIDTH_PX + 8
        line = 17 * unit
        y = middle - 1.5 * line
        fonts = (
            interface_font((14 if unit <= 1 else 13) * unit, 600),
            interface_font((12 if unit <= 1 else 11) * unit),
            interface_font((12 if unit <= 1 else 11) * unit),
        )
        tokens = ("text", "text2", "text2")
        if self._is_over_plate:
            y = max(y, -self._height + 4)  # the words of a bracket above come down to there
            # A smooth tile on the studs, so that words can be read.
            tile = QRectF(left - 7, y - 4, self._text_width(fonts) + 14, 3 * line + 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(with_alpha(theme.color("plate_top"), 0.94))
            painter.drawRoundedRect(tile, 6, 6)
        for words, font, token in zip(self._words, fonts, tokens, strict=True):
            box = QRectF(left, y, _TEXT_PX, line)
            painter.setFont(font)
            painter.setPen(theme.color(token))
            painter.drawText(box, _ALIGNED, elided(words, font, box.width()))
            if token == "text":
                title_px = min(_TEXT_PX - 22 * unit, QFontMetricsF(font).horizontalAdvance(words))
                self._paint_mark(painter, left + title_px + 5 * unit, y + line / 2, 15 * unit)
            y += line

    def has_mark_at(self, position: QPointF) -> bool:
        """Whether its question mark is there, in its own coordinates; a bit around it counts."""
        room = self.mark.width() / 3
        return self.mark.adjusted(-room, -room, room, room).contains(position)

    def _paint_mark(self, painter: QPainter, left: float, middle: float, size: float) -> None:
        """A question mark behind the title, for those who want to know what that is."""
        self.mark = QRectF(left, middle - size / 2, size, size)
        paint_icon(painter, "help", self.mark, self._surroundings.theme.color("text2"))

    def _text_width(self, fonts: tuple[QFont, ...]) -> float:
        widths = (
            QFontMetricsF(font).horizontalAdvance(words)
            for words, font in zip(self._words, fonts, strict=True)
        )
        return min(_TEXT_PX, max(widths))
