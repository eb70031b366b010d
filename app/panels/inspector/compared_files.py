"""Files that differ between two places: the tree of their paths, and how the chosen one differs."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.panels.inspector.change_filters import ChangeFilters
from app.panels.inspector.change_tree import sentence_of
from app.panels.inspector.compared_tree import ComparedTreeModel
from app.panels.inspector.diff_page import DiffPage
from app.panels.inspector.folder_tree import FolderTree
from app.panels.inspector.key_switch import KeySwitch
from app.panels.inspector.notice_page import NoticePage
from app.panels.inspector.path_label import PathLabel
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.lookup import Lookup
from app.viewmodel.sizes import MINUS, visible
from app.viewmodel.state_words import words_of
from core.model import (
    ChangeKind,
    ChangePage,
    ChangeRow,
    Comparison,
    FileAt,
    FileDiff,
    FileType,
    LayerPlace,
    LayerSizes,
    LayerSummary,
)
from core.translation import tr

WHOLE_FILE = 1_000_000
"""Lines of context that leave out nothing."""

_CHOOSING_MS = 120  # who goes through rows by key does not ask for each
_WITH_CONTENTS = (ChangeKind.ADDED, ChangeKind.MODIFIED, ChangeKind.DELETED, ChangeKind.REPLACED)
_NO_LINES = {
    FileType.REGULAR: (tr("Its contents do not differ"), "file"),
    FileType.DIRECTORY: (tr("A folder"), "folder"),
    FileType.SYMLINK: (tr("A link"), "link"),
}


class ComparedFiles(QWidget):
    """Choosing a file shows how it differs."""

    file_requested = Signal(object)  # FileAt: show it
    path_requested = Signal(object)  # FileAt: who put this here?

    def __init__(
        self, theme: Theme, lookup: Lookup, name: str, parent: QWidget | None = None
    ) -> None:
        """`name` makes slots that nobody else has."""
        super().__init__(parent)
        self._lookup = lookup
        self._slot = f"{name}.diff"
        self._places: tuple[LayerPlace, LayerPlace] | None = None
        self._titles = ("", "")
        self._row: ChangeRow | None = None
        self.filters = ChangeFilters(theme)
        self.model = ComparedTreeModel(lookup, f"{name}.rows", self)
        self.tree = FolderTree(theme, self.model, tr("Paths that differ"))
        self.tree.set_mark_width(0)
        self.nothing = NoticePage(theme)
        self.legend = plain_label("", "caption")
        self.path = PathLabel(theme)
        self.diff = DiffPage(theme)
        self.switch = KeySwitch(
            tr("How lines are shown"), (("unified", tr("Unified")), ("paired", tr("Side by side")))
        )
        self.switch.chosen.connect(lambda key: self.diff.view.show_paired(key == "paired"))
        self._choosing = QTimer(self, singleShot=True, interval=_CHOOSING_MS)
        self._choosing.timeout.connect(self._ask_diff)
        self._lay_out()
        self.filters.changed.connect(self._ask_rows)
        self.model.answered.connect(self._show_found)
        self.model.failed.connect(lambda words: self._say(tr("This could not be compared"), words))
        self.tree.chosen.connect(self._choose)
        self.tree.opened.connect(self._open)
        self.tree.life_wanted.connect(lambda path: self.path_requested.emit(self._file(path)))
        self.diff.view.gap_requested.connect(self._ask_whole)
        for keys, step in (("F7", 1), ("Shift+F7", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda one=step: self.next_change(one))

    def show_comparison(self, found: Comparison, left_title: str, right_title: str) -> None:
        """The paths of a comparison."""
        self._places = (found.left, found.right)
        self._titles = (left_title, right_title)
        self.filters.reset()
        self.filters.show_summary(_as_summary(found))
        left, right = visible(left_title), visible(right_title)
        self.legend.setText(
            tr(
                "{minus} only in {left}     + only in {right}     ~ differs",
                minus=MINUS,
                left=left,
                right=right,
            )
        )
        self.tree.forget()
        self._choose_nothing()
        self._ask_rows()

    def next_change(self, step: int = 1) -> None:
        """Go to the next change of the chosen file, -1: to the one before."""
        if self.diff.is_text:
            self.diff.view.setFocus()
            self.diff.view.next_change(step)

    def clear(self) -> None:
        """No paths."""
        self._places = None
        self._choosing.stop()
        self._lookup.forget(self._slot)
        self.model.clear()

    # --- paths --------------------------------------------------------------------------------

    def _ask_rows(self) -> None:
        if self._places is not None:
            self.tree.keep_place()
            self.model.show_compared(*self._places, self.filters.query)

    def _show_found(self, page: ChangePage) -> None:
        if page.total:
            self._rows.setCurrentWidget(self.tree)
        elif self.filters.is_narrowed:
            self._say(tr("Nothing is left by this filter"), tr("Other paths differ."))
        else:
            self._say(tr("No path differs"), tr("Both show the same files."), icon="check")

    def _say(self, title: str, detail: str, *, icon: str = "info") -> None:
        self.nothing.say(title, detail, icon=icon)
        self._rows.setCurrentWidget(self.nothing)

    def _file(self, path: str) -> FileAt:
        """Where it can be seen: at the right, what is gone there at the left."""
        assert self._places is not None
        row = self.model.row_at(self.tree.currentIndex().siblingAtColumn(0))
        is_gone = isinstance(row, ChangeRow) and row.kind is ChangeKind.DELETED
        return FileAt(self._places[0 if is_gone else 1], path)

    def _open(self, path: str) -> None:
        row = self.model.row_at(self.tree.currentIndex().siblingAtColumn(0))
        if isinstance(row, ChangeRow) and row.file_type is FileType.REGULAR:
            self.file_requested.emit(self._file(path))

    # --- the chosen one -----------------------------------------------------------------------

    def _choose(self, path: str) -> None:
        row = self.model.row_at(self.tree.currentIndex().siblingAtColumn(0))
        if not isinstance(row, ChangeRow) or (self._row is not None and row == self._row):
            return
        self._row = row
        self.path.show_path(path)
        self._choosing.start()

    def _choose_nothing(self) -> None:
        self._row = None
        self._choosing.stop()
        self.path.show_path("")
        self.diff.show_words(tr("Choose a file"), tr("How it differs is shown here."), icon="diff")

    def _ask_diff(self) -> None:
        row, places = self._row, self._places
        if row is None or places is None:
            return
        if row.file_type is not FileType.REGULAR or row.kind not in _WITH_CONTENTS:
            self._lookup.forget(self._slot)
            title, icon = _NO_LINES.get(row.file_type, (_capital(words_of(row.file_type)), "file"))
            self.diff.show_words(title, sentence_of(row), icon=icon)
            return
        self.diff.wait()
        old, new = (FileAt(place, row.path) for place in places)
        self._lookup.diff(
            old, new, lambda diff: self._take_diff(diff, row), failed=self._fail, slot=self._slot
        )

    def _take_diff(self, diff: FileDiff, row: ChangeRow) -> None:
        if row is self._row:
            self.diff.show_diff(diff, *self._titles)

    def _fail(self, sentence: str) -> None:
        self.diff.show_words(tr("This could not be compared"), sentence, icon="warn")

    def _ask_whole(self) -> None:
        row, places = self._row, self._places
        if row is not None and places is not None:
            old, new = (FileAt(place, row.path) for place in places)
            self._lookup.diff(
                old, new, self.diff.view.open_gaps, context=WHOLE_FILE, slot=self._slot
            )

    # --- parts --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._rows = QStackedWidget()
        self._rows.addWidget(self.tree)
        self._rows.addWidget(self.nothing)
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 6)
        above.setSpacing(8)
        above.addWidget(self.filters)
        above.addWidget(self._rows, 1)
        above.addWidget(self.legend)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 10, 0, 0)
        below.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.path, 1)
        head.addWidget(self.switch)
        below.addLayout(head)
        below.addWidget(self.diff, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(upper)
        splitter.addWidget(lower)
        splitter.setSizes([4_000, 5_000])  # shares of the height
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)


def _as_summary(found: Comparison) -> LayerSummary:
    """Counts for the filters; what only a layer has is nothing here."""
    return LayerSummary(
        found.right, 0, 0, found.counts, 0, 0, LayerSizes(), files=0, wasted_bytes=0
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
