"""A card that explains a part of the picture: a drawing, a few sentences, where to go on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import plain_button
from app.scene.card_painter import paint_card
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.cards import Card, card
from core.translation import tr

_DRAWING_PX = 190
_LEAST_WIDTH_PX = 260


class CardView(QFrame):
    """Signals: card_chosen(key), place_requested(key): show it on the wall."""

    card_chosen = Signal(str)
    place_requested = Signal(str)

    def __init__(self, theme: Theme, *, scale: float = 0.0, parent: QWidget | None = None) -> None:
        """`scale`: how much larger than usual, for a projector; 0: as large as the theme says."""
        super().__init__(parent)
        self._theme = theme
        self._scale = scale or theme.type_scale
        self.card: Card | None = None
        self.title = self._text("title", 20, 700)
        self.drawing = CardDrawing(theme, self._scale)
        self.sentences: list[QLabel] = []
        self.place = self._button(tr("Show it on my wall"))
        self.place.clicked.connect(self._ask_for_place)
        self._words = QVBoxLayout()
        self._words.setSpacing(self._px(7))
        self.links: list[QPushButton] = []
        self._links = QGridLayout()
        self._links.setSpacing(4)
        further = QHBoxLayout()
        further.setSpacing(self._px(12))
        see = self._text("small", 13, 500, tr("See also"))
        further.addWidget(see, 0, Qt.AlignmentFlag.AlignTop)
        further.addLayout(self._links)
        further.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._px(12))
        layout.addWidget(self.title)
        layout.addWidget(self.drawing, 1)
        layout.addLayout(self._words)
        layout.addLayout(further)
        layout.addWidget(self.place, 0, Qt.AlignmentFlag.AlignLeft)

    def show_card(self, shown: Card, *, has_place: bool) -> None:
        """`has_place`: what it explains is on the wall."""
        self.card = shown
        self.title.setText(shown.title)
        self.drawing.show_card(shown)
        self.setAccessibleName(shown.title)
        for label in self.sentences:
            self._words.removeWidget(label)
            label.deleteLater()
        self.sentences = [self._sentence(words) for words in shown.sentences]
        self._show_links(shown)
        self.place.setVisible(has_place)

    def _show_links(self, shown: Card) -> None:
        """Two in a row: titles are long in some languages."""
        for button in self.links:
            self._links.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.links = []
        for number, key in enumerate(shown.see):
            button = self._button(card(key).title, "link")
            button.setAccessibleName(tr("Explain: {title}", title=card(key).title))
            button.clicked.connect(lambda _checked=False, one=key: self.card_chosen.emit(one))
            self._links.addWidget(button, number // 2, number % 2, Qt.AlignmentFlag.AlignLeft)
            self.links.append(button)

    def _button(self, words: str, look: str = "") -> QPushButton:
        button = plain_button(words, look)
        button.setStyleSheet(f"font-size: {self._px(13)}px;")
        return button

    def _sentence(self, words: str) -> QLabel:
        label = self._text("body", 14, 400, words)
        label.setWordWrap(True)
        self._words.addWidget(label)
        return label

    def _text(self, look: str, size: float, weight: int, words: str = "") -> QLabel:
        label = plain_label(words, look)
        label.setStyleSheet(f"font-size: {self._px(size)}px; font-weight: {weight};")
        return label

    def _px(self, size: float) -> int:
        return round(size * self._scale)

    def _ask_for_place(self) -> None:
        if self.card is not None:
            self.place_requested.emit(self.card.key)


class CardDrawing(QWidget):
    """The drawing, as large as its place; to screen readers it says what the card says."""

    def __init__(self, theme: Theme, scale: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card: Card | None = None
        self._height_px = round(_DRAWING_PX * scale)
        self.setMinimumSize(round(_LEAST_WIDTH_PX * scale), self._height_px)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_card(self, shown: Card) -> None:
        """Paint another one."""
        self._card = shown
        self.setAccessibleName(tr("Drawing"))
        self.setAccessibleDescription(shown.as_text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(2 * self._height_px, self._height_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._card is None:
            return
        painter = QPainter(self)
        place = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        paint_card(painter, place, self._card.size, self._card.shapes, self._theme)
