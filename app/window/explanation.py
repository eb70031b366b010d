"""The sentence over the canvas that says what a lesson's last step has shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.panels.controls import Glyph
from app.scene.overlay import plain_label
from app.scene.shadow import add_shadow
from app.theme import Theme

_ICON_PX = 28
_DETAIL_FROM_PX = 480


class Explanation(QFrame):
    """One sentence and a second, quieter one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "floating")
        icon = Glyph(theme, "bulb", "accent", _ICON_PX)
        self._sentence = plain_label("", "explanation")
        self._detail = plain_label("", "explanation-detail")
        self._has_detail = False
        words = QVBoxLayout()
        words.setSpacing(3)
        for label in (self._sentence, self._detail):
            label.setWordWrap(True)
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 14, 22, 14)
        row.setSpacing(18)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        add_shadow(self, theme, 20)
        self.hide()

    def show_words(self, words: tuple[str, str] | None) -> None:
        """Show them; None hides it."""
        self.setVisible(words is not None and bool(words[0]))
        if words is not None:
            self._sentence.setText(words[0])
            self._detail.setText(words[1])
        self._has_detail = words is not None and bool(words[1])

    def height_for(self, width: int) -> int:
        """How tall it is at that width; a narrow one says only the first sentence."""
        self._detail.setVisible(self._has_detail and width >= _DETAIL_FROM_PX)
        layout = self.layout()
        if layout is not None:
            layout.invalidate()  # other words are not noticed before the next turn of the loop
        return layout.heightForWidth(width) if layout is not None else self.sizeHint().height()
