"""Two towers side by side: what was to be built in outline, and what was built in colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.handouts.page import LEFT
from app.scene.brick_geometry import silhouette, stud_centers, stud_top
from app.scene.brick_painter import BrickText, faces_of, paint_brick, paint_content
from app.theme import Theme, elided, interface_font, paint_icon
from app.viewmodel.roles import Role
from core.translation import tr

Shown = tuple[str, Role, str]
"""Title, role and size of a brick."""

_PITCH = 17.0
_BRICK_PX, _STUDS = 2.1 * _PITCH, 14
_ABOVE_PX, _TITLE_PX = 30.0, 26.0
_TALLEST = 14  # bricks; of more than that only the upper ones are drawn


def pair_height(bricks: int) -> float:
    """What a pair takes, whose taller tower has so many bricks."""
    return _TITLE_PX + _ABOVE_PX + max(1, min(bricks, _TALLEST)) * _BRICK_PX


def paint_tower_pair(
    painter: QPainter, theme: Theme, box: QRectF, wanted: Sequence[Shown], built: Sequence[Shown]
) -> None:
    """`wanted` at the left, `built` at the right, both from the lowest brick up."""
    half = box.width() / 2
    painter.setFont(interface_font(11, 600))
    for number, words in enumerate((tr("To be built"), tr("Built"))):
        painter.setPen(theme.color("text2"))
        painter.setFont(interface_font(11, 600))
        title = QRectF(box.left() + number * half, box.bottom() - _TITLE_PX + 6, half - 20, 18)
        painter.drawText(title, LEFT, words)
    foot = box.bottom() - _TITLE_PX
    for level, brick in enumerate(wanted[-_TALLEST:]):
        is_top = level == len(wanted[-_TALLEST:]) - 1
        _paint_outline(painter, theme, _front(box.left(), foot, level), brick, is_top=is_top)
    for level, brick in enumerate(built[-_TALLEST:]):
        is_top = level == len(built[-_TALLEST:]) - 1
        _paint_built(painter, theme, _front(box.left() + half, foot, level), brick, is_top=is_top)
    if not built:
        painter.setFont(interface_font(12))
        painter.setPen(theme.color("text2"))
        place = QRectF(box.left() + half, foot - _BRICK_PX, half - 20, _BRICK_PX)
        painter.drawText(place, LEFT, tr("Nothing yet"))


def _front(left: float, foot: float, level: int) -> QRectF:
    return QRectF(left, foot - (level + 1) * _BRICK_PX, _STUDS * _PITCH, _BRICK_PX)


def _paint_built(
    painter: QPainter, theme: Theme, front: QRectF, brick: Shown, *, is_top: bool
) -> None:
    title, role, size = brick
    base, ink = theme.role_colors(role.key)
    bare_from = front.left() if is_top else front.right()
    paint_brick(painter, front, faces_of(base, ink), pitch=_PITCH, bare_from=bare_from, detail=3)
    paint_content(painter, front, role, ink, BrickText(title, size), pitch=_PITCH, scale=1.0)


def _paint_outline(
    painter: QPainter, theme: Theme, front: QRectF, brick: Shown, *, is_top: bool
) -> None:
    title, role, _size = brick
    painter.setBrush(QColor(Qt.GlobalColor.white))
    pen = QPen(theme.color("text3"), 1.1)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolygon(silhouette(front, _PITCH))
    painter.drawRect(front)
    painter.drawLine(front.topRight(), silhouette(front, _PITCH)[3])
    if is_top:
        for center in stud_centers(front.left(), front.top(), 0, _STUDS, _PITCH):
            painter.drawPath(stud_top(QPointF(center), _PITCH))
    icon = QRectF(front.left() + 10, front.center().y() - 8, 16, 16)
    paint_icon(painter, role.key, icon, theme.color("text2"))
    font = interface_font(12, 600)
    painter.setFont(font)
    painter.setPen(theme.color("text"))
    words = front.adjusted(36, 0, -8, 0)
    painter.drawText(words, LEFT, elided(title, font, words.width()))
