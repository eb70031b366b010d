from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF
from pytestqt.qtbot import QtBot

from app.scene.items import BrickItem
from app.scene.movement import fall_at, flag_at
from app.scene.wall_view import WallView
from app.theme import Mode, Theme
from app.viewmodel.placement import ViewMode
from tests.app.viewmodel.test_placement import APP, BASE, WEB, a_wall


@pytest.fixture
def view(qtbot: QtBot) -> WallView:
    made = WallView(Theme(Mode.LIGHT))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def test_a_brick_falls_gives_way_and_stands() -> None:
    assert fall_at(0) == (120.0, 1.0)
    heights = [fall_at(time)[0] for time in range(0, 261, 20)]
    assert heights == sorted(heights, reverse=True)
    assert fall_at(260) == (0.0, pytest.approx(0.97))
    assert fall_at(400) == (0.0, pytest.approx(1.0))


def test_its_flag_comes_after_it_has_landed() -> None:
    assert flag_at(0) == flag_at(400) == (8.0, 0.0)
    assert flag_at(580) == (0.0, 1.0)


def test_what_is_removed_is_lifted_off_and_cannot_be_clicked(view: WallView, qtbot: QtBot) -> None:
    view.show_wall(a_wall(BASE, WEB, APP), ViewMode.SHARED)
    place = view.mapFromScene(view.wall_scene.bricks["b/w/a"].mapToScene(QPointF(40, -10)))
    view.show_wall(a_wall(BASE, WEB), ViewMode.SHARED)
    leaving = [i for i in view.wall_scene.items() if isinstance(i, BrickItem) and not i.isEnabled()]
    assert [item.placed.brick.chain_id for item in leaving] == ["b/w/a"]
    assert view._item_at(QPoint(place)) not in leaving
    qtbot.waitUntil(lambda: not leaving[0].isVisible())


def test_a_change_in_the_middle_of_a_movement_ends_in_the_right_places(
    view: WallView, qtbot: QtBot
) -> None:
    for images in ((BASE,), (BASE, WEB), (BASE, WEB, APP), (BASE, WEB), (BASE, WEB, APP)):
        view.show_wall(a_wall(*images), ViewMode.SHARED)
    view.show_wall(a_wall(BASE, WEB, APP), ViewMode.STACKS)

    def have_landed() -> bool:
        return all(
            item.pos() == QPointF(item.placed.x * 26, -item.placed.y * 26)
            and item.transform().isIdentity()
            for item in view.wall_scene.bricks.values()
        ) and all(flag.opacity() == 1.0 for flag in view.wall_scene.flags.values())

    qtbot.waitUntil(have_landed)
    assert len(view.wall_scene.bricks) == 6
