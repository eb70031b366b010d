"""The pictures on the first page's cards: little towers on a real plate."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.panels.plate import paint_plate, rounded
from app.scene.gradient import paint_canvas
from app.scene.little_bricks import paint_little_tower
from app.scene.open_brick_painter import paint_open_box
from app.theme import Theme, interface_font
from app.viewmodel.roles import Role

_BADGE_PX = 20.0


@dataclass(frozen=True, slots=True)
class Tower:
    """Roles from the bottom up with their height in stud pitches."""

    bricks: tuple[tuple[Role, float], ...]
    studs: int = 5
    has_open: bool = False
    has_numbers: bool = False


class FirstPicture(QWidget):
    """Some towers, as large as the place allows."""

    def __init__(self, theme: Theme, towers: tuple[Tower, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._towers = towers
        self.setMinimumSize(150, 100)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        painter.setClipPath(rounded(whole, 8))
        paint_canvas(painter, self._theme, whole)
        across = sum(tower.studs for tower in self._towers) + 0.3 * (len(self._towers) - 1) + 0.9
        has_numbers = any(tower.has_numbers for tower in self._towers)
        room = self.width() - 2 * (_BADGE_PX + 24 if has_numbers else 14)
        pitch = min(20.0, room / across, self.height() / 8.4)
        foot = self.height() - 1.8 * pitch
        left = round((self.width() - across * pitch) / 2)
        paint_plate(painter, self._theme, self.width(), foot, pitch=pitch, start=left)
        for tower in self._towers:
            self._paint_tower(painter, tower, float(left), foot, pitch)
            left += round((tower.studs + 0.3) * pitch)

    def _paint_tower(
        self, painter: QPainter, tower: Tower, left: float, bottom: float, pitch: float
    ) -> None:
        middles = []
        # One call a brick, since each has a height of its own; a later one covers the studs.
        for role, height in tower.bricks:
            paint_little_tower(
                painter, self._theme, QPointF(left, bottom), [role], pitch=pitch,
                studs=tower.studs, height=height,
            )  # fmt: skip
            middles.append(bottom - height * pitch / 2)
            bottom -= height * pitch
        right = left + tower.studs * pitch
        if tower.has_open:
            front = QRectF(left, bottom - 1.5 * pitch, right - left, 1.5 * pitch)
            accent = self._theme.color("accent")
            paint_open_box(painter, front, accent, pitch=pitch, fill_alpha=0.16)
        if tower.has_numbers:
            for number, y in enumerate(middles, start=1):
                size = min(_BADGE_PX, 1.15 * pitch)
                self._paint_number(painter, QPointF(right + 2.1 * pitch, y), number, size)

    def _paint_number(self, painter: QPainter, center: QPointF, number: int, size: float) -> None:
        painter.setPen(QPen(self._theme.color("surface"), 1.5))
        painter.setBrush(self._theme.color("accent"))
        painter.drawEllipse(center, size / 2, size / 2)
        painter.setPen(self._theme.color("on_accent"))
        painter.setFont(interface_font(0.55 * size, 700))
        box = QRectF(0, 0, size, size)
        box.moveCenter(center)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(number))
