"""What is written over the wall in screen pixels: names of streets, and of few towers from afar.

Close by, bricks and flags carry their own words. From afar there is no room for all: those that
run, are selected or were found are named, as long as they do not crowd.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTransform

from app.scene.brick_geometry import PITCH, depth_vector
from app.scene.gradient import gradient
from app.scene.items import FlagItem
from app.theme import Theme, elided, interface_font, with_alpha
from app.viewmodel.placement import Street
from app.viewmodel.sizes import counted, size_text

_MOST, _APART_PX = 8, 138.0
_CARD_PX, _POLE_PX = 38.0, 14.0
_NAMED_BELOW_DETAIL = 2
_STREET_DROP_PX = 8.0
_FADE_PX = 26.0
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


def paint_head_fade(painter: QPainter, theme: Theme, area: QRectF, head_px: float) -> None:
    """So that the heading can be read when the wall was moved below it."""
    canvas, end = theme.color("canvas_top"), head_px + _FADE_PX
    covered, clear = with_alpha(canvas, 0.93), with_alpha(canvas, 0.0)
    fade = gradient(QPointF(0, head_px), QPointF(0, end), covered, clear)
    painter.fillRect(QRectF(area.left(), area.top(), area.width(), end), fade)


def paint_street_names(
    painter: QPainter,
    theme: Theme,
    streets: Iterable[Street],
    to_screen: QTransform,
    rows_in_front: int,
) -> None:
    """Name, count and size below the left end of each plate, where there are several."""
    for street in streets:
        if not street.title:
            continue
        front = depth_vector(-rows_in_front, PITCH)
        edge = QPointF(street.x * PITCH + front.x(), -street.y * PITCH + front.y() + 0.4 * PITCH)
        at = to_screen.map(edge) + QPointF(0, _STREET_DROP_PX)
        font = interface_font(13, 600)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        width = QFontMetricsF(font).horizontalAdvance(street.title)
        painter.drawText(QRectF(at.x(), at.y(), width + 4, 20), _LEFT, street.title)
        painter.setFont(interface_font(12))
        painter.setPen(theme.color("text2"))
        images = counted("{count} image", "{count} images", street.images)
        words = f"{images} · {size_text(street.size_bytes)}"
        painter.drawText(QRectF(at.x() + width + 12, at.y(), 260, 20), _LEFT, words)


def paint_tower_names(
    painter: QPainter, theme: Theme, flags: Iterable[FlagItem], to_screen: QTransform, area: QRectF
) -> None:
    """Cards for the towers that matter now, all in `area`."""
    for flag, foot in _uncrowded(flags, to_screen, area):
        value = flag.placed.flag
        font, small = interface_font(11, 700), interface_font(11)
        note = f"{value.version} · {size_text(value.size_bytes)}"
        width = 16 + max(
            QFontMetricsF(font).horizontalAdvance(value.name),
            QFontMetricsF(small).horizontalAdvance(note),
        )
        top = max(area.top(), foot.y() - _POLE_PX - _CARD_PX)  # nothing stands in the heading
        card = QRectF(foot.x() - 12, top, min(width, 200), _CARD_PX)
        painter.setPen(QPen(theme.color("border2"), 2))
        painter.drawLine(QPointF(foot.x(), max(foot.y(), top)), QPointF(foot.x(), card.bottom()))
        outline = theme.color("accent") if flag.is_chosen else theme.color("border2")
        painter.setPen(QPen(outline, 2 if flag.is_chosen else 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(card, 6, 6)
        for row, (words, face, token) in enumerate(
            ((value.name, font, "text"), (note, small, "text2"))
        ):
            box = QRectF(card.left() + 8, card.top() + 4 + 15 * row, card.width() - 16, 15)
            painter.setFont(face)
            painter.setPen(theme.color(token))
            painter.drawText(box, _LEFT, elided(words, face, box.width()))
        if value.is_running:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("running"))
            painter.drawEllipse(card.topRight() + QPointF(-9, 9), 3.5, 3.5)


def are_towers_named(detail: int) -> bool:
    """Whether flags are too small for their own words."""
    return detail < _NAMED_BELOW_DETAIL


def _uncrowded(
    flags: Iterable[FlagItem], to_screen: QTransform, area: QRectF
) -> Iterator[tuple[FlagItem, QPointF]]:
    """Selected, then found, then running ones that are in view and far enough apart."""
    wanted = [f for f in flags if f.is_chosen or f.is_found or f.placed.flag.is_running]
    wanted.sort(key=lambda f: (not f.is_chosen, not f.is_found))
    taken: list[QPointF] = []
    for flag in wanted:
        foot = to_screen.map(flag.pos())
        is_free = all(
            abs(foot.x() - other.x()) >= _APART_PX or abs(foot.y() - other.y()) >= _CARD_PX
            for other in taken
        )
        if area.contains(foot) and is_free:
            taken.append(foot)
            yield flag, foot
        if len(taken) == _MOST:
            return
