"""What a container or a layer changed: counts as filters, and the list."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.panels.change_delegate import CHANGE_ROLE
from app.panels.change_table import (
    ChangeList,
    fold,
    folded_directory,
    newest_first,
    sign_of,
)
from app.panels.controls import Glyph, StatusDot
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.sizes import MINUS, count_text, plural, size_text
from core.model import ChangeSummary, FileChange

_KINDS = {"": "all", "+": "added", "~": "modified", MINUS: "deleted"}
_FILTER_FROM = 12  # rows: fewer are seen at a glance
_FRESH_AT_MOST = 50
_YOUNG_S = 10.0  # what is older was there before this container was looked at


class ChangesPanel(QWidget):
    """Show a summary by `show_summary`; None says that nothing is known yet."""

    def __init__(
        self, theme: Theme, title: str, *, has_ages: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._summary: ChangeSummary | None = None
        self._paths: frozenset[str] = frozenset()
        self._sign = ""
        self._count = 0
        self._unfolded: set[str] = set()
        self._has_ages = has_ages
        self._nothing_words = (
            "Nothing has changed yet: what you do inside appears here."
            if has_ages
            else "This brick changes nothing."
        )
        self._filter = QLineEdit()
        self._filter.setProperty("look", "filter")
        self._filter.setPlaceholderText("Filter paths")
        self._filter.setAccessibleName("Filter paths")
        self._filter.setClearButtonEnabled(True)
        self._filter.addAction(
            theme.icon("search", "text3", 16), QLineEdit.ActionPosition.LeadingPosition
        )
        self._filter.textChanged.connect(self._refresh)
        self._list = ChangeList(theme, title, has_ages=has_ages)
        self._list.activated.connect(self._unfold)
        self._list.clicked.connect(self._unfold)
        self._note = plain_label("", "caption")
        self._note.setWordWrap(True)
        self._nothing = self._make_nothing(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._make_head(theme, title))
        layout.addWidget(self._filter)
        layout.addWidget(self._nothing, 1)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._note)
        self.setMinimumHeight(120)
        self.show_summary(None)

    def set_live(self, is_live: bool) -> None:
        """Whether changes are recorded right now: a light beside the title."""
        self._light.setVisible(is_live)

    def show_summary(self, summary: ChangeSummary | None) -> None:
        """Show changes."""
        if summary is self._summary and summary is not None:
            return
        fresh = self._fresh_paths(summary)
        self._summary = summary
        counts = {"": 0, "+": 0, "~": 0, MINUS: 0}
        if summary is not None:
            counts = {"+": summary.added, "~": summary.modified, MINUS: summary.deleted}
            counts[""] = sum(counts.values())
        for sign, chip in self._chips.items():
            chip.setText(f"{sign or 'All'} {count_text(counts[sign])}")
            chip.setAccessibleName(f"{_KINDS[sign]}: {counts[sign]}")
            chip.setVisible(counts[""] > 0)
        self._total.setText(size_text(summary.size_bytes) if summary and counts[""] else "")
        is_long = counts[""] >= _FILTER_FROM
        if not is_long:
            self._filter.clear()
        self._filter.setVisible(is_long)
        self._refresh(fresh=fresh)

    @property
    def shown(self) -> int:
        """How many changes the list has, folded ones with them."""
        return self._count

    # --- parts --------------------------------------------------------------------------------

    def _make_head(self, theme: Theme, title: str) -> QHBoxLayout:
        self._light = StatusDot(theme)
        self._light.setAccessibleName("Changes are recorded")
        self._light.hide()
        self._total = plain_label("", "small")
        self._chips: dict[str, QPushButton] = {}
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(plain_label(title, "section"))
        head.addWidget(self._light)
        head.addSpacing(4)
        head.addWidget(self._total)
        head.addStretch(1)
        group = QButtonGroup(self)
        for sign, kind in _KINDS.items():
            chip = QPushButton()
            chip.setProperty("look", f"chip-{kind}")
            chip.setCheckable(True)
            chip.setChecked(sign == "")
            chip.setToolTip(f"Show {kind} files" if sign else "Show all changes")
            chip.clicked.connect(lambda _checked, one=sign: self._filter_sign(one))
            group.addButton(chip)
            self._chips[sign] = chip
            head.addWidget(chip)
        return head

    def _make_nothing(self, theme: Theme) -> QWidget:
        self._nothing_text = plain_label("", "quiet")
        self._nothing_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing_text.setWordWrap(True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(Glyph(theme, "file", "border2", 30), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._nothing_text)
        column.addStretch(3)
        return page

    # --- what is shown ------------------------------------------------------------------------

    def _fresh_paths(self, summary: ChangeSummary | None) -> frozenset[str]:
        """Paths that came since the last look; none when another container is looked at."""
        before, is_first = self._paths, self._summary is None
        changes = summary.changes if summary else ()
        self._paths = frozenset(one.path for one in changes)
        if not self._has_ages or is_first or len(before & self._paths) * 2 < len(before):
            return frozenset()
        since_ns = int((time.time() - _YOUNG_S) * 1e9)
        fresh = frozenset(
            one.path
            for one in changes
            if one.path not in before and (before or one.modified_ns > since_ns)
        )
        return fresh if len(fresh) <= _FRESH_AT_MOST else frozenset()

    def _unfold(self, index: QModelIndex) -> None:
        """A row that stands for many gives them."""
        change = index.data(CHANGE_ROLE)
        name = folded_directory(change) if isinstance(change, FileChange) else None
        if name is not None:
            self._unfolded.add(name)
            self._refresh()

    def _filter_sign(self, sign: str) -> None:
        self._sign = sign
        self._refresh()

    def _refresh(self, _words: str = "", *, fresh: frozenset[str] = frozenset()) -> None:
        words = self._filter.text().casefold()
        changes: Sequence[FileChange] = [
            change
            for change in (self._summary.changes if self._summary else ())
            if (not self._sign or sign_of(change) == self._sign)
            and (not words or words in change.path.casefold())
        ]
        self._count = len(changes)
        if self._has_ages:
            changes = newest_first(changes, time.time())
        if not words:
            changes = fold(changes, self._unfolded)
        self._list.show_changes(changes, fresh)
        self._list.setVisible(bool(changes))
        self._nothing.setVisible(not changes)
        self._show_notes(len(changes))

    def _show_notes(self, shown: int) -> None:
        summary = self._summary
        if summary is None:
            self._nothing_text.setText("Looking at what has changed …")
        elif summary.is_empty:
            self._nothing_text.setText(self._nothing_words)
        else:
            self._nothing_text.setText("No change fits the filter.")
        is_cut = summary is not None and summary.is_cut and shown > 0
        listed = plural(len(summary.changes), "change") if summary else ""
        self._note.setText(f"Only the first {listed} are listed; the counts are of all.")
        self._note.setVisible(is_cut)
