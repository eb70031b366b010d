"""The screen that programs write on: cells, cursor, modes, and what scrolled out at the top.

Knows no Qt and does no input or output. `parser.py` calls it for what it reads, by the table in
`allowed.py`. What is wanted of it follows the sequences that terminfo's xterm-256color names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.terminal.grid import Grid
from app.terminal.pen import PLAIN, Parameters, Pen, changed_pen
from app.terminal.rows import Row
from app.terminal.widths import NARROW, columns_of

_TAB_COLUMNS = 8
_JOINED_LIMIT = 8  # characters in one cell
_COLUMNS_LIMIT = 1000
_ROWS_LIMIT = 500
# DEC special graphics (VT100 user guide, table 3-9): lines and corners in place of small letters.
_GRAPHICS = str.maketrans("_`abcdefghijklmnopqrstuvwxyz{|}~", " ◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·")


@dataclass(slots=True)
class Modes:
    """What programs may switch. Mouse: 0 none, 1000 presses, 1002 also drags, 1003 all moves."""

    wraps: bool = True
    inserts: bool = False
    new_line: bool = False
    has_origin: bool = False
    shows_cursor: bool = True
    cursor_keys: bool = False  # "application": ESC O in place of ESC [
    keypad: bool = False
    mouse: int = 0
    mouse_is_sgr: bool = False
    tells_focus: bool = False
    brackets_paste: bool = False
    is_reversed: bool = False
    wheel_moves_cursor: bool = True  # where a full-screen program does not ask for the mouse


@dataclass(slots=True)
class _Kept:
    """What "save cursor" keeps."""

    x: int = 0
    y: int = 0
    pen: Pen = PLAIN
    has_origin: bool = False
    waits_to_wrap: bool = False
    graphics: tuple[bool, bool] = (False, False)
    shift: int = 0


@dataclass
class Screen:
    """See the module. `answer` gets bytes for the program; `mark` private marks of the shell.

    `revision` grows with whatever may be seen; `bells` counts bells. `before_line_feed` is called
    before the cursor leaves a line, and returns whether that is only a line's wrapping. `full_line`
    was last left by a carriage return behind its last column; `unbracketed_line`: an editor ended.
    """

    rows: int = 24
    columns: int = 80
    answer: Callable[[bytes], None] = field(default=lambda _bytes: None)
    mark: Callable[[str], None] = field(default=lambda _text: None)
    before_line_feed: Callable[[], bool] | None = None

    def __post_init__(self) -> None:
        self.main = Grid(self.rows, self.columns, keeps=True)
        self.other = Grid(self.rows, self.columns, keeps=False)
        self.grid = self.main
        self.title = ""
        self.bells = 0
        self.revision = 0
        self.full_line = -1
        self.unbracketed_line = -1
        self.start_over()

    def start_over(self) -> None:
        """Full reset (RIS). What scrolled out stays."""
        self.use_main()
        self.modes = Modes()
        self.x = self.y = 0
        self.pen = PLAIN
        self.waits_to_wrap = False
        self.top, self.bottom = 0, self.rows - 1
        self.tabs = set(range(_TAB_COLUMNS, _COLUMNS_LIMIT, _TAB_COLUMNS))
        self.graphics = [False, False]
        self.shift = 0
        self.cursor_shape = 0  # as DECSCUSR: 0 to 2 block, 3 and 4 underline, 5 and 6 bar
        self.last_drawn = ""
        self._kept = {id(self.main): _Kept(), id(self.other): _Kept()}
        self.grid.rows = [Row(self.columns) for _number in range(self.rows)]

    @property
    def is_alternate(self) -> bool:
        """Whether a full-screen program has the screen to itself."""
        return self.grid is self.other

    @property
    def cursor_line(self) -> int:
        """The number of the line that the cursor is in."""
        return self.grid.gone + self.y

    # --- writing --------------------------------------------------------------------------------

    def draw(self, text: str) -> None:
        """Write printable characters at the cursor."""
        if self.graphics[self.shift]:
            text = text.translate(_GRAPHICS)
        if text.isascii():
            self._draw_narrow(text)
        else:
            at, end = 0, len(text)
            while at < end:
                match = NARROW.match(text, at)
                if match is not None:
                    self._draw_narrow(match[0])
                    at = match.end()
                else:
                    self._draw_any(text[at])
                    at += 1
        self.last_drawn = text[-1:]

    def _draw_narrow(self, text: str) -> None:
        columns, modes = self.columns, self.modes
        while text:
            if self.waits_to_wrap:
                self._wrap()
            row, x = self.grid.rows[self.y], self.x
            room = columns - x
            piece = text[:room]
            size = len(piece)
            if modes.inserts:
                row.insert(x, size, columns, self.pen)
            row.write(x, piece, self.pen)
            x += size
            if x < columns:
                self.x = x
                return
            self.x = columns - 1
            text = text[size:]
            if modes.wraps:
                self.waits_to_wrap = True
            elif text:
                row.write(columns - 1, text[-1], self.pen)
                return

    def _draw_any(self, character: str) -> None:
        width = columns_of(character)
        if width == 0:
            self._join(character)
            return
        if width > self.columns:
            return
        if self.waits_to_wrap:
            self._wrap()
        if self.x + width > self.columns:
            if not self.modes.wraps:
                self.x = self.columns - width
            else:
                self._wrap()
        row = self.grid.rows[self.y]
        if self.modes.inserts:
            row.insert(self.x, width, self.columns, self.pen)
        row.write(self.x, [character, ""][:width], self.pen)
        self.x += width
        if self.x >= self.columns:
            self.x = self.columns - 1
            self.waits_to_wrap = self.modes.wraps

    def _join(self, character: str) -> None:
        """A combining character belongs to the one before."""
        cells = self.grid.rows[self.y].cells
        at = self.x if self.waits_to_wrap else self.x - 1
        if at > 0 and cells[at] == "":
            at -= 1
        if at >= 0 and len(cells[at]) < _JOINED_LIMIT:
            cells[at] += character

    def _wrap(self) -> None:
        self.grid.rows[self.y].end(self.columns, is_wrapped=True)
        self.x = 0
        self._down()

    def draw_lines(self, lines: list[str]) -> bool:
        """Write many plain lines, each with a new line after it; whether that was possible.

        The short way for what scrolls through faster than anybody can see.
        """
        is_simple = (
            self.x == 0 and self.y == self.rows - 1 and self.bottom == self.y and self.top == 0
            and self.pen == PLAIN and not self.modes.inserts and not self.graphics[self.shift]
            and self.before_line_feed is None and not self.waits_to_wrap
            and max(map(len, lines)) <= self.columns
            and self.grid.rows[self.y].pens is None and not self.grid.rows[self.y].text.strip()
        )  # fmt: skip
        if is_simple:
            self.grid.run_through(lines)
        return is_simple

    def repeat(self, count: int) -> None:
        """The last character again (REP)."""
        if self.last_drawn and columns_of(self.last_drawn):
            self.draw(self.last_drawn * min(count, self.columns * self.rows))

    # --- the cursor -----------------------------------------------------------------------------

    def line_feed(self) -> None:
        """Down, scrolling at the bottom margin."""
        is_wrapping = self.before_line_feed is not None and self.before_line_feed()
        self.grid.rows[self.y].end(self.columns, is_wrapped=is_wrapping)
        self.waits_to_wrap = False
        self._down()
        if self.modes.new_line:
            self.x = 0

    def _down(self) -> None:
        self.waits_to_wrap = False
        if self.y == self.bottom:
            self.grid.scroll_up(self.top, self.bottom, self.pen.eraser)
        elif self.y < self.rows - 1:
            self.y += 1

    def line_feed_back(self) -> None:
        """Up, scrolling at the top margin (RI)."""
        self.waits_to_wrap = False
        if self.y == self.top:
            self.grid.scroll_down(self.top, self.bottom, self.pen.eraser)
        elif self.y > 0:
            self.y -= 1

    def carriage_return(self) -> None:
        """To the first column."""
        if self.waits_to_wrap:
            self.full_line = self.cursor_line
        self.x = 0
        self.waits_to_wrap = False

    def backspace(self) -> None:
        """One to the left."""
        self.waits_to_wrap = False
        self.x = max(0, self.x - 1)

    def tab(self, count: int = 1) -> None:
        """To the next stop, or with a negative count to those before."""
        self.waits_to_wrap = False
        for _number in range(min(abs(count), self.columns)):
            if count > 0:
                self.x = min((at for at in self.tabs if at > self.x), default=self.columns - 1)
                self.x = min(self.x, self.columns - 1)
            else:
                self.x = max((at for at in self.tabs if at < self.x), default=0)

    def clear_tabs(self, how: int) -> None:
        """0 the one here, 3 all."""
        if how == 3:
            self.tabs.clear()
        elif how <= 0:
            self.tabs.discard(self.x)

    def move_to(self, row: int | None = None, column: int | None = None) -> None:
        """To a place counted from 0, in the margins where "origin" is set."""
        self.waits_to_wrap = False
        if column is not None:
            self.x = max(0, min(column, self.columns - 1))
        if row is not None:
            start, end = (self.top, self.bottom) if self.modes.has_origin else (0, self.rows - 1)
            self.y = max(start, min(row + start, end))

    def move_by(self, rows: int, columns: int) -> None:
        """Some rows and columns; the margins stop it where it is between them."""
        self.waits_to_wrap = False
        self.x = max(0, min(self.x + columns, self.columns - 1))
        start = self.top if self.y >= self.top else 0
        end = self.bottom if self.y <= self.bottom else self.rows - 1
        self.y = max(start, min(self.y + rows, end))

    def set_margins(self, top: int, bottom: int) -> None:
        """The rows that scroll, counted from 0 (DECSTBM)."""
        bottom = min(bottom, self.rows - 1)
        if 0 <= top < bottom:
            self.top, self.bottom = top, bottom
            self.move_to(0, 0)

    def save_cursor(self) -> None:
        """Keep place and look (DECSC), for each of the two screens."""
        self._kept[id(self.grid)] = _Kept(
            self.x, self.y, self.pen, self.modes.has_origin, self.waits_to_wrap,
            (self.graphics[0], self.graphics[1]), self.shift,
        )  # fmt: skip

    def restore_cursor(self) -> None:
        """Go back to what was kept (DECRC)."""
        kept = replace(self._kept[id(self.grid)])
        self.x, self.y = min(kept.x, self.columns - 1), min(kept.y, self.rows - 1)
        self.pen, self.modes.has_origin = kept.pen, kept.has_origin
        self.waits_to_wrap = kept.waits_to_wrap and self.x == self.columns - 1
        self.graphics, self.shift = list(kept.graphics), kept.shift

    # --- cells ----------------------------------------------------------------------------------

    def erase_in_line(self, how: int) -> None:
        """0 from the cursor on, 1 up to it, 2 all."""
        row = self.grid.rows[self.y]
        start, end = {0: (self.x, self.columns), 1: (0, self.x + 1), 2: (0, self.columns)}.get(
            max(0, how), (0, 0)
        )
        row.erase(start, end, self.pen.eraser)
        if end == self.columns and start < end:
            row.is_wrapped = False
            del row.cells[self.columns :]
            if row.pens is not None:
                del row.pens[self.columns :]
        self.waits_to_wrap = False

    def erase_in_display(self, how: int) -> None:
        """0 from the cursor on, 1 up to it, 2 all, 3 what scrolled out."""
        eraser = self.pen.eraser
        if how == 3:
            self.grid.forget_kept()
            return
        first, last = {0: (self.y + 1, self.rows), 1: (0, self.y), 2: (0, self.rows)}.get(
            max(0, how), (0, 0)
        )
        if how in (-1, 0, 1):
            self.erase_in_line(how)
        for number in range(first, last):
            self.grid.rows[number] = Row(self.columns, eraser)
        self.waits_to_wrap = False

    def erase_characters(self, count: int) -> None:
        """Blank some cells from the cursor on (ECH)."""
        end = min(self.columns, self.x + count)
        self.grid.rows[self.y].erase(self.x, end, self.pen.eraser)
        self.waits_to_wrap = False

    def insert_characters(self, count: int) -> None:
        """Blanks at the cursor (ICH)."""
        count = min(count, self.columns)
        self.grid.rows[self.y].insert(self.x, count, self.columns, self.pen.eraser)
        self.waits_to_wrap = False

    def delete_characters(self, count: int) -> None:
        """Take cells out at the cursor (DCH)."""
        count = min(count, self.columns - self.x)
        self.grid.rows[self.y].delete(self.x, count, self.columns, self.pen.eraser)
        self.waits_to_wrap = False

    def insert_lines(self, count: int) -> None:
        """Empty rows at the cursor (IL); those at the bottom margin are gone."""
        if self.top <= self.y <= self.bottom:
            self.grid.scroll_down(self.y, self.bottom, self.pen.eraser, count)
            self.carriage_return()

    def delete_lines(self, count: int) -> None:
        """Take rows out at the cursor (DL). Nothing of it is kept."""
        if self.top <= self.y <= self.bottom:
            rows = self.grid.rows
            for _number in range(min(count, self.bottom - self.y + 1)):
                del rows[self.y]
                rows.insert(self.bottom, Row(self.columns, self.pen.eraser))
            self.carriage_return()

    def scroll(self, count: int) -> None:
        """The region up, or with a negative count down (SU, SD); the cursor stays."""
        eraser = self.pen.eraser
        if count > 0:
            self.grid.scroll_up(self.top, self.bottom, eraser, count)
        else:
            self.grid.scroll_down(self.top, self.bottom, eraser, -count)

    def fill_with_e(self) -> None:
        """DECALN: a picture to adjust tubes by."""
        self.top, self.bottom = 0, self.rows - 1
        for row in self.grid.rows:
            row.write(0, "E" * self.columns, PLAIN)
        self.move_to(0, 0)

    def change_pen(self, parameters: Parameters) -> None:
        """Colours and style."""
        self.pen = changed_pen(self.pen, parameters)

    # --- both screens ---------------------------------------------------------------------------

    def use_main(self) -> None:
        """Back from the full-screen program."""
        self.grid = self.main

    def use_other(self, *, is_erased: bool) -> None:
        """A screen for a full-screen program; nothing of it is kept."""
        self.grid = self.other
        if is_erased:
            self.other.rows = [Row(self.columns, self.pen.eraser) for _number in range(self.rows)]

    def resize(self, rows: int, columns: int) -> None:
        """Another size in characters, within reason."""
        rows = max(1, min(rows, _ROWS_LIMIT))
        columns = max(2, min(columns, _COLUMNS_LIMIT))
        if (rows, columns) == (self.rows, self.columns):
            return
        kept_main = self._kept[id(self.main)]
        main_row = self.y if self.grid is self.main else kept_main.y
        moved = self.main.resize(rows, columns, main_row)
        other_row = self.other.resize(rows, columns, self.y if self.is_alternate else 0)
        if self.is_alternate:
            self.y = other_row
            kept_main.y = moved
        else:
            kept_main.y = max(0, min(rows - 1, kept_main.y + moved - self.y))
            self.y = moved
        self.rows, self.columns = rows, columns
        self.x = min(self.x, columns - 1)
        self.top, self.bottom = 0, rows - 1
        self.waits_to_wrap = False
        self.revision += 1
