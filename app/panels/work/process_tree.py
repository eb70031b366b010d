"""Processes as a tree that stays as it is while they come and go."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.panels.controls import tooltip_text
from app.viewmodel.process_rows import Identity, ProcessRow
from core.translation import tr

Index = QModelIndex | QPersistentModelIndex
PROCESS_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ProcessColumn(enum.IntEnum):
    """From the left."""

    COMMAND = 0
    PID = 1
    USER = 2
    MEMORY = 3
    CPU = 4


_NAMES = (tr("Command"), tr("Pid"), tr("User"), tr("Memory"), "CPU")


class _Node:
    """A process in the tree; its parent is None at the top."""

    def __init__(self, row: ProcessRow | None, parent: _Node | None) -> None:
        self.row = row
        self.parent = parent
        self.children: list[_Node] = []


class ProcessTree(QAbstractItemModel):
    """`show_rows` announces only differences, so that views keep selection and open branches."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = _Node(None, None)
        self._nodes: dict[Identity, _Node] = {}

    def show_rows(self, rows: Sequence[ProcessRow]) -> None:
        """Parents before children, siblings by pid."""
        parents = {row.identity: row.parent for row in rows}
        for identity, node in list(self._nodes.items()):
            if self._nodes.get(identity) is node and not self._stays(node, parents):
                self._remove(node)
        for row in rows:
            node = self._nodes.get(row.identity)
            if node is None:
                self._insert(row)
            elif node.row != row:
                node.row = row
                self.dataChanged.emit(self._index_of(node), self._index_of(node, ProcessColumn.CPU))

    def index_of(self, identity: Identity) -> QModelIndex:
        """Where a process is; invalid when it is gone."""
        node = self._nodes.get(identity)
        return QModelIndex() if node is None else self._index_of(node)

    def row_at(self, index: Index) -> ProcessRow | None:
        """The process of an index."""
        return self._node(index).row if index.isValid() else None

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._nodes)

    # --- QAbstractItemModel -------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        children = self._node(parent).children
        if 0 <= row < len(children) and 0 <= column < len(ProcessColumn):
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def parent(self, index: Index | None = None) -> QModelIndex:  # type: ignore[override]
        node = self._node(index)
        if node.parent is None or node.parent is self._root:
            return QModelIndex()
        return self._index_of(node.parent)

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.column() > 0:
            return 0
        return len(self._node(parent).children)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(ProcessColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _NAMES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _FIGURES:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._node(index).row
        if row is None:
            return None
        if role == PROCESS_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            process = row.process
            words = (row.command, str(process.pid), row.user, row.memory, row.cpu)
            return words[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _FIGURES:
            return _RIGHT
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return row.as_sentence
        if role == Qt.ItemDataRole.ToolTipRole:
            state = f" ({row.state})" if row.state else ""
            return tooltip_text(f"{row.command}{state}")
        return None

    # --- differences --------------------------------------------------------------------------

    def _stays(self, node: _Node, parents: dict[Identity, Identity | None]) -> bool:
        assert node.row is not None
        identity = node.row.identity
        return identity in parents and parents[identity] == node.row.parent

    def _remove(self, node: _Node) -> None:
        """With all below it: those that live on come again elsewhere."""
        assert node.parent is not None
        place = node.parent.children.index(node)
        self.beginRemoveRows(self._index_of(node.parent), place, place)
        del node.parent.children[place]
        gone = [node]
        while gone:
            one = gone.pop()
            assert one.row is not None
            self._nodes.pop(one.row.identity, None)
            gone += one.children
        self.endRemoveRows()

    def _insert(self, row: ProcessRow) -> None:
        above = self._root if row.parent is None else self._nodes[row.parent]
        pids = [one.row.process.pid for one in above.children if one.row is not None]
        place = sum(1 for pid in pids if pid < row.process.pid)
        self.beginInsertRows(self._index_of(above), place, place)
        node = _Node(row, above)
        above.children.insert(place, node)
        self._nodes[row.identity] = node
        self.endInsertRows()

    def _node(self, index: Index | None) -> _Node:
        if index is None or not index.isValid():
            return self._root
        node = index.internalPointer()
        return node if isinstance(node, _Node) else self._root

    def _index_of(self, node: _Node, column: int = 0) -> QModelIndex:
        if node.parent is None:
            return QModelIndex()
        return self.createIndex(node.parent.children.index(node), column, node)


_FIGURES = (ProcessColumn.PID, ProcessColumn.MEMORY, ProcessColumn.CPU)
