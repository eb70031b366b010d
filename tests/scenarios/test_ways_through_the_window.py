"""Selecting, inspecting, searching and stepping back, as somebody at the window does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.scene.items import BrickItem, FlagItem
from app.viewmodel.placement import ViewMode
from app.viewmodel.session import SelectionKind
from core.model import BaseImageRequest, NewContainer
from tests.scenarios.conftest import Person


@pytest.fixture
def builder(person: Person) -> Person:
    """With two base images and a container that was never started."""
    engine = person.program.context.engine
    assert engine is not None
    for name in ("Plain", "Other"):
        person.ask(
            lambda name=name: engine.make_base_image(BaseImageRequest("scratch", name, "T", "1"))
        )
    person.ask(lambda: engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1")))
    person.ask(lambda: engine.create_container(NewContainer("box", "Base:1")))
    person.wait(lambda: len(person.session.repository.containers) == 1)
    person.wait(lambda: len(person.window.view.wall_scene.flags) == 3)
    return person


def click_on(person: Person, qtbot: QtBot, item: BrickItem | FlagItem, *, twice: bool) -> None:
    view = person.window.view
    front = item.front if isinstance(item, BrickItem) else item.card
    place = view.mapFromScene(item.mapToScene(QPointF(front.left() + 40, front.center().y())))
    press = qtbot.mouseDClick if twice else qtbot.mouseClick
    press(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))


def test_a_click_selects_and_shows_what_is_inside(builder: Person, qtbot: QtBot) -> None:
    window, session = builder.window, builder.session
    brick = next(iter(window.view.wall_scene.bricks.values()))
    click_on(builder, qtbot, brick, twice=False)
    assert session.selection.kind is SelectionKind.BRICK
    assert window.inspecting.panel.isVisible()
    qtbot.keyClick(window.view, Qt.Key.Key_Escape)
    assert window.right.isHidden()
    assert session.selection.kind is SelectionKind.BRICK, "first the panel goes"
    qtbot.keyClick(window.view, Qt.Key.Key_Up)
    assert window.right.isHidden(), "keys only choose"
    qtbot.keyClick(window.view, Qt.Key.Key_Return)
    assert window.right.isVisible()
    qtbot.keyClick(window.view, Qt.Key.Key_Escape)
    qtbot.keyClick(window.view, Qt.Key.Key_Escape)
    assert session.selection.kind is SelectionKind.NOTHING, "then the selection"
    click_on(builder, qtbot, next(iter(window.view.wall_scene.bricks.values())), twice=True)
    assert window.right.isVisible()


def test_in_a_small_window_the_panel_comes_only_when_asked_for(
    builder: Person, qtbot: QtBot
) -> None:
    window = builder.window
    window.resize(1000, 700)
    click_on(builder, qtbot, next(iter(window.view.wall_scene.bricks.values())), twice=False)
    assert window.right.isHidden()
    qtbot.keyClick(window.view, Qt.Key.Key_Return)
    assert window.right.isVisible()


def test_a_container_has_its_own_screen_and_a_way_back(builder: Person, qtbot: QtBot) -> None:
    window, session = builder.window, builder.session
    container = session.repository.containers[0]
    window.sidebar.container_chosen.emit(container.id)
    assert window.buttons.isVisible()
    assert window.console.isVisible()
    qtbot.keyClick(window.view, Qt.Key.Key_Escape)
    assert session.selected_container is None
    assert window.buttons.isHidden()
    assert len(window.view.wall_scene.flags) == 3


def test_the_keyboard_follows_into_a_console_and_back(builder: Person, qtbot: QtBot) -> None:
    window, session = builder.window, builder.session
    window.view.setFocus()
    container = session.repository.containers[0]
    session.select(SelectionKind.CONTAINER, container.id)
    assert QApplication.focusWidget() is window.view, "there is nothing to type into yet"
    builder.click(window.buttons.start_or_stop)
    builder.wait(window.console.line.hasFocus)
    qtbot.keyClicks(window.console.line, "echo /slash")
    qtbot.keyClick(window.console.line, Qt.Key.Key_Return)
    builder.wait(lambda: "/slash" in builder.console_text())
    session.select(SelectionKind.NOTHING)
    assert QApplication.focusWidget() is window.view


def test_a_tower_is_seen_whole_beside_its_console(builder: Person) -> None:
    window, view = builder.window, builder.window.view
    window.resize(1200, 800)
    builder.session.select(SelectionKind.CONTAINER, builder.session.repository.containers[0].id)
    builder.wait(window.console.isVisible)
    builder.wait(lambda: view.width() < 1000)
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    for item in (*view.wall_scene.bricks.values(), *view.wall_scene.opened.values()):
        assert seen.contains(item.sceneBoundingRect())


def test_the_search_counts_and_is_given_up_with_escape(builder: Person, qtbot: QtBot) -> None:
    window = builder.window
    qtbot.keyClick(window.view, Qt.Key.Key_Slash)
    assert QApplication.focusWidget() is window.toolbar.search
    qtbot.keyClicks(window.toolbar.search, "plain")
    assert "2 found" in window.toolbar.search.accessibleName()
    assert window.view.wall_scene.flags["Base:1"].is_dimmed
    qtbot.keyClick(window.toolbar.search, Qt.Key.Key_Escape)
    assert not window.view.wall_scene.flags["Base:1"].is_dimmed


def test_menus_say_what_can_be_done_and_copy_whole_digests(builder: Person, qtbot: QtBot) -> None:
    window, session = builder.window, builder.session
    window._menus.show_item("image", "Base:1", QPoint(0, 0))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    verbs = {action.text(): action for action in menu.actions()}
    assert {"Inspect", "Run…", "Copy the digest", "Show in Stacks", "Remove…"} <= verbs.keys()
    verbs["Copy the digest"].trigger()
    image = session.repository.image("Base:1")
    assert image is not None
    assert QGuiApplication.clipboard().text() == image.manifest_digest
    verbs["Show in Stacks"].trigger()
    assert session.view_mode is ViewMode.STACKS
    menu.close()
    window._menus.show_engine(QPoint(0, 0))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert any("Layered file system" in action.text() for action in menu.actions())
    menu.close()


def test_another_contrast_makes_the_window_anew_where_it_was(builder: Person) -> None:
    program, settings = builder.program, builder.program.settings
    builder.session.select(SelectionKind.IMAGE, "Base:1")
    old = program.window
    settings.has_high_contrast = True
    old.renew_requested.emit()
    assert program.window is not old
    assert program.theme.has_high_contrast
    image = builder.session.selected_image
    assert image is not None
    assert image.reference == "Base:1"
    builder.window = program.window
