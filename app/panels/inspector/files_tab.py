"""Time travel: the merged files as they were at any layer of the image."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.panels.controls import ElidedLabel
from app.panels.inspector.change_filters import filter_field
from app.panels.inspector.file_tree import FileTreeModel
from app.panels.inspector.folder_model import PathRow
from app.panels.inspector.folder_tree import FolderTree
from app.panels.inspector.layer_slider import LayerSlider
from app.panels.inspector.tab import InspectorTab
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.lookup import Lookup
from app.viewmodel.sizes import counted, size_text, visible
from core.model import ChangeKind, FileAt, FilePage, FileRow, FileType, LayerSummary
from core.translation import tr

_TYPING_MS, _SLIDING_MS = 200, 60
_WIDE_FROM_PX = 470


class FilesTab(InspectorTab):
    """`level_changed`: the slider's stop, for whoever lights up the layers up to it.

    `export_requested(FileAt)`: a file or a folder at this moment is wanted as a tar file.
    """

    level_changed = Signal(int)
    export_requested = Signal(object)

    def __init__(self, theme: Theme, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(theme, lookup, parent)
        self.slider = LayerSlider(theme)
        self.field = filter_field(theme, tr("Find a file at this moment"))
        self._model = FileTreeModel(lookup, "FilesTab.rows", self)
        self.tree = FolderTree(theme, self._model, tr("Files at this brick"))
        self.tree.may_open = _is_openable
        self.tree.may_diff = _has_text_diff
        self.tree.may_export = _is_there
        self._heading = plain_label("", "strong")
        self._image = ElidedLabel("", "accent")
        self._total = plain_label("", "small")
        self._nothing = plain_label("", "quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._sliding = QTimer(self, singleShot=True, interval=_SLIDING_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._image)
        line = QFrame()
        line.setProperty("look", "line")
        find = QHBoxLayout()
        find.setSpacing(12)
        find.addWidget(self.field, 1)
        find.addWidget(self._total)
        rows = QWidget()
        self._rows = QStackedLayout(rows)
        self._rows.addWidget(self.tree)
        self._rows.addWidget(self._nothing)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(20, 14, 20, 6)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.slider)
        column.addWidget(line)
        column.addLayout(find)
        column.addWidget(rows, 1)

    def _connect(self) -> None:
        self.slider.level_changed.connect(self._slide)
        self._sliding.timeout.connect(self._ask)
        self.field.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._ask_rows)
        self.tree.opened.connect(lambda path: self._emit_file(path, is_diff=False))
        self.tree.diff_wanted.connect(lambda path: self._emit_file(path, is_diff=True))
        self.tree.life_wanted.connect(self.path_requested)
        self.tree.export_wanted.connect(self._emit_export)
        self._model.answered.connect(self._show_found)
        self._model.failed.connect(self._show_failure)
        for key, step in (("[", -1), ("]", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda by=step: self.slider.step(by))

    @property
    def level(self) -> int:
        """The slider's stop."""
        return self.slider.level

    # --- InspectorTab -------------------------------------------------------------------------

    def _unload(self) -> None:
        self._typing.stop()
        self._sliding.stop()
        self._model.clear()
        self.tree.forget()
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)

    def _load(self, target: InspectedTarget) -> None:
        if not target.levels:
            self._say(tr("No files"), tr("This image has no bricks."))
            return
        image = target.image
        self._image.show_text(f"{visible(image.name)} {visible(image.version)}")
        self.slider.show_layers(target.roles, target.titles, target.level)
        self._show_body()
        self._ask()

    # --- asking -------------------------------------------------------------------------------

    def _slide(self, level: int) -> None:
        self._show_heading()
        self.level_changed.emit(level)
        self._sliding.start()

    def _ask(self) -> None:
        """Files and figures at the slider's stop."""
        self._show_heading()
        self._total.setText("")
        self._ask_rows()
        self._ask_counts()

    def _ask_rows(self) -> None:
        if self._target is not None:
            self.tree.keep_place()
            self._model.show_files(self._target, self.level, self.field.text().strip())

    def _ask_counts(self) -> None:
        """One after the other, the stop's first; only those that are seen."""
        target = self._target
        wanted = self.slider.levels_to_count()
        if target is None or not target.levels:
            return
        if not self._total.text():
            wanted = [self.level, *(level for level in wanted if level != self.level)]
        if not wanted:
            return
        level = wanted[0]
        self._lookup.summary(
            target.place_at(level), self._current(self._count),
            failed=self._current(lambda _sentence: self._count_failed(level)),
            slot=self._slot("summary"),
        )  # fmt: skip

    def _count(self, summary: LayerSummary) -> None:
        self.slider.show_count(summary.level, summary.count(ChangeKind.ADDED))
        if summary.level == self.level:
            files = counted("{count} file", "{count} files", summary.files)
            self._total.setText(f"{files} · {size_text(summary.sizes.total_bytes)}")
            target = self._target
            if target is not None and summary.level == target.level:
                self.counted.emit(summary.files)
        self._ask_counts()

    def _count_failed(self, level: int) -> None:
        """Its brick has no number; the others go on."""
        self.slider.show_unknown(level)
        if level == self.level:
            self._total.setText(" ")
        self._ask_counts()

    # --- what is shown ------------------------------------------------------------------------

    def _show_heading(self) -> None:
        target = self._target
        if target is not None:
            missing = [
                str(level + 1)
                for level, layer in enumerate(target.image.layers[: self.level + 1])
                if not layer.available
            ]
            without = tr(", without brick {missing}", missing=", ".join(missing)) if missing else ""
            self._heading.setText(
                tr(
                    "Files as they were at brick {level} of {levels}{without}",
                    level=self.level + 1,
                    levels=target.levels,
                    without=without,
                )
            )

    def _show_found(self, page: FilePage) -> None:
        words = tr("No file has such a name here.") if self.field.text() else tr("No files yet.")
        self._nothing.setText(words)
        self._rows.setCurrentWidget(self.tree if page.rows else self._nothing)

    def _show_failure(self, sentence: str) -> None:
        """Said below the slider: another brick may be looked at."""
        self._nothing.setText(visible(sentence))
        self._rows.setCurrentWidget(self._nothing)

    def _emit_file(self, path: str, *, is_diff: bool) -> None:
        if self._target is not None:
            signal = self.diff_requested if is_diff else self.file_requested
            signal.emit(FileAt(self._target.place_at(self.level), path))

    def _emit_export(self, path: str) -> None:
        if self._target is not None:
            self.export_requested.emit(FileAt(self._target.place_at(self.level), path))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tree.set_mark_width(96 if self.width() >= _WIDE_FROM_PX else 58)


def _is_there(row: PathRow) -> bool:
    return isinstance(row, FileRow) and row.kind is not ChangeKind.DELETED


def _is_openable(row: PathRow) -> bool:
    is_file = isinstance(row, FileRow) and row.file_type is FileType.REGULAR
    return is_file and _is_there(row)


def _has_text_diff(row: PathRow) -> bool:
    """Both states are there."""
    has_both = isinstance(row, FileRow) and row.kind in (ChangeKind.MODIFIED, ChangeKind.REPLACED)
    return has_both and row.is_text
