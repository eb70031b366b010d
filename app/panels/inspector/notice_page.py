"""A sentence in the middle of a page, where there is nothing else to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.panels.controls import Glyph, breakable, plain_button
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.sizes import visible
from core.translation import tr


class NoticePage(QWidget):
    """An icon, a headline and a sentence; "Try again" where that may help.

    Signals: again_requested().
    """

    again_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Glyph(theme, "info", "border2", 30)
        self._title, self._detail = plain_label("", "strong"), plain_label("", "quiet")
        self.again = plain_button(tr("Try again"), "link")
        self.again.clicked.connect(self.again_requested)
        self.again.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(
        self, title: str, detail: str = "", *, icon: str = "info", can_try_again: bool = False
    ) -> None:
        """Words are shown as they are; without any the page is empty."""
        self._icon.show_icon(icon, "border2")
        self._icon.setVisible(bool(title or detail))
        self._title.setText(breakable(visible(title)))
        self._title.setVisible(bool(title))
        self._detail.setText(breakable(visible(detail)))
        self._detail.setVisible(bool(detail))
        self.again.setVisible(can_try_again)
        self.setAccessibleName(self.words)

    @property
    def words(self) -> str:
        """What it says."""
        text = f"{self._title.text()} {self._detail.text()}".strip()
        return text.replace("\u200b", "")
