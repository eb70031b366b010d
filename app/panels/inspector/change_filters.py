"""Which changes are wanted: name, kinds, waste, noise, size; as a tree or a list, sorted how."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import labelled
from app.panels.inspector.change_tree import KIND_WORDS, SIGNS
from app.panels.inspector.flow_layout import FlowLayout
from app.theme import Theme
from app.viewmodel.sizes import count_text, size_text
from core.model import ALL_KINDS, ChangeKind, ChangeQuery, LayerSummary, SortKey
from core.translation import tr

_TYPING_MS = 180
_NARROW_PX = 420
_LEAST_BYTES = (0, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
_LOOKS = {
    ChangeKind.ADDED: "chip-added",
    ChangeKind.MODIFIED: "chip-modified",
    ChangeKind.REPLACED: "chip-modified",
    ChangeKind.METADATA: "chip-plain",
    ChangeKind.IDENTICAL: "chip-plain",
    ChangeKind.DELETED: "chip-deleted",
}
_WORDS = {ChangeKind.METADATA: tr("metadata"), ChangeKind.IDENTICAL: tr("rewritten")}
_SORTS = ((SortKey.SIZE, tr("Size")), (SortKey.NAME, tr("Name")), (SortKey.KIND, tr("Kind")))


class ChangeFilters(QWidget):
    """Emits `changed` when another query is wanted; typing waits for a pause."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sort, self._is_descending = SortKey.SIZE, True
        self._least_bytes = 0
        self._is_quiet = False
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.field = filter_field(theme, tr("Filter paths"))
        self.field.setToolTip(tr("A part of the path, or a pattern: *.conf, etc/*"))
        self.field.textChanged.connect(self._type)
        self.field.returnPressed.connect(self._typed)
        self._chips = {kind: self._make_chip(kind) for kind in SIGNS}
        self.wasted = self._make_toggle(tr("Wasted only"), "warn", "modified")
        self.wasted.setToolTip(tr("Only files whose bytes nobody can see in the whole image"))
        self.noise = self._make_toggle(tr("noise"), "", "")
        self.noise.setToolTip(
            tr("Entries that an engine left there, not the person who built this")
        )
        self.sizes = self._make_sizes()
        self.order = self._make_order()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._top = QHBoxLayout()
        self._top.setSpacing(8)
        self._top.addWidget(self.field, 1)
        self._top.addWidget(self._make_shapes())
        self._top.addWidget(self.sizes)
        self._top.addWidget(self.order)
        layout.addLayout(self._top)
        self._flow = FlowLayout(gap_px=5)
        for button in (*self._chips.values(), self.wasted, self.noise):
            self._flow.addWidget(button)
        layout.addLayout(self._flow)
        self._is_narrow = False

    # --- the query ----------------------------------------------------------------------------

    @property
    def query(self) -> ChangeQuery:
        """What is wanted now."""
        kinds = frozenset(kind for kind, chip in self._chips.items() if chip.isChecked())
        return ChangeQuery(
            folder="" if self._tree.isChecked() else None,
            kinds=kinds or ALL_KINDS,
            pattern=self.field.text().strip(),
            least_bytes=self._least_bytes,
            is_wasted_only=self.wasted.isChecked(),
            has_noise=self.noise.isChecked(),
            sort=self._sort,
            is_descending=self._is_descending,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether something may be left out that is not noise."""
        plain = ChangeQuery()
        query = replace(self.query, sort=plain.sort, is_descending=True, folder="", has_noise=False)
        return query != plain

    def show_summary(self, summary: LayerSummary | None) -> None:
        """Counts in the chips; kinds that the layer does not have are left out."""
        always = (ChangeKind.ADDED, ChangeKind.MODIFIED, ChangeKind.DELETED)
        for kind, chip in self._chips.items():
            count = summary.count(kind) if summary is not None else 0
            word = f" {_WORDS[kind]}" if kind in _WORDS else ""
            chip.setText(f"{SIGNS[kind]} {count_text(count)}{word}")
            chip.setAccessibleName(
                tr("Show {kind_words}: {count}", kind_words=KIND_WORDS[kind], count=count)
            )
            chip.setVisible(count > 0 or kind in always)
            chip.setEnabled(count > 0)
        noise = summary.noise if summary is not None else 0
        self.noise.setText(tr("noise {noise}", noise=count_text(noise)))
        self.noise.setVisible(noise > 0)
        self.wasted.setVisible(summary is not None and summary.wasted_bytes > 0)

    def reset(self) -> None:
        """Everything is wanted; how it is shown stays."""
        self._is_quiet = True
        self.field.clear()
        for button in (*self._chips.values(), self.wasted, self.noise):
            button.setChecked(False)
        self.sizes.menu().actions()[0].trigger()
        self._is_quiet = False
        self._typing.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the choice of sizes goes down to the chips."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW_PX
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            if is_narrow:
                self._top.removeWidget(self.sizes)
                self._flow.addWidget(self.sizes)
            else:
                self._flow.removeWidget(self.sizes)
                self._top.insertWidget(2, self.sizes)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, super().minimumSizeHint().height())

    # --- parts --------------------------------------------------------------------------------

    def _make_chip(self, kind: ChangeKind) -> QPushButton:
        chip = QPushButton()
        chip.setProperty("look", _LOOKS[kind])
        chip.setCheckable(True)
        chip.setToolTip(tr("Show: {kind_words}", kind_words=KIND_WORDS[kind]))
        chip.toggled.connect(self._tell)
        return chip

    def _make_toggle(self, words: str, icon: str, token: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("look", "chip-plain")
        button.setCheckable(True)
        button.setAccessibleName(words)
        if icon:
            labelled(button, self._theme, icon, token, 14)
        button.toggled.connect(self._tell)
        return button

    def _make_sizes(self) -> QPushButton:
        button = _menu_button(self._theme, tr("Any size"), tr("Smallest size to show"))
        group = QActionGroup(button)
        for least in _LEAST_BYTES:
            words = tr("{least} and more", least=size_text(least)) if least else tr("Any size")
            action = button.menu().addAction(words)
            action.setCheckable(True)
            action.setChecked(least == 0)
            group.addAction(action)
            action.triggered.connect(lambda _on, one=least: self._choose_least(one))
        return button

    def _choose_least(self, least_bytes: int) -> None:
        is_new, self._least_bytes = least_bytes != self._least_bytes, least_bytes
        words = f"≥ {size_text(least_bytes)}" if least_bytes else tr("Any size")
        self.sizes.setText(words)
        self.sizes.setAccessibleName(tr("Smallest size to show: {words}", words=words))
        if is_new:
            self._tell()

    def _make_order(self) -> QPushButton:
        button = _menu_button(self._theme, tr("Size ↓"), tr("Order"))
        group = QActionGroup(button)
        for key, words in _SORTS:
            action = QAction(words, button, checkable=True, checked=key is SortKey.SIZE)
            group.addAction(action)
            button.menu().addAction(action)
            action.triggered.connect(lambda _on, one=key, name=words: self._order_by(one, name))
        button.setToolTip(tr("Order; once more for the other way round"))
        return button

    def _order_by(self, key: SortKey, words: str) -> None:
        """The same once more turns it round."""
        is_same = key is self._sort
        self._is_descending = not self._is_descending if is_same else key is SortKey.SIZE
        self._sort = key
        arrow = "↓" if self._is_descending else "↑"
        self.order.setText(f"{words} {arrow}")
        way = tr("descending") if self._is_descending else tr("ascending")
        self.order.setAccessibleName(tr("Order: {words}, {way}", words=words, way=way))
        self._tell()

    def _make_shapes(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("look", "segments")
        row = QHBoxLayout(frame)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        group = QButtonGroup(frame)
        self._tree, self._list = QPushButton(tr("Tree")), QPushButton(tr("List"))
        self._tree.setAccessibleName(tr("Show changes as a tree"))
        self._list.setAccessibleName(tr("Show changes as a list"))
        for button in (self._tree, self._list):
            button.setProperty("look", "segment-small")
            button.setCheckable(True)
            group.addButton(button)
            row.addWidget(button)
        self._tree.setChecked(True)
        self._tree.toggled.connect(self._tell)
        return frame

    # --- changes ------------------------------------------------------------------------------

    def _tell(self) -> None:
        if not self._is_quiet:
            self.changed.emit()

    def _type(self) -> None:
        if not self._is_quiet:
            self._typing.start()

    def _typed(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self.changed.emit()


def filter_field(theme: Theme, words: str) -> QLineEdit:
    """For a part of a path."""
    field = QLineEdit()
    field.setProperty("look", "filter")
    field.setPlaceholderText(words)
    field.setAccessibleName(words)
    field.setClearButtonEnabled(True)
    field.setMinimumWidth(90)
    field.addAction(theme.icon("search", "text3", 16), QLineEdit.ActionPosition.LeadingPosition)
    return field


def _menu_button(theme: Theme, words: str, name: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("look", "chip-menu")
    button.setAccessibleName(f"{name}: {words}")
    button.setMenu(QMenu(button))
    return button
