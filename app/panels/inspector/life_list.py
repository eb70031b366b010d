"""What bricks did to a path, as rows along a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.panels.controls import code_font, tooltip_text
from app.panels.inspector.marks import (
    LEFT,
    RIGHT,
    figure_font,
    paint_line,
    paint_line_dot,
    paint_little_brick,
    paint_sign,
)
from app.panels.inspector.sortable_table import Index
from app.theme import Theme, elided, interface_font
from app.viewmodel.history import UNKNOWN_COMMAND
from app.viewmodel.life import LifeRow
from app.viewmodel.roles import Role
from core.translation import tr, translated

LIFE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_CARD_PX, _GAP_PX, _LINE_PX, _SIGN_PX = 70, 32, 22, 27
_LINE_X, _CARD_X, _PAD_PX = 27.0, 62.0, 14.0
_SCROLL_BAR_PX = 10


class LifeModel(QAbstractListModel):
    """From the topmost brick down."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[LifeRow] = ()
        self.shown_level: int | None = None

    def set_rows(self, rows: Sequence[LifeRow], shown_level: int | None) -> None:
        """`shown_level`: the brick that is looked at."""
        self.beginResetModel()
        self._rows, self.shown_level = rows, shown_level
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Bricks that did nothing cannot be chosen."""
        if index.isValid() and self._rows[index.row()].event is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == LIFE_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            is_shown = row.event is not None and row.level == self.shown_level
            return row.as_sentence + (tr(", shown") if is_shown else "")
        if role == Qt.ItemDataRole.ToolTipRole and row.event is not None:
            return tooltip_text(row.as_sentence[:600])
        return None


class _LifeDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, model: LifeModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self.roles: Sequence[Role] = ()
        self._font = interface_font(13, 600)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(LIFE_ROLE)
        if row.event is None:
            return QSize(100, _GAP_PX)
        return QSize(100, round(_CARD_PX - _LINE_PX + self._words_px(row)))

    def _words_px(self, row: LifeRow) -> float:
        """What the words take, wrapped."""
        room = QRectF(0, 0, self._room_px(row), 1000)
        flags = int(Qt.TextFlag.TextWordWrap)
        box = QFontMetricsF(self._font).boundingRect(room, flags, _unbroken(row.words))
        return max(_LINE_PX, box.height() + 4)

    def _room_px(self, row: LifeRow) -> float:
        """The same with and without a scroll bar, whose coming must not change the heights."""
        view = self.parent()
        assert isinstance(view, QListView)
        width = view.width() - _SCROLL_BAR_PX - _CARD_X - 1
        return max(60.0, width - 2 * _PAD_PX - _SIGN_PX - self._brick_px(row))

    def _brick_px(self, row: LifeRow) -> float:
        return (
            QFontMetricsF(figure_font(500)).horizontalAdvance(
                tr("Brick {level}", level=row.level + 1)
            )
            + 12
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = self._theme, index.data(LIFE_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        center = QPointF(rect.left() + _LINE_X, rect.center().y())
        is_last = index.row() == self._model.rowCount() - 1
        paint_line(
            painter, theme, center.x(),
            rect.top() if index.row() else center.y(),
            center.y() if is_last else rect.bottom(),
        )  # fmt: skip
        if row.event is None:
            self._paint_gap(painter, rect, row, center)
        else:
            role = self.roles[row.level] if row.level < len(self.roles) else Role.APP
            paint_little_brick(painter, theme, center, role)
            card = rect.adjusted(_CARD_X, 4, -1, -4)
            self._paint_ground(painter, card, row, option)
            self._paint_event(painter, card, row)
        painter.restore()

    def _paint_gap(self, painter: QPainter, rect: QRectF, row: LifeRow, center: QPointF) -> None:
        paint_line_dot(painter, self._theme, center)
        painter.setFont(interface_font(12))
        painter.setPen(self._theme.color("text3"))
        painter.drawText(rect.adjusted(_CARD_X + _PAD_PX, 0, 0, 0), LEFT, row.words)

    def _paint_ground(
        self, painter: QPainter, card: QRectF, row: LifeRow, option: QStyleOptionViewItem
    ) -> None:
        theme, state = self._theme, option.state
        is_shown = row.level == self._model.shown_level
        pen = QPen(theme.color("border"), 1.0)
        if is_shown or state & QStyle.StateFlag.State_HasFocus:
            is_dashed = not is_shown
            style = Qt.PenStyle.DashLine if is_dashed else Qt.PenStyle.SolidLine
            pen = QPen(theme.color("accent"), 1.6, style)
        elif state & QStyle.StateFlag.State_MouseOver:
            pen = QPen(theme.color("border2"), 1.0)
        is_chosen = is_shown or bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(pen)
        painter.setBrush(theme.color("accent_soft" if is_chosen else "surface2"))
        painter.drawRoundedRect(card.adjusted(0.75, 0.75, -0.75, -0.75), 10, 10)

    def _paint_event(self, painter: QPainter, card: QRectF, row: LifeRow) -> None:
        theme = self._theme
        high = card.height() - (_CARD_PX - 8 - _LINE_PX)
        first = QRectF(card.left() + _PAD_PX, card.top() + 9, card.width() - 2 * _PAD_PX, _LINE_PX)
        brick = tr("Brick {level}", level=row.level + 1)
        painter.setFont(figure_font(500))
        painter.setPen(theme.color("text2"))
        painter.drawText(first, RIGHT, brick)
        paint_sign(painter, theme, QPointF(first.left() + 9, first.center().y()), row.sign)
        words = QRectF(first.left() + _SIGN_PX, first.top() + 2, self._room_px(row), high)
        painter.setFont(self._font)
        painter.setPen(theme.color("text"))
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), _unbroken(row.words))
        second = first.translated(0, high).adjusted(_SIGN_PX, 0, 0, 0)
        command = row.command
        font = code_font(11) if command.is_known else interface_font(12)
        painter.setFont(font)
        painter.setPen(theme.color("text3"))
        said = command.one_line if command.is_known else translated(UNKNOWN_COMMAND)
        painter.drawText(second, LEFT, elided(said, font, second.width()))


def _unbroken(words: str) -> str:
    """A number stays with its unit where lines break."""
    return re.sub(r"(\d) ([KMGT]?B)\b", "\\1\u00a0\\2", words)


class LifeList(QListView):
    """The list as it is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = LifeModel(self)
        self._painter = _LifeDelegate(theme, self.rows, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._painter)
        self.setProperty("look", "bare-list")
        self.setAccessibleName(tr("What bricks did to this path, the topmost first"))
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # words are wrapped by the width

    def show_rows(
        self, rows: Sequence[LifeRow], roles: Sequence[Role], shown_level: int | None
    ) -> None:
        """Show these, from the bottom: a life begins there."""
        self._painter.roles = roles
        self.rows.set_rows(rows, shown_level)
        events = [number for number, row in enumerate(rows) if row.event is not None]
        if events:
            self.setCurrentIndex(self.rows.index(events[-1]))
            self.scrollToBottom()
