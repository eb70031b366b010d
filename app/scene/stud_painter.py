"""Studs, which dominate what a wall costs: each look is drawn once and stamped from then on.

On the screen a stamp is a picture for one scale, one colour and one of a few shares of a pixel, so
that rows stay even. Vector pictures get rows of plain studs as vectors.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from app.scene.brick_geometry import STUD_HEIGHT, stud_body, stud_top
from app.scene.gradient import gradient
from app.scene.vector import keeps_vectors
from app.theme import mix, with_alpha

_WHITE, _BLACK = QColor("#FFFFFF"), QColor("#000000")
_SHARES = 4  # of a pixel, in both directions
_MARGIN_PX = 2
_CONTACT_SHADOW = 0.10  # in pitches, to the right


@dataclass(frozen=True, slots=True)
class StudLook:
    """Colours by name, so that looks can be compared. `rim` and `glint` are shares of white."""

    top: str
    left: str
    right: str
    rim: float = 0.34
    glint: float = 0.22


def paint_studs_at(
    painter: QPainter, centers: Iterable[QPointF], look: StudLook, pitch: float
) -> None:
    """One stud with its foot at each of `centers`, the ones behind first."""
    if keeps_vectors(painter):
        _draw_rows(painter, centers, look, pitch)
        return
    to_device = painter.deviceTransform()
    scale = to_device.m11()
    pitch_px = round(pitch * scale, 2)
    reach = pitch_px + _MARGIN_PX  # from a foot to each edge of a stamp
    for center in centers:
        at = to_device.map(center)
        x, y = _in_shares(at.x() - reach), _in_shares(at.y() - reach)
        stamp = _stamp(look, pitch_px, x % _SHARES, y % _SHARES)
        stamp.setDevicePixelRatio(scale)  # one of its pixels for one of the device's
        left = (x // _SHARES - to_device.dx()) / scale
        top = (y // _SHARES - to_device.dy()) / scale
        painter.drawPixmap(QPointF(left, top), stamp)


def _in_shares(position_px: float) -> int:
    return math.floor(position_px * _SHARES + 0.5)


@lru_cache(maxsize=512)
def _stamp(look: StudLook, pitch_px: float, share_x: int, share_y: int) -> QPixmap:
    reach = pitch_px + _MARGIN_PX
    size = math.ceil(2 * reach) + 1
    stamp = QPixmap(size, size)
    stamp.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stamp)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    foot = QPointF(reach + share_x / _SHARES, reach + share_y / _SHARES)
    _draw_stud(painter, foot, look, pitch_px)
    painter.end()
    return stamp


def _draw_rows(painter: QPainter, centers: Iterable[QPointF], look: StudLook, pitch: float) -> None:
    """Two faces for a whole row of studs: a wall has thousands of them, and each of them its price
    in a file.
    """
    top, body = stud_top(QPointF(0, 0), pitch), QPainterPath()
    body.setFillRule(Qt.FillRule.WindingFill)
    foot = top.translated(0, STUD_HEIGHT * pitch)
    body.addPath(foot)
    box = foot.boundingRect()
    body.addRect(QRectF(box.left(), box.center().y() - STUD_HEIGHT * pitch, box.width(),
                        STUD_HEIGHT * pitch))  # fmt: skip
    side = mix(QColor(look.left), QColor(look.right), 0.6)
    for _y, row in groupby(centers, key=lambda center: round(center.y(), 3)):
        tops, bodies = QPainterPath(), QPainterPath()
        bodies.setFillRule(Qt.FillRule.WindingFill)
        for center in row:
            tops.addPath(top.translated(center))
            bodies.addPath(body.translated(center))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(side)
        painter.drawPath(bodies)
        painter.setBrush(mix(QColor(look.top), _WHITE, look.glint / 2))
        painter.setPen(QPen(with_alpha(_WHITE, look.rim), max(0.4, 0.03 * pitch)))
        painter.drawPath(tops)


def _draw_stud(painter: QPainter, center: QPointF, look: StudLook, pitch: float) -> None:
    body, top = stud_body(center, pitch), stud_top(center, pitch)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(with_alpha(_BLACK, 0.10))
    painter.drawPath(body.translated(_CONTACT_SHADOW * pitch, 0))
    box = body.boundingRect()
    painter.setBrush(
        gradient(
            QPointF(box.left(), 0), QPointF(box.right(), 0), QColor(look.left), QColor(look.right)
        )
    )
    painter.drawPath(body)
    box, color = top.boundingRect(), QColor(look.top)
    lit = mix(color, _WHITE, look.glint)
    painter.setBrush(gradient(box.topLeft(), box.bottomRight(), lit, color))
    painter.setPen(QPen(with_alpha(_WHITE, look.rim), max(0.4, 0.03 * pitch)))
    painter.drawPath(top)
