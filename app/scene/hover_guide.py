"""What happens below the pointer: the hovered look, the card after a moment, links of copies."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QGraphicsView

from app.scene.hover_card import HoverCard
from app.scene.items import BrickItem, WallItem
from app.scene.open_brick_item import OpenBrickItem
from app.scene.wall_scene import WallScene
from app.theme import Theme

_HOVER_MS = 350


class HoverGuide(QObject):
    """One for a view; `links_copies` is asked whether copies of a hovered brick light up now."""

    def __init__(
        self,
        theme: Theme,
        view: QGraphicsView,
        scene: WallScene,
        links_copies: Callable[[], bool],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._scene = scene
        self._hovered: WallItem | None = None
        self._card = HoverCard(theme, view.viewport())
        self._timer = QTimer(self, singleShot=True, interval=_HOVER_MS)
        self._timer.timeout.connect(self.show_card)
        self._links_copies = links_copies
        self.top_px = 4  # the heading above stays readable

    def set_theme(self, theme: Theme) -> None:
        """Another look."""
        self._card.set_theme(theme)

    def forget(self) -> None:
        """The items are about to go."""
        self._hovered = None
        self._timer.stop()
        self._card.hide()

    def hover(self, item: WallItem | None) -> None:
        """The pointer is over that item, or over none."""
        if item is self._hovered:
            return
        if self._hovered is not None:
            self._hovered.set_state(is_hovered=False)
        self._hovered = item
        self._card.hide()
        self._timer.stop()
        if item is not None:
            item.set_state(is_hovered=True)
            self._timer.start()
        if self._links_copies():
            linked = item.placed.brick.chain_id if isinstance(item, BrickItem) else ""
            self._scene.show_links(linked)

    def show_card(self) -> None:
        """Tell about what is hovered, beside the pointer."""
        item = self._hovered
        if isinstance(item, BrickItem):
            copies = len(self._scene.placement.places_of(item.placed.brick.chain_id))
            self._card.show_brick(item.placed.brick, copies)
        elif isinstance(item, OpenBrickItem):
            self._card.show_open_brick(item.placed.open_brick)
        else:
            return
        if self._scene.last_link is not None:
            self._lead_to_card(self._scene.last_link)
        else:
            self._card.move_beside(self._pointer_over(item))

    def _lead_to_card(self, last: QPointF) -> None:
        """Of a repeated brick: the card stands in the open above, joined to the last copy."""
        view = self._view

        def is_taken(place: QRect) -> bool:
            items = view.items(place.adjusted(-8, -8, 8, 24))
            return any(isinstance(one, WallItem) for one in items)

        place = self._card.move_above(view.mapFromScene(last), self.top_px, is_taken)
        self._scene.lead_to(view.mapToScene(place).boundingRect())

    def _pointer_over(self, item: WallItem) -> QPoint:
        """Where the pointer is; the item's own corner when it was not the pointer that came."""
        pointer = self._view.viewport().mapFromGlobal(QCursor.pos())
        area = self._view.mapFromScene(item.sceneBoundingRect()).boundingRect()
        return pointer if area.contains(pointer) else area.center()
