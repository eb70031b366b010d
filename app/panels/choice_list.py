"""Images to choose several of: a box to tick, a name, a line about it, and a word on its state."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.panels.controls import tooltip_text
from app.theme import Theme, elided, interface_font, mix, paint_icon
from app.viewmodel.choice_rows import ChoiceRow

Index = QModelIndex | QPersistentModelIndex

ROW_PX, _BOX_PX, _TEXT_PX = 54, 18, 44
_ROW = int(Qt.ItemDataRole.UserRole) + 1
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ChoiceList(QListView):
    """Signals: ticked(): others are chosen; looked_at(key): another row is the current one."""

    ticked = Signal()
    looked_at = Signal(str)

    def __init__(
        self, theme: Theme, name: str, *, most_rows: int = 5, parent: QWidget | None = None
    ) -> None:
        """`most_rows`: more than that are scrolled."""
        super().__init__(parent)
        self._most_rows = most_rows
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(ChoiceRows(theme, self))
        self.setProperty("look", "bare-list")
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self._model.dataChanged.connect(lambda *_what: self.ticked.emit())
        self.selectionModel().currentChanged.connect(self._tell_current)

    @property
    def chosen(self) -> frozenset[str]:
        """Keys of the rows that are ticked."""
        return frozenset(self._model.chosen)

    @property
    def current_key(self) -> str:
        """Of the row that is looked at; "" for none."""
        row = self._model.row(self.currentIndex())
        return row.key if row is not None else ""

    def show_rows(self, rows: Sequence[ChoiceRow], chosen: Collection[str] = ()) -> None:
        """Show these; the first chosen one is looked at."""
        self._model.set_rows(rows, chosen)
        self.setFixedHeight(max(1, min(len(rows), self._most_rows)) * ROW_PX + 2)
        first = next((n for n, row in enumerate(rows) if row.key in self.chosen), 0)
        self.setCurrentIndex(self._model.index(first, 0))

    def choose_all(self, is_all: bool) -> None:
        """Tick all that can be, or none."""
        self._model.choose_all(is_all)

    def _tell_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = self._model.row(current)
        if row is not None:
            self.looked_at.emit(row.key)


class _Model(QAbstractListModel):
    """Rows with ticks."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[ChoiceRow] = ()
        self.chosen: set[str] = set()

    def set_rows(self, rows: Sequence[ChoiceRow], chosen: Collection[str]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.chosen = {row.key for row in rows if row.key in chosen and row.can_choose}
        self.endResetModel()

    def choose_all(self, is_all: bool) -> None:
        self.chosen = {row.key for row in self._rows if row.can_choose} if is_all else set()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def row(self, index: Index) -> ChoiceRow | None:
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index)
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        can_tick = row is not None and row.can_choose
        return usual | Qt.ItemFlag.ItemIsUserCheckable if can_tick else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return row.title
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return row.as_sentence
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip_text(row.as_sentence)
            case Qt.ItemDataRole.CheckStateRole if row.can_choose:
                is_on = row.key in self.chosen
                return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
            case _ if role == _ROW:
                return row
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row(index)
        if row is None or role != Qt.ItemDataRole.CheckStateRole or not row.can_choose:
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self.chosen.add(row.key)
        else:
            self.chosen.discard(row.key)
        self.dataChanged.emit(index, index, [role])
        return True


class ChoiceRows(QStyledItemDelegate):
    """A row of two lines; its kin may have something else at their right ends."""

    def __init__(self, theme: Theme, view: ChoiceList) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW_PX)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click on the box ticks, a click elsewhere only looks; the space bar ticks too."""
        if isinstance(event, QKeyEvent):
            is_meant = event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space
        elif isinstance(event, QMouseEvent):
            left = option.rect.left()  # type: ignore[attr-defined]
            is_meant = (
                event.type() is QEvent.Type.MouseButtonRelease
                and event.button() is Qt.MouseButton.LeftButton
                and event.position().x() < left + _TEXT_PX
            )
        else:
            is_meant = False
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if not is_meant or state is None:
            return False
        is_on = Qt.CheckState(state) is Qt.CheckState.Checked
        new = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
        return model.setData(index, new, Qt.ItemDataRole.CheckStateRole)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ChoiceRow = index.data(_ROW)
        theme, rect = self._theme, QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        is_enabled = bool(state & QStyle.StateFlag.State_Enabled)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, state)
        is_on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        self._paint_box(painter, rect, is_on=is_on, can=row.can_choose and is_enabled)
        right = self.paint_end(painter, rect, row)
        left = rect.left() + _TEXT_PX
        ink = theme.color("text" if row.can_choose else "text3")
        for words, font, color, top in (
            (row.title, interface_font(13, 600), ink, 8),
            (row.words, interface_font(12), theme.color("text3"), 28),
        ):
            room = (right if top < 20 else rect.right() - 12) - left - 8
            painter.setFont(font)
            painter.setPen(color)
            box = QRectF(left, rect.top() + top, room, 18)
            painter.drawText(box, _LEFT, elided(words, font, room))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        theme = self._theme
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        if is_current:
            painter.setBrush(theme.color("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.color("surface2"))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent"), 1.4) if has_focus else QPen(Qt.PenStyle.NoPen))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 8, 8)

    def _paint_box(self, painter: QPainter, rect: QRectF, *, is_on: bool, can: bool) -> None:
        theme = self._theme
        box = QRectF(rect.left() + 14, rect.center().y() - _BOX_PX / 2, _BOX_PX, _BOX_PX)
        edge = theme.color("accent" if is_on else "field")
        ground = theme.color("accent" if is_on else "surface")
        if not can:
            edge, ground = theme.color("border2"), mix(ground, theme.color("surface3"), 0.7)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if is_on:
            paint_icon(painter, "check", box.adjusted(2.5, 2.5, -2.5, -2.5),
                       theme.color("on_accent" if can else "text3"))  # fmt: skip

    def paint_end(self, painter: QPainter, rect: QRectF, row: ChoiceRow) -> float:
        """A word on its state at the right; where it begins."""
        if not row.pill:
            return rect.right() - 4
        theme, font = self._theme, interface_font(11, 600)
        most = rect.width() * 0.5
        words = elided(row.pill, font, most)
        width = QFontMetricsF(font).horizontalAdvance(words) + 18
        box = QRectF(rect.right() - width - 12, rect.top() + 8, width, 20)
        soft = f"{row.tone}_soft" if row.tone in ("added", "modified", "deleted") else "surface3"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(soft))
        painter.drawRoundedRect(box, 10, 10)
        painter.setPen(theme.color(row.tone))
        painter.setFont(font)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
        return box.left()
