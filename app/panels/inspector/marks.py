"""Small marks that rows of the inspector are made of: signs, bars, bricks by their number."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from app.scene.little_bricks import little_brick
from app.theme import Mode, Theme, interface_font, with_alpha
from app.viewmodel.roles import Role
from app.viewmodel.sizes import MINUS

CHIP_PX = 18.0
LITTLE_BRICK = QSize(46, 31)
REPLACED_SIGN, IDENTICAL_SIGN, METADATA_SIGN = "⇄", "≡", "≈"
_SIGN_TOKENS = {
    "+": "added",
    "~": "modified",
    REPLACED_SIGN: "modified",
    MINUS: "deleted",
    METADATA_SIGN: "neutral",
    IDENTICAL_SIGN: "neutral",
}
_ONE_LINE = int(Qt.TextFlag.TextSingleLine)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | _ONE_LINE
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) | _ONE_LINE
CENTER = int(Qt.AlignmentFlag.AlignCenter) | _ONE_LINE
_HATCH_STEP = 5.0


def sign_token(sign: str) -> str:
    """The colour of a sign: added, modified, deleted; text2 for what is neither."""
    token = _SIGN_TOKENS[sign]
    return "text2" if token == "neutral" else token


def tabular(font: QFont) -> QFont:
    """Figures of one width, so that they stand one below the other."""
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def figure_font(weight: int = 600, size_px: float = 12) -> QFont:
    """For sizes and counts in columns."""
    return tabular(interface_font(size_px, weight))


def paint_sign(painter: QPainter, theme: Theme, center: QPointF, sign: str) -> None:
    """+ ~ ⇄ − ≈ ≡ in a soft box."""
    box = QRectF(0, 0, CHIP_PX, CHIP_PX)
    box.moveCenter(center)
    token = _SIGN_TOKENS[sign]
    soft = "surface3" if token == "neutral" else f"{token}_soft"
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(soft))
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(theme.color(sign_token(sign)))
    painter.setFont(interface_font(12, 700))
    painter.drawText(box, CENTER, sign)


def chip_width(words: str) -> float:
    """What a brick's chip takes."""
    return CHIP_PX + 7 + QFontMetricsF(interface_font(12)).horizontalAdvance(words)


def paint_brick_chip(
    painter: QPainter, theme: Theme, area: QRectF, role: Role, words: str, *, token: str = "text2"
) -> float:
    """A square in the role's colour with its icon, and "brick 3"; where it ends at the right."""
    base, ink = theme.role_colors(role.key)
    box = QRectF(area.left(), 0, CHIP_PX, CHIP_PX)
    box.moveCenter(QPointF(box.center().x(), area.center().y()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(base)
    painter.drawRoundedRect(box, 4, 4)
    paint_icon_cached(painter, theme, box.adjusted(3, 3, -3, -3), role.key, ink)
    font = interface_font(12)
    painter.setFont(font)
    painter.setPen(theme.color(token))
    rest = area.adjusted(CHIP_PX + 7, 0, 0, 0)
    words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rest.width())
    painter.drawText(rest, LEFT, words)
    return rest.left() + QFontMetricsF(font).horizontalAdvance(words)


def paint_icon_cached(
    painter: QPainter, theme: Theme, box: QRectF, name: str, color: QColor
) -> None:
    """An icon in a row that is drawn often."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device else 1.0
    picture = theme.pixmap(name, round(box.width()), color, ratio)
    painter.drawPixmap(box, picture, QRectF(picture.rect()))


def paint_bar(painter: QPainter, theme: Theme, track: QRectF, share: float, token: str) -> None:
    """A thin bar with round ends on its track; something is seen of any share above nothing."""
    radius = track.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("surface3"))
    painter.drawRoundedRect(track, radius, radius)
    if share <= 0:
        return
    filled = QRectF(track)
    filled.setWidth(max(track.height() * 0.9, track.width() * min(1.0, share)))
    painter.setBrush(theme.color(token))
    painter.drawRoundedRect(filled, radius, radius)


def paint_hatched(painter: QPainter, theme: Theme, area: QRectF, token: str) -> None:
    """A soft field with lines: bytes that nobody sees, told without colours too."""
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.fillRect(area, theme.color(f"{token}_soft"))
    painter.setPen(QPen(theme.color(token), 1.3))
    start = area.left() - area.height()
    while start < area.right():
        painter.drawLine(QPointF(start, area.bottom()), QPointF(start + area.height(), area.top()))
        start += _HATCH_STEP
    painter.restore()


def paint_hairline(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Below a row."""
    line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
    painter.fillRect(line, with_alpha(theme.color("border"), 0.75))


def paint_little_brick(painter: QPainter, theme: Theme, center: QPointF, role: Role) -> None:
    """A brick beside a card; sharp at every ratio."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device else 1.0
    corner = center - QPointF(LITTLE_BRICK.width() / 2, LITTLE_BRICK.height() / 2)
    painter.drawPixmap(corner, _little_brick(theme.mode, role, ratio))


@lru_cache(maxsize=48)
def _little_brick(mode: Mode, role: Role, ratio: float) -> QPixmap:
    return little_brick(Theme(mode), role, LITTLE_BRICK, ratio)


def paint_line_dot(painter: QPainter, theme: Theme, center: QPointF) -> None:
    """A hollow dot on a line: something that made no brick."""
    painter.setBrush(theme.color("surface"))
    painter.setPen(QPen(theme.color("border2"), 2.2))
    painter.drawEllipse(center, 5.0, 5.0)


def paint_line(painter: QPainter, theme: Theme, x: float, top: float, bottom: float) -> None:
    """What joins bricks and dots."""
    painter.setPen(QPen(theme.color("border2"), 2.0))
    painter.drawLine(QPointF(x, top), QPointF(x, bottom))
