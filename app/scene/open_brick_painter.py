"""The writable brick of a container: clear, dashed, with an open lock."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPen

from app.scene.brick_geometry import (
    depth_vector,
    side_face,
    silhouette,
    stud_body,
    stud_centers,
    stud_top,
    top_face,
)
from app.scene.vector import keeps_vectors
from app.theme import Theme, elided, interface_font, mix, paint_icon, with_alpha
from app.viewmodel.open_brick import MarkBrick, OpenBrick
from app.viewmodel.sizes import MINUS, count_text, size_text
from app.viewmodel.state_words import words_of
from core.model import ContainerState
from core.translation import tr

_WHITE = QColor("#FFFFFF")
_PILL_PX, _SIGN_PX = 18, 12


def outline_color(theme: Theme, state: ContainerState) -> QColor:
    """Green while it runs, quiet otherwise."""
    if state is ContainerState.RUNNING:
        return theme.color("running")
    return theme.color("modified") if state is ContainerState.PAUSED else theme.color("text3")


def paint_open_box(
    painter: QPainter,
    front: QRectF,
    outline: QColor,
    *,
    pitch: float,
    fill_alpha: float = 0.30,
    ground: QColor | None = None,
    outline_scale: float = 1.0,
) -> None:
    """Glass: clear fill, hidden edges, studs, dashed outline.

    With a `ground` it is frosted, as marks are, whose words must be read before the studs below:
    nothing shows through, and the outline is solid.
    """
    fill = with_alpha(mix(outline, _WHITE, 0.45), fill_alpha)
    back = depth_vector(2, pitch)
    painter.setPen(Qt.PenStyle.NoPen)
    if ground is not None:
        painter.setBrush(ground)
        painter.drawPolygon(silhouette(front, pitch))
    painter.setBrush(fill)
    painter.drawRect(front)
    painter.setBrush(with_alpha(mix(outline, _WHITE, 0.65), fill_alpha * 1.15))
    painter.drawPolygon(top_face(front, pitch))
    painter.setBrush(with_alpha(mix(outline, QColor("#000000"), 0.10), fill_alpha))
    painter.drawPolygon(side_face(front, pitch))
    if ground is None:
        painter.setPen(QPen(with_alpha(outline, 0.38), 1.0, Qt.PenStyle.DashLine))
        corner = front.bottomLeft() + back
        painter.drawLines(
            [
                QLineF(front.bottomLeft(), corner),
                QLineF(corner, front.topLeft() + back),
                QLineF(corner, front.bottomRight() + back),
            ]
        )
    if not keeps_vectors(painter):
        shine = QLinearGradient(front.topLeft(), front.bottomRight())
        shine.setColorAt(0.0, with_alpha(_WHITE, 0.30))
        shine.setColorAt(0.45, with_alpha(_WHITE, 0.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shine)
        painter.drawRect(front)
    studs = front.width() / pitch
    rim = QPen(with_alpha(outline, 0.35), max(0.5, 0.03 * pitch))
    for center in stud_centers(front.left(), front.top(), 0, studs, pitch):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(with_alpha(mix(outline, _WHITE, 0.25), 0.30))
        painter.drawPath(stud_body(center, pitch))
        painter.setPen(rim)
        painter.setBrush(with_alpha(mix(outline, _WHITE, 0.62), 0.62))
        painter.drawPath(stud_top(center, pitch))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(with_alpha(outline, 0.70), 1.2))
    painter.drawLines(
        [
            QLineF(front.topLeft(), front.topRight()),
            QLineF(front.topRight(), front.bottomRight()),
            QLineF(front.topRight(), front.topRight() + back),
        ]
    )
    dashed = QPen(outline, (2.0 if ground is None else 1.6) * outline_scale)
    if ground is None:
        dashed.setDashPattern([4, 3])
    dashed.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(dashed)
    painter.drawPolygon(silhouette(front, pitch))


def paint_open_content(
    painter: QPainter,
    front: QRectF,
    brick: OpenBrick,
    theme: Theme,
    *,
    unit: float,
    is_large: bool,
) -> None:
    """Status light, name, size and counts; `unit` is item pixels of one text pixel."""
    margin = 10 * unit
    line = (19 if is_large else 17) * unit
    top = front.top() + (14 * unit if is_large else 5 * unit)
    color = outline_color(theme, brick.state)
    light = QPointF(front.left() + margin + 5 * unit, top + line / 2)
    _status_light(painter, light, color, unit, is_live=brick.state is ContainerState.RUNNING)
    text = theme.color("text")
    is_on_switch = brick.switch_number is not None and not is_large
    title = tr("Writable layer") if is_large else brick.name
    font = interface_font((14 if is_large else 12) * unit, 600)
    painter.setFont(font)
    painter.setPen(text)
    left = front.left() + margin + (20 if is_large else 16) * unit
    right = front.right() - margin
    box = QRectF(left, top, right - left, line)
    painter.drawText(box, _left(), elided(title, font, box.width()))
    size = size_text(brick.size_bytes)
    if is_large:
        painter.drawText(box, _right(), size)
    top += line + (8 * unit if is_large else 0)
    small = interface_font(11 * unit, 600)
    painter.setFont(small)
    x = front.left() + margin
    counts = _counts(brick, small, right - x - 24 * unit, unit, in_words=is_large)
    inset, apart = _insets(counts, small, right - x, unit)
    for words, token in counts:
        x = _pill(painter, QPointF(x, top), words, theme, token, unit, small, inset) + apart
    if is_large:
        icon = QRectF(right - 16 * unit, top, 16 * unit, 16 * unit)
        paint_icon(painter, "unlock", icon, theme.color("text2"))
        top += 24 * unit
        room = front.bottom() - 0.9 * front.height() / max(1.0, brick.height) - top
        if room > 10 * unit:
            box = QRectF(front.left() + margin, top, right - front.left() - margin,
                         min(20 * unit, room))  # fmt: skip
            _paint_growth(painter, box, brick, theme, unit)
    else:
        top += line
        painter.setPen(theme.color("text2"))
        quiet = interface_font(11 * unit, 400)
        painter.setFont(quiet)
        box = QRectF(front.left() + margin, top, right - front.left() - margin - 15 * unit, line)
        words = fitting_words(brick, quiet, box.width(), has_plug=not is_on_switch)
        painter.drawText(box, _left(), elided(words, quiet, box.width()))
        icon = QRectF(right - 12 * unit, top + 3 * unit, 12 * unit, 12 * unit)
        paint_icon(painter, "unlock", icon, theme.color("text2"))
        if is_on_switch:
            left = front.left() + margin
            row = QRectF(left, top + line + 2 * unit, right - left, _PILL_PX * unit)
            _paint_plug(painter, row, brick, theme, unit)


def fitting_words(brick: OpenBrick, font: QFont, room: float, *, has_plug: bool) -> str:
    """Size, state and plug, as many as there is room for; a word that is cut tells nothing."""
    size = size_text(brick.size_bytes)
    state = "" if brick.state is ContainerState.RUNNING else words_of(brick.state)
    plug = brick.plug if has_plug else ""
    said = [" · ".join(word for word in words if word)
            for words in ((size, state, plug), (size, state), (state,))]  # fmt: skip
    fits = (words for words in said if QFontMetricsF(font).horizontalAdvance(words) <= room)
    return next(fits, "") or size


def paint_plug_sign(painter: QPainter, box: QRectF, color: QColor) -> None:
    """A plug with two pins and its cord: what a switch's colour belongs to."""
    step = box.width() / 12
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(step, step)
    pen = QPen(color, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLines([QLineF(4, 1, 4, 4), QLineF(8, 1, 8, 4), QLineF(6, 8.5, 6, 11)])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(QRectF(2.5, 3.6, 7, 2.4), 0.8, 0.8)
    painter.drawChord(QRectF(2.5, 2.5, 7, 6.6), 180 * 16, 180 * 16)
    painter.restore()


def _paint_plug(
    painter: QPainter, row: QRectF, brick: OpenBrick, theme: Theme, unit: float
) -> None:
    """The name of its switch in the switch's colour, then its address where there is room."""
    pill, ink = theme.switch_colors(brick.switch_number or 0)
    font, quiet = interface_font(11 * unit, 600), interface_font(11 * unit, 400)
    before, after = (7 + _SIGN_PX + 4) * unit, 8 * unit
    name = elided(brick.switch, font, row.width() - before - after)
    box = QRectF(row.topLeft(), QSizeF(
        before + QFontMetricsF(font).horizontalAdvance(name) + after, row.height()))  # fmt: skip
    # An edge, as some of these colours are nearly as light as the glass below them.
    painter.setPen(QPen(mix(pill, _WHITE if theme.is_dark else QColor("#000000"), 0.3), unit))
    painter.setBrush(pill)
    painter.drawRoundedRect(box, row.height() / 2, row.height() / 2)
    sign = QRectF(box.left() + 7 * unit, box.center().y() - _SIGN_PX / 2 * unit,
                  _SIGN_PX * unit, _SIGN_PX * unit)  # fmt: skip
    paint_plug_sign(painter, sign, ink)
    painter.setPen(ink)
    painter.setFont(font)
    painter.drawText(box.adjusted(before, 0, 0, 0), _left(), name)
    rest = QRectF(box.right() + 6 * unit, row.top(), row.right() - box.right() - 6 * unit,
                  row.height())  # fmt: skip
    if QFontMetricsF(quiet).horizontalAdvance(brick.address) <= rest.width():
        painter.setPen(theme.color("text2"))
        painter.setFont(quiet)
        painter.drawText(rest, _left(), brick.address)


def paint_mark_content(
    painter: QPainter,
    front: QRectF,
    mark: MarkBrick,
    theme: Theme,
    *,
    unit: float,
    is_large: bool,
) -> None:
    """Title, size and a closed lock in one line; counts below where there is room."""
    margin, line = 10 * unit, 16 * unit
    has_counts = is_large and front.height() > 2.6 * line
    top = front.center().y() - (line if has_counts else line / 2)
    font = interface_font(12 * unit, 600)
    small = interface_font(11 * unit, 400)
    right = front.right() - margin
    icon = QRectF(right - 12 * unit, top + 2 * unit, 12 * unit, 12 * unit)
    paint_icon(painter, "lock", icon, theme.color("text2"))
    right -= 18 * unit
    size = size_text(mark.size_bytes)
    painter.setPen(theme.color("text"))
    painter.setFont(small)
    painter.drawText(QRectF(front.left() + margin, top, right - front.left() - margin, line),
                     _right(), size)  # fmt: skip
    room = right - QFontMetricsF(small).horizontalAdvance(size) - front.left() - 2 * margin
    painter.setFont(font)
    painter.drawText(
        QRectF(front.left() + margin, top, room, line), _left(), elided(mark.title, font, room)
    )
    if has_counts:
        painter.setFont(small)
        painter.setPen(theme.color("text2"))
        below = QRectF(front.left() + margin, top + line, front.width() - 2 * margin, line)
        painter.drawText(below, _left(), mark.counts)


def _paint_growth(
    painter: QPainter, box: QRectF, brick: OpenBrick, theme: Theme, unit: float
) -> None:
    """The curve of the last minute, and how quickly it grows now."""
    right = box.right()
    color = outline_color(theme, brick.state)
    if brick.rate_bytes_s >= 1:
        font = interface_font(11 * unit, 600)
        words = f"+{size_text(round(brick.rate_bytes_s))}/s"
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(box, _right(), words)
        right -= QFontMetricsF(font).horizontalAdvance(words) + 12 * unit
    if len(brick.curve) < 2:
        return
    step = (right - box.left()) / (len(brick.curve) - 1)
    height = box.height() - 4 * unit
    points = [
        QPointF(box.left() + n * step, box.bottom() - 2 * unit - value * height)
        for n, value in enumerate(brick.curve)
    ]
    pen = QPen(color, 1.6 * unit)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(points)


def _counts(
    brick: OpenBrick, font: QFont, room: float, unit: float, *, in_words: bool
) -> list[tuple[str, str]]:
    """What changed, with colour tokens; in words only where they fit."""
    signs = (
        (f"+{count_text(brick.added)}", tr("files"), "added"),
        (f"~{count_text(brick.modified)}", tr("modified"), "modified"),
        (f"{MINUS}{count_text(brick.deleted)}", tr("deleted"), "deleted"),
    )
    said = [(f"{sign} {noun}", token) for sign, noun, token in signs]
    width = sum(QFontMetricsF(font).horizontalAdvance(words) + 19 * unit for words, _token in said)
    if in_words and width <= room:
        return said
    return [(sign, token) for sign, _noun, token in signs]


def _insets(
    counts: list[tuple[str, str]], font: QFont, room: float, unit: float
) -> tuple[float, float]:
    """Inside pills beside their words, and between pills: less where they would not fit."""
    words = sum(QFontMetricsF(font).horizontalAdvance(words) for words, _token in counts)
    usual = words + len(counts) * 14 * unit + (len(counts) - 1) * 5 * unit
    return (7 * unit, 5 * unit) if usual <= room else (3 * unit, 2 * unit)


def _status_light(
    painter: QPainter, center: QPointF, color: QColor, unit: float, *, is_live: bool
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    if is_live:
        painter.setBrush(with_alpha(color, 0.25))
        painter.drawEllipse(center, 8 * unit, 8 * unit)
        painter.setBrush(color)
        painter.drawEllipse(center, 5 * unit, 5 * unit)
    else:  # hollow: told without colour too
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 1.8 * unit))
        painter.drawEllipse(center, 4.5 * unit, 4.5 * unit)


def _pill(
    painter: QPainter,
    at: QPointF,
    words: str,
    theme: Theme,
    token: str,
    unit: float,
    font: QFont,
    inset: float,
) -> float:
    """A rounded label; where it ends."""
    width = QFontMetricsF(font).horizontalAdvance(words) + 2 * inset
    box = QRectF(at.x(), at.y(), width, 18 * unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(f"{token}_soft"))
    painter.drawRoundedRect(box, 9 * unit, 9 * unit)
    painter.setPen(theme.color(token))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
    return box.right()


def _left() -> int:
    return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def _right() -> int:
    return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
