"""Notes below a list: in full where there is room, in one line with the rest on hovering else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.panels.controls import breakable, tooltip_text
from app.scene.overlay import plain_label
from app.theme import Theme, elided

_BETWEEN = "  ·  "


class FootNote(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: Sequence[str] = ()
        self._font = theme.font("caption")
        self._is_brief = False
        self._label = plain_label("", "caption")
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, 2, 0)
        column.addWidget(self._label)
        self.hide()

    def say(self, notes: Sequence[str], *, is_brief: bool = False, width_px: int = 0) -> None:
        """`is_brief`: one line of at most `width_px`."""
        self._words = notes
        whole = _BETWEEN.join(notes)
        words = breakable(whole)
        if is_brief:
            words = elided(whole, self._font, max(60, width_px - 8))
        self._label.setWordWrap(not is_brief)
        if self._label.text() != words:
            self._label.setText(words)
            self._label.setAccessibleName(whole)
            is_cut = QFontMetricsF(self._font).horizontalAdvance(whole) > width_px - 8
            self.setToolTip(tooltip_text(whole) if is_brief and is_cut else "")
        self.setVisible(bool(notes))

    @property
    def words(self) -> str:
        """All that there is to say."""
        return _BETWEEN.join(self._words)
