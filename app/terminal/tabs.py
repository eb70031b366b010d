"""The terminals of the container that is looked at. They go on while others are looked at."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.terminal.host import TerminalHost
from app.terminal.pane import TerminalPane
from app.terminal.session import State, TerminalSession
from app.terminal.tab_strip import TabStrip
from app.terminal.verbs import Verb
from app.theme import Theme
from core.model import Container, ContainerState
from core.translation import tr

_TABS_LIMIT = 6
_LEAST_PX = 150
_BUTTONS_LIMIT = 40  # that may stand around a terminal


class TerminalTabs(QFrame):
    """Signals: wall_asked(): the person wants the keyboard to be at the bricks again."""

    wall_asked = Signal()

    def __init__(self, theme: Theme, host: TerminalHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "terminal")
        self.setMinimumHeight(_LEAST_PX)
        self._theme = theme
        self._host = host
        self._container: Container | None = None
        self._panes: dict[TerminalSession, TerminalPane] = {}
        self._current: dict[str, TerminalSession] = {}  # by container id
        self.strip = TabStrip(theme)
        self._stack = QStackedWidget()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 8)
        rows.setSpacing(0)
        rows.addWidget(self.strip)
        rows.addWidget(self._stack, 1)
        self.strip.chosen.connect(self._choose)
        self.strip.close_asked.connect(self._ask_close)
        self.strip.new_asked.connect(self.open_another)
        self.strip.find_asked.connect(self._find)
        self.strip.menu_asked.connect(self._show_menu)
        # A shell is opened when the view has found its size.
        self._open_timer = QTimer(self, singleShot=True, interval=0)
        self._open_timer.timeout.connect(self._open_current)

    # --- for the window -----------------------------------------------------------------------

    def show_container(self, container: Container | None) -> None:
        """Show a container's terminals, or how it is doing now. The first opens by itself."""
        self._container = container
        self._forget_closed()
        if container is not None:
            kept = self._host.kept.setdefault(container.id, [])
            for session in kept:
                session.show_container(container)
            if not kept:
                kept.append(TerminalSession(self._host, container))
        self._show_current()

    def left(self) -> None:
        """Nothing is shown any more; terminals go on."""
        self.show_container(None)

    def focus_terminal(self) -> None:
        """Give the keyboard to the terminal, or to what is asked below it."""
        pane = self.pane
        if pane is None:
            return
        if pane.session.state is State.NO_SHELL and not pane.notice.line.isHidden():
            pane.notice.line.setFocus()
        else:
            pane.view.setFocus()

    def open_another(self) -> None:
        """One more terminal in this container."""
        container = self._container
        if container is None or self._why_no_more():
            return
        session = TerminalSession(self._host, container)
        self._host.kept[container.id].append(session)
        self._current[container.id] = session
        self._show_current()
        self.focus_terminal()

    def forget(self, container_id: str) -> None:
        """A container is gone, and its terminals with it."""
        for session in self._host.kept.pop(container_id, []):
            session.close()
        self._current.pop(container_id, None)
        if self._container is not None and self._container.id == container_id:
            self._container = None
        self._forget_closed()
        self._show_current()

    def close_all(self) -> None:
        """Hang up all terminals of all containers."""
        for container_id in list(self._host.kept):
            self.forget(container_id)

    def detach(self) -> None:
        """Another window takes over: terminals go on, this lets go of them."""
        self._container = None
        for session, pane in self._panes.items():
            session.changed.disconnect(self._show_head)
            _drop(pane)
        self._panes.clear()

    # --- what is shown ------------------------------------------------------------------------

    @property
    def pane(self) -> TerminalPane | None:
        """The terminal that is shown."""
        pane = self._stack.currentWidget()
        is_shown = self._container is not None and isinstance(pane, TerminalPane)
        return pane if is_shown else None  # type: ignore[return-value]

    @property
    def _sessions(self) -> list[TerminalSession]:
        return self._host.kept.get(self._container.id, []) if self._container is not None else []

    def _show_current(self) -> None:
        container, sessions = self._container, self._sessions
        self._stack.setVisible(bool(sessions))
        if container is not None and sessions:
            current = self._current.get(container.id)
            if current not in sessions:
                current = self._current[container.id] = sessions[-1]
            assert current is not None
            had_focus = self._stack.isAncestorOf(self.focusWidget() or self)
            pane = self._panes.get(current) or self._made(current)
            if self._stack.currentWidget() is not pane:
                self._stack.setCurrentWidget(pane)
                if had_focus:
                    self.focus_terminal()
            if self.isVisible():
                self._open_timer.start()
        self._show_head()

    def _made(self, session: TerminalSession) -> TerminalPane:
        pane = TerminalPane(self._theme, session, self._host.font_px)
        pane.asked.connect(self._do)
        pane.font_chosen.connect(self._choose_font)
        session.changed.connect(self._show_head)
        self._panes[session] = pane
        self._stack.addWidget(pane)
        return pane

    def _show_head(self) -> None:
        container, sessions, pane = self._container, self._sessions, self.pane
        titles = [session.title for session in sessions]
        if len(titles) == 1 and container is not None:
            titles = [f"{titles[0]} — {container.name}"]
        current = sessions.index(pane.session) if pane and pane.session in sessions else 0
        self.strip.show_tabs(titles, current, self._why_no_more())
        self.strip.show_state(*_state_words(pane.session if pane is not None else None))

    def _why_no_more(self) -> str:
        container = self._container
        if container is None or container.state is not ContainerState.RUNNING:
            return tr("The container does not run")
        is_full = len(self._sessions) >= _TABS_LIMIT
        return tr("Close one of the terminals first") if is_full else ""

    def _open_current(self) -> None:
        pane = self.pane
        if pane is not None and pane.session.state is State.CLOSED and self.isVisible():
            pane.session.open()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._open_timer.start()

    def _forget_closed(self) -> None:
        alive = {session for kept in self._host.kept.values() for session in kept}
        for session in [one for one in self._panes if one not in alive]:
            _drop(self._panes.pop(session))

    # --- verbs --------------------------------------------------------------------------------

    def _choose(self, number: int) -> None:
        sessions = self._sessions
        if self._container is not None and sessions:
            self._current[self._container.id] = sessions[number % len(sessions)]
            self._show_current()
            self.focus_terminal()

    def _do(self, verb: Verb) -> None:
        pane, sessions = self.pane, self._sessions
        if pane is None or pane.session not in sessions:
            return
        at = sessions.index(pane.session)
        match verb:
            case Verb.NEW:
                self.open_another()
            case Verb.NEXT:
                self._choose(at + 1)
            case Verb.PREVIOUS:
                self._choose(at - 1)
            case Verb.CLOSE:
                self._ask_close(at)
            case Verb.WALL:
                self.wall_asked.emit()
                if pane.view.hasFocus():
                    self._leave(pane)
            case Verb.FORWARD:
                self._leave(pane)
            case Verb.BACK:
                self.strip.tabs[at].setFocus(Qt.FocusReason.BacktabFocusReason)

    def _leave(self, pane: TerminalPane) -> None:
        """To what comes behind all terminals in the window."""
        pane.view.leave()
        for _number in range(_BUTTONS_LIMIT):
            focus = QApplication.focusWidget()
            if focus is None or focus is pane.view or not self.isAncestorOf(focus):
                return
            self.focusNextPrevChild(True)

    def _ask_close(self, number: int) -> None:
        session = self._sessions[number]
        if not session.running:
            self._close(session)
            return
        self._choose(number)
        pane = self.pane
        if pane is not None:
            words = tr("“{title}” still runs here and would be ended.", title=session.title)
            pane.ask(words, (tr("Close terminal"), lambda: self._close(session)))

    def _close(self, session: TerminalSession) -> None:
        sessions, container = self._sessions, self._container
        if container is None or session not in sessions:
            return
        at = sessions.index(session)
        session.close()
        sessions.remove(session)
        if not sessions:  # there is always one to type into
            sessions.append(TerminalSession(self._host, container))
        self._current[container.id] = sessions[min(at, len(sessions) - 1)]
        self._show_current()
        self._forget_closed()
        self.focus_terminal()

    def _find(self) -> None:
        if self.pane is not None:
            self.pane.finder.open_bar()

    def _show_menu(self) -> None:
        if self.pane is not None:
            button = self.strip.menu_button
            self.pane.show_menu(button.mapToGlobal(QPoint(0, button.height())))

    def _choose_font(self, size_px: float) -> None:
        self._host.font_px = size_px
        for pane in self._panes.values():
            pane.view.set_font_px(size_px)


def _drop(pane: TerminalPane) -> None:
    """Its session may live on."""
    pane.session.changed.disconnect(pane.show_state)
    pane.view.detach()
    pane.setParent(None)
    pane.deleteLater()


def _state_words(session: TerminalSession | None) -> tuple[str, str]:
    if session is None:
        return "", "terminal_dim"
    if session.container.state is ContainerState.PAUSED:
        return tr("paused"), "terminal_yellow"
    is_running = session.container.state is ContainerState.RUNNING
    match session.state:
        case State.LIVE:
            return tr("live"), "terminal_green"
        case State.OPENING:
            return tr("opening"), "terminal_yellow"
        case State.CLOSED if is_running:
            return tr("opening"), "terminal_yellow"
        case State.NO_SHELL if is_running:
            return tr("no shell"), "terminal_dim"
    return (tr("ended") if is_running else tr("not running")), "terminal_dim"
