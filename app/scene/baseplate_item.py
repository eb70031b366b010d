"""The baseplate below the towers, with their shadows on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QLinearGradient, QPainter, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.scene.brick_geometry import PITCH, depth_vector
from app.scene.brick_painter import Faces, faces_of, paint_stud
from app.scene.surroundings import Surroundings
from app.theme import Theme, mix, with_alpha
from app.viewmodel.placement import Street

_THICKNESS = 0.34
_SHADOW_LENGTH = 1.7
_SHADOW_DARKNESS = 0.29
_GLINT = 0.10


class BaseplateItem(QGraphicsItem):
    """One street's plate. `rows` are studs in front of and behind the towers' front."""

    def __init__(
        self,
        street: Street,
        towers: Sequence[tuple[float, float]],
        surroundings: Surroundings,
        *,
        rows: tuple[int, int],
        margin: int = 1,
    ) -> None:
        """`towers`: right end and height of everything that stands on the plate itself."""
        super().__init__()
        self._street = street
        self._towers = towers
        self._surroundings = surroundings
        self._rows = rows
        self._left = -margin * PITCH
        self._right = (street.width + margin) * PITCH
        self.setPos(street.x * PITCH, -street.y * PITCH)
        self.setZValue(-1)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def boundingRect(self) -> QRectF:
        front, back = depth_vector(-self._rows[0], PITCH), depth_vector(self._rows[1], PITCH)
        return QRectF(
            self._left + front.x(),
            back.y() - 10,
            self._right - self._left - front.x() + back.x() + 4,
            front.y() - back.y() + 1.2 * PITCH + 20,
        )

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        theme = self._surroundings.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        front, back = depth_vector(-self._rows[0], PITCH), depth_vector(self._rows[1], PITCH)
        left, right = QPointF(self._left, 0), QPointF(self._right, 0)
        down = QPointF(0, _THICKNESS * PITCH)
        below = QRectF(left + front + down, right + front + down + QPointF(0, 0.7 * PITCH))
        shade = QLinearGradient(below.topLeft(), below.bottomLeft())
        shade.setColorAt(0, with_alpha(theme.color("shadow"), 0.09))
        shade.setColorAt(1, with_alpha(theme.color("shadow"), 0.0))
        painter.setBrush(QBrush(shade))
        painter.drawRect(below)
        painter.setBrush(theme.color("plate_top"))
        painter.drawPolygon(QPolygonF([left + front, right + front, right + back, left + back]))
        painter.setBrush(theme.color("plate_front"))
        painter.drawRect(QRectF(left + front, right + front + down))
        painter.setBrush(theme.color("plate_side"))
        painter.drawPolygon(
            QPolygonF([right + front, right + back, right + back + down, right + front + down])
        )
        if self._surroundings.detail >= 2:
            self._paint_studs(painter)
        for right_end, height in self._towers:
            self._paint_shadow(painter, right_end * PITCH, height)

    def _paint_studs(self, painter: QPainter) -> None:
        theme = self._surroundings.theme
        faces = _plate_faces(theme)
        rim = 0.10 if theme.is_dark else 0.34
        in_front, behind = self._rows
        columns = range(round(self._left / PITCH), round(self._right / PITCH))
        for row in range(behind - 1, -in_front - 1, -1):
            shift = depth_vector(row + 0.5, PITCH)
            for column in columns:
                center = QPointF((column + 0.5) * PITCH, 0) + shift
                paint_stud(painter, center, faces, PITCH, rim=rim, glint=_GLINT)

    def _paint_shadow(self, painter: QPainter, right_end: float, height: float) -> None:
        length = min(_SHADOW_LENGTH, height / 2) * PITCH
        if length < 1:
            return
        start, back = QPointF(right_end, 0), depth_vector(2, PITCH)
        gradient = QLinearGradient(start, start + QPointF(length, 0))
        shadow = self._surroundings.theme.color("shadow")
        gradient.setColorAt(0, with_alpha(shadow, _SHADOW_DARKNESS))
        gradient.setColorAt(1, with_alpha(shadow, 0.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(gradient))
        end = start + QPointF(length, 0)
        painter.drawPolygon(QPolygonF([start, end, end + back, start + back]))


def _plate_faces(theme: Theme) -> Faces:
    """The plate's studs are hardly lighter than itself: what stands on it is what counts."""
    faces = faces_of(theme.color("plate_stud"), theme.color("text"))
    return replace(
        faces,
        stud_top=theme.color("plate_stud"),
        stud_left=mix(theme.color("plate_top"), theme.color("plate_stud"), 0.5),
        stud_right=mix(theme.color("plate_top"), theme.color("plate_side"), 0.55),
    )
