"""Small pictures of bricks: beside a title, on a card, and on a plate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.scene.little_bricks import paint_little_tower
from app.theme import Theme
from app.viewmodel.roles import Role


class LittleTower(QWidget):
    """One brick or a few, as large as its place."""

    def __init__(
        self, theme: Theme, size: QSize | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._roles: Sequence[Role] = ()
        self._studs, self._height, self._has_open = 4, 1.9, False
        self.setFixedSize(size or QSize(52, 44))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_roles(
        self, roles: Sequence[Role], *, studs: int = 4, height: float = 1.9, has_open: bool = False
    ) -> None:
        """From the bottom up; `height` of each in stud pitches; `has_open`: a clear one on top."""
        self._roles, self._studs, self._height = roles, studs, height
        self._has_open = has_open
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._roles and not self._has_open:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        across = self._studs + 0.95
        up = self._height * (len(self._roles) + self._has_open) + 1.1
        pitch = min((self.width() - 2) / across, (self.height() - 2) / up)
        left = (self.width() - across * pitch) / 2
        bottom = (self.height() + up * pitch) / 2
        paint_little_tower(
            painter, self._theme, QPointF(left, bottom), self._roles, pitch=pitch,
            studs=self._studs, height=self._height, has_open=self._has_open,
        )  # fmt: skip
