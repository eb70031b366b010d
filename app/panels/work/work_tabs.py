"""Everything about the work in a container: changes, commands, resources, processes, log."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.panels.inspector.notice_page import NoticePage
from app.panels.inspector.tab_bar import TabBar
from app.panels.work.commands_panel import CommandsPanel
from app.panels.work.live_changes_panel import LiveChangesPanel
from app.panels.work.log_panel import LogPanel
from app.panels.work.processes_panel import ProcessesPanel
from app.panels.work.usage_panel import UsagePanel
from app.theme import Theme
from core.model import Container, ContainerState
from core.translation import tr

CHANGES, COMMANDS, RESOURCES = "changes", "commands", "resources"
PROCESSES, LOG = "processes", "log"
_TABS = (
    (CHANGES, tr("Changes"), "diff"),
    (COMMANDS, tr("Commands"), "prompt"),
    (RESOURCES, tr("Resources"), "fit"),
    (PROCESSES, tr("Processes"), "grid"),
    (LOG, tr("Log"), "file"),
)
_STOPPED = {
    RESOURCES: tr("Start the container to see what it uses."),
    PROCESSES: tr("Start the container to see what runs in it."),
}
_NO_COMMAND = tr("This container has no command of its own: it only runs what you type.")


class WorkTabs(QWidget):
    """Panels are reached by their names: `changes`, `commands`, `usage`, `processes`, `log`.

    Only the one that is seen is drawn. Signals: current_changed(key), of a tab that was chosen by
    the person or by `choose`.
    """

    current_changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._container: Container | None = None
        self.changes = LiveChangesPanel(theme)
        self.commands = CommandsPanel(theme)
        self.usage = UsagePanel(theme)
        self.processes = ProcessesPanel(theme)
        self.log = LogPanel(theme)
        self._panels: dict[str, QWidget] = {
            CHANGES: self.changes,
            COMMANDS: self.commands,
            RESOURCES: self.usage,
            PROCESSES: self.processes,
            LOG: self.log,
        }
        self.bar = TabBar(theme)
        self.bar.setAccessibleName(tr("Work in the container"))
        self._notice = NoticePage(theme)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._notice)
        for key, title, icon in _TABS:
            self.bar.add(key, title, icon)
            self._pages.addWidget(self._panels[key])
        self.bar.currentChanged.connect(self._turned)
        self.changes.counted.connect(lambda count: self.bar.show_count(CHANGES, count))
        self.commands.counted.connect(lambda count: self.bar.show_count(COMMANDS, count))
        self.processes.counted.connect(lambda count: self.bar.show_count(PROCESSES, count))
        for place, (key, _title, _icon) in enumerate(_TABS):
            shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda one=key: self.choose(one))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        self._show_page()

    def show_container(self, container: Container | None) -> None:
        """Whose work is shown; nothing of another one's stays."""
        before, self._container = self._container, container
        has_changed = (before.id if before else "") != (container.id if container else "")
        if has_changed:
            self.changes.show_live(None)
            self.commands.show_runs(())
            self.commands.show_marks(())
            self.log.start_over()
        was_live = before is not None and before.is_live
        if has_changed or (was_live and not (container is not None and container.is_live)):
            self.usage.reset()
            self.processes.show_processes(None)
        if container is not None:
            self.usage.show_limits(container.limits, container.unenforced)
            self.usage.show_ending(container.ending)
            is_stopped = container.state is ContainerState.STOPPED
            self.log.set_nothing(
                tr("Its command has said nothing.")
                if is_stopped
                else tr("Its command has said nothing yet.")
            )
        self._show_page()

    @property
    def current_key(self) -> str:
        """ "changes", "commands", "resources", "processes" or "log"."""
        return self.bar.current_key()

    def choose(self, key: str) -> None:
        """Go to a tab; a key that is not there is passed over."""
        self.bar.choose(key)

    @property
    def notice(self) -> str:
        """The sentence that is shown instead of a panel, "" when a panel is shown."""
        return self._notice.words if self._pages.currentWidget() is self._notice else ""

    def _turned(self, _index: int) -> None:
        self._show_page()
        self.current_changed.emit(self.current_key)

    def _show_page(self) -> None:
        sentence = self._sentence()
        if sentence:
            self._notice.say("", sentence, icon="cube")
        page = self._notice if sentence else self._panels[self.current_key]
        self._pages.setCurrentWidget(page)

    def _sentence(self) -> str:
        """Why there is nothing to show on the current page, "" when there is."""
        container, key = self._container, self.current_key
        if container is None:
            return tr("Select a container to see what happens in it.")
        if key == LOG and not container.runs_own_command:
            return _NO_COMMAND
        return "" if container.is_live else _STOPPED.get(key, "")
