"""The palette: clicks and drags are told apart, it folds up, and says why nothing can be put on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from app.panels.recipe_palette import PaletteBrick, RecipePalette
from app.theme import Mode, Theme
from app.viewmodel.roles import Role

BRICKS = (
    PaletteBrick("web-server", "Web server", "Serves pages.", Role.PACKAGES),
    PaletteBrick("mine", "Mine", "My own.", Role.APP, is_own=True),
)


@pytest.fixture
def palette(qtbot: QtBot) -> RecipePalette:
    made = RecipePalette(Theme(Mode.LIGHT))
    qtbot.addWidget(made)
    made.resize(230, 260)
    made.show_recipes(BRICKS, "")
    made.show()
    return made


def test_a_click_chooses_and_drags_nothing(palette: RecipePalette, qtbot: QtBot) -> None:
    drags = QSignalSpy(palette.drag_started)
    with qtbot.waitSignal(palette.chosen) as caught:
        qtbot.mouseClick(palette.buttons["mine"], Qt.MouseButton.LeftButton)
    assert caught.args == ["mine"]
    with qtbot.waitSignal(palette.chosen) as caught:
        qtbot.keyClick(palette.buttons["web-server"], Qt.Key.Key_Space)
    assert caught.args == ["web-server"]
    assert drags.count() == 0


def test_a_drag_begins_after_four_pixels_and_is_no_click(palette: RecipePalette) -> None:
    button = palette.buttons["web-server"]
    started, moved = QSignalSpy(palette.drag_started), QSignalSpy(palette.drag_moved)
    released, chosen = QSignalSpy(palette.drag_released), QSignalSpy(palette.chosen)
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    QTest.mouseMove(button, QPoint(12, 11))
    assert started.count() == 0
    QTest.mouseMove(button, QPoint(13, 11))
    assert started.at(0) == ["web-server", button.mapToGlobal(QPoint(13, 11))]
    QTest.mouseMove(button, QPoint(300, 40))
    assert moved.at(0) == [button.mapToGlobal(QPoint(300, 40))]
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=QPoint(15, 12))
    assert released.count() == 1
    assert chosen.count() == 0
    assert not button.isDown()


def test_it_says_why_nothing_can_be_put_anywhere(palette: RecipePalette) -> None:
    palette.show_recipes(BRICKS, "Make a base image first")
    button = palette.buttons["web-server"]
    assert not button.isEnabled()
    assert "Make a base image first" in button.toolTip()
    assert button.accessibleDescription() == "Make a base image first"


def test_it_folds_up(palette: RecipePalette, qtbot: QtBot) -> None:
    assert palette.scroll.isVisible()
    with qtbot.waitSignal(palette.folded) as caught:
        qtbot.mouseClick(palette.fold, Qt.MouseButton.LeftButton)
    assert caught.args == [False]
    assert not palette.scroll.isVisible()
    palette.set_open(True)
    assert palette.scroll.isVisible()


def test_only_ones_own_has_a_menu_of_its_own(palette: RecipePalette, qtbot: QtBot) -> None:
    mine = palette.buttons["mine"]
    with qtbot.waitSignal(palette.menu_requested) as caught:
        mine.customContextMenuRequested.emit(QPoint(3, 3))
    assert caught.args == ["mine", mine.mapToGlobal(QPoint(3, 3))]
    with qtbot.waitSignal(palette.menu_requested) as caught:
        qtbot.mouseClick(palette.more, Qt.MouseButton.LeftButton)
    assert caught.args[0] == ""


def test_texts_of_strangers_are_only_text(palette: RecipePalette) -> None:
    odd = PaletteBrick("odd", "<b>x</b>", "<img src=x>", Role.DATA)
    palette.show_recipes((odd,), "")
    assert "&lt;img" in palette.buttons["odd"].toolTip()
    assert palette.buttons["odd"].accessibleName() == "Recipe: <b>x</b>"
