"""Where a person may begin: what she pulled before, registries she used, and who offers images."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.panels.controls import labelled, tooltip_text
from app.panels.inspector.hint_card import clear_layout
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.sizes import counted, visible
from core.model import Neighbour
from core.translation import tr

_NAMES, _REGISTRIES, _NEIGHBOURS = 4, 3, 5
_AROUND_PX = 24


class Suggestions(QWidget):
    """Rows to click; a registry ends in "/", since its repositories are listed then.

    Signals: chosen(str).
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)

    def show_all(
        self,
        names: Sequence[str],
        registries: Sequence[str],
        neighbours: Sequence[Neighbour],
        *,
        examples: Sequence[str] = (),
    ) -> None:
        """Show these; `examples` where there is nothing else."""
        clear_layout(self._rows)
        others = [one for one in neighbours if not one.is_self][:_NEIGHBOURS]
        if others:
            self._title(tr("In this network"))
        for one in others:
            count = (
                counted("{count} image", "{count} images", len(one.images))
                if one.images
                else tr("images")
            )
            title = visible(one.title) or tr("somebody")
            self._row("share", f"{title}  ·  {visible(one.address)}  ·  {count}", f"{one.address}/")
        if names:
            self._title(tr("Pulled before"))
        for name in names[:_NAMES]:
            self._row("history", visible(name), name)
        if registries:
            self._title(tr("Registries used before"))
        for registry in registries[:_REGISTRIES]:
            self._row("archive", visible(registry), f"{registry}/")
        if examples and not self._rows.count():
            self._title(tr("For instance"))
            for name in examples:
                self._row("cube", name, name)

    def _title(self, words: str) -> None:
        label = plain_label(words, "field-name")
        label.setContentsMargins(0, 8 if self._rows.count() else 0, 0, 2)
        self._rows.addWidget(label)

    def _row(self, icon: str, words: str, name: str) -> None:
        button = _Row(words)
        labelled(button, self._theme, icon, "text3", 16)
        button.setToolTip(tooltip_text(visible(name)))
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._rows.addWidget(button)


class _Row(QPushButton):
    """As wide as there is room; what does not fit gives way in its middle."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setProperty("look", "suggestion")
        self.setAccessibleName(words)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self.iconSize().width() - _AROUND_PX
        how = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._words, how, room).replace("&", "&&"))
