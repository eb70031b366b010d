"""Painting one brick: pure functions of geometry, colours and content.

Order within a brick: silhouette, right side, top, shade, front, bevels, studs (back row first),
content.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
)

from app.scene.brick_geometry import (
    PITCH,
    depth_vector,
    side_face,
    silhouette,
    stud_centers,
    top_face,
)
from app.scene.gradient import gradient
from app.scene.role_pattern import paint_pattern
from app.scene.stud_painter import StudLook, paint_studs_at
from app.scene.vector import paint_fading
from app.theme import Theme, elided, interface_font, mix, mono_font, paint_icon, with_alpha
from app.viewmodel.roles import Role

_WHITE, _BLACK = QColor("#FFFFFF"), QColor("#000000")
_SPINE_MIN_PX, _SPINE_MAX_PX = 20.0, 30.0
# In pixels of text at its usual size: with larger text the same brick holds fewer rows.
_SMALL_ROW_PX, _THREE_ROWS_PX = 33.0, 56.0
_NARROW_PX, _BADGE_BELOW_PX = 185.0, 330.0
_LOCK_ROOM_PX = 18.0


@dataclass(frozen=True, slots=True)
class Faces:
    """All colours of a brick, derived from its role's."""

    base: QColor
    ink: QColor
    front_top: QColor
    front_bottom: QColor
    top_front: QColor
    top_back: QColor
    side_top: QColor
    side_bottom: QColor
    edge: QColor
    stud_top: QColor
    stud_left: QColor
    stud_right: QColor


@dataclass(frozen=True, slots=True)
class BrickText:
    """What stands on a brick's front."""

    title: str
    size: str = ""
    command: str = ""
    badge: str = ""
    is_locked: bool = True


def faces_of(base: QColor, ink: QColor) -> Faces:
    """Derive a brick's faces from its colour."""
    return _faces(base.name(), ink.name(QColor.NameFormat.HexArgb))


@cache
def _faces(base_name: str, ink_name: str) -> Faces:
    base, ink = QColor(base_name), QColor(ink_name)
    is_pale = base.lightnessF() > 0.65
    return Faces(
        base=base,
        ink=ink,
        front_top=mix(base, _WHITE, 0.05),
        front_bottom=mix(base, _BLACK, 0.075),
        top_front=mix(base, _WHITE, 0.42 if is_pale else 0.26),
        top_back=mix(base, _WHITE, 0.24 if is_pale else 0.13),
        side_top=mix(base, _BLACK, 0.34),
        side_bottom=mix(base, _BLACK, 0.44),
        edge=mix(base, _BLACK, 0.50),
        stud_top=mix(base, _WHITE, 0.52 if is_pale else 0.33),
        stud_left=mix(base, _WHITE, 0.12),
        stud_right=mix(base, _BLACK, 0.26),
    )


def dimmed(faces: Faces, theme: Theme) -> Faces:
    """Half the chroma, then two thirds towards the canvas."""
    grey = QColor.fromHslF(
        max(0.0, faces.base.hslHueF()), faces.base.hslSaturationF() / 2, faces.base.lightnessF()
    )
    base = mix(grey, theme.color("canvas_bottom"), 0.66)
    ink = with_alpha(theme.color("text"), 0.58)
    return faces_of(base, ink)


def paint_brick(
    painter: QPainter,
    front: QRectF,
    faces: Faces,
    *,
    pitch: float,
    bare_from: float,
    detail: int,
    outline_scale: float = 1.0,
) -> None:
    """A solid brick by its front; studs on its top from `bare_from` (pixels) to the right end."""
    if detail == 0:
        painter.fillRect(front, faces.base)
        return
    seam = max(0.5, 0.018 * pitch)
    front = front.adjusted(seam, seam, -seam, -seam)
    edge = QPen(faces.edge, max(0.7, 0.048 * pitch) * outline_scale)
    edge.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(edge)
    painter.setBrush(faces.edge)
    painter.drawPolygon(silhouette(front, pitch))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(
        gradient(front.topRight(), front.bottomRight(), faces.side_top, faces.side_bottom)
    )
    painter.drawPolygon(side_face(front, pitch))
    back = depth_vector(2, pitch)
    painter.setBrush(
        gradient(front.topLeft(), front.topLeft() + back, faces.top_front, faces.top_back)
    )
    painter.drawPolygon(top_face(front, pitch))
    painter.setBrush(
        gradient(front.topLeft(), front.bottomLeft(), faces.front_top, faces.front_bottom)
    )
    painter.drawRect(front)
    if detail >= 2:
        _bevels(painter, front, pitch)
        paint_studs(painter, front, faces, pitch=pitch, bare_from=bare_from)


def paint_studs(
    painter: QPainter, front: QRectF, faces: Faces, *, pitch: float, bare_from: float
) -> None:
    """Studs on the top of a front face."""
    studs = front.width() / pitch
    first = max(0.0, (bare_from - front.left()) / pitch)
    look = StudLook(faces.stud_top.name(), faces.stud_left.name(), faces.stud_right.name())
    centers = stud_centers(front.left(), front.top(), first, studs, pitch)
    paint_studs_at(painter, centers, look, pitch)


def paint_content(
    painter: QPainter,
    front: QRectF,
    role: Role,
    ink: QColor,
    text: BrickText,
    *,
    pitch: float,
    scale: float,
    words_px: float = 0.0,
) -> None:
    """Spine and text. `scale` is screen pixels for one pixel here: text stays readable.

    `words_px` is how large words are on the screen; 0: as large as usual.
    """
    spine = paint_spine(painter, front, role, ink, pitch=pitch, scale=scale)
    unit = (words_px or min(28.0, max(11.0, 12.0 * scale))) / 12.0 / scale
    area = QRectF(front)
    area.setLeft(spine.right() + 6 * unit)
    area.setRight(front.right() - 6 * unit)
    width, height = area.width() / unit, front.height() / unit
    if width < 24:
        return
    if height < _SMALL_ROW_PX:
        _one_row(painter, area, ink, text, unit)
    elif width <= _NARROW_PX:
        _two_rows_narrow(painter, area, ink, text, unit)
    elif height >= _THREE_ROWS_PX and text.badge and width <= _BADGE_BELOW_PX:
        _rows_wide(painter, area, ink, text, unit, badge_below=True)
    else:
        _rows_wide(painter, area, ink, text, unit, badge_below=False)


def paint_spine(
    painter: QPainter, front: QRectF, role: Role, ink: QColor, *, pitch: float, scale: float
) -> QRectF:
    """Band at the left with pattern and icon; its rectangle."""
    on_screen = min(0.92 * pitch * scale, _SPINE_MAX_PX * max(1.0, scale))
    width = max(_SPINE_MIN_PX, on_screen) / scale
    width = min(width, front.width() * 0.4)
    spine = QRectF(front.left(), front.top(), width, front.height())
    inset = 0.06 * pitch
    spine.adjust(inset, inset, 0, -inset)
    is_dark_ink = ink.lightnessF() < 0.5
    painter.fillRect(spine, with_alpha(_BLACK, 0.09 if is_dark_ink else 0.13))
    paint_pattern(painter, spine, role, with_alpha(ink, 0.22), max(1.0, 1 / scale * 0.9))
    size = min(0.62 * front.height(), 0.66 * spine.width(), 20 * max(1.0, scale) / scale)
    icon = QRectF(0, 0, size, size)
    icon.moveCenter(spine.center())
    paint_icon(painter, role.key, icon, ink)
    return spine


def _one_row(painter: QPainter, area: QRectF, ink: QColor, text: BrickText, unit: float) -> None:
    right = area.right()
    title_font = interface_font(12 * unit, 600)
    wanted = QFontMetricsF(title_font).horizontalAdvance(text.title)
    size_font = interface_font(11 * unit, 400)
    size_width = QFontMetricsF(size_font).horizontalAdvance(text.size) + 8 * unit
    if text.is_locked and area.width() - wanted > 20 * unit:
        _lock(painter, QPointF(right - 6 * unit, area.center().y()), ink, unit)
        right -= 18 * unit
    if text.size and right - area.left() - wanted > size_width:
        painter.setFont(size_font)
        painter.setPen(ink)
        box = QRectF(area.left(), area.top(), right - area.left(), area.height())
        painter.drawText(box, _flags(right=True), text.size)
        right -= size_width
    painter.setFont(title_font)
    painter.setPen(ink)
    box = QRectF(area.left(), area.top(), right - area.left(), area.height())
    painter.drawText(box, _flags(), elided(text.title, title_font, box.width()))


def _two_rows_narrow(
    painter: QPainter, area: QRectF, ink: QColor, text: BrickText, unit: float
) -> None:
    line = 16 * unit
    top = area.center().y() - line
    title_font, size_font = interface_font(12 * unit, 600), interface_font(11 * unit, 400)
    painter.setPen(ink)
    painter.setFont(title_font)
    box = QRectF(area.left(), top, area.width(), line)
    painter.drawText(box, _flags(), elided(text.title, title_font, box.width()))
    painter.setFont(size_font)
    painter.setPen(with_alpha(ink, 0.95))
    size = elided(text.size, size_font, area.width())
    painter.drawText(box.translated(0, line), _flags(), size)
    room = area.width() - QFontMetricsF(size_font).horizontalAdvance(size)
    if text.is_locked and room >= _LOCK_ROOM_PX * unit:
        _lock(painter, QPointF(area.right() - 6 * unit, top + 1.5 * line), ink, unit)


def _rows_wide(
    painter: QPainter, area: QRectF, ink: QColor, text: BrickText, unit: float, *, badge_below: bool
) -> None:
    """Title, size and lock above; command and badge below, in one line or two."""
    line = 17 * unit
    has_second = bool(text.command or text.badge)
    rows = 1 + (2 if badge_below else 1 if has_second else 0)
    top = area.center().y() - rows * line / 2
    title_font = interface_font(12 * unit, 600)
    right = area.right()
    if text.is_locked:
        _lock(painter, QPointF(right - 6 * unit, top + line / 2), ink, unit)
        right -= 19 * unit
    painter.setPen(ink)
    size_font = interface_font(12 * unit, 500)
    painter.setFont(size_font)
    painter.drawText(QRectF(area.left(), top, right - area.left(), line), _flags(right=True),
                     text.size)  # fmt: skip
    left = right - QFontMetricsF(size_font).horizontalAdvance(text.size) - 8 * unit
    painter.setFont(title_font)
    painter.drawText(
        QRectF(area.left(), top, left - area.left(), line),
        _flags(),
        elided(text.title, title_font, left - area.left()),
    )
    if not has_second:
        return
    top += line
    command_right = area.right()
    if text.badge and not badge_below:
        command_right -= _badge(painter, QPointF(area.right(), top + line / 2), ink, text.badge,
                                unit, from_right=True) + 8 * unit  # fmt: skip
    command_font = mono_font(11 * unit)
    painter.setFont(command_font)
    painter.setPen(with_alpha(ink, 0.95))
    box = QRectF(area.left(), top, command_right - area.left(), line)
    painter.drawText(box, _flags(), elided(text.command, command_font, box.width()))
    if badge_below:
        _badge(painter, QPointF(area.left(), top + 1.5 * line), ink, text.badge, unit,
               from_right=False)  # fmt: skip


def _badge(
    painter: QPainter, at: QPointF, ink: QColor, words: str, unit: float, *, from_right: bool
) -> float:
    """A pill with a link and words; its width."""
    font = interface_font(11 * unit, 600)
    icon, gap = 11 * unit, 5 * unit
    width = QFontMetricsF(font).horizontalAdvance(words) + icon + 3 * gap
    box = QRectF(at.x() - (width if from_right else 0), at.y() - 8 * unit, width, 16 * unit)
    is_dark_ink = ink.lightnessF() < 0.5
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(with_alpha(_BLACK, 0.11 if is_dark_ink else 0.22))
    painter.drawRoundedRect(box, 8 * unit, 8 * unit)
    paint_icon(painter, "link", QRectF(box.left() + gap, at.y() - icon / 2, icon, icon), ink)
    painter.setPen(ink)
    painter.setFont(font)
    painter.drawText(box.adjusted(icon + 1.6 * gap, 0, 0, 0), _flags(), words)
    return width


def _lock(painter: QPainter, center: QPointF, ink: QColor, unit: float) -> None:
    size = 12 * unit
    box = QRectF(center.x() - size / 2, center.y() - size / 2, size, size)
    paint_icon(painter, "lock", box, with_alpha(ink, 0.72))


def _bevels(painter: QPainter, front: QRectF, pitch: float) -> None:
    width = 0.045 * pitch
    inner = front.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    back = depth_vector(2, pitch)
    for line, color in (
        (QLineF(inner.topLeft(), inner.topRight()), with_alpha(_WHITE, 0.50)),
        (QLineF(inner.topLeft(), inner.bottomLeft()), with_alpha(_WHITE, 0.19)),
        (QLineF(front.topRight(), front.topRight() + back), with_alpha(_WHITE, 0.19)),
        (QLineF(inner.bottomLeft(), inner.bottomRight()), with_alpha(_BLACK, 0.20)),
        (QLineF(inner.topRight(), inner.bottomRight()), with_alpha(_BLACK, 0.20)),
    ):
        painter.setPen(QPen(color, width))
        painter.drawLine(line)


def paint_shade(painter: QPainter, start: QPointF, length: float) -> None:
    """The shadow that falls to the right on a brick's top, from `start` on its front edge."""
    paint_fading(painter, start, QPointF(length, 0), depth_vector(2, PITCH), _BLACK, 0.39)


def _flags(*, right: bool = False) -> int:
    horizontal = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return int(horizontal | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
