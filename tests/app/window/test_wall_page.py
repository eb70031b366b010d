from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.scene.wall_view import WallView
from app.theme import Mode, Theme
from app.viewmodel.placement import ViewMode
from app.viewmodel.wall import Wall
from app.window.wall_page import WallPage
from tests.app.scene.test_switch_bar import WALL, wall_of
from tests.app.viewmodel.test_placement import a_wall, an_image


@pytest.fixture
def page(qtbot: QtBot) -> WallPage:
    theme = Theme(Mode.LIGHT)
    view = WallView(theme)
    view.set_animated(False)
    made = WallPage(theme, view)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def show(page: WallPage, wall: Wall) -> None:
    page.show_wall(wall, ViewMode.SHARED)
    page.view.show_wall(wall, ViewMode.SHARED)


@pytest.mark.parametrize(("width", "height"), [(1200, 800), (660, 520), (430, 480)])
def test_switches_stand_above_the_legend_and_below_the_towers(
    page: WallPage, width: int, height: int
) -> None:
    page.resize(width, height)
    show(page, WALL)
    place = page.switches.geometry()
    assert page.switches.isVisible()
    assert page.rect().contains(place)
    assert place.bottom() < page.legend.y()
    flags = page.view.wall_scene.flags.values()
    for flag in flags:
        area = page.view.mapFromScene(flag.sceneBoundingRect()).boundingRect()
        assert not area.intersects(place)


def test_there_is_no_bar_without_switches(page: WallPage) -> None:
    show(page, wall_of("none"))
    assert not page.switches.isVisible()
    show(page, WALL)
    assert page.switches.isVisible()
    show(page, wall_of("none"))
    assert not page.switches.isVisible()


def test_a_single_container_and_a_lesson_have_no_switches(page: WallPage) -> None:
    show(page, WALL)
    page.show_container_screen(True)
    assert not page.switches.isVisible()
    page.show_container_screen(False)
    assert page.switches.isVisible()
    page.set_lesson(True)
    assert not page.switches.isVisible()


def test_escape_puts_containers_out_before_it_does_anything_else(
    page: WallPage, qtbot: QtBot
) -> None:
    stepped_back: list[bool] = []
    QShortcut(QKeySequence("Escape"), page, activated=lambda: stepped_back.append(True))
    show(page, WALL)
    page.activateWindow()
    page.view.setFocus()
    qtbot.waitUntil(page.view.hasFocus)
    chip = page.switches._chips[0]
    for place in (page.view, chip):
        chip.click()
        assert chip.isChecked()
        place.setFocus()
        window = page.windowHandle()
        assert window is not None
        QTest.keyClick(window, Qt.Key.Key_Escape)
        assert not chip.isChecked()
        assert stepped_back == []
    assert page.view.hasFocus()
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_Escape)
    assert stepped_back == [True]


def test_switches_leave_the_overview_free(page: WallPage) -> None:
    names = tuple(f"a-switch-{number}" for number in range(8))
    images = [an_image(f"I{n}-{m}", f"base{n}", f"l{n}-{m}") for n in range(3) for m in range(40)]
    page.resize(820, 640)
    switches = wall_of(*names, names=names).switches
    wall = a_wall(*images)
    show(page, Wall(wall.bricks, wall.flags, wall.open_bricks, 0, switches))
    page.view.set_zoom(1.0)
    assert page.view.minimap.isVisible()
    assert not page.switches.geometry().intersects(page.view.minimap.geometry())
    page.view.minimap.toggle()
    page.view.fit_all()
    assert page.switches.width() > 500
