"""What a dialog asks for, as a command line of another tool that follows while one fills it in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app.dialogs.command_text import command_spans
from app.panels.controls import CopyButton, code_font
from app.panels.flow_text import FlowText
from app.theme import Theme
from app.viewmodel.equivalents import Dialect
from core.translation import tr

_MOST_LINES = 12  # what an environment of hundred settings makes longer is scrolled


class CommandBox(QFrame):
    """Dark, as a terminal is: three tools to choose from, the line, and a button that copies it."""

    def __init__(
        self,
        theme: Theme,
        line: Callable[[Dialect], str],
        dialect: Dialect = Dialect.DOCKER,
        *,
        most_lines: int = _MOST_LINES,
    ) -> None:
        """`line` is asked again at each `follow`; `dialect` is the one that stands there first.

        What is longer than `most_lines` is scrolled.
        """
        super().__init__()
        self._line = line
        self.dialect = dialect
        self.setProperty("look", "terminal")
        head = QFrame()
        head.setProperty("look", "terminal-head")
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(4)
        self.buttons: dict[Dialect, QPushButton] = {}
        for one in Dialect:
            button = QPushButton(one.value)
            button.setProperty("look", "dialect-dark")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setAutoDefault(False)
            button.setAccessibleName(tr("Show the command of {tool}", tool=one.value))
            button.setChecked(one is dialect)
            button.clicked.connect(lambda _checked, chosen=one: self._speak(chosen))
            self.buttons[one] = button
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(CopyButton(theme, tr("Copy the command"), lambda: self.command, is_dark=True))
        self._text = FlowText(theme, code_font(13), line_px=23, most_lines=most_lines)
        self._text.setAccessibleName(tr("The same as a command"))
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 9, 10, 11)
        inner.addWidget(self._text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addLayout(inner)

    @property
    def command(self) -> str:
        """The command, on one line."""
        return self._line(self.dialect)

    @property
    def shown_text(self) -> str:
        """The command as it stands there, on several lines."""
        return self._text.toPlainText()

    def follow(self) -> None:
        """Something was changed in the form."""
        self._text.show_spans(command_spans(self.command, self.dialect))

    def _speak(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.follow()
