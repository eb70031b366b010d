"""A list whose rows have keys: when others are shown, what stays keeps its place and selection."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QWidget

from app.panels.controls import tooltip_text

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
FRESH_ROLE = int(Qt.ItemDataRole.UserRole) + 2
FRESH_S = 2.0
_MOVES_AT_MOST = 24  # beyond these everything is laid out anew


class KeyedRow(Protocol):
    """What a row must tell."""

    @property
    def key(self) -> str: ...
    @property
    def as_sentence(self) -> str: ...
    @property
    def tooltip(self) -> str: ...


class KeyedModel(QAbstractListModel):
    """Rows by key. Only differences are announced, so that views keep what they know."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[KeyedRow] = []
        self._fresh: dict[str, float] = {}

    def set_rows(self, rows: Sequence[KeyedRow], fresh: Collection[str] = ()) -> None:
        """Show these; keys are unique. Those of `fresh` are tinted for a moment."""
        now = time.monotonic()
        self._fresh = {key: at for key, at in self._fresh.items() if now - at < FRESH_S}
        self._fresh.update(dict.fromkeys(fresh, now))
        wanted = {row.key for row in rows}
        self._remove(wanted)
        here = [row.key for row in self._rows]
        if _moves(here, [row.key for row in rows]) > _MOVES_AT_MOST:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        self._place(rows, set(here))
        self._update(rows)

    @property
    def rows(self) -> Sequence[KeyedRow]:
        """What is shown."""
        return self._rows

    @property
    def is_fading(self) -> bool:
        """Whether a row is tinted still."""
        now = time.monotonic()
        return any(now - at < FRESH_S for at in self._fresh.values())

    def row_of(self, key: str) -> int:
        """Where a key is, -1 when it is not there."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == FRESH_ROLE:
            at = self._fresh.get(row.key)
            return 0.0 if at is None else max(0.0, 1.0 - (time.monotonic() - at) / FRESH_S)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.as_sentence
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(row.tooltip)
        return None

    def _remove(self, wanted: Collection[str]) -> None:
        end = len(self._rows)
        while end > 0:
            if self._rows[end - 1].key in wanted:
                end -= 1
                continue
            start = end - 1
            while start > 0 and self._rows[start - 1].key not in wanted:
                start -= 1
            self.beginRemoveRows(QModelIndex(), start, end - 1)
            del self._rows[start:end]
            self.endRemoveRows()
            end = start

    def _place(self, rows: Sequence[KeyedRow], here: Collection[str]) -> None:
        """Insert what is new in runs, and move what stands elsewhere."""
        place = 0
        while place < len(rows):
            key = rows[place].key
            if place < len(self._rows) and self._rows[place].key == key:
                place += 1
            elif key in here:
                found = self.row_of(key)
                self.beginMoveRows(QModelIndex(), found, found, QModelIndex(), place)
                self._rows.insert(place, self._rows.pop(found))
                self.endMoveRows()
                place += 1
            else:
                end = place
                while end < len(rows) and rows[end].key not in here:
                    end += 1
                self.beginInsertRows(QModelIndex(), place, end - 1)
                self._rows[place:place] = rows[place:end]
                self.endInsertRows()
                place = end

    def _update(self, rows: Sequence[KeyedRow]) -> None:
        changed = [
            place
            for place, row in enumerate(rows)
            if row is not self._rows[place] and row != self._rows[place]
        ]
        self._rows = list(rows)
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))


class KeyedList(QListView):
    """Shows a `KeyedModel`. Enter activates; Ctrl+C copies what `copied` makes of chosen rows.

    Signals: menu_wanted(QPoint on the screen), for the pointer and for the menu key.
    """

    menu_wanted = Signal(QPoint)

    def __init__(
        self, delegate: QStyledItemDelegate, name: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows_model = KeyedModel(self)
        self.setModel(self.rows_model)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.copied: Callable[[KeyedRow], str] = lambda row: row.as_sentence
        self.setProperty("look", "bare-list")
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self._clock = QTimer(self, interval=1000)  # ages grow
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    def show_rows(self, rows: Sequence[KeyedRow], fresh: Collection[str] = ()) -> None:
        """Show others. Who is at the top sees what is new; who scrolled away keeps her place."""
        bar = self.verticalScrollBar()
        anchor = self.indexAt(QPoint(4, 2)) if bar.value() > 0 else QModelIndex()
        key = self.row_at(anchor).key if anchor.isValid() else ""
        offset_px = self.visualRect(anchor).top() if anchor.isValid() else 0
        chosen, current = {row.key for row in self.chosen_rows()}, self._current_key()
        was_auto = self.hasAutoScroll()
        self.setAutoScroll(False)
        self.rows_model.set_rows(rows, fresh)
        self._restore(chosen, current)
        place = self.rows_model.row_of(key) if key else -1
        if place >= 0:
            moved = self.visualRect(self.rows_model.index(place)).top() - offset_px
            if moved:
                bar.setValue(bar.value() + moved)
        self.setAutoScroll(was_auto)
        if fresh:
            self._clock.setInterval(80)

    def row_at(self, index: Index) -> KeyedRow:
        """The row of an index."""
        return self.rows_model.rows[index.row()]

    def current_row(self) -> KeyedRow | None:
        """Where the keyboard is."""
        index = self.currentIndex()
        return self.row_at(index) if index.isValid() else None

    def chosen_rows(self) -> list[KeyedRow]:
        """From the top."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.rows_model.rows[place] for place in places]

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 40)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            words = "\n".join(self.copied(row) for row in self.chosen_rows())
            QGuiApplication.clipboard().setText(words)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            rect = self.visualRect(self.currentIndex())
            self.menu_wanted.emit(self.viewport().mapToGlobal(rect.bottomLeft()))
        else:
            self.menu_wanted.emit(event.globalPos())

    def _current_key(self) -> str:
        row = self.current_row()
        return row.key if row is not None else ""

    def _restore(self, chosen: Collection[str], current: str) -> None:
        """After everything was laid out anew: where the person was, and what she had chosen."""
        selection = self.selectionModel()
        flag = selection.SelectionFlag
        if current and self._current_key() != current:
            place = self.rows_model.row_of(current)
            if place >= 0:
                selection.setCurrentIndex(self.rows_model.index(place), flag.NoUpdate)
        if chosen and not selection.hasSelection():
            for place, row in enumerate(self.rows_model.rows):
                if row.key in chosen:
                    selection.select(self.rows_model.index(place), flag.Select)

    def _tick(self) -> None:
        if not self.rows_model.is_fading:
            self._clock.setInterval(1000)
        if self.isVisible():
            self.viewport().update()


def _moves(here: Sequence[str], wanted: Sequence[str]) -> int:
    """About how many rows that stay have to move: those that break the order."""
    places = {key: place for place, key in enumerate(here)}
    count, highest = 0, -1
    for key in reversed(wanted):
        place = places.get(key)
        if place is None:
            continue
        if highest >= 0 and place > highest:
            count += 1
        else:
            highest = place
    return count
