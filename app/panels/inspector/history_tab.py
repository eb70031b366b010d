"""How an image was made, newest first; below, how it runs and what names it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.panels.controls import ElidedLabel
from app.panels.inspector.fact_rows import FactRows
from app.panels.inspector.hint_card import HintCard, clear_layout
from app.panels.inspector.history_list import HistoryRows, HistoryView
from app.panels.inspector.tab import InspectorTab
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.history import ImageHistory, pair_history
from app.viewmodel.image_facts import brick_facts, configuration_facts, image_facts
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.lookup import Lookup
from app.viewmodel.sizes import visible
from core.model import Image
from core.translation import tr

Users = Callable[[str], Sequence[str]]


class HistoryTab(InspectorTab):
    """A card for each brick with the command that made it, thin labels for what made none."""

    brick_requested = Signal(str)  # chain ID
    needs_contents = False  # history and configuration are known of any image

    def __init__(self, theme: Theme, lookup: Lookup, parent: QWidget | None = None) -> None:
        super().__init__(theme, lookup, parent)
        self._users: Users = lambda _chain_id: ()
        self._image: Image | None = None
        self._heading = ElidedLabel("", "strong")
        self._list = HistoryView(theme, tr("Steps of the history, newest first"))
        self._why = QVBoxLayout()
        self._orphan_heading = plain_label(tr("Steps that fit no brick for certain"), "strong")
        self._orphans = HistoryView(theme, tr("Steps that fit no brick"))
        self._brick_facts = FactRows(theme, tr("This brick"))
        self._configuration = FactRows(theme, tr("Configuration"))
        self._identity = FactRows(theme, tr("Identity"))
        self._scroll = self._make_scroll()
        self._when_laid_out = QTimer(self, singleShot=True, interval=0)
        self._when_laid_out.timeout.connect(self._show_brick)
        self._list.brick_requested.connect(self.brick_requested)
        for view in (self._list, self._orphans):
            view.row_moved.connect(lambda top, bottom, view=view: self._show_row(view, top, bottom))
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def set_users(self, users: Users) -> None:
        """Who knows which images (references) have a layer, by its chain ID."""
        self._users = users

    # --- showing ------------------------------------------------------------------------------

    def _load(self, target: InspectedTarget) -> None:
        """Another brick of the same image leaves the list as it is: only the mark moves."""
        is_new = self._image != target.image
        if is_new:
            self._image = target.image
            self._show_history(target)
        level = None if target.is_image else target.level
        self._list.steps.set_shown(level)
        if target.layer is not None:
            role = target.role_at(target.level)
            users = self._users(target.layer.chain_id)
            self._brick_facts.show_facts(brick_facts(target.layer, role, users))
        else:
            self._brick_facts.show_facts(())
        self._configuration.show_facts(configuration_facts(target.image))
        self._identity.show_facts(image_facts(target.image))
        self._show_body()
        if is_new:
            self._scroll.verticalScrollBar().setValue(0)
            self._when_laid_out.start()

    def _show_history(self, target: InspectedTarget) -> None:
        history = pair_history(target.image)
        image = target.image
        self._heading.show_text(
            visible(
                tr(
                    "History of {value} {version}",
                    value=image.name or image.reference,
                    version=image.version,
                ).strip()
            )
        )
        self._list.show_rows(HistoryRows(history.steps, target.roles))
        self._show_orphans(history, target)
        self.counted.emit(len(history.steps) + len(history.orphans))

    def _show_orphans(self, history: ImageHistory, target: InspectedTarget) -> None:
        clear_layout(self._why)
        if history.reason:
            self._why.addWidget(HintCard(self._theme, history.reason, icon="info", token="text2"))
        has_orphans = bool(history.orphans)
        self._orphan_heading.setVisible(has_orphans)
        self._orphans.setVisible(has_orphans)
        self._orphans.show_rows(HistoryRows(history.orphans, target.roles, is_orphaned=True))

    def _show_brick(self) -> None:
        target = self._target
        if target is None or target.is_image:
            return
        row = self._list.steps.row_of(target.level)
        if row:
            self._show_row(self._list, *self._list.row_span(row))

    def _show_row(self, view: HistoryView, top: int, bottom: int) -> None:
        """Scroll the page so that a row of a list is seen."""
        inside = self._scroll.widget()
        offset = view.mapTo(inside, view.rect().topLeft()).y() if inside is not None else 0
        bar = self._scroll.verticalScrollBar()
        room = self._scroll.viewport().height()
        if offset + top < bar.value():
            bar.setValue(offset + top)
        elif offset + bottom > bar.value() + room:
            bar.setValue(offset + bottom - room)

    # --- parts --------------------------------------------------------------------------------

    def _make_scroll(self) -> QScrollArea:
        page = QWidget()
        page.setProperty("look", "plain")
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(plain_label(tr("newest first"), "small"))
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 14, 20, 18)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._list)
        column.addLayout(self._why)
        column.addWidget(self._orphan_heading)
        column.addWidget(self._orphans)
        for facts in (self._brick_facts, self._configuration, self._identity):
            column.addWidget(facts)
        column.setSpacing(14)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setProperty("look", "plain")
        return scroll
