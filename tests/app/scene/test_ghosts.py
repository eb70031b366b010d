"""Images on their way on the wall: they fill without anything else being painted anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.scene.wall_view import WallView
from app.theme import Mode, Theme
from app.viewmodel.arrivals import Arrival, ghosts_of
from app.viewmodel.placement import ViewMode
from app.viewmodel.wall import Wall
from core.model import LayerTransfer, Transfer, TransferState
from tests.app.viewmodel.test_placed_ghosts import ALIEN, NEW
from tests.app.viewmodel.test_placement import BASE, WEB, a_wall

STANDING = a_wall(BASE, WEB)


def coming(share: float, on: Wall = STANDING) -> Wall:
    layers = tuple(
        LayerTransfer(one.digest, one.size_bytes, round(share * one.size_bytes),
                      TransferState.MOVING)
        for one in NEW.layers
    )  # fmt: skip
    return replace(on, ghosts=ghosts_of([Arrival("a", NEW, Transfer(layers))], on.bricks.keys()))


@pytest.fixture
def view(qtbot: QtBot) -> WallView:
    made = WallView(Theme(Mode.LIGHT))
    made.set_animated(False)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    return made


@pytest.mark.parametrize("mode", list(ViewMode))
def test_it_fills_and_nothing_else_is_painted(
    view: WallView, qtbot: QtBot, painted: list[str], mode: ViewMode
) -> None:
    view.show_wall(coming(0.1), mode)
    qtbot.waitUntil(lambda: "paint_brick" in painted)
    (item,) = view.wall_scene.ghosts.values()
    assert item.placed.ghost.bricks[0].figure == "10 %"
    painted.clear()
    view.show_wall(coming(0.6), mode)
    view.grab()
    assert view.wall_scene.ghosts["a"] is item
    assert item.placed.ghost.bricks[0].figure == "60 %"
    assert "paint_brick" not in painted


def test_it_becomes_bricks_when_it_has_arrived(view: WallView) -> None:
    view.show_wall(coming(1.0), ViewMode.SHARED)
    view.show_wall(a_wall(BASE, WEB, NEW), ViewMode.SHARED)
    assert not view.wall_scene.ghosts
    assert NEW.reference in view.wall_scene.flags


def test_the_first_one_on_an_empty_wall_keeps_the_picture_still(view: WallView) -> None:
    empty = replace(Wall(), ghosts=ghosts_of([Arrival("a", ALIEN)], set()))
    view.show_wall(empty, ViewMode.SHARED)
    (item,) = view.wall_scene.ghosts.values()
    view.show_wall(replace(empty, ghosts=(replace(empty.ghosts[0]),)), ViewMode.SHARED)
    assert view.wall_scene.ghosts["a"] is item


def test_it_cannot_be_chosen(view: WallView, qtbot: QtBot) -> None:
    view.show_wall(coming(0.5), ViewMode.SHARED)
    (item,) = view.wall_scene.ghosts.values()
    place = view.mapFromScene(item.mapToScene(item.box.center()))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.selection.item is None


@pytest.mark.parametrize("zoom", [0.1, 0.25, 0.5, 1.0, 4.0])
def test_each_level_of_detail_can_be_painted(view: WallView, zoom: float) -> None:
    view.show_wall(coming(0.5), ViewMode.SHARED)
    view.set_zoom(zoom)
    assert not view.grab().isNull()
