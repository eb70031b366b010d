"""What a container's own command says, as it comes."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.panels.controls import ElidedLabel, TickBox
from app.panels.inspector.find_bar import FindBar
from app.panels.work.log_view import LINES_LIMIT, LogView, newest
from app.scene.overlay import icon_button, plain_label
from app.theme import Theme
from app.viewmodel.log_lines import Line, LogReader
from app.viewmodel.sizes import counted, size_text
from core.translation import tr

_FLUSH_MS, _LINES_AT_ONCE = 60, 250
_PATIENCE_MS = 400  # a line without its end, a prompt for instance, is shown after this


class LogPanel(QWidget):
    """`append` bytes in any pieces; only the newest `LINES_LIMIT` lines are kept.

    Signals: save_requested(text): what is listed shall be written to a file.
    """

    save_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = LogReader()
        self._waiting: deque[Line] = deque(maxlen=LINES_LIMIT)
        self._dropped_lines = 0
        self._skipped_bytes = 0
        self.view = LogView(theme)
        self.find_bar = FindBar(theme, self.view)  # type: ignore[arg-type]
        self.follow = TickBox(tr("Follow"), theme)
        self.follow.setChecked(True)
        self.follow.setToolTip(tr("Stay at the newest line"))
        self.wrap = TickBox(tr("Wrap"), theme)
        self.wrap.setChecked(True)
        self.wrap.setToolTip(tr("Long lines go on in the next one"))
        self.find = icon_button(theme, "search", tr("Find in the log (Ctrl+F)"))
        self.save = icon_button(theme, "export", tr("Save the log"))
        self.save.clicked.connect(lambda: self.save_requested.emit(self.text))
        self._note = ElidedLabel("", "caption")
        self._nothing = plain_label(tr("Its command has said nothing yet."), "terminal-quiet")
        self._nothing.setContentsMargins(14, 12, 14, 12)
        self._lay_out()
        self.follow.clicked.connect(lambda is_on: self.view.follow(is_following=is_on))
        self.wrap.clicked.connect(lambda is_on: self.view.set_wrap(is_wrapped=is_on))
        self.view.follow_changed.connect(self.follow.setChecked)
        self.find.clicked.connect(self.find_bar.begin)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.find_bar.begin)
        self._flush_timer = QTimer(self, singleShot=True, interval=_FLUSH_MS)
        self._flush_timer.timeout.connect(self._flush)
        self._rest_timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._rest_timer.timeout.connect(self._take_rest)
        self.start_over()

    def append(self, content: bytes, skipped_bytes: int = 0) -> None:
        """Some output; `skipped_bytes` before it were left out."""
        self._skipped_bytes += skipped_bytes
        self._take(self._reader.feed(content))
        if self._reader.has_rest:
            self._rest_timer.start()

    def start_over(self) -> None:
        """Another container, or its command anew."""
        self._reader = LogReader()
        self._waiting.clear()
        self._dropped_lines = self._skipped_bytes = 0
        self.view.start_over()
        self._show_state()

    def set_nothing(self, sentence: str) -> None:
        """What is said while the log is empty."""
        self._nothing.setText(sentence)

    @property
    def text(self) -> str:
        """All lines, those that wait to be shown too."""
        waiting = "\n".join("".join(span.text for span in line) for line in self._waiting)
        shown = self.view.toPlainText()
        return f"{shown}\n{waiting}" if shown and waiting else shown or waiting

    # --- lines --------------------------------------------------------------------------------

    def _take(self, lines: list[Line]) -> None:
        missing = len(self._waiting) + len(lines) - LINES_LIMIT
        self._dropped_lines += max(0, missing)
        self._waiting.extend(lines)
        if self._waiting and self.isVisible() and not self._flush_timer.isActive():
            self._flush_timer.start()

    def _take_rest(self) -> None:
        self._take(self._reader.finish())

    def _flush(self) -> None:
        """A few lines at a time, so that the window stays quick whatever a command says."""
        self.view.add_lines(newest(self._waiting, _LINES_AT_ONCE))
        if self._waiting:
            self._flush_timer.start()
        self._show_state()

    def _show_state(self) -> None:
        document = self.view.document()
        is_empty = document.isEmpty()
        self._nothing.setVisible(is_empty)
        self.view.setVisible(not is_empty)
        count = 0 if is_empty else document.blockCount()
        words = [counted("{count} line", "{count} lines", count)] if count else []
        if count >= LINES_LIMIT or self._dropped_lines:
            words = [
                tr("the newest {number}", number=counted("{count} line", "{count} lines", count))
            ]
        if self._skipped_bytes:
            words.append(
                tr(
                    "{skipped_bytes} left out, it came too fast",
                    skipped_bytes=size_text(self._skipped_bytes),
                )
            )
        self._note.show_text("  ·  ".join(words))
        self.save.setEnabled(not is_empty)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waiting:
            self._flush_timer.start()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(plain_label(tr("Log"), "section"))
        head.addWidget(self._note, 1)
        head.addWidget(self.follow)
        head.addWidget(self.wrap)
        head.addWidget(self.find)
        head.addWidget(self.save)
        frame = QFrame()
        frame.setProperty("look", "terminal")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 6, 0, 6)
        inside.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self.view, 1)
        frame.setMinimumHeight(60)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.find_bar)
        column.addWidget(frame, 1)
