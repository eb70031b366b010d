"""Rows of the lists at the left: icon, name, and a quieter word at the right end."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QIcon, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.theme import Theme, elided, interface_font
from core.translation import tr

_ROW_PX, _HEADER_PX, _ICON_PX = 30, 26, 16
_KEY, _NOTE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class Row:
    """One row; without a key it is the heading of those below it."""

    key: str
    name: str
    note: str = ""
    icon: QIcon | None = None


class RowList(QListWidget):
    """As tall as its rows need, and no taller; scrolls when there is less room."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Row, ...] | None = None
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_RowDelegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(_ROW_PX)

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these; what was selected stays so."""
        if rows == self._shown:
            return
        shown = rows or (Row("", tr("none yet")),)
        before, self._shown = self._shown or (), rows
        if before and [row.key for row in before] == [row.key for row in rows]:
            for number, row in enumerate(shown):
                _write(self.item(number), row)
            return
        chosen = {self.key_of(item) for item in self.selectedItems()}
        self.clear()
        for row in shown:
            item = QListWidgetItem()
            _write(item, row)
            if not row.key:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
            item.setSelected(bool(row.key) and row.key in chosen)
        self.updateGeometry()

    def select(self, key: str) -> None:
        """Mark the row of that key, and no other."""
        for number in range(self.count()):
            item = self.item(number)
            is_chosen = bool(key) and self.key_of(item) == key
            item.setSelected(is_chosen)
            if is_chosen:
                self.scrollToItem(item)

    def key_of(self, item: QListWidgetItem) -> str:
        """What a row stands for."""
        return str(item.data(_KEY) or "")

    def sizeHint(self) -> QSize:
        height = sum(self.sizeHintForRow(number) for number in range(self.count()))
        return QSize(super().sizeHint().width(), height + 2)


def _write(item: QListWidgetItem, row: Row) -> None:
    item.setText(row.name)
    item.setData(_KEY, row.key)
    item.setData(_NOTE, row.note)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.name} {row.note}".strip())
    if row.icon is not None:
        item.setIcon(row.icon)


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        is_heading = not index.data(_KEY) and index.model().rowCount() > 1
        return QSize(60, _HEADER_PX if is_heading else _ROW_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = self._theme
        state = option.state  # type: ignore[attr-defined]
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_selected or (is_hovered and index.data(_KEY)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if is_selected else "surface3"))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 7, 7)
        left, right = area.left() + 8, area.right() - 8
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            box = QRectF(left, area.center().y() - _ICON_PX / 2, _ICON_PX, _ICON_PX)
            icon.paint(painter, box.toRect())
            left += _ICON_PX + 9
        note, note_font = str(index.data(_NOTE) or ""), interface_font(11)
        if note:
            painter.setFont(note_font)
            painter.setPen(theme.color("text3"))
            width = min(QFontMetricsF(note_font).horizontalAdvance(note), area.width() / 2)
            shown = elided(note, note_font, width + 0.5)
            painter.drawText(QRectF(right - width, area.top(), width, area.height()), _RIGHT, shown)
            right -= width + 8
        is_heading = not index.data(_KEY)
        font = interface_font(12 if is_heading else 13, 600 if is_selected else 400)
        painter.setFont(font)
        token = "accent" if is_selected else "text3" if is_heading else "text"
        painter.setPen(theme.color(token))
        box = QRectF(left, area.top(), right - left, area.height())
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.drawText(box, _LEFT, elided(name, font, box.width() + 0.5))
        painter.restore()
