"""The recording of a container: what was run, what it changed, and where one can go back to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.panels.controls import labelled, plain_button
from app.panels.inspector.flow_layout import FlowLayout
from app.panels.inspector.notice_page import NoticePage
from app.panels.work.keyed_list import KeyedList
from app.panels.work.run_delegate import RunDelegate
from app.theme import Theme
from app.viewmodel.run_rows import MarkRow, PathRow, RecordingRow, RunRow, recording_rows
from core.model import CommandRun, Mark
from core.translation import tr


class RecordingList(KeyedList):
    """Rows of the recording; right and left arrows open and close one.

    Signals: roll_back_wanted(mark_id), toggled(key of a run, whether it shall be open).
    """

    roll_back_wanted = Signal(str)
    toggled = Signal(str, bool)

    def __init__(self, theme: Theme) -> None:
        self._drawn_by = RunDelegate(theme)
        super().__init__(self._drawn_by, tr("Commands that were run, newest first"))
        self.setSelectionMode(KeyedList.SelectionMode.SingleSelection)
        self.copied = lambda row: _copied(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() is not Qt.MouseButton.LeftButton:
            return
        row, rect = self.row_at(index), QRectF(self.visualRect(index))
        if isinstance(row, MarkRow):
            if self._drawn_by.link_rect(rect, row).contains(event.position()):
                self.roll_back_wanted.emit(row.mark_id)
        elif isinstance(row, RunRow) and row.has_paths and event.position().x() < rect.left() + 24:
            self.toggled.emit(row.key, not row.is_expanded)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        key = event.key()
        if isinstance(row, RunRow) and row.has_paths and key in _OPENING:
            is_open = key == Qt.Key.Key_Right
            if is_open != row.is_expanded:
                self.toggled.emit(row.key, is_open)
            return
        if isinstance(row, PathRow) and key == Qt.Key.Key_Left:
            place = self.rows_model.row_of(row.run_key)
            if place >= 0:
                self.setCurrentIndex(self.rows_model.index(place))
            return
        super().keyPressEvent(event)


_OPENING = (Qt.Key.Key_Right, Qt.Key.Key_Left)


class CommandsPanel(QWidget):
    """`show_runs` in the order in which they ran; the newest is shown on top, as bricks lie."""

    run_again = Signal(str)
    mark_requested = Signal()
    roll_back_requested = Signal(str)  # a mark's id, "" for the image
    containerfile_requested = Signal()
    path_requested = Signal(str)  # a changed path was activated
    counted = Signal(object)  # how many commands were recorded, None for none

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[CommandRun, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._image = ""
        self._reason = self._why_no_run = ""
        self._expanded: set[str] = set()
        self.list = RecordingList(theme)
        self.list.activated.connect(self._activate)
        self.list.menu_wanted.connect(self._open_menu)
        self.list.toggled.connect(self._expand)
        self.list.roll_back_wanted.connect(self._roll_back)
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._show_actions())
        self._nothing = NoticePage(theme)
        self._nothing.say(
            tr("No command was recorded yet"),
            tr("What you type in the terminal is listed here, with what it changed."),
            icon="prompt",
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self.list)
        self._pages.setMinimumHeight(60)
        self._lay_out(theme)
        self._refresh()

    def show_runs(self, runs: Sequence[CommandRun]) -> None:
        """The whole recording, the oldest first."""
        if tuple(runs) != self._runs:
            self._runs = tuple(runs)
            self.counted.emit(len(self._runs) or None)
            self._refresh()

    def show_marks(self, marks: Sequence[Mark], image: str = "") -> None:
        """A container's marks; `image` is the reference that it was made of."""
        if (tuple(marks), image) != (self._marks, self._image):
            self._marks, self._image = tuple(marks), image
            self._refresh()

    def set_reason_disabled(self, reason: str, why_no_run: str = "") -> None:
        """Why nothing can be marked or rolled back now, as a sentence; "" when it can.

        `why_no_run`: why no command can be run.
        """
        self._reason, self._why_no_run = reason, reason or why_no_run
        self._show_actions()

    @property
    def rows(self) -> Sequence[RecordingRow]:
        """What is listed."""
        return self.list.rows_model.rows  # type: ignore[return-value]

    # --- acting -------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self.list.show_rows(recording_rows(self._runs, self._marks, self._expanded, self._image))
        has_rows = bool(self._runs or self._marks)
        self._pages.setCurrentWidget(self.list if has_rows else self._nothing)
        self._show_actions()

    def _expand(self, key: str, is_expanded: bool) -> None:
        (self._expanded.add if is_expanded else self._expanded.discard)(key)
        self._refresh()

    def _activate(self, index: QModelIndex) -> None:
        row = self.list.row_at(index)
        if isinstance(row, RunRow) and row.has_paths:
            self._expand(row.key, not row.is_expanded)
        elif isinstance(row, PathRow) and row.path:
            self.path_requested.emit(row.path)
        elif isinstance(row, MarkRow):
            self._roll_back(row.mark_id)

    def _roll_back(self, mark_id: str) -> None:
        if not self._reason:
            self.roll_back_requested.emit(mark_id)

    def _again(self) -> None:
        row = self.list.current_row()
        if isinstance(row, RunRow):
            self.run_again.emit(row.text)

    def _copy(self) -> None:
        row = self.list.current_row()
        if row is not None:
            QGuiApplication.clipboard().setText(_copied(row))

    def _roll_back_current(self) -> None:
        row = self.list.current_row()
        if isinstance(row, MarkRow):
            self._roll_back(row.mark_id)

    def _show_actions(self) -> None:
        """Buttons fit what is chosen, and say why they cannot be pressed."""
        row = self.list.current_row()
        can = not self._reason
        self.copy.setEnabled(row is not None)
        self.again.setEnabled(not self._why_no_run and isinstance(row, RunRow))
        self.back.setVisible(isinstance(row, MarkRow))
        self.again.setVisible(not isinstance(row, MarkRow))
        self.back.setEnabled(can)
        self.mark.setEnabled(can)
        self.containerfile.setEnabled(bool(self._runs or self._marks))
        if isinstance(row, MarkRow):
            self.back.setText(row.words)
            self.back.setAccessibleName(f"{row.words}: {row.title}")
        for button, words in self._tooltips.items():
            reason = self._why_no_run if button is self.again else self._reason
            button.setToolTip(words if not reason or button in self._always else reason)

    def _open_menu(self, at: QPoint) -> None:
        menu = self.make_menu()
        if menu is not None:
            menu.popup(at)

    def make_menu(self) -> QMenu | None:
        """What can be done with the chosen row, None when there is none."""
        row = self.list.current_row()
        if row is None:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if isinstance(row, RunRow):
            menu.addAction(tr("Run again"), self._again).setEnabled(not self._why_no_run)
            menu.addAction(tr("Copy command"), self._copy)
            words = tr("Hide changed paths") if row.is_expanded else tr("Show changed paths")
            paths = menu.addAction(words, lambda: self._expand(row.key, not row.is_expanded))
            paths.setEnabled(row.has_paths)
        elif isinstance(row, PathRow):
            show = menu.addAction(
                tr("Show this change"), lambda: self.path_requested.emit(row.path)
            )
            show.setEnabled(bool(row.path))
            menu.addAction(tr("Copy path"), self._copy).setEnabled(bool(row.path))
        elif isinstance(row, MarkRow):
            back = menu.addAction(row.words + " …", self._roll_back_current)
            back.setEnabled(not self._reason)
        return menu

    # --- parts --------------------------------------------------------------------------------

    def _lay_out(self, theme: Theme) -> None:
        self.mark = labelled(plain_button(tr("Mark here"), "action"), theme, "tag", "text", 14)
        self.containerfile = plain_button(tr("Write Containerfile …"), "action")
        self.copy = labelled(plain_button(tr("Copy"), "action"), theme, "copy", "text", 14)
        self.again = labelled(plain_button(tr("Run again"), "action"), theme, "run", "text", 14)
        self.back = labelled(plain_button(tr("Roll back"), "action"), theme, "history", "text", 14)
        self.mark.clicked.connect(self.mark_requested)
        self.containerfile.clicked.connect(self.containerfile_requested)
        self.copy.clicked.connect(self._copy)
        self.again.clicked.connect(self._again)
        self.back.clicked.connect(self._roll_back_current)
        self._tooltips = {
            self.mark: tr("Keep what was written up to now as a brick of its own, to come back to"),
            self.containerfile: tr("Write what was done as a Containerfile"),
            self.copy: tr("Copy what is chosen (Ctrl+C)"),
            self.again: tr("Run the chosen command once more"),
            self.back: tr("Throw away what was written since then"),
        }
        self._always = (self.containerfile, self.copy)
        actions = QWidget()
        flow = FlowLayout(actions, gap_px=6)
        for button in (self.mark, self.copy, self.again, self.back, self.containerfile):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._pages, 1)
        column.addWidget(actions)


def _copied(row: object) -> str:
    if isinstance(row, RunRow):
        return row.text
    if isinstance(row, PathRow):
        return f"/{row.path}" if row.path else ""
    return row.title if isinstance(row, MarkRow) else ""
