"""What commands said: long lines are wrapped, and the view is never taller than its text."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import (
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from app.panels.controls import code_font
from app.theme import Theme
from app.viewmodel.console import Console, ConsoleLine
from core.translation import tr

_BLOCKS_LIMIT = 3_000
_LINE_PX = 24
_EXIT_CODE = re.escape(tr("exit code {exit_code}").partition("{")[0])
_FAILED = re.compile(
    rf"{_EXIT_CODE}[1-9]|{re.escape(tr('cancelled'))}|not (?:run|started)", re.IGNORECASE
)


class ConsoleOutput(QTextEdit):
    """Lines of a console, newest last; it stays at the end unless the person scrolled away."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown = 0
        self._name = ""
        self._follows = True
        self.setProperty("look", "terminal")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(code_font(13))
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Output of commands"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setCursorWidth(0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(0)
        self.document().setMaximumBlockCount(_BLOCKS_LIMIT)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._line = QTextBlockFormat()
        self._line.setLineHeight(_LINE_PX, QTextBlockFormat.LineHeightTypes.FixedHeight.value)

    def start_over(self) -> None:
        """Another console."""
        self.clear()
        self._shown = 0
        self._follows = True

    def follow(self) -> None:
        """Go to the end, and stay there."""
        self._follows = True
        self._to_end()

    def show_lines(self, console: Console, name: str) -> None:
        """Add what is new."""
        self._name = name
        missing = console.total - self._shown
        if missing <= 0:
            return
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for line in list(console.lines)[-min(missing, _BLOCKS_LIMIT) :]:
            if self.document().isEmpty():
                cursor.setBlockFormat(self._line)
            else:
                cursor.insertBlock(self._line)
            self._insert(cursor, line)
        cursor.endEditBlock()
        self._shown = console.total
        if self._follows:
            self._to_end()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _LINE_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._follows:
            self._to_end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl+wheel would change the size of some of the letters only."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)

    def _insert(self, cursor: QTextCursor, line: ConsoleLine) -> None:
        if line.kind == "command":
            cursor.insertText(f"root@{self._name}", self._format("terminal_green"))
            cursor.insertText(":", self._format("terminal_text"))
            cursor.insertText("/", self._format("terminal_blue", is_strong=True))
            cursor.insertText(f"# {line.text}", self._format("terminal_text"))
        elif line.kind == "note":
            is_failure = _FAILED.search(line.text) is not None
            token = "terminal_red" if is_failure else "terminal_dim"
            cursor.insertText(line.text, self._format(token))
        elif line.kind == "stderr":
            cursor.insertText(line.text, self._format("terminal_yellow"))
        else:
            cursor.insertText(line.text, self._format("terminal_text"))

    def _format(self, token: str, *, is_strong: bool = False) -> QTextCharFormat:
        text_format = QTextCharFormat()
        text_format.setFont(code_font(13, 600 if is_strong else 400))
        text_format.setForeground(self._theme.color(token))
        return text_format

    def _fit(self, size: QSizeF) -> None:
        """No taller than the text, so that the prompt stands right below it."""
        self.setMaximumHeight(max(_LINE_PX, round(size.height()) + 1))
        self.updateGeometry()

    def _scrolled(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum() - _LINE_PX

    def _to_end(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
