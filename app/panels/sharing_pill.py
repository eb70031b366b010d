"""While images are shared, everybody at this window sees it; one click ends it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.panels.controls import ElidedLabel, StatusDot
from app.theme import Theme
from app.viewmodel.offer_words import pill_words
from core.model import Serving
from core.translation import tr


class SharingPill(QFrame):
    """Hidden while nothing is shared. Signals: opened(), stop_requested()."""

    opened = Signal()
    stop_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "sharing")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = ElidedLabel("", "sharing-title")
        self._words = ElidedLabel("", "sharing-words")
        for label in (self._title, self._words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.stop_button = QPushButton(tr("Stop"))
        self.stop_button.setProperty("look", "sharing-stop")
        self.stop_button.setAccessibleName(tr("Stop sharing"))
        self.stop_button.setToolTip(tr("Share nothing any more"))
        self.stop_button.clicked.connect(self.stop_requested)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 7, 8, 7)
        row.setSpacing(9)
        row.addWidget(StatusDot(theme, "running"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_serving(None)

    def show_serving(self, serving: Serving | None) -> None:
        """As it is now; None: nothing is shared."""
        self.setVisible(serving is not None)
        if serving is None:
            return
        title, place = pill_words(serving)
        self._title.show_text(title)
        self._words.show_text(place)
        self.setAccessibleName(tr("{title} with the class at {place}", title=title, place=place))
        self.setToolTip(tr("Show the address, the code and who fetches what"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
            return
        super().keyPressEvent(event)
