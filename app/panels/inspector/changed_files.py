"""Which changed file is shown: a bar that names it, and a list to choose another one from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import tooltip_text
from app.panels.inspector.marks import LEFT, RIGHT, figure_font
from app.panels.inspector.path_label import paint_path
from app.theme import Theme, interface_font, paint_icon
from app.viewmodel.sizes import MINUS, count_text, size_text, visible
from core.model import ChangeRow
from core.translation import tr

Index = QModelIndex | QPersistentModelIndex

_ROW_PX, _MOST_ROWS = 30, 12
_GAP_PX = 12.0
_NAMED_PX = 300  # a narrower bar has no room for a count of files


class ChangedFiles(QAbstractListModel):
    """Changed files in the order of their paths."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ChangeRow] = []

    def clear(self) -> None:
        """No files."""
        self.beginResetModel()
        self._rows = []
        self.endResetModel()

    def add(self, rows: Sequence[ChangeRow]) -> None:
        """More of them."""
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows += rows
        self.endInsertRows()

    def row_of(self, path: str) -> int:
        """Where a path is, -1 when it is not among them."""
        return next((n for n, row in enumerate(self._rows) if row.path == path), -1)

    def path_at(self, row: int) -> str:
        """The path of a row."""
        return self._rows[row].path

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(row.path)
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{visible(row.path)}, {size_words(row)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(f"{visible(row.path)}, {size_words(row)}")
        return None


def size_words(row: ChangeRow) -> str:
    """1.4 KB → 1.5 KB, or one size where both are written alike."""
    before, now = size_text(row.size_before_bytes), size_text(row.size_bytes)
    return now if before == now or not row.size_before_bytes else f"{before} → {now}"


class ChooserBar(QPushButton):
    """Names the file, how many lines changed, and which of how many files it is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._path = ""
        self._lines: tuple[int, int] | None = None
        self._place = ""
        self.setProperty("look", "chooser")
        self.setToolTip(tr("Choose another file"))
        self.setMinimumWidth(120)

    def show_file(self, path: str, place: str) -> None:
        """`place`: "1 of 2", "2 files" for one beside them, "" when there is no choice."""
        self._path, self._place, self._lines = visible(path), place, None
        self.setEnabled(bool(place))
        self._tell()

    def show_counts(self, lines: tuple[int, int] | None) -> None:
        """How many lines were added and removed; None when that is not known."""
        self._lines = lines
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(320, 38)

    def _tell(self) -> None:
        words = [self._path]
        if self._lines is not None:
            words.append(
                tr(
                    "{added} lines added, {removed} removed",
                    added=self._lines[0],
                    removed=self._lines[1],
                )
            )
        if self._place:
            is_one = " of " in self._place
            words.append(
                f"file {self._place}" if is_one else tr("{place} to choose from", place=self._place)
            )
        self.setAccessibleName(", ".join(words))
        self.setToolTip(tooltip_text(self._path))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        room = QRectF(self.rect()).adjusted(14, 0, -12, 0)
        icon = QRectF(room.left(), room.center().y() - 8, 16, 16)
        paint_icon(painter, "file", icon, theme.color("modified"))
        right = room.right()
        if self._place:
            box = QRectF(right - 16, room.center().y() - 8, 16, 16)
            paint_icon(painter, "chev", box, theme.color("text2"))
            right = box.left() - 8
            if self.width() > _NAMED_PX:
                right = self._write(painter, right, self._place, "text2", 500) - _GAP_PX
        if self._lines is not None:
            for sign, count, token in ((MINUS, self._lines[1], "deleted"), ("+", self._lines[0],
                                                                           "added")):  # fmt: skip
                right = self._write(painter, right, f"{sign}{count_text(count)}", token, 600)
                right -= _GAP_PX
        path = QRectF(icon.right() + 8, 0, right - icon.right() - 12, self.height())
        paint_path(painter, theme, path, self._path)

    def _write(self, painter: QPainter, right: float, words: str, token: str, weight: int) -> float:
        """Write words that end at the right; where they begin."""
        font = figure_font(weight)
        width = QFontMetricsF(font).horizontalAdvance(words)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        painter.drawText(QRectF(right - width, 0, width + 1, self.height()), LEFT, words)
        return right - width


class FileList(QFrame):
    """The list below the bar: type to filter, choose by Enter or a click."""

    chosen = Signal(str)  # the path

    def __init__(self, theme: Theme, files: ChangedFiles, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "popup")
        self._files = files
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(files)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.filter = QLineEdit()
        self.filter.setProperty("look", "filter")
        self.filter.setPlaceholderText(tr("Filter files"))
        self.filter.setAccessibleName(tr("Filter files"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(
            theme.icon("search", "text3", 16), QLineEdit.ActionPosition.LeadingPosition
        )
        self.filter.textChanged.connect(self._filter_files)
        self.filter.returnPressed.connect(self._choose)
        self.filter.installEventFilter(self)
        self.list = QListView()
        self.list.setModel(self._shown)
        self.list.setItemDelegate(_FileDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("Changed text files"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)

    def open_below(self, bar: QWidget, path: str) -> None:
        """Show it; the file that is shown now is marked."""
        self.filter.clear()
        rows = max(3, min(_MOST_ROWS, self._files.rowCount()))
        self.resize(bar.width(), rows * _ROW_PX + 62)
        self.move(bar.mapToGlobal(QPoint(0, bar.height() + 4)))
        self.filter.setVisible(self._files.rowCount() > _MOST_ROWS)
        row = self._files.row_of(path)
        if row >= 0:
            index = self._shown.mapFromSource(self._files.index(row, 0))
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index, QListView.ScrollHint.PositionAtCenter)
        self.show()
        (self.list if self.filter.isHidden() else self.filter).setFocus()

    def _filter_files(self, words: str) -> None:
        self._shown.setFilterFixedString(words)
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._shown.index(0, 0))

    def _choose(self) -> None:
        row = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        if isinstance(row, ChangeRow) and self.isVisible():
            self.close()
            self.chosen.emit(row.path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter the arrow keys go through the list."""
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        is_press = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if is_press and event.key() in keys:  # type: ignore[attr-defined]
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)


class _FileDelegate(QStyledItemDelegate):
    """Path and sizes."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        flags = QStyle.StateFlag
        if state & (flags.State_Selected | flags.State_MouseOver):
            is_chosen = bool(state & flags.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_soft" if is_chosen else "surface3"))
            painter.drawRoundedRect(rect, 6, 6)
        inside = rect.adjusted(10, 0, -10, 0)
        words = size_words(row)
        font = interface_font(11)
        width = QFontMetricsF(font).horizontalAdvance(words)
        if width > inside.width() / 2:
            words, width = "", 0.0
        painter.setFont(font)
        painter.setPen(self._theme.color("text2"))
        painter.drawText(inside, RIGHT, words)
        path = inside.adjusted(0, 0, -width - _GAP_PX, 0)
        paint_path(painter, self._theme, path, visible(row.path))
        painter.restore()
