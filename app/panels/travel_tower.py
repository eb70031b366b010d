"""An image that is elsewhere as a tower: what is here, what has to come, how far it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.panels.controls import ElidedLabel
from app.panels.plate import rounded
from app.panels.travel_stack import TravelStack
from app.scene.gradient import paint_canvas
from app.theme import Theme
from app.viewmodel.sizes import visible
from app.viewmodel.travel_tower import (
    TravelTower,
    leaving_tower_of,
    moved_words,
    tower_of,
)
from core.model import FoundImage, Image, Transfer
from core.translation import tr

_MARGIN_PX, _BAR_PX, _WIDTH_PX = 20, 6, 340


class TravelTowerView(QWidget):
    """Shows one image. `stack` is the list of its bricks, for the keyboard and screen readers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tower: TravelTower | None = None
        self._opened: frozenset[str] = frozenset()
        self._corners: tuple[float, bool] = (0.0, True)
        self._title = ElidedLabel("", "section")
        self._words = ElidedLabel("", "small")
        self._bar = ShareBar(theme)
        self._bar.hide()
        self.stack = TravelStack(theme)
        self.stack.setAccessibleName(tr("Bricks of the image, the topmost first"))
        self.stack.opened.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 18, 0, 0)
        layout.setSpacing(4)
        head = QVBoxLayout()
        head.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, 0)
        head.setSpacing(5)
        for widget in (self._title, self._words, self._bar):
            head.addWidget(widget)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)

    def set_corners(self, radius: float, *, is_left: bool) -> None:
        """It fills one side of a card with round corners."""
        self._corners = (radius, is_left)
        self.update()

    @property
    def tower(self) -> TravelTower | None:
        """What is shown."""
        return self._tower

    @property
    def words(self) -> str:
        """What stands below the title."""
        return self._words.text()

    def show_image(self, found: FoundImage) -> None:
        """An image of an archive or a registry, before anything of it moves."""
        self._show_new(tower_of(found))

    def show_leaving(self, image: Image) -> None:
        """An image of this repository that is to be elsewhere too."""
        self._show_new(leaving_tower_of(image))

    def show_nothing(self, words: str = "") -> None:
        """No image, and why."""
        self._tower = None
        self._title.show_text("")
        self._words.show_text(visible(words))
        self._bar.hide()
        self.stack.show_rows(())

    def show_transfer(self, transfer: Transfer) -> None:
        """How far its layers are; layers of other images of the same transfer are only counted."""
        if self._tower is None:
            return
        self._tower = self._tower.with_transfer(transfer)
        self._words.show_text(moved_words(transfer))
        self._bar.show_share(transfer.moved_bytes, transfer.moving_bytes)
        self._bar.show()
        self._show_rows()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH_PX, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 160)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        radius, is_left = self._corners
        if radius:
            wide = (
                whole.adjusted(1, 1, radius, -1) if is_left else whole.adjusted(-radius, 1, -1, -1)
            )
            painter.setClipPath(rounded(wide, radius))
        paint_canvas(painter, self._theme, whole)

    def _show_new(self, tower: TravelTower) -> None:
        self._tower = tower
        self._opened = frozenset()
        self._title.show_text(tower.title)
        self._words.show_text(tower.words)
        self._bar.hide()
        self.setAccessibleName(tr("Image {title}", title=tower.title))
        self.setAccessibleDescription(tower.words)
        self._show_rows()

    def _show_rows(self) -> None:
        if self._tower is not None:
            self.stack.show_rows(self._tower.rows(self._opened))

    def _open(self, key: str) -> None:
        self._opened |= {key}
        self._show_rows()


class ShareBar(QWidget):
    """How much of the whole has moved."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share = 0.0
        self.setFixedHeight(_BAR_PX)

    def show_share(self, done_bytes: int, total_bytes: int) -> None:
        """Nothing to move is all of it."""
        self._share = min(1.0, done_bytes / total_bytes) if total_bytes else 1.0
        self.setAccessibleName(tr("{share:.0f} percent", share=self._share * 100))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        radius = whole.height() / 2
        painter.setBrush(self._theme.color("surface3"))
        painter.drawRoundedRect(whole, radius, radius)
        if self._share > 0:
            painter.setBrush(self._theme.color("accent"))
            part = QRectF(whole)
            part.setWidth(max(2 * radius, whole.width() * self._share))
            painter.drawRoundedRect(part, radius, radius)
