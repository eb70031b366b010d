"""What stands below a tower of the stacks: layers, size, and how much of it others have too."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.scene.brick_geometry import PITCH, depth_vector
from app.scene.surroundings import Surroundings
from app.theme import interface_font
from app.viewmodel.placement import PlacedFlag
from app.viewmodel.sizes import THIN_SPACE, counted, size_text
from core.translation import tr

_ROWS_IN_FRONT = 3
_BAR_PX = 6.0
_HEIGHT_PX = 58.0


class TowerNoteItem(QGraphicsItem):
    """Two lines and a bar, in front of the plate."""

    def __init__(self, placed: PlacedFlag, surroundings: Surroundings) -> None:
        super().__init__()
        self._flag = placed.flag
        self._width = placed.lot * PITCH + 22
        self._surroundings = surroundings
        front = depth_vector(-_ROWS_IN_FRONT, PITCH)
        self.setPos(placed.x * PITCH - self._width / 2, front.y() + 0.34 * PITCH + 14)

    def boundingRect(self) -> QRectF:
        return QRectF(0, 0, self._width, _HEIGHT_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if self._surroundings.detail < 3:
            return
        theme, flag = self._surroundings.theme, self._flag
        share = flag.shared_bytes / flag.size_bytes if flag.size_bytes else 0.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        center = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(interface_font(11, 600))
        painter.setPen(theme.color("text"))
        layers = counted("{count} layer", "{count} layers", len(flag.chain))
        words = f"{layers} · {size_text(flag.size_bytes)}"
        painter.drawText(QRectF(0, 0, self._width, 18), center, words)
        bar = QRectF(8, 22, self._width - 16, _BAR_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface3"))
        painter.drawRoundedRect(bar, 3, 3)
        if share > 0:
            painter.setBrush(theme.color("accent"))
            bar.setWidth(max(_BAR_PX, bar.width() * share))
            painter.drawRoundedRect(bar, 3, 3)
        painter.setFont(interface_font(11))
        painter.setPen(theme.color("text2"))
        painter.drawText(
            QRectF(0, 32, self._width, 18),
            center,
            tr("{share:.0f}{thin_space}% shared", share=share * 100, thin_space=THIN_SPACE),
        )
