"""Bytes of an image: stored and seen, hidden and why, brick by brick, file by file, as boxes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.panels.inspector.bytes_bricks import BytesBricks
from app.panels.inspector.bytes_map import BytesMap
from app.panels.inspector.bytes_overview import BytesOverview
from app.panels.inspector.segments import Segments
from app.panels.inspector.tab import InspectorTab
from app.panels.inspector.wasted_files import WastedFiles
from app.theme import Theme
from app.viewmodel.byte_words import brick_rows, four_sizes, listed_words
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.lookup import Lookup
from app.viewmodel.roles import Role
from core.model import Efficiency, FileAt, LayerSizes, LayerSummary, SizeNode, WastedFile
from core.translation import tr

RoleOf = Callable[[str], Role | None]

_PAGES = (tr("Overview"), tr("Bricks"), tr("Hidden files"), tr("Map"))
_NARROW_BELOW_PX = 500


class BytesTab(InspectorTab):
    """What is shown is the whole image's, whichever brick of it is looked at."""

    brick_requested = Signal(str)  # chain ID
    image_requested = Signal(str)  # reference
    needs_contents = False  # of one layer: the question is about all of them

    def __init__(self, theme: Theme, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(theme, lookup, parent)
        self._found: Efficiency | None = None
        self._sizes: list[LayerSizes | None] = []
        self._unknown = 0
        self._missing: list[int] = []  # levels that cannot be looked into
        self._has_map = False
        self.pages = Segments(_PAGES, tr("What to see of the bytes"))
        self.overview = BytesOverview(theme)
        self.bricks = BytesBricks(theme)
        self.files = WastedFiles(theme)
        self.map = BytesMap(theme)
        self._stack = QStackedWidget()
        for page in (self.overview, self.bricks, self.files, self.map):
            self._stack.addWidget(page)
        self.map.set_roles(self._role_of_chain)
        self._connect()
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 20, 6)
        head.addWidget(self.pages)
        head.addStretch(1)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def set_roles(self, role_of: RoleOf) -> None:
        """Who knows the role of any brick of the repository by its chain ID, for its map."""
        self.map.set_roles(lambda chain: role_of(chain) or self._role_of_chain(chain))

    def _connect(self) -> None:
        self.pages.chosen.connect(self._show_page)
        for page in (self.overview, self.bricks, self.files, self.map):
            page.brick_requested.connect(self.brick_requested)
        self.files.file_requested.connect(self._request_file)
        self.files.path_requested.connect(self.path_requested)
        self.map.path_requested.connect(self.path_requested)
        self.map.image_requested.connect(self.image_requested)
        self.map.map_wanted.connect(self._ask_map)

    # --- asking -------------------------------------------------------------------------------

    def _load(self, target: InspectedTarget) -> None:
        if target.level < 0:
            self._say(tr("This image has no bricks"), tr("It stores no bytes."), icon="cube")
            self.counted.emit(None)
            return
        self._wait(tr("Adding up bytes …"))
        self._lookup.efficiency(
            target.place.reference, self._current(self._show_efficiency),
            failed=self._current(self._fail), slot=self._slot("efficiency"),
        )  # fmt: skip

    def _unload(self) -> None:
        self._found = None
        self._has_map = False
        self.map.clear()

    def _ask_sizes(self, target: InspectedTarget) -> None:
        self._sizes = [None] * target.levels
        self._unknown = target.levels
        self._missing = []
        self.overview.show_missing(())
        for level in range(target.levels):
            self._lookup.summary(
                target.place_at(level), self._current(self._note_summary),
                failed=self._current(lambda _sentence, at=level: self._note_missing(at)),
                slot=self._slot(f"summary.{level}"),
            )  # fmt: skip

    def _ask_map(self, is_repository: bool, folder: str) -> None:
        target = self._target
        if target is None:
            return
        place = None if is_repository else target.place

        def show(node: SizeNode) -> None:
            if not folder or node.children:
                self.map.show_map(node, folder)

        self._lookup.size_map(
            place, self._current(show), is_whole_image=not is_repository, folder=folder,
            failed=self._current(self._fail), slot=self._slot("map"),
        )  # fmt: skip

    # --- showing ------------------------------------------------------------------------------

    def _show_efficiency(self, found: Efficiency) -> None:
        target = self._target
        assert target is not None
        self._found = found
        self.counted.emit(None)
        self.overview.show_efficiency(found, target)
        self.files.show_files(found.files, listed_words(found), target)
        self._ask_sizes(target)
        self._show_sizes()
        self._show_body()
        self._show_page(self.pages.current)

    def _note_summary(self, summary: LayerSummary) -> None:
        if summary.level < len(self._sizes):
            self._unknown -= self._sizes[summary.level] is None
            self._sizes[summary.level] = summary.sizes
            self._show_sizes()

    def _note_missing(self, level: int) -> None:
        self._missing.append(level)
        self.overview.show_missing(sorted(self._missing))

    def _show_sizes(self) -> None:
        target, found = self._target, self._found
        if target is None or found is None:
            return
        shown = "" if target.is_image else target.place.chain_id
        self.bricks.show_rows(brick_rows(found, target, self._sizes), shown)
        self.overview.show_sizes(four_sizes(self._sizes), unknown=self._unknown)

    def _show_page(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        is_map = self._stack.currentWidget() is self.map
        if is_map and not self._has_map and self._target is not None:
            self._has_map = True
            self.map.ask()

    def _request_file(self, file: WastedFile) -> None:
        if self._target is not None:
            self.file_requested.emit(FileAt(self._target.place_at(file.level), file.path))

    def _role_of_chain(self, chain_id: str) -> Role | None:
        target = self._target
        level = target.level_of(chain_id) if target is not None else None
        return None if level is None or target is None else target.role_at(level)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.overview.set_narrow(self.width() < _NARROW_BELOW_PX)
