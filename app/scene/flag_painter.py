"""Flags: the card on a pole where an image ends."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from app.theme import Theme, elided, interface_font, with_alpha
from app.viewmodel.wall import Flag

HEIGHT_PX = 60.0
_POLE = 0.85
_LEFT = int(Qt.AlignmentFlag.AlignVCenter)


def flag_card(foot: QPointF, lot_px: float, *, pitch: float, unit: float) -> QRectF:
    """The card's rectangle above a foot on a top face."""
    width = max(40.0, lot_px - 9)
    bottom = foot.y() - _POLE * pitch
    return QRectF(foot.x() - width / 2, bottom - HEIGHT_PX * unit, width, HEIGHT_PX * unit)


def paint_flag(
    painter: QPainter,
    foot: QPointF,
    card: QRectF,
    flag: Flag,
    theme: Theme,
    *,
    unit: float,
    is_outlined: bool,
    is_dimmed: bool,
    name_px: float = 0.0,
) -> None:
    """Pole, shadow, card and its three lines; with `name_px` only the name, at that size."""
    painter.setPen(QPen(theme.color("border2"), 3.5 * unit))
    painter.drawLine(QLineF(foot, QPointF(foot.x(), card.bottom())))
    if is_dimmed:
        painter.setOpacity(0.5)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        for spread in range(5, 0, -1):
            painter.setBrush(with_alpha(theme.color("shadow"), 0.035 * theme.shadow_factor))
            grown = card.adjusted(-spread, -spread + 3, spread, spread + 3)
            painter.drawRoundedRect(grown, 7 + spread, 7 + spread)
    outline = QPen(theme.color("accent"), 2) if is_outlined else QPen(theme.color("border2"), 1)
    painter.setPen(outline)
    painter.setBrush(theme.color("surface"))
    painter.drawRoundedRect(card, 7 * unit, 7 * unit)
    if name_px:
        font = interface_font(name_px, 700)
        box = card.adjusted(5 * unit, 0, -5 * unit, 0)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(flag.name, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, _LEFT, shown)
    else:
        _paint_rows(painter, card, flag, theme, unit)
    if flag.is_running:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("running"))
        center = QPointF(card.right() - 12 * unit, card.top() + 13 * unit)
        painter.drawEllipse(center, 4 * unit, 4 * unit)
    painter.setOpacity(1.0)


def _paint_rows(painter: QPainter, card: QRectF, flag: Flag, theme: Theme, unit: float) -> None:
    left, width = card.left() + 9 * unit, card.width() - 18 * unit
    rows = (
        (flag.name, interface_font(12 * unit, 700), theme.color("text")),
        (flag.version, interface_font(11 * unit, 600), theme.color("accent")),
        (flag.publisher, interface_font(11 * unit, 400), theme.color("text3")),
    )
    for number, (words, font, color) in enumerate(rows):
        painter.setFont(font)
        painter.setPen(color)
        box = QRectF(left, card.top() + (6 + 16.5 * number) * unit, width, 16 * unit)
        painter.drawText(box, _LEFT, elided(words, font, width))
