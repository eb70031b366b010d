"""Where the bytes are, for paper: the inspector's boxes without a pointer to tell more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.handouts.page import LEFT
from app.scene.vector import cut_lines
from app.theme import Theme, elided, interface_font, mix, with_alpha
from app.viewmodel.boxes import Tile, tiles_of
from app.viewmodel.roles import Role
from app.viewmodel.sizes import size_text, visible
from core.model import SizeNode
from core.translation import tr

_SHADES = (0.0, 0.12, -0.10)  # towards white, towards black
_GAP_PX, _HATCH_PX = 1.6, 6.0
_WORDS_FROM_PX = (40.0, 18.0)
_DEAD_FROM = 0.02


def paint_byte_boxes(
    painter: QPainter,
    theme: Theme,
    box: QRectF,
    root: SizeNode,
    role_of: Callable[[SizeNode], Role],
) -> None:
    """As large as what they stand for; what nobody can see any more is hatched."""
    tiles = tiles_of(root, box)
    if not tiles:
        painter.setPen(QPen(theme.color("border2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        painter.setFont(interface_font(12))
        painter.setPen(theme.color("text2"))
        painter.drawText(box.adjusted(12, 0, 0, 0), LEFT, tr("No bytes."))
    for tile in tiles:
        base, ink = theme.role_colors(role_of(tile.node).key)
        base = _shaded(base, _SHADES[tile.shade])
        for one in tile.inside or (tile,):
            shade = _shaded(base, _SHADES[one.shade] / 2 if tile.inside else 0.0)
            _paint_box(painter, theme, one, shade)
        _paint_words(painter, tile, base, ink)


def _paint_box(painter: QPainter, theme: Theme, tile: Tile, color: QColor) -> None:
    rect = tile.rect.adjusted(0, 0, -_GAP_PX, -_GAP_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRect(rect)
    if tile.wasted_share < _DEAD_FROM:
        return
    dead = QRectF(rect)
    dead.setLeft(rect.right() - max(4.0, rect.width() * tile.wasted_share))
    painter.setBrush(theme.color("modified_soft"))
    painter.drawRect(dead & rect)
    painter.setPen(QPen(theme.color("modified"), 0.9))
    reach = dead.height()
    count = int((dead.width() + reach) / _HATCH_PX) + 1
    lines = (
        QLineF(x, dead.bottom(), x + reach, dead.top())
        for x in (dead.left() - reach + number * _HATCH_PX for number in range(count))
    )
    painter.drawLines(list(cut_lines(lines, dead)))


def _paint_words(painter: QPainter, tile: Tile, base: QColor, ink: QColor) -> None:
    """Title and size on the box's own colour, so that they can be read over a hatch."""
    room = tile.rect.adjusted(7, 4, -7, -4)
    if room.width() < _WORDS_FROM_PX[0] or room.height() < _WORDS_FROM_PX[1] - 6:
        return
    font = interface_font(11, 600)
    whole = visible(tile.node.title) if tile.node.key else tile.node.title or tr("the rest")
    words = elided(whole, font, room.width())
    if len(words) < 4 and words != whole:
        return
    painter.setFont(font)
    if tile.wasted_share >= _DEAD_FROM:
        width = painter.fontMetrics().horizontalAdvance(words)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(with_alpha(base, 1.0))
        painter.drawRect(QRectF(room.left() - 3, room.top(), min(width, room.width()) + 6, 15))
    painter.setPen(ink)
    painter.drawText(QRectF(room.left(), room.top(), room.width(), 15), LEFT, words)
    if room.height() >= 32 and tile.wasted_share < 0.5:
        small = interface_font(10)
        painter.setFont(small)
        box = QRectF(room.left(), room.top() + 15, room.width(), 14)
        painter.drawText(box, LEFT, elided(size_text(tile.node.size_bytes), small, room.width()))


def _shaded(color: QColor, shade: float) -> QColor:
    return mix(color, QColor("#FFFFFF") if shade > 0 else QColor("#000000"), abs(shade))
