"""Run commands in a container as administrator, and read what they say."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.console import Console, ConsoleLine

_BLOCKS_LIMIT = 5_000


class ConsolePanel(QFrame):
    """Signals: command_entered(str), cancel_requested()."""

    command_entered = Signal(str)
    cancel_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "terminal")
        self._theme = theme
        self._console = Console()
        self._shown = 0
        self._history_at = 0
        self._prompt = "#"
        head = QFrame()
        head.setProperty("look", "terminal-head")
        self._title = plain_label("", "terminal-title")
        self._state = plain_label("", "terminal-title")
        self.cancel = QPushButton("Cancel")
        self.cancel.setProperty("look", "chip")
        self.cancel.clicked.connect(self.cancel_requested)
        head_row = QHBoxLayout(head)
        head_row.setContentsMargins(14, 5, 10, 5)
        head_row.addWidget(self._title, 1)
        head_row.addWidget(self._state)
        head_row.addWidget(self.cancel)
        self.output = QPlainTextEdit()
        self.output.setProperty("look", "terminal")
        self.output.setReadOnly(True)
        self.output.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.output.setMaximumBlockCount(_BLOCKS_LIMIT)
        self.output.setAccessibleName("Output of commands")
        self._mark = plain_label("#", "terminal-mono")
        self.line = QLineEdit()
        self.line.setProperty("look", "terminal")
        self.line.setAccessibleName("Command to run as administrator")
        self.line.returnPressed.connect(self._enter)
        self.line.installEventFilter(self)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 10, 6)
        row.addWidget(self._mark)
        row.addWidget(self.line, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.output, 1)
        layout.addLayout(row)

    def show_console(self, name: str, console: Console, *, reason_disabled: str) -> None:
        """Show a container's console; `reason_disabled` says why nothing can be run now."""
        if console is not self._console:
            self._console = console
            self._shown = 0
            self._history_at = len(console.history)
            self.output.clear()
        self._prompt = f"root@{name}:/#"
        self._title.setText(f"Console — {name}")
        self._append_new()
        is_running = bool(console.running)
        self._state.setText("● running" if is_running else "")
        self.cancel.setVisible(is_running)
        self.line.setEnabled(not reason_disabled and not is_running)
        self.line.setPlaceholderText(
            reason_disabled or ("a command runs …" if is_running else "command, as administrator")
        )
        self._mark.setText("#")

    def _append_new(self) -> None:
        missing = self._console.total - self._shown
        if missing <= 0:
            return
        lines = list(self._console.lines)[-missing:] if missing else []
        bar = self.output.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - 4
        cursor = QTextCursor(self.output.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for line in lines:
            if not self.output.document().isEmpty():
                cursor.insertBlock()
            self._insert(cursor, line)
        cursor.endEditBlock()
        self._shown = self._console.total
        if follows:
            bar.setValue(bar.maximum())

    def _insert(self, cursor: QTextCursor, line: ConsoleLine) -> None:
        if line.kind == "command":
            cursor.insertText(self._prompt + " ", self._format("terminal_green"))
            cursor.insertText(line.text, self._format("terminal_text"))
        elif line.kind == "note":
            cursor.insertText(line.text, self._format("terminal_dim"))
        elif line.kind == "stderr":
            cursor.insertText(line.text, self._format("terminal_yellow"))
        else:
            cursor.insertText(line.text, self._format("terminal_text"))

    def _format(self, token: str) -> QTextCharFormat:
        text_format = QTextCharFormat()
        text_format.setForeground(QColor(self._theme.color(token)))
        return text_format

    def _enter(self) -> None:
        line = self.line.text().strip()
        if line:
            self.line.clear()
            self.command_entered.emit(line)
            self._history_at = len(self._console.history)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                history = self._console.history
                self._history_at = max(0, min(len(history), self._history_at + step))
                is_past_end = self._history_at == len(history)
                self.line.setText("" if is_past_end else history[self._history_at])
                return True
        return super().eventFilter(watched, event)
