"""What colours, icons and patterns stand for: a small tower, the base at the bottom."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.handouts.page import LEFT
from app.scene.role_pattern import paint_pattern
from app.theme import Theme, interface_font, paint_icon, with_alpha
from app.viewmodel.measures import SCALES, Measure
from app.viewmodel.placement import Placement
from app.viewmodel.roles import Role
from core.translation import tr

_ROW_PX, _SWATCH_PX, _GAP_PX, _ICON_PX = 22.0, 34.0, 8.0, 14.0
_HEAD_PX = 24.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a role, a step of a scale (`step`, -1: not known), or a sign (an icon's name)."""

    words: str
    role: Role | None = None
    step: int | None = None
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Legend:
    """Rows from the top down, with a heading."""

    title: str
    entries: tuple[Entry, ...]

    @property
    def size(self) -> QSizeF:
        """What it takes."""
        font = interface_font(11)
        widest = max(QFontMetricsF(font).horizontalAdvance(one.words) for one in self.entries)
        heading = QFontMetricsF(interface_font(11, 600)).horizontalAdvance(self.title)
        width = max(_SWATCH_PX + _GAP_PX + widest, heading) + 2
        return QSizeF(width, _HEAD_PX + len(self.entries) * _ROW_PX)

    def paint(self, painter: QPainter, theme: Theme, at: QPointF) -> None:
        """`at` is its upper left corner."""
        painter.setFont(interface_font(11, 600))
        painter.setPen(theme.color("text2"))
        painter.drawText(QRectF(at.x(), at.y(), 400, _HEAD_PX - 6), LEFT, self.title)
        for number, entry in enumerate(self.entries):
            top = at.y() + _HEAD_PX + number * _ROW_PX
            box = QRectF(at.x(), top, _SWATCH_PX, _ROW_PX - 1)
            _paint_swatch(painter, theme, entry, box)
            painter.setFont(interface_font(11))
            painter.setPen(theme.color("text"))
            words = QRectF(box.right() + _GAP_PX, top, 400, _ROW_PX)
            painter.drawText(words, LEFT, entry.words)


def legend_of(placement: Placement, measure: Measure = Measure.ROLE) -> Legend:
    """Of what stands on a wall: nothing is explained that is not there."""
    bricks = [placed.brick for placed in placement.bricks]
    signs = []
    if placement.flags:
        signs.append(Entry(tr("An image: the brick and all below it"), sign="flag"))
    if placement.open_bricks:
        signs.append(Entry(tr("A container's writable layer"), sign="open"))
    if bricks:
        signs.append(Entry(tr("Read-only"), sign="lock"))
    if any(len(brick.images) > 1 for brick in bricks):
        signs.append(Entry(tr("Shared by several images, stored once"), sign="link"))
    if measure is not Measure.ROLE:
        return Legend(measure.title, (*signs, *_scale(bricks_know_all(placement), measure)))
    present = {brick.role for brick in bricks}
    roles = tuple(Entry(role.title, role=role) for role in reversed(Role) if role in present)
    return Legend(tr("What is what"), (*signs, *roles) or (Entry(tr("Nothing yet")),))


def bricks_know_all(placement: Placement) -> bool:
    """Whether every brick has its place on the scale."""
    shades = [placed.brick.shade for placed in placement.bricks]
    return all(shade is not None and shade.step is not None for shade in shades)


def _scale(is_complete: bool, measure: Measure) -> tuple[Entry, ...]:
    words = SCALES[measure]
    steps = tuple(Entry(words[step], step=step) for step in reversed(range(len(words))))
    return steps if is_complete else (*steps, Entry(tr("not known"), step=-1))


def _paint_swatch(painter: QPainter, theme: Theme, entry: Entry, box: QRectF) -> None:
    if entry.role is None and entry.step is None:
        _paint_sign(painter, theme, entry.sign, box)
        return
    if entry.role is not None:
        base, ink = theme.role_colors(entry.role.key)
    else:
        base, ink = theme.scale_colors(None if entry.step == -1 else entry.step)
    painter.setPen(QPen(base.darker(150), 0.8))
    painter.setBrush(base)
    painter.drawRect(box)
    if entry.role is None:
        return
    paint_pattern(painter, box, entry.role, with_alpha(ink, 0.30), 1.0)
    icon = QRectF(0, 0, _ICON_PX, _ICON_PX)
    icon.moveCenter(box.center())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(base)
    painter.drawEllipse(icon.adjusted(-2, -2, 2, 2))
    paint_icon(painter, entry.role.key, icon, ink)


def _paint_sign(painter: QPainter, theme: Theme, sign: str, box: QRectF) -> None:
    middle = box.center()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if sign == "open":
        pen = QPen(theme.color("running"), 1.6)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(with_alpha(theme.color("running"), 0.12))
        painter.drawRect(box.adjusted(3, 4, -3, -4))
    elif sign == "flag":
        painter.setPen(QPen(theme.color("border2"), 2.4))
        painter.drawLine(QPointF(middle.x(), middle.y() + 2), QPointF(middle.x(), box.bottom() - 1))
        painter.setPen(QPen(theme.color("border2"), 1))
        painter.setBrush(QColor(Qt.GlobalColor.white))
        painter.drawRoundedRect(box.adjusted(6, 2, -6, -8), 2, 2)
    elif sign:
        icon = QRectF(0, 0, _ICON_PX, _ICON_PX)
        icon.moveCenter(middle)
        paint_icon(painter, sign, icon, theme.color("text2"))
