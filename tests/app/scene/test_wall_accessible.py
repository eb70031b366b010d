"""The wall as a screen reader hears it."""

from __future__ import annotations

import gc

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from app.scene.wall_view import WallView
from app.theme import Mode, Theme
from app.viewmodel.placement import ViewMode
from tests.app.viewmodel.test_placement import APP, BASE, OTHER, WEB, a_container, a_wall

NAME = QAccessible.Text.Name
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


def names(view: WallView) -> list[str]:
    tree = QAccessible.queryAccessibleInterface(view)
    return [tree.child(number).text(NAME) for number in range(tree.childCount())]


def test_the_wall_is_a_tree_with_an_item_for_each_brick_flag_and_container(view: WallView) -> None:
    tree = QAccessible.queryAccessibleInterface(view)
    assert tree.role() is QAccessible.Role.Tree
    assert tree.text(NAME) == "Image repository, 4 images"
    said = names(view)
    assert len(said) == len(WALL.bricks) + len(WALL.flags) + 1
    assert sum(one.startswith("Layer ") for one in said) == len(WALL.bricks)
    assert sum(one.startswith("Image ") for one in said) == len(WALL.flags)
    assert sum(one.startswith("Container c") for one in said) == 1
    roles = {tree.child(number).role() for number in range(tree.childCount())}
    assert roles == {QAccessible.Role.TreeItem}


def test_an_item_tells_where_it_is_and_whether_it_is_selected(view: WallView) -> None:
    tree = QAccessible.queryAccessibleInterface(view)
    brick = view.wall_scene.bricks["b"]
    view.choose(brick)
    items = [tree.child(number) for number in range(tree.childCount())]
    selected = [one for one in items if one.state().selected]
    assert [one.text(NAME) for one in selected] == [view.selection.sentence]
    place = selected[0].rect()
    assert tree.rect().intersects(place)
    middle = brick.mapToScene(brick.front.center())
    point = view.viewport().mapToGlobal(view.mapFromScene(middle))
    found = tree.childAt(point.x(), point.y())
    assert found is not None
    assert found.text(NAME) == view.selection.sentence
    assert tree.indexOfChild(found) == items.index(selected[0])


def test_what_is_selected_has_the_focus_of_the_tree(view: WallView, qtbot: QtBot) -> None:
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    tree = QAccessible.queryAccessibleInterface(view)
    assert tree.focusChild() is None
    view.choose(view.wall_scene.flags["App:1"])
    child = tree.focusChild()
    assert child is not None
    assert child.text(NAME).startswith("Image App")
    assert child.state().focused


def test_other_bricks_are_told_and_the_gone_are_gone(view: WallView) -> None:
    tree = QAccessible.queryAccessibleInterface(view)
    old = [tree.child(number) for number in range(tree.childCount())]
    view.show_wall(a_wall(BASE), ViewMode.SHARED)
    assert not any(one.isValid() for one in old)
    assert old[0].text(NAME) == ""
    assert len(names(view)) == 2


def test_qt_alone_deletes_what_it_was_given(qtbot: QtBot) -> None:
    """Python made them and would delete them once more, were they let go too early."""
    view = WallView(Theme(Mode.LIGHT))
    view.show_wall(WALL, ViewMode.SHARED)
    tree = QAccessible.queryAccessibleInterface(view)
    child = tree.child(0)
    number = QAccessible.uniqueId(child)
    gone: list[bool] = []
    view.destroyed.connect(lambda: gone.append(shiboken6.isValid(tree)))
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone == [False]  # deleted by Qt meanwhile, while Python held it still
    assert not shiboken6.isValid(child)
    assert QAccessible.accessibleInterface(number) is None


def test_many_views_come_and_go_while_somebody_listens(qtbot: QtBot) -> None:
    """Qt keeps interfaces by number; none may outlive its view."""
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    try:
        for _ in range(20):
            view = WallView(Theme(Mode.LIGHT))
            view.show_wall(WALL, ViewMode.SHARED)
            tree = QAccessible.queryAccessibleInterface(view)
            numbers = [QAccessible.uniqueId(tree.child(n)) for n in range(tree.childCount())]
            assert all(QAccessible.accessibleInterface(one).isValid() for one in numbers)
            view.choose(view.wall_scene.bricks["b"])
            view.deleteLater()
            del view, tree
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            gc.collect()
    finally:
        QAccessible.setActive(was_active)
