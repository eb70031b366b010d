"""One plain sentence over the canvas, with details on demand."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.panels.controls import Glyph, breakable
from app.scene.overlay import icon_button, plain_label, set_look
from app.scene.shadow import add_shadow
from app.theme import Theme
from app.viewmodel.sizes import visible
from app.viewmodel.wording import Message
from core.translation import tr

_NOTICE_MS = 6000
_LARGEST_PX, _LEAST_PX = 720, 44
_SLACK_PX = 4  # words that wrap are a little taller than layouts count
_SHOWN_CHARS = 400


class Banner(QFrame):
    """A floating card. Errors stay until they are closed; notices go by themselves.

    Signals: details_requested(Message).
    """

    details_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "banner")
        self.setMaximumWidth(_LARGEST_PX)
        self._message: Message | None = None
        self._said = ""
        self._icon = Glyph(theme, "warn", "deleted", 20)
        self._headline = plain_label("", "strong")
        self._words = plain_label("", "banner-words")
        self._words.setWordWrap(True)
        self._details = QPushButton(tr("Details"))
        self._details.setProperty("look", "link")
        self._details.setToolTip(tr("What exactly went wrong"))
        self._details.clicked.connect(lambda: self.details_requested.emit(self._message))
        self._close = icon_button(theme, "x", tr("Close"))
        self._close.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 10, 10)
        layout.setSpacing(12)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(words, 1)
        layout.addWidget(self._details, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        add_shadow(self, theme, 20)
        self._timer = QTimer(self, singleShot=True, interval=_NOTICE_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def words(self) -> str:
        """What is shown."""
        return self._said

    def show_message(self, message: Message) -> None:
        """An error."""
        self._timer.stop()
        self._message = message
        set_look(self, "banner")
        self._icon.show_icon("warn", "deleted")
        self._headline.setText(visible(message.headline))
        self._headline.setVisible(bool(message.headline))
        self._say(message.sentence)
        self._details.setVisible(bool(message.details))

    def show_notice(self, words: str) -> None:
        """Good news; an error that is shown stays."""
        if self.isVisible() and self.property("look") == "banner":
            return
        set_look(self, "notice")
        self._icon.show_icon("check", "added")
        self._headline.hide()
        self._details.hide()
        self._say(words)
        self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """It is placed by somebody who does not know how narrow it stays."""
        super().resizeEvent(event)
        self.resize(self.width(), max(self.height(), self.height_for(self.width())))

    def height_for(self, width: int) -> int:
        """How tall it is at that width, so that no line is cut."""
        layout = self.layout()
        height = layout.heightForWidth(width) if layout is not None else 0
        return max(_LEAST_PX, height + _SLACK_PX)

    def _say(self, words: str) -> None:
        self._said = words
        shown = visible(words)
        shown = shown if len(shown) <= _SHOWN_CHARS else f"{shown[:_SHOWN_CHARS]} …"
        self._words.setText(breakable(shown))
        self._words.setAccessibleName(words)
        self.show()
        self.raise_()
