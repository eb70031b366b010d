"""The wall by keyboard: every gesture of the pointer has its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.scene.items import BrickItem, FlagItem, WallItem
from app.scene.open_brick_item import OpenBrickItem
from app.viewmodel.placement import neighbours

if TYPE_CHECKING:
    from app.scene.wall_view import WallView

_DIRECTIONS = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_PageUp: "street-above",
    Qt.Key.Key_PageDown: "street-below",
}


class WallKeys:
    """Keys of one view."""

    def __init__(self, view: WallView) -> None:
        self._view = view
        self._actions = {
            Qt.Key.Key_Plus: view.zoom_in,
            Qt.Key.Key_Equal: view.zoom_in,
            Qt.Key.Key_Minus: view.zoom_out,
            Qt.Key.Key_F: view.fit_selection,
            Qt.Key.Key_M: view.minimap.toggle,
            Qt.Key.Key_L: view.link_selected,
            Qt.Key.Key_Home: lambda: self._go_to_end("down"),
            Qt.Key.Key_End: lambda: self._go_to_end("up"),
            Qt.Key.Key_Return: view.enter,
            Qt.Key.Key_Enter: view.enter,
            Qt.Key.Key_Escape: lambda: view.choose(None),
        }

    def press(self, key: Qt.Key) -> bool:
        """Do what a key is for; False when it is for nothing here."""
        if key in _DIRECTIONS:
            self._go(_DIRECTIONS[key])
        elif key in self._actions:
            self._actions[key]()
        else:
            return False
        return True

    def _go(self, direction: str) -> None:
        scene = self._view.wall_scene
        item = self._view.selection.item
        if isinstance(item, FlagItem | OpenBrickItem):
            self._go_from_top(item, direction)
            return
        if not isinstance(item, BrickItem):
            first = min(scene.bricks.values(), key=lambda b: (b.placed.y, b.placed.x), default=None)
            if first is not None:
                self._view.choose(first)
            return
        following = neighbours(scene.placement, item.key).get(direction)
        if following is not None:
            self._view.choose(scene.bricks[following])
        elif direction == "up":
            self._view.choose(self._on(item) or item)

    def _go_from_top(self, item: FlagItem | OpenBrickItem, direction: str) -> None:
        """From where an image ends, or from a container: to its tower, or to the next such top."""
        scene = self._view.wall_scene
        if direction == "down":
            chain_id, left = _foot(item), _left(item)
            below = [b for b in scene.bricks.values() if b.placed.brick.chain_id == chain_id]
            if below:
                self._view.choose(min(below, key=lambda b: abs(_left(b) - left)))
        elif direction in ("left", "right"):
            tops = sorted([*scene.flags.values(), *scene.opened.values()], key=_left)
            step = 1 if direction == "right" else -1
            self._view.choose(tops[(tops.index(item) + step) % len(tops)])

    def _on(self, brick: BrickItem) -> WallItem | None:
        """What stands on a brick that carries no other: a container rather than a flag."""
        scene, chain_id = self._view.wall_scene, brick.placed.brick.chain_id
        for items in (scene.opened, scene.flags):
            on_it = [one for one in items.values() if _foot(one) == chain_id]
            if on_it:
                return min(on_it, key=lambda one: abs(_left(one) - _left(brick)))
        return None

    def _go_to_end(self, direction: str) -> None:
        item = self._view.selection.item
        if not isinstance(item, BrickItem):
            self._go(direction)
            return
        scene, key = self._view.wall_scene, item.key
        while (following := neighbours(scene.placement, key).get(direction)) is not None:
            key = following
        self._view.choose(scene.bricks[key])


def _foot(item: FlagItem | OpenBrickItem) -> str:
    """Chain ID of the brick that it stands on."""
    placed = item.placed
    return placed.flag.chain_id if isinstance(item, FlagItem) else placed.open_brick.chain_id


def _left(item: WallItem) -> float:
    return item.sceneBoundingRect().left()
