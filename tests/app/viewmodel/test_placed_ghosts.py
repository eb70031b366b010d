"""Where images on their way stand: on the bricks that they share, in a column of their own."""

from __future__ import annotations

from dataclasses import replace

from app.viewmodel.arrivals import Arrival, ghosts_of
from app.viewmodel.placement import SHARED_LOT, Placement, ViewMode, place
from app.viewmodel.wall import Wall
from tests.app.viewmodel.test_placement import APP, BASE, OTHER, WEB, a_wall, an_image

NEW = an_image("New", "b", "n", "t")
ALIEN = an_image("Alien", "x", "y")


def wall_with(*coming: object, on: Wall) -> Wall:
    arrivals = [Arrival(one.name, one) for one in coming]  # type: ignore[attr-defined]
    return replace(on, ghosts=ghosts_of(arrivals, on.bricks.keys()))


def is_free(placement: Placement, number: int) -> bool:
    """Whether nothing else stands where a ghost stands."""
    ghost = placement.ghosts[number]
    middle = ghost.x + ghost.width / 2
    columns = [(p.x, p.x + p.width, p.y) for p in placement.bricks]
    columns += [(p.x - 1, p.x + 1, p.y) for p in placement.flags]
    return not any(left < middle < right and y >= ghost.y - 0.01 for left, right, y in columns)


def test_on_shared_bricks_it_has_a_lot_of_its_own() -> None:
    before = place(a_wall(BASE, WEB, APP), ViewMode.SHARED)
    placement = place(wall_with(NEW, on=a_wall(BASE, WEB, APP)), ViewMode.SHARED)
    (ghost,) = placement.ghosts
    base = placement.places_of("b")[0]
    assert ghost.y == base.height
    assert base.width == before.places_of("b")[0].width + SHARED_LOT
    assert base.x <= ghost.x < base.x + base.width
    assert is_free(placement, 0)


def test_without_shared_bricks_it_stands_on_the_plate_beside_all_others() -> None:
    placement = place(wall_with(ALIEN, on=a_wall(BASE, OTHER)), ViewMode.SHARED)
    (ghost,) = placement.ghosts
    assert ghost.y == 0
    assert is_free(placement, 0)
    (street,) = placement.streets
    assert street.x + street.width >= ghost.x + ghost.width


def test_an_empty_wall_has_a_place_for_the_first() -> None:
    for mode in ViewMode:
        placement = place(wall_with(ALIEN, on=Wall()), mode)
        assert len(placement.ghosts) == 1
        assert placement.streets[0].width >= placement.ghosts[0].width


def test_in_stacks_it_stands_on_copies_of_what_it_shares() -> None:
    placement = place(wall_with(NEW, ALIEN, on=a_wall(BASE, WEB)), ViewMode.STACKS)
    on_shared, alone = placement.ghosts
    copies = placement.places_of("b")
    assert len(copies) == 3
    assert on_shared.x == copies[-1].x
    assert on_shared.y == copies[-1].height
    assert alone.y == 0
    assert is_free(placement, 0)
    assert is_free(placement, 1)
    keys = [placed.key for placed in placement.bricks]
    assert len(set(keys)) == len(keys)
