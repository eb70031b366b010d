"""Paints a terminal's screen and what scrolled out of it; takes keys and the mouse for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.terminal.contents import Place, Span, everything, plain_text
from app.terminal.grid import Grid
from app.terminal.keys import key_bytes
from app.terminal.painting import CellFont, Range, RowPainter
from app.terminal.palette import Palette
from app.terminal.pen import PLAIN
from app.terminal.pointer import Pointer
from app.terminal.session import State, TerminalSession
from app.terminal.verbs import Verb, verb_of
from app.theme import Theme
from core.translation import tr

_MARGIN_X, _MARGIN_Y = 14, 8
_RING_PX = 2.0
_TELL_MS = 400  # after what was written last, its line is told to who cannot see it
_LEAST_CELLS = 8  # a size that a layout gives in passing is not told to programs


class TerminalView(QAbstractScrollArea):
    """Signals: asked(Verb): by a key or the menu, for what this does not do by itself;
    menu_asked(QPoint): global place; enter_pressed(): where no program runs.
    """

    asked = Signal(object)
    menu_asked = Signal(QPoint)
    enter_pressed = Signal()

    def __init__(
        self, theme: Theme, session: TerminalSession, font_px: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.palette_of_cells = Palette(theme)
        self.selection: Span | None = None
        self.found: Span | None = None
        self._font = CellFont(font_px)
        self._top: int | None = None  # the line that is uppermost; None: the newest are shown
        self._grid: Grid = session.screen.grid
        self._pointer = Pointer(self)
        self._composed = ""  # by an input method, not sent yet
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setAccessibleName(tr("Terminal in {name}", name=session.container.name))
        self._tell_timer = QTimer(self, singleShot=True, interval=_TELL_MS)
        self._tell_timer.timeout.connect(self._tell)
        session.shown.connect(self._show)
        self._show()

    def detach(self) -> None:
        """The session goes on without this view."""
        self._tell_timer.stop()
        self.session.shown.disconnect(self._show)

    # --- sizes --------------------------------------------------------------------------------

    @property
    def font_px(self) -> float:
        """How large text is."""
        return self._font.size_px

    def set_font_px(self, size_px: float) -> None:
        """Larger or smaller text, and so fewer or more cells."""
        self._font = CellFont(size_px)
        self._fit()
        self.viewport().update()

    @property
    def cell_size(self) -> tuple[float, float]:
        """Width and height of a cell."""
        return self._font.width, self._font.height

    def place_at(self, point: QPointF) -> Place:
        """Line and column at a point of the viewport; the column may be one past the last."""
        row = int((point.y() - _MARGIN_Y) // self._font.height)
        row = max(0, min(row, self.session.screen.rows - 1))
        column = int((point.x() - _MARGIN_X) // self._font.width)
        return self.top_line + row, max(0, min(column, self.session.screen.columns))

    @property
    def top_line(self) -> int:
        """The number of the line that is uppermost."""
        return self._grid.gone if self._top is None else self._top

    def _fit(self) -> None:
        area = self.viewport().size()
        rows = int((area.height() - 2 * _MARGIN_Y) // self._font.height)
        # The bar appears in the margin at the right, so that no column comes or goes with it.
        columns = int((self.width() - 2 * _MARGIN_X) // self._font.width)
        if self.isVisible() and rows > 1 and columns >= _LEAST_CELLS:
            self.session.resize(rows, columns)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    # --- scrolling ----------------------------------------------------------------------------

    def scroll_lines(self, lines: int) -> None:
        """Up when negative."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + lines)

    def show_line(self, line: int) -> None:
        """Scroll as little as is needed to see a line, with some around it."""
        rows = self.session.screen.rows
        if not self.top_line <= line < self.top_line + rows:
            self.verticalScrollBar().setValue(line - self._grid.first_line - rows // 2)

    def follow(self) -> None:
        """Show the newest lines, also those to come."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def _scrolled(self, value: int) -> None:
        is_newest = value >= self.verticalScrollBar().maximum()
        self._top = None if is_newest else self._grid.first_line + value
        self.viewport().update()

    def _show(self) -> None:
        """The screen changed: painted with the next frame, however often this is called."""
        grid = self.session.screen.grid
        if grid is not self._grid:
            self._grid, self._top = grid, None
            self.selection = self.found = None
        if self._top is not None:
            self._top = max(self._top, grid.first_line)
        bar = self.verticalScrollBar()
        kept = grid.gone - grid.first_line
        was_blocked = bar.blockSignals(True)
        bar.setPageStep(self.session.screen.rows)
        bar.setRange(0, kept)
        bar.setValue(kept if self._top is None else self._top - grid.first_line)
        bar.blockSignals(was_blocked)
        self.viewport().update()
        if not self._tell_timer.isActive():
            self._tell_timer.start()

    def _tell(self) -> None:
        screen = self.session.screen
        self.setAccessibleDescription(screen.grid.rows[screen.y].text.rstrip())

    # --- what is selected ---------------------------------------------------------------------

    def select(self, span: Span | None) -> None:
        """Mark some cells."""
        if span != self.selection:
            self.selection = span
            self.viewport().update()

    def select_all(self) -> None:
        """Everything that is kept and shown."""
        grid = self._grid
        self.select(Span((grid.first_line, 0), (grid.end_line - 1, grid.columns)))

    def show_found(self, span: Span | None) -> None:
        """Mark what was searched for, and scroll there."""
        self.found = span
        if span is not None:
            self.show_line(span.start[0])
        self.viewport().update()

    @property
    def grid(self) -> Grid:
        """What is shown: the main screen, or that of a full-screen program."""
        return self._grid

    @property
    def selected_text(self) -> str:
        """What copying gives; "" when nothing is selected."""
        return plain_text(self._grid, self.selection) if self.selection is not None else ""

    @property
    def text(self) -> str:
        """All of it."""
        return everything(self._grid)

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        screen, palette = self.session.screen, self.palette_of_cells
        is_reversed = screen.modes.is_reversed
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), palette.ink if is_reversed else palette.paper)
        corner = QPointF(_MARGIN_X, _MARGIN_Y)
        rows = RowPainter(painter, self._font, palette, corner, is_reversed=is_reversed)
        for number in range(screen.rows):
            line = self.top_line + number
            row = self._grid.line(line)
            box = rows.cell_rect(number, 0, screen.columns)
            if row is not None and event.rect().intersects(box.toAlignedRect()):
                rows.paint(number, row, screen.columns, self._ranges(line))
        self._paint_cursor(painter, rows)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(palette.ring, _RING_PX))
            inset = _RING_PX / 2
            box = QRectF(self.viewport().rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(box, 6, 6)

    def _ranges(self, line: int) -> list[Range]:
        columns = self.session.screen.columns
        palette = self.palette_of_cells
        ranges: list[Range] = []
        for span, paper, ink in (
            (self.selection, palette.selected, palette.ink),
            (self.found, palette.found, palette.paper),
        ):
            if span is not None:
                first, last = span.ordered.columns_in(line, columns)
                if first < last:
                    ranges.append((first, min(last, columns), paper, ink))
        return ranges

    def _paint_cursor(self, painter: QPainter, rows: RowPainter) -> None:
        screen, palette = self.session.screen, self.palette_of_cells
        number = screen.cursor_line - self.top_line
        is_live = self.session.state is State.LIVE
        if not (screen.modes.shows_cursor and is_live and 0 <= number < screen.rows):
            return
        row = screen.grid.rows[screen.y]
        x = min(screen.x, screen.columns - 1)
        is_wide = x + 1 < len(row.cells) and row.cells[x + 1] == ""
        box = rows.cell_rect(number, x, x + 1 + is_wide)
        ink, paper = palette.ink, palette.paper
        if screen.modes.is_reversed:
            ink, paper = paper, ink
        if not self.hasFocus():
            painter.setPen(QPen(ink, 1.0))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        elif screen.cursor_shape in (3, 4):
            painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), ink)
        elif screen.cursor_shape in (5, 6):
            painter.fillRect(QRectF(box.left(), box.top(), 2, box.height()), ink)
        else:
            painter.fillRect(box, ink)
            pen = row.pens[x] if row.pens is not None else PLAIN
            rows.text(number, x, row.cells[x : x + 1], pen, paper)
        if self._composed:
            self._paint_composed(painter, box, ink, paper)

    def _paint_composed(self, painter: QPainter, box: QRectF, ink: QColor, paper: QColor) -> None:
        painter.setFont(self._font.styled(0))
        width = painter.fontMetrics().horizontalAdvance(self._composed)
        place = QRectF(box.left(), box.top(), width, box.height())
        painter.fillRect(place, paper)
        painter.setPen(ink)
        painter.drawText(QPointF(place.left(), place.top() + self._font.baseline), self._composed)
        painter.drawLine(place.bottomLeft(), place.bottomRight())

    # --- keys ---------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # While a program runs all keys are its own, also those of the window's menus.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (self.session.state is State.LIVE or verb_of(event) is not None)
        ):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, _is_next: bool) -> bool:
        return False  # Tab is the program's; Ctrl+Tab leaves

    def leave(self) -> None:
        """Give the keyboard to what comes next in the window."""
        super().focusNextPrevChild(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        verb = verb_of(event)
        if verb is not None:
            self._do(verb)
        elif event.key() == Qt.Key.Key_Menu:
            self.menu_asked.emit(self.mapToGlobal(self.rect().center()))
        elif self.session.state is not State.LIVE:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.enter_pressed.emit()
            else:
                event.ignore()
        else:
            modes = self.session.screen.modes
            keys = key_bytes(event.key(), event.modifiers(), event.text(), modes)
            if keys is not None:
                self.send(keys)

    def send(self, keys: bytes) -> None:
        """Type, and look where it appears."""
        self.follow()
        self.session.type(keys)

    def _do(self, verb: Verb) -> None:
        rows = max(1, self.session.screen.rows - 1)
        match verb:
            case Verb.PAGE_UP:
                self.scroll_lines(-rows)
            case Verb.PAGE_DOWN:
                self.scroll_lines(rows)
            case Verb.TOP:
                self.verticalScrollBar().setValue(0)
            case Verb.BOTTOM:
                self.follow()
            case _:
                self.asked.emit(verb)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Characters that are composed: of other scripts, or with dead keys."""
        if event.commitString():
            self.send(event.commitString().encode(errors="replace"))
        self._composed = event.preeditString()
        self.viewport().update()
        event.accept()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        if query is Qt.InputMethodQuery.ImCursorRectangle:
            screen = self.session.screen
            x = _MARGIN_X + screen.x * self._font.width
            y = _MARGIN_Y + (screen.cursor_line - self.top_line) * self._font.height
            return QRect(int(x), int(y), int(self._font.width), int(self._font.height))
        return super().inputMethodQuery(query)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._focus_changed(b"\x1b[I")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focus_changed(b"\x1b[O")

    def _focus_changed(self, words: bytes) -> None:
        if self.session.screen.modes.tells_focus:
            self.session.tell(words)
        self.viewport().update()

    # --- mouse --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer.pressed(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.pressed(event, is_double=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.moved(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.released(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._pointer.wheeled(event)
