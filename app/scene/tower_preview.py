"""Small towers outside of the wall: the snapshot's preview, the pictures of cards, recipe icons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.scene.brick_geometry import depth_vector, silhouette
from app.scene.brick_painter import BrickText, faces_of, paint_brick, paint_content
from app.scene.flag_painter import flag_card, paint_flag
from app.scene.open_brick_painter import paint_open_box
from app.theme import Theme, with_alpha
from app.viewmodel.roles import Role
from app.viewmodel.sizes import size_text
from app.viewmodel.wall import Brick, Flag

_LIFT_PX = 46.0


@dataclass(frozen=True, slots=True)
class NewBrick:
    """The brick in the air above a tower."""

    title: str
    role: Role
    size_bytes: int
    height: float
    flag: Flag


class TowerPreview(QWidget):
    """A tower with a new brick above it, whose flag follows what is typed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bricks: Sequence[Brick] = ()
        self._new: NewBrick | None = None
        self.setMinimumWidth(300)
        self.setAccessibleName("Preview of the new brick on its tower")

    def show_tower(self, bricks: Sequence[Brick], new: NewBrick | None) -> None:
        """Bricks bottom first, and the one to come."""
        self._bricks, self._new = bricks, new
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        canvas = QLinearGradient(0, 0, 0, self.height())
        canvas.setColorAt(0, theme.color("canvas_top"))
        canvas.setColorAt(1, theme.color("canvas_bottom"))
        painter.fillRect(self.rect(), canvas)
        total = sum(brick.height for brick in self._bricks) + (self._new.height if self._new else 0)
        room = self.height() - 60 - 100 - _LIFT_PX
        pitch = min(28.0, max(7.0, room / max(1.0, total + 1)), (self.width() - 60) / 9.2)
        width = 8 * pitch
        left = (self.width() - width - 0.862 * pitch) / 2
        bottom = self.height() - 58.0
        self._paint_plate(painter, bottom, pitch)
        for brick in self._bricks:
            front = QRectF(left, bottom - brick.height * pitch, width, brick.height * pitch)
            is_top = brick is self._bricks[-1]
            self._paint_one(painter, front, brick, pitch, is_top=is_top)
            bottom = front.top()
        if self._new is not None:
            self._paint_new(painter, left, bottom - _LIFT_PX, width, pitch)

    def _paint_plate(self, painter: QPainter, bottom: float, pitch: float) -> None:
        theme = self._theme
        front = depth_vector(-1, pitch)
        painter.fillRect(
            QRectF(0, bottom - 1.9 * pitch, self.width(), 1.9 * pitch + front.y()),
            theme.color("plate_top"),
        )
        painter.fillRect(
            QRectF(0, bottom + front.y(), self.width(), 0.34 * pitch), theme.color("plate_front")
        )

    def _paint_one(
        self, painter: QPainter, front: QRectF, brick: Brick, pitch: float, *, is_top: bool
    ) -> None:
        faces = faces_of(*self._theme.role_colors(brick.role.key))
        bare_from = front.left() if is_top else front.right()
        paint_brick(painter, front, faces, pitch=pitch, bare_from=bare_from, detail=3)
        text = BrickText(brick.title, size_text(brick.size_bytes), brick.command)
        if front.height() > 14:
            paint_content(painter, front, brick.role, faces.ink, text, pitch=pitch, scale=1.0)

    def _paint_new(
        self, painter: QPainter, left: float, bottom: float, width: float, pitch: float
    ) -> None:
        new = self._new
        assert new is not None
        theme = self._theme
        front = QRectF(left, bottom - new.height * pitch, width, new.height * pitch)
        accent = theme.color("accent")
        arrow = QPen(accent, 2, Qt.PenStyle.DashLine)
        painter.setPen(arrow)
        x = front.left() - 14
        painter.drawLine(QPointF(x, front.bottom()), QPointF(x, front.bottom() + _LIFT_PX - 8))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        tip = QPointF(x, front.bottom() + _LIFT_PX)
        painter.drawPolygon([tip, tip + QPointF(-5, -9), tip + QPointF(5, -9)])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for spread in (14, 9, 5):
            painter.setPen(QPen(with_alpha(accent, 0.12), spread))
            painter.drawPolygon(silhouette(front, pitch))
        faces = faces_of(*theme.role_colors(new.role.key))
        paint_brick(painter, front, faces, pitch=pitch, bare_from=front.left(), detail=3)
        text = BrickText(new.title, size_text(new.size_bytes), is_locked=False)
        paint_content(painter, front, new.role, faces.ink, text, pitch=pitch, scale=1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 2.6))
        painter.drawPolygon(silhouette(front, pitch))
        foot = QPointF(front.center().x(), front.top()) + depth_vector(1, pitch)
        card = flag_card(foot, 140, pitch=min(pitch, 20), unit=1.0)
        paint_flag(
            painter, foot, card, new.flag, theme, unit=1.0, is_outlined=True, is_dimmed=False
        )


def paint_little_tower(
    painter: QPainter,
    theme: Theme,
    at: QPointF,
    roles: Sequence[Role],
    *,
    pitch: float,
    studs: int = 5,
    height: float = 1.6,
    has_open: bool = False,
) -> None:
    """A tower of bricks with spines and no words; `at` is its lower left corner."""
    bottom = at.y()
    for role in roles:
        front = QRectF(at.x(), bottom - height * pitch, studs * pitch, height * pitch)
        base, ink = theme.role_colors(role.key)
        faces = faces_of(base, ink)
        bare_from = front.left() if role is roles[-1] else front.right()
        paint_brick(painter, front, faces, pitch=pitch, bare_from=bare_from, detail=3)
        text = BrickText("", is_locked=False)
        if pitch > 9:
            paint_content(painter, front, role, ink, text, pitch=pitch, scale=1.0)
        bottom = front.top()
    if has_open:
        front = QRectF(at.x(), bottom - height * pitch, studs * pitch, height * pitch)
        paint_open_box(painter, front, theme.color("accent"), pitch=pitch, fill_alpha=0.2)


def little_brick(theme: Theme, role: Role, size: QSize, ratio: float) -> QPixmap:
    """An icon of one brick."""
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pitch = size.width() / 5.1
    corner = QPointF(1, size.height() - 2)
    paint_little_tower(painter, theme, corner, [role], pitch=pitch, studs=4, height=1.9)
    painter.end()
    return pixmap
