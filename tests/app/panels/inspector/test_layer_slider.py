from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from app.panels.inspector.layer_slider import LayerSlider
from app.theme import Mode, Theme
from app.viewmodel.roles import Role
from tests.app.panels.inspector.samples import HOSTILE, ROLES, TITLES


@pytest.fixture
def slider(qtbot: QtBot) -> LayerSlider:
    slider = LayerSlider(Theme(Mode.LIGHT))
    qtbot.addWidget(slider)
    slider.resize(560, slider.height())
    slider.show_layers(ROLES, TITLES, 2)
    slider.show()
    return slider


def test_it_starts_at_the_level_without_saying_so(slider: LayerSlider) -> None:
    told = QSignalSpy(slider.level_changed)
    slider.show_layers(ROLES, TITLES, 4)
    assert slider.level == 4
    assert (slider.minimum(), slider.maximum(), slider.value()) == (1, 5, 5)
    assert told.count() == 0


@pytest.mark.parametrize(
    ("key", "level"),
    [
        (Qt.Key.Key_Right, 3),
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_BracketRight, 3),
        (Qt.Key.Key_BracketLeft, 1),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 4),
    ],
)
def test_keys_move_the_stop(slider: LayerSlider, key: Qt.Key, level: int) -> None:
    told = QSignalSpy(slider.level_changed)
    QTest.keyClick(slider, key)
    assert slider.level == level
    assert told.at(0) == [level]


def test_it_stops_at_both_ends(slider: LayerSlider) -> None:
    slider.step(9)
    assert slider.level == 4
    slider.step(-99)
    assert slider.level == 0


def test_a_click_on_a_brick_goes_there(slider: LayerSlider) -> None:
    told = QSignalSpy(slider.level_changed)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    assert told.at(0) == [0]
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(559, 40))
    assert told.at(1) == [4]


def test_it_says_where_it_is(slider: LayerSlider) -> None:
    slider.show_count(2, 1204)
    words = slider.accessibleDescription()
    assert words == "brick 3 of 5: nginx 1.26 web server, 1\u2009204 added"
    slider.step(1)
    assert slider.accessibleDescription() == "brick 4 of 5: Shop site"


def test_counts_are_wanted_for_what_is_seen_and_not_known(slider: LayerSlider) -> None:
    assert slider.levels_to_count() == [2, 0, 1, 3, 4]
    slider.show_count(0, 7)
    slider.show_unknown(3)
    assert slider.levels_to_count() == [2, 1, 4]


def test_127_layers_are_asked_for_one_count_only(slider: LayerSlider) -> None:
    slider.show_layers([Role.APP] * 127, ["a"] * 127, 60)
    assert slider.levels_to_count() == [60]
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(558, 40))
    assert slider.level == 126


@pytest.mark.parametrize("count", [0, 1, 2, 5, 9, 30, 127])
@pytest.mark.parametrize("width", [120, 330, 760])
def test_any_number_of_layers_can_be_drawn(slider: LayerSlider, count: int, width: int) -> None:
    slider.resize(width, slider.height())
    slider.show_layers([Role.DATA] * count, [HOSTILE] * count, max(0, count // 2))
    picture = slider.grab().toImage()
    assert not picture.isNull()
    assert slider.minimumSizeHint().width() <= 120


def test_bricks_after_the_stop_look_different_in_kind(slider: LayerSlider) -> None:
    solid = slider.grab().toImage()
    slider.show_layers(ROLES, TITLES, 0)
    clear = slider.grab().toImage()
    at = QPoint(270, 40)  # on the third brick
    base = Theme(Mode.LIGHT).role_colors("pkg")[0]
    assert abs(solid.pixelColor(at).hue() - base.hue()) < 8
    assert clear.pixelColor(at).saturation() < 40
