"""An image on its way here as one graphics item: its missing bricks, filling, and its flag."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from app.scene.brick_geometry import PITCH, depth_vector
from app.scene.brick_painter import paint_spine
from app.scene.flag_painter import HEIGHT_PX, flag_card, paint_flag
from app.scene.items import BoxItem
from app.scene.surroundings import Surroundings
from app.scene.travel_painter import paint_travel_box
from app.theme import elided, interface_font, with_alpha
from app.viewmodel.placement import PlacedGhost
from app.viewmodel.travel_tower import TravelBrick
from app.viewmodel.wall import Flag
from core.translation import tr

_MARGIN_PX, _LINE_PX = 9, 16
_SPINE = 0.92  # pitches that the spine takes at most


class GhostItem(BoxItem):
    """The origin is the lower left corner of the front of the lowest of them.

    It cannot be chosen: there is nothing yet to look into.
    """

    def __init__(self, placed: PlacedGhost, surroundings: Surroundings) -> None:
        super().__init__(surroundings)
        self.placed = placed
        width = placed.width * PITCH
        self.fronts: list[QRectF] = []
        top = 0.0
        self._rows = placed.ghost.rows
        for row in self._rows:
            top -= row.height * PITCH
            self.fronts.append(QRectF(0, top, width, row.height * PITCH))
        self.box = QRectF(0, top, width, -top)
        foot = QPointF(width / 2, top) + depth_vector(1.0, PITCH)
        self._foot = foot
        self._card = flag_card(foot, width, pitch=PITCH, unit=1.0)
        self.setPos(placed.x * PITCH, -placed.y * PITCH)
        self.setZValue(placed.order)
        self.setEnabled(False)

    @property
    def key(self) -> str:
        return self.placed.ghost.key

    def boundingRect(self) -> QRectF:
        return super().boundingRect().united(self._card.adjusted(-8, -8, 8, HEIGHT_PX * 0.2))

    def renew(self, placed: PlacedGhost) -> None:
        """It came further."""
        if placed != self.placed:
            self.placed, self._rows = placed, placed.ghost.rows
            self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        around, ghost = self.surroundings, self.placed.ghost
        theme = around.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if around.detail == 0:
            painter.fillRect(self.box, with_alpha(theme.color("accent"), 0.4))
            return
        unit = min(28.0, max(11.0, 12.0 * around.zoom)) / 12 / around.zoom
        last = len(self._rows) - 1
        for number, (row, front) in enumerate(zip(self._rows, self.fronts, strict=True)):
            paint_travel_box(painter, front, row, theme, pitch=PITCH, is_top=number == last)
            if around.detail >= 3:
                self._paint_words(painter, front, row.one, unit)
        if around.detail >= 2:
            came = tr("{share:.0f} % here", share=ghost.share * 100)
            flag = Flag("", ghost.name, ghost.version, came, "", (), 0, 0)
            paint_flag(
                painter, self._foot, self._card, flag, theme, unit=1.0,
                name_px=0.0 if around.detail >= 3 else 11 / around.zoom,
                is_outlined=True, is_dimmed=False,
            )  # fmt: skip

    def _paint_words(
        self, painter: QPainter, front: QRectF, brick: TravelBrick, unit: float
    ) -> None:
        """Title and how far it is, each part in the ink of what is behind it."""
        theme = self.surroundings.theme
        _base, ink = theme.role_colors(brick.role.key)
        area = front.adjusted(_SPINE * PITCH + 6 * unit, 0, -_MARGIN_PX * unit, 0)
        font, small = interface_font(12 * unit, 600), interface_font(11 * unit, 500)
        words = brick.short_words
        has_two = area.height() >= 2 * _LINE_PX * unit
        room = area.width()
        if not has_two:
            words = elided(words, small, area.width() * 0.6)
            room -= QFontMetricsF(small).horizontalAdvance(words) + 6 * unit
        line = _LINE_PX * unit
        top = area.center().y() - (line if has_two else line / 2)
        first = QRectF(area.left(), top, area.width(), line)
        second = first.translated(0, line) if has_two else first
        edge = front.left() + front.width() * brick.share
        for color, left, right in (
            (ink, front.left(), edge),
            (theme.color("text"), edge, front.right()),
        ):
            if right - left < 0.5:
                continue
            painter.save()
            painter.setClipRect(QRectF(left, front.top(), right - left, front.height()))
            paint_spine(
                painter, front, brick.role, color, pitch=PITCH, scale=self.surroundings.zoom
            )
            painter.setPen(color)
            painter.setFont(font)
            painter.drawText(first, _flags(), elided(brick.title, font, room))
            painter.setFont(small)
            painter.drawText(second, _flags(is_right=not has_two), words)
            painter.restore()


def _flags(*, is_right: bool = False) -> int:
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
