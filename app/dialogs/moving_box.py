"""An image on its way, inside of a form: how much has moved, and what goes on besides."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.dialogs.form import wrapped
from app.panels.controls import ElidedLabel, Glyph
from app.panels.travel_tower import ShareBar
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.sizes import counted, visible
from app.viewmodel.travel_tower import moved_words
from core.model import Transfer, TransferState
from core.translation import tr

_ENDED = (TransferState.DONE, TransferState.ALREADY_THERE)


class MovingBox(QFrame):
    """Hidden until something moves."""

    def __init__(self, theme: Theme, note: str, parent: QWidget | None = None) -> None:
        """`note` says below what a person may do meanwhile."""
        super().__init__(parent)
        self.setProperty("look", "card-quiet")
        self._phase = ElidedLabel("", "strong")
        self._figure = plain_label("", "small")
        self._bar = ShareBar(theme)
        self._counts = ElidedLabel("", "small")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Glyph(theme, "pull", "accent", 18))
        head.addWidget(self._phase, 1)
        head.addWidget(self._figure)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addWidget(self._counts)
        layout.addWidget(wrapped(note, "caption"))
        self.hide()

    @property
    def words(self) -> str:
        """What it says of bytes and of bricks."""
        return f"{self._figure.text()} {self._counts.text()}".strip()

    def start(self, phase: str) -> None:
        """Nothing has moved yet."""
        self.show_phase(phase)
        self._figure.setText("")
        self._counts.show_text("")
        self._bar.show_share(0, 1)
        self.show()

    def show_phase(self, phase: str) -> None:
        """What is being done."""
        self._phase.show_text(visible(phase))

    def show_transfer(self, transfer: Transfer) -> None:
        """How far it is."""
        self._figure.setText(moved_words(transfer))
        # Growing words have their room at once, not with the next layout.
        self._figure.setMinimumWidth(self._figure.sizeHint().width())
        self._bar.show_share(transfer.moved_bytes, transfer.moving_bytes)
        self._counts.show_text(_counted(transfer))


def _counted(transfer: Transfer) -> str:
    """Like "3 of 5 bricks are there, 1 is paused"."""
    layers = transfer.layers
    there = sum(layer.state in _ENDED for layer in layers)
    words = [
        tr(
            "{there} of {layers} there",
            there=there,
            layers=counted("{count} brick", "{count} bricks", len(layers)),
        )
    ]
    for state, said in (
        (TransferState.UNPACKING, tr("being unpacked")),
        (TransferState.PAUSED, tr("paused until the connection is back")),
    ):
        count = sum(layer.state is state for layer in layers)
        if count:
            words.append(f"{count} {said}")
    return ", ".join(words)
