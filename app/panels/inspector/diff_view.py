"""A text diff: removed and added lines with their numbers, what changed in them, and gaps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from app.panels.inspector.code_selection import SelectableCode
from app.panels.inspector.code_text import CodeLine, Stretch
from app.panels.inspector.diff_rows import (
    DiffColours,
    DiffRow,
    change_starts,
    gap_words,
    open_gap,
    paired_rows,
    unified_rows,
)
from app.theme import Theme
from app.viewmodel.sizes import MINUS
from core.model import DiffLine, DiffMark, FileDiff
from core.translation import tr

ROW_PX = 26
_EDGE_PX = 3.0
_SLICE_S = 0.006
_LOOKS = {DiffMark.ADDED: ("added", "+"), DiffMark.REMOVED: ("deleted", MINUS)}


class DiffView(SelectableCode):
    """Shows a `FileDiff` that has lines. Gaps ask to be opened: answer with `open_gaps`."""

    gap_requested = Signal()  # the whole of the file is wanted, with all equal lines
    passed_end = Signal(int)  # 1: a change after the last is wanted, -1: one before the first

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Text diff"), row_px=ROW_PX, parent=parent)
        self._lines_of_diff: tuple[DiffLine, ...] = ()
        self._shown: list[DiffRow] = []
        self._changes: list[int] = []
        self._diff: FileDiff | None = None
        self._whole: tuple[DiffLine, ...] = ()
        self._wanted_gap: DiffLine | None = None
        self._is_paired = False
        self._digits = 3
        self._colours = self._earlier = DiffColours("", "", ())

    # --- what is shown ------------------------------------------------------------------------

    def show_diff(self, diff: FileDiff) -> None:
        """Another diff, from its top."""
        self._diff = diff
        self._whole = ()
        self._wanted_gap = None
        self._colours = DiffColours("", "", ())
        self._set_lines(diff.lines)
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        if self.rows.rowCount():
            self.go_to(0)

    def show_paired(self, is_paired: bool) -> None:
        """Side by side, or one below the other; the place is kept."""
        if is_paired == self._is_paired:
            return
        row = self._shown[self.current_row] if self._has_row() else None
        line = (row.old or row.new) if row is not None else None
        self._is_paired = is_paired
        self._refresh()
        self._find(line)

    def open_gaps(self, whole: FileDiff) -> None:
        """The answer to `gap_requested`: the gap that was asked for is opened."""
        self._whole = whole.lines
        self._open(self._wanted_gap)

    def next_change(self, step: int = 1) -> bool:
        """Go to the next change, or with -1 to the one before; False when there is none."""
        here = self.current_row
        if step > 0:
            found = next((row for row in self._changes if row > here), None)
        else:
            found = next((row for row in reversed(self._changes) if row < here), None)
        if found is None:
            self.passed_end.emit(step)
            return False
        self.go_to(found)
        return True

    def go_to_end_change(self, step: int) -> None:
        """The first change, or with -1 the last."""
        if self._changes:
            self.go_to(self._changes[0 if step > 0 else -1])

    @property
    def changes(self) -> int:
        """How many runs of changed lines there are."""
        return len(self._changes)

    def _set_lines(self, lines: tuple[DiffLine, ...]) -> None:
        self._lines_of_diff = lines
        numbers = [line.new_number or line.old_number or 0 for line in lines[-2:]]
        self._digits = max(3, len(str(max(numbers, default=0))))
        if self._diff is not None:
            self._earlier = self._colours
            self._colours = DiffColours(self._diff.old_path, self._diff.new_path, lines)
        self._refresh()

    def _refresh(self) -> None:
        rows = paired_rows if self._is_paired else unified_rows
        self._shown = rows(self._lines_of_diff)
        self._changes = change_starts(self._shown)
        columns = max((len(line.text) for line in self._lines_of_diff), default=0)
        self.show_rows(len(self._shown), columns)

    def _find(self, line: DiffLine | None) -> None:
        """Go to the row that has this line."""
        for number, row in enumerate(self._shown):
            if line is not None and (row.old is line or row.new is line):
                self.go_to(number)
                return

    def colour_slice(self) -> bool:
        seen = [self._shown[row].line for row in self.visible_rows()]
        before = [len(self._colours.marks(line)) for line in seen]
        self._colours.advance(_SLICE_S)
        is_done = self._colours.is_done
        if is_done or before != [len(self._colours.marks(line)) for line in seen]:
            self.forget_lines()  # what is seen has got its colours
        return not is_done

    # --- gaps ---------------------------------------------------------------------------------

    def _open(self, gap: DiffLine | None) -> None:
        self._wanted_gap = gap
        places = [number for number, line in enumerate(self._lines_of_diff) if line is gap]
        if gap is None or not places:
            return
        if not self._whole:
            self.gap_requested.emit()
            return
        self._wanted_gap = None
        top, row = self.verticalScrollBar().value(), self.current_row
        try:
            lines = open_gap(self._lines_of_diff, places[0], self._whole)
        except ValueError:
            return  # the whole is of other contents: the gap stays
        self._set_lines(lines)
        self.verticalScrollBar().setValue(top)
        if 0 <= row < len(self._shown):
            self.go_to(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self._has_row() and self._shown[self.current_row].is_gap:
            self._open(self._shown[self.current_row].line)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        super().mousePressEvent(event)
        if row is not None and row.is_gap and event.button() is Qt.MouseButton.LeftButton:
            self.mouseReleaseEvent(event)
            self._open(row.line)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        row = self._row_at(event.position())
        is_text = self.cell(self.side_at(event.position().x()))[0] <= event.position().x()
        shape = Qt.CursorShape.IBeamCursor if is_text else Qt.CursorShape.ArrowCursor
        if row is not None and row.is_gap:
            shape = Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)

    def _row_at(self, point: QPointF) -> DiffRow | None:
        number = int(point.y() + self.verticalScrollBar().value()) // ROW_PX
        return self._shown[number] if 0 <= number < len(self._shown) else None

    # --- rows ---------------------------------------------------------------------------------

    def source(self, row: int, side: int) -> str | None:
        line = self._line_of(row, side)
        return None if line is None or line.mark is DiffMark.GAP else line.text

    def make_line(self, row: int, side: int) -> CodeLine:
        line = self._line_of(row, side)
        assert line is not None
        token, _sign = _LOOKS.get(line.mark, ("", ""))
        return CodeLine(self.ink, line.text, self._colours.marks(line), _changed_words(line), token)

    def words(self, row: int) -> str:
        return self._shown[row].words if row < len(self._shown) else ""

    def _line_of(self, row: int, side: int) -> DiffLine | None:
        one = self._shown[row]
        if not self._is_paired:
            return one.line if side == 0 else None
        return one.new if side else one.old

    # --- columns ------------------------------------------------------------------------------

    def cell(self, side: int) -> tuple[float, float]:
        width = self.viewport().width()
        if not self._is_paired:
            left = self._sign_px(0.0) + 20
            return left, width - left
        start = side * width / 2
        left = self._sign_px(start) + 14
        return left, start + width / 2 - left

    def side_at(self, x: float) -> int:
        return int(self._is_paired and x >= self.viewport().width() / 2)

    def _number_px(self, start: float, column: int = 0) -> float:
        """The right end of a column of numbers."""
        digits = self._digits * self.column_px
        return start + _EDGE_PX + 10 + digits + column * (digits + 8)

    def _sign_px(self, start: float) -> float:
        """The left end of the sign."""
        return self._number_px(start, 0 if self._is_paired else 1) + 8

    # --- painting -----------------------------------------------------------------------------

    def paint_row(self, painter: QPainter, row: int, rect: QRectF) -> None:
        one = self._shown[row]
        if one.is_gap:
            self._paint_gap(painter, one.line, rect)
            return
        if not self._is_paired:
            self._paint_ground(painter, one.line, rect)
            self._paint_numbers(
                painter, one.line, 0.0, rect, (one.line.old_number, one.line.new_number)
            )
            self.paint_cell(painter, row, 0, rect)
            return
        half = rect.width() / 2
        for side, line in enumerate((one.old, one.new)):
            part = QRectF(side * half, rect.top(), half, rect.height())
            if line is None:
                painter.fillRect(part, self.theme.color("surface2"))
                continue
            self._paint_ground(painter, line, part)
            number = line.new_number if side else line.old_number
            self._paint_numbers(painter, line, part.left(), part, (number,))
            self.paint_cell(painter, row, side, part)
        painter.fillRect(QRectF(half, rect.top(), 1, rect.height()), self.theme.color("border"))

    def _paint_ground(self, painter: QPainter, line: DiffLine, rect: QRectF) -> None:
        if line.mark not in _LOOKS:
            return
        token, _sign = _LOOKS[line.mark]
        painter.fillRect(rect, self.theme.color(f"{token}_soft"))
        edge = QRectF(rect.left(), rect.top(), _EDGE_PX, rect.height())
        painter.fillRect(edge, self.theme.color(token))

    def _paint_numbers(
        self,
        painter: QPainter,
        line: DiffLine,
        start: float,
        rect: QRectF,
        numbers: Sequence[int | None],
    ) -> None:
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(self.ink.font)
        is_change = line.mark in _LOOKS
        painter.setPen(self.theme.color("text2" if is_change else "text3"))
        for column, number in enumerate(numbers):
            if number is not None:
                right = self._number_px(start, column)
                box = QRectF(start, rect.top(), right - start, rect.height())
                painter.drawText(box, flags, str(number))
        if is_change:
            token, sign = _LOOKS[line.mark]
            painter.setFont(self.ink.strong)
            painter.setPen(self.theme.color(token))
            box = QRectF(self._sign_px(start), rect.top(), 12, rect.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), sign)

    def _paint_gap(self, painter: QPainter, line: DiffLine, rect: QRectF) -> None:
        painter.fillRect(rect, self.theme.color("surface3"))
        painter.setFont(self.ink.font)
        painter.setPen(self.theme.color("text2"))
        left = self._sign_px(0.0)
        words = gap_words(line)
        words = words if words.startswith("@@") else f"@@  {words}"
        box = QRectF(left, rect.top(), rect.width() - left - 8, rect.height())
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(box, flags, words)


def _changed_words(line: DiffLine) -> list[Stretch]:
    """The stretches of a line that differ; none when that is the whole line."""
    stretches: list[Stretch] = []
    place = 0
    for text, is_changed in line.spans:
        if is_changed and text:
            stretches.append((place, len(text)))
        place += len(text)
    return stretches if stretches != [(0, place)] else []
