"""Steps of a history as rows along a line: cards for bricks, thin labels for what made none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.panels.controls import tooltip_text
from app.panels.inspector.history_card import StepLook, StepPainter
from app.panels.inspector.sortable_table import Index
from app.theme import Theme
from app.viewmodel.history import UNKNOWN_COMMAND, HistoryStep, when_text
from app.viewmodel.roles import Role
from app.viewmodel.sizes import size_text, visible
from core.translation import tr, translated

STEP_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_LOOK_ROLE = int(Qt.ItemDataRole.UserRole) + 2


@dataclass(frozen=True, slots=True)
class HistoryRows:
    """What a list shows. `roles` are those of all the image's layers, bottom first.

    `is_orphaned`: these entries fit no brick, whatever they say.
    """

    steps: Sequence[HistoryStep] = ()
    roles: Sequence[Role] = ()
    is_orphaned: bool = False


class HistoryModel(QAbstractListModel):
    """One row a step; which are open and which is the shown brick."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = HistoryRows()
        self._open: set[int] = set()
        self._shown: int | None = None

    def set_rows(self, rows: HistoryRows) -> None:
        """Show others, all closed."""
        self.beginResetModel()
        self._rows = rows
        self._open.clear()
        self._shown = None
        self.endResetModel()

    def set_shown(self, level: int | None) -> None:
        """Which brick is the one that is looked at."""
        self._shown = level
        if self._rows.steps:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows.steps) - 1))

    def row_of(self, level: int) -> int | None:
        """Where a brick is in the list."""
        return next((n for n, step in enumerate(self._rows.steps) if step.level == level), None)

    def is_open(self, row: int) -> bool:
        """Whether the whole command is shown."""
        return row in self._open

    def toggle(self, row: int) -> None:
        """Open or close a row."""
        self._open ^= {row}
        self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.SizeHintRole])

    def is_shown(self, row: int) -> bool:
        """Whether that row is the brick that is looked at."""
        level = self._rows.steps[row].level
        return level is not None and level == self._shown

    def look(self, row: int) -> StepLook:
        """All that a row's picture needs."""
        step = self._rows.steps[row]
        level = step.level
        roles = self._rows.roles
        role = roles[level] if level is not None and level < len(roles) else None
        return StepLook(
            step=step,
            role=role,
            is_open=row in self._open,
            is_shown=self.is_shown(row),
            is_first=row == 0,
            is_last=row == len(self._rows.steps) - 1,
            right=self._right(step),
        )

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        step = self._rows.steps[index.row()]
        if role == STEP_ROLE:
            return step
        if role == _LOOK_ROLE:
            return self.look(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return step.command.one_line or translated(UNKNOWN_COMMAND)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(index.row())
        if role == Qt.ItemDataRole.ToolTipRole and not self.is_open(index.row()):
            return tooltip_text(step.command.one_line[:600]) if step.command.is_known else None
        return None

    def _right(self, step: HistoryStep) -> str:
        if step.layer is not None:
            return size_text(step.layer.size_bytes)
        return tr("fits no brick") if self._rows.is_orphaned else tr("no brick · 0 B")

    def _sentence(self, row: int) -> str:
        step = self._rows.steps[row]
        parts = [
            tr("Brick {level}", level=step.level + 1) if step.level is not None else "",
            step.command.one_line or translated(UNKNOWN_COMMAND),
            self._right(step),
            when_text(step.created),
            tr("by {author}", author=visible(step.author)) if step.author else "",
            visible(step.comment),
            "shown" if self.is_shown(row) else "",
        ]
        return ", ".join(part for part in parts if part)


class _StepDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._painter = StepPainter(theme)

    def height(self, look: StepLook, width: int) -> int:
        return self._painter.height(look, width)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, QListView)
        width = view.viewport().width()
        return QSize(width, self.height(index.data(_LOOK_ROLE), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state = option.state
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        self._painter.paint(
            painter, rect, index.data(_LOOK_ROLE), has_focus=has_focus, is_hovered=is_hovered
        )
        painter.restore()

    def copy_box(self, look: StepLook, rect: QRectF) -> QRectF:
        return self._painter.copy_box(look, rect)


class HistoryView(QListView):
    """As tall as its rows, for a page that scrolls.

    A click or Enter opens a row and asks for its brick; Ctrl+C copies its command.
    """

    brick_requested = Signal(str)  # chain ID
    row_moved = Signal(int, int)  # top and bottom of the row to be seen, in the list's pixels

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = HistoryModel(self)
        self._delegate = _StepDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setModel(self.steps)
        self.setProperty("look", "bare-list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._open)
        self.steps.dataChanged.connect(self._fit)
        self.steps.modelReset.connect(self._fit)

    def show_rows(self, rows: HistoryRows) -> None:
        """Show these, all closed."""
        self.steps.set_rows(rows)

    def row_span(self, row: int) -> tuple[int, int]:
        """Top and bottom of a row in the list's pixels."""
        width = self.viewport().width()
        tops = [self._delegate.height(self.steps.look(n), width) for n in range(row + 1)]
        return sum(tops[:-1]), sum(tops)

    def copy_command(self, row: int) -> None:
        """Put what the image says of this step into the clipboard, unchanged."""
        step = self.steps.index(row).data(STEP_ROLE)
        QGuiApplication.clipboard().setText(step.command.recorded)

    # --- input --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy) and current.isValid():
            self.copy_command(current.row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(current)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            rect = QRectF(self.visualRect(index))
            box = self._delegate.copy_box(self.steps.look(index.row()), rect)
            if box.contains(event.position()):
                self.copy_command(index.row())
                return
        super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        is_by_key = event.reason() in reasons
        if is_by_key and not self.currentIndex().isValid() and self.steps.rowCount():
            self.setCurrentIndex(self.steps.index(0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            self.row_moved.emit(*self.row_span(current.row()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page around it scrolls."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        step = index.data(STEP_ROLE)
        is_shown = self.steps.is_shown(index.row())
        if step.command.is_known and (is_shown or step.layer is None or not self._is_open(index)):
            self.steps.toggle(index.row())
        if step.layer is not None and not is_shown:
            self.brick_requested.emit(step.layer.chain_id)

    def _is_open(self, index: QModelIndex) -> bool:
        return self.steps.is_open(index.row())

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        rows = self.steps.rowCount()
        self.setFixedHeight(self.row_span(rows - 1)[1] if rows else 0)
