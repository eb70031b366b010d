"""One of a few pages or scopes, as buttons side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.panels.controls import plain_button


class Segments(QFrame):
    """Emits `chosen` when the person chooses another one; arrow keys go from one to the next."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str], what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "segments")
        self.setAccessibleName(what)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for number, name in enumerate(names):
            button = plain_button(name, "segment")
            button.setCheckable(True)
            button.setChecked(number == 0)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._last = 0
        self._group.idClicked.connect(self._choose)

    @property
    def current(self) -> int:
        """The chosen one, from 0."""
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        """As if the person had chosen it."""
        self._group.button(number).setChecked(True)
        self._choose(number)

    def _choose(self, number: int) -> None:
        if number != self._last:
            self._last = number
            self.chosen.emit(number)
