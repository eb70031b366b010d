"""The rows of a screen, and what has scrolled out of them at the top."""

from __future__ import annotations

from collections import deque

from app.terminal.pen import Pen
from app.terminal.rows import Row, Stored, restored

SCROLLBACK_LINES = 10_000


class Grid:
    """Rows, scrolled between margins. Lines are counted from the first one that was ever written.

    `kept` holds what left the screen at its top; `gone` counts all lines that ever did, less those
    that came back: line `gone + y` stands in row `y`.
    """

    def __init__(self, rows: int, columns: int, *, keeps: bool) -> None:
        self.columns = columns
        self.rows = [Row(columns) for _number in range(rows)]
        self.kept: deque[Stored] = deque(maxlen=SCROLLBACK_LINES if keeps else 0)
        self.gone = 0
        self._keeps = keeps

    @property
    def first_line(self) -> int:
        """The oldest line that is still there."""
        return self.gone - len(self.kept)

    @property
    def end_line(self) -> int:
        """One more than the last line."""
        return self.gone + len(self.rows)

    def line(self, number: int) -> Row | None:
        """A line by its number; None when it is not there (any more)."""
        at = number - self.gone
        if 0 <= at < len(self.rows):
            return self.rows[at]
        at += len(self.kept)
        if 0 <= at < len(self.kept):
            return restored(self.kept[at], self.columns)
        return None

    def stored_text(self, number: int) -> tuple[str, bool]:
        """A line's text and whether the next goes on with it: quicker than `line`."""
        at = number - self.gone
        if at >= 0:
            row = self.rows[at]
            return row.text, row.is_wrapped
        stored = self.kept[at + len(self.kept)]
        return (stored, False) if isinstance(stored, str) else (stored.text, stored.is_wrapped)

    def scroll_up(self, top: int, bottom: int, pen: Pen, count: int = 1) -> None:
        """Let rows leave at the top of a region; those of the whole screen are kept."""
        rows = self.rows
        for _number in range(min(count, bottom - top + 1)):
            row = rows.pop(top)
            if top == 0 and self._keeps:
                self.kept.append(row.stored())
                self.gone += 1
            rows.insert(bottom, Row(self.columns, pen))

    def scroll_down(self, top: int, bottom: int, pen: Pen, count: int = 1) -> None:
        """Let rows leave at the bottom of a region."""
        for _number in range(min(count, bottom - top + 1)):
            del self.rows[bottom]
            self.rows.insert(top, Row(self.columns, pen))

    def run_through(self, lines: list[str]) -> None:
        """As if these plain lines were written into the last row, each with a new line after it.

        The last row must be empty, and is so afterwards. Lines that nobody can see are only kept.
        """
        above = len(self.rows) - 1
        unseen = lines[: max(0, len(lines) - above)]
        leaving = self.rows[: len(lines) - len(unseen)]
        if self._keeps:
            self.kept.extend(row.stored() for row in leaving)
            self.kept.extend(unseen[-SCROLLBACK_LINES:])
            self.gone += len(lines)
        staying = self.rows[len(leaving) : above]
        seen = [restored(line, self.columns) for line in lines[len(unseen) :]]
        self.rows = [*staying, *seen, self.rows[above]]

    def resize(self, rows: int, columns: int, cursor_row: int) -> int:
        """Another size; lines are cut or widened, not wrapped anew. The cursor's new row."""
        self.columns = columns
        while len(self.rows) > rows:
            if len(self.rows) - 1 > cursor_row:
                self.rows.pop()
                continue
            first = self.rows.pop(0)
            cursor_row -= 1
            if self._keeps:
                self.kept.append(first.stored())
                self.gone += 1
        while len(self.rows) < rows:
            if self.kept:
                self.rows.insert(0, restored(self.kept.pop(), columns))
                self.gone -= 1
                cursor_row += 1
            else:
                self.rows.append(Row(columns))
        for row in self.rows:
            row.fit(columns)
        return max(0, min(cursor_row, rows - 1))

    def forget_kept(self) -> None:
        """Let go of what scrolled out."""
        self.kept.clear()
