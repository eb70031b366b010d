"""Changes as rows: sign, path, size. Thousands of rows cost what is in view."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.theme import Theme, interface_font, mono_font
from app.viewmodel.sizes import MINUS, size_text, visible
from core.model import ChangeKind, FileChange, FileType

Index = QModelIndex | QPersistentModelIndex

_SIGNS = {
    ChangeKind.ADDED: "+",
    ChangeKind.MODIFIED: "~",
    ChangeKind.METADATA: "~",
    ChangeKind.REPLACED: "~",
    ChangeKind.DELETED: MINUS,
}
_TOKENS = {"+": "added", "~": "modified", MINUS: "deleted"}


class Role(enum.IntEnum):
    """Beyond Qt's own roles."""

    CHANGE = Qt.ItemDataRole.UserRole + 1


def sign_of(change: FileChange) -> str:
    """+, ~ or −."""
    return _SIGNS[change.kind]


def size_of(change: FileChange) -> str:
    """What the change costs or frees."""
    if change.kind is ChangeKind.DELETED:
        return MINUS + size_text(change.size_before_bytes) if change.size_before_bytes else ""
    if change.file_type is FileType.DIRECTORY:
        return ""
    if change.kind is ChangeKind.METADATA:
        return f"{size_text(change.size_bytes)} (attributes)"
    return size_text(change.size_bytes)


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
        return 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        change = self._changes[index.row()]
        if role == Role.CHANGE:
            return change
        if role == Qt.ItemDataRole.DisplayRole:
            return (sign_of(change), visible(change.path), size_of(change))[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{change.kind.value} {visible(change.path)}, {size_of(change)}"
        return None


class ChangeDelegate(QStyledItemDelegate):
    """Signs in soft boxes, paths with their directories dim, deletions struck through."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        change = index.data(Role.CHANGE)
        sign = sign_of(change)
        token = _TOKENS[sign]
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, self._theme.color("accent_soft"))
        if index.column() == 0:
            box = QRectF(0, 0, 18, 18)
            box.moveCenter(rect.center())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(f"{token}_soft"))
            painter.drawRoundedRect(box, 5, 5)
            painter.setPen(self._theme.color(token))
            painter.setFont(interface_font(12, 700))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), sign)
        elif index.column() == 1:
            self._paint_path(painter, rect.adjusted(4, 0, -6, 0), index.data(), sign, token)
        else:
            painter.setPen(self._theme.color(token))
            painter.setFont(interface_font(12, 600))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(0, 0, -8, 0), int(flags), index.data())
        painter.restore()

    def _paint_path(
        self, painter: QPainter, rect: QRectF, path: str, sign: str, token: str
    ) -> None:
        font = mono_font(12)
        metrics = QFontMetricsF(font)
        parent, slash, name = path.rpartition("/")
        directory = parent + slash
        room = rect.width() - metrics.horizontalAdvance(name)
        directory = metrics.elidedText(directory, Qt.TextElideMode.ElideLeft, max(0.0, room))
        painter.setFont(font)
        painter.setPen(self._theme.color("text3"))
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(rect, flags, directory)
        rect.setLeft(rect.left() + metrics.horizontalAdvance(directory))
        if sign == MINUS:
            font.setStrikeOut(True)
            painter.setFont(font)
        painter.setPen(self._theme.color("text" if sign != MINUS else token))
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, flags, name)
