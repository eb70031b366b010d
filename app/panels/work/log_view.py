"""A bounded text of log lines, dark in both looks, that can follow its end and be searched."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from app.panels.controls import code_font
from app.theme import Theme
from app.viewmodel.log_lines import Line
from core.translation import tr

LINES_LIMIT = 5_000
_MOST_MATCHES = 2_000


class LogView(QPlainTextEdit):
    """Lines, the newest last. Signals: follow_changed(whether it stays at the end)."""

    follow_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "terminal")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(code_font(12))
        self.setMaximumBlockCount(LINES_LIMIT)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Output of the container's own command"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._theme = theme
        self._formats: dict[tuple[str, bool], QTextCharFormat] = {}
        self._follows = True
        self._places: list[tuple[int, int]] = []  # of matches: start and end in the text
        self._here = -1
        self._is_own_move = False
        self.set_wrap(is_wrapped=True)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def add_lines(self, lines: Sequence[Line]) -> None:
        """At the end; the oldest go when there are too many."""
        if not lines:
            return
        bar = self.verticalScrollBar()
        before = self.firstVisibleBlock()
        cursor = QTextCursor(self.document())
        self._is_own_move = True
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        is_empty = self.document().isEmpty()
        for line in lines[-LINES_LIMIT:]:
            if not is_empty:
                cursor.insertBlock()
            is_empty = False
            for span in line:
                cursor.insertText(span.text, self._format(span.color, span.is_strong))
        cursor.endEditBlock()
        if self._follows:
            bar.setValue(bar.maximum())
        elif before.isValid():
            bar.setValue(before.firstLineNumber())
        self._is_own_move = False

    def start_over(self) -> None:
        """Another container."""
        self.clear()
        self.find_words("")
        self.follow(is_following=True)

    def follow(self, *, is_following: bool) -> None:
        """Whether to stay at the end."""
        if is_following:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        if is_following != self._follows:
            self._follows = is_following
            self.follow_changed.emit(is_following)

    @property
    def is_following(self) -> bool:
        """Whether it stays at the end."""
        return self._follows

    def set_wrap(self, *, is_wrapped: bool) -> None:
        """Long lines go on in the next one, or out of sight."""
        mode = QTextOption.WrapMode
        self.setWordWrapMode(mode.WrapAnywhere if is_wrapped else mode.NoWrap)
        if self._follows:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    # --- what a find bar needs ----------------------------------------------------------------

    selected = None  # what is selected in rows and columns: not known here

    def find_words(self, words: str) -> int:
        """Mark what is found in any case, go to the last; how many were found."""
        self._places, self._here = [], -1
        cursor = QTextCursor(self.document())
        while words and len(self._places) < _MOST_MATCHES:
            cursor = self.document().find(words, cursor, QTextDocument.FindFlag(0))
            if cursor.isNull():
                break
            self._places.append((cursor.selectionStart(), cursor.selectionEnd()))
        if self._places:
            self._here = len(self._places) - 1
            self._go()
        self._mark()
        return len(self._places)

    def find_next(self, step: int = 1) -> int:
        """Go on to the next match, -1: back; its number from 1, 0 when there is none."""
        if not self._places:
            return 0
        self._here = (self._here + step) % len(self._places)
        self._go()
        self._mark()
        return self._here + 1

    @property
    def matches(self) -> int:
        """How many were found."""
        return len(self._places)

    @property
    def match(self) -> int:
        """The number of the one that is gone to, from 1."""
        return self._here + 1

    def _go(self) -> None:
        self.follow(is_following=False)
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(self._places[self._here][0], self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.centerCursor()

    def _mark(self) -> None:
        marks = []
        last = self.document().characterCount() - 1
        for number, (start, end) in enumerate(self._places):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document())  # type: ignore[attr-defined]
            mark.cursor.setPosition(min(start, last))  # type: ignore[attr-defined]
            mark.cursor.setPosition(  # type: ignore[attr-defined]
                min(end, last), QTextCursor.MoveMode.KeepAnchor
            )
            token = "terminal_yellow" if number == self._here else "terminal_dim"
            mark.format.setBackground(self._theme.color(token))  # type: ignore[attr-defined]
            mark.format.setForeground(self._theme.color("terminal"))  # type: ignore[attr-defined]
            marks.append(mark)
        self.setExtraSelections(marks)

    # --- pieces -------------------------------------------------------------------------------

    def _format(self, color: str, is_strong: bool) -> QTextCharFormat:
        made = self._formats.get((color, is_strong))
        if made is None:
            made = self._formats[color, is_strong] = QTextCharFormat()
            made.setFont(code_font(12, 600 if is_strong else 400))
            made.setForeground(self._theme.color(f"terminal_{color}"))
        return made

    def _scrolled(self, value: int) -> None:
        if not self._is_own_move:
            is_at_end = value >= self.verticalScrollBar().maximum()
            if is_at_end != self._follows:
                self._follows = is_at_end
                self.follow_changed.emit(is_at_end)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._is_own_move = True
        super().resizeEvent(event)
        if self._follows:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        self._is_own_move = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl+wheel would change the size of some of the letters only."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)


def newest(lines: deque[Line], most: int) -> list[Line]:
    """Take the oldest that wait, at most so many."""
    return [lines.popleft() for _number in range(min(most, len(lines)))]
