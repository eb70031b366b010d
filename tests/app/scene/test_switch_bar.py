from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.scene.switch_bar import SwitchBar, SwitchChip
from app.scene.wall_view import WallView
from app.theme import Mode, Theme
from app.viewmodel.placement import ViewMode
from app.viewmodel.wall import Wall, build_wall
from core.model import Repository, Switch
from tests.app.viewmodel.test_placement import APP, BASE, WEB, a_container

NAMES = ("class", "web")
COLOURS = 7  # of different switches


def wall_of(*switches_of_containers: str, names: tuple[str, ...] = NAMES) -> Wall:
    containers = tuple(
        replace(a_container(f"c{number}", (BASE, WEB, APP)[number % 3]), switch=switch)
        for number, switch in enumerate(switches_of_containers)
    )
    switches = tuple(Switch(name, "", is_named=True) for name in names)
    return build_wall(Repository("/r", (BASE, WEB, APP), containers), switches=switches)


WALL = wall_of("class", "web", "class", "none")


@pytest.fixture
def view(qtbot: QtBot) -> WallView:
    made = WallView(Theme(Mode.LIGHT))
    made.set_animated(False)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.show_wall(WALL, ViewMode.SHARED)
    return made


@pytest.fixture
def bar(view: WallView) -> SwitchBar:
    made = SwitchBar(Theme(Mode.LIGHT), view)
    made.move(20, 600)  # where no pointer rests
    made.show_switches(WALL.switches)
    made.show()
    view.setFocus()
    made.fit(900)
    return made


def chips(bar: SwitchBar) -> list[SwitchChip]:
    return [chip for chip in bar._chips if chip.isVisible()]


def lit(view: WallView) -> set[str]:
    return {key for key, item in view.wall_scene.opened.items() if item.is_linked}


def dimmed(view: WallView) -> set[str]:
    return {item.key for item in view.wall_scene.all_items() if item.is_dimmed}


def enter(chip: SwitchChip) -> None:
    middle = QPointF(chip.rect().center())
    QApplication.sendEvent(chip, QEnterEvent(middle, middle, QPointF(chip.mapToGlobal(middle))))


def leave(chip: SwitchChip) -> None:
    QApplication.sendEvent(chip, QEvent(QEvent.Type.Leave))


def test_chips_are_named(bar: SwitchBar) -> None:
    assert [chip.text() for chip in chips(bar)] == ["class · private · 2", "web · private · 1"]
    assert [chip.accessibleName() for chip in chips(bar)] == [
        "Switch class, private, 2 containers",
        "Switch web, private, 1 container",
    ]


def test_pointing_at_a_chip_lights_its_containers(bar: SwitchBar, view: WallView) -> None:
    enter(bar._chips[0])
    assert lit(view) == {"c0", "c2"}
    everything = {item.key for item in view.wall_scene.all_items()}
    assert dimmed(view) == everything - {"c0", "c2"}
    leave(bar._chips[0])
    assert lit(view) == set()
    assert dimmed(view) == set()


def test_a_pressed_chip_keeps_them_lit(bar: SwitchBar, view: WallView, qtbot: QtBot) -> None:
    first, second = bar._chips
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    leave(first)
    assert first.isChecked()
    assert lit(view) == {"c0", "c2"}
    enter(second)
    assert lit(view) == {"c1"}
    leave(second)
    assert lit(view) == {"c0", "c2"}
    view.show_wall(WALL, ViewMode.STACKS)
    assert lit(view) == {"c0", "c2"}, "they stay lit in another view"
    assert dimmed(view)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    leave(first)
    assert lit(view) == set()
    assert not first.isChecked()


def test_escape_on_the_wall_puts_them_out(bar: SwitchBar, view: WallView, qtbot: QtBot) -> None:
    bar._chips[0].click()
    assert lit(view)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert lit(view) == set()
    assert not bar._chips[0].isChecked()


def test_the_keyboard_reaches_chips(bar: SwitchBar, view: WallView, qtbot: QtBot) -> None:
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    first, second = bar._chips
    assert first.hasFocus()
    assert lit(view) == {"c0", "c2"}
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    assert lit(view) == {"c1"}
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert second.isChecked()
    qtbot.keyClick(second, Qt.Key.Key_Escape)
    assert view.hasFocus()
    assert lit(view) == set()
    assert not second.isChecked()


def test_what_else_lights_up_wins(bar: SwitchBar, view: WallView) -> None:
    first = bar._chips[0]
    first.click()
    assert view.selection.search("web")
    assert not first.isChecked()
    assert lit(view) == set()
    view.selection.search("")
    first.click()
    view.selection.choose(view.wall_scene.flags["Web:1"])
    assert not first.isChecked()
    assert lit(view) == set()
    assert "b/w/a" in dimmed(view)


def test_hovered_bricks_do_not_put_them_out(bar: SwitchBar, view: WallView) -> None:
    view.show_wall(WALL, ViewMode.STACKS)
    bar._chips[0].click()
    view.hover_guide.hover(next(iter(view.wall_scene.bricks.values())))
    assert lit(view) == {"c0", "c2"}


def test_containers_that_grow_are_painted_alone(
    bar: SwitchBar, view: WallView, qtbot: QtBot, painted: list[str]
) -> None:
    bar._chips[0].click()
    view.grab()
    assert {"paint_brick", "paint_flag", "paint_open_box"} <= set(painted)
    painted.clear()
    grown = tuple(
        replace(one, size_bytes=9) if one.container_id == "c0" else one for one in WALL.open_bricks
    )
    view.show_wall(replace(WALL, open_bricks=grown), ViewMode.SHARED)
    view.selection.clear()  # nothing is selected, and the window tells so each time
    qtbot.waitUntil(lambda: bool(painted))
    view.grab()
    assert painted == ["paint_open_box"]
    assert lit(view) == {"c0", "c2"}


def test_chips_follow_the_wall(bar: SwitchBar, view: WallView) -> None:
    first = bar._chips[0]
    first.click()
    wall = wall_of("class", "class", "class", "none")
    view.show_wall(wall, ViewMode.SHARED)
    bar.show_switches(wall.switches)
    bar.fit(900)
    assert [chip.text() for chip in chips(bar)] == ["class · private · 3"]
    assert first.isChecked()
    assert lit(view) == {"c0", "c1", "c2"}
    bar.show_switches(())
    assert bar.is_empty
    assert lit(view) == set()


@pytest.mark.parametrize("count", [1, 3, 12])
@pytest.mark.parametrize("room", [200, 380, 640, 1100])
def test_it_never_takes_more_room_than_there_is(bar: SwitchBar, room: int, count: int) -> None:
    names = tuple(f"switch-{number}" + "-long" * (number % 3) * 6 for number in range(count))
    bar.show_switches(wall_of(*names, names=names).switches)
    bar.fit(room)
    assert bar.width() <= room
    assert bar.height() <= 2 * 28 + 3 * 6
    places = [chip.geometry() for chip in chips(bar)]
    beyond = [action for action in bar._menu.actions() if action.isVisible()]
    assert len(places) + len(beyond) == count, "what is not seen is in the menu"
    assert bar._more.isVisible() == bool(beyond)
    if beyond:
        places.append(bar._more.geometry())
    for number, place in enumerate(places):
        assert bar.rect().contains(place)
        assert not any(place.intersects(other) for other in places[number + 1 :])


def test_the_menu_lights_what_is_not_seen(bar: SwitchBar, view: WallView) -> None:
    names = tuple(f"switch-{number}" for number in range(9))
    wall = wall_of(*names, names=names)
    view.show_wall(wall, ViewMode.SHARED)
    bar.show_switches(wall.switches)
    bar.fit(300)
    last = bar._menu.actions()[-1]
    assert last.isVisible()
    last.hover()
    assert lit(view) == {"c8"}
    last.trigger()
    bar._menu.aboutToHide.emit()
    assert lit(view) == {"c8"}
    assert last.isChecked()


def test_another_switch_or_address_is_drawn_anew(view: WallView) -> None:
    item = view.wall_scene.opened["c3"]
    for wall in (
        wall_of("class", "web", "class", "web"),
        wall_of("class", "web", "class", "web", names=("other", *NAMES)),
    ):
        view.show_wall(wall, ViewMode.SHARED)
        assert view.wall_scene.opened["c3"] is not item
        item = view.wall_scene.opened["c3"]
        assert item.placed.open_brick == wall.open_brick("c3")
    opened = tuple(replace(one, address="10.88.1.9") for one in wall.open_bricks)
    view.show_wall(replace(wall, open_bricks=opened), ViewMode.SHARED)
    assert view.wall_scene.opened["c3"].placed.open_brick.address == "10.88.1.9"


@pytest.mark.parametrize("mode", list(Mode))
def test_the_pill_has_the_switchs_colour_from_near_only(qtbot: QtBot, mode: Mode) -> None:
    theme = Theme(mode)
    view = WallView(theme)
    view.set_animated(False)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    view.show_wall(wall_of("web"), ViewMode.SHARED)
    pill, _ink = theme.switch_colors(1)
    view.set_zoom(1.0)
    view.centerOn(view.wall_scene.opened["c0"])
    assert pill.name() in colours_of(view)
    view.set_zoom(0.5)
    view.centerOn(view.wall_scene.opened["c0"])
    assert pill.name() not in colours_of(view)


def colours_of(view: WallView) -> set[str]:
    image = view.grab().toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


@pytest.mark.parametrize("mode", list(Mode))
def test_names_are_readable_in_every_switchs_colour(mode: Mode) -> None:
    theme = Theme(mode)
    for number in range(COLOURS):
        pill, ink = theme.switch_colors(number)
        assert contrast(pill, ink) >= 4.5
    pills = {theme.switch_colors(number)[0].name() for number in range(COLOURS + 3)}
    assert len(pills) == COLOURS


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2 has it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
