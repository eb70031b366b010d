"""What the mouse does in a terminal: select, scroll, or tell the program that asked for it.

With Shift it selects also where a program wants the mouse, as in other terminals.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.terminal.contents import Place, Span, line_span, word_span
from app.terminal.keys import (
    MOUSE_BUTTONS,
    NO_BUTTON,
    WHEEL_DOWN,
    WHEEL_UP,
    mouse_bytes,
    wheel_as_keys,
)
from app.terminal.session import State
from app.terminal.verbs import Verb

if TYPE_CHECKING:
    from app.terminal.view import TerminalView

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_WHEEL_LINES = 3
_NOTCH = 120  # of the wheel, in eighths of a degree
_SCROLL_MS = 50
_NEAR_PX = 6


class Pointer:
    """The mouse on one view."""

    def __init__(self, view: TerminalView) -> None:
        self._view = view
        self._clicks = 0
        self._clicked_s = 0.0
        self._clicked_at = QPointF()
        self._anchor: Span | None = None  # where a selection began: a place, a word or a line
        self._is_block = False
        self._is_told = False  # the button that is held was told to the program
        self._told_cell = (-1, -1)
        self._last = QPointF()
        self._wheel = 0
        self._scroll_timer = QTimer(view, interval=_SCROLL_MS)
        self._scroll_timer.timeout.connect(self._scroll_on)

    # --- events -------------------------------------------------------------------------------

    def pressed(self, event: QMouseEvent, *, is_double: bool = False) -> None:
        """A button went down."""
        self._count_clicks(event, is_double=is_double)
        if self._is_for_program(event):
            self._is_told = True
            self._tell(MOUSE_BUTTONS.get(event.button(), NO_BUTTON), event)
            return
        match event.button():
            case Qt.MouseButton.LeftButton:
                self._begin(event)
            case Qt.MouseButton.MiddleButton:
                if QGuiApplication.clipboard().supportsSelection():
                    self._view.asked.emit(Verb.PASTE_SELECTION)
            case Qt.MouseButton.RightButton:
                self._view.menu_asked.emit(event.globalPosition().toPoint())
            case _:
                event.ignore()

    def moved(self, event: QMouseEvent) -> None:
        """It moved, with or without a button."""
        self._last = event.position()
        if self._anchor is not None:
            self._extend(event.position())
            height = self._view.viewport().height()
            is_outside = not 0 <= event.position().y() < height
            if is_outside and not self._scroll_timer.isActive():
                self._scroll_timer.start()
            elif not is_outside:
                self._scroll_timer.stop()
        elif self._is_told or (not event.buttons() and self._is_for_program(event)):
            held = next((b for b in MOUSE_BUTTONS if event.buttons() & b), None)
            if self._cell(event.position()) != self._told_cell:
                button = MOUSE_BUTTONS[held] if held is not None else NO_BUTTON
                self._tell(button, event, is_moved=True)

    def released(self, event: QMouseEvent) -> None:
        """A button went up."""
        self._scroll_timer.stop()
        if self._is_told:
            self._is_told = False
            self._tell(MOUSE_BUTTONS.get(event.button(), NO_BUTTON), event, is_pressed=False)
        elif self._anchor is not None:
            self._anchor = None
            text = self._view.selected_text
            clipboard = QGuiApplication.clipboard()
            if text and clipboard.supportsSelection():
                clipboard.setText(text, clipboard.Mode.Selection)

    def wheeled(self, event: QWheelEvent) -> None:
        """Scroll, tell the program, or change the size of text."""
        view, screen = self._view, self._view.session.screen
        self._wheel += event.angleDelta().y()
        notches = int(self._wheel / _NOTCH)
        event.accept()
        if not notches:
            return
        self._wheel -= notches * _NOTCH
        modifiers = event.modifiers()
        if modifiers & _CONTROL:
            view.asked.emit(Verb.LARGER if notches > 0 else Verb.SMALLER)
        elif screen.modes.mouse and not modifiers & _SHIFT and self._is_live:
            column, row = self._cell(event.position())
            button = WHEEL_UP if notches > 0 else WHEEL_DOWN
            keys = mouse_bytes(button, column, row, modifiers, screen.modes)
            view.session.tell(keys * min(abs(notches), 10))
        elif screen.is_alternate and screen.modes.wheel_moves_cursor:
            view.session.tell(wheel_as_keys(notches * _WHEEL_LINES, screen.modes))
        else:
            view.scroll_lines(-notches * _WHEEL_LINES)

    # --- selecting ----------------------------------------------------------------------------

    def _begin(self, event: QMouseEvent) -> None:
        view = self._view
        if event.modifiers() & _SHIFT and view.selection is not None and self._clicks == 1:
            start = view.selection.start
            self._anchor = Span(start, start)
            self._extend(event.position())
            return
        edge, cell = self._edge(event.position()), self._line_and_column(event.position())
        self._is_block = bool(event.modifiers() & _ALT)
        if self._clicks == 2:
            self._anchor = word_span(view.grid, cell)
        elif self._clicks >= 3:
            self._anchor = line_span(view.grid, cell[0])
        else:
            self._anchor = Span(edge, edge)
        view.select(self._anchor if self._clicks > 1 else None)

    def _extend(self, point: QPointF) -> None:
        assert self._anchor is not None
        view, anchor = self._view, self._anchor
        if anchor.start == anchor.end:
            edge = self._edge(point)
            is_empty = edge == anchor.start
            view.select(None if is_empty else Span(anchor.start, edge, self._is_block))
            return
        cell = self._line_and_column(point)
        is_word = self._clicks == 2
        other = word_span(view.grid, cell) if is_word else line_span(view.grid, cell[0])
        view.select(Span(min(anchor.start, other.start), max(anchor.end, other.end)))

    def _scroll_on(self) -> None:
        """The button is held above or below the screen."""
        if self._anchor is not None:
            self._view.scroll_lines(-1 if self._last.y() < 0 else 1)
            self._extend(self._last)

    def _count_clicks(self, event: QMouseEvent, *, is_double: bool) -> None:
        now_s = time.monotonic()
        moved = (event.position() - self._clicked_at).manhattanLength()
        is_quick = now_s - self._clicked_s < QApplication.doubleClickInterval() / 1000
        is_third = self._clicks == 2 and is_quick and moved < _NEAR_PX
        self._clicks = 2 if is_double else 3 if is_third else 1
        self._clicked_s, self._clicked_at = now_s, event.position()

    # --- telling the program ------------------------------------------------------------------

    @property
    def _is_live(self) -> bool:
        return self._view.session.state is State.LIVE

    def _is_for_program(self, event: QMouseEvent) -> bool:
        wants = self._view.session.screen.modes.mouse
        return bool(wants) and not event.modifiers() & _SHIFT and self._is_live

    def _tell(
        self, button: int, event: QMouseEvent, *, is_pressed: bool = True, is_moved: bool = False
    ) -> None:
        column, row = self._told_cell = self._cell(event.position())
        keys = mouse_bytes(
            button, column, row, event.modifiers(), self._view.session.screen.modes,
            is_pressed=is_pressed, is_moved=is_moved,
        )  # fmt: skip
        if keys:
            self._view.session.tell(keys)

    # --- places -------------------------------------------------------------------------------

    def _cell(self, point: QPointF) -> tuple[int, int]:
        """Column and row on the screen."""
        line, column = self._line_and_column(point)
        return column, max(0, line - self._view.grid.gone)

    def _edge(self, point: QPointF) -> Place:
        """The line between cells that is nearest."""
        return self._view.place_at(point + QPointF(self._view.cell_size[0] / 2, 0))

    def _line_and_column(self, point: QPointF) -> Place:
        """The cell that is pointed at."""
        line, column = self._view.place_at(point)
        return line, min(column, self._view.session.screen.columns - 1)
