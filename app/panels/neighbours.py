"""Who else in this network offers images: a small section that is there only when somebody does."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.panels.controls import ElidedLabel, FittingScroll, Glyph, tooltip_text
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.offer_words import neighbour_words
from core.model import Neighbour
from core.translation import tr

_ROW_PX, _MOST_ROWS, _LEAST_ROWS = 30, 5, 2


class Neighbours(QWidget):
    """Hidden while nobody is there. Signals: chosen(address)."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Neighbour, ...] = ()
        self._count = plain_label("", "heading")
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 8, 2)
        head.addWidget(plain_label(tr("IN THIS NETWORK"), "heading"))
        head.addStretch(1)
        head.addWidget(self._count)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        inside = QWidget()
        self.rows.setContentsMargins(0, 0, 0, 0)
        inside.setLayout(self.rows)
        self._scroll = FittingScroll(inside)
        self._scroll.setMaximumHeight(_MOST_ROWS * _ROW_PX)
        layout.addLayout(head)
        layout.addWidget(self._scroll)
        self.hide()

    def show_neighbours(self, neighbours: tuple[Neighbour, ...]) -> None:
        """These and no others; this computer itself is told of elsewhere."""
        others = tuple(one for one in neighbours if not one.is_self)
        if others == self._shown:
            return
        self._shown = others
        while (item := self.rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in others:
            self.rows.addWidget(self._row(one))
        # In a low window the lists above need their room as well.
        self._scroll.setMinimumHeight(min(len(others), _LEAST_ROWS) * _ROW_PX)
        self._count.setText(str(len(others)))
        self.setVisible(bool(others))

    def _row(self, neighbour: Neighbour) -> QPushButton:
        title, words = neighbour_words(neighbour)
        button = QPushButton()
        button.setProperty("look", "neighbour")
        button.setAccessibleName(
            tr(
                "Pull from {title}, {address}, {words}",
                title=title,
                address=neighbour.address,
                words=words,
            )
        )
        names = "\n".join(neighbour.images[:12])
        button.setToolTip(
            tooltip_text(
                tr("Pull from {address}\n{names}", address=neighbour.address, names=names).strip()
            )
        )
        button.clicked.connect(lambda _on, where=neighbour.address: self.chosen.emit(where))
        row = QHBoxLayout(button)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(9)
        name, note = ElidedLabel(title, "row"), plain_label(words, "caption")
        row.addWidget(Glyph(self._theme, "share", "text3", 16))
        row.addWidget(name, 1)
        row.addWidget(note)
        for label in (name, note):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return button
