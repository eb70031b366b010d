"""The two lists of live changes: the newest paths, and sums by folder with bars."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.panels.inspector.marks import RIGHT, paint_bar, paint_sign, sign_token
from app.panels.work.keyed_list import FRESH_ROLE, ROW_ROLE, Index, KeyedList
from app.panels.work.row_paint import (
    paint_changed_path,
    paint_row_ground,
    paint_words,
    words_width,
)
from app.theme import Theme
from app.viewmodel.live_rows import METADATA_SIGN, FolderRow, LiveRow, seen_age
from app.viewmodel.sizes import MINUS, count_text, size_text
from core.translation import tr

ROW_PX = 36
_SIGN_PX, _SIZE_PX, _AGE_PX = 32.0, 74.0, 40.0
_INDENT_PX, _DEPTH_AT_MOST = 14.0, 6
_BAR_PX, _BAR_FROM_PX = 64.0, 430


class NewestDelegate(QStyledItemDelegate):
    """Sign, path with what it costs below it, size, age."""

    def __init__(self, theme: Theme, view: QWidget | None = None) -> None:
        super().__init__(view)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, LiveRow):
            return
        theme = self._theme
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row_ground(
            painter, theme, option, fresh=float(index.data(FRESH_ROLE)),
            has_focus=option.widget.hasFocus(),  # type: ignore[attr-defined]
        )  # fmt: skip
        paint_sign(painter, theme, QPointF(rect.left() + 15, rect.center().y()), row.sign)
        right = rect.right() - 8
        age = QRectF(right - _AGE_PX, rect.top(), _AGE_PX, rect.height())
        paint_words(painter, age, seen_age(row), "quiet-figure", theme.color("text3"), RIGHT)
        size = QRectF(age.left() - _SIZE_PX, rect.top(), _SIZE_PX, rect.height())
        token = sign_token(row.sign)
        paint_words(painter, size, row.size, "figure", theme.color(token), RIGHT)
        end = size.right() - (words_width(row.size, "figure") + 10 if row.size else 0)
        path = QRectF(rect.left() + _SIGN_PX, rect.top(), 0, rect.height())
        path.setRight(end)
        if row.detail:
            below = path.adjusted(0, 17, 0, -3)
            paint_words(painter, below, row.detail, "caption", theme.color("text3"))
            path.adjust(0, 3, 0, -16)
        paint_changed_path(
            painter, theme, path, row.directory, row.name, is_gone=row.sign == MINUS,
            is_quiet=row.sign == METADATA_SIGN,
        )  # fmt: skip
        painter.restore()


class FolderDelegate(QStyledItemDelegate):
    """Folder, counts by sign, its share as a bar, size."""

    def __init__(self, theme: Theme, view: QWidget | None = None) -> None:
        super().__init__(view)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, FolderRow):
            return
        theme = self._theme
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_focus = option.widget.hasFocus()  # type: ignore[attr-defined]
        paint_row_ground(painter, theme, option, has_focus=has_focus)
        right = rect.right() - 8
        size = QRectF(right - _SIZE_PX, rect.top(), _SIZE_PX, rect.height())
        words = size_text(row.size_bytes)
        paint_words(painter, size, words, "figure", theme.color("text"), RIGHT)
        right -= _SIZE_PX
        if rect.width() >= _BAR_FROM_PX:
            track = QRectF(right - _BAR_PX, rect.center().y() - 2.5, _BAR_PX, 5)
            paint_bar(painter, theme, track, row.share, "accent")
            right -= _BAR_PX + 10
        else:
            track = QRectF(rect.left() + _SIGN_PX, rect.bottom() - 4, rect.width() - 40, 3)
            paint_bar(painter, theme, track, row.share, "accent")
        for sign, count in reversed(row.counts):
            counted = f"{sign}{count_text(count)}"
            width = words_width(counted, "figure")
            box = QRectF(right - width, rect.top(), width + 1, rect.height())
            paint_words(painter, box, counted, "figure", theme.color(sign_token(sign)), RIGHT)
            right -= width + 9
        depth = min(row.depth, _DEPTH_AT_MOST)
        left = rect.left() + 8 + depth * _INDENT_PX
        icon = theme.pixmap("folder", 16, theme.color("text2"), _ratio(painter))
        place = QRectF(left, rect.center().y() - 8, 16, 16)
        painter.drawPixmap(place, icon, QRectF(icon.rect()))
        path = QRectF(left + 24, rect.top(), max(0.0, right - left - 30), rect.height())
        paint_changed_path(painter, theme, path, row.directory, row.name)
        painter.restore()


def newest_list(theme: Theme) -> KeyedList:
    """The newest changes."""
    made = KeyedList(NewestDelegate(theme), tr("Newest changes"))
    made.setUniformItemSizes(True)
    made.copied = lambda row: f"/{getattr(row, 'path', '')}"
    return made


def folder_list(theme: Theme) -> KeyedList:
    """Changes by folder."""
    made = KeyedList(FolderDelegate(theme), tr("Changes by folder"))
    made.setUniformItemSizes(True)
    made.copied = lambda row: f"/{getattr(row, 'path', '')}"
    return made


def _ratio(painter: QPainter) -> float:
    device = painter.device()
    return device.devicePixelRatioF() if device else 1.0
