"""Where everything stands: a pure function from the wall to places, in stud pitches.

x grows to the right, y upwards from the baseplate. In the shared view an upright icicle: a brick is
as wide as all that stands on it. In stacks one tower for each image.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.viewmodel.arrivals import Ghost
from app.viewmodel.open_brick import OpenBrick
from app.viewmodel.sizes import brick_height
from app.viewmodel.wall import Brick, Flag, Wall

SHARED_LOT = 5.0
STACKS_LOT = 4.0
STACKS_GAP = 35 / 26
CONTAINER_WIDTH = 10.0
OPEN_HEIGHT_LARGE = 3.6
MARK_HEIGHT_LARGE = 1.2
ROOT_GAP = 1.0
STREET_LOTS = 60
STREET_GAP = 90 / 26 + 3.0
FLAG_HEIGHT = 3.4
OPEN_ORDER = 100_000


class ViewMode(enum.Enum):
    """Both views of a repository."""

    SHARED = "shared"
    STACKS = "stacks"


@dataclass(frozen=True, slots=True)
class PlacedBrick:
    """A brick's front face. `bare_from` is where its top has nothing on it, up to the right end."""

    key: str  # unique on the wall: a brick may stand in several towers
    brick: Brick
    x: float
    y: float
    width: float
    bare_from: float
    order: int  # of painting

    @property
    def height(self) -> float:
        """As the brick's."""
        return self.brick.height


@dataclass(frozen=True, slots=True)
class PlacedFlag:
    """A flag's foot, in the middle of the lot that the image owns."""

    flag: Flag
    x: float
    y: float
    lot: float


@dataclass(frozen=True, slots=True)
class PlacedOpenBrick:
    """A container's open brick."""

    open_brick: OpenBrick
    x: float
    y: float
    width: float
    order: int


@dataclass(frozen=True, slots=True)
class PlacedGhost:
    """The bricks of an image that is on its way here."""

    ghost: Ghost
    x: float
    y: float
    width: float
    order: int


@dataclass(frozen=True, slots=True)
class Street:
    """One baseplate with what stands on it; without a title when it is the only one."""

    title: str
    x: float
    y: float
    width: float
    height: float
    images: int = 0
    size_bytes: int = 0  # of its bricks, each once


@dataclass(frozen=True, slots=True)
class Placement:
    """All places."""

    bricks: tuple[PlacedBrick, ...] = ()
    flags: tuple[PlacedFlag, ...] = ()
    open_bricks: tuple[PlacedOpenBrick, ...] = ()
    streets: tuple[Street, ...] = ()
    ghosts: tuple[PlacedGhost, ...] = ()

    def places_of(self, chain_id: str) -> tuple[PlacedBrick, ...]:
        """All copies of a brick."""
        return tuple(placed for placed in self.bricks if placed.brick.chain_id == chain_id)


@dataclass(slots=True)
class Order:
    """Remembers in which order things stood, so that nothing moves when others come and go."""

    _ranks: dict[str, int] = field(default_factory=dict)

    def arrange(self, keys: Sequence[str]) -> list[str]:
        """`keys`, given in the order in which new ones would come, with known ones first."""
        for key in keys:
            self._ranks.setdefault(key, len(self._ranks))
        return sorted(keys, key=lambda key: self._ranks[key])

    def forget(self) -> None:
        """Tidy up: the next arrangement is made anew."""
        self._ranks.clear()


def place(wall: Wall, mode: ViewMode, order: Order | None = None) -> Placement:
    """Places for everything on the wall."""
    order = order if order is not None else Order()
    return _shared(wall, order) if mode is ViewMode.SHARED else _stacks(wall, order)


@dataclass(slots=True)
class _Tree:
    """The wall's bricks by their parents, with what ends where."""

    wall: Wall
    order: Order
    children: dict[str, list[str]] = field(default_factory=dict)
    flags: dict[str, list[Flag]] = field(default_factory=dict)
    opened: dict[str, list[OpenBrick]] = field(default_factory=dict)
    ghosts: dict[str, list[Ghost]] = field(default_factory=dict)
    lots: dict[str, int] = field(default_factory=dict)
    tallness: dict[str, float] = field(default_factory=dict)
    weight: dict[str, int] = field(default_factory=dict)  # bytes of a brick and all on it

    def build(self) -> None:
        for chain_id, brick in self.wall.bricks.items():
            self.children.setdefault(brick.parent, []).append(chain_id)
        for flag in self.wall.flags:
            self.flags.setdefault(flag.chain_id, []).append(flag)
        for opened in self.wall.open_bricks:
            self.opened.setdefault(opened.chain_id, []).append(opened)
        for ghost in self.wall.ghosts:
            self.ghosts.setdefault(ghost.chain_id, []).append(ghost)
        # Parents come before children in `bricks`, so the way back sees children first.
        for chain_id in reversed(list(self.wall.bricks)):
            above = self.children.get(chain_id, [])
            own = self.ending_on(chain_id)
            self.lots[chain_id] = max(1, sum(self.lots[child] for child in above) + own)
            tallest = max((self.tallness[child] for child in above), default=0.0)
            self.tallness[chain_id] = self.wall.bricks[chain_id].height + tallest
            own_bytes = self.wall.bricks[chain_id].size_bytes
            self.weight[chain_id] = own_bytes + sum(self.weight[child] for child in above)
            tallest_left = sorted(above, key=lambda child: -self.tallness[child])
            self.children[chain_id] = self.order.arrange(tallest_left)

    def ending_on(self, chain_id: str) -> int:
        """How many flags, containers and images on their way stand on a brick itself."""
        ending = (self.flags, self.opened, self.ghosts)
        return sum(len(table.get(chain_id, ())) for table in ending)

    def images_on(self, chain_id: str) -> int:
        return len(self.wall.bricks[chain_id].images)


def _shared(wall: Wall, order: Order) -> Placement:
    tree = _Tree(wall, order)
    tree.build()
    roots = tree.children.get("", [])
    roots = order.arrange(sorted(roots, key=lambda root: -tree.images_on(root)))
    builder = _Builder(tree)
    total_lots = sum(tree.lots[root] for root in roots)
    x = y = 0.0
    left = 0.0
    streets: list[Street] = []
    for root in roots:
        if total_lots > STREET_LOTS:
            width = tree.lots[root] * SHARED_LOT
            height = tree.tallness[root] + FLAG_HEIGHT
            y -= height + STREET_GAP if streets else 0.0
            builder.subtree(root, 0.0, y)
            street = Street(
                wall.bricks[root].title, 0.0, y, width, height,
                tree.images_on(root), tree.weight[root],
            )  # fmt: skip
            streets.append(street)
        else:
            builder.subtree(root, x, y)
            x += tree.lots[root] * SHARED_LOT + ROOT_GAP
    if total_lots <= STREET_LOTS:
        height = max((tree.tallness[root] for root in roots), default=0.0) + FLAG_HEIGHT
        x = builder.lonely(x, wall)
        streets = [Street("", left, 0.0, max(0.0, x - ROOT_GAP), height)]
    return Placement(
        tuple(builder.bricks), tuple(builder.flags), tuple(builder.opened), tuple(streets),
        tuple(builder.ghosts),
    )  # fmt: skip


@dataclass(slots=True)
class _Builder:
    """Collects places; `counter` is the order of painting, depth first."""

    tree: _Tree
    bricks: list[PlacedBrick] = field(default_factory=list)
    flags: list[PlacedFlag] = field(default_factory=list)
    opened: list[PlacedOpenBrick] = field(default_factory=list)
    ghosts: list[PlacedGhost] = field(default_factory=list)
    counter: int = 0

    def subtree(self, root: str, x: float, y: float) -> None:
        """A brick and all on it. Iterative: a chain may be hundreds of bricks tall."""
        waiting = [(root, x, y)]
        while waiting:
            chain_id, x, y = waiting.pop()
            brick = self.tree.wall.bricks[chain_id]
            above = self.tree.children.get(chain_id, [])
            covered = sum(self.tree.lots[child] for child in above) * SHARED_LOT
            width = self.tree.lots[chain_id] * SHARED_LOT
            self.bricks.append(PlacedBrick(chain_id, brick, x, y, width, x + covered, self._next()))
            top = y + brick.height
            self._terrace(chain_id, x + covered, top)
            places = []
            for child in above:
                places.append((child, x, top))
                x += self.tree.lots[child] * SHARED_LOT
            waiting.extend(reversed(places))  # the left one next

    def lonely(self, x: float, wall: Wall) -> float:
        """Images without layers, and containers of them: they stand on the plate itself."""
        count = self.tree.ending_on("")
        if count:
            self._terrace("", x, 0.0)
            x += count * SHARED_LOT + ROOT_GAP
        return x

    def _terrace(self, chain_id: str, x: float, top: float) -> None:
        for opened in self.tree.opened.get(chain_id, ()):
            # Painted after the towers at its left, of which it hides a part.
            order = OPEN_ORDER + self._next()
            self.opened.append(PlacedOpenBrick(opened, x, top, SHARED_LOT, order))
            x += SHARED_LOT
        for ghost in self.tree.ghosts.get(chain_id, ()):
            order = OPEN_ORDER + self._next()
            self.ghosts.append(PlacedGhost(ghost, x, top, SHARED_LOT, order))
            x += SHARED_LOT
        for flag in self.tree.flags.get(chain_id, ()):
            self.flags.append(PlacedFlag(flag, x + SHARED_LOT / 2, top, SHARED_LOT))
            x += SHARED_LOT

    def _next(self) -> int:
        self.counter += 1
        return self.counter


def _stacks(wall: Wall, order: Order) -> Placement:
    """Towers in the left-to-right order of the shared view."""
    shared = _shared(wall, order)
    bricks: list[PlacedBrick] = []
    flags: list[PlacedFlag] = []
    opened: list[PlacedOpenBrick] = []
    ghosts: list[PlacedGhost] = []
    counter = 0
    x = 0.0
    tallest = 0.0
    towers: list[tuple[tuple[str, ...], Flag | None, OpenBrick | Ghost | None]] = [
        (placed.flag.chain, placed.flag, None)
        for placed in sorted(shared.flags, key=lambda placed: placed.x)
    ]
    chains = {flag.chain_id: flag.chain for flag in wall.flags}
    for one in wall.open_bricks:
        chain = chains.get(one.chain_id, ())
        after = max(
            (n for n, tower in enumerate(towers, start=1) if tower[0] == chain),
            default=len(towers),
        )
        towers.insert(after, (chain, None, one))
    towers += [(_chain_up_to(wall, ghost.chain_id), None, ghost) for ghost in wall.ghosts]
    for chain, flag, on_top in towers:
        y = 0.0
        name = flag.reference if flag else _name_of(on_top)
        for chain_id in chain:
            brick = wall.bricks[chain_id]
            counter += 1
            bare_from = x if chain_id == chain[-1] else x + STACKS_LOT
            key = f"{name}|{chain_id}"
            bricks.append(PlacedBrick(key, brick, x, y, STACKS_LOT, bare_from, counter))
            y += brick.height
        if flag is not None:
            flags.append(PlacedFlag(flag, x + STACKS_LOT / 2, y, STACKS_LOT))
        counter += 1
        if isinstance(on_top, OpenBrick):
            opened.append(PlacedOpenBrick(on_top, x, y, STACKS_LOT, counter))
            y += on_top.total_height
        elif on_top is not None:
            ghosts.append(PlacedGhost(on_top, x, y, STACKS_LOT, counter))
            y += on_top.height
        tallest = max(tallest, y)
        x += STACKS_LOT + STACKS_GAP
    street = Street("", 0.0, 0.0, max(0.0, x - STACKS_GAP), tallest + FLAG_HEIGHT)
    return Placement(tuple(bricks), tuple(flags), tuple(opened), (street,), tuple(ghosts))


def _name_of(on_top: OpenBrick | Ghost | None) -> str:
    if isinstance(on_top, OpenBrick):
        return on_top.container_id
    return on_top.key if on_top is not None else ""


def _chain_up_to(wall: Wall, chain_id: str) -> tuple[str, ...]:
    """A brick and all below it, bottom first."""
    chain: list[str] = []
    while chain_id in wall.bricks:
        chain.append(chain_id)
        chain_id = wall.bricks[chain_id].parent
    return tuple(reversed(chain))


def place_container(wall: Wall, container_id: str) -> Placement:
    """The container screen: one broad tower with the open brick on it, tall enough for its text."""
    opened = wall.open_brick(container_id)
    if opened is None:
        return Placement()
    chain = [wall.bricks[chain_id] for chain_id in _chain_up_to(wall, opened.chain_id)]
    placed = []
    y = 0.0
    for order, brick in enumerate(chain, start=1):
        bare_from = 0.0 if brick is chain[-1] else CONTAINER_WIDTH
        placed.append(PlacedBrick(brick.chain_id, brick, 0.0, y, CONTAINER_WIDTH, bare_from, order))
        y += brick.height
    height = max(OPEN_HEIGHT_LARGE, brick_height(opened.size_bytes) + 1.8)
    marks = tuple(
        replace(mark, height=max(mark.height, MARK_HEIGHT_LARGE)) for mark in opened.marks
    )
    opened = replace(opened, height=height, marks=marks)
    order = len(placed) + 1
    return Placement(
        bricks=tuple(placed),
        open_bricks=(PlacedOpenBrick(opened, 0.0, y, CONTAINER_WIDTH, order),),
        streets=(Street("", 0.0, 0.0, CONTAINER_WIDTH, y + opened.total_height),),
    )


def neighbours(placement: Placement, key: str) -> Mapping[str, str]:
    """Keys of the bricks that keys lead to: up, down, left, right, street-above, street-below."""
    by_key = {placed.key: placed for placed in placement.bricks}
    here = by_key.get(key)
    if here is None:
        return {}
    middle = here.y + here.height / 2
    found: dict[str, str] = {}
    above = [
        p for p in placement.bricks
        if abs(p.y - here.y - here.height) < 0.01 and here.x - 0.01 <= p.x < here.x + here.width
    ]  # fmt: skip
    below = [
        p for p in placement.bricks
        if abs(p.y + p.height - here.y) < 0.01 and p.x - 0.01 <= here.x < p.x + p.width
    ]  # fmt: skip
    if above:
        found["up"] = above[0].key
    if below:
        found["down"] = below[0].key
    level = sorted(
        (p for p in placement.bricks if p.y <= middle < p.y + p.height), key=lambda p: p.x
    )
    at = level.index(here)
    if len(level) > 1:
        found["left"] = level[at - 1].key
        found["right"] = level[(at + 1) % len(level)].key
    found.update(_other_streets(placement, here))
    return found


def _other_streets(placement: Placement, here: PlacedBrick) -> dict[str, str]:
    """The bottom left bricks of the streets above and below; streets go on downwards."""
    feet = [
        min(
            (p for p in placement.bricks if abs(p.y - street.y) < 0.01),
            key=lambda p: p.x,
            default=here,
        )
        for street in placement.streets
    ]
    at = next((n for n, s in enumerate(placement.streets) if here.y >= s.y - 0.01), 0)
    found = {}
    if at > 0:
        found["street-above"] = feet[at - 1].key
    if at + 1 < len(feet):
        found["street-below"] = feet[at + 1].key
    return found
