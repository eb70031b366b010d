"""Looking for words in a shown text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.panels.inspector.text_view import MOST_MATCHES, TextView
from app.scene.overlay import icon_button, plain_label
from app.theme import Theme
from app.viewmodel.sizes import count_text
from core.translation import tr


class FindBar(QWidget):
    """Opened by Ctrl+F; Enter and Shift+Enter go through what is found, Esc closes it."""

    def __init__(self, theme: Theme, view: TextView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.edit = QLineEdit()
        self.edit.setProperty("look", "filter")
        self.edit.setPlaceholderText(tr("Find in this text"))
        self.edit.setAccessibleName(tr("Find in this text"))
        self.edit.addAction(
            theme.icon("search", "text3", 16), QLineEdit.ActionPosition.LeadingPosition
        )
        self.edit.textChanged.connect(self._find)
        self.edit.installEventFilter(self)
        self.count = plain_label("", "small")
        self.count.setMinimumWidth(84)
        before = icon_button(theme, "chevl", tr("Previous match"))
        after = icon_button(theme, "chevr", tr("Next match"))
        close = icon_button(theme, "x", tr("Close the search"))
        before.clicked.connect(lambda: self._step(-1))
        after.clicked.connect(lambda: self._step(1))
        close.clicked.connect(self.end)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.edit, 1)
        row.addWidget(self.count)
        for button in (before, after, close):
            row.addWidget(button)
        self.hide()

    def begin(self) -> None:
        """Show it, with what is selected as the words to find."""
        selected = self._view.selected
        if selected is not None and selected.anchor[0] == selected.caret[0]:
            words = self._view.selected_text() if selected.anchor != selected.caret else ""
            self.edit.setText(words or self.edit.text())
        self.show()
        self.edit.setFocus()
        self.edit.selectAll()
        self._find(self.edit.text())

    def end(self) -> None:
        """Back to the text; nothing is marked any more."""
        self.hide()
        self._view.find_words("")
        self._view.setFocus()

    def _find(self, words: str) -> None:
        self._tell(self._view.find_words(words), words)

    def _step(self, step: int) -> None:
        self._view.find_next(step)
        self._tell(self._view.matches, self.edit.text())

    def _tell(self, count: int, words: str) -> None:
        more = "+" if count >= MOST_MATCHES else ""
        found = tr(
            "{match} of {number}{more}",
            match=count_text(self._view.match),
            number=count_text(count),
            more=more,
        )
        self.count.setText((found if count else tr("not found")) if words else "")
        self.edit.setAccessibleDescription(self.count.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                is_back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._step(-1 if is_back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.end()
                return True
        return super().eventFilter(watched, event)
