"""Painting a brick that is here, is to come, or is on its way.

What has come is solid and grows from the left inside of a clear, dashed one. Words stand on both:
each part of them has the ink of what is behind it.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from app.scene.brick_geometry import (
    depth_vector,
    side_face,
    silhouette,
    stud_body,
    stud_centers,
    stud_top,
    top_face,
)
from app.scene.brick_painter import faces_of, paint_brick, paint_spine
from app.theme import Theme, elided, interface_font, mix, paint_icon, with_alpha
from app.viewmodel.travel_tower import TravelBrick, TravelRow
from core.model import TransferState

_WHITE, _BLACK = QColor("#FFFFFF"), QColor("#000000")
_GLASS = 0.18
_ONE_ROW_BELOW_PX = 33.0
_LINE_PX, _GAP_PX, _ICON_PX = 16.0, 8.0, 13.0
_RING_PX = 3.0
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def paint_travel_row(
    painter: QPainter, front: QRectF, row: TravelRow, theme: Theme, *, pitch: float, is_top: bool
) -> None:
    """A brick (or several small ones as one) by its front; studs where nothing stands on it."""
    paint_travel_box(painter, front, row, theme, pitch=pitch, is_top=is_top)
    _base, ink = theme.role_colors(row.one.role.key)
    icon = "chev" if row.is_folded else _icon_of(row.one)
    _paint_content(painter, front, row.one, ink, theme, pitch=pitch, icon=icon)


def paint_travel_box(
    painter: QPainter, front: QRectF, row: TravelRow, theme: Theme, *, pitch: float, is_top: bool
) -> None:
    """The same without its words."""
    one = row.one
    faces = faces_of(*theme.role_colors(one.role.key))
    bare_from = front.left() if is_top else front.right()
    if not one.is_whole:
        paint_glass(painter, front, outline_of(one, theme), theme, pitch=pitch, is_top=is_top)
    if one.share > 0:
        painter.save()
        if one.share < 1:
            painter.setClipPath(_grown(front, one.share, pitch), Qt.ClipOperation.IntersectClip)
        paint_brick(painter, front, faces, pitch=pitch, bare_from=bare_from, detail=3)
        painter.restore()
    if one.state is TransferState.UNPACKING:
        _paint_dashes(painter, front, theme.color("on_accent"), pitch)
    if row.is_folded:
        _paint_seams(painter, front, len(row.bricks), theme, is_solid=one.is_whole)


def outline_of(brick: TravelBrick, theme: Theme) -> QColor:
    """What its dashes are drawn with."""
    return theme.color("modified" if brick.state is TransferState.PAUSED else "accent")


def paint_glass(
    painter: QPainter, front: QRectF, outline: QColor, theme: Theme, *, pitch: float, is_top: bool
) -> None:
    """A brick that is not there yet: frosted, so that what is behind does not disturb its words."""
    back = depth_vector(2, pitch)
    fill = with_alpha(mix(outline, _WHITE, 0.35), _GLASS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(with_alpha(theme.color("canvas_bottom"), 0.86))
    painter.drawPolygon(silhouette(front, pitch))
    painter.setBrush(fill)
    painter.drawRect(front)
    painter.setBrush(with_alpha(mix(outline, _BLACK, 0.1), _GLASS))
    painter.drawPolygon(side_face(front, pitch))
    painter.setBrush(with_alpha(mix(outline, _WHITE, 0.6), _GLASS * 1.2))
    painter.drawPolygon(top_face(front, pitch))
    if is_top:
        _paint_clear_studs(painter, front, outline, pitch)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(with_alpha(outline, 0.45), 1.0))
    painter.drawLines(
        [
            QLineF(front.topLeft(), front.topRight()),
            QLineF(front.topRight(), front.bottomRight()),
            QLineF(front.topRight(), front.topRight() + back),
        ]
    )
    _paint_dashes(painter, front, outline, pitch)


def paint_focus_ring(painter: QPainter, front: QRectF, theme: Theme) -> None:
    """Where the keyboard is."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("text"), 2, Qt.PenStyle.DotLine))
    grown = front.adjusted(-_RING_PX, -_RING_PX, _RING_PX, _RING_PX)
    painter.drawRoundedRect(grown, 3, 3)


def _paint_dashes(painter: QPainter, front: QRectF, color: QColor, pitch: float) -> None:
    """The outline of what is not finished yet."""
    dashes = QPen(color, 1.6)
    dashes.setDashPattern([4, 3])
    dashes.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(dashes)
    painter.drawPolygon(silhouette(front.adjusted(0.8, 0.8, -0.8, -0.8), pitch))


def _paint_clear_studs(painter: QPainter, front: QRectF, outline: QColor, pitch: float) -> None:
    rim = QPen(with_alpha(outline, 0.4), max(0.5, 0.03 * pitch))
    for center in stud_centers(front.left(), front.top(), 0, front.width() / pitch, pitch):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(with_alpha(mix(outline, _WHITE, 0.25), 0.22))
        painter.drawPath(stud_body(center, pitch))
        painter.setPen(rim)
        painter.setBrush(with_alpha(mix(outline, _WHITE, 0.62), 0.45))
        painter.drawPath(stud_top(center, pitch))


def _grown(front: QRectF, share: float, pitch: float) -> QPainterPath:
    """The part of a brick at the left of where it has grown to: of its front, and above it."""
    right = front.left() + front.width() * share
    back = depth_vector(2, pitch)
    air = QPointF(0, -pitch)  # for studs
    path = QPainterPath()
    path.addPolygon(
        QPolygonF(
            [
                front.bottomLeft(),
                front.topLeft() + air,
                front.topLeft() + back + air,
                QPointF(right, front.top()) + back + air,
                QPointF(right, front.top()) + back,
                QPointF(right, front.top()),
                QPointF(right, front.bottom()),
            ]
        )
    )
    path.closeSubpath()
    return path


def _paint_seams(
    painter: QPainter, front: QRectF, count: int, theme: Theme, *, is_solid: bool
) -> None:
    """Thin lines that say that these are several; as many as can be told apart."""
    lines = min(count, 4) - 1
    step = front.height() / (lines + 1)
    ink = with_alpha(_BLACK, 0.28) if is_solid else with_alpha(theme.color("accent"), 0.35)
    painter.setPen(QPen(ink, 1))
    for number in range(1, lines + 1):
        y = front.top() + step * number
        painter.drawLine(QLineF(front.right() - 12, y, front.right(), y))


def _paint_content(
    painter: QPainter,
    front: QRectF,
    brick: TravelBrick,
    ink: QColor,
    theme: Theme,
    *,
    pitch: float,
    icon: str,
) -> None:
    """Spine and words, in the role's ink on what is solid and in the text's on what is clear."""
    edge = front.left() + front.width() * brick.share
    for is_solid, left, right in ((True, front.left(), edge), (False, edge, front.right())):
        if right - left < 0.5:
            continue
        painter.save()
        painter.setClipRect(QRectF(left, front.top(), right - left, front.height()),
                            Qt.ClipOperation.IntersectClip)  # fmt: skip
        color = ink if is_solid else theme.color("text")
        spine = paint_spine(painter, front, brick.role, color, pitch=pitch, scale=1.0)
        area = QRectF(front)
        area.setLeft(spine.right() + 8)
        area.setRight(front.right() - 8)
        _paint_words(painter, area, brick, color, icon)
        painter.restore()


def _paint_words(
    painter: QPainter, area: QRectF, brick: TravelBrick, color: QColor, icon: str
) -> None:
    title_font, small = interface_font(12, 600), interface_font(11, 500)
    has_two = area.height() >= _ONE_ROW_BELOW_PX
    top = area.center().y() - (_LINE_PX if has_two else _LINE_PX / 2)
    row = QRectF(area.left(), top, area.width(), _LINE_PX)
    figure = brick.figure if has_two else brick.short_words
    right = row.right()
    if icon:
        box = QRectF(right - _ICON_PX, row.center().y() - _ICON_PX / 2, _ICON_PX, _ICON_PX)
        paint_icon(painter, icon, box, with_alpha(color, 0.85))
        right -= _ICON_PX + 6
    painter.setPen(color)
    figure = elided(figure, small, max(0.0, right - row.left()) * 0.7)
    painter.setFont(small)
    painter.drawText(QRectF(row.left(), top, right - row.left(), _LINE_PX), _RIGHT, figure)
    room = right - row.left() - QFontMetricsF(small).horizontalAdvance(figure) - _GAP_PX
    painter.setFont(title_font)
    painter.drawText(row, _LEFT, elided(brick.title, title_font, room))
    if has_two:
        below = row.translated(0, _LINE_PX)
        painter.setFont(small)
        words = f"{brick.words} · {brick.reason}" if brick.reason else brick.words
        painter.drawText(below, _LEFT, elided(words, small, below.width()))


def _icon_of(brick: TravelBrick) -> str:
    """A sign beside the figure: states are never told by colour alone."""
    if brick.state is TransferState.PAUSED:
        return "warn"
    if brick.state in (TransferState.DONE, TransferState.ALREADY_THERE):
        return "check"
    return "lock" if brick.is_whole else ""
