"""What a container or a layer changed: counts as filters, and the list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.panels.change_table import ChangeDelegate, ChangeTable, sign_of
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.sizes import MINUS, count_text, size_text
from core.model import ChangeSummary, FileChange

_SIGNS = ("", "+", "~", MINUS)


class ChangesPanel(QWidget):
    """Show a summary by `show_summary`; None says that nothing is known yet."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary: ChangeSummary | None = None
        self._sign = ""
        self._title = plain_label(title, "section")
        self._total = plain_label("", "small")
        self._chips: dict[str, QPushButton] = {}
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._total)
        head.addStretch(1)
        for sign in _SIGNS:
            chip = QPushButton()
            chip.setProperty("look", "chip")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.setChecked(sign == "")
            chip.clicked.connect(lambda _checked, one=sign: self._filter_sign(one))
            self._chips[sign] = chip
            head.addWidget(chip)
        self._filter = QLineEdit()
        self._filter.setProperty("look", "filter")
        self._filter.setPlaceholderText("Filter paths")
        self._filter.setAccessibleName("Filter paths")
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._refresh)
        self._model = ChangeTable((), self)
        self._table = QTableView()
        self._table.setModel(self._model)
        self._table.setItemDelegate(ChangeDelegate(theme, self._table))
        self._table.setShowGrid(False)
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._table.setAccessibleName(title)
        self._table.horizontalHeader().hide()
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(34)
        self._table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._table.setColumnWidth(0, 34)
        self._table.setColumnWidth(2, 120)
        self._nothing = plain_label("", "small")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self._filter)
        layout.addWidget(self._nothing)
        layout.addWidget(self._table, 1)
        self.show_summary(None)

    def show_summary(self, summary: ChangeSummary | None) -> None:
        """Show changes."""
        if summary is self._summary and summary is not None:
            return
        self._summary = summary
        counts = {"": 0, "+": 0, "~": 0, MINUS: 0}
        if summary is not None:
            counts = {"+": summary.added, "~": summary.modified, MINUS: summary.deleted}
            counts[""] = sum(counts.values())
        for sign, chip in self._chips.items():
            words = f"{sign} {count_text(counts[sign])}" if sign else f"All {counts[sign]:,}"
            chip.setText(words)
            kind = {"": "all", "+": "added", "~": "modified", MINUS: "deleted"}[sign]
            chip.setAccessibleName(f"{kind}: {counts[sign]}")
        self._total.setText(size_text(summary.size_bytes) if summary else "")
        self._refresh()

    @property
    def shown(self) -> int:
        """How many rows the list has."""
        return self._model.rowCount()

    def _filter_sign(self, sign: str) -> None:
        self._sign = sign
        self._refresh()

    def _refresh(self) -> None:
        words = self._filter.text().casefold()
        changes: list[FileChange] = [
            change
            for change in (self._summary.changes if self._summary else ())
            if (not self._sign or sign_of(change) == self._sign)
            and (not words or words in change.path.casefold())
        ]
        self._model.set_changes(changes)
        self._table.setVisible(bool(changes))
        self._nothing.setVisible(not changes)
        if self._summary is None:
            self._nothing.setText("Not looked at yet")
        elif self._summary.is_empty:
            self._nothing.setText("Nothing changed yet")
        else:
            self._nothing.setText("No change fits the filter")
