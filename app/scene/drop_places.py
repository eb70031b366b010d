"""Where on the wall a brick can be put: the tops of towers and containers, and the baseplate."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from app.scene.brick_geometry import BRICK_DEPTH, PITCH, depth_vector, top_face
from app.viewmodel.dragging import PLATE, Target, TargetKind
from app.viewmodel.placement import FLAG_HEIGHT, SHARED_LOT, Placement

_NEAR = 1.5  # pitches from a top within which a brick snaps to it


@dataclass(frozen=True, slots=True)
class DropPlace:
    """A top: its front edge from `left`, `width` long, at `top`; in pixels of the scene."""

    target: Target
    left: float
    top: float
    width: float

    def preview(self, height: float) -> QRectF:
        """The front of a brick that stands there; `height` in pitches."""
        return QRectF(self.left, self.top - height * PITCH, self.width, height * PITCH)

    @property
    def face(self) -> QPolygonF:
        """What of it glows."""
        return top_face(QRectF(self.left, self.top, self.width, 1), PITCH)

    def reach(self) -> QRectF:
        """The pointer in there means this top: it, the flag on it, and a little around."""
        near, back = _NEAR * PITCH, depth_vector(BRICK_DEPTH, PITCH)
        above = FLAG_HEIGHT * PITCH + near
        return QRectF(self.left, self.top - above, self.width, above + near).adjusted(
            -near / 2, back.y(), back.x() + near / 2, 0
        )


def drop_places(placement: Placement) -> list[DropPlace]:
    """All tops of a placement; the free baseplate is none of them."""
    places = [
        DropPlace(
            Target(TargetKind.IMAGE, flag.flag.reference),
            (flag.x - flag.lot / 2) * PITCH,
            -flag.y * PITCH,
            flag.lot * PITCH,
        )
        for flag in placement.flags
    ]
    places += [
        DropPlace(
            Target(TargetKind.CONTAINER, opened.open_brick.container_id),
            opened.x * PITCH,
            -(opened.y + opened.open_brick.total_height) * PITCH,
            opened.width * PITCH,
        )
        for opened in placement.open_bricks
    ]
    return places


def place_near(places: list[DropPlace], point: QPointF) -> DropPlace | None:
    """The top that a pointer means: the nearest of those within whose reach it is."""
    reached = [place for place in places if place.reach().contains(point)]

    def distance(place: DropPlace) -> float:
        middle = QPointF(place.left + place.width / 2, place.top)
        return (middle - point).manhattanLength()

    return min(reached, key=distance, default=None)


def plate_place(placement: Placement, point: QPointF) -> DropPlace | None:
    """A place on the free baseplate below a pointer; None where there is no plate or no room."""
    for street in placement.streets:
        ground = -street.y * PITCH
        near = _NEAR * PITCH
        if not ground - 4 * near <= point.y() <= ground + 2 * near:
            continue
        width = SHARED_LOT * PITCH
        left = round((point.x() - width / 2) / PITCH) * PITCH
        standing = [
            placed
            for placed in placement.bricks
            if abs(placed.y - street.y) < 0.01
            and placed.x * PITCH < left + width
            and left < (placed.x + placed.width) * PITCH
        ]
        if standing:
            return None
        return DropPlace(PLATE, left, ground, width)
    return None
