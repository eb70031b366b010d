"""Choices by key, side by side, that may change while they are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from app.panels.controls import plain_button


class KeySwitch(QFrame):
    """`chosen` is emitted when the person chooses, not by `choose`."""

    chosen = Signal(str)

    def __init__(
        self, what: str, choices: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        """`choices` are keys with their titles, the first is chosen."""
        super().__init__(parent)
        self.setProperty("look", "segments")
        self.setAccessibleName(what)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(2)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        self.show_choices(choices)

    def show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Other choices."""
        for button in self.buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for key, title in choices:
            button = plain_button(title, "segment")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(not self.buttons)
            button.clicked.connect(lambda _checked, one=key: self.chosen.emit(one))
            self._group.addButton(button)
            self._row.addWidget(button)
            self.buttons[key] = button

    @property
    def key(self) -> str:
        """What is chosen, "" when there is no choice."""
        return next((key for key, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose for the person."""
        self.buttons[key].setChecked(True)

    def name(self, key: str, title: str) -> None:
        """Another title for a choice."""
        self.buttons[key].setText(title.replace("&", "&&"))
        self.buttons[key].setAccessibleName(title)
