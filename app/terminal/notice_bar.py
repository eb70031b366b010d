"""Below a terminal's screen: why nothing runs there, a question, and what one can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.panels.controls import breakable, plain_button
from app.scene.overlay import plain_label
from core.translation import tr

Choice = tuple[str, Callable[[], None]]


class NoticeBar(QFrame):
    """Signals: line_entered(str): a program to run by hand; dismissed(): Escape was pressed."""

    line_entered = Signal(str)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "terminal-bar")
        self._words = plain_label("", "terminal-state")
        self._words.setWordWrap(True)
        self.line = QLineEdit()
        self.line.setProperty("look", "terminal")
        self.line.setAccessibleName(tr("Program to run, with its path and arguments"))
        self.line.setPlaceholderText(tr("/path/of/the/program argument …"))
        self.line.returnPressed.connect(lambda: self.line_entered.emit(self.line.text()))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(6)
        self._choices: tuple[str, ...] = ()
        above = QHBoxLayout()
        above.setSpacing(10)
        above.addWidget(self._words, 1)
        above.addLayout(self._buttons)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 7, 10, 7)
        rows.setSpacing(4)
        rows.addLayout(above)
        rows.addWidget(self.line)
        self.hide()

    def show_words(
        self, words: str, choices: Sequence[Choice] = (), *, takes_line: bool = False
    ) -> None:
        """Say something; without words it is hidden."""
        self.setVisible(bool(words))
        self._words.setText(breakable(words))
        self._words.setAccessibleName(words)
        self.line.setVisible(takes_line)
        had_focus = any(button.hasFocus() for button in self.buttons)
        for button in self.buttons:
            self._buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        for title, act in choices:
            button = plain_button(title, "chip-dark")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked, do=act: do())
            button.installEventFilter(self)
            self._buttons.addWidget(button)
        if had_focus and choices:
            self.buttons[0].setFocus()

    @property
    def words(self) -> str:
        """What is said; "" when it is hidden."""
        return self._words.accessibleName() if not self.isHidden() else ""

    @property
    def buttons(self) -> list[QPushButton]:
        """What can be chosen."""
        items = (self._buttons.itemAt(at) for at in range(self._buttons.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
                watched, QPushButton
            ):
                watched.click()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.dismissed.emit()
                return True
        return super().eventFilter(watched, event)
