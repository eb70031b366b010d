"""A tree of paths as it is seen and used: lazy, linked with pictures, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from app.panels.inspector.folder_model import (
    CELL_ROLE,
    PATH_ROLE,
    FolderModel,
    PathColumn,
    PathRow,
)
from app.panels.inspector.path_delegate import ROW_PX, PathDelegate
from app.theme import Theme
from app.viewmodel.sizes import visible
from core.translation import tr

Index = QModelIndex | QPersistentModelIndex

_INDENT_PX, _NARROW_INDENT_PX, _NARROW_PX = 20, 14, 430
_CHEVRON_PX = 16
_MOST_STEPS = 12  # pages of a folder that are asked for to find a row


class FolderTree(QTreeView):
    """Rows of a `FolderModel`. What is open and chosen is kept when the model starts anew."""

    opened = Signal(str)  # path of something that is no folder
    pointed = Signal(str)  # path under the pointer, "" when it left
    chosen = Signal(str)  # path of the current row
    life_wanted = Signal(str)  # who put this here?
    diff_wanted = Signal(str)
    export_wanted = Signal(str)  # as a tar file

    def __init__(
        self, theme: Theme, model: FolderModel, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paths = model
        self._open: set[str] = set()
        self._wanted, self._steps = "", 0
        self._linked = QPersistentModelIndex()
        self._is_quiet = False  # while rows are opened by the program, not by the person
        self.may_open: Callable[[PathRow], bool] = lambda _row: True
        self.may_diff: Callable[[PathRow], bool] = lambda _row: False
        self.may_export: Callable[[PathRow], bool] = lambda _row: False
        self.setProperty("look", "paths")
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(PathDelegate(theme, CELL_ROLE, self))
        self._dress()
        self._settle = QTimer(self, singleShot=True, interval=30)
        self._settle.timeout.connect(self._look_around)
        self.entered.connect(self._point)
        self.activated.connect(self._activate)
        self.expanded.connect(self._expanded)
        self.collapsed.connect(self._collapsed)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._settle.start())
        model.arrived.connect(self._arrived)
        model.modelReset.connect(self._start_anew)

    def _dress(self) -> None:
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(_INDENT_PX)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        header = self.header()
        header.setMinimumSectionSize(20)
        header.setStretchLastSection(False)
        resize = QHeaderView.ResizeMode
        for column, width in ((PathColumn.SIGN, 34), (PathColumn.MARK, 108), (PathColumn.SIZE, 84)):
            header.setSectionResizeMode(column, resize.Fixed)
            header.resizeSection(column, width)
        header.setSectionResizeMode(PathColumn.NAME, resize.Stretch)

    def set_mark_width(self, width: int) -> None:
        """Of the column of bars or bricks; 0 hides it."""
        self.setColumnHidden(PathColumn.MARK, width == 0)
        if width:
            self.header().resizeSection(PathColumn.MARK, width)

    # --- what is open, chosen, linked ---------------------------------------------------------

    def forget(self) -> None:
        """Another tree comes: nothing of this one is open."""
        self._open.clear()
        self._wanted = ""

    def keep_place(self) -> None:
        """The model is about to start anew: what is chosen is chosen again when it comes back."""
        path = self.currentIndex().data(PATH_ROLE)
        if isinstance(path, str) and not self._wanted:
            self._wanted, self._steps = path, _MOST_STEPS  # only if it comes by itself

    def reveal(self, path: str) -> None:
        """Open the folders that lead to a path and choose it."""
        self._wanted, self._steps = path, 0
        self._seek()

    def link(self, path: str) -> None:
        """Light up the row of a path that is pointed at elsewhere, or the folder that holds it."""
        index = self._deepest(path) if path else QModelIndex()
        if index != self._linked:
            self._linked = QPersistentModelIndex(index)
            self.viewport().update()

    @property
    def current_path(self) -> str:
        """Of the current row, "" for none."""
        return str(self.currentIndex().data(PATH_ROLE) or "")

    def _start_anew(self) -> None:
        self._linked = QPersistentModelIndex()
        self.setRootIsDecorated(not self._paths.is_flat)

    def _deepest(self, path: str) -> QModelIndex:
        """The deepest row that is there for a path, or for what holds it."""
        found = parent = QModelIndex()
        while True:
            index = self._child(parent, path)
            if not index.isValid():
                return found
            found = parent = index
            if index.data(PATH_ROLE) == path or not self.isExpanded(index):
                return found

    def _child(self, parent: QModelIndex, path: str) -> QModelIndex:
        model = self._paths
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            own = str(index.data(PATH_ROLE))
            if path == own or path.startswith(f"{own}/") or own.startswith(f"{path}/"):
                return index
        return QModelIndex()

    def _seek(self) -> None:
        """One step nearer to the wanted path; goes on when rows arrive."""
        parent = QModelIndex()
        while self._wanted:
            index = self._child(parent, self._wanted)
            if not index.isValid():
                if self._paths.is_waiting(parent):
                    return  # `_arrived` goes on
                self._steps += 1
                if self._steps > _MOST_STEPS or not self._paths.ask_more(parent):
                    self._settle_for(parent)
                return
            own = str(index.data(PATH_ROLE))
            if own == self._wanted or own.startswith(f"{self._wanted}/"):
                self._settle_for(index)
                return
            was_open = self.isExpanded(index)
            self.setExpanded(index, True)
            if not was_open and not self._paths.rowCount(index):
                return  # `_arrived` goes on
            parent = index

    def _settle_for(self, index: QModelIndex) -> None:
        self._wanted = ""
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    # --- rows come ----------------------------------------------------------------------------

    def _arrived(self, parent: QModelIndex) -> None:
        for row in range(self._paths.rowCount(parent) if self._open else 0):
            index = self._paths.index(row, 0, parent)
            if index.data(PATH_ROLE) in self._open and not self.isExpanded(index):
                self._is_quiet = True
                self.setExpanded(index, True)
                self._is_quiet = False
        if self._wanted:
            self._seek()
        self._settle.start()

    def _expanded(self, index: QModelIndex) -> None:
        self._open.add(str(index.data(PATH_ROLE)))
        self._paths.open(index)

    def _collapsed(self, index: QModelIndex) -> None:
        self._open.discard(str(index.data(PATH_ROLE)))

    def _look_around(self) -> None:
        """Folders that are seen are looked into; a folder's last row that is seen asks for more."""
        if not self.isVisible():
            return
        seen = list(self.seen())
        for index in seen:
            self._paths.continue_at(index)
        self._paths.look_ahead(seen)

    def seen(self) -> Iterator[QModelIndex]:
        """The rows in view, from the top."""
        index = self.indexAt(QPoint(1, 1))
        bottom = self.viewport().height()
        while index.isValid():
            yield index
            if self.visualRect(index).bottom() >= bottom:
                return
            index = self.indexBelow(index)

    # --- the person ---------------------------------------------------------------------------

    def _point(self, index: QModelIndex) -> None:
        self.pointed.emit(str(index.data(PATH_ROLE) or ""))

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit("")
        super().leaveEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        index = self.currentIndex()
        if index.isValid():
            self.chosen.emit(str(index.data(PATH_ROLE)))

    def _activate(self, index: QModelIndex) -> None:
        first = index.siblingAtColumn(PathColumn.NAME)
        if self._paths.hasChildren(first):
            self.setExpanded(first, not self.isExpanded(first))
            return
        row = self._paths.row_at(first)
        if row is not None and self.may_open(row):
            self.opened.emit(row.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy) and index.isValid():
            self._copy_path(index)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_key else self.indexAt(event.pos())
        menu = self.menu_for(index)
        if menu is None:
            return
        at = event.globalPos()
        if is_key:
            at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def menu_for(self, index: QModelIndex) -> QMenu | None:
        """What can be done with a row."""
        row = self._paths.row_at(index)
        if row is None:
            return None
        path, menu = row.path, QMenu(self)
        is_branch = self._paths.hasChildren(index.siblingAtColumn(0))
        if is_branch:
            word = tr("Close") if self.isExpanded(index.siblingAtColumn(0)) else tr("Open")
            menu.addAction(word, lambda: self._activate(index))
        else:
            action = menu.addAction(tr("Open"), lambda: self.opened.emit(path))
            action.setEnabled(self.may_open(row))
        if self.may_diff(row):
            menu.addAction(tr("Text diff"), lambda: self.diff_wanted.emit(path))
        menu.addAction(tr("Who put this here?"), lambda: self.life_wanted.emit(path))
        menu.addSeparator()
        if self.may_export(row):
            menu.addAction(tr("Write as a tar file…"), lambda: self.export_wanted.emit(path))
        menu.addAction(tr("Copy path"), lambda: self._copy_path(index))
        return menu

    def _copy_path(self, index: Index) -> None:
        path = str(index.data(PATH_ROLE))
        QGuiApplication.clipboard().setText("/" + visible(path))

    # --- pixels -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setIndentation(_INDENT_PX if self.width() >= _NARROW_PX else _NARROW_INDENT_PX)
        self._settle.start()

    def drawRow(
        self,
        painter: QPainter,
        options: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = self._theme
        rect = QRectF(options.rect).adjusted(0, 0.5, 0, -0.5)  # type: ignore[attr-defined]
        first = index.siblingAtColumn(0)
        is_chosen = self.selectionModel().isSelected(first)
        is_pointed = first == self._linked or self._is_under_pointer(options.rect)  # type: ignore[attr-defined]
        if is_chosen or is_pointed:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if is_chosen else "surface3"))
            painter.drawRoundedRect(rect, 7, 7)
            if self.hasFocus() and first == self.currentIndex().siblingAtColumn(0):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("accent"), 1.2))
                painter.drawRoundedRect(rect.adjusted(0.8, 0.6, -0.8, -0.6), 6, 6)
            painter.restore()
        super().drawRow(painter, options, index)

    def _is_under_pointer(self, rect: QRect) -> bool:
        place = self.viewport().mapFromGlobal(self.cursor().pos())
        return self.viewport().underMouse() and rect.top() <= place.y() <= rect.bottom()

    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if not self._paths.hasChildren(index):
            return
        name = "chev" if self.isExpanded(index) else "chevr"
        ratio = self.devicePixelRatioF()
        icon = self._theme.pixmap(name, _CHEVRON_PX, self._theme.color("text2"), ratio)
        box = QRectF(0, 0, _CHEVRON_PX, _CHEVRON_PX)
        box.moveCenter(QRectF(rect).center())
        box.moveRight(rect.right() - 1)
        painter.drawPixmap(box, icon, QRectF(icon.rect()))

    def sizeHintForRow(self, row: int) -> int:
        return ROW_PX
