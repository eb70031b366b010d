"""The placement as pictures in characters: one column a stud, one row half a pitch."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.viewmodel.placement import (
    Order,
    Placement,
    ViewMode,
    neighbours,
    place,
    place_container,
)
from app.viewmodel.roles import Role, guess_role
from app.viewmodel.wall import Appearance, BrickLook, Wall, build_wall
from core.model import ChangeSummary, Container, ContainerState, Image, Layer, Repository

SMALL, LARGE = 1_000, 200_000_000  # heights 1.1 and 2.5


def an_image(name: str, *layers: str, size_bytes: int = SMALL) -> Image:
    """Layers by name; the chain ID is the path to it, as in a real chain."""
    made = tuple(
        Layer(
            diff_id=layer,
            chain_id="/".join(layers[: level + 1]),
            digest=layer,
            media_type="",
            size_bytes=size_bytes,
        )
        for level, layer in enumerate(layers)
    )
    return Image(f"{name}:1", name, "P", "1", f"sha256:{name}", "", made)


def a_container(
    name: str, image: Image, state: ContainerState = ContainerState.RUNNING
) -> Container:
    return Container(
        name, name, image.reference, image.manifest_digest, image.top_chain_id, "none", state,
        datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def a_wall(*images: Image, containers: tuple[Container, ...] = ()) -> Wall:
    return build_wall(Repository("/r", images, containers))


def drawn(placement: Placement) -> str:
    """Fronts as letters of their titles, flags as !, open bricks as *."""
    cells: dict[tuple[int, int], str] = {}
    for placed in placement.bricks:
        letter = placed.brick.title[0]
        row = round(placed.y / 1.1)
        for column in range(round(placed.x), round(placed.x + placed.width)):
            assert (column, row) not in cells, "two bricks in one place"
            cells[column, row] = letter
    for flag in placement.flags:
        cells[round(flag.x - 0.5), round(flag.y / 1.1)] = "!"
    for opened in placement.open_bricks:
        for column in range(round(opened.x), round(opened.x + opened.width)):
            cells[column, round(opened.y / 1.1)] = "*"
    width = max(column for column, _row in cells) + 1
    rows = range(max(row for _column, row in cells), -1, -1)
    return "\n".join(
        "".join(cells.get((column, row), " ") for column in range(width)).rstrip() for row in rows
    )


BASE = an_image("Base", "b")
WEB = an_image("Web", "b", "w")
APP = an_image("App", "b", "w", "a")
OTHER = an_image("Other", "o")


def test_three_images_share_their_bricks() -> None:
    picture = """
  !
AAAAA  !
WWWWWWWWWW  !
BBBBBBBBBBBBBBB
""".strip("\n")
    assert drawn(place(a_wall(BASE, WEB, APP), ViewMode.SHARED)) == picture


def test_trees_stand_one_stud_apart_and_the_larger_one_first() -> None:
    picture = """
  !
WWWWW  !     !
BBBBBBBBBB OOOOO
""".strip("\n")
    assert drawn(place(a_wall(OTHER, BASE, WEB), ViewMode.SHARED)) == picture


def test_branches_fall_to_the_right() -> None:
    tall = an_image("Tall", "b", "t", "u")
    flat = an_image("Flat", "b", "f")
    picture = """
  !
TTTTT  !
lllllFFFFF
llllllllll
""".strip("\n")
    assert drawn(place(a_wall(flat, tall), ViewMode.SHARED)) == picture


def test_a_container_has_a_lot_of_its_own() -> None:
    picture = """
*****  !
BBBBBBBBBB
""".strip("\n")
    wall = a_wall(BASE, containers=(a_container("c", BASE),))
    assert drawn(place(wall, ViewMode.SHARED)) == picture


def test_stacks_are_one_tower_for_each_image() -> None:
    placement = place(a_wall(BASE, WEB, APP), ViewMode.STACKS)
    assert len(placement.bricks) == 6
    assert len({placed.key for placed in placement.bricks}) == 6
    copies = placement.places_of("b")
    assert len(copies) == 3
    assert {copy.y for copy in copies} == {0.0}
    assert [flag.flag.name for flag in sorted(placement.flags, key=lambda f: f.x)] == [
        "App", "Web", "Base",
    ]  # fmt: skip


def test_nothing_moves_when_others_come_and_go() -> None:
    order = Order()
    first = place(a_wall(OTHER, BASE), ViewMode.SHARED, order)
    more = [an_image(f"N{n}", "b", f"n{n}") for n in range(3)]
    second = place(a_wall(OTHER, BASE, *more), ViewMode.SHARED, order)
    assert [p.key for p in first.bricks] == [p.key for p in second.bricks if p.brick.level == 0]
    order.forget()
    tidy = place(a_wall(OTHER, BASE, *more), ViewMode.SHARED, order)
    assert tidy.bricks[0].key == "b"


def test_a_large_repository_wraps_into_streets() -> None:
    images = [an_image(f"I{n}-{m}", f"base{n}", f"l{n}-{m}") for n in range(5) for m in range(60)]
    placement = place(a_wall(*images), ViewMode.SHARED)
    assert len(placement.streets) == 5
    bottoms = sorted(street.y for street in placement.streets)
    assert len(set(bottoms)) == 5
    for placed in placement.bricks:
        assert any(
            street.y - 0.01 <= placed.y <= street.y + street.height for street in placement.streets
        )


def test_hundreds_of_layers_are_placed_without_recursion() -> None:
    tall = an_image("Tall", *(f"l{n}" for n in range(500)))
    assert len(place(a_wall(tall), ViewMode.SHARED).bricks) == 500


def test_an_image_without_layers_has_a_flag_on_the_plate() -> None:
    placement = place(a_wall(an_image("Empty"), BASE), ViewMode.SHARED)
    flag = next(flag for flag in placement.flags if flag.flag.name == "Empty")
    assert flag.y == 0.0
    assert flag.x > 5


def test_arrows_lead_to_neighbours() -> None:
    placement = place(a_wall(BASE, WEB, APP, OTHER), ViewMode.SHARED)
    assert neighbours(placement, "b")["up"] == "b/w"
    assert neighbours(placement, "b/w")["down"] == "b"
    assert neighbours(placement, "b")["right"] == "o"
    assert neighbours(placement, "o")["right"] == "b"
    assert neighbours(placement, "nothing") == {}


def test_the_container_screen_is_one_broad_tower() -> None:
    wall = a_wall(BASE, WEB, containers=(a_container("c", WEB),))
    placement = place_container(wall, "c")
    assert [placed.brick.title for placed in placement.bricks] == ["Base", "Web"]
    assert placement.open_bricks[0].y == pytest.approx(2.2)
    assert place_container(wall, "gone") == Placement()


def test_the_wall_counts_each_brick_once() -> None:
    wall = a_wall(BASE, WEB, APP)
    assert set(wall.bricks) == {"b", "b/w", "b/w/a"}
    assert wall.bricks["b"].shared_text == "shared by 3 images"
    assert wall.bricks["b/w/a"].shared_text == ""
    assert wall.saved_bytes == 3 * SMALL
    assert dict(wall.bytes_by_role()) == {
        Role.OS: SMALL, Role.PACKAGES: SMALL, Role.APP: SMALL,
    }  # fmt: skip
    assert wall.as_text_rows()[0] == "Image repository, 3 images"


def test_the_same_layer_on_another_base_is_another_brick() -> None:
    wall = a_wall(an_image("One", "a", "x"), an_image("Two", "b", "x"))
    assert {"a/x", "b/x"} <= set(wall.bricks)


def test_the_person_may_rename_and_recolour() -> None:
    appearance = Appearance({"b": BrickLook("My base", "data")})
    wall = build_wall(Repository("/r", (BASE,)), appearance)
    assert (wall.bricks["b"].title, wall.bricks["b"].role) == ("My base", Role.DATA)


def test_changes_show_on_the_open_brick() -> None:
    summary = ChangeSummary((), 3, 2, 1, 4096)
    repository = Repository("/r", (BASE,), (a_container("c", BASE),))
    opened = build_wall(repository, None, {"c": summary}).open_brick("c")
    assert opened is not None
    assert (opened.added, opened.modified, opened.deleted, opened.size_bytes) == (3, 2, 1, 4096)
    assert "3 added" in opened.as_sentence


@pytest.mark.parametrize(
    ("level", "command", "role"),
    [
        (0, "anything", Role.OS),
        (1, "apt-get install -y nginx", Role.PACKAGES),
        (1, "mkdir /srv && web-server", Role.PACKAGES),
        (2, "echo hello > /srv/index.html && web-server", Role.APP),
        (2, "apt-get install -y python3", Role.RUNTIME),
        (2, "pip install -r requirements.txt", Role.RUNTIME),
        (3, "COPY settings.toml /etc/settings.toml", Role.CONFIG),
        (2, "COPY app /srv", Role.APP),
        (3, "apt-get install -y curl", Role.PACKAGES),
    ],
)
def test_roles_are_guessed_from_place_and_command(level: int, command: str, role: Role) -> None:
    layer = Layer("d", "c", "b", "", 1, created_by=command)
    assert guess_role(layer, level) is role
