"""A tree of folders that is asked for piece by piece: a folder when it is opened, 500 rows a time.

A folder that holds nothing but one other folder is told together with it ("lib/apt/lists"). That
is known once it was asked for; the view lets the rows that are seen be looked into by `look_ahead`,
one after the other, and what was found is kept for the moment when the folder is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.panels.controls import tooltip_text
from app.panels.inspector.path_delegate import PathCell
from app.viewmodel.sizes import visible
from core.model import FileType

Index = QModelIndex | QPersistentModelIndex

CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1  # PathCell
PATH_ROLE = int(Qt.ItemDataRole.UserRole) + 2


class PathColumn(IntEnum):
    """From the left. MARK is a share bar or the brick that a file came from."""

    NAME = 0
    SIGN = 1
    MARK = 2
    SIZE = 3


class PathRow(Protocol):
    """What rows of all trees have."""

    @property
    def path(self) -> str: ...

    @property
    def file_type(self) -> FileType: ...


Rows = Callable[[Sequence[PathRow], int], None]  # some rows, and how many there are in all


class FolderNode:
    """A row; `row` is None for the root. `is_wanted`: its children are shown."""

    __slots__ = ("ahead", "at", "children", "id", "is_asked", "is_wanted", "parent", "row", "total")

    def __init__(
        self, number: int, parent: FolderNode | None, at: int, row: PathRow | None
    ) -> None:
        self.id = number
        self.parent = parent
        self.at = at  # its place among its parent's children
        self.row = row
        self.children: list[FolderNode] = []
        self.total = -1  # unknown
        self.ahead: Sequence[PathRow] = ()  # asked for, and not shown yet
        self.is_asked = self.is_wanted = False

    @property
    def path(self) -> str:
        """The deepest one that it stands for."""
        return self.row.path if self.row is not None else ""

    @property
    def label(self) -> str:
        """Its path below its parent's."""
        above = self.parent.path if self.parent is not None else ""
        return self.path[len(above) + 1 :] if above else self.path

    @property
    def has_more(self) -> bool:
        """Whether some of its children are not shown yet."""
        return self.total > len(self.children)


class FolderModel(QAbstractItemModel):
    """Lazy rows of folders; what a row says is told by what inherits from this."""

    arrived = Signal(QModelIndex)  # children of this parent (invalid: the root) were added
    failed = Signal(str)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """`name` makes slots that nobody else has."""
        super().__init__(parent)
        self._name = name
        self._number = 0  # numbers are never used again: old indexes find nothing
        self._nodes: dict[int, FolderNode] = {}
        self._root = self._looking = self._make(None, 0, None)
        self._unknown: set[int] = set()  # could not be looked into
        self._slots: set[str] = set()
        self._is_flat = False

    # --- for what inherits --------------------------------------------------------------------

    def _ask(
        self, folder: str | None, offset: int, then: Rows, failed: Callable[[str], None], slot: str
    ) -> None:
        """Ask for rows of a folder from `offset` on; None for all folders together."""
        raise NotImplementedError

    def _forget(self, slot: str) -> None:
        raise NotImplementedError

    def _is_branch(self, row: PathRow) -> bool:
        """Whether there is something inside."""
        raise NotImplementedError

    def _may_join(self, outer: PathRow, inner: PathRow) -> bool:
        """Whether a folder says nothing of its own, so that it can be told with what it holds."""
        raise NotImplementedError

    def _cell(self, node: FolderNode) -> PathCell:
        raise NotImplementedError

    def _sentence(self, row: PathRow) -> str:
        """For screen readers and on hovering."""
        raise NotImplementedError

    def restart(self, *, is_flat: bool = False) -> None:
        """Forget everything and ask for the root's rows."""
        self._is_flat = is_flat
        self.clear()
        self._want(self._root)

    def clear(self) -> None:
        """No rows."""
        for slot in self._slots:
            self._forget(slot)
        self._slots.clear()
        self.beginResetModel()
        self._nodes.clear()
        self._unknown.clear()
        self._root = self._looking = self._make(None, 0, None)
        self.endResetModel()

    # --- for the view -------------------------------------------------------------------------

    @property
    def is_flat(self) -> bool:
        """Whether rows are told without their folders."""
        return self._is_flat

    def row_at(self, index: Index) -> PathRow | None:
        """What was answered."""
        return self._node(index).row

    def open(self, index: Index) -> None:
        """The rows of a folder are wanted."""
        self._want(self._node(index))

    def continue_at(self, index: Index) -> None:
        """If this is the last row of its folder, and there are more: ask for them."""
        node = self._node(index).parent
        if node is None or node.is_asked or not node.has_more or not node.children:
            return
        if node.children[-1].id == index.internalId():
            self._request(node)

    def look_ahead(self, indexes: Iterable[Index]) -> None:
        """Look into the first of these folders that nobody looked into; one at a time."""
        if self._is_flat or self._root.is_asked or self._looking.is_asked:
            return
        for index in indexes:
            node = self._node(index)
            is_known = node.total >= 0 or node.is_asked or node.id in self._unknown
            if node.row is not None and not is_known and self._is_branch(node.row):
                self._looking = node
                self._request(node)
                return

    def is_waiting(self, index: Index) -> bool:
        """Whether rows of a folder are on their way."""
        return self._node(index).is_asked

    def ask_more(self, index: Index) -> bool:
        """Ask for the next rows of a folder; False when there are none."""
        node = self._node(index)
        if node.is_wanted and not node.has_more:
            return False
        if node.is_wanted:
            self._request(node)
        else:
            self._want(node)
        return True

    # --- asking -------------------------------------------------------------------------------

    def _want(self, node: FolderNode) -> None:
        if node.is_wanted:
            return
        node.is_wanted = True
        if node.total >= 0:
            ahead, node.ahead = node.ahead, ()
            self._add(node, ahead)
        elif not node.is_asked:
            self._request(node)

    def _request(self, node: FolderNode) -> None:
        folder = None if self._is_flat else node.path
        slot = f"{self._name}:{folder}"
        node.is_asked = True
        self._slots.add(slot)
        is_first = not node.children

        def then(rows: Sequence[PathRow], total: int) -> None:
            if self._nodes.get(node.id) is node:
                self._slots.discard(slot)
                self._arrive(node, rows, total, is_first=is_first)

        def failed(sentence: str) -> None:
            if self._nodes.get(node.id) is node:
                self._slots.discard(slot)
                node.is_asked = False
                self._unknown.add(node.id)
                if node.is_wanted:
                    self.failed.emit(sentence)

        self._ask(folder, len(node.children), then, failed, slot)

    def _arrive(
        self, node: FolderNode, rows: Sequence[PathRow], total: int, *, is_first: bool
    ) -> None:
        node.is_asked = False
        if (
            node.row is not None
            and is_first
            and total == len(rows) == 1
            and self._is_branch(rows[0])
            and self._may_join(node.row, rows[0])
        ):
            node.row = rows[0]
            index = self._index_of(node)
            self.dataChanged.emit(index, index.siblingAtColumn(PathColumn.SIZE))
            self._request(node)
            return
        node.total = total if rows else len(node.children)
        if node.is_wanted:
            self._add(node, rows)
        else:
            node.ahead = rows
            self.arrived.emit(self._index_of(node))

    def _add(self, node: FolderNode, rows: Sequence[PathRow]) -> None:
        first = len(node.children)
        index = self._index_of(node)
        if rows:
            self.beginInsertRows(index, first, first + len(rows) - 1)
            for number, row in enumerate(rows):
                node.children.append(self._make(node, first + number, row))
            self.endInsertRows()
        self.arrived.emit(index)

    def _make(self, parent: FolderNode | None, at: int, row: PathRow | None) -> FolderNode:
        self._number += 1
        node = FolderNode(self._number, parent, at, row)
        self._nodes[node.id] = node
        return node

    def _node(self, index: Index) -> FolderNode:
        if not index.isValid():
            return self._root
        return self._nodes.get(index.internalId(), self._root)

    def _index_of(self, node: FolderNode) -> QModelIndex:
        return QModelIndex() if node.parent is None else self.createIndex(node.at, 0, node.id)

    # --- QAbstractItemModel -------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        node = self._node(parent if parent is not None else QModelIndex())
        if 0 <= row < len(node.children) and 0 <= column < len(PathColumn):
            return self.createIndex(row, column, node.children[row].id)
        return QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        node = self._node(index).parent
        return self._index_of(node) if node is not None else QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid() and parent.column() > 0:
            return 0
        return len(self._node(parent if parent is not None else QModelIndex()).children)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(PathColumn)

    def hasChildren(self, parent: Index | None = None) -> bool:
        node = self._node(parent if parent is not None else QModelIndex())
        if node.row is None:
            return bool(node.children)
        if self._is_flat:
            return False
        return (
            bool(node.children) if node.is_wanted and node.total >= 0 else self._is_branch(node.row)
        )

    def canFetchMore(self, parent: Index) -> bool:
        return False  # a tree view would fetch page after page by itself: see `continue_at`

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self._node(index)
        if node.row is None:
            return None
        if role == CELL_ROLE:
            return self._cell(node)
        if role == PATH_ROLE:
            return node.path
        if role == Qt.ItemDataRole.DisplayRole:
            cell = self._cell(node)
            words = {PathColumn.NAME: cell.name, PathColumn.SIGN: cell.sign}
            words[PathColumn.MARK] = cell.brick
            words[PathColumn.SIZE] = cell.size
            return words[PathColumn(index.column())]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(node.row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(self._sentence(node.row))
        return None


def shown_path(row: PathRow) -> str:
    """A path for people, with a slash at the end of a folder's."""
    return visible(row.path) + ("/" if row.file_type is FileType.DIRECTORY else "")
