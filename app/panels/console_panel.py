"""Run commands in a container as administrator, and read what they say."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.panels.console_output import ConsoleOutput
from app.panels.controls import ElidedLabel, Glyph, StatusDot, code_font, labelled
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.console import Console
from core.translation import tr

_PROMPT_NAME_PX = 190.0


class ConsolePanel(QFrame):
    """Output with the prompt right below it, as in a terminal.

    Signals: command_entered(str), cancel_requested().
    """

    command_entered = Signal(str)
    cancel_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # code, in every language
        self.setProperty("look", "terminal")
        self._console = Console()
        self._history_at = 0
        self._draft = ""
        self._had_focus = False
        self.output = ConsoleOutput(theme)
        self.output.installEventFilter(self)
        self._quiet = plain_label("", "terminal-quiet")
        self._quiet.setWordWrap(True)
        self._quiet.setContentsMargins(16, 12, 16, 12)
        self._user = plain_label("", "prompt-user")
        self._mark = QWidget()
        self._mark.setCursor(Qt.CursorShape.IBeamCursor)
        self.line = QLineEdit()
        self.line.setProperty("look", "terminal")
        self.line.setAccessibleName(tr("Command to run as administrator"))
        self.line.returnPressed.connect(self._enter)
        self.line.installEventFilter(self)
        self._prompt = self._make_prompt()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(0)
        layout.addWidget(self._make_head(theme))
        layout.addSpacing(6)
        layout.addWidget(self.output, 1)
        layout.addWidget(self._quiet)
        layout.addWidget(self._prompt)
        layout.addStretch(1)
        layout.setStretchFactor(self.output, 1000)
        self.setMinimumHeight(150)

    def show_console(self, name: str, console: Console, *, reason_disabled: str) -> None:
        """Show a container's console; `reason_disabled` says why nothing can be run now."""
        if console is not self._console:
            self._console = console
            self._history_at, self._draft = len(console.history), ""
            self.line.clear()
            self.output.start_over()
        self._title.show_text(tr("Console — {name}", name=name))
        self._user.setText(_shortened(name, _PROMPT_NAME_PX, "root@"))
        self.output.show_lines(console, name)
        self.output.setVisible(console.total > 0)
        self._show_state(bool(console.running), reason_disabled)

    # --- parts --------------------------------------------------------------------------------

    def _make_head(self, theme: Theme) -> QFrame:
        head = QFrame()
        head.setProperty("look", "terminal-head")
        head.setFixedHeight(36)
        self._title = ElidedLabel("", "terminal-title")
        self._dot = StatusDot(theme)
        self._state = plain_label("", "terminal-state")
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.setProperty("look", "chip-dark")
        self.cancel.setAccessibleName(tr("Cancel the command that runs"))
        self.cancel.setToolTip(tr("End the command that runs (Ctrl+C)"))
        labelled(self.cancel, theme, "x", "terminal_text", 13)
        self.cancel.clicked.connect(self.cancel_requested)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(Glyph(theme, "term", "terminal_dim", 16))
        row.addWidget(self._title, 1)
        row.addWidget(self._dot)
        row.addWidget(self._state)
        row.addSpacing(4)
        row.addWidget(self.cancel)
        return head

    def _make_prompt(self) -> QWidget:
        prompt = QWidget()
        marks = QHBoxLayout(self._mark)
        marks.setContentsMargins(0, 0, 0, 0)
        marks.setSpacing(0)
        marks.addWidget(self._user)
        for words, look in ((":", "terminal-mono"), ("/", "prompt-path"), ("# ", "terminal-mono")):
            marks.addWidget(plain_label(words, look))
        row = QHBoxLayout(prompt)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(0)
        row.addWidget(self._mark)
        row.addWidget(self.line, 1)
        prompt.setFixedHeight(24)
        return prompt

    # --- what goes on -------------------------------------------------------------------------

    def _show_state(self, is_running: bool, reason_disabled: str) -> None:
        self.cancel.setVisible(is_running)
        self._dot.show_state(
            "terminal_dim" if reason_disabled else "terminal_yellow" if is_running
            else "terminal_green",
            is_filled=not reason_disabled,
        )  # fmt: skip
        words = (
            tr("not running") if reason_disabled else tr("running") if is_running else tr("live")
        )
        self._state.setText(words)
        was_enabled, is_enabled = self.line.isEnabled(), not reason_disabled and not is_running
        if was_enabled and not is_enabled:
            self._had_focus = self.line.hasFocus()
            if self._had_focus:  # the keyboard stays in this panel: the arrows scroll
                self.output.setFocus()
        self.line.setEnabled(is_enabled)
        if is_enabled and not was_enabled and self._had_focus:
            self._had_focus = False
            if self.output.hasFocus() or self.focusWidget() is None:
                self.line.setFocus()
        self._prompt.setVisible(is_enabled)
        is_first = is_enabled and not self._console.total
        self.line.setPlaceholderText(tr("type a command, for instance  ls /") if is_first else "")
        quiet = ""
        if reason_disabled:
            quiet = f"{reason_disabled[:1].upper()}{reason_disabled[1:]}."
        self._quiet.setText(quiet)
        self._quiet.setVisible(bool(quiet))

    def _enter(self) -> None:
        line = self.line.text().strip()
        if line:
            self.line.clear()
            self.output.follow()
            self.command_entered.emit(line)
            self._history_at, self._draft = len(self._console.history), ""

    def _walk_history(self, step: int) -> None:
        """Older and newer commands; what was being typed is kept at the end."""
        history = self._console.history
        if self._history_at >= len(history):
            self._draft = self.line.text()
        self._history_at = max(0, min(len(history), self._history_at + step))
        is_past_end = self._history_at == len(history)
        self.line.setText(self._draft if is_past_end else history[self._history_at])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if watched is self.line:
                step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
                if step is not None:
                    self._walk_history(step)
                    return True
            elif event.matches(QKeySequence.StandardKey.Copy):
                if self._console.running and not self.output.textCursor().hasSelection():
                    self.cancel_requested.emit()
                    return True
            elif self._is_typing(event):  # typing over the output goes to the prompt
                self.line.setFocus()
                self.line.insert(event.text())
                return True
        return super().eventFilter(watched, event)

    def _is_typing(self, event: QKeyEvent) -> bool:
        plain = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
        return (
            self.line.isEnabled()
            and event.modifiers() in plain
            and bool(event.text())
            and event.text().isprintable()
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click into the empty part is meant for the prompt."""
        if self.line.isEnabled():
            self.line.setFocus()
        super().mouseReleaseEvent(event)


def _shortened(name: str, width: float, before: str) -> str:
    metrics = QFontMetricsF(code_font(13))
    width = max(120.0, width - metrics.horizontalAdvance(before))
    return before + metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, width)
