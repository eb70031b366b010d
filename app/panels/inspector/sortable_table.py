"""A table of the inspector: a quiet head that sorts by mouse and by keys, rows with hairlines."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.panels.inspector.marks import LEFT, RIGHT, paint_hairline, paint_icon_cached
from app.theme import Theme, interface_font
from core.translation import tr

Index = QModelIndex | QPersistentModelIndex

ROW_PX = 36
_HEAD_PX = 30
_PAD_PX = 8
_ARROW_PX = 13


class TableHeader(QHeaderView):
    """Names of columns. Left and right go from one to the next, Enter and Space sort by it."""

    sort_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._current = 0
        self.setProperty("look", "quiet-head")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(20)
        self.setAccessibleName(tr("Columns: choose one to sort by"))
        self.sectionClicked.connect(self.sort_wanted)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEAD_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.sort_wanted.emit(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.isSectionHidden(self._current) or not self._name(self._current):
            self._step(1)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = [n for n in range(self.count()) if not self.isSectionHidden(n)]
        box = QRectF(rect)
        painter.setClipRect(box)
        whole = QPainterPath()
        whole.addRoundedRect(
            box.adjusted(0 if column == shown[0] else -9, 0, 0 if column == shown[-1] else 9, 0),
            7, 7,
        )  # fmt: skip
        painter.fillPath(whole, self._theme.color("surface3"))
        if self.hasFocus() and column == self._current:
            painter.setPen(QPen(self._theme.color("accent"), 1.4))
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)
        self._paint_name(painter, box.adjusted(_PAD_PX, 0, -_PAD_PX, 0), column)
        painter.restore()

    def _paint_name(self, painter: QPainter, box: QRectF, column: int) -> None:
        font = interface_font(11, 600)
        painter.setFont(font)
        painter.setPen(self._theme.color("text2"))
        where = self.model().headerData(
            column, self.orientation(), Qt.ItemDataRole.TextAlignmentRole
        )
        is_right = where is not None and bool(Qt.AlignmentFlag.AlignRight & where)
        is_sorted = self.isSortIndicatorShown() and self.sortIndicatorSection() == column
        room = box.adjusted(0, 0, -_ARROW_PX - 2, 0) if is_sorted else box
        metrics = QFontMetricsF(font)
        name = metrics.elidedText(self._name(column), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, RIGHT if is_right else LEFT, name)
        if is_sorted:
            arrow = QRectF(0, 0, _ARROW_PX, _ARROW_PX)
            arrow.moveCenter(box.center())
            wide = metrics.horizontalAdvance(name)
            arrow.moveLeft(box.right() - _ARROW_PX if is_right else box.left() + wide + 2)
            if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder:
                painter.translate(arrow.center())
                painter.rotate(180)
                painter.translate(-arrow.center())
            paint_icon_cached(painter, self._theme, arrow, "chev", self._theme.color("text2"))

    def _name(self, column: int) -> str:
        return str(self.model().headerData(column, self.orientation()) or "")

    def _step(self, by: int) -> None:
        place = self._current + by
        while 0 <= place < self.count() and (self.isSectionHidden(place) or not self._name(place)):
            place += by
        if 0 <= place < self.count():
            self._current = place
        self.setAccessibleDescription(self._name(self._current))
        self.viewport().update()


class SortableTable(QTableView):
    """Its model sorts itself by `sort(column, order)`; Ctrl+C copies the rows that are chosen.

    `fit_columns(width)` may be overridden to hide what has no room.
    """

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = TableHeader(theme, self)
        self.setHorizontalHeader(self.header)
        self.header.sort_wanted.connect(self._sort_by)
        self.header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)

    def sort_by(self, column: int, order: Qt.SortOrder) -> None:
        """Sort now, and say so in the head."""
        self.header.setSortIndicatorShown(True)
        self.header.setSortIndicator(column, order)
        self.model().sort(column, order)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As tall as its rows where there is room."""
        rows = self.model().rowCount() if self.model() else 0
        return QSize(super().sizeHint().width(), _HEAD_PX + rows * ROW_PX + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HEAD_PX + 2 * ROW_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns(self.viewport().width())

    def fit_columns(self, width: int) -> None:
        """The table is `width` pixels wide now."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied_text())
            return
        super().keyPressEvent(event)

    def copied_text(self) -> str:
        """The chosen rows, columns apart by tabs."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        columns = [n for n in range(self.model().columnCount()) if not self.isColumnHidden(n)]
        lines = (
            [str(self.model().index(row, column).data() or "") for column in columns]
            for row in rows
        )
        return "\n".join("\t".join(line) for line in lines)

    def _sort_by(self, column: int) -> None:
        if not self.model().headerData(column, Qt.Orientation.Horizontal):
            return
        order = Qt.SortOrder.AscendingOrder
        where = self.model().headerData(
            column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        if where is not None and bool(Qt.AlignmentFlag.AlignRight & where):
            order = Qt.SortOrder.DescendingOrder  # of sizes the largest are wanted first
        shown = self.header.isSortIndicatorShown()
        if shown and self.header.sortIndicatorSection() == column:
            descending = Qt.SortOrder.DescendingOrder
            ascending = Qt.SortOrder.AscendingOrder
            is_up = self.header.sortIndicatorOrder() is ascending
            order = descending if is_up else ascending
        self.sort_by(column, order)


def paint_ground(
    painter: QPainter, theme: Theme, rect: QRectF, option: QStyleOptionViewItem
) -> None:
    """What lies under a row's cells: chosen, pointed at, and the hairline below."""
    state = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, theme.color("accent_soft"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, theme.color("surface2"))
    paint_hairline(painter, theme, rect)
