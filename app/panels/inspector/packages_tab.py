"""Packages that a brick brought, upgraded or removed; of an image all that are installed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.panels.controls import ElidedLabel
from app.panels.flow_text import FlowText
from app.panels.inspector.hint_card import HintCard, clear_layout, note_cards
from app.panels.inspector.package_table import ROW_ROLE, PackageView
from app.panels.inspector.tab import InspectorTab
from app.scene.overlay import plain_label
from app.theme import Theme, interface_font
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.lookup import Lookup
from app.viewmodel.package_rows import (
    PackageRow,
    changed_rows,
    counted_words,
    ecosystem_words,
    installed_rows,
    recommendation_hint,
)
from app.viewmodel.sizes import counted
from core.model import PackageOrigin, PackageReport
from core.translation import tr

_FILTER_FROM = 12  # rows: fewer are seen at a glance
_KINDS_WORDS = tr("Databases of dpkg, apk, rpm, Python and npm are looked for.")


class PackagesTab(InspectorTab):
    """Activating an installed package asks for the brick that brought it."""

    brick_requested = Signal(str)  # chain ID

    def __init__(self, theme: Theme, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(theme, lookup, parent)
        self._counts = FlowText(theme, interface_font(13, 600), line_px=19)
        self._counts.setAccessibleName(tr("Packages in short"))
        self._ecosystems = ElidedLabel("", "small")
        self._filter = QLineEdit()
        self._filter.setProperty("look", "filter")
        self._filter.setPlaceholderText(tr("Filter packages"))
        self._filter.setAccessibleName(tr("Filter packages"))
        self._filter.setClearButtonEnabled(True)
        self._filter.addAction(
            theme.icon("search", "text3", 16), QLineEdit.ActionPosition.LeadingPosition
        )
        self._view = PackageView(theme)
        self._filter.textChanged.connect(self._filter_rows)
        self._view.activated.connect(self._activate)
        self._nothing = plain_label(tr("No package fits the filter."), "quiet")
        self._nothing.hide()
        self._hints = QVBoxLayout()
        self._hints.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._counts, 1)
        head.addWidget(self._ecosystems, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._filter)
        column.addWidget(self._view)
        column.addWidget(self._nothing)
        column.addLayout(self._hints)
        column.addStretch(1)

    # --- asking -------------------------------------------------------------------------------

    def _load(self, target: InspectedTarget) -> None:
        self._wait(tr("Reading package databases …"))
        if target.level < 0:
            self._show_installed(())
        elif target.is_image:
            self._lookup.installed(
                target.place, self._current(self._show_installed), failed=self._current(self._fail),
                slot=self._slot("installed"),
            )  # fmt: skip
        else:
            self._lookup.packages(
                target.place, self._current(self._show_report), failed=self._current(self._fail),
                slot=self._slot("packages"),
            )  # fmt: skip

    def _unload(self) -> None:
        self._filter.clear()
        self._view.show_rows((), ())

    # --- showing ------------------------------------------------------------------------------

    def _show_report(self, report: PackageReport) -> None:
        self.counted.emit(len(report.changes))
        rows = changed_rows(report)
        if not rows and not report.notes:
            self._show_nothing(report.installed)
            return
        headline, sentence = recommendation_hint(report)
        hints = [HintCard(self._theme, sentence, headline)] if sentence else []
        hints += note_cards(self._theme, report.notes)
        self._show_rows(counted_words(report), rows, hints)

    def _show_installed(self, origins: tuple[PackageOrigin, ...]) -> None:
        self.counted.emit(len(origins))
        if not origins:
            self._show_nothing(0)
            return
        rows = installed_rows(origins)
        bricks = len({row.level for row in rows})
        words = (
            (counted("{count} package", "{count} packages", len(rows)), "text"),
            (
                tr(
                    "brought by {bricks}", bricks=counted("{count} brick", "{count} bricks", bricks)
                ),
                "text2",
            ),
        )
        self._show_rows(words, rows, [])

    def _show_nothing(self, installed: int) -> None:
        if installed:
            there = tr(
                "{installed} installed at this level.",
                installed=counted("{count} package is", "{count} packages are", installed),
            )
            self._say(tr("This brick changes no packages"), there, icon="pkg")
        else:
            self._say(tr("No package database found"), _KINDS_WORDS, icon="pkg")

    def _show_rows(
        self,
        counts: Sequence[tuple[str, str]],
        rows: Sequence[PackageRow],
        hints: Sequence[HintCard],
    ) -> None:
        assert self._target is not None
        self._counts.show_spans([(f"{_unbroken(words)}     ", token) for words, token in counts])
        self._ecosystems.show_text(ecosystem_words(rows))
        self._filter.setVisible(len(rows) > _FILTER_FROM)
        self._view.setVisible(bool(rows))
        self._view.show_rows(rows, self._target.roles)
        clear_layout(self._hints)
        for hint in hints:
            self._hints.addWidget(hint)
        self._show_body()

    def _filter_rows(self, words: str) -> None:
        self._view.table.set_filter(words)
        has_rows = self._view.table.rowCount() > 0
        self._view.setVisible(has_rows)
        self._nothing.setVisible(bool(words) and not has_rows)

    def _activate(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        target = self._target
        if target is not None and isinstance(row, PackageRow) and row.level is not None:
            self.brick_requested.emit(target.image.layers[row.level].chain_id)


def _unbroken(words: str) -> str:
    """A count stays with its noun where lines break."""
    return words.replace(" ", "\u00a0")
