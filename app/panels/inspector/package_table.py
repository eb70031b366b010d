"""Packages as a table: sign, name, version, installed size with its bar, and the brick."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.panels.controls import code_font, tooltip_text
from app.panels.inspector.marks import (
    CHIP_PX,
    LEFT,
    RIGHT,
    figure_font,
    paint_bar,
    paint_brick_chip,
    paint_sign,
    sign_token,
)
from app.panels.inspector.sortable_table import Index, SortableTable, paint_ground
from app.theme import Theme, interface_font
from app.viewmodel.package_rows import ARROW, PackageKey, PackageRow, sorted_rows
from app.viewmodel.roles import Role
from app.viewmodel.sizes import MINUS, visible
from app.viewmodel.state_words import words_of
from core.translation import tr

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_SHARE_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_BAR_PX, _BAR_FROM_PX = 68, 500
_LEAST_OLD_PX = 24
_ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PackageColumn(enum.IntEnum):
    """From the left."""

    SIGN = 0
    NAME = 1
    VERSION = 2
    SIZE = 3
    LEVEL = 4


_NAMES = ("±", tr("Package"), tr("Version"), tr("Installed size"), tr("Brick"))
_KEYS = dict(zip(PackageColumn, PackageKey, strict=True))


class PackageTable(QAbstractTableModel):
    """Rows that are filtered by words and sorted by a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[PackageRow] = ()
        self._rows: list[PackageRow] = []
        self._words = ""
        self._order: tuple[PackageKey, bool] | None = None
        self._largest = 1

    def set_rows(self, rows: Sequence[PackageRow]) -> None:
        """Show others, in their order until another one is asked for."""
        self._order = None
        self._all = rows
        self._largest = max((row.package.size_bytes or 0 for row in rows), default=0) or 1
        self._refresh()

    def set_filter(self, words: str) -> None:
        """Only what has all these words in its name, version, place or ecosystem."""
        self._words = words.casefold()
        self._refresh()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        key = _KEYS[PackageColumn(column)]
        self._order = (key, order is Qt.SortOrder.DescendingOrder)
        self._refresh()

    def row(self, number: int) -> PackageRow:
        """What is shown there."""
        return self._rows[number]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(PackageColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _NAMES[section]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("Change") if section == PackageColumn.SIGN else _NAMES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == PackageColumn.SIZE:
            return _ALIGN_RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, index.column())
        if role == _SHARE_ROLE:
            return (row.package.size_bytes or 0) / self._largest
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.as_sentence
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(row.detail).replace("\n", "<br>")
        return None

    @staticmethod
    def _shown(row: PackageRow, column: int) -> str:
        if column == PackageColumn.SIGN:
            return row.sign
        if column == PackageColumn.NAME:
            return visible(row.package.name)
        if column == PackageColumn.VERSION:
            return row.version
        if column == PackageColumn.SIZE:
            return row.size
        return "" if row.level is None else tr("brick {level}", level=row.level + 1)

    def _refresh(self) -> None:
        self.beginResetModel()
        words = self._words.split()
        rows = [row for row in self._all if all(word in _searched(row) for word in words)]
        if self._order is not None:
            key, is_descending = self._order
            rows = sorted_rows(rows, key, is_descending=is_descending)
        self._rows = rows
        self.endResetModel()


def _searched(row: PackageRow) -> str:
    package = row.package
    ecosystem = words_of(package.ecosystem)
    return f"{package.name} {row.version} {package.location} {ecosystem}".casefold()


class _PackageDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.roles: Sequence[Role] = ()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, self._theme, rect, option)
        inner = rect.adjusted(8, 0, -8, 0)
        column = index.column()
        if column == PackageColumn.SIGN:
            if row.sign:
                paint_sign(painter, self._theme, QPointF(inner.left() + 9, rect.center().y()),
                           row.sign)  # fmt: skip
        elif column == PackageColumn.NAME:
            self._paint_name(painter, inner, row)
        elif column == PackageColumn.VERSION:
            self._paint_version(painter, inner, row)
        elif column == PackageColumn.SIZE:
            self._paint_size(painter, inner, row, float(index.data(_SHARE_ROLE)))
        elif row.level is not None:
            known = row.level < len(self.roles)
            role = self.roles[row.level] if known else Role.APP
            paint_brick_chip(painter, self._theme, inner, role, str(index.data()))
        painter.restore()

    def _paint_name(self, painter: QPainter, box: QRectF, row: PackageRow) -> None:
        font = interface_font(13, 600)
        metrics = QFontMetricsF(font)
        name = metrics.elidedText(
            visible(row.package.name), Qt.TextElideMode.ElideMiddle, box.width()
        )
        painter.setFont(font)
        painter.setPen(self._theme.color("deleted" if row.sign == MINUS else "text"))
        painter.drawText(box, LEFT, name)
        if not row.tag:
            return
        rest = box.adjusted(metrics.horizontalAdvance(name) + 7, 1, 0, 0)
        small = interface_font(11)
        if rest.width() < 30:
            return
        painter.setFont(small)
        painter.setPen(self._theme.color("text3"))
        tag = QFontMetricsF(small).elidedText(row.tag, Qt.TextElideMode.ElideLeft, rest.width())
        painter.drawText(rest, LEFT, tag)

    def _paint_version(self, painter: QPainter, box: QRectF, row: PackageRow) -> None:
        """Of an old and a new one the new one is told as long as there is room."""
        font = code_font(12)
        metrics = QFontMetricsF(font)
        old, arrow, new = row.version.rpartition(ARROW)
        how = Qt.TextElideMode.ElideRight
        if old:
            new = f"{arrow.lstrip()}{new}"
            room = box.width() - metrics.horizontalAdvance(f" {new}")
            old = f"{metrics.elidedText(old, how, room)} " if room > _LEAST_OLD_PX else ""
        painter.setFont(font)
        painter.setPen(self._theme.color("text3"))
        painter.drawText(box, LEFT, old)
        box = box.adjusted(metrics.horizontalAdvance(old), 0, 0, 0)
        painter.setPen(self._theme.color("text2"))
        painter.drawText(box, LEFT, metrics.elidedText(new, how, box.width()))

    def _paint_size(self, painter: QPainter, box: QRectF, row: PackageRow, share: float) -> None:
        token = sign_token(row.sign) if row.sign else "accent"
        if box.width() > _BAR_PX + 70:
            track = QRectF(box.left(), 0, _BAR_PX, 6)
            track.moveCenter(QPointF(track.center().x(), box.center().y()))
            paint_bar(painter, self._theme, track, share, token)
        painter.setFont(figure_font(600 if row.size else 400))
        painter.setPen(self._theme.color("text" if row.size else "text3"))
        painter.drawText(box, RIGHT, row.size or tr("not told"))


class PackageView(SortableTable):
    """The table as it is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Packages"), parent)
        self.table = PackageTable(self)
        self.setModel(self.table)
        self._painter = _PackageDelegate(theme, self)
        self.setItemDelegate(self._painter)
        for column in PackageColumn:
            self.header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)

    def show_rows(self, rows: Sequence[PackageRow], roles: Sequence[Role]) -> None:
        """Show these; the columns that they need are those that are shown."""
        is_installed = bool(rows) and not rows[0].sign
        self._painter.roles = roles
        self.header.setSortIndicatorShown(False)
        self.table.set_rows(rows)
        self.setColumnHidden(PackageColumn.SIGN, is_installed)
        self.setColumnHidden(PackageColumn.LEVEL, not is_installed)
        self.fit_columns(self.viewport().width())
        self.scrollToTop()

    def _brick_px(self) -> int:
        """What the name of a brick needs, with its chip, in any language."""
        words = tr("brick {level}", level=88)
        return round(QFontMetricsF(interface_font(12)).horizontalAdvance(words)) + CHIP_PX + 26

    def fit_columns(self, width: int) -> None:
        has_bars = width >= _BAR_FROM_PX
        widths = {
            PackageColumn.SIGN: 36,
            PackageColumn.SIZE: 168 if has_bars else 92,
            PackageColumn.LEVEL: max(96 if has_bars else 84, self._brick_px()),
        }
        for column in widths:
            if self.isColumnHidden(column):
                widths[column] = 0
        rest = max(120, width - sum(widths.values()))
        widths[PackageColumn.NAME] = int(rest * 0.47)
        widths[PackageColumn.VERSION] = rest - widths[PackageColumn.NAME]
        for column, wide in widths.items():
            if wide:
                self.setColumnWidth(column, wide)
