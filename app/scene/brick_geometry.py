"""Cabinet projection: the front face is never skewed, depth goes right and up."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

PITCH = 26.0  # pixels of one stud at 100 %
DEPTH_X = 0.431  # screen vector of one stud of depth, in pitches
DEPTH_Y = 0.388
BRICK_DEPTH = 2.0
STUD_RADIUS = 0.31
STUD_HEIGHT = 0.21


def depth_vector(studs: float, pitch: float) -> QPointF:
    """How far on the screen something lies that is `studs` behind."""
    return QPointF(DEPTH_X * studs * pitch, -DEPTH_Y * studs * pitch)


def top_face(front: QRectF, pitch: float, depth: float = BRICK_DEPTH) -> QPolygonF:
    """The top of a box by its front."""
    back = depth_vector(depth, pitch)
    left, right = front.topLeft(), front.topRight()
    return QPolygonF([left, right, right + back, left + back])


def side_face(front: QRectF, pitch: float, depth: float = BRICK_DEPTH) -> QPolygonF:
    """The right side of a box by its front."""
    back = depth_vector(depth, pitch)
    top, bottom = front.topRight(), front.bottomRight()
    return QPolygonF([top, top + back, bottom + back, bottom])


def silhouette(front: QRectF, pitch: float, depth: float = BRICK_DEPTH) -> QPolygonF:
    """The outline of a box."""
    back = depth_vector(depth, pitch)
    return QPolygonF(
        [
            front.bottomLeft(),
            front.topLeft(),
            front.topLeft() + back,
            front.topRight() + back,
            front.bottomRight() + back,
            front.bottomRight(),
        ]
    )


def stud_top(center: QPointF, pitch: float) -> QPainterPath:
    """The sheared ellipse that a round stud's top is, around `center` on the face it stands on."""
    radius = STUD_RADIUS * pitch
    circle = QPainterPath()
    circle.addEllipse(QPointF(0, 0), radius, radius)
    lifted = center - QPointF(0, STUD_HEIGHT * pitch)
    return QTransform(1, 0, DEPTH_X, -DEPTH_Y, lifted.x(), lifted.y()).map(circle)


def stud_body(center: QPointF, pitch: float) -> QPainterPath:
    """Everything that a stud covers."""
    top = stud_top(center, pitch)
    height = STUD_HEIGHT * pitch
    box = top.boundingRect()
    middle = box.center().y()
    body = QPainterPath(top.translated(0, height))
    band = QPainterPath()
    band.addRect(QRectF(box.left(), middle, box.width(), height))
    return body.united(band).united(top)


def stud_centers(
    left: float, top: float, studs_from: float, studs_to: float, pitch: float
) -> list[QPointF]:
    """Feet of the studs on a top face that starts at (left, top); the back row comes first."""
    centers = []
    first, last = round(studs_from), round(studs_to)
    for depth in (1.5, 0.5):
        back = depth_vector(depth, pitch)
        centers += [
            QPointF(left + (column + 0.5) * pitch, top) + back for column in range(first, last)
        ]
    return centers
