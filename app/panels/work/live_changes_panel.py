"""What changes in a running container, as it happens: the newest paths, or sums by folder."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.panels.controls import StatusDot
from app.panels.inspector.key_switch import KeySwitch
from app.panels.inspector.notice_page import NoticePage
from app.panels.work.foot_note import FootNote
from app.panels.work.keyed_list import KeyedList
from app.panels.work.kind_chips import KindChips
from app.panels.work.live_lists import folder_list, newest_list
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.live_rows import (
    FolderRow,
    LiveRow,
    folder_rows,
    kind_counts,
    newest_rows,
    notes,
    shown,
)
from app.viewmodel.sizes import counted, size_text
from core.model import LiveChanges
from core.translation import tr

_NEWEST, _FOLDERS = "newest", "folders"
_ONE_LINE_FROM_PX, _ROOMY_FROM_PX = 600, 260
_FRESH_AT_MOST = 60  # when more come at once nothing stands out anyway


class LiveChangesPanel(QWidget):
    """`show_live` shows a state; None: nothing is known yet, of another container for instance.

    Paths are the real ones, relative to the container's root.
    """

    diff_requested = Signal(str)
    open_requested = Signal(str)
    copy_out_requested = Signal(object)  # list[str]
    files_dropped = Signal(object, str)  # list[str] of this computer, the folder inside
    counted = Signal(object)  # how many changes there are, None when that is not known

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live: LiveChanges | None = None
        self._seen: dict[str, object] = {}
        self._unfolded: set[str] = set()
        self._dropping = ""
        self.newest = newest_list(theme)
        self.folders = folder_list(theme)
        self._nothing = NoticePage(theme)
        self._note = FootNote(theme)
        self.chips = KindChips()
        self.chips.chosen.connect(lambda _sign: self._refresh())
        self.switch = KeySwitch(
            tr("How changes are listed"), ((_NEWEST, tr("Newest")), (_FOLDERS, tr("By folder")))
        )
        for button in self.switch.buttons.values():
            button.setProperty("look", "segment-small")
        self.switch.chosen.connect(lambda _key: self._refresh())
        for view in (self.newest, self.folders):
            view.activated.connect(self._activate)
            view.menu_wanted.connect(self._open_menu)
        self._pages = QStackedWidget()
        for page in (self._nothing, self.newest, self.folders):
            self._pages.addWidget(page)
        self._pages.setMinimumHeight(72)
        self._lay_out(theme)
        self.setAcceptDrops(True)
        self.show_live(None)

    def show_live(self, live: LiveChanges | None) -> None:
        """Show a state; at most four times a second."""
        if live is not None and live is self._live:
            return
        if live is None:
            self._unfolded.clear()
            self.chips.choose_all()
        is_first = self._live is None
        self._live = live
        seen = {one.change.path: one.seen for one in live.newest} if live else {}
        fresh = {path for path, at in seen.items() if self._seen.get(path) != at}
        self._seen = dict(seen)
        if is_first or len(fresh) > _FRESH_AT_MOST:
            fresh = set()
        self.chips.show_counts(kind_counts(live))
        self._total.setText(size_text(live.size_bytes) if live and live.total else "")
        self.counted.emit(live.total if live is not None else None)
        if self.isVisible():
            self._refresh(fresh)
        else:
            self._is_due = True  # rows that nobody sees are not made

    def set_live(self, is_live: bool) -> None:
        """Whether changes are followed right now: a light beside the title, and a word for it."""
        self._light.setVisible(is_live)

    @property
    def view_key(self) -> str:
        """ "newest" or "folders"."""
        return self.switch.key

    def choose_view(self, key: str) -> None:
        """ "newest" or "folders"."""
        self.switch.choose(key)
        self._refresh()

    # --- what is shown ------------------------------------------------------------------------

    def _refresh(self, fresh: set[str] | None = None) -> None:
        self._is_due = False
        view = self._view()
        listed = 0
        if view is self.newest:
            rows = newest_rows(self._live, self.chips.sign, self._unfolded)
            view.show_rows(rows, fresh or ())
            listed = sum(max(1, row.folded) for row in rows) if not self.chips.sign else 0
        else:
            view.show_rows(folder_rows(self._live.directories if self._live else ()))
        has_rows = bool(view.rows_model.rows)
        self._pages.setCurrentWidget(view if has_rows else self._nothing)
        if not has_rows:
            self._say_nothing()
        self._say_notes(listed)

    def _say_nothing(self) -> None:
        live = self._live
        if live is None:
            self._nothing.say("", tr("Looking at what has changed …"), icon="search")
        elif not live.total:
            words = tr("Nothing has changed yet: what you do inside appears here.")
            self._nothing.say("", words, icon="file")
        elif self.chips.sign:
            self._nothing.say("", tr("No change of this kind is among the newest."), icon="file")
        else:
            self._nothing.say("", tr("No list is known yet, only the counts."), icon="file")

    def _say_notes(self, listed: int | None = None) -> None:
        if listed is not None:
            self._listed = listed
        words = notes(self._live, self._listed)
        if self._dropping:
            words = (self._dropping,)
        is_brief = self.height() < _ROOMY_FROM_PX
        self._note.say(words, is_brief=is_brief, width_px=self.width())

    def _view(self) -> KeyedList:
        return self.folders if self.switch.key == _FOLDERS else self.newest

    # --- acting -------------------------------------------------------------------------------

    def _activate(self, index: QModelIndex) -> None:
        row = self._view().row_at(index)
        if isinstance(row, FolderRow):
            self.open_requested.emit(row.path)
        elif isinstance(row, LiveRow):
            if row.folded:
                self._unfolded.add(row.path)
                self._refresh()
            elif row.has_difference:
                self.diff_requested.emit(row.path)
            else:
                self.open_requested.emit(row.path)

    def _open_menu(self, at: QPoint) -> None:
        menu = self.make_menu()
        if menu is not None:
            menu.popup(at)

    def make_menu(self) -> QMenu | None:
        """What can be done with the chosen rows, None when there are none."""
        rows = [row for row in self._view().chosen_rows() if isinstance(row, LiveRow | FolderRow)]
        if not rows:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = rows[0]
        is_one = len(rows) == 1
        is_there = isinstance(first, FolderRow) or first.is_there
        there = [row.path for row in rows if isinstance(row, FolderRow) or row.is_there]
        compare = menu.addAction(
            tr("Show difference"), lambda: self.diff_requested.emit(first.path)
        )
        compare.setEnabled(is_one and isinstance(first, LiveRow) and first.has_difference)
        opened = menu.addAction(tr("Open"), lambda: self.open_requested.emit(first.path))
        opened.setEnabled(is_one and is_there)
        copy_out = menu.addAction(tr("Copy to this computer …"))
        copy_out.triggered.connect(lambda: self.copy_out_requested.emit(there))
        copy_out.setEnabled(bool(there))
        menu.addSeparator()
        paths = "\n".join(f"/{row.path}" for row in rows)
        words = tr("Copy path") if is_one else tr("Copy paths")
        menu.addAction(words, lambda: QGuiApplication.clipboard().setText(paths))
        return menu

    # --- files from outside -------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_files(event):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not _local_files(event):
            return
        files = counted("{count} file", "{count} files", len(_local_files(event)))
        folder = self._folder_at(event.position().toPoint())
        self._dropping = tr("Copy {files} into /{folder}", files=files, folder=shown(folder))
        self._say_notes()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._dropping = ""
        self._say_notes()

    def dropEvent(self, event: QDropEvent) -> None:
        self._dropping = ""
        self._say_notes()
        files = _local_files(event)
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files, self._folder_at(event.position().toPoint()))

    def _folder_at(self, at: QPoint) -> str:
        """Of the row that is pointed at; the root where there is none."""
        view = self._view()
        index = view.indexAt(view.viewport().mapFrom(self, at))
        if not index.isValid() or self._pages.currentWidget() is not view:
            return ""
        row = view.row_at(index)
        if isinstance(row, FolderRow) or getattr(row, "folded", 0):
            return str(row.path)  # type: ignore[attr-defined]
        return str(getattr(row, "path", "")).rpartition("/")[0]

    # --- parts --------------------------------------------------------------------------------

    def _lay_out(self, theme: Theme) -> None:
        self._listed = 0
        self._is_due = False
        self._light = StatusDot(theme)
        self._light.setAccessibleName(tr("Changes are followed live"))
        self._light.setToolTip(tr("Changes are followed live"))
        self._light.hide()
        self._total = plain_label("", "small")
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for row in (self._first, self._second):
            row.setSpacing(6)
        self._first.addWidget(plain_label(tr("Live changes"), "section"))
        self._first.addWidget(self._light)
        self._first.addSpacing(2)
        self._first.addWidget(self._total)
        self._first.addStretch(1)
        self._first.addWidget(self.switch)
        self._second.addWidget(self.chips)
        self._second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._first)
        column.addLayout(self._second)
        column.addWidget(self._pages, 1)
        column.addWidget(self._note)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_due:
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= _ONE_LINE_FROM_PX
        if is_wide == (self._first.indexOf(self.chips) < 0):
            row = self._first if is_wide else self._second
            row.insertWidget(row.count() - 1 if is_wide else 0, self.chips)
        self._say_notes()


def _local_files(event: QDropEvent) -> list[str]:
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
