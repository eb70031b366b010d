"""The largest files that an image stores and nobody can see."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import tooltip_text
from app.panels.inspector.marks import (
    LEFT,
    RIGHT,
    figure_font,
    paint_brick_chip,
    paint_icon_cached,
)
from app.panels.inspector.path_label import paint_path
from app.panels.inspector.sortable_table import Index, paint_ground
from app.scene.overlay import plain_label
from app.theme import Theme, elided, interface_font
from app.viewmodel.byte_words import CAUSE_IN_SHORT, wasted_sentence
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.roles import Role
from app.viewmodel.sizes import size_text, visible
from core.model import WastedFile
from core.translation import tr

FILE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_ROW_PX, _SIZE_PX = 56, 76.0
_FILTER_FROM = 12


class WastedModel(QAbstractListModel):
    """One row a file, the largest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[WastedFile] = ()
        self._files: Sequence[WastedFile] = ()

    def set_files(self, files: Sequence[WastedFile]) -> None:
        """Show others."""
        self._all = files
        self.set_filter("")

    def set_filter(self, words: str) -> None:
        """Only files whose path has all these words."""
        wanted = words.casefold().split()
        self.beginResetModel()
        self._files = [
            file for file in self._all if all(word in file.path.casefold() for word in wanted)
        ]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._files)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        file = self._files[index.row()]
        if role == FILE_ROLE:
            return file
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return wasted_sentence(file)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(wasted_sentence(file))
        return None


class _WastedDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.roles: Sequence[Role] = ()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, file = self._theme, index.data(FILE_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, theme, rect, option)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), 6, 6)
        first = QRectF(rect.left() + 8, rect.top() + 7, rect.width() - 16, 20)
        painter.setFont(figure_font(600))
        painter.setPen(theme.color("modified"))
        painter.drawText(first, RIGHT, size_text(file.size_bytes))
        paint_path(painter, theme, first.adjusted(0, 0, -_SIZE_PX, 0), visible(file.path))
        self._paint_bricks(painter, first.translated(0, 22), file)
        painter.restore()

    def _paint_bricks(self, painter: QPainter, line: QRectF, file: WastedFile) -> None:
        """brick 3 → hidden in brick 4, and why."""
        theme = self._theme
        end = paint_brick_chip(
            painter, theme, line, self._role(file.level), tr("brick {level}", level=file.level + 1)
        )
        left = end
        if file.hidden_at != file.level:
            arrow = QRectF(0, 0, 13, 13)
            arrow.moveCenter(QPointF(end + 16, line.center().y()))
            paint_icon_cached(painter, theme, arrow, "chevr", theme.color("text3"))
            rest = line.adjusted(end + 32 - line.left(), 0, 0, 0)
            words = tr("hidden in brick {hidden_at}", hidden_at=file.hidden_at + 1)
            left = paint_brick_chip(painter, theme, rest, self._role(file.hidden_at), words)
        font = interface_font(12)
        why = line.adjusted(left + 14 - line.left(), 0, 0, 0)
        if why.width() < 60:
            return
        painter.setFont(font)
        painter.setPen(theme.color("text3"))
        words = elided(CAUSE_IN_SHORT[file.cause], font, why.width())
        side = RIGHT if QFontMetricsF(font).horizontalAdvance(words) < why.width() else LEFT
        painter.drawText(why, side, words)

    def _role(self, level: int) -> Role:
        return self.roles[level] if 0 <= level < len(self.roles) else Role.APP


class WastedFiles(QWidget):
    """Enter or a double click asks for a file as it was; the menu asks for more."""

    file_requested = Signal(object)  # WastedFile
    path_requested = Signal(str)
    brick_requested = Signal(str)  # chain ID

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target: InspectedTarget | None = None
        self.files = WastedModel(self)
        self._count = plain_label("", "small")
        self._filter = QLineEdit()
        self._filter.setProperty("look", "filter")
        self._filter.setPlaceholderText(tr("Filter paths"))
        self._filter.setAccessibleName(tr("Filter paths"))
        self._filter.setClearButtonEnabled(True)
        icon = theme.icon("search", "text3", 16)
        self._filter.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        self._filter.textChanged.connect(self._narrow)
        self._nothing = plain_label("", "quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self.view = QListView()
        self._painter = _WastedDelegate(theme, self.view)
        self.view.setModel(self.files)
        self.view.setItemDelegate(self._painter)
        self.view.setProperty("look", "bare-list")
        self.view.setAccessibleName(tr("Hidden files, the largest first"))
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.activated.connect(self._activate)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 6, 20, 12)
        column.setSpacing(8)
        column.addWidget(self._count)
        column.addWidget(self._filter)
        column.addWidget(self.view, 1)
        column.addWidget(self._nothing, 1)

    def show_files(
        self, files: Sequence[WastedFile], words: str, target: InspectedTarget | None
    ) -> None:
        """`words` say how many there are."""
        self._target = target
        self._painter.roles = target.roles if target is not None else ()
        self._count.setText(words)
        self._filter.clear()
        self._filter.setVisible(len(files) > _FILTER_FROM)
        self.files.set_files(files)
        self._nothing.setText(tr("No file is hidden by a later brick."))
        self._show_which()

    def _narrow(self, words: str) -> None:
        self.files.set_filter(words)
        self._nothing.setText(tr("No path fits the filter."))
        self._show_which()

    def _show_which(self) -> None:
        has_rows = self.files.rowCount() > 0
        self.view.setVisible(has_rows)
        self._nothing.setVisible(not has_rows)

    def _activate(self, index: QModelIndex) -> None:
        file = index.data(FILE_ROLE)
        if isinstance(file, WastedFile):
            self.file_requested.emit(file)

    def _show_menu(self, point: QPoint) -> None:
        file = self.view.indexAt(point).data(FILE_ROLE)
        if not isinstance(file, WastedFile):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Show the file as it was")).triggered.connect(
            lambda: self.file_requested.emit(file)
        )
        menu.addAction(tr("Who put this here?")).triggered.connect(
            lambda: self.path_requested.emit(file.path)
        )
        menu.addAction(tr("Copy the path")).triggered.connect(
            lambda: QGuiApplication.clipboard().setText(f"/{file.path}")
        )
        target = self._target
        for level in dict.fromkeys((file.level, file.hidden_at)):
            if target is not None and level < target.levels:
                chain_id = target.image.layers[level].chain_id
                menu.addAction(tr("Show brick {level}", level=level + 1)).triggered.connect(
                    lambda _on=False, chain=chain_id: self.brick_requested.emit(chain)
                )
        menu.popup(self.view.viewport().mapToGlobal(point))
