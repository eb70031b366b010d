"""How a path is drawn in the trees: icon, name, what is odd about it, sign, bar or brick, size."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.panels.controls import code_font
from app.panels.inspector.marks import (
    LEFT,
    RIGHT,
    figure_font,
    paint_bar,
    paint_brick_chip,
    paint_icon_cached,
    paint_sign,
)
from app.theme import Theme, interface_font
from app.viewmodel.roles import Role

ROW_PX = 29
_ICON_PX, _BAR_PX = 16, 5.0
_GAP_PX = 8.0
_PILL_PX = 18.0
_NARROW_PX = 90  # a column of bricks that is narrower shows numbers only


@dataclass(frozen=True, slots=True)
class PathCell:
    """What a row shows. `token`: colour of icon, sign and size; `tag`: a pill with a warning."""

    name: str
    is_folder: bool
    size: str
    sign: str = ""
    token: str = ""
    is_strong: bool = False
    is_gone: bool = False
    is_link: bool = False
    tag: str = ""
    notes: tuple[str, ...] = ()
    share: float | None = None
    role: Role | None = None
    brick: str = ""


class PathDelegate(QStyledItemDelegate):
    """Paints a cell of a `PathCell`; the ground of the row is drawn by the tree."""

    def __init__(self, theme: Theme, cell_role: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cell_role = cell_role
        self._name, self._strong, self._gone = (code_font(12), code_font(12, 600), code_font(12))
        self._gone.setStrikeOut(True)
        self._note, self._tag = interface_font(11), interface_font(11, 600)
        self._size = figure_font(600)
        self._small = figure_font(500)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(60, ROW_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell = index.data(self._cell_role)
        if not isinstance(cell, PathCell):
            return
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        column = index.column()
        if column == 0:
            self._paint_name(painter, rect.adjusted(2, 0, -8, 0), cell)
        elif column == 1:
            if cell.sign:
                paint_sign(painter, self._theme, rect.center(), cell.sign)
        elif column == 2:
            self._paint_mark(painter, rect, cell)
        else:
            is_quiet = cell.token in ("", "text2")
            painter.setPen(self._theme.color("text2" if is_quiet else cell.token))
            painter.setFont(self._small if is_quiet else self._size)
            painter.drawText(rect.adjusted(0, 0, -10, 0), RIGHT, cell.size)
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRectF, cell: PathCell) -> None:
        theme = self._theme
        icon = "folder" if cell.is_folder else "link" if cell.is_link else "file"
        box = QRectF(rect.left(), rect.center().y() - _ICON_PX / 2, _ICON_PX, _ICON_PX)
        paint_icon_cached(painter, theme, box, icon, theme.color(cell.token or "text2"))
        rect = rect.adjusted(_ICON_PX + _GAP_PX, 0, 0, 0)
        font = self._gone if cell.is_gone else self._strong if cell.is_strong else self._name
        metrics = QFontMetricsF(font)
        tag = cell.tag
        wanted = metrics.horizontalAdvance(cell.name) + self._tag_width(tag)
        if tag and (wanted > rect.width() or not cell.is_folder):
            tag = " "  # its icon alone
        tag_width = self._tag_width(tag)
        room = max(rect.width() * 0.45, rect.width() - tag_width)
        left = self._paint_path(painter, QRectF(rect.left(), rect.top(), room, rect.height()),
                                cell, font, metrics)  # fmt: skip
        if tag and rect.right() - left >= tag_width - 2:
            left = self._paint_tag(painter, QPointF(left + 10, rect.center().y()), tag)
        painter.setFont(self._note)
        painter.setPen(theme.color("text3"))
        note_metrics = QFontMetricsF(self._note)
        for note in cell.notes:
            left += 10
            space = rect.right() - left
            if space < 36:
                break
            words = note_metrics.elidedText(note, Qt.TextElideMode.ElideRight, space)
            painter.drawText(QRectF(left, rect.top(), space, rect.height()), LEFT, words)
            left += note_metrics.horizontalAdvance(words)

    def _paint_path(
        self, painter: QPainter, rect: QRectF, cell: PathCell, font: QFont, metrics: QFontMetricsF
    ) -> float:
        """The last component is told as long as there is room; where it ends."""
        theme = self._theme
        parent, slash, name = cell.name.rpartition("/")
        name = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, rect.width())
        room = rect.width() - metrics.horizontalAdvance(name)
        above = metrics.elidedText(parent + slash, Qt.TextElideMode.ElideLeft, max(0.0, room))
        if len(above) < 3 and above != parent + slash:
            above = ""
        left = rect.left()
        painter.setFont(font)
        if above:
            painter.setPen(theme.color("text3" if not cell.is_folder else "text"))
            painter.drawText(rect, LEFT, above)
            left += metrics.horizontalAdvance(above)
        painter.setPen(theme.color("deleted" if cell.is_gone else "text"))
        painter.drawText(QRectF(left, rect.top(), rect.right() - left + 2, rect.height()), LEFT,
                         name)  # fmt: skip
        return left + metrics.horizontalAdvance(name)

    def _tag_width(self, tag: str) -> float:
        if not tag:
            return 0.0
        words = QFontMetricsF(self._tag).horizontalAdvance(tag) + 7 if tag.strip() else 0.0
        return words + 27 + 10

    def _paint_tag(self, painter: QPainter, at: QPointF, tag: str) -> float:
        """A pill with a warning; where it ends."""
        theme = self._theme
        box = QRectF(at.x(), at.y() - _PILL_PX / 2, self._tag_width(tag) - 10, _PILL_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("modified_soft"))
        painter.drawRoundedRect(box, _PILL_PX / 2, _PILL_PX / 2)
        icon = QRectF(box.left() + 7, at.y() - 6.5, 13, 13)
        paint_icon_cached(painter, theme, icon, "warn", theme.color("modified"))
        painter.setPen(theme.color("modified"))
        painter.setFont(self._tag)
        painter.drawText(box.adjusted(25, 0, 0, 0), LEFT, tag)
        return box.right()

    def _paint_mark(self, painter: QPainter, rect: QRectF, cell: PathCell) -> None:
        theme = self._theme
        if cell.share:
            track = QRectF(rect.left() + 4, rect.center().y() - _BAR_PX / 2,
                           min(96.0, rect.width() - 8), _BAR_PX)  # fmt: skip
            token = cell.token or "text3"
            paint_bar(painter, theme, track, cell.share, "text3" if token == "text2" else token)
        elif cell.role is not None:
            words = cell.brick if rect.width() > _NARROW_PX else cell.brick.rpartition(" ")[2]
            paint_brick_chip(painter, theme, rect.adjusted(4, 0, 0, 0), cell.role, words)
