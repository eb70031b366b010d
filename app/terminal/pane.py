"""One terminal with its bars: the screen, what is said below it, and looking for text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.terminal.find_bar import FindBar
from app.terminal.host import USUAL_FONT_PX
from app.terminal.keys import needs_question
from app.terminal.notice_bar import Choice, NoticeBar
from app.terminal.session import State, TerminalSession
from app.terminal.verbs import KEYS, Verb
from app.terminal.view import TerminalView
from app.theme import Theme
from app.viewmodel.key_words import keys_text
from core.model import ContainerState
from core.translation import tr

PROJECTOR_FONT_PX = 26.0
_SIZES_PX = (9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 16.0, 18.0, 20.0, 23.0, 26.0, 30.0, 36.0)
_SHOWN_PASTE = 60
_PASTE_LIMIT = 1 << 20
_NO_SHELL = tr(
    "This image has no shell: /bin/sh, bash, ash and dash are not "
    "in it. A program of it can be run here all the same; type its "
    "path."
)


class TerminalPane(QWidget):
    """Signals: asked(Verb): for what concerns all terminals; font_chosen(float)."""

    asked = Signal(object)
    font_chosen = Signal(float)

    def __init__(
        self, theme: Theme, session: TerminalSession, font_px: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # code, in every language
        self.session = session
        self.view = TerminalView(theme, session, font_px)
        self.finder = FindBar(theme, self.view)
        self.notice = NoticeBar()
        self._is_asking = False
        self.view.asked.connect(self._do)
        self.view.menu_asked.connect(self.show_menu)
        self.view.enter_pressed.connect(self.reopen)
        self.finder.closed.connect(self.view.setFocus)
        self.notice.line_entered.connect(self._run_by_hand)
        self.notice.dismissed.connect(self._answered)
        session.changed.connect(self.show_state)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.finder)
        rows.addWidget(self.view, 1)
        rows.addWidget(self.notice)
        self.setFocusProxy(self.view)
        self.show_state()

    # --- what is said -------------------------------------------------------------------------

    def show_state(self) -> None:
        """Say why nothing runs here, if that is so."""
        session = self.session
        if self._is_asking and session.state is State.LIVE:
            return
        self._is_asking = False
        words, choices = self._words()
        is_by_hand = session.state is State.NO_SHELL and session.can_open
        if session.error and words:
            words = f"{session.error} {words}" if is_by_hand else words
        self.notice.show_words(words, choices, takes_line=is_by_hand)

    def _words(self) -> tuple[str, list[Choice]]:
        session = self.session
        again: Choice = (tr("New shell"), self.reopen)
        is_running = session.container.state is ContainerState.RUNNING
        is_paused = session.container.state is ContainerState.PAUSED
        match session.state:
            case State.LIVE if is_paused:
                return tr("The container is paused. What you type arrives when it goes on."), []
            case State.LIVE | State.OPENING:
                return "", []
            case State.CLOSED:
                start = tr("Start the container to open a terminal in it.")
                return (start, []) if not is_running else ("", [])
            case State.NO_SHELL if is_running:
                return _NO_SHELL, [(tr("Look for a shell again"), self.reopen)]
            case _ if is_paused:
                return tr(
                    "The container is paused. When it goes on, a new shell can be opened."
                ), []
            case _ if not is_running:
                words = tr(
                    "The container is stopped. What was written stays here; start it to go on."
                )
                return words, []
            case _ if session.error:
                return session.error, [(tr("Try again"), self.reopen)]
        code = session.exit_code
        end = tr(" with exit code {code}", code=code) if code else ""
        return tr("The shell has ended{end}. Enter opens a new one.", end=end), [again]

    def reopen(self) -> None:
        """A new shell below what was written."""
        if self.session.can_open:
            self.session.open()
            self.view.follow()
            self.view.setFocus()

    def _run_by_hand(self, line: str) -> None:
        wrong = self.session.run_by_hand(line)
        if wrong:
            self.session.error = wrong
            self.show_state()
        else:
            self.view.follow()
            self.view.setFocus()

    # --- asking -------------------------------------------------------------------------------

    def ask(self, words: str, *choices: Choice) -> None:
        """Ask below the screen; every choice ends the question."""
        self._is_asking = True
        asked: list[Choice] = [(title, self._then(act)) for title, act in choices]
        self.notice.show_words(words, [*asked, (tr("Cancel"), self._answered)])
        self.notice.buttons[0].setFocus()

    def _then(self, act: Callable[[], None]) -> Callable[[], None]:
        def chosen() -> None:
            self._answered()
            act()

        return chosen

    def _answered(self) -> None:
        self._is_asking = False
        self.show_state()
        self.view.setFocus()

    # --- verbs --------------------------------------------------------------------------------

    def _do(self, verb: Verb) -> None:
        match verb:
            case Verb.COPY:
                self.copy()
            case Verb.PASTE:
                self.paste(QGuiApplication.clipboard().text())
            case Verb.PASTE_SELECTION:
                self.paste(QGuiApplication.clipboard().text(QClipboard.Mode.Selection))
            case Verb.SELECT_ALL:
                self.view.select_all()
            case Verb.FIND:
                self.finder.open_bar()
            case Verb.CLEAR:
                self.session.screen.main.forget_kept()
                self.session.shown.emit()
            case Verb.LARGER | Verb.SMALLER | Verb.USUAL | Verb.PROJECTOR:
                self.font_chosen.emit(self._size_for(verb))
            case _:
                self.asked.emit(verb)

    def copy(self) -> None:
        """What is selected, into the clipboard. Only the person can do that, no program."""
        text = self.view.selected_text
        if text:
            QGuiApplication.clipboard().setText(text)

    def paste(self, text: str) -> None:
        """Type a text; lines that would run at once are asked about first."""
        if not text or self.session.state is not State.LIVE:
            return
        if len(text) > _PASTE_LIMIT:
            self.ask(tr("That is too much to paste: more than a million characters."))
            return
        screen = self.session.screen
        if not needs_question(text, screen.modes) or screen.is_alternate:
            self._paste(text)
            return
        lines = text.strip("\r\n").splitlines()
        first = lines[0].strip() if lines else ""
        shown = first if len(first) <= _SHOWN_PASTE else first[: _SHOWN_PASTE - 1] + "…"
        shown = "".join(c if c.isprintable() else " " for c in shown)
        if len(lines) > 1:
            self.ask(
                tr(
                    "{lines} lines would run at once, one after the other: “{shown}” …",
                    lines=len(lines),
                    shown=shown,
                ),
                (tr("Paste and run"), lambda: self._paste(text)),
            )
        else:
            self.ask(
                tr("It ends with Enter and would run at once: “{shown}”", shown=shown),
                (tr("Paste without Enter"), lambda: self._paste(text.strip("\r\n"))),
                (tr("Paste and run"), lambda: self._paste(text)),
            )

    def _paste(self, text: str) -> None:
        self.view.follow()
        if not self.session.paste(text):
            self.ask(tr("The program does not read what is pasted; nothing was sent."))

    def _size_for(self, verb: Verb) -> float:
        now = self.view.font_px
        match verb:
            case Verb.LARGER:
                return next((size for size in _SIZES_PX if size > now), now)
            case Verb.SMALLER:
                return next((size for size in reversed(_SIZES_PX) if size < now), now)
            case Verb.PROJECTOR if now != PROJECTOR_FONT_PX:
                return PROJECTOR_FONT_PX
        return USUAL_FONT_PX

    def show_menu(self, place: QPoint) -> None:
        """What can be done, with the keys for it."""
        self.make_menu().popup(place)

    def make_menu(self) -> QMenu:
        """Belongs to the pane and goes when it is closed."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        has_text = bool(QGuiApplication.clipboard().text())
        is_live = self.session.state is State.LIVE
        enabled = {
            Verb.COPY: self.view.selection is not None,
            Verb.PASTE: has_text and is_live,
            Verb.CLEAR: bool(self.session.screen.main.kept),
        }
        groups = (
            (Verb.COPY, Verb.PASTE, Verb.SELECT_ALL, Verb.FIND, Verb.CLEAR),
            (Verb.LARGER, Verb.SMALLER, Verb.USUAL, Verb.PROJECTOR),
            (Verb.NEW, Verb.CLOSE),
        )
        for group in groups:
            for verb in group:
                keys = KEYS.get(verb, "")
                action = menu.addAction(f"{verb.title}\t{keys_text(keys)}" if keys else verb.title)
                action.setEnabled(enabled.get(verb, True))
                action.triggered.connect(lambda _checked=False, one=verb: self._do(one))
            menu.addSeparator()
        return menu
