"""Text, tables and figures one below the other, laid on pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from app.handouts.page import (
    FOOT_PX,
    HEAD_PX,
    MARGIN_PX,
    Page,
    Paper,
    Words,
    paint_foot,
    paint_ground,
    paint_head,
)
from app.theme import Theme, interface_font, mono_font

_NUMBER = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
_CELL_PX, _ROW_GAP_PX = 8.0, 6.0
_LEAST_KEPT_PX = 76.0  # of a table below its heading


class Block(Protocol):
    """Something on a page. `keeps_next`: no page ends with it."""

    keeps_next: bool

    def height(self, width: float) -> float:
        """At this width, with the room below it."""
        ...

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """In two, of which the first fits; None where it is not to be split."""
        ...

    def paint(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        """In its box."""
        ...


def _laid_out(words: str, font: QFont, width: float) -> tuple[QTextLayout, float]:
    """Lines that break between words, and within one only where it is longer than a line."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(words.replace("\n", "\u2028"), font)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout, y


def text_height(words: str, font: QFont, width: float) -> float:
    """Of text that is wrapped at `width`."""
    return _laid_out(words, font, width)[1]


@dataclass(frozen=True)
class Text:
    """A paragraph of plain text; what stands before its first line is hung out to the left."""

    words: str
    size_px: float = 12
    weight: int = 400
    token: str = "text"
    indent_px: float = 0.0
    below_px: float = 7.0
    sign: str = ""  # hung out: a number, or a square to tick ("box")
    is_code: bool = False
    keeps_next: bool = False

    def height(self, width: float) -> float:
        return text_height(self.words, self._font, width - self.indent_px) + self.below_px

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None

    def paint(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        painter.setFont(self._font)
        painter.setPen(theme.color(self.token))
        layout, _height = _laid_out(self.words, self._font, box.width() - self.indent_px)
        layout.draw(painter, box.topLeft() + QPointF(self.indent_px, 0))
        if self.sign == "box":
            side = QFontMetricsF(self._font).capHeight() + 2
            left = box.left() + self.indent_px - side - 8
            top = box.top() + QFontMetricsF(self._font).ascent() - side + 1
            painter.setPen(QPen(theme.color("field"), 1.1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(left, top, side, side))
        elif self.sign:
            hung = QRectF(box.left(), box.top(), self.indent_px - 6, box.height())
            painter.drawText(hung, _NUMBER, self.sign)

    @property
    def _font(self) -> QFont:
        make = mono_font if self.is_code else interface_font
        return make(self.size_px, self.weight)


def heading(words: str) -> Text:
    """Above what belongs together."""
    return Text(words, 15, 700, below_px=8, keeps_next=True)


@dataclass(frozen=True)
class Gap:
    """Room."""

    room_px: float
    keeps_next: bool = False

    def height(self, width: float) -> float:
        return self.room_px

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None

    def paint(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        return None


@dataclass(frozen=True)
class Lines:
    """Empty lines to write on."""

    count: int
    indent_px: float = 0.0
    keeps_next: bool = False
    step_px: float = 26.0

    def height(self, width: float) -> float:
        return self.count * self.step_px + 10

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None

    def paint(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        painter.setPen(QPen(theme.color("border2"), 0.8))
        left, right = box.left() + self.indent_px, box.right()
        for number in range(1, self.count + 1):
            y = box.top() + number * self.step_px - 2
            painter.drawLine(QRectF(left, y, right - left, 0).topLeft(),
                             QRectF(left, y, right - left, 0).topRight())  # fmt: skip


@dataclass(frozen=True)
class Figured:
    """A drawing of a fixed height. `draw(painter, theme, box)` paints it."""

    height_px: float
    draw: Callable[[QPainter, Theme, QRectF], None]
    below_px: float = 14.0
    keeps_next: bool = False

    def height(self, width: float) -> float:
        return self.height_px + self.below_px

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        return None

    def paint(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        self.draw(painter, theme, box.adjusted(0, 0, 0, -self.below_px))


@dataclass(frozen=True)
class Column:
    """`share` of the width that is left by columns of a fixed `width_px`."""

    title: str
    share: float = 0.0
    width_px: float = 0.0
    is_number: bool = False
    is_code: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of plain text under headings that every page repeats."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    keeps_next: bool = False

    def height(self, width: float) -> float:
        widths = self._widths(width)
        return self._head_px + sum(self._row_height(row, widths) for row in self.rows) + 12

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        widths = self._widths(width)
        left = room - self._head_px
        for number, row in enumerate(self.rows):
            left -= self._row_height(row, widths)
            if left < 0:
                if number == 0:
                    return None
                return replace(self, rows=self.rows[:number]), replace(
                    self, rows=self.rows[number:]
                )
        return None

    def paint(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        widths = self._widths(box.width())
        painter.setFont(interface_font(10.5, 600))
        painter.setPen(theme.color("text2"))
        self._paint_row(painter, tuple(c.title for c in self.columns), widths, box, fonts=None)
        y = box.top() + self._head_px - _ROW_GAP_PX / 2
        painter.setPen(QPen(theme.color("text3"), 0.9))
        painter.drawLine(QRectF(box.left(), y, box.width(), 0).topLeft(),
                         QRectF(box.left(), y, box.width(), 0).topRight())  # fmt: skip
        y += _ROW_GAP_PX / 2
        for row in self.rows:
            height = self._row_height(row, widths)
            painter.setPen(theme.color("text"))
            place = QRectF(box.left(), y, box.width(), height)
            self._paint_row(painter, row, widths, place, fonts=self._fonts)
            y += height
            painter.setPen(QPen(theme.color("border"), 0.6))
            line = QRectF(box.left(), y - _ROW_GAP_PX / 2, box.width(), 0)
            painter.drawLine(line.topLeft(), line.topRight())

    def _paint_row(
        self, painter: QPainter, cells: Sequence[str], widths: Sequence[float], box: QRectF,
        fonts: Sequence[QFont] | None,
    ) -> None:  # fmt: skip
        x = box.left()
        for number, (cell, column, width) in enumerate(
            zip(cells, self.columns, widths, strict=True)
        ):
            font = fonts[number] if fonts is not None else painter.font()
            painter.setFont(font)
            if column.is_number:
                place = QRectF(x, box.top(), width - _CELL_PX, box.height())
                painter.drawText(place, _NUMBER, cell)
            else:
                layout, _height = _laid_out(cell, font, width - _CELL_PX)
                layout.draw(painter, QPointF(x, box.top()))
            x += width

    @property
    def _head_px(self) -> float:
        return 16.0 + _ROW_GAP_PX

    @property
    def _fonts(self) -> tuple[QFont, ...]:
        return tuple(
            mono_font(10) if column.is_code else interface_font(11) for column in self.columns
        )

    def _widths(self, width: float) -> list[float]:
        left = width - sum(column.width_px for column in self.columns)
        shares = sum(column.share for column in self.columns) or 1.0
        return [column.width_px or left * column.share / shares for column in self.columns]

    def _row_height(self, row: Sequence[str], widths: Sequence[float]) -> float:
        fonts = self._fonts
        return _ROW_GAP_PX + max(
            QFontMetricsF(font).height()
            if column.is_number
            else text_height(cell, font, width - _CELL_PX)
            for cell, column, font, width in zip(row, self.columns, fonts, widths, strict=True)
        )


Laid = list[tuple[Block, float]]
"""Blocks of a page, each with its distance from the top of what can be filled."""


def flow_pages(
    blocks: Sequence[Block], words: Words, theme: Theme, *, paper: Paper | None, is_white: bool
) -> list[Page]:
    """On sheets of paper that stand upright; without one, all on one page that is long enough."""
    width = (paper or Paper.A4).size(is_wide=False).width()
    inner = width - 2 * MARGIN_PX
    around = 2 * MARGIN_PX + HEAD_PX + FOOT_PX
    if paper is None:
        laid = _lay(blocks, inner, float("inf"))
        height = sum(block.height(inner) for block in blocks) + around
        sizes = [QSizeF(width, height)]
    else:
        laid = _lay(blocks, inner, paper.size(is_wide=False).height() - around)
        sizes = [paper.size(is_wide=False)] * len(laid)
    return [
        Page(size, partial(_draw, page, words, theme, size, (number, len(laid)), is_white))
        for number, (page, size) in enumerate(zip(laid, sizes, strict=True), start=1)
    ]


def _lay(blocks: Sequence[Block], width: float, room: float) -> list[Laid]:
    pages: list[Laid] = [[]]
    waiting = list(reversed(blocks))
    y = 0.0
    while waiting:
        block = waiting.pop()
        height = block.height(width)
        is_fitting = y + height + _kept_height(block, waiting, width) <= room
        if not is_fitting:
            parts = block.split(width, room - y)
            if parts is not None:
                pages[-1].append((parts[0], y))
                waiting.append(parts[1])
                pages.append([])
                y = 0.0
                continue
            if pages[-1] and y > 0:
                pages.append([])
                waiting.append(block)
                y = 0.0
                continue
        pages[-1].append((block, y))
        y += height
    return pages


def _kept_height(block: Block, waiting: Sequence[Block], width: float) -> float:
    """What must be on the page of a block too; `waiting` has the next one last."""
    kept = 0.0
    for following in reversed(waiting):
        if not block.keeps_next:
            break
        height = following.height(width)
        kept += min(height, _LEAST_KEPT_PX) if isinstance(following, Table) else height
        block = following
    return kept


def _draw(
    laid: Laid, words: Words, theme: Theme, size: QSizeF, number: tuple[int, int], is_white: bool,
    painter: QPainter,
) -> Iterator[None]:  # fmt: skip
    inner = size.width() - 2 * MARGIN_PX
    paint_ground(painter, theme, size, is_white=is_white)
    head = QRectF(MARGIN_PX, MARGIN_PX, inner, HEAD_PX)
    paint_head(painter, theme, words, head)
    paint_foot(painter, theme, size, words.title, *number)
    yield
    for block, y in laid:
        box = QRectF(MARGIN_PX, head.bottom() + y, inner, block.height(inner))
        block.paint(painter, theme, box)
        yield
