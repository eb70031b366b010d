"""The panel at the right: a container's console and changes, or the facts of what is selected."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.panels.changes_panel import ChangesPanel
from app.panels.console_panel import ConsolePanel
from app.panels.facts_panel import FactsPanel
from app.theme import Theme

RIGHT_LEAST_PX, _LARGEST_PX = 330, 760


class RightPanel(QStackedWidget):
    """One page at a time; hidden when there is nothing to tell."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "surface")
        self.setMinimumWidth(RIGHT_LEAST_PX)
        self.setMaximumWidth(_LARGEST_PX)
        self.console = ConsolePanel(theme)
        self.changes = ChangesPanel(theme, "Live changes")
        self.facts = FactsPanel(theme)
        self._work = QWidget()
        self._work.setProperty("look", "surface")
        rows = QVBoxLayout(self._work)
        rows.setContentsMargins(14, 14, 14, 10)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.console)
        split.addWidget(self.changes)
        split.setSizes([440, 390])
        split.setChildrenCollapsible(False)
        rows.addWidget(split)
        self.addWidget(self._work)
        self.addWidget(self.facts)
        self.hide()

    def show_work(self) -> None:
        """The container's page."""
        self.setCurrentWidget(self._work)
        self.show()

    def show_facts(self) -> None:
        """The page of a brick or an image."""
        self.setCurrentWidget(self.facts)
        self.show()
