"""The wall for screen readers: a tree whose items are the bricks, flags and containers in it.

Qt tells nothing of a graphics scene's items, so they are told here, in the order in which they
stand: tower by tower from the left, each from its base to its flag.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
    QWindow,
)

from app.scene.items import WallItem
from app.scene.kept_interfaces import delete, keep
from app.viewmodel.sizes import counted
from core.translation import tr

if TYPE_CHECKING:
    from app.scene.wall_view import WallView


class WallAccessible(QAccessibleObject):
    """What Qt asks about the view; items are made when they are asked for."""

    def __init__(self, view: WallView) -> None:
        super().__init__(view)
        self.view = view
        self._made: dict[int, ItemAccessible] = {}

    @property
    def items(self) -> list[WallItem]:
        """In reading order. Of what lies on one another the lower comes first."""
        kinds = self.view.selection.items.values()
        there = [item for items in kinds for item in items.values()]
        return sorted(there, key=lambda one: (one.scenePos().x(), -one.sceneBoundingRect().top()))

    def of_item(self, item: WallItem) -> ItemAccessible:
        """The same each time, as long as the item is there."""
        made = self._made.get(id(item))
        if made is None or made.item is not item:
            if made is not None:
                self._let_go(made)  # of an item that is no more, at the same place of the memory
            made = self._made[id(item)] = ItemAccessible(self, item)
        return made

    def told_anew(self) -> None:
        """Other items than before are there."""
        there = {id(item) for item in self.items}
        for key in list(self._made):
            if key not in there:
                self._let_go(self._made.pop(key))

    def close(self) -> None:
        """The view goes, and Qt deletes this one with it."""
        for made in self._made.values():
            self._let_go(made)
        self._made.clear()

    def _let_go(self, made: ItemAccessible) -> None:
        made.item = None
        delete(made)

    # --- what Qt asks -------------------------------------------------------------------------

    def window(self) -> QWindow:
        return self.view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self.view.parentWidget())

    def childCount(self) -> int:
        return len(self.items)

    def child(self, index: int) -> QAccessibleInterface | None:
        items = self.items
        return self.of_item(items[index]) if 0 <= index < len(items) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        there = [self._made.get(id(item)) for item in self.items]
        return there.index(child) if child in there else -1  # type: ignore[arg-type]

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        inside = self.view.viewport().mapFromGlobal(self._point(x, y))
        found = next((one for one in self.view.items(inside) if isinstance(one, WallItem)), None)
        return self.of_item(found) if found is not None else None

    def focusChild(self) -> QAccessibleInterface | None:
        item = self.view.selection.item
        return self.of_item(item) if item is not None and self.view.hasFocus() else None

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Tree

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        state.focused = self.view.hasFocus()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if kind is QAccessible.Text.Name:
            flags = len(self.view.selection.items["flag"])
            images = counted("{count} image", "{count} images", flags)
            return tr("Image repository, {flags}", flags=images)
        if kind is QAccessible.Text.Description:
            return self.view.selection.sentence
        return ""

    def rect(self) -> QRect:
        viewport = self.view.viewport()
        return QRect(viewport.mapToGlobal(viewport.rect().topLeft()), viewport.size())

    def _point(self, x: int, y: int):  # type: ignore[no-untyped-def]
        return QRect(x, y, 1, 1).topLeft()


class ItemAccessible(QAccessibleInterface):
    """One brick, flag or container. `item` is None when it is gone."""

    def __init__(self, tree: WallAccessible, item: WallItem) -> None:
        super().__init__()
        self.item: WallItem | None = item
        self._tree = tree

    def isValid(self) -> bool:
        return self.item is not None

    def object(self) -> QObject | None:
        return None

    def window(self) -> QWindow:
        return self._tree.window()

    def parent(self) -> QAccessibleInterface:
        return self._tree

    def child(self, index: int) -> None:
        return None

    def childAt(self, x: int, y: int) -> None:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.TreeItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if self.item is None:
            state.invalid = True
            return state
        view = self._tree.view
        state.focusable = state.selectable = True
        state.selected = view.selection.item is self.item
        state.focused = state.selected and view.hasFocus()
        state.readOnly = self.item in view.selection.items["brick"].values()
        state.offscreen = not self.rect().intersects(self._tree.rect())
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if self.item is None or kind is not QAccessible.Text.Name:
            return ""
        return self._tree.view.selection.sentence_of(self.item)

    def setText(self, kind: QAccessible.Text, words: str) -> None:
        """Names are the repository's."""

    def rect(self) -> QRect:
        if self.item is None:
            return QRect()
        view = self._tree.view
        shown = view.mapFromScene(self.item.sceneBoundingRect()).boundingRect()
        return QRect(view.viewport().mapToGlobal(shown.topLeft()), shown.size())

    def relations(self, match: object = None) -> list[object]:
        return []


def tell_of_wall(view: WallView) -> None:
    """From now on Qt gets the tree for this view; and hears what is selected and what is new."""
    QAccessible.installFactory(_make)  # installed once however often it is said
    view.selection.marked.connect(lambda _item: _tell_focus(view))


def tell_items_anew(view: WallView) -> None:
    """Other bricks stand there."""
    tree = _trees.get(id(view))
    if tree is not None and tree.view is view:
        tree.told_anew()
        if QAccessible.isActive():
            event = QAccessibleEvent(view, QAccessible.Event.ObjectReorder)
            QAccessible.updateAccessibility(event)


def _tell_focus(view: WallView) -> None:
    tree = _trees.get(id(view))
    item = view.selection.item
    if tree is None or item is None or not QAccessible.isActive():
        return
    made = tree.of_item(item)
    for kind in (QAccessible.Event.Focus, QAccessible.Event.Selection):
        event = QAccessibleEvent(view, kind)
        event.setChild(tree.indexOfChild(made))
        QAccessible.updateAccessibility(event)


_trees: dict[int, WallAccessible] = {}  # of the views that are there, by their place in memory


def _make(_class_name: str, asked: QObject) -> QAccessibleInterface | None:
    from app.scene.wall_view import WallView

    if not isinstance(asked, WallView):
        return None
    key = id(asked)
    tree = _trees[key] = WallAccessible(asked)
    keep(tree)
    asked.destroyed.connect(lambda: _forget(key))
    return tree


def _forget(key: int) -> None:
    tree = _trees.pop(key, None)
    if tree is not None:
        tree.close()
