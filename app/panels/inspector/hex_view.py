"""Bytes as they are: where, in hexadecimal, and as characters. Only what is in view is drawn."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.panels.inspector.code_selection import SelectableCode
from app.panels.inspector.code_text import CodeLine, Stretch
from app.theme import Theme
from app.viewmodel.highlighting import Mark, TokenKind
from core.translation import tr

ROW_PX = 22
_WIDE, _NARROW = 16, 8  # bytes a row
_HALF = 8
_LEFT_PX, _GAP_PX = 10.0, 12.0


class HexView(SelectableCode):
    """Sixteen bytes a row, eight where there is no room for more."""

    end_px = 6.0

    def __init__(
        self, theme: Theme, name: str = tr("Bytes"), parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, row_px=ROW_PX, parent=parent)
        self._bytes = b""
        self._other: bytes | None = None
        self._token = ""
        self._per_row = _WIDE

    def show_bytes(self, content: bytes, other: bytes | None = None, token: str = "") -> None:
        """`other` is what it is compared with: bytes that differ are marked as "added" or so."""
        self._bytes, self._other, self._token = content, other, token
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        rows = range(self.rows.rowCount()) if other is not None else ()
        first = next((row for row in rows if self._differing(row)), 0)
        if first:
            self.go_to(first)

    def _lay_out(self) -> None:
        self._per_row = _WIDE
        columns = _columns(_WIDE)
        if not self._has_room():
            self._per_row, columns = _NARROW, _columns(_NARROW)
        self.show_rows(-(-len(self._bytes) // self._per_row), columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._has_room() != (self._per_row == _WIDE):
            place = self.verticalScrollBar().value() * self._per_row
            self._lay_out()
            self.verticalScrollBar().setValue(place // self._per_row)

    # --- rows ---------------------------------------------------------------------------------

    def source(self, row: int, side: int) -> str | None:
        return self._text(self._piece(row)) if side == 0 else None

    def make_line(self, row: int, side: int) -> CodeLine:
        piece = self._piece(row)
        start = self._hex_columns() + 2
        marks: list[Mark] = []
        for number, byte in enumerate(piece):
            if byte == 0:
                marks.append((_hex_place(number), 2, TokenKind.COMMENT))
            if not 32 <= byte < 127:
                marks.append((start + number, 1, TokenKind.COMMENT))
        return CodeLine(self.ink, self._text(piece), marks, self._differing(row), self._token)

    def words(self, row: int) -> str:
        piece = self._piece(row)
        return tr(
            "At {row:x}: {hex}, {piece}",
            row=row * self._per_row,
            hex=piece.hex(" "),
            piece=_characters(piece),
        )

    def _piece(self, row: int) -> bytes:
        return self._bytes[row * self._per_row : (row + 1) * self._per_row]

    def _hex_columns(self) -> int:
        return _hex_place(self._per_row - 1) + 2

    def _text(self, piece: bytes) -> str:
        halves = (piece[:_HALF].hex(" "), piece[_HALF:].hex(" "))
        shown = "  ".join(half for half in halves if half)
        return f"{shown:<{self._hex_columns()}}  {_characters(piece)}"

    def _differing(self, row: int) -> list[Stretch]:
        """Bytes that the other side does not have there."""
        if self._other is None:
            return []
        start = row * self._per_row
        stretches: list[Stretch] = []
        for number, byte in enumerate(self._piece(row)):
            if self._other[start + number : start + number + 1] != bytes((byte,)):
                stretches.append((_hex_place(number), 2))
        return stretches

    # --- columns ------------------------------------------------------------------------------

    def cell(self, side: int) -> tuple[float, float]:
        left = _LEFT_PX + self._digits() * self.column_px + _GAP_PX
        return left, self.viewport().width() - left

    def _has_room(self) -> bool:
        return self.cell(0)[1] >= _columns(_WIDE) * self.column_px + self.end_px

    def _digits(self) -> int:
        return max(6, len(f"{len(self._bytes):x}"))

    def paint_row(self, painter: QPainter, row: int, rect: QRectF) -> None:
        painter.setFont(self.ink.font)
        painter.setPen(self.theme.color("text3"))
        offset = f"{row * self._per_row:0{self._digits()}x}"
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(rect.adjusted(_LEFT_PX, 0, 0, 0), flags, offset)
        self.paint_cell(painter, row, 0, rect)


def _characters(piece: bytes) -> str:
    return "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in piece)


def _hex_place(number: int) -> int:
    """The column where a byte of a row begins."""
    return number * 3 + (number >= _HALF)


def _columns(per_row: int) -> int:
    return _hex_place(per_row - 1) + 4 + per_row
