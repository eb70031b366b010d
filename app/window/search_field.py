"""The search field: a glass at its left, and at its right the key that leads to it, or a count."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.panels.controls import Glyph
from app.scene.overlay import plain_label
from app.theme import Theme
from core.translation import tr

_ICON_PX, _INSET_PX = 16, 11
_SHORTCUT = tr("Ctrl K")


class SearchField(QLineEdit):
    """`textChanged` tells what is searched for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "search")
        self.setPlaceholderText(tr("Find image, layer…"))
        self.setMinimumWidth(120)
        self._glass = Glyph(theme, "search", "text3", _ICON_PX, self)
        self._note = plain_label("", "key", self)
        self.show_found(None)

    def show_found(self, count: int | None) -> None:
        """How many bricks and flags match; None without a search."""
        self._note.setText(_SHORTCUT if count is None else str(count))
        found = "" if count is None else tr(", {count} found", count=count)
        self.setAccessibleName(tr("Find image or layer{found}", found=found))
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) is Qt.Key.Key_Escape:
            self.clear()  # the wall is shown as before
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self._note.adjustSize()
        middle = self.height() / 2
        self._glass.move(_INSET_PX, round(middle - self._glass.height() / 2))
        self._note.move(
            self.width() - self._note.width() - 8, round(middle - self._note.height() / 2)
        )
        self._note.setVisible(self.width() > 190)
        right = self._note.width() + 8 if self._note.isVisibleTo(self) else 0
        self.setTextMargins(_ICON_PX + 12, 0, right, 0)
