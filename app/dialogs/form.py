"""What all dialogs share: heading, fields with their complaint below, and two buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.scene.overlay import plain_label
from core.errors import NameGrammarError


class Field(QWidget):
    """A labelled line with a hint or a complaint below it."""

    def __init__(
        self, label: str, text: str = "", *, check: Callable[[str], str] | None = None
    ) -> None:
        super().__init__()
        self._check = check
        self.edit = QLineEdit(text)
        self.edit.setAccessibleName(label)
        title = plain_label(label, "small")
        title.setBuddy(self.edit)
        self._below = plain_label("", "caption")
        self._below.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        for widget in (title, self.edit, self._below):
            layout.addWidget(widget)
        self._below.hide()

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.edit.text()

    def set_hint(self, words: str) -> None:
        """A quiet line below."""
        self._say(words, "caption")

    def set_complaint(self, words: str) -> None:
        """What is wrong with it; "" takes it back."""
        self._say(words, "error")

    def is_good(self) -> bool:
        """Check it, and say below what is wrong."""
        if self._check is None:
            return True
        try:
            self._check(self.text)
        except NameGrammarError as error:
            self.set_complaint(error.sentence())
            return False
        self.set_complaint("")
        return True

    def _say(self, words: str, look: str) -> None:
        self._below.setProperty("look", look)
        self._below.style().unpolish(self._below)
        self._below.style().polish(self._below)
        self._below.setText(words)
        self._below.setVisible(bool(words))


class FormDialog(QDialog):
    """A window-modal dialog; subclasses fill `body` and override `submit`."""

    def __init__(self, parent: QWidget | None, title: str, subtitle: str, action: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.body = QVBoxLayout()
        self.body.setSpacing(13)
        self.action_button = QPushButton(action)
        self.action_button.setProperty("look", "primary")
        self.action_button.setDefault(True)
        self.action_button.clicked.connect(self.submit)
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.clicked.connect(self.reject)
        self.buttons = QHBoxLayout()
        self.buttons.addWidget(plain_label("Ctrl+Enter", "caption"))
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.action_button)
        self.main = QVBoxLayout()
        self.main.setContentsMargins(30, 26, 30, 20)
        self.main.setSpacing(14)
        heading = plain_label(title, "dialog-title")
        self.main.addWidget(heading)
        if subtitle:
            below = plain_label(subtitle, "small")
            below.setWordWrap(True)
            self.main.addWidget(below)
        self.main.addLayout(self.body)
        self.main.addStretch(1)
        line = QFrame()
        line.setProperty("look", "line")
        self.main.addWidget(line)
        self.main.addLayout(self.buttons)
        self.root = QHBoxLayout(self)
        self.root.setContentsMargins(0, 0, 0, 0)
        self.root.setSpacing(0)
        self.root.addLayout(self.main, 1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, activated=self.submit)

    def submit(self) -> None:
        """The person agrees."""
        self.accept()


def wrapped(text: str, look: str = "small") -> QLabel:
    """A plain label that takes several lines."""
    label = plain_label(text, look)
    label.setWordWrap(True)
    return label
