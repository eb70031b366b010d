"""The text diff of a layer: its changed files, one at a time, against what lay under it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.panels.controls import ElidedLabel, plain_button
from app.panels.inspector.changed_files import ChangedFiles, ChooserBar, FileList
from app.panels.inspector.diff_page import DiffPage
from app.panels.inspector.key_switch import KeySwitch
from app.panels.inspector.tab import InspectorTab
from app.scene.overlay import icon_button
from app.theme import Theme
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.lookup import Lookup
from app.viewmodel.sizes import count_text, counted, visible
from core.model import (
    ChangeKind,
    ChangePage,
    ChangeQuery,
    FileAt,
    FileDiff,
    LifeEvent,
    SortKey,
)
from core.translation import tr

WHOLE_FILE = 1_000_000
"""Lines of context that leave out nothing."""

_KINDS = frozenset((ChangeKind.MODIFIED, ChangeKind.REPLACED))
_PAGE, _MOST_FILES = 1_000, 10_000


class DiffTab(InspectorTab):
    """Files of the layer come by themselves; `show_pair` shows any two states of a file instead."""

    def __init__(self, theme: Theme, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(theme, lookup, parent)
        self._files = ChangedFiles(self)
        self._path = ""
        self._wanted = ""  # a file to show as soon as the list is known
        self._is_listed = False
        self._pair: tuple[FileAt, FileAt] | None = None  # what is shown now
        self._diff: FileDiff | None = None
        self._labels = ("", "")
        self._is_foreign = False  # the pair was asked for from outside
        self._entered = 0  # came here over the end of another file: 1 forwards, -1 backwards
        self.bar = ChooserBar(theme)
        self.list = FileList(theme, self._files, self)
        self.page = DiffPage(theme)
        self.between = ElidedLabel("", "between")
        self.switch = KeySwitch(
            tr("How lines are shown"), (("unified", tr("Unified")), ("paired", tr("Side by side")))
        )
        self.switch.chosen.connect(lambda key: self.page.view.show_paired(key == "paired"))
        self._back = plain_button(tr("Files of this brick"), "link")
        self._make_body(theme)
        self.bar.clicked.connect(lambda: self.list.open_below(self.bar, self._path))
        self.list.chosen.connect(self._choose)
        self.page.view.gap_requested.connect(self._ask_whole)
        self.page.view.passed_end.connect(self._pass_end)
        for keys, step in (("F7", 1), ("Shift+F7", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda one=step: self.next_change(one))

    # --- for the window -----------------------------------------------------------------------

    def show_file(self, path: str) -> None:
        """How a file changed in this layer, as soon as the tab is seen."""
        self._wanted = path
        if self._is_foreign:
            self._leave_pair()
        elif self._is_listed:
            self._show_wanted()

    def show_pair(self, old: FileAt, new: FileAt, labels: tuple[str, str]) -> None:
        """Any two states of files; `labels` name the places, "brick 3 of shop 2.3.1"."""
        self._is_foreign = True
        self._entered = 0
        self._back.setVisible(self.target is not None and not self.target.is_image)
        self.bar.show_file(new.path, "")
        self._show_body()
        self._ask_diff(old, new, labels)

    def next_change(self, step: int = 1) -> None:
        """Go to the next change, -1: to the one before; over the ends of files."""
        if self.page.is_text:
            self.page.view.setFocus()
            self.page.view.next_change(step)
        else:
            self._pass_end(step)

    # --- InspectorTab -------------------------------------------------------------------------

    def _load(self, target: InspectedTarget) -> None:
        if self._is_foreign:
            return
        if target.is_image:
            self.counted.emit(None)
            self._say(tr("Choose a brick"), tr("It shows what one brick changed in text files."))
        elif target.level == 0:
            self.counted.emit(0)
            self._say(
                tr("Nothing lies under this brick"), tr("All of its files are new."), icon="brick"
            )
        else:
            self._wait()
            self._ask_files(0)

    def _unload(self) -> None:
        self._files.clear()
        self._is_foreign = self._is_listed = False
        self._path = ""
        self._pair = None
        self._back.hide()

    # --- files --------------------------------------------------------------------------------

    def _ask_files(self, offset: int) -> None:
        assert self.target is not None
        query = ChangeQuery(
            folder=None, kinds=_KINDS, is_text_only=True, sort=SortKey.NAME, is_descending=False,
            offset=offset, limit=_PAGE,
        )  # fmt: skip
        self._lookup.changes(
            self.target.place, query, self._current(self._take_files), failed=self._fail,
            slot=self._slot("files"),
        )  # fmt: skip

    def _take_files(self, page: ChangePage) -> None:
        is_first = self._files.rowCount() == 0
        if page.rows:
            self._files.add(page.rows)
        self.counted.emit(page.total)
        if page.rows and self._files.rowCount() < min(page.total, _MOST_FILES):
            self._ask_files(self._files.rowCount())
        self._is_listed = True
        if is_first and not self._is_foreign:
            self._show_wanted()
        elif not self._is_foreign:
            self._show_place()

    def _show_wanted(self) -> None:
        """The file that was asked for, else the first one."""
        wanted, self._wanted = self._wanted, ""
        if not wanted and not self._files.rowCount():
            words = tr("New and deleted files are listed under Changes.")
            self._say(tr("No text file was changed here"), words, icon="diff")
            return
        self._show_body()
        self._choose(wanted or self._files.path_at(0))

    def _choose(self, path: str) -> None:
        """Ask for a file's two states, and where the older one came from."""
        target = self.target
        if target is None or target.level < 1:
            return
        self._show_body()
        self._path = path
        self._show_place()
        old = FileAt(target.place_at(target.level - 1), path)
        self._ask_diff(old, target.file(path), ("", tr("brick {level}", level=target.level + 1)))
        take_life = self._current(self._take_life)
        self._lookup.life(
            target.place.reference, path, take_life,
            failed=lambda _sentence: take_life(()), slot=self._slot("life"),
        )  # fmt: skip

    def _take_life(self, events: tuple[LifeEvent, ...]) -> None:
        """The layer that brought what lies under this one."""
        target = self.target
        if target is None or self._is_foreign:
            return
        levels = [event.level for event in events if event.level < target.level]
        level = max(levels, default=target.level - 1)
        self._name_sides(
            (tr("brick {level}", level=level + 1), tr("brick {level}", level=target.level + 1))
        )
        titles = f"{target.title_at(level)} → {target.title_at(target.level)}"
        self.between.setAccessibleDescription(visible(titles))
        if self._diff is not None:
            self.page.name_sides(self._diff, *self._labels)

    def _show_place(self) -> None:
        row, count = self._files.row_of(self._path), self._files.rowCount()
        place = (
            tr("{row} of {number}", row=count_text(row + 1), number=count_text(count))
            if row >= 0
            else counted("{count} file", "{count} files", count)
        )
        self.bar.show_file(self._path, place if count else "")
        self._previous.setEnabled(row > 0)
        self._next.setEnabled(row + 1 < count)

    def _step(self, step: int) -> bool:
        """Go to the next file or the one before; False at an end."""
        row = self._files.row_of(self._path) + step
        if self._is_foreign or not 0 <= row < self._files.rowCount():
            return False
        self._choose(self._files.path_at(row))
        return True

    def _pass_end(self, step: int) -> None:
        """Changes go on in the next file."""
        self._entered = step
        if not self._step(step):
            self._entered = 0

    def _leave_pair(self) -> None:
        """Back to what this layer changed."""
        self._is_foreign = False
        self._back.hide()
        self.reload()

    # --- the diff -----------------------------------------------------------------------------

    def _ask_diff(self, old: FileAt, new: FileAt, labels: tuple[str, str]) -> None:
        self._pair, self._diff = (old, new), None
        self._name_sides(labels)
        self.page.wait()
        self._lookup.diff(
            old, new, self._current(self._take_diff), failed=self._current(self._fail_diff),
            slot=self._slot("diff"),
        )  # fmt: skip

    def _take_diff(self, diff: FileDiff) -> None:
        self._diff = diff
        has_counts = not diff.is_binary and (diff.added or diff.removed)
        self.bar.show_counts((diff.added, diff.removed) if has_counts else None)
        old, new = self._labels
        self.page.show_diff(diff, old or tr("the brick below"), new)
        if self._entered:
            self.page.view.go_to_end_change(self._entered)
            self._entered = 0

    def _fail_diff(self, sentence: str) -> None:
        self._entered = 0
        self.bar.show_counts(None)
        self.page.show_words(tr("This could not be compared"), sentence, icon="warn")

    def _ask_whole(self) -> None:
        """All equal lines are wanted, to open a gap."""
        if self._pair is not None:
            self._lookup.diff(
                *self._pair, self._current(self.page.view.open_gaps), context=WHOLE_FILE,
                slot=self._slot("diff"),
            )  # fmt: skip

    def _name_sides(self, labels: tuple[str, str]) -> None:
        self._labels = labels
        self.between.show_text(visible(f"{labels[0]}  →  {labels[1]}") if labels[0] else "")

    # --- parts --------------------------------------------------------------------------------

    def _make_body(self, theme: Theme) -> None:
        self._previous = icon_button(theme, "chevl", tr("Previous file"))
        self._next = icon_button(theme, "chevr", tr("Next file"))
        self._previous.clicked.connect(lambda: self._step(-1))
        self._next.clicked.connect(lambda: self._step(1))
        self._back.clicked.connect(self._leave_pair)
        self._back.hide()
        first = QHBoxLayout()
        first.setSpacing(4)
        first.addWidget(self.bar, 1)
        first.addWidget(self._previous)
        first.addWidget(self._next)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self.switch)
        second.addWidget(self._back)
        second.addStretch(0)
        self.between.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        second.addWidget(self.between, 1)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(12)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.page, 1)
