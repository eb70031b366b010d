"""Small bricks and towers outside of the wall: in lists, on cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from app.scene.brick_painter import BrickText, faces_of, paint_brick, paint_content
from app.scene.open_brick_painter import paint_open_box
from app.theme import Theme
from app.viewmodel.roles import Role


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
