"""Everything about the work in a container, put together: prompt, changes, commands, resources."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

from app.commands.context import Context
from app.commands.verbs import Verbs
from app.panels.work.work_tabs import WorkTabs
from app.terminal.tabs import TerminalTabs
from app.theme import Theme
from app.viewmodel.session import Session
from app.window.work_page import CONSOLE, TERMINAL, WorkPage
from core.model import Container, ContainerState, FileContent, FileDiff, Process
from core.translation import tr

if TYPE_CHECKING:
    from app.dialogs.file_change_dialog import FileChangeDialog

_OUTPUT_MS = 50


class Working(QObject):
    """Made when a container is shown first; `page` is what is shown of it."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        context: Context,
        verbs: Verbs,
        to_wall: Callable[[], None],
        tabs: WorkTabs | None = None,
    ) -> None:
        """`to_wall` gives the keyboard back to the wall; `tabs`, when they were made before."""
        super().__init__(window)
        self._to_wall = to_wall
        self._window = window
        self._theme = theme
        self._context = context
        self._session: Session = context.session
        self._verbs = verbs
        self._container_id = ""  # whose work is shown
        self._is_prompt_due = False  # it shall have the keyboard as soon as it takes commands
        self._opened: list[FileChangeDialog] = []
        self.page = WorkPage(theme, TerminalTabs(theme, verbs.terminals), tabs or WorkTabs(theme))
        # Output is gathered for a moment.
        self._output_timer = QTimer(self, singleShot=True, interval=_OUTPUT_MS)
        self._output_timer.timeout.connect(self._show_console)
        self._slots = self._connected()
        self._connect_page()
        self.page.show_prompt(context.settings.prompt)
        self.page.tabs.choose(context.settings.work_page)
        verbs.following.look_at("")  # another window's page was filled before
        verbs.following.look_at(self.page.tabs.current_key)

    def show_container(self, container: Container, busy: str) -> None:
        """Show a container's work; `busy` is what happens to it."""
        if container.id != self._container_id:
            self._container_id = container.id
            self._is_prompt_due = True
            self.page.show_prompt(self._usual_prompt())
            self._verbs.running.read_runs(container.id)
        self.page.tabs.show_container(container)
        self._verbs.following.follow(container.id)
        self.page.terminal.show_container(container)
        self._show_reasons(container, busy)
        self._show_changes()
        self._show_runs(container.id)
        self._show_console()
        self._pass_keyboard(container)

    def leave(self) -> None:
        """Nothing is shown any more; terminals stay."""
        if self._container_id:
            self._container_id = ""
            self.page.terminal.left()
            self._verbs.following.stop()

    def forget_all(self) -> None:
        """Another repository comes."""
        self.leave()
        self._verbs.terminals.close_all()
        self._close_windows()

    def detach(self) -> None:
        """Another window takes over, or the program ends: hear nothing more."""
        self._output_timer.stop()
        for signal, slot in self._slots:
            signal.disconnect(slot)
        self._slots.clear()
        self.page.terminal.detach()
        self._context.settings.terminal_font_px = self._verbs.terminals.font_px
        self._close_windows()

    # --- putting together ---------------------------------------------------------------------

    def _connected(self) -> list[tuple[SignalInstance, Callable[..., None]]]:
        """What outlives this window."""
        session, verbs, tabs = self._session, self._verbs, self.page.tabs
        slots: list[tuple[SignalInstance, Callable[..., None]]] = [
            (session.live_changed, self._live_changed),
            (session.changes_measured, self._live_changed),
            (session.runs_changed, self._show_runs),
            (session.console_changed, self._console_changed),
            (verbs.following.usage_measured, tabs.usage.add_usage),
            (verbs.following.processes_listed, self._show_processes),
            (verbs.following.log_arrived, tabs.log.append),
            (verbs.following.log_started, tabs.log.start_over),
            (verbs.running.diff_ready, self._show_diff),
            (verbs.running.whole_diff_ready, self._open_gaps),
            (verbs.running.file_ready, self._show_file),
            (verbs.lessons.changed, self._lesson_changed),
        ]
        for signal, slot in slots:
            signal.connect(slot)
        return slots

    def _connect_page(self) -> None:
        page, running = self.page, self._verbs.running
        tabs, containers = page.tabs, self._verbs.containers
        page.prompt_chosen.connect(self._choose_prompt)
        page.terminal.wall_asked.connect(self._to_wall)
        tabs.log.save_requested.connect(self._verbs.running.save_log)
        page.console.command_entered.connect(
            lambda line: containers.execute(self._container_id, line)
        )
        page.console.cancel_requested.connect(lambda: containers.cancel_command(self._container_id))
        tabs.current_changed.connect(self._page_chosen)
        for signal, verb in (
            (tabs.changes.diff_requested, running.show_diff),
            (tabs.changes.open_requested, running.open_file),
            (tabs.commands.path_requested, running.show_diff),
            (tabs.commands.roll_back_requested, running.roll_back),
            (tabs.commands.run_again, containers.execute),
        ):
            signal.connect(lambda words, do=verb: do(self._container_id, words))
        for signal, act in (
            (tabs.commands.mark_requested, running.mark),
            (tabs.commands.containerfile_requested, running.save_containerfile),
            (tabs.usage.limits_requested, running.set_limits),
        ):
            signal.connect(lambda do=act: do(self._container_id))
        tabs.changes.copy_out_requested.connect(
            lambda paths: running.copy_out(self._container_id, tuple(paths))
        )
        tabs.changes.files_dropped.connect(
            lambda paths, folder: running.copy_in(self._container_id, tuple(paths), folder)
        )
        tabs.processes.signal_requested.connect(
            lambda pid, start_time, name: running.signal_process(
                self._container_id, pid, start_time, name
            )
        )

    # --- where commands are typed -------------------------------------------------------------

    def _usual_prompt(self) -> str:
        """In a lesson, what is typed and what comes of it stand in one list."""
        return CONSOLE if self._verbs.lessons.is_open else self._context.settings.prompt

    def _lesson_changed(self, _view: object) -> None:
        self.page.show_prompt(self._usual_prompt())

    def _choose_prompt(self, key: str) -> None:
        if not self._verbs.lessons.is_open:
            self._context.settings.prompt = key
        self.page.show_prompt(key)
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        if self.page.prompt == TERMINAL:
            self.page.terminal.focus_terminal()
        else:
            self.page.console.line.setFocus()

    def _pass_keyboard(self, container: Container) -> None:
        if self._is_prompt_due and container.state is ContainerState.RUNNING:
            self._is_prompt_due = False
            self._take_keyboard()

    # --- what is shown ------------------------------------------------------------------------

    def _container(self) -> Container | None:
        container = self._session.selected_container
        return container if container is not None and container.id == self._container_id else None

    def _console_changed(self, container_id: str) -> None:
        if container_id != self._container_id:
            return
        if self._session.console(container_id).running:
            # Somebody runs a command there, a lesson or a Containerfile for instance.
            self.page.show_prompt(CONSOLE)
        if not self._output_timer.isActive():
            self._output_timer.start()

    def _show_console(self) -> None:
        container = self._container()
        if container is None:
            return
        console = self._session.console(container.id)
        self.page.console.show_console(
            container.name, console, reason_disabled=_why_no_command(container)
        )

    def _show_reasons(self, container: Container, busy: str) -> None:
        tabs = self.page.tabs
        why_no_run = busy or _why_no_command(container)
        tabs.commands.set_reason_disabled(busy, why_no_run[:1].upper() + why_no_run[1:])
        tabs.processes.set_reason_disabled(busy)
        tabs.usage.set_reason_disabled(busy)

    def _live_changed(self, container_id: str) -> None:
        if container_id == self._container_id:
            self._show_changes()

    def _show_changes(self) -> None:
        container = self._container()
        if container is not None:
            changes = self.page.tabs.changes
            changes.set_live(container.state is ContainerState.RUNNING)
            changes.show_live(self._session.live.get(container.id))

    def _show_runs(self, container_id: str) -> None:
        container = self._container()
        if container is not None and container.id == container_id:
            commands = self.page.tabs.commands
            commands.show_runs(self._session.runs.get(container_id, ()))
            commands.show_marks(container.marks, container.image_reference)

    def _page_chosen(self, key: str) -> None:
        self._context.settings.work_page = key
        self._verbs.following.look_at(key)

    def _show_processes(self, processes: tuple[Process, ...]) -> None:
        self.page.tabs.processes.show_processes(processes)

    # --- windows ------------------------------------------------------------------------------

    def _show_diff(self, container_id: str, path: str, diff: FileDiff) -> None:
        dialog = self._file_window(container_id, path)
        if dialog is not None:
            dialog.show_diff(path, diff)

    def _open_gaps(self, container_id: str, path: str, whole: FileDiff) -> None:
        for dialog in self._opened:
            if dialog.place == (container_id, path):
                dialog.open_gaps(whole)

    def _show_file(self, container_id: str, path: str, content: FileContent) -> None:
        dialog = self._file_window(container_id, path)
        if dialog is not None:
            dialog.show_content(path, content)

    def _file_window(self, container_id: str, path: str) -> FileChangeDialog | None:
        """The window of that file, made when it has none; None when the container is gone."""
        from app.dialogs.file_change_dialog import FileChangeDialog

        container = self._session.repository.container(container_id)
        if container is None:
            return None
        for dialog in self._opened:
            if dialog.place == (container_id, path):
                dialog.raise_()
                return dialog
        running = self._verbs.running
        dialog = FileChangeDialog(self._theme, container.name, self._window)
        dialog.place = (container_id, path)
        dialog.copy_out_requested.connect(lambda one: running.copy_out(container_id, (one,)))
        dialog.whole_requested.connect(lambda one: running.show_whole_diff(container_id, one))
        dialog.finished.connect(lambda _result: self._forget(dialog))
        self._opened.append(dialog)
        dialog.show()
        return dialog

    def _close_windows(self) -> None:
        for dialog in list(self._opened):
            dialog.close()

    def _forget(self, dialog: FileChangeDialog) -> None:
        if dialog in self._opened:
            self._opened.remove(dialog)
            dialog.deleteLater()


def _why_no_command(container: Container) -> str:
    if container.state is ContainerState.RUNNING:
        return ""
    if container.state is ContainerState.PAUSED:
        return tr("resume the container to run commands in it")
    return tr("start the container to run commands in it")
