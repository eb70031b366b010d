"""Changes as rows: sign, path, size. Thousands of rows cost what is in view."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.panels.change_delegate import ChangeDelegate
from app.panels.controls import tooltip_text
from app.theme import Theme
from app.viewmodel.sizes import MINUS, size_text, visible
from app.viewmodel.state_words import words_of
from core.model import ChangeKind, FileChange, FileType
from core.translation import tr

Index = QModelIndex | QPersistentModelIndex

_SIGNS = {
    ChangeKind.ADDED: "+",
    ChangeKind.MODIFIED: "~",
    ChangeKind.METADATA: "~",
    ChangeKind.REPLACED: "~",
    ChangeKind.DELETED: MINUS,
}
_WORDS = {
    ChangeKind.ADDED: tr("new"),
    ChangeKind.MODIFIED: tr("other contents"),
    ChangeKind.METADATA: tr("only owner, mode or times differ; the whole file is stored again"),
    ChangeKind.REPLACED: tr("replaced by another kind of file"),
    ChangeKind.DELETED: tr("deleted; it stays in the brick below"),
}


class Column(enum.IntEnum):
    """From the left."""

    SIGN = 0
    PATH = 1
    SIZE = 2


def sign_of(change: FileChange) -> str:
    """+, ~ or −."""
    return _SIGNS[change.kind]


def size_of(change: FileChange) -> str:
    """What the change costs or frees."""
    if change.kind is ChangeKind.DELETED:
        return MINUS + size_text(change.size_before_bytes) if change.size_before_bytes else ""
    return "" if change.file_type is FileType.DIRECTORY else size_text(change.size_bytes)


class ChangeTable(QAbstractTableModel):
    """Columns: sign, path, size."""

    def __init__(self, changes: Sequence[FileChange], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes = changes

    def set_changes(self, changes: Sequence[FileChange]) -> None:
        """Show others."""
        self.beginResetModel()
        self._changes = changes
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._changes)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        change = self._changes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(change, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words_of(change.kind)} {visible(change.path)}, {size_of(change)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(f"{visible(change.path)} ({_WORDS[change.kind]})")
        return None

    def _words(self, change: FileChange, column: int) -> str:
        if column == Column.SIGN:
            return sign_of(change)
        if column == Column.PATH:
            is_directory = change.file_type is FileType.DIRECTORY
            return visible(change.path) + ("/" if is_directory else "")
        return size_of(change)


class ChangeList(QTableView):
    """The rows as they are shown."""

    def __init__(
        self, theme: Theme, name: str, *, row_px: int = 36, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.table = ChangeTable((), self)
        self.setModel(self.table)
        self.setItemDelegate(ChangeDelegate(theme, self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(name)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(20)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_px)
        resize = QHeaderView.ResizeMode
        for column, width in ((Column.SIGN, 30), (Column.SIZE, 84)):
            self.horizontalHeader().setSectionResizeMode(column, resize.Fixed)
            self.setColumnWidth(column, width)
        self.horizontalHeader().setSectionResizeMode(Column.PATH, resize.Stretch)

    def show_changes(self, changes: Sequence[FileChange]) -> None:
        """Show these; where the person scrolled to is kept."""
        bar = self.verticalScrollBar()
        place = bar.value()
        self.table.set_changes(changes)
        bar.setValue(place)
