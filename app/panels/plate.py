"""A baseplate with real studs behind what stands in a small picture."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from app.scene.baseplate_item import Plate, plate_items
from app.scene.brick_geometry import PITCH, depth_vector
from app.scene.surroundings import Surroundings
from app.theme import Mode, Theme
from app.viewmodel.placement import Street

_BELOW = 1.2  # its edge and the shade below it, in pitches


def paint_plate(
    painter: QPainter,
    theme: Theme,
    width: float,
    foot: float,
    *,
    pitch: float,
    rows: tuple[int, int] = (2, 5),
    start: float = 0.0,
) -> None:
    """A plate over the whole width: `foot` is where towers stand, `start` where studs begin.

    `rows` are studs in front of the towers and behind them.
    """
    ratio = painter.device().devicePixelRatioF() if painter.device() else 1.0
    shift = start % pitch - pitch
    picture = _plate(theme.mode, round(width), pitch, rows, ratio, round(shift, 1))
    top = foot + depth_vector(rows[1], pitch).y() - pitch
    painter.drawPixmap(QPointF(0, top), picture)


def rounded(rect: QRectF, radius: float) -> QPainterPath:
    """A clip with round corners."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


@lru_cache(maxsize=24)
def _plate(
    mode: Mode, width: int, pitch: float, rows: tuple[int, int], ratio: float, shift: float
) -> QPixmap:
    """The wall's own plate, longer than the picture at both ends."""
    front, back = depth_vector(-rows[0], pitch), depth_vector(rows[1], pitch)
    foot = pitch - back.y()
    height = foot + front.y() + _BELOW * pitch
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    before = 4
    painter.translate(shift - before * pitch, foot)
    painter.scale(pitch / PITCH, pitch / PITCH)
    street = Street("", 0.0, 0.0, width / pitch + 2 * before, 0.0)
    for item in plate_items(Plate(street, rows), (), Surroundings(Theme(mode))):
        item.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    return picture
