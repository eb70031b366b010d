"""How the recording is drawn: commands in two lines, changed paths below, marks as lines across."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.panels.inspector.marks import CENTER, RIGHT, paint_icon_cached, paint_sign, sign_token
from app.panels.work.keyed_list import ROW_ROLE, Index
from app.panels.work.row_paint import (
    paint_changed_path,
    paint_row_ground,
    paint_words,
    words_width,
)
from app.theme import Theme
from app.viewmodel.run_rows import MarkRow, Outcome, PathRow, RunRow
from app.viewmodel.sizes import count_text

RUN_PX, PATH_PX, MARK_PX = 48, 27, 44
_LEFT_PX = 50.0
_MARKS = {
    Outcome.DONE: ("check", "added"),
    Outcome.FAILED: ("x", "deleted"),
    Outcome.CANCELLED: ("stop", "modified"),
    Outcome.UNKNOWN: ("minus", "text2"),
}


class RunDelegate(QStyledItemDelegate):
    """Paints rows of `recording_rows`."""

    def __init__(self, theme: Theme, view: QWidget | None = None) -> None:
        super().__init__(view)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW_ROLE)
        if isinstance(row, PathRow):
            return QSize(100, PATH_PX)
        return QSize(100, MARK_PX if isinstance(row, MarkRow) else RUN_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        has_focus = option.widget.hasFocus()  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row_ground(painter, self._theme, option, has_focus=has_focus)
        if isinstance(row, RunRow):
            self._paint_run(painter, rect, row)
        elif isinstance(row, PathRow):
            self._paint_path(painter, rect, row)
        elif isinstance(row, MarkRow):
            hovered = option.state & QStyle.StateFlag.State_MouseOver  # type: ignore[attr-defined]
            self._paint_mark(painter, rect, row, is_hovered=bool(hovered))
        painter.restore()

    def link_rect(self, rect: QRectF, row: MarkRow) -> QRectF:
        """Where a mark's words that act are."""
        width = words_width(row.words, "caption-strong") + 20
        box = QRectF(rect.right() - width - 6, 0, width, 26)
        box.moveTop(rect.center().y() - 13)
        return box

    def _paint_run(self, painter: QPainter, rect: QRectF, row: RunRow) -> None:
        theme = self._theme
        first = QRectF(rect.left(), rect.top() + 5, rect.width() - 8, 19)
        second = QRectF(rect.left(), rect.top() + 25, rect.width() - 8, 17)
        if row.has_paths:
            box = QRectF(rect.left() + 3, first.center().y() - 8, 16, 16)
            icon = "chev" if row.is_expanded else "chevr"
            paint_icon_cached(painter, theme, box, icon, theme.color("text2"))
        self._paint_outcome(painter, QPointF(rect.left() + 32, first.center().y()), row)
        time_width = words_width(row.time, "quiet-figure")
        paint_words(painter, first, row.time, "quiet-figure", theme.color("text3"), RIGHT)
        command = first.adjusted(_LEFT_PX, 0, -time_width - 12, 0)
        paint_words(painter, command, row.command, "code", theme.color("text"))
        left = rect.left() + _LEFT_PX
        if row.outcome is not Outcome.DONE:
            _icon, token = _MARKS[row.outcome]
            left += self._say(painter, second, left, f"{row.ending}", theme, token) + 10
        right = self._paint_changes(painter, second, row, left)
        quiet = QRectF(left, second.top(), max(0.0, right - left), second.height())
        paint_words(painter, quiet, row.facts, "caption-figure", theme.color("text3"))

    def _say(
        self, painter: QPainter, line: QRectF, left: float, words: str, theme: Theme, token: str
    ) -> float:
        box = QRectF(left, line.top(), max(0.0, line.right() - left), line.height())
        return paint_words(painter, box, words, "caption-strong", theme.color(token))

    def _paint_outcome(self, painter: QPainter, center: QPointF, row: RunRow) -> None:
        icon, token = _MARKS[row.outcome]
        theme = self._theme
        ground = "surface3" if token == "text2" else f"{token}_soft"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground))
        painter.drawEllipse(center, 9, 9)
        box = QRectF(center.x() - 6, center.y() - 6, 12, 12)
        paint_icon_cached(painter, theme, box, icon, theme.color(token))

    def _paint_changes(self, painter: QPainter, line: QRectF, row: RunRow, left: float) -> float:
        """Counts and growth at the right; where they begin."""
        theme = self._theme
        right = line.right()
        if row.changes_words:
            width = words_width(row.changes_words, "caption")
            if right - width < left + 40:
                return right
            box = QRectF(right - width - 1, line.top(), width + 1, line.height())
            paint_words(painter, box, row.changes_words, "caption", theme.color("text3"), RIGHT)
            return right - width - 10
        parts = [(row.growth, "text")]
        parts += [
            (f"{sign}{count_text(count)}", sign_token(sign) if count else "text3")
            for sign, count in reversed(row.counts)
        ]
        for words, token in parts:
            width = words_width(words, "figure")
            box = QRectF(right - width - 1, line.top(), width + 1, line.height())
            paint_words(painter, box, words, "figure", theme.color(token), RIGHT)
            right -= width + (14 if token == "text" else 8)
        return right - 4

    def _paint_path(self, painter: QPainter, rect: QRectF, row: PathRow) -> None:
        theme = self._theme
        painter.setPen(QPen(theme.color("border2"), 1.5))
        painter.drawLine(QPointF(rect.left() + 32, rect.top()), QPointF(rect.left() + 32,
                         rect.bottom() - 2))  # fmt: skip
        left = rect.left() + _LEFT_PX
        if not row.sign:
            quiet = rect.adjusted(_LEFT_PX, 0, -8, 0)
            paint_words(painter, quiet, row.name, "small", theme.color("text3"))
            return
        paint_sign(painter, theme, QPointF(left + 9, rect.center().y()), row.sign)
        box = rect.adjusted(_LEFT_PX + 26, 0, -8, 0)
        token = sign_token(row.sign)
        width = paint_words(painter, box, row.size, "figure", theme.color(token), RIGHT)
        box.setRight(box.right() - width - 10)
        is_gone = token == "deleted"
        paint_changed_path(painter, theme, box, row.directory, row.name, is_gone=is_gone)

    def _paint_mark(
        self, painter: QPainter, rect: QRectF, row: MarkRow, *, is_hovered: bool
    ) -> None:
        theme = self._theme
        middle = rect.center().y()
        icon = QRectF(rect.left() + 24, middle - 8, 16, 16)
        name = "cube" if row.is_image else "tag"
        paint_icon_cached(painter, theme, icon, name, theme.color("accent"))
        link = self.link_rect(rect, row)
        words = QRectF(rect.left() + _LEFT_PX, rect.top() + 5, 0, 18)
        words.setRight(link.left() - 8)
        paint_words(painter, words, row.title, "caption-strong", theme.color("accent"))
        below = words.translated(0, 17)
        paint_words(painter, below, row.facts, "caption-figure", theme.color("text3"))
        painter.setPen(QPen(theme.color("accent" if is_hovered else "border2"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(link.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        color = theme.color("accent")
        paint_words(painter, link, row.words, "caption-strong", color, CENTER)
