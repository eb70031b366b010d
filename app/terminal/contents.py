"""The text on a screen and above it: for copying, for searching, for who cannot see it.

A place is (line, column), the line counted as `Grid` does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.terminal.grid import Grid
from app.terminal.widths import cells_of

Place = tuple[int, int]
_WORD = re.compile(r"[\w./~@%+:#?&=\-]+")
_LOGICAL_LIMIT = 200  # rows that one wrapped line is followed over


@dataclass(frozen=True, slots=True)
class Span:
    """From a place up to another, without the cell at its end. `is_block`: a rectangle."""

    start: Place
    end: Place
    is_block: bool = False

    @property
    def ordered(self) -> Span:
        """With its start first."""
        if self.is_block:
            (top, bottom), (left, right) = (sorted((self.start[at], self.end[at])) for at in (0, 1))
            return Span((top, left), (bottom, right), True)
        return Span(min(self.start, self.end), max(self.start, self.end))

    def columns_in(self, line: int, columns: int) -> tuple[int, int]:
        """Which cells of a line belong to it; an empty range when none do. It must be ordered."""
        if not self.start[0] <= line <= self.end[0]:
            return 0, 0
        if self.is_block:
            return self.start[1], self.end[1]
        first = self.start[1] if line == self.start[0] else 0
        return first, self.end[1] if line == self.end[0] else columns


def plain_text(grid: Grid, span: Span) -> str:
    """The text in a span: wrapped lines are one, blanks at the ends of lines are left out."""
    span = span.ordered
    pieces: list[str] = []
    for number in range(max(span.start[0], grid.first_line), min(span.end[0] + 1, grid.end_line)):
        text, is_wrapped = grid.stored_text(number)
        cells = cells_of(text)
        first, last = span.columns_in(number, max(len(cells), grid.columns))
        piece = "".join(cells[first:last])
        goes_on = is_wrapped and not span.is_block and number < span.end[0]
        pieces.append(piece if goes_on else piece.rstrip(" "))
        if not goes_on and number < span.end[0]:
            pieces.append("\n")
    return "".join(pieces)


def everything(grid: Grid) -> str:
    """All that is kept and shown."""
    return plain_text(grid, Span((grid.first_line, 0), (grid.end_line - 1, grid.columns))).rstrip()


def line_span(grid: Grid, line: int) -> Span:
    """The whole line that a row belongs to, over all rows that it is wrapped to."""
    first = last = line
    while first > grid.first_line and line - first < _LOGICAL_LIMIT:
        if not grid.stored_text(first - 1)[1]:
            break
        first -= 1
    while last < grid.end_line - 1 and last - line < _LOGICAL_LIMIT:
        if not grid.stored_text(last)[1]:
            break
        last += 1
    return Span((first, 0), (last, max(grid.columns, len(cells_of(grid.stored_text(last)[0])))))


def word_span(grid: Grid, place: Place) -> Span:
    """The word at a place, over a wrapped edge too; one cell where there is none."""
    whole = line_span(grid, place[0])
    cells, places = _line_cells(grid, whole)
    if place not in places:
        return Span(place, (place[0], place[1] + 1))
    at = places.index(place)
    # One character a cell, so that positions in the text are positions in the cells.
    text = "".join((cell or "w")[:1] for cell in cells)
    for match in _WORD.finditer(text):
        if match.start() <= at < match.end():
            last = places[match.end() - 1]
            return Span(places[match.start()], (last[0], last[1] + 1))
    return Span(place, (place[0], place[1] + 1))


def _line_cells(grid: Grid, whole: Span) -> tuple[list[str], list[Place]]:
    cells: list[str] = []
    places: list[Place] = []
    for number in range(whole.start[0], whole.end[0] + 1):
        own = cells_of(grid.stored_text(number)[0])
        cells += own
        places += [(number, column) for column in range(len(own))]
    return cells, places


def found(
    grid: Grid, wanted: str, before: Place | None, *, is_forward: bool = False
) -> Span | None:
    """The next place above (or below) `before` where a text stands, upper or lower case alike.

    Without `before` the newest. Wrapped lines are searched as one.
    """
    needle = wanted.casefold()
    if not needle:
        return None
    lines = range(grid.first_line, grid.end_line)
    start = before[0] if before is not None else grid.end_line - 1
    numbers = range(max(start, lines.start), lines.stop) if is_forward else range(
        min(start, lines.stop - 1), lines.start - 1, -1
    )  # fmt: skip
    for number in numbers:
        # A match may begin in this row and end in the next ones that belong to the same line.
        text, is_wrapped = grid.stored_text(number)
        own_size = len(text)
        following = number + 1
        while is_wrapped and following < lines.stop and len(text) < own_size + len(needle):
            more, is_wrapped = grid.stored_text(following)
            text += more
            following += 1
        folded = text.casefold()
        if needle not in folded:
            continue
        span = _match_in(grid, number, text, needle, before, is_forward=is_forward)
        if span is not None:
            return span
    return None


def _match_in(
    grid: Grid, number: int, text: str, needle: str, before: Place | None, *, is_forward: bool
) -> Span | None:
    whole = Span((number, 0), line_span(grid, number).end)
    cells, places = _line_cells(grid, whole)
    owners: list[int] = []  # which cell a character of the folded text stands in
    folded = ""
    for at, cell in enumerate(cells):
        piece = cell.casefold()
        folded += piece
        owners += [at] * len(piece)
    starts = [match.start() for match in re.finditer(f"(?={re.escape(needle)})", folded)]
    for start in starts if is_forward else reversed(starts):
        first, last = places[owners[start]], places[owners[start + len(needle) - 1]]
        is_beyond = before is None or (first > before if is_forward else first < before)
        if first[0] == number and is_beyond:
            return Span(first, (last[0], last[1] + 1))
    return None
