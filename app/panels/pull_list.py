"""Who fetches what, the newest first."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.panels.controls import code_font, tooltip_text
from app.theme import Theme, elided, interface_font, paint_icon
from app.viewmodel.offer_words import pull_words
from core.model import ServedPull
from core.translation import tr

Index = QModelIndex | QPersistentModelIndex

ROW_PX = 32
_PEER_PX, _ICON_PX = 150, 16
_ROW = int(Qt.ItemDataRole.UserRole) + 1
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class PullList(QListView):
    """A line for each; grows up to `most_rows`, then scrolls."""

    def __init__(self, theme: Theme, *, most_rows: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_rows = most_rows
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Rows(theme, self))
        self.setProperty("look", "bare-list")
        self.setAccessibleName(tr("Who fetches what"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_pulls(())

    def show_pulls(self, pulls: tuple[ServedPull, ...]) -> None:
        """These and no others."""
        self._model.set_pulls(pulls)
        self.setFixedHeight(min(len(pulls), self._most_rows) * ROW_PX)
        self.setVisible(bool(pulls))


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pulls: tuple[ServedPull, ...] = ()

    def set_pulls(self, pulls: tuple[ServedPull, ...]) -> None:
        if len(pulls) == len(self._pulls):
            self._pulls = pulls
            if pulls:
                self.dataChanged.emit(self.index(0, 0), self.index(len(pulls) - 1, 0))
            return
        self.beginResetModel()
        self._pulls = pulls
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._pulls)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        pull = self._pulls[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(pull_words(pull))
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip_text(", ".join(pull_words(pull)))
            case _ if role == _ROW:
                return pull
        return None


class _Rows(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        pull: ServedPull = index.data(_ROW)
        theme, rect = self._theme, QRectF(option.rect)  # type: ignore[attr-defined]
        peer, reference, state = pull_words(pull)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect.left() + 4, rect.center().y() - _ICON_PX / 2, _ICON_PX, _ICON_PX)
        name = "check" if pull.is_done else "export" if pull.is_push else "pull"
        paint_icon(painter, name, box, theme.color("added" if pull.is_done else "accent"))
        left = box.right() + 10
        font = interface_font(13, 600)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        column = QRectF(left, rect.top(), _PEER_PX, rect.height())
        painter.drawText(column, _LEFT, elided(peer, font, _PEER_PX - 10))
        font = interface_font(12)
        width = QFontMetricsF(font).horizontalAdvance(state)
        painter.setFont(font)
        painter.setPen(theme.color("text3" if pull.is_done else "accent"))
        painter.drawText(rect.adjusted(0, 0, -8, 0), _RIGHT, state)
        left += _PEER_PX
        font = code_font(12)
        room = rect.right() - 8 - width - 14 - left
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        words = elided(reference, font, room)
        painter.drawText(QRectF(left, rect.top(), room, rect.height()), _LEFT, words)
        painter.restore()
