"""Named facts one below the other, to be read, selected and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.panels.controls import CopyButton, ElidedLabel, code_font
from app.panels.flow_text import FlowText, flow_body
from app.panels.inspector.hint_card import clear_layout
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.image_facts import Fact, FactLook
from core.translation import tr

_LABEL_PX = 104
_LINE_PX = 19


class FactRows(QWidget):
    """A title and rows; hidden while there is nothing to tell."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.facts: Sequence[Fact] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(plain_label(title, "section"))
        column.addLayout(self._rows)
        self.setAccessibleName(title)
        self.hide()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these."""
        if facts == self.facts:
            return
        self.facts = facts
        clear_layout(self._rows)
        for fact in facts:
            self._rows.addWidget(self._row(fact))
        self.setVisible(bool(facts))

    def _row(self, fact: Fact) -> QFrame:
        row = QFrame()
        row.setProperty("look", "fact-row")
        layout = QHBoxLayout(row)
        layout.setSpacing(8)
        label = plain_label(fact.name, "fact-name")
        label.setFixedWidth(_LABEL_PX)
        label.setMinimumHeight(_LINE_PX)
        if fact.look is FactLook.DIGEST:
            layout.setContentsMargins(0, 3, 0, 3)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
            layout.addWidget(ElidedLabel(fact.shown, "mono"), 1, Qt.AlignmentFlag.AlignVCenter)
            layout.addWidget(self._copy(fact))
            return row
        layout.setContentsMargins(0, 5, 0, 5)
        label.setContentsMargins(0, 2 if fact.look is FactLook.CODE else 0, 0, 0)
        is_code = fact.look is FactLook.CODE
        value = (
            FlowText(self._theme, code_font(12), line_px=_LINE_PX)
            if is_code
            else flow_body(self._theme)
        )
        value.setAccessibleName(fact.name)
        value.show_spans([(fact.shown, "text")])
        layout.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(value, 1, Qt.AlignmentFlag.AlignTop)
        if is_code:
            layout.addWidget(self._copy(fact), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _copy(self, fact: Fact) -> CopyButton:
        copy = CopyButton(self._theme, tr("Copy: {name}", name=fact.name), lambda: fact.copied)
        copy.setFixedHeight(22)
        return copy
