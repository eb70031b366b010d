"""What stands at the end of a lesson: towers in outline, whose bricks fill when they are reached.

To the keyboard and to screen readers it is a list of bricks.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from app.panels.controls import tooltip_text
from app.scene.brick_geometry import depth_vector, silhouette
from app.scene.brick_painter import faces_of, paint_brick, paint_spine
from app.theme import Theme, elided, interface_font, mix, paint_icon
from app.viewmodel.lesson_view import GoalBrick, GoalTower
from core.translation import tr

_MOST_TOWERS = 3
_GAP_PX, _EDGE_PX, _FLAG_PX = 14.0, 6.0, 24.0
_BRICK_PX, _LEAST_BRICK_PX = 34.0, 24.0
_PITCH_PX = 15.0
_LARGEST_PX = 330.0


class GoalTowers(QListWidget):
    """A list to everybody who does not see it; painted as towers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._towers: tuple[GoalTower, ...] = ()
        self.setAccessibleName(tr("The goal: bricks that stand at the end"))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setProperty("look", "plain")

    def show_towers(self, towers: tuple[GoalTower, ...]) -> None:
        """Those that stand at the end, with what of them stands already."""
        if towers == self._towers and self.count():
            return
        self._towers = towers
        self.clear()
        for tower in towers:
            for brick in tower.bricks:
                item = QListWidgetItem(brick.as_sentence)
                item.setToolTip(tooltip_text(f"{tower.image}: {brick.as_sentence}"))
                self.addItem(item)
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()
        self.viewport().update()

    @property
    def sentences(self) -> list[str]:
        """What a screen reader is told, the lowest brick of the first tower first."""
        return [self.item(row).text() for row in range(self.count())]

    def sizeHint(self) -> QSize:
        tallest = max((len(tower.bricks) for tower in self._towers), default=0)
        above = self._theme.px(_FLAG_PX) + 26
        return QSize(240, round(tallest * self._brick_px + above + 2 * _EDGE_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    @property
    def _brick_px(self) -> float:
        tallest = max((len(tower.bricks) for tower in self._towers), default=1)
        return self._theme.px(_LEAST_BRICK_PX if tallest > 4 else _BRICK_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self._towers[:_MOST_TOWERS]
        if not shown:
            return
        depth = depth_vector(2, _PITCH_PX).x()
        room = self.viewport().width() - 2 * _EDGE_PX - _GAP_PX * (len(shown) - 1)
        width = min(_LARGEST_PX, room / len(shown) - depth)
        studs = max(3, int(width / _PITCH_PX))
        width = studs * _PITCH_PX
        left = _EDGE_PX
        current = self.currentRow() if self.hasFocus() else -1
        first = 0
        for tower in shown:
            self._paint_tower(painter, tower, left, width, current - first)
            first += len(tower.bricks)
            left += width + depth + _GAP_PX

    def _paint_tower(
        self, painter: QPainter, tower: GoalTower, left: float, width: float, current: int
    ) -> None:
        bottom = self.viewport().height() - _EDGE_PX
        front = QRectF()
        for number, brick in enumerate(tower.bricks):
            front = QRectF(left, bottom - self._brick_px, width, self._brick_px)
            self._paint_brick(painter, front, brick, is_top=number == len(tower.bricks) - 1)
            if number == current:
                painter.setPen(QPen(self._theme.color("accent"), 2.4))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(front.adjusted(1, 1, -1, -1))
            bottom = front.top()
        self._paint_flag(painter, tower, front)

    def _paint_brick(
        self, painter: QPainter, front: QRectF, brick: GoalBrick, *, is_top: bool
    ) -> None:
        theme = self._theme
        base, ink = theme.role_colors(brick.role.key)
        if brick.is_reached:
            bare_from = front.left() if is_top else front.right()
            paint_brick(painter, front, faces_of(base, ink), pitch=_PITCH_PX, bare_from=bare_from,
                        detail=3)  # fmt: skip
        else:
            ink = theme.color("text2")
            edge = mix(base, theme.color("text"), 0.35)
            painter.setBrush(mix(theme.color("surface2"), base, 0.10))  # nothing shows through
            pen = QPen(edge, 1.6)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.drawPolygon(silhouette(front, _PITCH_PX))
            painter.drawLine(front.topLeft(), front.topRight())
            painter.drawLine(front.topRight(), front.bottomRight())
            painter.drawLine(front.topRight(), front.topRight() + depth_vector(2, _PITCH_PX))
        spine = paint_spine(painter, front, brick.role, ink, pitch=_PITCH_PX, scale=1.0)
        area = QRectF(front)
        area.setLeft(spine.right() + 8)
        area.setRight(front.right() - 8)
        if brick.is_reached:
            box = QRectF(area.right() - 15, area.center().y() - 7.5, 15, 15)
            paint_icon(painter, "check", box, ink)
            area.setRight(box.left() - 6)
        font = interface_font(theme.px(13), 600)
        painter.setFont(font)
        painter.setPen(ink if brick.is_reached else theme.color("text"))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(area, flags, elided(brick.title, font, area.width()))

    def _paint_flag(self, painter: QPainter, tower: GoalTower, top: QRectF) -> None:
        """The image's name over its tower."""
        theme = self._theme
        font = interface_font(theme.px(12), 600)
        height = theme.px(_FLAG_PX)
        back = depth_vector(2, _PITCH_PX)
        words = elided(tower.image, font, top.width() - 40)
        width = QFontMetricsF(font).horizontalAdvance(words) + 20
        card = QRectF(0, 0, width, height)
        card.moveBottomLeft(top.topLeft() + QPointF(back.x() / 2 + 22, back.y() - 6))
        foot = QPointF(card.left() + 8, top.top() + back.y() / 2)
        painter.setPen(QPen(theme.color("text2" if tower.is_reached else "field"), 2))
        painter.drawLine(foot, QPointF(card.left() + 8, card.top() + 4))
        painter.setBrush(theme.color("surface"))
        pen = QPen(theme.color("added" if tower.is_reached else "field"), 1.4)
        if not tower.is_reached:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(card, 5, 5)
        painter.setPen(theme.color("added" if tower.is_reached else "text2"))
        painter.setFont(font)
        painter.drawText(card, int(Qt.AlignmentFlag.AlignCenter), words)
