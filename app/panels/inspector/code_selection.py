"""Selecting and copying text in a list of code lines, by pointer and keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from app.panels.inspector.code_list import CodeList, Light
from app.panels.inspector.code_text import clipboard_text
from app.theme import Theme
from core.translation import tr

Spot = tuple[int, int]
"""A row and a place in its line."""

_EDGE_MS = 40


@dataclass(frozen=True, slots=True)
class Selected:
    """Selected text of one side, from where the pointer went down to where it is."""

    side: int
    anchor: Spot
    caret: Spot

    @property
    def span(self) -> tuple[Spot, Spot]:
        """First and last spot."""
        return min(self.anchor, self.caret), max(self.anchor, self.caret)


class SelectableCode(CodeList):
    """Code whose text can be marked. `found_lights` is for what a search found."""

    def __init__(
        self, theme: Theme, name: str, *, row_px: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, row_px=row_px, parent=parent)
        self.selected: Selected | None = None
        self._dragged: QPoint | None = None
        self._edge = QTimer(self, interval=_EDGE_MS)
        self._edge.timeout.connect(self._drag_on)

    def found_lights(self, row: int, side: int) -> Sequence[Light]:
        """What a search found in a cell."""
        return ()

    def show_rows(self, count: int, columns: int) -> None:
        self.selected = None
        super().show_rows(count, columns)

    def lights(self, row: int, side: int) -> Sequence[Light]:
        length = len(self.source(row, side) or "")
        return [*self.found_lights(row, side), *self._selected_light(row, side, length)]

    def has_line_end(self, row: int, side: int) -> bool:
        one = self.selected
        return one is not None and one.side == side and one.span[0][0] <= row < one.span[1][0]

    def selected_text(self) -> str:
        """What is selected, else the line that the keyboard is on."""
        one = self.selected
        if one is None or one.anchor == one.caret:
            sides = (self.source(self.current_row, side) for side in (0, 1))
            return next((text for text in sides if text is not None), "") if self._has_row() else ""
        (first, start), (last, end) = one.span
        texts = []
        for row in range(first, last + 1):
            source = self.source(row, one.side)
            if source is not None:
                begin, stop = (start if row == first else 0), (end if row == last else None)
                texts.append(source[begin:stop])
        return "\n".join(texts)

    def copy(self) -> None:
        """Put it on the clipboard."""
        text = self.selected_text()
        if text:
            QGuiApplication.clipboard().setText(clipboard_text(text))

    def select_all(self, side: int = 0) -> None:
        """Everything, of one side."""
        last = self.rows.rowCount() - 1
        if last >= 0:
            end = len(self.source(last, side) or "")
            self.select(Selected(side, (0, 0), (last, end)))

    def select(self, selected: Selected | None) -> None:
        """Select other text."""
        self.selected = selected
        self.viewport().update()

    def _has_row(self) -> bool:
        return 0 <= self.current_row < self.rows.rowCount()

    def _selected_light(self, row: int, side: int, length: int) -> Sequence[Light]:
        one = self.selected
        if one is None or one.side != side:
            return ()
        (first, start), (last, end) = one.span
        if not first <= row <= last:
            return ()
        begin = start if row == first else 0
        stop = min(length, end) if row == last else length
        return (((begin, stop - begin), self.ink.selected),) if stop > begin else ()

    def spot_at(self, point: QPointF, side: int) -> Spot:
        """The nearest place in a side's text."""
        row = int(point.y() + self.verticalScrollBar().value()) // self.row_px
        row = max(0, min(row, self.rows.rowCount() - 1))
        if self.source(row, side) is None:
            return row, 0
        left, _width = self.cell(side)
        return row, self.line(row, side).place_at(
            max(0.0, point.x() - left + self.horizontalScrollBar().value())
        )

    # --- pointer and keyboard -----------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self.rows.rowCount():
            return
        side = self.side_at(event.position().x())
        spot = self.spot_at(event.position(), side)
        index = self.rows.index(spot[0], 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        one = self.selected
        is_longer = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        anchor = one.anchor if one is not None and is_longer and one.side == side else spot
        self.select(Selected(side, anchor, spot))
        self._dragged = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None or self.selected is None:
            return
        self._dragged = event.position().toPoint()
        self._drag_on()
        is_outside = not self.viewport().rect().contains(self._dragged)
        if is_outside != self._edge.isActive():
            self._edge.start() if is_outside else self._edge.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        self._edge.stop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A word."""
        side = self.side_at(event.position().x())
        if not self.rows.rowCount():
            return
        row, place = self.spot_at(event.position(), side)
        source = self.source(row, side)
        if source:
            start, end = word_at(source, place)
            self.select(Selected(side, (row, start), (row, end)))

    def _drag_on(self) -> None:
        """The selection grows to the pointer; beyond an edge the list follows it."""
        point, one = self._dragged, self.selected
        if point is None or one is None:
            return
        area = self.viewport().rect()
        bars = (self.horizontalScrollBar(), point.x(), area.width()), (
            self.verticalScrollBar(), point.y(), area.height(),
        )  # fmt: skip
        for bar, place, end in bars:
            bar.setValue(bar.value() + (min(0, place) or max(0, place - end)))
        self.select(Selected(one.side, one.anchor, self.spot_at(QPointF(point), one.side)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all(self.selected.side if self.selected else 0)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = self.horizontalScrollBar().singleStep()
            sign = -1 if event.key() == Qt.Key.Key_Left else 1
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + sign * step)
        else:
            before = self.current_row
            super().keyPressEvent(event)
            if self.current_row != before and self._has_row():
                self._select_rows(before, event)
            self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Letters do not jump: the list may have 100,000 rows."""

    def _select_rows(self, before: int, event: QKeyEvent) -> None:
        """With Shift whole lines are selected from where it was first held down."""
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.select(None)
            return
        one = self.selected
        side = one.side if one is not None else 0
        anchor = one.anchor[0] if one is not None else max(0, before)
        row = self.current_row
        first, last = min(anchor, row), max(anchor, row)
        spots = (first, 0), (last, len(self.source(last, side) or ""))
        self.select(Selected(side, *(spots if row >= anchor else reversed(spots))))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(tr("Copy"), QKeySequence(QKeySequence.StandardKey.Copy), self.copy)
        keys = QKeySequence(QKeySequence.StandardKey.SelectAll)
        menu.addAction(tr("Select all"), keys, self.select_all)
        menu.exec(event.globalPos())
        menu.deleteLater()


def word_at(text: str, place: int) -> tuple[int, int]:
    """Start and end of the word at a place, or of the one character there."""
    place = min(place, len(text) - 1)
    start = end = place
    if not (text[place].isalnum() or text[place] == "_"):
        return place, place + 1
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return start, end
