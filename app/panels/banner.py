"""One plain sentence over the canvas, with details on demand."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.scene.overlay import icon_button, plain_label, set_look
from app.theme import Theme
from app.viewmodel.wording import Message

_NOTICE_MS = 6000


class Banner(QFrame):
    """Errors stay until they are closed; notices go by themselves.

    Signals: details_requested(Message).
    """

    details_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "banner")
        self._message: Message | None = None
        self._words = plain_label("", "strong")
        self._words.setWordWrap(True)
        self._details = QPushButton("Details")
        self._details.setProperty("look", "link")
        self._details.clicked.connect(lambda: self.details_requested.emit(self._message))
        self._close = icon_button(theme, "x", "Close")
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 6, 6)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._details)
        layout.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True, interval=_NOTICE_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def words(self) -> str:
        """What is shown."""
        return self._words.text()

    def show_message(self, message: Message) -> None:
        """An error."""
        self._timer.stop()
        self._message = message
        set_look(self, "banner")
        self._say(message.sentence)
        self._details.setVisible(bool(message.details))

    def show_notice(self, words: str) -> None:
        """Good news; an error that is shown stays."""
        if self.isVisible() and self.property("look") == "banner":
            return
        set_look(self, "notice")
        self._details.hide()
        self._say(words)
        self._timer.start()

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self.show()
        self.raise_()
