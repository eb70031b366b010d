from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.scene.open_brick_painter import fitting_words
from app.scene.picture import draw_wall
from app.scene.wall_view import WallView
from app.theme import Mode, Theme, interface_font
from app.viewmodel.placement import ViewMode
from core.model import ContainerState
from tests.app.viewmodel.test_placement import (
    APP,
    BASE,
    OTHER,
    WEB,
    a_container,
    a_wall,
    an_image,
)

WALL = a_wall(BASE, WEB, APP, OTHER, containers=(a_container("c", WEB),))


@pytest.fixture
def view(qtbot: QtBot) -> WallView:
    made = WallView(Theme(Mode.LIGHT))
    made.set_animated(False)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.show_wall(WALL, ViewMode.SHARED)
    return made


def middle_of(view: WallView, item: object) -> QPoint:
    front = getattr(item, "front", None) or item.card  # type: ignore[attr-defined]
    return view.mapFromScene(item.mapToScene(QPointF(front.center())))  # type: ignore[attr-defined]


def test_clicks_select_bricks_flags_containers_and_nothing(view: WallView, qtbot: QtBot) -> None:
    scene = view.wall_scene
    left = Qt.MouseButton.LeftButton
    for signal, item, key in (
        (view.selection.brick_selected, scene.bricks["b"], "b"),
        (view.selection.flag_selected, scene.flags["App:1"], "App:1"),
        (view.selection.container_selected, scene.opened["c"], "c"),
    ):
        with qtbot.waitSignal(signal) as caught:
            qtbot.mouseClick(view.viewport(), left, pos=middle_of(view, item))
        assert caught.args == [key]
        assert item.is_chosen
    with qtbot.waitSignal(view.selection.cleared):
        qtbot.mouseClick(view.viewport(), left, pos=QPoint(3, 3))


def test_a_flag_lights_its_whole_chain(view: WallView) -> None:
    view.selection.select_flag("Web:1")
    dimmed = {key for key, item in view.wall_scene.bricks.items() if item.is_dimmed}
    assert dimmed == {"b/w/a", "o"}
    view.selection.clear()
    assert not any(item.is_dimmed for item in view.wall_scene.bricks.values())


def test_the_keyboard_walks_the_wall(view: WallView, qtbot: QtBot) -> None:
    view.setFocus()
    said = []
    for key, wanted in (
        (Qt.Key.Key_Up, "b"),
        (Qt.Key.Key_Up, "b/w"),
        (Qt.Key.Key_End, "b/w/a"),
        (Qt.Key.Key_Home, "b"),
        (Qt.Key.Key_Right, "o"),
        (Qt.Key.Key_Right, "b"),
    ):
        with qtbot.waitSignal(view.selection.brick_selected) as caught:
            qtbot.keyClick(view, key)
        assert caught.args == [wanted]
        said.append(view.accessibleDescription())
    assert all("read-only" in sentence for sentence in said)
    with qtbot.waitSignal(view.entered):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.inspected):
        qtbot.keyClick(view, Qt.Key.Key_Space)
    with qtbot.waitSignal(view.selection.cleared):
        qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_a_repeated_brick_shows_its_copies(view: WallView) -> None:
    view.show_wall(WALL, ViewMode.STACKS)
    scene = view.wall_scene
    item = next(i for i in scene.bricks.values() if i.placed.brick.chain_id == "b")
    view.hover_guide.hover(item)
    linked = [i for i in scene.bricks.values() if i.is_linked]
    assert len(linked) == 4  # three images and a container
    assert {name for name, flag in scene.flags.items() if flag.is_linked} == {
        "Base:1", "Web:1", "App:1",
    }  # fmt: skip
    view.hover_guide.hover(None)
    assert not any(i.is_linked or i.is_dimmed for i in scene.bricks.values())


def test_linked_copies_stay_so_while_containers_grow(view: WallView) -> None:
    view.show_wall(WALL, ViewMode.STACKS)
    scene = view.wall_scene
    view.hover_guide.hover(next(i for i in scene.bricks.values() if i.placed.brick.chain_id == "b"))
    grown = replace(WALL.open_bricks[0], size_bytes=4096)
    view.show_wall(replace(WALL, open_bricks=(grown,)), ViewMode.STACKS)
    view.selection.clear()  # nothing is selected, and the window tells so each time
    assert len([i for i in scene.bricks.values() if i.is_linked]) == 4


@pytest.mark.parametrize(("zoom", "detail"), [(1.0, 3), (0.5, 2), (0.25, 1), (0.12, 0)])
def test_detail_follows_the_zoom(view: WallView, zoom: float, detail: int) -> None:
    view.set_zoom(zoom)
    assert view.wall_scene.surroundings.detail == detail
    assert not view.grab().isNull()


def test_zoom_is_bounded_and_fit_shows_all(view: WallView) -> None:
    for _ in range(60):
        view.zoom_in()
    assert view.zoom == 4.0
    for _ in range(90):
        view.zoom_out()
    assert view.zoom == pytest.approx(0.1)
    view.fit_all()
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    for item in view.wall_scene.bricks.values():
        assert seen.contains(item.sceneBoundingRect().center())


def test_what_is_selected_stays_selected(view: WallView) -> None:
    view.selection.select_brick("b/w")
    view.show_wall(a_wall(BASE, WEB), ViewMode.SHARED)
    assert view.wall_scene.bricks["b/w"].is_chosen


def test_new_bricks_fall_and_land(qtbot: QtBot) -> None:
    view = WallView(Theme(Mode.DARK))
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    view.show_wall(a_wall(BASE), ViewMode.SHARED)
    view.show_wall(a_wall(BASE, WEB), ViewMode.SHARED)
    item = view.wall_scene.bricks["b/w"]
    landing = QPointF(item.placed.x * 26, -item.placed.y * 26)
    assert item.pos().y() < landing.y()
    qtbot.waitUntil(lambda: item.pos() == landing)


def test_a_large_repository_is_shown_with_an_overview(view: WallView) -> None:
    images = [an_image(f"I{n}-{m}", f"base{n}", f"l{n}-{m}") for n in range(6) for m in range(50)]
    view.show_wall(a_wall(*images), ViewMode.SHARED)
    assert len(view.wall_scene.bricks) == 306
    view.set_zoom(1.0)
    assert view.minimap.isVisible()
    assert not view.grab().isNull()


@pytest.mark.parametrize("mode", list(ViewMode))
@pytest.mark.parametrize("theme", list(Mode))
def test_pictures_as_png_and_svg(qtbot: QtBot, tmp_path: Path, mode: ViewMode, theme: Mode) -> None:
    for suffix in ("png", "svg"):
        path = tmp_path / f"wall.{suffix}"
        draw_wall(WALL, path, mode=mode, theme=Theme(theme), scale=1.0)
        assert path.stat().st_size > 5_000
    image = QImage(str(tmp_path / "wall.png"))
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 4)
               for y in range(0, image.height(), 4)}  # fmt: skip
    assert len(colours) > 100
    assert "Base" in (tmp_path / "wall.svg").read_text()


def test_a_large_repository_is_panned_without_painting_it_anew(
    view: WallView, painted: list[str]
) -> None:
    """Every item in view is painted once for a zoom; panning only moves what is kept.

    Of the four broad base bricks no pictures are kept.
    """
    images = [an_image(f"I{n}-{m}", f"base{n}", f"l{n}-{m}") for n in range(4) for m in range(60)]
    view.show_wall(a_wall(*images), ViewMode.SHARED)
    view.set_zoom(0.5)
    view.grab()
    assert len(painted) > 100
    view.camera.pan(QPoint(2, 1))
    view.grab()
    painted.clear()
    for _ in range(3):
        view.camera.pan(QPoint(2, 1))
        view.grab()
    assert len(painted) < 24  # at the edges something may come into view


def test_a_search_dims_the_rest_and_counts(view: WallView) -> None:
    assert view.selection.search("web") == 3  # the flag, and both bricks that its image holds
    flags = view.wall_scene.flags
    assert not flags["Web:1"].is_dimmed
    assert flags["Other:1"].is_dimmed
    view.show_wall(WALL, ViewMode.STACKS)
    assert view.wall_scene.flags["Other:1"].is_dimmed, "the search outlives another view"
    assert view.selection.search("") is None
    assert not any(flag.is_dimmed for flag in view.wall_scene.flags.values())


def test_a_panel_that_opens_pans_and_does_not_rescale(view: WallView, qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    box.resize(1200, 700)
    view.setParent(box)
    view.setGeometry(0, 0, 1200, 700)
    box.show()
    view.show()
    view.selection.select_brick("o")
    zoom = view.zoom
    view.resize(600, 700)
    assert view.zoom == zoom
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(view.wall_scene.bricks["o"].sceneBoundingRect().center())
    view.resize(1200, 700)
    box.resize(600, 700)
    view.resize(600, 700)
    assert view.zoom < zoom, "another size of the window fits the wall anew"
    view.setParent(None)


def test_page_keys_lead_from_street_to_street(view: WallView, qtbot: QtBot) -> None:
    images = [an_image(f"I{n}-{m}", f"base{n}", f"l{n}-{m}") for n in range(3) for m in range(30)]
    view.show_wall(a_wall(*images), ViewMode.SHARED)
    view.setFocus()
    streets = sorted(view.wall_scene.placement.streets, key=lambda street: -street.y)
    assert [street.images for street in streets] == [30, 30, 30]
    first, second = (
        next(p.key for p in view.wall_scene.placement.bricks if abs(p.y - street.y) < 0.01)
        for street in streets[:2]
    )
    view.selection.select_brick(first)
    with qtbot.waitSignal(view.selection.brick_selected) as caught:
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert caught.args == [second]
    with qtbot.waitSignal(view.selection.brick_selected) as caught:
        qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert caught.args == [first]


def test_what_grows_is_painted_anew_and_nothing_else_is_touched(view: WallView) -> None:
    scene = view.wall_scene
    opened, brick = scene.opened["c"], scene.bricks["b"]
    view.hover_guide.hover(brick)
    (before,) = WALL.open_bricks
    grown = replace(before, size_bytes=4096, added=3, curve=(0.0, 1.0), rate_bytes_s=9.0)
    old_picture = view.grab().toImage()
    view.show_wall(replace(WALL, open_bricks=(grown,)), ViewMode.SHARED)
    assert scene.opened["c"] is opened
    assert scene.bricks["b"] is brick
    assert brick.is_hovered
    assert opened.placed.open_brick == grown
    assert view.grab().toImage() != old_picture
    taller = replace(grown, height=before.height + 2)
    view.show_wall(replace(WALL, open_bricks=(taller,)), ViewMode.SHARED)
    assert scene.opened["c"] is not opened
    assert scene.opened["c"].placed.open_brick == taller


@pytest.mark.parametrize(
    ("room", "wanted"),
    [
        (400, "4.10 KB · stopped · host"),
        (120, "4.10 KB · stopped"),
        (60, "stopped"),
        (5, "4.10 KB"),
    ],
)
def test_no_word_of_an_open_brick_is_cut_while_fewer_would_fit(
    view: WallView, room: int, wanted: str
) -> None:
    (opened,) = WALL.open_bricks
    stopped = replace(opened, state=ContainerState.STOPPED, size_bytes=4096, switch="host")
    assert fitting_words(stopped, interface_font(11), room, has_plug=True) == wanted


def test_keys_lead_to_flags_and_containers_too(view: WallView, qtbot: QtBot) -> None:
    """Where an image ends, and what stands open, is not for pointers alone."""
    scene = view.wall_scene
    view.choose(scene.bricks["b/w/a"])  # the application: nothing stands on it but its flag
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.selection.item is scene.flags["App:1"]
    passed = []
    for _ in range(len(scene.flags) + len(scene.opened)):
        qtbot.keyClick(view, Qt.Key.Key_Right)
        passed.append(view.selection.item)
    assert set(passed) == {*scene.flags.values(), *scene.opened.values()}
    assert passed[-1] is scene.flags["App:1"]
    view.choose(scene.opened["c"])
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.selection.item is scene.bricks["b/w"]
