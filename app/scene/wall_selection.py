"""What is selected on the wall, how that shows, and how it is said."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from app.scene.items import BrickItem, FlagItem, WallItem
from app.scene.open_brick_item import OpenBrickItem
from app.scene.wall_scene import WallScene
from app.viewmodel.sizes import counted


class WallSelection(QObject):
    """Marks one item of a scene; kept by name, so that it outlives a new placement.

    `select_…` come from outside and tell nobody; `choose` is the person's doing and does. Signals:
    brick_selected(chain_id), flag_selected(reference), container_selected(id), cleared(), and
    marked(item): another item than before is marked, by whomever; unlit(): the containers that were
    lit are no more, as something else was chosen.
    """

    brick_selected = Signal(str)
    flag_selected = Signal(str)
    container_selected = Signal(str)
    cleared = Signal()
    marked = Signal(object)
    unlit = Signal()

    def __init__(self, scene: WallScene, parent: QObject) -> None:
        super().__init__(parent)
        self._scene = scene
        self._kind, self._key = "", ""
        self._searched = ""
        self._found: frozenset[str] = frozenset()
        self._lit: tuple[tuple[str, ...], str] = ((), "")
        self._containers: tuple[str, ...] = ()
        self._applied: tuple[str, str, bool] | None = None  # kind, key and focus ring
        self.has_focus_ring = False

    @property
    def item(self) -> WallItem | None:
        """What is marked."""
        return self.items.get(self._kind, {}).get(self._key)

    @property
    def items(self) -> dict[str, Mapping[str, WallItem]]:
        """What can be marked: bricks, flags and containers by their keys."""
        scene = self._scene
        return {"brick": scene.bricks, "flag": scene.flags, "open": scene.opened}

    @property
    def is_lit(self) -> bool:
        """Whether an image's chain or what was found stands out, so that nothing else may."""
        return self._kind == "flag" or bool(self._searched or self._lit[0] or self._containers)

    @property
    def has_lit_containers(self) -> bool:
        """Whether containers of a switch stand out."""
        return bool(self._containers)

    @property
    def sentence(self) -> str:
        """For screen readers."""
        item = self.item
        if item is None:
            return counted("{count} image", "{count} images", len(self._scene.flags))
        return self.sentence_of(item)

    def sentence_of(self, item: WallItem) -> str:
        """One item, for screen readers."""
        if isinstance(item, BrickItem):
            return item.placed.brick.as_sentence
        if isinstance(item, FlagItem):
            return item.placed.flag.as_sentence
        return item.placed.open_brick.as_sentence if isinstance(item, OpenBrickItem) else ""

    def select_brick(self, chain_id: str) -> None:
        """Of several copies the one that was clicked, else the first."""
        current = self.item
        if isinstance(current, BrickItem) and current.placed.brick.chain_id == chain_id:
            self._mark("brick", current.key)
            return
        bricks = self._scene.bricks.values()
        key = next((one.key for one in bricks if one.placed.brick.chain_id == chain_id), "")
        self._mark("brick" if key else "", key)

    def select_flag(self, reference: str) -> None:
        """An image."""
        self._mark("flag", reference)

    def clear(self) -> None:
        """Nothing."""
        self._mark("", "")

    def search(self, words: str) -> int | None:
        """Dim what does not hold the words; how many bricks and flags do, None for no words."""
        self._searched = words.casefold().strip()
        self._found = frozenset()
        if self._searched:
            self._unlight()
        self.apply()
        return self._scene.dim_all_but(self._searched) if self._searched else None

    def show_found(self, chain_ids: frozenset[str]) -> int:
        """Bricks with something inside that is searched for stay lit as well; how many there are.

        Only while there are words that are searched for.
        """
        self._found = chain_ids if self._searched else frozenset()
        self.apply()
        return self._scene.dim_all_but(self._searched, self._found) if self._searched else 0

    def light_chain(self, chain: tuple[str, ...], reference: str) -> None:
        """Light some bricks of an image and dim the rest, until something else is chosen."""
        if (chain, reference) != self._lit:
            self._lit = (chain, reference)
            if chain:
                self._unlight()
            self.apply()

    def light_containers(self, container_ids: tuple[str, ...]) -> None:
        """Light the containers of a switch and dim the rest, before anything else that may be lit.

        Until none are told, or the person searches, or chooses an image or the empty canvas.
        """
        if container_ids != self._containers:
            self._containers = container_ids
            self.apply()

    def choose(self, item: WallItem | None) -> None:
        """The person chose an item, or the empty canvas."""
        self._applied = None
        if item is None:
            self._unlight()
            self.clear()
            self.cleared.emit()
        elif isinstance(item, BrickItem):
            self._mark("brick", item.key)
            self.brick_selected.emit(item.placed.brick.chain_id)
        elif isinstance(item, FlagItem):
            self._mark("flag", item.key)
            self.flag_selected.emit(item.key)
        elif isinstance(item, OpenBrickItem):
            self._mark("open", item.key)
            self.container_selected.emit(item.key)

    def apply(self) -> None:
        """Show it in the items that are there now."""
        scene, kind, key = self._scene, self._kind, self._key
        self._applied = (kind, key, self.has_focus_ring)
        scene.show_links("")
        scene.light_chain((), "")
        for name, items in self.items.items():
            for item in items.values():
                is_chosen = name == kind and item.key == key
                item.set_state(
                    is_chosen=is_chosen,
                    has_focus_ring=is_chosen and kind == "brick" and self.has_focus_ring,
                )
        if self._containers:
            scene.light_containers(self._containers)
        elif self._searched:
            scene.dim_all_but(self._searched, self._found)
        elif self._lit[0]:
            scene.light_chain(*self._lit)
        elif kind == "flag" and key in scene.flags:
            scene.light_chain(scene.flags[key].placed.flag.chain, key)

    def _mark(self, kind: str, key: str) -> None:
        is_new = (kind, key) != (self._kind, self._key)
        self._kind, self._key = kind, key
        if is_new:
            self._lit = ((), "")
            if kind == "flag":
                self._unlight()
        if self._applied != (kind, key, self.has_focus_ring):
            # Told again with all figures of containers that grow: nothing is painted for that.
            self.apply()
        if is_new:
            self.marked.emit(self.item)

    def _unlight(self) -> None:
        if self._containers:
            self._containers = ()
            self.unlit.emit()
