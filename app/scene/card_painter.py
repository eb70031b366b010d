"""The small drawing on a card: bricks, a plate, frames, arrows and a few words.

Everything is measured in studs, so that a drawing grows with its place, words included.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from app.scene.brick_geometry import DEPTH_X, DEPTH_Y, PITCH, silhouette
from app.scene.brick_painter import faces_of, paint_brick, paint_spine
from app.scene.open_brick_painter import paint_open_box
from app.theme import Theme, elided, interface_font, mix, with_alpha
from app.viewmodel.cards import Shape
from app.viewmodel.roles import Role, role_by_key

_LETTERS, _SMALL_LETTERS = 0.66, 0.6  # of a stud's pitch
_PLATE = 0.5
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_WHITE = QColor("#FFFFFF")


def paint_card(
    painter: QPainter,
    place: QRectF,
    size: tuple[float, float],
    shapes: Sequence[Shape],
    theme: Theme,
) -> None:
    """The drawing in the middle of `place`, as large as it fits; `size` in studs."""
    width, height = size
    pitch = min(place.width() / width, place.height() / height)
    left = place.center().x() - width * pitch / 2
    bottom = place.center().y() + height * pitch / 2
    drawing = _Drawing(painter, theme, pitch, QPointF(left, bottom))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in shapes:
        drawing.paint(shape)


class _Drawing:
    """A painter that counts in studs from the lower left corner."""

    def __init__(self, painter: QPainter, theme: Theme, pitch: float, corner: QPointF) -> None:
        self._painter = painter
        self._theme = theme
        self._pitch = pitch
        self._corner = corner

    def paint(self, shape: Shape) -> None:
        """One shape. Raises KeyError for a kind that is not known."""
        kinds: dict[str, Callable[[Shape], None]] = {
            "brick": self._brick,
            "open": self._open,
            "ghost": self._ghost,
            "plate": self._plate,
            "box": self._box,
            "arrow": self._arrow,
            "note": self._note,
            "pill": self._pill,
            "cross": self._cross,
        }
        kinds[shape.kind](shape)

    def _at(self, x: float, y: float) -> QPointF:
        return self._corner + QPointF(x * self._pitch, -y * self._pitch)

    def _front(self, shape: Shape, height: float = 0.0) -> QRectF:
        lower_left = self._at(*shape.at)
        tall = (height or shape.height) * self._pitch
        return QRectF(lower_left.x(), lower_left.y() - tall, shape.studs * self._pitch, tall)

    def _upper(self, front: QRectF) -> QRectF:
        """Where words stand on what one can look through: above the studs that are seen below."""
        return front.adjusted(0.35 * self._pitch, 0.1 * self._pitch, 0, -0.38 * front.height())

    # --- shapes -------------------------------------------------------------------------------

    def _brick(self, shape: Shape) -> None:
        front, role = self._front(shape), role_by_key(shape.role)
        base, ink = self._theme.role_colors(role.key)
        bare_from = front.left() if shape.is_top else front.right()
        paint_brick(
            self._painter, front, faces_of(base, ink),
            pitch=self._pitch, bare_from=bare_from, detail=3,
        )  # fmt: skip
        room = QRectF(front)
        room.setLeft(self._spine(front, role, ink) + 0.25 * self._pitch)
        self._words(shape.words, room, ink, weight=600)

    def _spine(self, front: QRectF, role: Role, ink: QColor) -> float:
        """As on the wall at its usual size, which this is larger or smaller than; its right end."""
        grown = self._pitch / PITCH
        usual = QRectF(front.topLeft() / grown, front.size() / grown)
        self._painter.save()
        self._painter.scale(grown, grown)
        spine = paint_spine(self._painter, usual, role, ink, pitch=PITCH, scale=1.0)
        self._painter.restore()
        return spine.right() * grown

    def _open(self, shape: Shape) -> None:
        front, outline = self._front(shape), self._theme.color("running")
        paint_open_box(self._painter, front, outline, pitch=self._pitch)
        self._words(shape.words, self._upper(front), self._theme.color("text"), weight=600)

    def _ghost(self, shape: Shape) -> None:
        front, outline = self._front(shape), self._theme.color("text3")
        pen = QPen(outline, max(1.0, 0.07 * self._pitch), Qt.PenStyle.DashLine)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._painter.setPen(pen)
        self._painter.setBrush(with_alpha(outline, 0.10))
        self._painter.drawPolygon(silhouette(front, self._pitch))
        self._painter.drawRect(front)
        self._words(shape.words, self._upper(front), self._theme.color("text"))

    def _plate(self, shape: Shape) -> None:
        """Low, in the colour of the baseplate; words are on its front."""
        has_words = bool(shape.words)
        front = self._front(shape, 1.0 if has_words else _PLATE)
        base = self._theme.color("plate_front")
        paint_brick(
            self._painter, front, faces_of(base, self._theme.color("text")),
            pitch=self._pitch, bare_from=front.left(), detail=3,
        )  # fmt: skip
        dark = QColor("#1B1F18") if base.lightnessF() > 0.45 else _WHITE
        room = front.adjusted(0.4 * self._pitch, 0, 0, 0)
        self._words(shape.words, room, dark, letters=_SMALL_LETTERS)

    def _box(self, shape: Shape) -> None:
        frame = QRectF(self._at(*shape.at), self._at(*shape.to)).normalized()
        self._painter.setPen(QPen(self._theme.color("border2"), max(1.0, 0.07 * self._pitch)))
        self._painter.setBrush(self._theme.color("surface"))
        radius = 0.4 * self._pitch
        self._painter.drawRoundedRect(frame, radius, radius)
        row = QRectF(
            frame.left() + 0.5 * self._pitch, frame.top() + 0.2 * self._pitch,
            frame.width() - 0.7 * self._pitch, 1.2 * self._pitch,
        )  # fmt: skip
        self._words(shape.words, row, self._theme.color("text"), weight=600)

    def _arrow(self, shape: Shape) -> None:
        start, end = self._at(*shape.at), self._at(*shape.to)
        color = self._theme.color("accent")
        pen = QPen(color, max(1.4, 0.13 * self._pitch))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._painter.setPen(pen)
        line = QLineF(start, end)
        self._painter.drawLine(line)
        angle = math.radians(line.angle())
        self._painter.setBrush(color)
        points = [end]
        for turn in (2.6, -2.6):
            direction = QPointF(math.cos(angle + turn), -math.sin(angle + turn))
            points.append(end + direction * 0.75 * self._pitch)
        self._painter.drawPolygon(QPolygonF(points))

    def _note(self, shape: Shape) -> None:
        at = self._at(*shape.at)
        room = QRectF(at.x(), at.y() - 0.6 * self._pitch, 60 * self._pitch, 1.2 * self._pitch)
        self._words(shape.words, room, self._theme.color("text2"), letters=_SMALL_LETTERS)

    def _pill(self, shape: Shape) -> None:
        base, ink = self._theme.role_colors(shape.role)
        font = interface_font(_SMALL_LETTERS * self._pitch, 600)
        width = QFontMetricsF(font).horizontalAdvance(shape.words) + 1.1 * self._pitch
        at = self._at(*shape.at)
        pill = QRectF(at.x(), at.y() - 1.1 * self._pitch, width, 1.1 * self._pitch)
        self._painter.setPen(QPen(mix(base, QColor("#000000"), 0.4), 0.05 * self._pitch))
        self._painter.setBrush(base)
        self._painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        self._painter.setPen(ink)
        self._painter.setFont(font)
        self._painter.drawText(pill, _CENTER, shape.words)

    def _cross(self, shape: Shape) -> None:
        center, arm = self._at(*shape.at), 0.5 * self._pitch
        color = self._theme.color("deleted")
        self._painter.setBrush(self._theme.color("surface"))
        self._painter.setPen(QPen(color, max(1.4, 0.12 * self._pitch)))
        self._painter.drawEllipse(center, 1.5 * arm, 1.5 * arm)
        pen = QPen(color, max(1.8, 0.2 * self._pitch))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._painter.setPen(pen)
        for slope in (1, -1):
            reach = QPointF(0.7 * arm, slope * 0.7 * arm)
            self._painter.drawLine(QLineF(center - reach, center + reach))

    def _words(
        self,
        words: str,
        room: QRectF,
        color: QColor,
        *,
        letters: float = _LETTERS,
        weight: int = 500,
    ) -> None:
        if not words:
            return
        font = interface_font(letters * self._pitch, weight)
        self._painter.setPen(color)
        self._painter.setFont(font)
        self._painter.drawText(room, _LEFT, elided(words, font, room.width()))


def reach(shape: Shape) -> tuple[float, float]:
    """How far right and up a shape goes, in studs, its depth and studs included; without words."""
    x, y = shape.at
    match shape.kind:
        case "brick" | "open" | "ghost" | "plate":
            height = shape.height or (1.0 if shape.words else _PLATE)
            return x + shape.studs + 2 * DEPTH_X, y + height + 2 * DEPTH_Y + 0.25
        case "box" | "arrow":
            return max(x, shape.to[0]), max(y, shape.to[1])
        case "cross":
            return x + 0.75, y + 0.75
        case _:
            return x, y + 0.6
