"""All cards that explain the picture: a list of them, and one of them open."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.dialogs.form import FormDialog
from app.panels.card_view import CardView
from app.panels.controls import plain_button
from app.theme import Theme
from app.viewmodel.cards import card, cards
from core.translation import tr

_LIST_PX = 210
_SIZE = QSize(840, 590)
_KEY = Qt.ItemDataRole.UserRole


class CardDialog(FormDialog):
    """Signals: place_requested(key): show on the wall what a card explains."""

    place_requested = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        key: str,
        places: frozenset[str] = frozenset(),
        *,
        scale: float = 0.0,
    ) -> None:
        """`places`: keys of what can be seen on the wall; `scale` as CardView has it."""
        larger = scale or theme.type_scale
        size = QSize(round(_SIZE.width() * larger), round(_SIZE.height() * larger))
        super().__init__(parent, tr("What is this?"), "", tr("Close"), theme=theme, size=size)
        self._places = places
        self._past: list[str] = []
        self.cancel_button.hide()
        self.key_hint.hide()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Cards"))
        self.list.setFixedWidth(round(_LIST_PX * larger))
        self.list.setWordWrap(True)
        self.list.setSpacing(round(2 * larger))
        self.list.setStyleSheet(f"font-size: {round(13 * larger)}px;")
        for one in cards():
            item = QListWidgetItem(one.title)
            item.setData(_KEY, one.key)
            self.list.addItem(item)
        self.view = CardView(theme, scale=scale)
        self.back = plain_button(tr("Back"))
        self.back.setEnabled(False)
        self.buttons.insertWidget(0, self.back)
        right = QVBoxLayout()
        right.addWidget(self.view)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self.body.addLayout(row)
        self.list.currentItemChanged.connect(self._list_chosen)
        self.view.card_chosen.connect(self.show_card)
        self.view.place_requested.connect(self._show_place)
        self.back.clicked.connect(self.go_back)
        QShortcut(QKeySequence("Alt+Left"), self, activated=self.go_back)
        self.show_card(key)
        self.list.setFocus()

    @property
    def key(self) -> str:
        """Of the card that is open."""
        return self.view.card.key if self.view.card is not None else ""

    def show_card(self, key: str) -> None:
        """Open another card. Raises KeyError."""
        if self.key and self.key != key:
            self._past.append(self.key)
        self._open(key)

    def go_back(self) -> None:
        """To the card before."""
        if self._past:
            self._open(self._past.pop())

    def _open(self, key: str) -> None:
        self.view.show_card(card(key), has_place=key in self._places)
        self.back.setEnabled(bool(self._past))
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            if self.list.item(row).data(_KEY) == key:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self.fit()

    def _list_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_card(str(item.data(_KEY)))

    def _show_place(self, key: str) -> None:
        self.accept()
        self.place_requested.emit(key)
