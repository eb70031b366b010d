"""The page of a container's work: where commands are typed, and what comes of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.panels.console_panel import ConsolePanel
from app.panels.inspector.key_switch import KeySwitch
from app.panels.work.work_tabs import WorkTabs
from app.terminal.tabs import TerminalTabs
from app.theme import Theme
from core.translation import tr

TERMINAL, CONSOLE = "terminal", "console"
_PROMPT_PX, _TABS_PX = 440, 390


class WorkPage(QWidget):
    """Signals: prompt_chosen(key): the person wants to type elsewhere."""

    prompt_chosen = Signal(str)

    def __init__(
        self, theme: Theme, terminal: TerminalTabs, tabs: WorkTabs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "surface")
        self.terminal = terminal
        self.console = ConsolePanel(theme)
        self.tabs = tabs
        self.switch = KeySwitch(
            tr("Where commands are typed"),
            ((TERMINAL, tr("Terminal")), (CONSOLE, tr("Command line"))),
        )
        for button in self.switch.buttons.values():
            button.setProperty("look", "segment-small")
        self.switch.chosen.connect(self.prompt_chosen)
        self._prompts = QStackedWidget()
        self._prompts.addWidget(self.terminal)
        self._prompts.addWidget(self.console)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.switch)
        head.addStretch(1)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._prompts, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(top)
        split.addWidget(self.tabs)
        split.setSizes([_PROMPT_PX, _TABS_PX])
        split.setChildrenCollapsible(False)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 10, 14, 10)
        rows.addWidget(split)

    @property
    def prompt(self) -> str:
        """Where commands are typed now: TERMINAL or CONSOLE."""
        return CONSOLE if self._prompts.currentWidget() is self.console else TERMINAL

    def show_prompt(self, key: str) -> None:
        """Type commands there."""
        self.switch.choose(key)
        self._prompts.setCurrentWidget(self.console if key == CONSOLE else self.terminal)
