"""The tab of changes: where the layer's bytes are, what could be saved, and every changed path."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from app.panels.controls import ElidedLabel, breakable
from app.panels.inspector.change_filters import ChangeFilters
from app.panels.inspector.change_tree import ChangeTreeModel
from app.panels.inspector.folder_model import PathRow
from app.panels.inspector.folder_tree import FolderTree
from app.panels.inspector.saving_hint import SavingHint
from app.panels.inspector.size_line import SizeLine
from app.panels.inspector.tab import InspectorTab
from app.panels.inspector.treemap import Treemap
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.lookup import Lookup
from app.viewmodel.roles import Role
from app.viewmodel.sizes import count_text, counted, size_text, visible
from app.viewmodel.wording import in_bricks
from core.model import (
    ChangeKind,
    ChangePage,
    ChangeRow,
    FileType,
    LayerSummary,
    SizeNode,
)
from core.translation import tr

_MAP_PX, _LOW_BELOW_PX = 168, 620
_LOW_MAP_PX, _NO_MAP_BELOW_PX = 96, 380
_BARS_FROM_PX = 470  # narrower panels have no share bars
_OPEN_FIRST, _SHORT_ROOT, _OPEN_ALL = 3, 12, 60


class ChangesTab(InspectorTab):
    """Treemap and tree show the same layer and point at each other."""

    def __init__(self, theme: Theme, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(theme, lookup, parent)
        self._summary: LayerSummary | None = None
        self._changes_found = 0
        self._folder = ""  # that the treemap looks into
        self._has_bytes = True
        self.map = Treemap(theme)
        self.map.setAccessibleName(tr("Where the bytes are"))
        self.hint = SavingHint(theme)
        self.filters = ChangeFilters(theme)
        self._model = ChangeTreeModel(lookup, "ChangesTab.rows", self)
        self.tree = FolderTree(theme, self._model, tr("Changes of this brick"))
        self.tree.may_open = _is_openable
        self.tree.may_diff = _has_text_diff
        self._sizes = SizeLine()
        self._notes = plain_label("", "caption")
        self._notes.setWordWrap(True)
        self._notes.hide()
        self._found = plain_label("", "caption")
        self._found.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._nothing = plain_label("", "quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        rows = QWidget()
        self._rows = QStackedLayout(rows)
        self._rows.addWidget(self.tree)
        self._rows.addWidget(self._nothing)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(20, 14, 20, 6)
        column.setSpacing(9)
        column.addLayout(self._make_head())
        column.addWidget(self.map)
        column.addWidget(self._sizes)
        column.addWidget(self.hint)
        column.addWidget(self._notes)
        column.addSpacing(2)
        column.addWidget(self.filters)
        column.addWidget(rows, 1)
        column.addWidget(self._found)
        for widget in (self.map, self.hint, self.filters):
            widget.setContentsMargins(0, 0, 0, 0)

    def _make_head(self) -> QHBoxLayout:
        self._up = QPushButton(tr("All"))
        self._up.setProperty("look", "link")
        self._up.setAccessibleName(tr("Back to all bytes of the brick"))
        self._up.clicked.connect(lambda: self._look_into(""))
        self._inside = ElidedLabel("", "mono")
        self._total = plain_label("", "small")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(plain_label(tr("Where the bytes are"), "strong"))
        row.addWidget(self._up)
        row.addWidget(self._inside, 1)
        row.addStretch(0)
        row.addWidget(self._total)
        return row

    def _connect(self) -> None:
        self.map.chosen.connect(self._choose)
        self.map.opened.connect(self._look_into)
        self.map.hovered.connect(self.tree.link)
        self.tree.pointed.connect(self._link_map)
        self.tree.chosen.connect(self.map.link)
        self.tree.opened.connect(lambda path: self._emit_file(path, is_diff=False))
        self.tree.diff_wanted.connect(lambda path: self._emit_file(path, is_diff=True))
        self.tree.life_wanted.connect(self.path_requested)
        self.filters.changed.connect(self._ask_rows)
        self._model.answered.connect(self._show_found)
        self._model.arrived.connect(self._open_some)
        self._model.failed.connect(self._fail)

    # --- InspectorTab -------------------------------------------------------------------------

    def _unload(self) -> None:
        self._summary = None
        self._folder = ""
        self._model.clear()
        self.tree.forget()
        self.hint.clear()
        self.filters.reset()
        self.filters.show_summary(None)
        self.map.show_map(None, self._role_of)

    def _load(self, target: InspectedTarget) -> None:
        self._wait()
        self._lookup.summary(
            target.place, self._current(self._show_summary), failed=self._current(self._fail),
            slot=self._slot("summary"),
        )  # fmt: skip

    def _show_summary(self, summary: LayerSummary) -> None:
        target = self._target
        assert target is not None
        self._summary = summary
        self.counted.emit(summary.changes)
        self.filters.show_summary(summary)
        self._sizes.show_sizes(summary.sizes)
        notes = " ".join(in_bricks(note) for note in summary.notes)
        self._notes.setText(breakable(visible(notes)))
        self._notes.setVisible(bool(notes))
        if summary.changes + summary.noise == 0:
            self._say(
                tr("Nothing changes here"), tr("This brick adds, changes and deletes no file.")
            )
            return
        self._show_body()
        self._ask_rows()
        self._look_into("")
        self._lookup.efficiency(
            target.place.reference,
            self._current(lambda found: self.hint.show_efficiency(found, target.level)),
            failed=lambda _sentence: None, slot=self._slot("efficiency"),
        )  # fmt: skip

    # --- where the bytes are ------------------------------------------------------------------

    def _look_into(self, folder: str) -> None:
        """The treemap of a folder; "" for the whole layer."""
        target = self._target
        assert target is not None
        self._lookup.size_map(
            target.place, self._current(lambda node: self._show_map(folder, node)),
            folder=folder, failed=lambda _sentence: None, slot=self._slot("map"),
        )  # fmt: skip

    def _show_map(self, folder: str, node: SizeNode) -> None:
        if folder and not node.children:
            return  # nothing to see inside: stay
        self._folder = folder
        self._up.setVisible(bool(folder))
        self._inside.show_text(f"/ {visible(folder)}" if folder else "")
        words = size_text(node.size_bytes)
        self._total.setText(
            tr(
                "{words} in {files}",
                words=words,
                files=counted("{count} file", "{count} files", node.files),
            )
            if node.files
            else words
        )
        self._has_bytes = node.size_bytes > 0
        self._show_or_hide_map()
        self.map.show_map(node, self._role_of)

    def _show_or_hide_map(self) -> None:
        """Where there is little room the rows go before the picture."""
        self.map.setVisible(self._has_bytes and self.height() >= _NO_MAP_BELOW_PX)

    def _role_of(self, _node: SizeNode) -> Role:
        target = self._target
        return target.role_at(target.level) if target is not None else Role.APP

    def _link_map(self, path: str) -> None:
        """What is pointed at, else what is chosen."""
        self.map.link(path or self.tree.current_path)

    def _choose(self, key: str) -> None:
        """A box of the treemap in the tree; what is filtered away comes back."""
        if not key:
            return
        if self.filters.is_narrowed:
            self.filters.reset()
            self._ask_rows()
        self.tree.reveal(key)

    # --- rows ---------------------------------------------------------------------------------

    def _ask_rows(self) -> None:
        if self._target is None:
            return
        self.tree.keep_place()
        self._model.show_changes(self._target.place, self.filters.query)

    def _show_found(self, page: ChangePage) -> None:
        summary = self._summary
        self._changes_found = page.changes
        is_narrowed = self.filters.is_narrowed
        all_words = (
            counted("{count} change", "{count} changes", summary.changes)
            if summary is not None
            else ""
        )
        if is_narrowed:
            found = tr(
                "{changes} of {all_words}, {size_bytes}",
                changes=count_text(page.changes),
                all_words=all_words,
                size_bytes=size_text(page.size_bytes),
            )
            self._found.setText(found)
        self._found.setVisible(is_narrowed)
        self._nothing.setText(
            tr("No change fits the filter.") if is_narrowed else tr("Only noise: choose it above.")
        )
        self._rows.setCurrentWidget(self.tree if page.rows else self._nothing)

    def _open_some(self, parent: QModelIndex) -> None:
        """A short root shows its largest folders opened; of few that a name found, all are."""
        model, query = self._model, self._model.query
        rows = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
        if query.folder is None or not rows:
            return
        if query.pattern and self._changes_found <= _OPEN_ALL:
            wanted = rows
        elif parent.isValid() or len(rows) > _SHORT_ROOT or any(map(self.tree.isExpanded, rows)):
            return
        else:
            wanted = rows[:_OPEN_FIRST]
        for index in wanted:
            if model.hasChildren(index):
                self.tree.expand(index)

    def _emit_file(self, path: str, *, is_diff: bool) -> None:
        if self._target is not None:
            signal = self.diff_requested if is_diff else self.file_requested
            signal.emit(self._target.file(path))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_low = self.height() < _LOW_BELOW_PX
        self.map.setFixedHeight(_LOW_MAP_PX if is_low else _MAP_PX)
        self._show_or_hide_map()
        self._sizes.setVisible(not is_low)
        self.hint.set_low(is_low)
        self.tree.set_mark_width(108 if self.width() >= _BARS_FROM_PX else 0)


def _is_openable(row: PathRow) -> bool:
    return row.file_type is FileType.REGULAR


def _has_text_diff(row: PathRow) -> bool:
    """Both states are there."""
    has_both = isinstance(row, ChangeRow) and row.kind in (ChangeKind.MODIFIED, ChangeKind.REPLACED)
    return has_both and row.is_text
