"""A list of code lines: lazy, drawn row by row, with columns that stay when text is scrolled.

It is a list view, so that screen readers see its rows; but it lays out and paints by itself. All
rows are of one height: where a row is is a matter of arithmetic, and 100,000 rows cost no more than
those in view. A row may have two cells side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QShowEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QWidget,
)

from app.panels.inspector.code_text import CodeInk, CodeLine, Stretch
from app.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ScrollHint = QAbstractItemView.ScrollHint
CursorAction = QAbstractItemView.CursorAction
Light = tuple[Stretch, QTextCharFormat]

_CACHE_LINES = 600
_RADIUS = 10.0
_EMPTY_PX = 5.0  # how wide the end of a selected line is shown
_LEAST_ROWS = 3
_TALLEST_PX = 16_777_215  # that a widget can have
_ROOM_TO_READ = 4  # rows that are seen before a row that was jumped to


class CodeRows(QAbstractListModel):
    """How many rows there are, and what each says in words."""

    def __init__(self, words: Callable[[int], str], parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self._count = 0

    def set_count(self, count: int) -> None:
        """All rows are others."""
        self.beginResetModel()
        self._count = count
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(index.row())
        return None


class CodeList(QListView):
    """Subclasses say what a row has: `source`, `make_line`, `cell`, `words`, `paint_row`."""

    end_px = 14.0  # after the longest line

    def __init__(
        self, theme: Theme, name: str, *, row_px: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.row_px = row_px
        self.ink = CodeInk(theme)
        self.column_px = QFontMetricsF(self.ink.font).horizontalAdvance("0")
        self._lines: dict[tuple[int, int], CodeLine] = {}
        self._text_px = 0.0
        self.rows = CodeRows(self.words, self)
        self.setModel(self.rows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for set_mode in (self.setVerticalScrollMode, self.setHorizontalScrollMode):
            set_mode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "code")
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self._colouring = QTimer(self, interval=0)
        self._colouring.timeout.connect(self._colour)

    # --- what a kind of list says of its rows -------------------------------------------------

    def source(self, row: int, side: int) -> str | None:
        """The line of a cell, as it is copied; None where there is none."""
        raise NotImplementedError

    def make_line(self, row: int, side: int) -> CodeLine:
        """The same for the screen."""
        raise NotImplementedError

    def words(self, row: int) -> str:
        """The row for whoever cannot see it."""
        raise NotImplementedError

    def cell(self, side: int) -> tuple[float, float]:
        """Where text stands: its left end and its width in the viewport."""
        raise NotImplementedError

    def side_at(self, x: float) -> int:
        """Which cell is at a place of the viewport."""
        return 0

    def paint_row(self, painter: QPainter, row: int, rect: QRectF) -> None:
        """Ground and columns beside the text, then `paint_cell` for each cell."""
        raise NotImplementedError

    def lights(self, row: int, side: int) -> Sequence[Light]:
        """What is selected or found in a cell."""
        return ()

    def has_line_end(self, row: int, side: int) -> bool:
        """Whether the line's end is among what is selected."""
        return False

    def colour_slice(self) -> bool:
        """Work on syntax colours for a moment; False when there is nothing left to do."""
        return False

    # --- rows ---------------------------------------------------------------------------------

    def show_rows(self, count: int, columns: int) -> None:
        """Other rows; `columns` about how many characters the longest has."""
        self._lines.clear()
        self._text_px = columns * self.column_px
        self.rows.set_count(count)
        self.updateGeometries()
        self._colouring.start()

    def forget_lines(self) -> None:
        """What is drawn of the rows has changed."""
        self._lines.clear()
        self.viewport().update()

    def line(self, row: int, side: int) -> CodeLine:
        """A cell's line, made when it is needed."""
        found = self._lines.get((row, side))
        if found is None:
            if len(self._lines) >= _CACHE_LINES:
                self._lines.clear()
            found = self._lines[row, side] = self.make_line(row, side)
            if found.width > self._text_px + 1:
                self._text_px = found.width
                QTimer.singleShot(0, self, self.updateGeometries)
        return found

    def visible_rows(self) -> range:
        """The rows that are seen now."""
        top = self.verticalScrollBar().value()
        first = top // self.row_px
        last = (top + self.viewport().height()) // self.row_px
        return range(first, min(last + 1, self.rows.rowCount()))

    @property
    def current_row(self) -> int:
        """Where the keyboard is, -1 for nowhere."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Put the keyboard on a row and show it with some rows before it."""
        index = self.rows.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        if row not in self.visible_rows()[1:-2]:
            self.verticalScrollBar().setValue(max(0, row - _ROOM_TO_READ) * self.row_px)
        self.viewport().update()

    def show_stretch(self, row: int, side: int, start: int, length: int) -> None:
        """Scroll a stretch of a line into view."""
        self.go_to(row)
        line, bar = self.line(row, side), self.horizontalScrollBar()
        self.updateGeometries()
        _left, room = self.cell(side)
        left, right = line.x_of(start), line.x_of(start + length)
        if left < bar.value() or right > bar.value() + room:
            bar.setValue(max(0, round(right - room + 4 * self.column_px)))

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.viewport().rect())
        painter.fillRect(area, self.theme.color("surface"))
        top = self.verticalScrollBar().value()
        for row in self.visible_rows():
            rect = QRectF(0, row * self.row_px - top, area.width(), self.row_px)
            self.paint_row(painter, row, rect)
            if row == self.current_row and self.hasFocus():
                pen = QPen(self.theme.color("accent"), 1, Qt.PenStyle.DotLine)
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(3.5, 0.5, -0.5, -0.5))
        self._paint_frame(painter, area)

    def paint_cell(self, painter: QPainter, row: int, side: int, rect: QRectF) -> None:
        """The text of a cell, cut at the cell's ends."""
        source = self.source(row, side)
        if source is None:
            return
        left, width = self.cell(side)
        line = self.line(row, side)
        painter.save()
        painter.setClipRect(QRectF(left, rect.top(), width, rect.height()))
        place = QRectF(rect)
        place.setLeft(left - self.horizontalScrollBar().value())
        if self.has_line_end(row, side):
            x = place.left() + line.x_of(len(source))
            end = QRectF(x, rect.top() + 5, _EMPTY_PX, rect.height() - 10)
            painter.fillRect(end, self.theme.color("accent"))
        line.paint(painter, place, self.ink, self.lights(row, side))
        painter.restore()

    def _paint_frame(self, painter: QPainter, area: QRectF) -> None:
        """Round corners over the rows."""
        frame = area.adjusted(0.5, 0.5, -0.5, -0.5)
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(area)
        inside.addRoundedRect(frame, _RADIUS, _RADIUS)
        painter.fillPath(outside.subtracted(inside), self.theme.color("surface"))
        painter.setPen(QPen(self.theme.color("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(inside)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._colouring.start()

    def _colour(self) -> None:
        """Between two events, as long as somebody looks."""
        if not self.isVisible() or not self.colour_slice():
            self._colouring.stop()

    # --- what an item view has to know --------------------------------------------------------

    def doItemsLayout(self) -> None:
        """Where rows are is known without looking at each."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Ranges of the scroll bars; and no taller than all rows."""
        rows_px = self.rows.rowCount() * self.row_px
        room = self.cell(0)[1] if rows_px else 0.0  # subclasses are not made yet at the start
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, rows_px - self.viewport().height()))
        down.setPageStep(self.viewport().height())
        down.setSingleStep(self.row_px)
        over = self._text_px + self.end_px - room if rows_px else 0.0
        across.setRange(0, max(0, round(over)))
        across.setPageStep(max(1, round(room)))
        across.setSingleStep(round(4 * self.column_px))
        below = across.sizeHint().height() if across.maximum() > 0 else 0
        self.setMaximumHeight(min(_TALLEST_PX, max(_LEAST_ROWS * self.row_px, rows_px) + below))
        QAbstractItemView.updateGeometries(self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Frame and columns stay where they are: nothing is only shifted."""
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        QAbstractItemView.resizeEvent(self, event)
        self.updateGeometries()

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        return False

    def visualRect(self, index: Index) -> QRect:
        top = index.row() * self.row_px - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self.row_px) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        return self.rows.index((point.y() + self.verticalOffset()) // self.row_px, 0)

    def scrollTo(self, index: Index, hint: ScrollHint = ScrollHint.EnsureVisible) -> None:
        """As little as needed."""
        rect, height = self.visualRect(index), self.viewport().height()
        bar = self.verticalScrollBar()
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() >= height:
            bar.setValue(bar.value() + rect.bottom() + 1 - height)

    def moveCursor(self, action: CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The row where a key leads."""
        last = self.rows.rowCount() - 1
        page = max(1, self.viewport().height() // self.row_px - 1)
        steps = {
            CursorAction.MoveUp: -1, CursorAction.MovePrevious: -1,
            CursorAction.MoveDown: 1, CursorAction.MoveNext: 1,
            CursorAction.MovePageUp: -page, CursorAction.MovePageDown: page,
            CursorAction.MoveHome: -last - 1, CursorAction.MoveEnd: last + 1,
        }  # fmt: skip
        row = self.current_row + steps.get(action, 0)
        return self.rows.index(max(0, min(row, last)), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Rows are not selected; text is."""

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion()
