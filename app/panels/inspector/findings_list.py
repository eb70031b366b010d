"""Warnings as a list: icon, title, where it is, which brick is to blame, and a masked excerpt."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.panels.controls import code_font, tooltip_text
from app.panels.inspector.marks import (
    LEFT,
    RIGHT,
    figure_font,
    paint_brick_chip,
    paint_hairline,
    paint_icon_cached,
)
from app.panels.inspector.path_label import paint_path
from app.panels.inspector.sortable_table import Index
from app.theme import Theme, interface_font
from app.viewmodel.finding_rows import SEVERITY_WORDS, FindingRow, SeverityHeading
from app.viewmodel.roles import Role
from app.viewmodel.sizes import visible
from app.viewmodel.state_words import words_of
from core.model import FindingKind, Severity
from core.translation import tr, translated

FINDING_ROLE = int(Qt.ItemDataRole.UserRole) + 1
Row = SeverityHeading | FindingRow

_ICONS = {
    FindingKind.SECRET: "lock",
    FindingKind.SETUID: "user",
    FindingKind.CACHE: "archive",
    FindingKind.LOG: "file",
    FindingKind.HISTORY: "term",
    FindingKind.WRITABLE: "unlock",
}
_SEVERITY_ICONS = {Severity.HIGH: "warn", Severity.MEDIUM: "warn", Severity.LOW: "info"}
_TOKENS = {Severity.HIGH: "deleted", Severity.MEDIUM: "modified", Severity.LOW: "text2"}
_SOFT = {Severity.HIGH: "deleted_soft", Severity.MEDIUM: "modified_soft", Severity.LOW: "surface3"}
_HEADING_PX, _LINE_PX, _PAD_PX = 36, 21, 10
_EXCERPT_PX, _WORDS_X = 26, 42.0


class FindingsModel(QAbstractListModel):
    """Headings and warnings; headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show others."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], SeverityHeading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == FINDING_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.as_sentence
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, FindingRow):
            return tooltip_text(f"{row.path}: {words_of(row.finding.kind)}")
        return None


class _FindingDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.roles: Sequence[Role] = ()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(FINDING_ROLE)
        if isinstance(row, SeverityHeading):
            return QSize(100, _HEADING_PX)
        extra = _EXCERPT_PX + 6 if row.excerpt else 0
        return QSize(100, 3 * _LINE_PX + 2 * _PAD_PX + extra)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        row = index.data(FINDING_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, SeverityHeading):
            self._paint_heading(painter, rect, row)
        else:
            state = option.state
            self._paint_ground(painter, rect, state)
            self._paint_finding(painter, rect.adjusted(8, _PAD_PX, -8, -_PAD_PX), row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, state: QStyle.StateFlag) -> None:
        theme = self._theme
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -2), 7, 7)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("surface2"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 2, -1, -3), 7, 7)
        paint_hairline(painter, theme, rect)

    def _paint_heading(self, painter: QPainter, rect: QRectF, row: SeverityHeading) -> None:
        theme, token = self._theme, _TOKENS[row.severity]
        icon = QRectF(rect.left() + 8, 0, 16, 16)
        icon.moveCenter(QPointF(icon.center().x(), rect.center().y() + 3))
        paint_icon_cached(painter, theme, icon, _SEVERITY_ICONS[row.severity], theme.color(token))
        font = interface_font(13, 600)
        painter.setFont(font)
        painter.setPen(theme.color(token))
        box = rect.adjusted(32, 6, -8, 0)
        words = SEVERITY_WORDS[row.severity]
        painter.drawText(box, LEFT, words)
        painter.setFont(figure_font(500))
        painter.setPen(theme.color("text3"))
        box.setLeft(box.left() + QFontMetricsF(font).horizontalAdvance(words) + 8)
        painter.drawText(box, LEFT, str(row.count))
        paint_hairline(painter, theme, rect)

    def _paint_finding(self, painter: QPainter, box: QRectF, row: FindingRow) -> None:
        theme, one = self._theme, row.finding
        mark = QRectF(box.left(), box.top() + 2, 28, 28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(_SOFT[one.severity]))
        painter.drawRoundedRect(mark, 7, 7)
        inner = mark.adjusted(6, 6, -6, -6)
        ink = theme.color(_TOKENS[one.severity])
        paint_icon_cached(painter, theme, inner, _ICONS[one.kind], ink)
        line = QRectF(box.left() + _WORDS_X, box.top(), box.width() - _WORDS_X, _LINE_PX)
        self._paint_title(painter, line, row)
        line.translate(0, _LINE_PX)
        paint_path(painter, theme, line, row.path)
        line.translate(0, _LINE_PX)
        self._paint_blame(painter, line, row)
        if row.excerpt:
            strip = QRectF(line.left(), line.bottom() + 6, line.width(), _EXCERPT_PX)
            self._paint_excerpt(painter, strip, row.excerpt)

    def _paint_title(self, painter: QPainter, line: QRectF, row: FindingRow) -> None:
        theme, severity = self._theme, row.finding.severity
        small = interface_font(11, 600)
        word = SEVERITY_WORDS[severity]
        painter.setFont(figure_font(500))
        painter.setPen(theme.color("text2"))
        painter.drawText(line, RIGHT, row.size)
        taken = QFontMetricsF(painter.font()).horizontalAdvance(row.size) + 10 if row.size else 0
        pill_px = QFontMetricsF(small).horizontalAdvance(word) + 32
        font = interface_font(13, 600)
        title = QFontMetricsF(font).elidedText(
            visible(translated(row.finding.title)), Qt.TextElideMode.ElideRight,
            max(40.0, line.width() - taken - pill_px - 10),
        )  # fmt: skip
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(line, LEFT, title)
        left = line.left() + QFontMetricsF(font).horizontalAdvance(title) + 10
        pill = QRectF(left, line.top() + 2, pill_px, 17)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(_SOFT[severity]))
        painter.drawRoundedRect(pill, 8.5, 8.5)
        ink = theme.color(_TOKENS[severity])
        icon = QRectF(pill.left() + 7, pill.top() + 2.5, 12, 12)
        paint_icon_cached(painter, theme, icon, _SEVERITY_ICONS[severity], ink)
        painter.setFont(small)
        painter.setPen(ink)
        painter.drawText(pill.adjusted(23, 0, 0, 0), LEFT, word)

    def _paint_blame(self, painter: QPainter, line: QRectF, row: FindingRow) -> None:
        theme, level = self._theme, row.finding.level
        role = self.roles[level] if level < len(self.roles) else Role.APP
        end = paint_brick_chip(painter, theme, line, role, row.brick)
        if not row.later:
            return
        icon = QRectF(end + 14, line.center().y() - 7, 14, 14)
        paint_icon_cached(painter, theme, icon, "trash", theme.color("modified"))
        font = interface_font(12, 500)
        rest = line.adjusted(icon.right() + 6 - line.left(), 0, 0, 0)
        painter.setFont(font)
        painter.setPen(theme.color("modified"))
        how = Qt.TextElideMode.ElideRight
        painter.drawText(rest, LEFT, QFontMetricsF(font).elidedText(row.later, how, rest.width()))

    def _paint_excerpt(self, painter: QPainter, strip: QRectF, text: str) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface3"))
        painter.drawRoundedRect(strip, 6, 6)
        font = code_font(11)
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        inner = strip.adjusted(9, 0, -9, 0)
        how = Qt.TextElideMode.ElideRight
        painter.drawText(inner, LEFT, QFontMetricsF(font).elidedText(text, how, inner.width()))


class FindingsView(QListView):
    """The list as it is shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = FindingsModel(self)
        self._painter = _FindingDelegate(theme, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._painter)
        self.setProperty("look", "bare-list")
        self.setAccessibleName(tr("Warnings, the worst first"))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_rows(self, rows: Sequence[Row], roles: Sequence[Role]) -> None:
        """Show these."""
        self._painter.roles = roles
        self.rows.set_rows(rows)
