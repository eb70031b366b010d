"""The scene: items for a placement, their states, and how they come and go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsScene

from app.scene.baseplate_item import BaseplateItem, Plate, PlateStudsItem, plate_items
from app.scene.bracket_item import BracketItem
from app.scene.brick_geometry import BRICK_DEPTH, DEPTH_Y, PITCH, depth_vector
from app.scene.ghost_item import GhostItem
from app.scene.items import BrickItem, FlagItem, WallItem
from app.scene.link_item import LinkItem
from app.scene.movement import Movement
from app.scene.open_brick_item import OpenBrickItem
from app.scene.pace import Pace
from app.scene.surroundings import Surroundings
from app.scene.tower_note_item import TowerNoteItem
from app.theme import Theme
from app.viewmodel.arrivals import Ghost
from app.viewmodel.placement import Placement, ViewMode
from app.viewmodel.sizes import counted
from app.viewmodel.travel_tower import TravelBrick
from core.translation import tr

_ANIMATED_LIMIT = 400
_THICK = 2.4  # times the usual outline, to be seen from the last row
_PLATE_BEHIND = 4  # rows of studs behind a container's tower


class WallScene(QGraphicsScene):
    """Shows a placement; `animate` moves what was there before."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.surroundings = Surroundings(theme)
        self.animate = True
        self.placement = Placement()
        self.bricks: dict[str, BrickItem] = {}
        self.flags: dict[str, FlagItem] = {}
        self.opened: dict[str, OpenBrickItem] = {}
        self.ghosts: dict[str, GhostItem] = {}
        self._links: LinkItem | None = None
        self.pace = Pace(self)
        self._movement = Movement(self, self.pace)
        self._page = (ViewMode.SHARED, "")
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)

    def show_placement(
        self, placement: Placement, mode: ViewMode, *, container_id: str = ""
    ) -> None:
        """Replace what is shown. With `container_id` it is the container screen."""
        before = self._positions()
        is_same_page = (mode, container_id) == self._page
        gone = self._gone_with(placement) if is_same_page and self.animate else []
        self._page = (mode, container_id)
        self._movement.finish()
        self.clear()
        self._links = None
        self.placement = placement
        self._add_plates(placement, mode, is_container=bool(container_id))
        self.bricks = {p.key: BrickItem(p, self.surroundings) for p in placement.bricks}
        self.flags = {p.flag.reference: FlagItem(p, self.surroundings) for p in placement.flags}
        self.opened = {
            p.open_brick.container_id: OpenBrickItem(p, self.surroundings)
            for p in placement.open_bricks
        }
        self.ghosts = {p.ghost.key: GhostItem(p, self.surroundings) for p in placement.ghosts}
        for item in (*self.all_items(), *self.ghosts.values()):
            self.addItem(item)
        if container_id:
            self._add_brackets(placement)
        elif mode is ViewMode.STACKS:
            for placed in placement.flags:
                self.addItem(TowerNoteItem(placed, self.surroundings))
        self.setSceneRect(self._content_rect(with_plates=not container_id))
        if self.animate and before and len(self.items()) < _ANIMATED_LIMIT:
            self._animate_from(before, gone)

    def renew_opened(self, placement: Placement, mode: ViewMode, *, container_id: str = "") -> bool:
        """Show new figures of containers, and of images on their way, when nothing else changed;
        whether that was so.

        They tell it four times a second: everything else stays as it is painted.
        """
        is_same_page = (mode, container_id) == self._page
        has_figures = bool(self.opened or self.ghosts)
        if not is_same_page or not has_figures or _places(placement) != _places(self.placement):
            return False
        self.placement = placement
        for placed in placement.open_bricks:
            self.opened[placed.open_brick.container_id].renew(placed)
        for ghost in placement.ghosts:
            self.ghosts[ghost.ghost.key].renew(ghost)
        return True

    def all_items(self) -> Iterable[WallItem]:
        """Everything that has a state."""
        yield from self.bricks.values()
        yield from self.opened.values()
        yield from self.flags.values()

    def set_zoom(self, zoom: float) -> None:
        """Text and detail depend on it."""
        if zoom != self.surroundings.zoom:
            self.surroundings.zoom = zoom
            for item in self.items():
                item.update()

    def set_projector(self, is_projector: bool, type_scale: float) -> None:
        """Thick outlines, few labels, larger words; or as usual."""
        around = self.surroundings
        around.outline_scale = _THICK if is_projector else 1.0
        around.has_few_labels = is_projector
        around.type_scale = type_scale
        for item in self.items():
            item.update()

    def set_theme(self, theme: Theme) -> None:
        """Repaint everything in another look."""
        self.surroundings.theme = theme
        for item in self.items():
            item.update()

    def show_links(self, chain_id: str) -> None:
        """Light up all copies of a brick and dim the rest; "" takes it back."""
        copies = self.placement.places_of(chain_id) if chain_id else ()
        if self._links is not None:
            self.removeItem(self._links)
            self._links = None
        is_on = len(copies) > 1
        references = set(copies[0].brick.images) if is_on else set()
        for brick in self.bricks.values():
            is_copy = brick.placed.brick.chain_id == chain_id
            brick.set_state(is_linked=is_on and is_copy, is_dimmed=is_on and not is_copy)
        for reference, flag in self.flags.items():
            is_concerned = reference in references
            flag.set_state(is_linked=is_on and is_concerned, is_dimmed=is_on and not is_concerned)
        for opened in self.opened.values():
            opened.set_state(is_dimmed=is_on, is_linked=False)
        if is_on:
            self._links = LinkItem(copies, self.surroundings)
            self.addItem(self._links)

    def lead_to(self, card: QRectF | None) -> None:
        """Lead a line from the last copy that is lit to a card above, in scene coordinates."""
        if self._links is not None:
            self._links.lead_to(card)

    @property
    def last_link(self) -> QPointF | None:
        """Where that line starts: the right edge of the last copy that is lit."""
        return self._links.last if self._links is not None else None

    def light_chain(self, chain: Iterable[str], reference: str) -> None:
        """Light up an image's bricks and dim the rest; an empty chain takes it back."""
        lit = set(chain)
        for brick in self.bricks.values():
            is_part = brick.placed.brick.chain_id in lit and (
                "|" not in brick.key or brick.key.startswith(reference + "|")
            )
            brick.set_state(is_dimmed=bool(lit) and not is_part)
        for name, flag in self.flags.items():
            flag.set_state(is_dimmed=bool(lit) and name != reference, is_found=False)

    def light_containers(self, container_ids: Iterable[str]) -> None:
        """Light up the containers of one switch and dim the rest; none takes it back."""
        lit = set(container_ids)
        for item in self.all_items():
            is_part = isinstance(item, OpenBrickItem) and item.key in lit
            item.set_state(is_dimmed=bool(lit) and not is_part, is_linked=is_part)

    def dim_all_but(self, words: str, chain_ids: frozenset[str] = frozenset()) -> int:
        """Dim what does not hold the words, given in lower case; how many bricks and flags do.

        Bricks of these chain IDs hold something that is searched for, whatever their own words.
        """
        for brick in self.bricks.values():
            is_found = (
                brick.placed.brick.chain_id in chain_ids or words in brick.placed.brick.search_text
            )
            brick.set_state(is_dimmed=not is_found)
        for opened in self.opened.values():
            opened.set_state(is_dimmed=words not in opened.placed.open_brick.name.casefold())
        found = 0
        for flag in self.flags.values():
            is_found = words in flag.placed.flag.search_text
            flag.set_state(is_dimmed=not is_found, is_found=is_found)
            found += is_found
        return found + sum(not brick.is_dimmed for brick in self.bricks.values())

    def _content_rect(self, *, with_plates: bool) -> QRectF:
        """What has to be in view; the container's plate goes on beyond it."""
        rect = QRectF()
        for item in self.items():
            if with_plates or not isinstance(item, BaseplateItem | PlateStudsItem):
                rect = rect.united(item.sceneBoundingRect())
        margin = 40 if with_plates else 24
        return rect.adjusted(-margin, -30, margin, 40 if with_plates else 70)

    def _add_plates(self, placement: Placement, mode: ViewMode, *, is_container: bool) -> None:
        rows = (2, 5) if mode is ViewMode.SHARED and not is_container else (3, _PLATE_BEHIND)
        for street in placement.streets:
            towers = [
                (placed.x + placed.width - street.x, self._height_at(placement, placed.key))
                for placed in placement.bricks
                if abs(placed.y - street.y) < 0.01
            ]
            margin = 14 if is_container else 1
            for item in plate_items(Plate(street, rows, margin), towers, self.surroundings):
                self.addItem(item)

    def _height_at(self, placement: Placement, key: str) -> float:
        """How tall the tower at the right end of a bottom brick is."""
        placed = next(p for p in placement.bricks if p.key == key)
        right = placed.x + placed.width - 0.1
        return max(
            p.y + p.height - placed.y
            for p in placement.bricks
            if p.x <= right < p.x + p.width and p.y >= placed.y
        )

    def _add_brackets(self, placement: Placement) -> None:
        opened = placement.open_bricks[0] if placement.open_bricks else None
        right = max((p.x + p.width for p in placement.bricks), default=10.0)
        if opened is not None:
            self.addItem(
                BracketItem(opened.x + opened.width, opened.y, opened.open_brick.total_height,
                            (tr("Container"), tr("writable, thrown away"),
                             tr("unless you snapshot it")),
                            "running", self.surroundings)
            )  # fmt: skip
        if placement.bricks:
            bottom = min(p.y for p in placement.bricks)
            top = max(p.y + p.height for p in placement.bricks)
            total = len(placement.bricks)
            bricks = counted("read-only, {count} brick", "read-only, {count} bricks", total)
            words = (tr("Image"), opened.open_brick.image_reference if opened else "", bricks)
            self.addItem(
                BracketItem(right, bottom, top - bottom, words, "text3", self.surroundings,
                            is_over_plate=(top - bottom) / 2 < _PLATE_BEHIND * DEPTH_Y + 1)
            )  # fmt: skip

    # --- movement -----------------------------------------------------------------------------

    def _positions(self) -> dict[str, QPointF]:
        found = {key: item.pos() for key, item in self.bricks.items()}
        for item in self.bricks.values():
            found.setdefault(item.placed.brick.chain_id, item.pos())
        for key, flag in self.flags.items():
            found[f"flag {key}"] = flag.pos()
        for key, opened in self.opened.items():
            found[f"open {key}"] = opened.pos()
        return found

    def _animate_from(self, before: dict[str, QPointF], gone: Sequence[WallItem]) -> None:
        movement = self._movement
        for key, item in self.bricks.items():
            start = before.get(key) or before.get(item.placed.brick.chain_id)
            movement.move(item, start) if start is not None else movement.fall(item)
        for name, flag in self.flags.items():
            start = before.get(f"flag {name}")
            movement.move(flag, start) if start is not None else movement.raise_flag(flag)
        for name, opened in self.opened.items():
            start = before.get(f"open {name}")
            movement.move(opened, start) if start is not None else movement.fall(opened)
        for item in gone:
            self.addItem(item)
            movement.leave(item)

    def _gone_with(self, placement: Placement) -> list[WallItem]:
        """Likenesses of what stands now and will not stand in `placement`."""
        chain_ids = {placed.brick.chain_id for placed in placement.bricks}
        containers = {placed.open_brick.container_id for placed in placement.open_bricks}
        gone: list[WallItem] = [
            BrickItem(item.placed, self.surroundings)
            for item in self.bricks.values()
            if item.placed.brick.chain_id not in chain_ids
        ]
        gone += [
            OpenBrickItem(item.placed, self.surroundings)
            for key, item in self.opened.items()
            if key not in containers
        ]
        return gone


def _places(placement: Placement) -> Placement:
    """A placement without the figures that change while containers run and images come."""
    return replace(
        placement,
        ghosts=tuple(
            replace(placed, ghost=replace(placed.ghost, bricks=_resting(placed.ghost)))
            for placed in placement.ghosts
        ),
        open_bricks=tuple(
            replace(
                placed,
                open_brick=replace(
                    placed.open_brick,
                    size_bytes=0,
                    added=0,
                    modified=0,
                    deleted=0,
                    curve=(),
                    rate_bytes_s=0.0,
                ),
            )
            for placed in placement.open_bricks
        ),
    )


def _resting(ghost: Ghost) -> tuple[TravelBrick, ...]:
    return tuple(replace(one, state=None, moved_bytes=0, reason="") for one in ghost.bricks)


def focus_rect(item: WallItem) -> QRectF:
    """Where an item is, with its depth, for bringing it into view."""
    back = depth_vector(BRICK_DEPTH, PITCH)
    return item.sceneBoundingRect().adjusted(0, back.y(), back.x(), 0)
