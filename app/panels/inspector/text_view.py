"""The text of a file with line numbers and syntax colours; found words are marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.panels.inspector.code_list import Light
from app.panels.inspector.code_selection import SelectableCode
from app.panels.inspector.code_text import CodeLine
from app.theme import Theme
from app.viewmodel.highlighting import Highlighter
from app.viewmodel.sizes import visible
from core.translation import tr

ROW_PX = 20
MOST_MATCHES = 10_000
"""More are not looked for."""
_SLICE_S = 0.006


class TextView(SelectableCode):
    """Read-only; lines are drawn when they are seen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Text of the file"), row_px=ROW_PX, parent=parent)
        self._source: list[str] = []
        self._starts: list[int] = []  # of each line in all the text
        self._matches: list[tuple[int, int, int]] = []  # row, start, length
        self._here = -1
        self._highlighter = Highlighter("", [])

    def show_lines(self, path: str, lines: Sequence[str]) -> None:
        """The lines of a file; its path decides about colours."""
        self._source = list(lines)
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self._matches, self._here = [], -1
        self._highlighter = Highlighter(path, [self._source])
        self.show_rows(len(self._source), max(map(len, self._source), default=0))
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    # --- finding ------------------------------------------------------------------------------

    def find_words(self, words: str) -> int:
        """Mark what is found in any case, and go to the first at or below the current row.

        Returns how many were found, at most `MOST_MATCHES`.
        """
        self._matches, self._here = [], -1
        if words:
            pattern = re.compile(re.escape(words), re.IGNORECASE)
            for match in pattern.finditer("\n".join(self._source)):
                row = bisect_right(self._starts, match.start()) - 1
                start = match.start() - self._starts[row]
                self._matches.append((row, start, len(match[0])))
                if len(self._matches) >= MOST_MATCHES:
                    break
        if self._matches:
            self._here = bisect_left(self._matches, (max(0, self.current_row), 0, 0))
            self._here %= len(self._matches)
            self._show_match()
        self.viewport().update()
        return len(self._matches)

    def find_next(self, step: int = 1) -> int:
        """Go on to the next match, -1: back; its number from 1, 0 when there is none."""
        if not self._matches:
            return 0
        self._here = (self._here + step) % len(self._matches)
        self._show_match()
        return self._here + 1

    @property
    def matches(self) -> int:
        """How many were found."""
        return len(self._matches)

    @property
    def match(self) -> int:
        """The number of the match that is gone to, from 1; 0 when there is none."""
        return self._here + 1

    def found_lights(self, row: int, side: int) -> Sequence[Light]:
        place = bisect_left(self._matches, (row, 0, 0))
        lights: list[Light] = []
        while place < len(self._matches) and self._matches[place][0] == row:
            _row, start, length = self._matches[place]
            is_here = place == self._here
            lights.append(((start, length), self.ink.found_here if is_here else self.ink.found))
            place += 1
        return lights

    def _show_match(self) -> None:
        row, start, length = self._matches[self._here]
        self.show_stretch(row, 0, start, length)

    # --- rows ---------------------------------------------------------------------------------

    def source(self, row: int, side: int) -> str | None:
        return self._source[row] if side == 0 else None

    def make_line(self, row: int, side: int) -> CodeLine:
        return CodeLine(self.ink, self._source[row], self._highlighter.marks(row))

    def words(self, row: int) -> str:
        return tr("Line {row}: {source}", row=row + 1, source=visible(self._source[row]))

    def cell(self, side: int) -> tuple[float, float]:
        left = self._number_px() + 16
        return left, self.viewport().width() - left

    def paint_row(self, painter: QPainter, row: int, rect: QRectF) -> None:
        painter.setFont(self.ink.font)
        painter.setPen(self.ink.quiet)
        box = QRectF(0, rect.top(), self._number_px(), rect.height())
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(box, flags, str(row + 1))
        self.paint_cell(painter, row, 0, rect)

    def _number_px(self) -> float:
        """The right end of the line numbers."""
        return 10 + max(3, len(str(len(self._source)))) * self.column_px

    def colour_slice(self) -> bool:
        before, rows = self._highlighter.ready, self.visible_rows()
        ready = self._highlighter.advance(_SLICE_S)
        if before < rows.stop and ready > rows.start:
            self.forget_lines()  # what is seen has got its colours
        return not self._highlighter.is_done
