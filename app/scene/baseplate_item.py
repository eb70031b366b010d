"""The baseplate below the towers: its body, its studs in pieces, and the towers' shadows on it.

Pieces, since a large repository's plate is wider than any picture that one would keep: only those
in view are drawn, each once for every zoom.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.scene.brick_geometry import PITCH, depth_vector
from app.scene.stud_painter import StudLook, paint_studs_at
from app.scene.surroundings import Surroundings
from app.scene.vector import paint_fading
from app.theme import Theme, mix
from app.viewmodel.placement import Street

_THICKNESS = 0.34
_SHADOW_LENGTH = 1.7
_SHADOW_DARKNESS = 0.29
_PIECE_COLUMNS = 24
_BODY_Z, _STUDS_Z, _SHADOWS_Z = -3, -2, -1


@dataclass(frozen=True, slots=True)
class Plate:
    """Where a street's plate is, in studs. `rows`: in front of and behind the towers' front."""

    street: Street
    rows: tuple[int, int]
    margin: int = 1

    @property
    def columns(self) -> tuple[int, int]:
        """The first column of studs, and the one after the last."""
        return -self.margin, round(self.street.width) + self.margin

    def corners(self, first: float, last: float) -> tuple[QPointF, QPointF, QPointF, QPointF]:
        """Of the top between two columns: front left, front right, back right, back left."""
        front, back = depth_vector(-self.rows[0], PITCH), depth_vector(self.rows[1], PITCH)
        left, right = QPointF(first * PITCH, 0), QPointF(last * PITCH, 0)
        return left + front, right + front, right + back, left + back


def plate_items(
    plate: Plate, towers: Sequence[tuple[float, float]], surroundings: Surroundings
) -> Iterator[QGraphicsItem]:
    """Everything to be added to a scene. `towers`: right end and height of what stands on it."""
    yield BaseplateItem(plate, surroundings)
    first, last = plate.columns
    for column in range(first, last, _PIECE_COLUMNS):
        yield PlateStudsItem(plate, column, min(last, column + _PIECE_COLUMNS), surroundings)
    for right_end, height in towers:
        yield TowerShadowItem(plate, right_end, height, surroundings)


class _PlateItem(QGraphicsItem):
    def __init__(self, plate: Plate, surroundings: Surroundings, z: float) -> None:
        super().__init__()
        self._plate = plate
        self._surroundings = surroundings
        self.setPos(plate.street.x * PITCH, -plate.street.y * PITCH)
        self.setZValue(z)


class BaseplateItem(_PlateItem):
    """The body: top, front and right side, and the shade below its front edge."""

    def __init__(self, plate: Plate, surroundings: Surroundings) -> None:
        super().__init__(plate, surroundings, _BODY_Z)

    def boundingRect(self) -> QRectF:
        corners = QPolygonF(self._plate.corners(*self._plate.columns)).boundingRect()
        return corners.adjusted(0, -10, 4, 1.2 * PITCH)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        theme = self._surroundings.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        corners = self._plate.corners(*self._plate.columns)
        front_left, front_right, back_right, _back_left = corners
        down = QPointF(0, _THICKNESS * PITCH)
        shadow, below = theme.color("shadow"), QPointF(0, 0.7 * PITCH)
        paint_fading(painter, front_left + down, below, front_right - front_left, shadow, 0.09)
        painter.setBrush(theme.color("plate_top"))
        painter.drawPolygon(QPolygonF(corners))
        painter.setBrush(theme.color("plate_front"))
        painter.drawRect(QRectF(front_left, front_right + down))
        painter.setBrush(theme.color("plate_side"))
        painter.drawPolygon(QPolygonF([front_right, back_right, back_right + down,
                                       front_right + down]))  # fmt: skip


class PlateStudsItem(_PlateItem):
    """The studs of some columns, kept as a picture while the zoom rests."""

    def __init__(self, plate: Plate, first: int, last: int, surroundings: Surroundings) -> None:
        super().__init__(plate, surroundings, _STUDS_Z)
        self._first, self._last = first, last
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def boundingRect(self) -> QRectF:
        corners = QPolygonF(self._plate.corners(self._first, self._last)).boundingRect()
        return corners.adjusted(0, -0.3 * PITCH, 0.15 * PITCH, 0)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if self._surroundings.detail < 2:
            return
        theme = self._surroundings.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        in_front, behind = self._plate.rows
        centers = (
            QPointF((column + 0.5) * PITCH, 0) + depth_vector(row + 0.5, PITCH)
            for row in range(behind - 1, -in_front - 1, -1)
            for column in range(self._first, self._last)
        )
        paint_studs_at(painter, centers, _stud_look(theme), PITCH)


class TowerShadowItem(_PlateItem):
    """What a tower's right end throws on the plate."""

    def __init__(
        self, plate: Plate, right_end: float, height: float, surroundings: Surroundings
    ) -> None:
        super().__init__(plate, surroundings, _SHADOWS_Z)
        self._start = QPointF(right_end * PITCH, 0)
        self._reach = QPointF(min(_SHADOW_LENGTH, height / 2) * PITCH, 0)

    def boundingRect(self) -> QRectF:
        return self._area().boundingRect()

    def _area(self) -> QPolygonF:
        start, end, back = self._start, self._start + self._reach, depth_vector(2, PITCH)
        return QPolygonF([start, end, end + back, start + back])

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if self._reach.x() < 1:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shadow, back = self._surroundings.theme.color("shadow"), depth_vector(2, PITCH)
        paint_fading(painter, self._start, self._reach, back, shadow, _SHADOW_DARKNESS)


def _stud_look(theme: Theme) -> StudLook:
    """The plate's studs are hardly lighter than itself: what stands on it is what counts."""
    top, stud = theme.color("plate_top"), theme.color("plate_stud")
    return StudLook(
        top=stud.name(),
        left=mix(top, stud, 0.5).name(),
        right=mix(top, theme.color("plate_side"), 0.55).name(),
        rim=0.10 if theme.is_dark else 0.34,
        glint=0.10,
    )
