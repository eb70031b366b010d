"""The bricks of an image that is elsewhere, as a list that looks like a tower."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.panels.controls import tooltip_text
from app.panels.plate import paint_plate
from app.scene.brick_geometry import depth_vector
from app.scene.travel_painter import paint_focus_ring, paint_travel_row
from app.theme import Theme
from app.viewmodel.travel_tower import TravelRow

Index = QModelIndex | QPersistentModelIndex

_LARGEST_PITCH_PX, _SMALLEST_PITCH_PX = 27.0, 21.0
_STUDS_AT_MOST = 12
_SIDE_PX = 22
_AIR, _FOOT = 1.4, 1.6  # above the topmost front and below the lowest one, in pitches
_PLATE_ROWS = (2, 4)


class TravelStack(QListView):
    """One row for each brick, the topmost first. Signals: opened(key) of a folded row.

    It is a list for the keyboard and for screen readers; only its painting is a tower's, since
    bricks stand in front of one another.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: Sequence[TravelRow] = ()
        self.pitch = _LARGEST_PITCH_PX
        self._above_px = self._below_px = 0
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Sizes(self))
        self.setProperty("look", "bare-list")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)
        self.activated.connect(self._open)
        self.clicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())

    def show_rows(self, rows: Sequence[TravelRow]) -> None:
        """Bottom first. What is looked at stays where it is while only states change."""
        is_other = [row.key for row in rows] != [row.key for row in self._rows]
        self._rows = tuple(rows)
        self._model.set_rows(self._rows[::-1], is_other=is_other)
        if is_other:
            self._arrange()
            self.scrollToBottom()
        self.viewport().update()

    def row_height(self, number: int) -> int:
        """Pixels of a row, counted from the top; the first and the last one have air."""
        heights = self._heights()
        height = heights[number]
        if number == 0:
            height += self._above_px
        return height + (self._below_px if number == len(heights) - 1 else 0)

    def front(self, number: int) -> QRectF:
        """The front of a row's brick in the viewport; rows are counted from the top."""
        place = self.visualRect(self._model.index(number, 0))
        width = self._studs() * self.pitch
        left = round((self.viewport().width() - width - depth_vector(2, self.pitch).x()) / 2)
        top = place.top() + (self._above_px if number == 0 else 0)
        return QRectF(left, top, width, self._heights()[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens a row, and is no click on a dialog's button besides."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        count = len(self._rows)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, pitch = self._theme, self.pitch
        if not count:
            self._paint_empty(painter)
            return
        shown = [n for n in range(count) if self.visualRect(self._model.index(n, 0)).intersects(
            self._reach(event.rect()))]  # fmt: skip
        if shown and shown[-1] == count - 1:
            lowest = self.front(count - 1)
            paint_plate(
                painter, theme, self.viewport().width(), lowest.bottom(), pitch=pitch,
                rows=_PLATE_ROWS, start=lowest.left(),
            )  # fmt: skip
        for number in reversed(shown):
            row = self._rows[count - 1 - number]
            paint_travel_row(
                painter, self.front(number), row, theme, pitch=pitch, is_top=number == 0
            )
        current = self.currentIndex().row()
        if self.hasFocus() and current in shown:
            paint_focus_ring(painter, self.front(current), theme)

    def _paint_empty(self, painter: QPainter) -> None:
        """A plate with nothing on it yet."""
        bottom = self.viewport().height() - round(_FOOT * _LARGEST_PITCH_PX)
        paint_plate(
            painter, self._theme, self.viewport().width(), bottom, pitch=_LARGEST_PITCH_PX,
            rows=_PLATE_ROWS, start=_SIDE_PX,
        )  # fmt: skip

    def _reach(self, rect: QRect) -> QRect:
        """Rows that may be seen in a part of the viewport: tops reach up, and plates."""
        up = round(_AIR * self.pitch + 8)
        return rect.adjusted(0, -8, 0, up)

    def _heights(self) -> list[int]:
        return [round(row.height * self.pitch) for row in reversed(self._rows)]

    def _studs(self) -> int:
        room = self.viewport().width() - 2 * _SIDE_PX
        return max(3, min(_STUDS_AT_MOST, int(room / self.pitch - depth_vector(2, 1.0).x())))

    def _arrange(self) -> None:
        """As large as there is room for; what does not fit then is scrolled."""
        if not self._rows:
            return
        room = self.viewport().height()
        studs = sum(row.height for row in self._rows) + _AIR + _FOOT
        wanted = min(_LARGEST_PITCH_PX, room / studs)
        self.pitch = float(int(max(_SMALLEST_PITCH_PX, wanted) * 2) / 2)
        self._below_px = round(_FOOT * self.pitch)
        least = round(_AIR * self.pitch)
        self._above_px = max(least, room - sum(self._heights()) - self._below_px)
        self.scheduleDelayedItemsLayout()

    def _open(self, index: QModelIndex) -> None:
        row = self._rows[len(self._rows) - 1 - index.row()]
        if row.is_folded:
            self.opened.emit(row.key)


class _Model(QAbstractListModel):
    """Rows from the top down, with what is read aloud."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[TravelRow] = ()

    def set_rows(self, rows: Sequence[TravelRow], *, is_other: bool) -> None:
        if is_other:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        before, self._rows = self._rows, rows
        for number, row in enumerate(rows):
            if row != before[number]:
                index = self.index(number, 0)
                self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.title
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return row.as_sentence
        if role == Qt.ItemDataRole.ToolTipRole:
            command = "" if row.is_folded else row.bricks[0].command
            words = f"{row.title}. {row.as_sentence}."
            return tooltip_text(f"{words}\n{command}" if command else words)
        return None


class _Sizes(QStyledItemDelegate):
    """How tall rows are; the view itself paints them, from the bottom up."""

    def __init__(self, view: TravelStack) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, self._view.row_height(index.row()))
