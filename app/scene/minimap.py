"""The whole wall, small, with a frame that can be dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.scene.brick_geometry import PITCH
from core.translation import tr

if TYPE_CHECKING:
    from app.scene.wall_view import WallView

_WIDTH_PX, _HEIGHT_PX = 236, 150
_PADDING_PX = 8
_SHOWN_FROM = 1.5


class Minimap(QWidget):
    """Shown when the wall is much larger than the view, unless the person hid it."""

    def __init__(self, view: WallView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._is_wanted = True
        self.setFixedSize(_WIDTH_PX, _HEIGHT_PX)
        self.setAccessibleName(tr("Overview of the wall"))
        self.hide()

    def toggle(self) -> None:
        """Show or hide it."""
        self._is_wanted = not self._is_wanted
        self.refresh()

    def refresh(self) -> None:
        """Where the view is, or what the wall holds, has changed."""
        content = self._view.wall_scene.sceneRect()
        seen = self._seen()
        is_large = (
            content.width() > _SHOWN_FROM * seen.width()
            or content.height() > _SHOWN_FROM * seen.height()
        )
        area = self._view.viewport().rect()
        self.move(area.right() - self.width() - 20, area.bottom() - self.height() - 64)
        has_room = area.width() > 2 * self.width() and area.height() > 3 * self.height()
        self.setVisible(self._is_wanted and is_large and has_room and not content.isEmpty())
        self.update()

    def _seen(self) -> QRectF:
        return QRectF(self._view.mapToScene(self._view.viewport().rect()).boundingRect())

    def _scale(self) -> tuple[float, QPointF]:
        content = self._view.wall_scene.sceneRect()
        scale = min(
            (self.width() - 2 * _PADDING_PX) / max(1.0, content.width()),
            (self.height() - 2 * _PADDING_PX) / max(1.0, content.height()),
        )
        return scale, content.topLeft()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._view.wall_scene.surroundings.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border")))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        scale, origin = self._scale()
        painter.translate(_PADDING_PX, _PADDING_PX)
        for placed in self._view.wall_scene.placement.bricks:
            base, _ink = theme.brick_colors(placed.brick.role.key, placed.brick.shade)
            painter.fillRect(
                QRectF(
                    (placed.x * PITCH - origin.x()) * scale,
                    (-(placed.y + placed.height) * PITCH - origin.y()) * scale,
                    max(1.0, placed.width * PITCH * scale - 0.5),
                    max(1.0, placed.height * PITCH * scale - 0.3),
                ),
                base,
            )
        seen = self._seen()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent"), 2))
        frame = QRectF((seen.topLeft() - origin) * scale, seen.size() * scale)
        room = QRectF(self.rect()).adjusted(0, 0, -2 * _PADDING_PX, -2 * _PADDING_PX)
        painter.drawRoundedRect(frame.intersected(room), 3, 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._look_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._look_at(event.position())

    def _look_at(self, position: QPointF) -> None:
        scale, origin = self._scale()
        padding = QPointF(_PADDING_PX, _PADDING_PX)
        self._view.centerOn((position - padding) / scale + origin)
        self.update()
