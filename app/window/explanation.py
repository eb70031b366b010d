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
_SIDE_PX, _ABOVE_PX, _GAP_PX, _BETWEEN_PX = 22, 14, 18, 3


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
        words.setSpacing(_BETWEEN_PX)
        for label in (self._sentence, self._detail):
            label.setWordWrap(True)
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE_PX, _ABOVE_PX, _SIDE_PX, _ABOVE_PX)
        row.setSpacing(_GAP_PX)
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

    def height_for(self, width: int, *, has_detail: bool = True) -> int:
        """How tall it is at that width; a narrow one says only the first sentence."""
        self._detail.setVisible(has_detail and self._has_detail and width >= _DETAIL_FROM_PX)
        room = width - 2 * _SIDE_PX - _ICON_PX - _GAP_PX
        shown = [one for one in (self._sentence, self._detail) if not one.isHidden()]
        words = sum(one.heightForWidth(room) for one in shown) + _BETWEEN_PX * (len(shown) - 1)
        return 2 * _ABOVE_PX + max(_ICON_PX, words)
