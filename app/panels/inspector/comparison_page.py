"""Two images, or any two bricks, side by side: bricks, files, packages, configuration."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import ElidedLabel, labelled, plain_button
from app.panels.inspector.compared_files import ComparedFiles
from app.panels.inspector.config_table import ConfigView
from app.panels.inspector.key_switch import KeySwitch
from app.panels.inspector.layer_pairs import LayerPairs, SideLayers
from app.panels.inspector.notice_page import NoticePage
from app.panels.inspector.package_table import PackageView
from app.scene.overlay import icon_button, plain_label
from app.theme import Theme
from app.viewmodel.lookup import Lookup
from app.viewmodel.package_rows import changed_rows
from app.viewmodel.sizes import count_text, counted, size_text, visible
from app.viewmodel.wording import in_bricks
from core.model import Comparison, LayerPair, LayerPlace, PackageReport
from core.translation import tr

_NUMBERS = itertools.count(1)
_BRICKS_PX, _BRICKS_FROM_PX = 232, 760
_FILES, _PACKAGES, _CONFIG = "files", "packages", "config"
_TITLES = {_FILES: tr("Files"), _PACKAGES: tr("Packages"), _CONFIG: tr("Configuration")}


class ComparisonPage(QWidget):
    """`show_pair` compares; what differs is asked for as it is looked at."""

    report_requested = Signal(object, object)  # LayerPlace left, right
    left_requested = Signal()  # another left side is wanted: choose it and call `show_pair`
    right_requested = Signal()
    file_requested = Signal(object)  # FileAt: show it
    path_requested = Signal(object)  # FileAt: who put this here?

    def __init__(self, theme: Theme, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "surface")
        self._theme = theme
        self._lookup = lookup
        self._slot = f"Comparison.{next(_NUMBERS)}"
        self._left: LayerPlace | None = None
        self._right: LayerPlace | None = None
        self._sides = (SideLayers(""), SideLayers(""))
        self.left_card, self.right_card = (
            _SideCard(theme, tr("left")),
            _SideCard(theme, tr("right")),
        )
        self.left_card.change.clicked.connect(self.left_requested)
        self.right_card.change.clicked.connect(self.right_requested)
        self.swap = icon_button(theme, "swap", tr("Swap left and right"))
        self.swap.clicked.connect(self._swap)
        self.report = labelled(plain_button(tr("Save report…"), "action"), theme, "export", size=16)
        self.report.clicked.connect(self._ask_report)
        self.summary = plain_label("", "small")
        self.summary.setWordWrap(True)
        self.pairs = LayerPairs(theme)
        self.files = ComparedFiles(theme, lookup, self._slot)
        self.files.file_requested.connect(self.file_requested)
        self.files.path_requested.connect(self.path_requested)
        self.packages = PackageView(theme)
        self.config = ConfigView(theme)
        self.notice = NoticePage(theme)
        self.switch = KeySwitch(tr("What to compare"), tuple(_TITLES.items()))
        self.switch.chosen.connect(self.show_section)
        self._lay_out()

    # --- what is compared ---------------------------------------------------------------------

    def show_pair(
        self,
        left: LayerPlace,
        right: LayerPlace,
        left_title: str,
        right_title: str,
        *,
        left_layers: SideLayers | None = None,
        right_layers: SideLayers | None = None,
    ) -> None:
        """Two other places. The layers give the little bricks their colours and titles."""
        self._left, self._right = left, right
        self._sides = (
            left_layers or SideLayers(left_title),
            right_layers or SideLayers(right_title),
        )
        self.left_card.show_side(left_title, "")
        self.right_card.show_side(right_title, "")
        self.report.setEnabled(False)
        self.files.clear()
        self._say("", tr("Comparing …"), icon="search")
        self._lookup.compare(
            left, right, lambda found: self._take(found, (left, right)), failed=self._fail,
            slot=f"{self._slot}.compare",
        )  # fmt: skip

    @property
    def pair(self) -> tuple[LayerPlace | None, LayerPlace | None]:
        """What is compared."""
        return self._left, self._right

    def offer_choice(self) -> None:
        """Somebody answers `left_requested` and `right_requested`: show buttons for them."""
        self.left_card.change.show()
        self.right_card.change.show()

    def show_section(self, key: str) -> None:
        """Files, packages or configuration."""
        pages = {_FILES: self.files, _PACKAGES: self._package_page, _CONFIG: self._config_page}
        self.switch.choose(key)
        self.sections.setCurrentWidget(pages[key])

    def forget(self) -> None:
        """Nobody waits for answers any more."""
        self._lookup.forget(f"{self._slot}.compare")
        self.files.clear()

    def _swap(self) -> None:
        if self._left is None or self._right is None:
            return
        left, right = self._sides
        self.show_pair(
            self._right, self._left, self.right_card.title_text, self.left_card.title_text,
            left_layers=right, right_layers=left,
        )  # fmt: skip

    def _ask_report(self) -> None:
        self.report_requested.emit(self._left, self._right)

    # --- the answer ---------------------------------------------------------------------------

    def _take(self, found: Comparison, asked: tuple[LayerPlace, LayerPlace]) -> None:
        if asked != (self._left, self._right):
            return
        left_count, right_count = _counts(found.layers)
        for card, size, count in (
            (self.left_card, found.left_bytes, left_count),
            (self.right_card, found.right_bytes, right_count),
        ):
            card.show_side(
                card.title_text,
                f"{size_text(size)}  ·  {counted('{count} brick', '{count} bricks', count)}",
            )
        self.report.setEnabled(True)
        self.summary.setText(summary_of(found))
        self.pairs.show_pairs(found.layers, *self._sides)
        left, right = self.left_card.title_text, self.right_card.title_text
        changes = sum(number for _kind, number in found.counts)
        for key, count in (
            (_FILES, changes),
            (_PACKAGES, len(found.packages)),
            (_CONFIG, len(found.config)),
        ):
            self.switch.name(key, f"{_TITLES[key]}  {count_text(count)}")
        rows = changed_rows(PackageReport(found.packages, 0))
        self.packages.show_rows(rows, ())
        self._show_rows(self._package_page, bool(rows))
        self.config.show_rows(found.config, left, right)
        self._show_rows(self._config_page, bool(found.config))
        self.files.show_comparison(found, left, right)
        self.pages.setCurrentWidget(self._body)

    def _fail(self, sentence: str) -> None:
        self._say(tr("These could not be compared"), sentence, icon="warn")

    def _say(self, title: str, detail: str, *, icon: str) -> None:
        self.notice.say(title, detail, icon=icon)
        self.summary.setText("")
        self.pages.setCurrentWidget(self.notice)

    @staticmethod
    def _show_rows(page: QStackedWidget, has_rows: bool) -> None:
        page.setCurrentIndex(0 if has_rows else 1)

    # --- parts --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._package_page = self._with_nothing(
            self.packages, tr("The same packages on both sides")
        )
        self._config_page = self._with_nothing(
            self.config, tr("The same configuration on both sides")
        )
        self.sections = QStackedWidget()
        for page in (self.files, self._package_page, self._config_page):
            self.sections.addWidget(page)
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self._make_bricks())
        right = QVBoxLayout()
        right.setSpacing(10)
        bar = QHBoxLayout()
        bar.addWidget(self.switch)
        bar.addStretch(1)
        right.addLayout(bar)
        right.addWidget(self.sections, 1)
        row.addLayout(right, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._body)
        self.pages.addWidget(self.notice)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.left_card, 1)
        head.addWidget(self.swap)
        head.addWidget(self.right_card, 1)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.summary, 1)
        below.addWidget(self.report)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(below)
        column.addWidget(self.pages, 1)

    def _make_bricks(self) -> QWidget:
        self._bricks = QWidget()
        self._bricks.setFixedWidth(_BRICKS_PX)
        column = QVBoxLayout(self._bricks)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(plain_label(tr("Bricks"), "section"))
        column.addWidget(self.pairs, 1)
        return self._bricks

    def _with_nothing(self, page: QWidget, words: str) -> QStackedWidget:
        nothing = NoticePage(self._theme)
        nothing.say(words, icon="check")
        stack = QStackedWidget()
        stack.addWidget(page)
        stack.addWidget(nothing)
        return stack

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bricks.setVisible(self.width() >= _BRICKS_FROM_PX)


class ComparisonWindow(QDialog):
    """A window for the page; not modal."""

    def __init__(self, theme: Theme, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setWindowTitle(tr("Compare"))
        self.page = ComparisonPage(theme, lookup)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.resize(1120, 780)

    def show_pair(
        self,
        left: LayerPlace,
        right: LayerPlace,
        left_title: str,
        right_title: str,
        *,
        left_layers: SideLayers | None = None,
        right_layers: SideLayers | None = None,
    ) -> None:
        """Compare two other places."""
        self.setWindowTitle(
            tr(
                "{left_title} and {right_title}",
                left_title=visible(left_title),
                right_title=visible(right_title),
            )
        )
        self.page.show_pair(
            left, right, left_title, right_title,
            left_layers=left_layers, right_layers=right_layers,
        )  # fmt: skip

    def done(self, result: int) -> None:
        """Closed: nobody waits for answers any more."""
        self.page.forget()
        super().done(result)


class _SideCard(QFrame):
    """What stands at one side, and a button to choose another."""

    def __init__(self, theme: Theme, side: str) -> None:
        super().__init__()
        self.setProperty("look", "card-quiet")
        self.title_text = ""
        self._side = side
        self._title = ElidedLabel("", "strong")
        self._facts = ElidedLabel("", "small")
        self.change: QPushButton = plain_button(tr("Change…"), "link")
        self.change.setAccessibleName(tr("Choose another {side} side", side=side))
        self.change.setAutoDefault(False)
        self.change.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 9, 8, 9)
        row.addLayout(words, 1)
        row.addWidget(self.change)

    def show_side(self, title: str, facts: str) -> None:
        """Another one."""
        self.title_text = title
        self._title.show_text(visible(title))
        self._facts.show_text(facts)
        self.setAccessibleName(f"{self._side}: {visible(title)} {facts}".strip())


def summary_of(found: Comparison) -> str:
    """In one sentence how alike they are."""
    left, right = _counts(found.layers)
    same = sum(pair.is_same for pair in found.layers)
    most = max(left, right)
    if found.is_same:
        return tr("Both show the same files with the same configuration.")
    bricks = tr(
        "{same} of {most} are the same",
        same=count_text(same),
        most=counted("{count} brick", "{count} bricks", most),
    )
    differ = sum(number for _kind, number in found.counts)
    files = tr(
        "{differ}, {unchanged} do not",
        differ=counted("{count} path differs", "{count} paths differ", differ),
        unchanged=count_text(found.unchanged),
    )
    notes = "".join(f" {visible(in_bricks(note))}" for note in found.notes)
    return f"{bricks}. {files}.{notes}"


def _counts(pairs: tuple[LayerPair, ...]) -> tuple[int, int]:
    """How many layers each side has."""
    return sum(pair.left is not None for pair in pairs), sum(
        pair.right is not None for pair in pairs
    )
