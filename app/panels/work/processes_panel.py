"""The processes of a running container, and ending one of them."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import labelled, plain_button
from app.panels.inspector.marks import LEFT, RIGHT, paint_icon_cached
from app.panels.inspector.notice_page import NoticePage
from app.panels.inspector.sortable_table import TableHeader, paint_ground
from app.panels.work.process_tree import PROCESS_ROLE, Index, ProcessColumn, ProcessTree
from app.panels.work.row_paint import paint_words, words_width
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.process_rows import Identity, ProcessRow, process_rows
from app.viewmodel.sizes import counted
from core.model import Process
from core.translation import tr

_ROW_PX, _INDENT_PX = 30, 16
_WIDTHS = {
    ProcessColumn.PID: 58, ProcessColumn.USER: 64, ProcessColumn.MEMORY: 80, ProcessColumn.CPU: 66,
}  # fmt: skip
_USER_FROM_PX, _PID_FROM_PX = 440, 380


class ProcessDelegate(QStyledItemDelegate):
    """Paints a cell; what is odd about a process is told beside its command."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(PROCESS_ROLE)
        if not isinstance(row, ProcessRow):
            return
        theme = self._theme
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = rect.adjusted(4, 0, -8, 0)
        column = index.column()
        if column == ProcessColumn.COMMAND:
            if row.state:
                wanted = words_width(row.command, "code") + 10
                room = max(box.width() * 0.4, box.width() - words_width(row.state, "caption") - 10)
                beside = box.adjusted(min(wanted, room), 0, 0, 0)
                box.setWidth(min(wanted, room) - 8)
                token = "modified" if row.process.state in "TZ" else "text3"
                paint_words(painter, beside, row.state, "caption", theme.color(token))
            paint_words(painter, box, row.command, "code", theme.color("text"))
        else:
            is_user = column == ProcessColumn.USER
            token = "text" if column in (ProcessColumn.MEMORY, ProcessColumn.CPU) else "text3"
            words = str(index.data() or "")
            flags = LEFT if is_user else RIGHT
            paint_words(painter, box, words, "quiet-figure", theme.color(token), flags)
        painter.restore()


class ProcessView(QTreeView):
    """The tree. Signals: menu_wanted(QPoint on the screen), end_wanted()."""

    menu_wanted = Signal(QPoint)
    end_wanted = Signal()

    def __init__(self, theme: Theme, model: ProcessTree) -> None:
        super().__init__()
        self._theme = theme
        self.setModel(model)
        head = TableHeader(theme, self)
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHeader(head)
        head.setStretchLastSection(False)
        head.setSectionResizeMode(ProcessColumn.COMMAND, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)
        self.setItemDelegate(ProcessDelegate(theme, self))
        self.setProperty("look", "paths")
        self.setAccessibleName(tr("Processes"))
        self.setIndentation(_INDENT_PX)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setAllColumnsShowFocus(True)
        self.setExpandsOnDoubleClick(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(options.rect)  # type: ignore[attr-defined]
        option = QStyleOptionViewItem(options)
        rect.setRect(0, rect.top(), self.viewport().width(), rect.height())
        if self.selectionModel().isSelected(index):
            option.state |= option.state.State_Selected  # type: ignore[attr-defined]
        paint_ground(painter, self._theme, rect, option)
        super().drawRow(painter, options, index)

    def drawBranches(self, painter: QPainter, rect: object, index: Index) -> None:
        if not self.model().hasChildren(index):
            return
        area = QRectF(rect)  # type: ignore[call-overload]
        box = QRectF(area.right() - 15, area.center().y() - 7, 14, 14)
        name = "chev" if self.isExpanded(index) else "chevr"
        paint_icon_cached(painter, self._theme, box, name, self._theme.color("text2"))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        self.setColumnHidden(ProcessColumn.USER, width < _USER_FROM_PX)
        self.setColumnHidden(ProcessColumn.PID, width < _PID_FROM_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.end_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            row = self.model().row_at(self.currentIndex())  # type: ignore[attr-defined]
            QGuiApplication.clipboard().setText(row.process.command if row else "")
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            at = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(at))
        else:
            self.menu_wanted.emit(event.globalPos())


class ProcessesPanel(QWidget):
    """`show_processes` from time to time. Pid 1 is the container itself: whoever ends it is asked
    by who listens to the signal.

    Signals: signal_requested(pid inside, start time, "TERM" or "KILL"), counted(how many there
    are, None when that is not known).
    """

    signal_requested = Signal(object, object, str)
    counted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ProcessRow, ...] = ()
        self._shown_at_s = 0.0
        self._reason = ""
        self.tree = ProcessTree(self)
        self.view = ProcessView(theme, self.tree)
        self.view.menu_wanted.connect(self._open_menu)
        self.view.end_wanted.connect(lambda: self._send("TERM"))
        self.view.selectionModel().currentChanged.connect(lambda _new, _old: self._show_buttons())
        self.tree.rowsInserted.connect(self._open_new)
        self._nothing = NoticePage(theme)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self.view)
        self._pages.setMinimumHeight(60)
        self._count = plain_label("", "small")
        self.end = labelled(plain_button(tr("End"), "action"), theme, "stop", "text", 14)
        self.kill = labelled(plain_button(tr("Kill"), "action"), theme, "x", "deleted", 14)
        self.end.clicked.connect(lambda: self._send("TERM"))
        self.kill.clicked.connect(lambda: self._send("KILL"))
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(plain_label(tr("Processes"), "section"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.end)
        head.addWidget(self.kill)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        self.show_processes(None)

    def show_processes(self, processes: Sequence[Process] | None) -> None:
        """All of them; None: not known yet, of another container for instance."""
        now_s = time.monotonic()
        elapsed_s = now_s - self._shown_at_s if self._rows else 0.0
        chosen = self.current
        self._rows = process_rows(processes or (), self._rows, elapsed_s)
        self._shown_at_s = now_s
        self.tree.show_rows(self._rows)
        self._choose(chosen)
        self._pages.setCurrentWidget(self.view if self._rows else self._nothing)
        if not self._rows:
            words = tr("No process runs in it.") if processes is not None else tr("Looking …")
            self._nothing.say("", words, icon="grid")
        self._count.setText(
            counted("{count} process", "{count} processes", len(self._rows)) if self._rows else ""
        )
        self.counted.emit(len(self._rows) if processes is not None else None)
        self._show_buttons()

    def set_reason_disabled(self, reason: str) -> None:
        """Why nothing can be ended now, "" when it can."""
        self._reason = reason
        self._show_buttons()

    @property
    def current(self) -> Identity | None:
        """Pid and start time of the chosen one."""
        row = self.tree.row_at(self.view.currentIndex())
        return None if row is None else row.identity

    # --- acting -------------------------------------------------------------------------------

    def _send(self, name: str) -> None:
        row = self.tree.row_at(self.view.currentIndex())
        if row is not None and not self._reason:
            self.signal_requested.emit(row.process.pid, row.process.start_time, name)

    def _show_buttons(self) -> None:
        row = self.tree.row_at(self.view.currentIndex())
        can = row is not None and not self._reason
        is_first = row is not None and row.process.pid == 1
        ends = tr("This is the first process: the container ends with it. ") if is_first else ""
        words = {
            self.end: tr("{ends}Ask the chosen process to end (TERM)", ends=ends),
            self.kill: tr(
                "{ends}End the chosen process at once, it cannot save anything (KILL)", ends=ends
            ),
        }
        for button, told in words.items():
            button.setEnabled(can)
            button.setToolTip(self._reason or (told if row else tr("Choose a process first")))

    def _choose(self, identity: Identity | None) -> None:
        """One that moved to another parent stays chosen."""
        if identity is not None and identity != self.current:
            index = self.tree.index_of(identity)
            if index.isValid():
                self.view.setCurrentIndex(index)

    def _open_new(self, parent: QModelIndex, first: int, last: int) -> None:
        """New branches are open; those that the person closed stay closed."""
        if parent.isValid() and self.tree.rowCount(parent) == last - first + 1:
            self.view.expand(parent)

    def _open_menu(self, at: QPoint) -> None:
        menu = self.make_menu()
        if menu is not None:
            menu.popup(at)

    def make_menu(self) -> QMenu | None:
        """What can be done with the chosen process, None when there is none."""
        row = self.tree.row_at(self.view.currentIndex())
        if row is None:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, name in ((tr("End"), "TERM"), (tr("Kill"), "KILL")):
            action = menu.addAction(words, lambda one=name: self._send(one))
            action.setEnabled(not self._reason)
        menu.addSeparator()
        command = row.process.command
        menu.addAction(tr("Copy command"), lambda: QGuiApplication.clipboard().setText(command))
        return menu
