"""Settings of two images that differ: what each side says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QItemSelection, QObject, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import code_font, tooltip_text
from app.panels.flow_text import FlowText
from app.panels.inspector.marks import LEFT
from app.panels.inspector.sortable_table import Index, SortableTable, paint_ground
from app.theme import Theme, interface_font
from app.viewmodel.sizes import MINUS, visible
from core.model import ConfigDifference
from core.translation import tr

_NOT_SET = tr("not set")
_TOOLTIP_LIMIT = 1_000
_VALUE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_MOST_LINES = 8


class ConfigTable(QAbstractTableModel):
    """Setting, left, right."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[ConfigDifference] = ()
        self._rows: list[ConfigDifference] = []
        self._names = (tr("Setting"), "", "")

    def set_rows(self, rows: Sequence[ConfigDifference], left: str, right: str) -> None:
        """Others; the names of both sides head their columns."""
        self.beginResetModel()
        self._all, self._rows = rows, list(rows)
        self._names = (tr("Setting"), visible(left), visible(right))
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        is_descending = order is Qt.SortOrder.DescendingOrder
        self._rows = sorted(self._all, key=lambda row: self._sort_key(row, column))
        if is_descending:
            self._rows.reverse()
        self.endResetModel()

    def row(self, number: int) -> ConfigDifference:
        """What is shown there."""
        return self._rows[number]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self._names)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        is_name = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._names[section] if is_name else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        value = (row.key, row.left, row.right)[index.column()]
        if role == _VALUE_ROLE:
            return value is not None
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(value) if value is not None else _NOT_SET
        if role == Qt.ItemDataRole.AccessibleTextRole:
            _setting, left, right = self._names
            words = [
                visible(part) if part is not None else _NOT_SET for part in (row.left, row.right)
            ]
            return f"{visible(row.key)}: {left} {words[0]}, {right} {words[1]}"
        if role == Qt.ItemDataRole.ToolTipRole and value is not None:
            return tooltip_text(visible(value[:_TOOLTIP_LIMIT]))
        return None

    @staticmethod
    def _sort_key(row: ConfigDifference, column: int) -> str:
        return ((row.key, row.left, row.right)[column] or "").casefold()


class _ConfigDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        painter.save()
        paint_ground(painter, self._theme, rect, option)
        box = rect.adjusted(8, 0, -8, 0)
        is_set = bool(index.data(_VALUE_ROLE))
        font = interface_font(13, 600) if index.column() == 0 else code_font(12)
        if not is_set:
            font = interface_font(12)
        painter.setFont(font)
        painter.setPen(self._theme.color("text" if is_set else "text3"))
        words = str(index.data())
        how = Qt.TextElideMode.ElideMiddle
        painter.drawText(box, LEFT, QFontMetricsF(font).elidedText(words, how, box.width()))
        painter.restore()


class ConfigView(QWidget):
    """The table, and the chosen setting with its whole values below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = ConfigTable(self)
        self.rows = _ConfigRows(theme, tr("Settings that differ"))
        self.rows.setModel(self.table)
        self.rows.setItemDelegate(_ConfigDelegate(theme, self.rows))
        self.rows.selectionModel().selectionChanged.connect(self._show_chosen)
        self.rows.header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.detail = FlowText(theme, code_font(12), line_px=19, most_lines=_MOST_LINES)
        self.detail.setAccessibleName(tr("The chosen setting"))
        self._card = QFrame()
        self._card.setProperty("look", "card-quiet")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(14, 10, 8, 10)
        inside.addWidget(self.detail)
        self._card.hide()
        self.table.modelReset.connect(self._card.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.rows, 1)
        column.addWidget(self._card)
        column.addStretch(0)

    def show_rows(self, rows: Sequence[ConfigDifference], left: str, right: str) -> None:
        """Other settings."""
        self.table.set_rows(rows, left, right)
        self.rows.fit_columns(self.rows.viewport().width())

    def _show_chosen(self, _now: QItemSelection, _before: QItemSelection) -> None:
        index = self.rows.currentIndex()
        if not index.isValid():
            self._card.hide()
            return
        row = self.table.row(index.row())
        spans = [(f"{visible(row.key)}\n", "text2")]
        for sign, token, value in ((MINUS, "deleted", row.left), ("+", "added", row.right)):
            words = visible(value) if value is not None else _NOT_SET
            spans += [(f"{sign} ", token), (words, "text" if value is not None else "text3")]
            spans.append(("\n", "text") if sign == MINUS else ("", "text"))
        self.detail.show_spans(spans)
        self._card.show()


class _ConfigRows(SortableTable):
    def fit_columns(self, width: int) -> None:
        first = min(220, width // 3)
        self.setColumnWidth(0, first)
        self.setColumnWidth(1, (width - first) // 2)
        self.setColumnWidth(2, width - first - (width - first) // 2)
