"""A brick dragged over the wall: what glows, what steps back, what the card says, and the drop."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from app.scene.brick_drag import BrickDrag
from app.scene.drop_places import drop_places
from app.scene.wall_view import WallView
from app.theme import Mode, Theme
from app.viewmodel.dragging import PLATE, DraggedBrick, Offer, Target, TargetKind
from app.viewmodel.placement import ViewMode
from app.viewmodel.roles import Role
from tests.app.viewmodel.test_placement import APP, BASE, OTHER, WEB, a_container, a_wall

BRICK = DraggedBrick("Web server", "nginx", Role.PACKAGES)
WEB_TOP = Target(TargetKind.IMAGE, "Web:1")
HOME = QRect(5, 5, 40, 30)


def look(target: Target) -> Offer:
    """Web and the container take it; of Base it is not known; the others do not."""
    if target in (WEB_TOP, Target(TargetKind.CONTAINER, "c")):
        return Offer(True, f"Put it on {target.key}", "apt-get install -y nginx")
    if target.key == "Base:1":
        return Offer(None, "Looking into it…")
    return Offer(False, reason="Needs apt, and this image has none.")


@pytest.fixture
def view(qtbot: QtBot) -> WallView:
    made = WallView(Theme(Mode.LIGHT))
    made.set_animated(False)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.show_wall(a_wall(BASE, WEB, APP, OTHER, containers=(a_container("c", WEB),)),
                   ViewMode.SHARED)  # fmt: skip
    return made


@pytest.fixture
def drag(view: WallView) -> Iterator[BrickDrag]:
    made = BrickDrag(Theme(Mode.LIGHT), view)
    yield made
    made.cancel()  # it hears all keys while something is dragged


@pytest.fixture
def over(view: WallView) -> Callable[[Target], QPoint]:
    """Where on the screen a target's top is."""

    def point(target: Target) -> QPoint:
        places = {one.target: one for one in drop_places(view.wall_scene.placement)}
        place = places[target]
        middle = QPointF(place.left + place.width / 2, place.top - 5)
        return view.viewport().mapToGlobal(view.mapFromScene(middle))

    return point


def start(drag: BrickDrag, view: WallView) -> None:
    drag.start(BRICK, look, view.viewport().mapToGlobal(QPoint(30, 30)), HOME)


def test_what_takes_it_glows_and_what_does_not_steps_back(drag: BrickDrag, view: WallView) -> None:
    start(drag, view)
    scene = view.wall_scene
    assert drag._overlay is not None
    glowing = {one.target for one in drag._overlay.picture.glowing}
    assert glowing == {WEB_TOP, Target(TargetKind.CONTAINER, "c")}
    dimmed = {name for name, flag in scene.flags.items() if flag.is_dimmed}
    assert dimmed == {"App:1", "Other:1"}
    assert {key for key, item in scene.bricks.items() if item.is_dimmed} == {"b/w/a", "o"}
    drag.cancel()
    assert not any(item.is_dimmed for item in scene.all_items())


def test_it_snaps_to_a_top_and_the_card_tells(
    drag: BrickDrag, view: WallView, over: Callable[[Target], QPoint]
) -> None:
    start(drag, view)
    assert drag.target is None
    assert drag.words == ""
    drag.move(over(WEB_TOP))
    assert drag.target == WEB_TOP
    assert drag.words == "Put it on Web:1\napt-get install -y nginx"
    drag.move(over(Target(TargetKind.IMAGE, "Other:1")))
    assert drag.words == "Needs apt, and this image has none."
    drag.move(over(Target(TargetKind.IMAGE, "Base:1")))
    assert drag.words == "Looking into it…"


def test_a_drop_tells_the_target(
    drag: BrickDrag, view: WallView, over: Callable[[Target], QPoint], qtbot: QtBot
) -> None:
    start(drag, view)
    with qtbot.waitSignal(drag.dropped) as caught:
        drag.release(over(WEB_TOP))
    assert caught.args == [WEB_TOP]
    assert not drag.is_active
    assert drag._overlay is not None
    assert drag._overlay.isHidden()


@pytest.mark.parametrize("reference", ["Other:1", "Base:1"])
def test_a_drop_where_it_cannot_be_takes_it_back(
    drag: BrickDrag, view: WallView, over: Callable[[Target], QPoint], reference: str
) -> None:
    spy = QSignalSpy(drag.dropped)
    start(drag, view)
    drag.release(over(Target(TargetKind.IMAGE, reference)))
    assert spy.count() == 0
    assert not drag.is_active


def test_escape_takes_it_back_and_nothing_else(
    drag: BrickDrag, view: WallView, qtbot: QtBot
) -> None:
    view.setFocus()
    view.selection.select_flag("Web:1")
    start(drag, view)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not drag.is_active
    assert view.selection.item is view.wall_scene.flags["Web:1"]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.selection.item is None


def test_it_glides_home_where_things_move(drag: BrickDrag, view: WallView, qtbot: QtBot) -> None:
    view.set_animated(True)
    start(drag, view)
    drag.cancel()
    overlay = drag._overlay
    assert overlay is not None
    assert overlay.isVisible()
    assert not drag.is_active
    qtbot.waitUntil(overlay.isHidden)
    home = overlay.mapFromGlobal(HOME.center())
    assert (overlay.picture.held - QPointF(home)).manhattanLength() < 2


def test_answers_may_come_while_it_is_dragged(
    drag: BrickDrag, view: WallView, over: Callable[[Target], QPoint]
) -> None:
    known: set[Target] = set()

    def slow(target: Target) -> Offer:
        return Offer(True, "Yes") if target in known else Offer(None, "Looking into it…")

    drag.start(BRICK, slow, over(WEB_TOP), HOME)
    assert drag.words == "Looking into it…"
    known.add(WEB_TOP)
    drag.refresh()
    assert drag.words == "Yes"


def test_a_base_goes_onto_the_free_plate(drag: BrickDrag, view: WallView, qtbot: QtBot) -> None:
    def base(target: Target) -> Offer:
        return Offer(True, "Make it") if target == PLATE else Offer(False, reason="No")

    street = view.wall_scene.placement.streets[0]
    at = QPointF((street.x + street.width + 3.2) * 26, -street.y * 26 - 10)
    point = view.viewport().mapToGlobal(view.mapFromScene(at))
    drag.start(BRICK, base, point, HOME)
    assert drag.target == PLATE
    with qtbot.waitSignal(drag.dropped) as caught:
        drag.release(point)
    assert caught.args == [PLATE]


def test_a_recipe_finds_no_place_on_the_plate(drag: BrickDrag, view: WallView) -> None:
    street = view.wall_scene.placement.streets[0]
    at = QPointF((street.x + street.width + 3.2) * 26, -street.y * 26 - 10)
    drag.start(BRICK, look, view.viewport().mapToGlobal(view.mapFromScene(at)), HOME)
    assert drag.target is None


def test_beside_the_wall_nothing_takes_it(drag: BrickDrag, view: WallView) -> None:
    start(drag, view)
    drag.move(view.mapToGlobal(QPoint(-200, 40)))
    assert drag.target is None
