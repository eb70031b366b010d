"""The panel at the right: a container's console and changes, or the inspector."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.panels.changes_panel import ChangesPanel
from app.panels.console_panel import ConsolePanel
from app.theme import Theme

RIGHT_LEAST_PX, _LARGEST_PX = 330, 760
_WORK_PX, _INSPECTOR_PX = 560, 600


class RightPanel(QStackedWidget):
    """One page at a time; hidden when there is nothing to tell."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "surface")
        self.setMinimumWidth(RIGHT_LEAST_PX)
        self.setMaximumWidth(_LARGEST_PX)
        self.console = ConsolePanel(theme)
        self.changes = ChangesPanel(theme, "Live changes")
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
        self.hide()

    def show_work(self) -> None:
        """The container's page."""
        self.setCurrentWidget(self._work)
        self.show()

    def keep_page(self, page: QWidget) -> None:
        """Another page, to be shown later."""
        self.addWidget(page)

    def show_page(self, page: QWidget) -> None:
        """A page that is kept."""
        self.setCurrentWidget(page)
        self.show()

    @property
    def preferred_px(self) -> int:
        """How wide what is shown would like to be."""
        return _WORK_PX if self.currentWidget() is self._work else _INSPECTOR_PX
