"""Paints rows of cells: papers first, then text in runs that look alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.panels.controls import code_font
from app.terminal.palette import Palette
from app.terminal.pen import BOLD, INVERSE, ITALIC, PLAIN, STRUCK, UNDERLINED, Pen
from app.terminal.rows import Row

_LINE_HEIGHT = 1.38  # of the font's size
# What is surely in the fixed font itself is drawn as one text, all else cell by cell.
_TOGETHER = re.compile("[ -~\u00a1-\u00ac\u00ae-\u017f]+")
_FIRST_FRAME, _LAST_FRAME = "\u2500", "\u259f"  # lines, corners and blocks, that must touch

Range = tuple[int, int, QColor, QColor | None]
"""Cells from one up to another that have another paper, and maybe another ink."""


class CellFont:
    """A fixed font at a size, and how large a cell is."""

    def __init__(self, size_px: float) -> None:
        self.size_px = size_px
        self._fonts: dict[int, QFont] = {}
        metrics = QFontMetricsF(self.styled(0))
        self.width = metrics.horizontalAdvance("M" * 64) / 64
        self.height = float(round(size_px * _LINE_HEIGHT))
        self.text_height = metrics.ascent() + metrics.descent()
        self.ascent = metrics.ascent()
        self.baseline = round((self.height - self.text_height) / 2 + metrics.ascent())
        self.underline = metrics.underlinePos()
        self.stroke = max(1.0, round(metrics.lineWidth()))

    def styled(self, style: int) -> QFont:
        """For a pen's style."""
        key = style & (BOLD | ITALIC)
        if key not in self._fonts:
            font = code_font(self.size_px, 700 if key & BOLD else 400)
            font.setItalic(bool(key & ITALIC))
            font.setKerning(False)
            self._fonts[key] = font
        return self._fonts[key]


class RowPainter:
    """Paints for one frame. `corner` is the left upper corner of the first cell."""

    def __init__(
        self, painter: QPainter, font: CellFont, palette: Palette, corner: QPointF,
        *, is_reversed: bool,
    ) -> None:  # fmt: skip
        self._painter = painter
        self._font = font
        self._palette = palette
        self._corner = corner
        self._is_reversed = is_reversed
        self._ratio = painter.device().devicePixelRatioF()

    def cell_rect(self, row: int, first: int, last: int) -> QRectF:
        """Cells of a row, on whole pixels of the screen so that neighbours touch."""
        left = round((self._corner.x() + first * self._font.width) * self._ratio) / self._ratio
        right = round((self._corner.x() + last * self._font.width) * self._ratio) / self._ratio
        top = self._corner.y() + row * self._font.height
        return QRectF(left, top, right - left, self._font.height)

    def paint(self, number: int, row: Row, columns: int, ranges: Sequence[Range]) -> None:
        """A row; the ranges, the last one uppermost, are of what is selected or found."""
        runs = list(_runs(row.pens, columns))
        for first, last, pen in runs:
            paper = self._palette.colours(pen, is_reversed=self._is_reversed)[1]
            if pen.paper != -1 or pen.style & INVERSE or self._is_reversed:
                self._painter.fillRect(self.cell_rect(number, first, last), paper)
        for first, last, paper, _ink in ranges:
            self._painter.fillRect(self.cell_rect(number, first, last), paper)
        for first, last, pen in runs:
            ink = self._palette.colours(pen, is_reversed=self._is_reversed)[0]
            at = first
            while at < last:
                end, other = _same_ink(ranges, at, last)
                self.text(number, at, row.cells[at:end], pen, other or ink)
                at = end

    def text(self, number: int, column: int, cells: list[str], pen: Pen, ink: QColor) -> None:
        """Cells that look alike, without their paper."""
        painter, font = self._painter, self._font
        words = "".join(cells)
        has_lines = pen.style & (UNDERLINED | STRUCK)
        if not has_lines and not words.strip(" "):
            return
        painter.setPen(ink)
        painter.setFont(font.styled(pen.style))
        left = self._corner.x() + column * font.width
        top = self._corner.y() + number * font.height
        if _TOGETHER.fullmatch(words):
            painter.drawText(QPointF(left, top + font.baseline), words)
        else:
            self._piecewise(left, top, cells)
        if has_lines:
            box = self.cell_rect(number, column, column + len(cells))
            painter.setPen(QPen(ink, font.stroke))
            for style, height in (
                (UNDERLINED, top + font.baseline + max(2.0, font.underline)),
                (STRUCK, top + font.height * 0.52),
            ):
                if pen.style & style:
                    painter.drawLine(QLineF(box.left(), height, box.right(), height))

    def _piecewise(self, left: float, top: float, cells: list[str]) -> None:
        painter, font = self._painter, self._font
        at = 0
        while at < len(cells):
            end = at
            while end < len(cells) and _TOGETHER.fullmatch(cells[end]):
                end += 1
            x = left + at * font.width
            if end > at:
                painter.drawText(QPointF(x, top + font.baseline), "".join(cells[at:end]))
                at = end
                continue
            cell = cells[at]
            if _FIRST_FRAME <= cell[:1] <= _LAST_FRAME:
                painter.save()  # as high as a cell is, so that it meets the one below
                painter.translate(x, top)
                painter.scale(1.0, font.height / font.text_height)
                painter.drawText(QPointF(0.0, font.ascent), cell)
                painter.restore()
            elif cell:
                painter.drawText(QPointF(x, top + font.baseline), cell)
            at += 1


def _runs(pens: list[Pen] | None, columns: int) -> Iterator[tuple[int, int, Pen]]:
    if pens is None:
        yield 0, columns, PLAIN
        return
    start = 0
    for at in range(1, columns + 1):
        if at == columns or pens[at] != pens[start]:
            yield start, at, pens[start]
            start = at


def _same_ink(ranges: Sequence[Range], at: int, last: int) -> tuple[int, QColor | None]:
    """Up to where the text at a cell has one ink, and which, None for its own."""
    end, ink = last, None
    for first, stop, _paper, other in ranges:
        if first <= at < stop:
            ink = other
        for edge in (first, stop):
            if at < edge < end:
                end = edge
    return end, ink
