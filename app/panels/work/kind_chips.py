"""Chips with counts that filter changes by their kind."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.viewmodel.sizes import MINUS, count_text
from core.translation import tr

_KINDS = {"": "all", "+": "added", "~": "modified", MINUS: "deleted"}
_WORDS = {"": tr("All"), "+": tr("added"), "~": tr("modified"), MINUS: tr("deleted")}


class KindChips(QWidget):
    """All, +, ~ and −. Signals: chosen(sign), "" for all."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Which changes are shown"))
        self.buttons: dict[str, QPushButton] = {}
        self._counts: dict[str, int] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        group = QButtonGroup(self)
        for sign, kind in _KINDS.items():
            chip = QPushButton()
            chip.setProperty("look", f"chip-{kind}")
            chip.setCheckable(True)
            chip.setChecked(sign == "")
            chip.setToolTip(
                tr("Show {kind} files", kind=_WORDS[sign]) if sign else tr("Show all changes")
            )
            chip.clicked.connect(lambda _checked, one=sign: self.chosen.emit(one))
            group.addButton(chip)
            row.addWidget(chip)
            self.buttons[sign] = chip
        self.show_counts(dict.fromkeys(_KINDS, 0))

    @property
    def sign(self) -> str:
        """The chosen one."""
        return next((sign for sign, chip in self.buttons.items() if chip.isChecked()), "")

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """By sign, "" for all; hidden while there is nothing."""
        if dict(counts) == self._counts:
            return
        self._counts = dict(counts)
        for sign, chip in self.buttons.items():
            chip.setText(f"{sign or _WORDS['']} {count_text(counts[sign])}")
            chip.setAccessibleName(f"{_WORDS[sign]}: {counts[sign]}")
        self.setVisible(counts[""] > 0)

    def choose_all(self) -> None:
        """No filter."""
        self.buttons[""].setChecked(True)
