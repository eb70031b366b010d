"""Changes as rows: sign, path, size, age. Thousands of rows cost what is in view."""

from __future__ import annotations

import enum
import time
from collections import Counter
from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.panels.change_delegate import AGE_COLUMN, CHANGE_ROLE, FRESH_ROLE, ChangeDelegate
from app.panels.controls import tooltip_text
from app.theme import Theme
from app.viewmodel.sizes import MINUS, plural, size_text, visible
from core.model import ChangeKind, FileChange, FileType

Index = QModelIndex | QPersistentModelIndex

_SIGNS = {
    ChangeKind.ADDED: "+",
    ChangeKind.MODIFIED: "~",
    ChangeKind.METADATA: "~",
    ChangeKind.REPLACED: "~",
    ChangeKind.DELETED: MINUS,
}
_WORDS = {
    ChangeKind.ADDED: "new",
    ChangeKind.MODIFIED: "other contents",
    ChangeKind.METADATA: "only owner, mode or times differ; the whole file is stored again",
    ChangeKind.REPLACED: "replaced by another kind of file",
    ChangeKind.DELETED: "deleted; it stays in the brick below",
}
_YOUNG_S = 86_400.0
FRESH_S = 2.0
MORE = "… "
_FOLD_ABOVE, _SHOWN_OF_FOLDED = 20, 3
_REST_MARK = -1  # a modification time that no file has


class Column(enum.IntEnum):
    """From the left."""

    SIGN = 0
    PATH = 1
    SIZE = 2
    AGE = AGE_COLUMN


def sign_of(change: FileChange) -> str:
    """+, ~ or −."""
    return _SIGNS[change.kind]


def size_of(change: FileChange) -> str:
    """What the change costs or frees."""
    if change.kind is ChangeKind.DELETED:
        return MINUS + size_text(change.size_before_bytes) if change.size_before_bytes else ""
    return "" if change.file_type is FileType.DIRECTORY else size_text(change.size_bytes)


def age_of(change: FileChange, now_s: float) -> str:
    """How old the file is, where that tells when it was changed: "2 s", "1 m", else ""."""
    seconds = now_s - change.modified_ns / 1e9
    if not change.modified_ns or not 0 <= seconds < _YOUNG_S:
        return ""  # unpacked files keep the time of where they come from
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds // 60:.0f} m" if seconds < 3600 else f"{seconds // 3600:.0f} h"


def newest_first(changes: Sequence[FileChange], now_s: float) -> list[FileChange]:
    """What was just written is on top; what has no age follows by path."""
    oldest_ns = int((now_s - _YOUNG_S) * 1e9)
    return sorted(changes, key=lambda one: -one.modified_ns if one.modified_ns > oldest_ns else 0)


def fold(changes: Sequence[FileChange], unfolded: Collection[str] = ()) -> list[FileChange]:
    """Directories with many new files become a few of them and one row for the rest.

    The row's path is the directory's and `MORE` before the count; `unfolded` ones stay as they are.
    """
    counts = Counter(_directory(one) for one in changes if one.kind is ChangeKind.ADDED)
    folded = {name for name, count in counts.items() if count > _FOLD_ABOVE} - set(unfolded)
    sizes: Counter[str] = Counter()
    rests: dict[str, list[FileChange]] = {name: [] for name in folded}
    rows: list[FileChange] = []
    places: dict[str, int] = {}
    for one in changes:
        name = _directory(one)
        if one.kind is not ChangeKind.ADDED or name not in folded:
            rows.append(one)
            continue
        sizes[name] += 1
        if sizes[name] <= _SHOWN_OF_FOLDED:
            rows.append(one)
        else:
            if name not in places:
                places[name] = len(rows)
                rows.append(one)
            rests[name].append(one)
    for name, place in places.items():
        rows[place] = _rest_row(name, rests[name])
    return rows


def folded_directory(change: FileChange) -> str | None:
    """Of a row made by `fold`: which directory it stands for."""
    name, _slash, last = change.path.rpartition("/")
    return name if last.startswith(MORE) and change.modified_ns == _REST_MARK else None


def _directory(change: FileChange) -> str:
    return change.path.rpartition("/")[0]


def _rest_row(name: str, rest: Sequence[FileChange]) -> FileChange:
    path = f"{name}/{MORE}{plural(len(rest), 'more file')}"
    size_bytes = sum(one.size_bytes for one in rest)
    return FileChange(path, ChangeKind.ADDED, FileType.REGULAR, size_bytes, 0, _REST_MARK)


class ChangeTable(QAbstractTableModel):
    """Columns: sign, path, size, age."""

    def __init__(self, changes: Sequence[FileChange], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes = changes
        self._fresh: Collection[str] = ()
        self._fresh_since = 0.0

    def set_changes(self, changes: Sequence[FileChange], fresh: Collection[str] = ()) -> None:
        """Show others; `fresh` paths are tinted for a moment."""
        self.beginResetModel()
        self._changes = changes
        if fresh:
            self._fresh, self._fresh_since = fresh, time.monotonic()
        self.endResetModel()

    @property
    def is_fading(self) -> bool:
        """Whether rows are tinted still."""
        return bool(self._fresh) and time.monotonic() - self._fresh_since < FRESH_S

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._changes)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        change = self._changes[index.row()]
        if role == CHANGE_ROLE:
            return change
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(change, index.column())
        if role == FRESH_ROLE:
            if not self.is_fading or change.path not in self._fresh:
                return 0.0
            return 1.0 - (time.monotonic() - self._fresh_since) / FRESH_S
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{change.kind.value} {visible(change.path)}, {size_of(change)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_text(f"{visible(change.path)} ({_WORDS[change.kind]})")
        return None

    def _words(self, change: FileChange, column: int) -> str:
        if column == Column.SIGN:
            return sign_of(change)
        if column == Column.PATH:
            is_directory = change.file_type is FileType.DIRECTORY
            return visible(change.path) + ("/" if is_directory else "")
        return size_of(change) if column == Column.SIZE else age_of(change, time.time())


class ChangeList(QTableView):
    """The rows as they are shown everywhere; `has_ages` adds the column at the right."""

    def __init__(
        self, theme: Theme, name: str, *, row_px: int = 36, has_ages: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.table = ChangeTable((), self)
        self.setModel(self.table)
        self.setItemDelegate(ChangeDelegate(theme, self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(name)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(20)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_px)
        resize = QHeaderView.ResizeMode
        for column, width in ((Column.SIGN, 30), (Column.SIZE, 84), (Column.AGE, 44)):
            self.horizontalHeader().setSectionResizeMode(column, resize.Fixed)
            self.setColumnWidth(column, width)
        self.horizontalHeader().setSectionResizeMode(Column.PATH, resize.Stretch)
        self.setColumnHidden(Column.AGE, not has_ages)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        if has_ages:
            self._clock.start()

    def show_changes(self, changes: Sequence[FileChange], fresh: Collection[str] = ()) -> None:
        """Show these; where the person scrolled to is kept."""
        bar = self.verticalScrollBar()
        place = bar.value()
        self.table.set_changes(changes, fresh)
        bar.setValue(place)
        if fresh:
            self._clock.setInterval(80)

    def _tick(self) -> None:
        """Ages grow, and the tint of what is new fades."""
        if not self.table.is_fading:
            self._clock.setInterval(1000)
        if self.isVisible():
            self.viewport().update()
