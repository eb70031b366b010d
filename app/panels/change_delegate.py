"""How a change is drawn: sign in a soft box, dim directories, deletions struck through."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.panels.controls import code_font
from app.theme import Theme, interface_font, with_alpha
from app.viewmodel.sizes import MINUS

_TOKENS = {"+": "added", "~": "modified", MINUS: "deleted"}
_BOX_PX = 18.0


class ChangeDelegate(QStyledItemDelegate):
    """Paints a row cell by cell; the hairline below goes through all of them."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        sign = str(index.siblingAtColumn(0).data())
        token = _TOKENS[sign]
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, option)
        if index.column() == 0:
            self._paint_sign(painter, rect, sign, token)
        elif index.column() == 1:
            self._paint_path(painter, rect.adjusted(2, 0, -8, 0), str(index.data()), sign, token)
        else:
            painter.setPen(self._theme.color(token))
            painter.setFont(_tabular(interface_font(12, 600)))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(0, 0, -6, 0), int(flags), str(index.data()))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
        theme = self._theme
        state = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("surface2"))
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, with_alpha(theme.color("border"), 0.75))

    def _paint_sign(self, painter: QPainter, rect: QRectF, sign: str, token: str) -> None:
        box = QRectF(0, 0, _BOX_PX, _BOX_PX)
        box.moveCenter(rect.center())
        box.moveLeft(rect.left() + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(f"{token}_soft"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(self._theme.color(token))
        painter.setFont(interface_font(12, 700))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), sign)

    def _paint_path(
        self, painter: QPainter, rect: QRectF, path: str, sign: str, token: str
    ) -> None:
        """The file's name is told as long as there is room; its directory gives way at its left."""
        font = code_font(12)
        metrics = QFontMetricsF(font)
        is_directory = path.endswith("/")
        parent, slash, name = path.rstrip("/").rpartition("/")
        name += "/" if is_directory else ""
        name = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, rect.width())
        room = rect.width() - metrics.horizontalAdvance(name)
        directory = metrics.elidedText(parent + slash, Qt.TextElideMode.ElideLeft, max(0.0, room))
        if len(directory) < 3:
            directory = ""
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        painter.setFont(font)
        painter.setPen(self._theme.color("text3"))
        painter.drawText(rect, flags, directory)
        rect.setLeft(rect.left() + metrics.horizontalAdvance(directory))
        if sign == MINUS:
            font.setStrikeOut(True)
            painter.setFont(font)
        painter.setPen(self._theme.color("text" if sign != MINUS else token))
        painter.drawText(rect, flags, name)


def _tabular(font: QFont) -> QFont:
    """Figures of one width, so that they stand one below the other."""
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
