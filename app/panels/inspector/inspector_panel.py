"""The layer inspector: a head, a row of tabs, and one page at a time."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.panels.inspector.bytes_tab import BytesTab
from app.panels.inspector.changes_tab import ChangesTab
from app.panels.inspector.diff_tab import DiffTab
from app.panels.inspector.files_tab import FilesTab
from app.panels.inspector.findings_tab import FindingsTab
from app.panels.inspector.head import InspectorHead
from app.panels.inspector.history_tab import HistoryTab
from app.panels.inspector.packages_tab import PackagesTab
from app.panels.inspector.tab import InspectorTab
from app.panels.inspector.tab_bar import TabBar
from app.theme import Theme
from app.viewmodel.history import pair_history
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.lookup import Lookup
from app.viewmodel.roles import Role
from app.viewmodel.wall import Brick
from core.model import FileAt, Finding, Image, Layer, LayerPlace, LayerSummary
from core.progress import Progress
from core.translation import tr

_Tab = TypeVar("_Tab", bound=InspectorTab)

_SLOT, _FINDINGS_SLOT = "InspectorPanel.summary", "InspectorPanel.findings"
_MOST_TABS = 6
_TABS: tuple[tuple[str, str, str, type[InspectorTab]], ...] = (
    # key, title, icon where there is no room for the title
    ("bytes", tr("Bytes"), "data", BytesTab),
    ("changes", tr("Changes"), "diff", ChangesTab),
    ("files", tr("Files"), "folder", FilesTab),
    ("diff", tr("Text diff"), "split", DiffTab),
    ("packages", tr("Packages"), "pkg", PackagesTab),
    ("history", tr("History"), "history", HistoryTab),
    ("findings", tr("Warnings"), "warn", FindingsTab),
)


class InspectorPanel(QWidget):
    """Show a layer or an image; pages load when they are looked at first.

    Tabs by key: bytes (of an image), changes and diff (of a layer), files, packages, history,
    findings.
    """

    closed = Signal()
    file_requested = Signal(object)  # FileAt: show it
    path_requested = Signal(str)  # who put this here? A path of the inspected image
    level_changed = Signal(int)  # time travel: the files of this level are shown
    brick_requested = Signal(str)  # chain ID of another layer of the image
    image_requested = Signal(str)  # reference of another image
    tab_changed = Signal(str)  # key
    export_requested = Signal(object)  # FileAt: write it as a tar file

    def __init__(
        self,
        theme: Theme,
        lookup: Lookup,
        parent: QWidget | None = None,
        *,
        is_made_in_steps: bool = False,
    ) -> None:
        """With `is_made_in_steps` whoever makes it has to go through `steps` before its first use:
        making all pages at once takes longer than a window may be kept from its events.
        """
        super().__init__(parent)
        self.setProperty("look", "surface")
        self.setAccessibleName(tr("Inspector"))
        self._theme = theme
        self._lookup = lookup
        self._target: InspectedTarget | None = None
        self.head = InspectorHead(theme)
        self.head.closed.connect(self.closed)
        self.bar = TabBar(theme)
        self.pages = QStackedWidget()
        self.tabs: dict[str, InspectorTab] = {}
        self._lay_out()
        if not is_made_in_steps:
            for _step in self.steps():
                pass

    def steps(self) -> Generator[Progress]:
        """Make the pages, one in each step."""
        for number, (key, title, icon, make) in enumerate(_TABS):
            self._add(key, title, icon, make(self._theme, self._lookup))
            yield Progress(tr("Preparing"), number, len(_TABS), "steps")
        for number, tab in enumerate(self.tabs.values()):
            for widget in (tab, *tab.findChildren(QWidget)):
                widget.ensurePolished()  # else all are when the panel is shown first
            yield Progress(tr("Preparing"), number, len(_TABS), "steps")
        self.files = self._tab(FilesTab)
        self.files.level_changed.connect(self.level_changed)
        self.files.export_requested.connect(self.export_requested)
        self.diff = self._tab(DiffTab)
        self.history = self._tab(HistoryTab)
        self.bytes = self._tab(BytesTab)
        self.bytes.image_requested.connect(self.image_requested)
        self.bar.currentChanged.connect(self._turn)
        for number in range(_MOST_TABS):
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            shortcut.activated.connect(lambda place=number: self._go(place))

    # --- what is looked at --------------------------------------------------------------------

    def show_brick(
        self,
        brick: Brick,
        layer: Layer,
        image: Image,
        *,
        roles: Sequence[Role],
        titles: Sequence[str],
    ) -> None:
        """A layer of an image; `roles` and `titles` of all the image's layers, bottom first."""
        place = LayerPlace(image.reference, layer.chain_id)
        target = InspectedTarget(place, image, layer, brick.level, tuple(roles), tuple(titles))
        self.head.show_brick(brick, target)
        self._show(target)

    def show_image(self, image: Image, roles: Sequence[Role], titles: Sequence[str]) -> None:
        """An image as a whole."""
        place = LayerPlace(image.reference, image.top_chain_id)
        target = InspectedTarget(
            place, image, None, len(image.layers) - 1, tuple(roles), tuple(titles), is_image=True
        )
        self.head.show_image(target)
        self._show(target)

    @property
    def target(self) -> InspectedTarget | None:
        """What is looked at."""
        return self._target

    @property
    def current_key(self) -> str:
        """The page that is seen."""
        return self.bar.current_key()

    def show_tab(self, key: str) -> None:
        """Go to a page."""
        self.bar.choose(key)

    def show_diff(self, file: FileAt) -> None:
        """How a file changed at a layer of the inspected image, in the text diff."""
        target = self._target
        if target is None:
            return
        level = target.level_of(file.place.chain_id)
        if target.is_image:
            self.bar.set_shown("diff", True)  # until something else is looked at
        self.show_tab("diff")
        if not level or (file.place == target.place and not target.is_image):
            self.diff.show_file(file.path)
        else:
            old = FileAt(target.place_at(level - 1), file.path)
            labels = (tr("brick {level}", level=level), tr("brick {level}", level=level + 1))
            self.diff.show_pair(old, file, labels)

    def reload(self) -> None:
        """Ask everything again: what is known has changed."""
        target, self._target = self._target, None
        if target is not None:
            for tab in self.tabs.values():
                tab.reload()
            self._show(target)

    def focus_first(self) -> None:
        """The keyboard goes to the tabs."""
        self.bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, where nothing inside takes it for itself."""
        if Qt.Key(event.key()) is Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # --- parts --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        tabs = QFrame()
        tabs.setProperty("look", "tab-row")
        row = QVBoxLayout(tabs)
        row.setContentsMargins(20, 0, 20, 0)
        row.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(tabs)
        column.addWidget(self.pages, 1)

    def _add(self, key: str, title: str, icon: str, tab: InspectorTab) -> None:
        self.tabs[key] = tab
        self.pages.addWidget(tab)
        self.bar.add(key, title, icon, is_icon=key == "findings")
        tab.counted.connect(lambda count, one=key: self.bar.show_count(one, count))
        tab.file_requested.connect(self.file_requested)
        tab.path_requested.connect(self.path_requested)
        tab.diff_requested.connect(self.show_diff)
        tab.brick_requested.connect(self.brick_requested)

    def _tab(self, kind: type[_Tab]) -> _Tab:
        return next(tab for tab in self.tabs.values() if isinstance(tab, kind))

    def _show(self, target: InspectedTarget) -> None:
        is_other = self._target is None or self._target.place != target.place
        is_other = is_other or self._target.is_image != target.is_image  # type: ignore[union-attr]
        key = self.current_key
        if target == self._target:
            return  # answers that are on their way stay welcome
        self._target = target
        for one in self.tabs:
            is_shown = one not in (("changes", "diff") if target.is_image else ("bytes",))
            self.bar.set_shown(one, is_shown)
            if is_other:
                self.bar.show_count(one, None)
        if key not in self.bar.shown_keys():
            self.show_tab(self.bar.shown_keys()[0])
        self._turn(self.bar.currentIndex())
        for tab in self.tabs.values():
            tab.show_target(target)
        if is_other:
            self._ask_counts(target)

    def _ask_counts(self, target: InspectedTarget) -> None:
        """What a glance at the layer tells without opening a tab."""
        self._lookup.forget(_SLOT)
        self._lookup.forget(_FINDINGS_SLOT)
        history = pair_history(target.image)
        self.bar.show_count("history", len(history.steps) + len(history.orphans))
        if target.unavailable_reason or not target.levels:
            return

        def show(summary: LayerSummary) -> None:
            if self._target is not target:
                return
            counts = {"files": summary.files}
            if not target.is_image:
                counts.update(changes=summary.changes, diff=summary.text_changes)
            for key, count in counts.items():
                self.bar.show_count(key, count)
            self._lookup.findings(
                target.place.reference, show_warnings, failed=_ignore, slot=_FINDINGS_SLOT
            )

        def show_warnings(found: tuple[Finding, ...]) -> None:
            if self._target is target and self.bar.count_of("findings") is None:
                chain_id = target.place.chain_id
                mine = [one for one in found if target.is_image or one.chain_id == chain_id]
                self.bar.show_count("findings", len(mine))

        self._lookup.summary(target.place, show, failed=_ignore, slot=_SLOT)

    def _turn(self, index: int) -> None:
        key = self.bar.current_key()
        if index >= 0 and key in self.tabs and self.pages.currentWidget() is not self.tabs[key]:
            self.pages.setCurrentWidget(self.tabs[key])
            self.tab_changed.emit(key)

    def _go(self, place: int) -> None:
        keys = self.bar.shown_keys()
        if place < len(keys):
            self.show_tab(keys[place])
            self.focus_first()


def _ignore(_sentence: str) -> None:
    """A tab that is looked at will say it."""
