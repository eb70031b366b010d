"""Each brick's bytes: what it stores, what it adds, the total so far; what is hidden of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import tooltip_text
from app.panels.inspector.marks import (
    LEFT,
    RIGHT,
    chip_width,
    figure_font,
    paint_brick_chip,
    paint_hatched,
    paint_icon_cached,
)
from app.panels.inspector.sortable_table import Index, paint_ground
from app.scene.overlay import plain_label
from app.theme import Theme, elided, interface_font
from app.viewmodel.byte_words import BrickBytes
from core.translation import tr

BRICK_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_ROW_PX, _HEAD_PX, _PAD_PX = 66, 30, 8
_COLUMNS = (tr("This brick"), tr("Adds"), tr("Total so far"))
_WIDE_PX, _NARROW_PX, _WIDE_FROM_PX = 88, 68, 500
_BAR_PX = 10.0
_LEGEND = tr(
    "Sizes are file bytes. Bars: solid bytes are seen, hatched "
    "ones are hidden by later bricks. What a brick adds to the "
    "visible files can be less than nothing: it hides more than it "
    "brings."
)


def _column_px(width: float) -> float:
    return _WIDE_PX if width >= _WIDE_FROM_PX else _NARROW_PX


class BricksModel(QAbstractListModel):
    """One row a brick, the topmost first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[BrickBytes] = ()
        self.shown: str = ""  # chain ID of the brick that is looked at
        self.largest_bytes = 1

    def set_rows(self, rows: Sequence[BrickBytes]) -> None:
        """Show others; the same bricks keep what is chosen."""
        is_same = [row.chain_id for row in rows] == [row.chain_id for row in self._rows]
        self.largest_bytes = max((row.waste.stored_bytes for row in rows), default=0) or 1
        if is_same and rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == BRICK_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.as_sentence + (tr(", shown") if row.chain_id == self.shown else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(row.as_sentence)
        return None


class _BrickDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, model: BricksModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        row = index.data(BRICK_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, self._theme, rect, option)
        if row.chain_id == self._model.shown:
            mark = QRectF(rect.left(), rect.top() + 8, 3, rect.height() - 17)
            painter.fillRect(mark, self._theme.color("accent"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.color("accent"), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), 6, 6)
        inner = rect.adjusted(_PAD_PX, 9, -_PAD_PX, -9)
        column_px = _column_px(rect.width())
        first = QRectF(inner.left(), inner.top(), inner.width(), 22)
        self._paint_sizes(painter, first, row, column_px)
        name = first.adjusted(0, 0, -3 * column_px - 8, 0)
        self._paint_name(painter, name, row)
        second = first.translated(0, 26)
        self._paint_bar(painter, second.adjusted(0, 0, -3 * column_px - 8, 0), row)
        self._paint_notes(painter, second.adjusted(name.width() + 8, 0, 0, 0), row)
        painter.restore()

    def _paint_name(self, painter: QPainter, box: QRectF, row: BrickBytes) -> None:
        number = tr("brick {level}", level=row.level + 1)
        paint_brick_chip(painter, self._theme, box, row.role, number)
        rest = box.adjusted(chip_width(number) + 10, 0, 0, 0)
        if rest.width() < 30:
            return
        font = interface_font(13, 600)
        painter.setFont(font)
        painter.setPen(self._theme.color("text"))
        painter.drawText(rest, LEFT, elided(row.title, font, rest.width()))

    def _paint_sizes(
        self, painter: QPainter, line: QRectF, row: BrickBytes, column_px: float
    ) -> None:
        stored, added, total = row.stack_words
        looks = ((stored, 600, "text"), (added, 500, "text2"), (total, 500, "text2"))
        if row.sizes is not None and row.sizes.added_bytes < 0:
            looks = (looks[0], (added, 600, "deleted"), looks[2])
        for place, (words, weight, token) in enumerate(looks):
            right = line.right() - (2 - place) * column_px
            painter.setFont(figure_font(weight))
            painter.setPen(self._theme.color(token))
            painter.drawText(QRectF(right - column_px, line.top(), column_px, line.height()),
                             RIGHT, words)  # fmt: skip

    def _paint_bar(self, painter: QPainter, box: QRectF, row: BrickBytes) -> None:
        """As long as the brick is large among the others; hatched where it is not seen."""
        theme, waste = self._theme, row.waste
        track = QRectF(box.left(), box.center().y() - _BAR_PX / 2, box.width(), _BAR_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface3"))
        painter.drawRoundedRect(track, 3, 3)
        if not waste.stored_bytes:
            return
        whole = QRectF(track)
        whole.setWidth(max(4.0, track.width() * waste.stored_bytes / self._model.largest_bytes))
        path = QPainterPath()
        path.addRoundedRect(whole, 3, 3)
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        dead = QRectF(whole)
        share = min(1.0, waste.dead_bytes / waste.stored_bytes)
        dead.setLeft(whole.right() - whole.width() * share)
        painter.fillRect(whole, theme.color("accent"))
        if share:
            dead.setLeft(min(dead.left(), whole.right() - 3))
            painter.fillRect(dead, theme.color("surface"))
            paint_hatched(painter, theme, dead.adjusted(1, 0, 0, 0), "modified")
        painter.restore()

    def _paint_notes(self, painter: QPainter, box: QRectF, row: BrickBytes) -> None:
        """What is hidden of it and what it hides; what has room, the former first."""
        theme = self._theme
        font = interface_font(11, 500)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        right = box.right()
        notes = ((row.hidden_words, "warn", "modified"), (row.hiding_words, "chev", "text2"))
        for words, icon, token in notes:
            wide = metrics.horizontalAdvance(words) + 17
            if not words or right - wide < box.left():
                continue
            place = QRectF(right - wide, box.top(), wide, box.height())
            mark = QRectF(0, 0, 12, 12)
            mark.moveCenter(QPointF(place.left() + 6, place.center().y()))
            paint_icon_cached(painter, theme, mark, icon, theme.color(token))
            painter.setPen(theme.color(token))
            painter.drawText(place, RIGHT, words)
            right -= wide + 12


class _Head(QWidget):
    """Names of the three columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(_HEAD_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("surface3"))
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(self._theme.color("text2"))
        painter.setFont(interface_font(11, 600))
        line = box.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        painter.drawText(line, LEFT, tr("Brick"))
        column_px = _column_px(box.width())
        for place, name in enumerate(_COLUMNS):
            right = line.right() - (2 - place) * column_px
            cell = QRectF(right - column_px, box.top(), column_px, box.height())
            painter.drawText(cell, RIGHT, elided(name, painter.font(), column_px - 4))


class BytesBricks(QWidget):
    """The table with its head and a legend in words. Enter or a double click asks for a brick."""

    brick_requested = Signal(str)  # chain ID

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = BricksModel(self)
        self.view = QListView()
        self.view.setModel(self.rows)
        self.view.setItemDelegate(_BrickDelegate(theme, self.rows, self.view))
        self.view.setProperty("look", "bare-list")
        self.view.setAccessibleName(tr("Bytes of each brick, the topmost first"))
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.activated.connect(self._activate)
        legend = plain_label(_LEGEND, "caption")
        legend.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 6, 20, 12)
        column.setSpacing(6)
        column.addWidget(_Head(theme))
        column.addWidget(self.view, 1)
        column.addWidget(legend)

    def show_rows(self, rows: Sequence[BrickBytes], shown: str = "") -> None:
        """`shown` is the chain ID of the brick that is looked at."""
        self.rows.shown = shown
        self.rows.set_rows(rows)

    def _activate(self, index: QModelIndex) -> None:
        row = index.data(BRICK_ROLE)
        if isinstance(row, BrickBytes):
            self.brick_requested.emit(row.chain_id)
