"""Rows of cells on the screen, and the shorter form in which they are kept when they left it."""

from __future__ import annotations

from itertools import groupby, islice

from app.terminal.pen import PLAIN, Pen
from app.terminal.widths import cells_of


class Row:
    """A row. `pens` is None while all of it is plain. `is_wrapped`: the next one goes on with it.

    It may be longer than the screen is wide: what was there before the window became narrower
    comes back when it is widened again.
    """

    __slots__ = ("cells", "is_wrapped", "pens")

    def __init__(self, columns: int, pen: Pen = PLAIN) -> None:
        self.cells = [" "] * columns
        self.pens: list[Pen] | None = None if pen == PLAIN else [pen] * columns
        self.is_wrapped = False

    def write(self, start: int, cells: list[str] | str, pen: Pen) -> None:
        """Replace cells; there must be room for them."""
        end = start + len(cells)
        own = self.cells
        if own[start] == "":
            own[start - 1] = " "  # the left half of a wide one cannot stay alone
        if end < len(own) and own[end] == "":
            own[end] = " "
        own[start:end] = cells
        if self.pens is not None:
            self.pens[start:end] = [pen] * len(cells)
        elif pen is not PLAIN and pen != PLAIN:
            self.pens = [PLAIN] * len(own)
            self.pens[start:end] = [pen] * len(cells)

    def erase(self, start: int, end: int, pen: Pen) -> None:
        """Blank the cells from `start` up to `end`."""
        if start < end:
            self.write(start, " " * (end - start), pen)

    def insert(self, at: int, count: int, columns: int, pen: Pen) -> None:
        """Shift what is right of `at`; what leaves the screen is gone."""
        self._shift(at, at, count, columns, pen)

    def delete(self, at: int, count: int, columns: int, pen: Pen) -> None:
        """Take cells out; blanks come in at the right."""
        self._shift(at, at + count, 0, columns, pen)

    def _shift(self, at: int, resume: int, blanks: int, columns: int, pen: Pen) -> None:
        pens = self.pens if self.pens is not None else [PLAIN] * len(self.cells)
        cells = self.cells
        if at < len(cells) and cells[at] == "":
            cells[at - 1] = cells[at] = " "
        if resume < len(cells) and cells[resume] == "":
            cells[resume] = " "
        cells = [*cells[:at], *[" "] * blanks, *cells[resume:columns]][:columns]
        pens = [*pens[:at], *[pen] * blanks, *pens[resume:columns]][:columns]
        if cells[-1] != "" and len(cells) == columns and _is_wide(cells[-1]):
            cells[-1] = " "
        missing = columns - len(cells)
        self.cells = cells + [" "] * missing
        self.pens = pens + [pen] * missing

    def end(self, columns: int, *, is_wrapped: bool) -> None:
        """The next row begins; where it goes on with this one, no cell of a wider time remains."""
        self.is_wrapped = is_wrapped
        if is_wrapped:
            del self.cells[columns:]
            if self.pens is not None:
                del self.pens[columns:]

    def fit(self, columns: int) -> None:
        """Make it at least so long."""
        missing = columns - len(self.cells)
        if missing > 0:
            self.cells += [" "] * missing
            if self.pens is not None:
                self.pens += [PLAIN] * missing

    @property
    def text(self) -> str:
        """All of it, with the blanks at its end."""
        return "".join(self.cells)

    def stored(self) -> Stored:
        """The form to keep."""
        text = "".join(self.cells)
        if self.pens is None:
            return StoredRow(text, (), True) if self.is_wrapped else text.rstrip(" ")
        runs = tuple((sum(1 for _pen in group), pen) for pen, group in groupby(self.pens))
        if not self.is_wrapped and runs[-1][1] == PLAIN:
            text = text.rstrip(" ")
        return StoredRow(text, runs, self.is_wrapped)


class StoredRow:
    """A row that left the screen and is not simply plain text."""

    __slots__ = ("is_wrapped", "runs", "text")

    def __init__(self, text: str, runs: tuple[tuple[int, Pen], ...], is_wrapped: bool) -> None:
        self.text = text
        self.runs = runs
        self.is_wrapped = is_wrapped


Stored = str | StoredRow


def restored(stored: Stored, columns: int) -> Row:
    """The row again, at least `columns` long."""
    row = Row(0)
    if isinstance(stored, str):
        row.cells = cells_of(stored)
    else:
        row.cells = cells_of(stored.text)
        row.is_wrapped = stored.is_wrapped
        if stored.runs:
            pens = (pen for count, pen in stored.runs for _number in range(count))
            row.pens = list(islice(pens, len(row.cells)))
            row.pens += [PLAIN] * (len(row.cells) - len(row.pens))
    row.fit(columns)
    return row


def _is_wide(cell: str) -> bool:
    return len(cells_of(cell)) == 2
