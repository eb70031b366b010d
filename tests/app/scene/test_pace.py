"""Slow motion, one step at a time, and the pointer that a class sees."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.scene.laser_pointer import LaserPointer
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
    made.show_wall(a_wall(BASE, WEB), ViewMode.SHARED)
    return made


def height_above(view: WallView, chain_id: str) -> float:
    """Of a brick over the place that it has."""
    item = view.wall_scene.bricks[chain_id]
    return -item.placed.y * 26 - item.pos().y()


def test_step_by_step_a_brick_waits_in_the_air_until_somebody_says_so(
    view: WallView, qtbot: QtBot
) -> None:
    pace = view.wall_scene.pace
    told: list[bool] = []
    pace.held.connect(told.append)
    pace.set_stepping(True)
    view.show_wall(a_wall(BASE, WEB, APP), ViewMode.SHARED)
    assert pace.is_holding
    assert told == [True]
    assert height_above(view, "b/w/a") == pytest.approx(120)
    pace.go()
    assert told == [True, False]
    qtbot.waitUntil(lambda: height_above(view, "b/w/a") == 0)


def test_a_new_change_ends_what_waited(view: WallView) -> None:
    pace = view.wall_scene.pace
    pace.set_stepping(True)
    view.show_wall(a_wall(BASE, WEB, APP), ViewMode.SHARED)
    view.show_wall(a_wall(BASE, WEB, APP), ViewMode.STACKS)
    pace.set_stepping(False)
    assert not pace.is_holding


def test_slow_motion_takes_as_many_times_longer(view: WallView) -> None:
    movement = view.wall_scene._movement
    view.show_wall(a_wall(BASE, WEB, APP), ViewMode.SHARED)
    usual = max(one.duration() for one in movement._running)
    view.wall_scene.pace.slowness = 3.0
    view.show_wall(a_wall(BASE, WEB), ViewMode.SHARED)
    view.show_wall(a_wall(BASE, WEB, APP), ViewMode.SHARED)
    assert max(one.duration() for one in movement._running) == 3 * usual


def test_before_a_class_outlines_are_thick_and_labels_few(view: WallView) -> None:
    before = view.grab().toImage()
    view.wall_scene.set_projector(True, 1.5)
    around = view.wall_scene.surroundings
    assert around.words_px >= 16
    assert view.grab().toImage() != before
    view.wall_scene.set_projector(False, 1.0)
    assert view.grab().toImage() == before


def test_the_laser_pointer_follows_lies_above_and_takes_no_click(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    button = QPushButton("below", window)
    button.setGeometry(100, 100, 120, 60)
    laser = LaserPointer(Theme(Mode.LIGHT), window, has_trail=False)
    window.show()
    laser.set_on(True)
    laser.follow(window, QPointF(160, 130))
    assert laser.isVisible()
    shown = window.grab().toImage()
    assert shown.pixelColor(160, 130).red() > 200
    assert shown.pixelColor(160, 130).green() < 120
    assert window.childAt(QPoint(160, 130)) is button
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    laser.set_on(False)
    assert not laser.isVisible()
    laser.set_ring(True)
    assert laser.isVisible()
