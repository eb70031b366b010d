"""Squashing and rebasing as a person does: by menus, by dialogs, and by dragging bricks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.dialogs.rebase_dialog import RebaseDialog
from app.dialogs.squash_dialog import SquashDialog
from app.scene.drop_places import drop_places
from app.scene.items import BrickItem, WallItem
from app.viewmodel.dragging import Target, TargetKind
from core.engine.protocol import Engine
from core.model import BaseImageRequest, LayerMove, NewContainer
from tests.core.engine.test_rebasing import grown
from tests.scenarios.conftest import Person

NEWER = Target(TargetKind.IMAGE, "Newer:1.0")


class Mason:
    """A person with an image of four bricks and another base."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self.person, self.qtbot = person, qtbot
        self.window, self.session = person.window, person.session
        self.wait = person.wait
        self.drag = self.window.bricks.drag
        engine = person.program.context.engine
        assert engine is not None
        self.engine: Engine = engine
        person.ask(self._make)
        person.program.context.refresh()
        self.wait(lambda: self.session.repository.image("Newer:1.0") is not None)
        self.window.view.fit_all()

    def _make(self) -> None:
        engine = self.engine
        engine.make_base_image(BaseImageRequest("starter", "Base", "Demo", "1.0"))
        grown(engine, "Base:1.0", "Web", "head -c 90000 /dev/urandom > /big", "rm /big; echo > /x",
              "echo said aloud; cp /etc/os-release /os")  # fmt: skip
        grown(engine, "Base:1.0", "Newer", "sed -i s/Starter/Newer/ /etc/os-release")

    def brick(self, reference: str, level: int) -> BrickItem:
        image = self.session.repository.image(reference)
        assert image is not None
        chain_id = image.layers[level].chain_id
        items = self.window.view.wall_scene.all_items()
        return next(
            one for one in items
            if isinstance(one, BrickItem) and one.placed.brick.chain_id == chain_id
        )  # fmt: skip

    def front_of(self, item: BrickItem) -> QPoint:
        """In pixels of the canvas."""
        middle = item.mapToScene(item.front.center())
        return self.window.view.mapFromScene(QPointF(middle))

    def top_of(self, target: Target) -> QPoint:
        view = self.window.view
        places = drop_places(view.wall_scene.placement)
        place = next(one for one in places if one.target == target)
        return view.mapFromScene(QPointF(place.left + place.width / 2, place.top - 6))

    def lift(self, item: BrickItem) -> None:
        canvas, at = self.window.view.viewport(), self.front_of(item)
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseMove(canvas, at + QPoint(3, 0))
        assert not self.drag.is_active
        QTest.mouseMove(canvas, at + QPoint(8, 4))
        assert self.drag.is_active

    def carry(self, to: QPoint) -> None:
        QTest.mouseMove(self.window.view.viewport(), to)

    def drop(self, to: QPoint) -> None:
        canvas = self.window.view.viewport()
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=to)


@pytest.fixture
def mason(person: Person, qtbot: QtBot) -> Mason:
    return Mason(person, qtbot)


def test_a_brick_dragged_onto_another_tower_is_made_anew_there(mason: Mason) -> None:
    mason.lift(mason.brick("Web:1.0", 1))
    mason.carry(mason.top_of(NEWER))
    mason.wait(lambda: "Run the commands of 3 bricks again on Newer:1.0" in mason.drag.words)
    assert "bricklayer rebase Web:1.0 --onto Newer:1.0" in mason.drag.words
    mason.drop(mason.top_of(NEWER))
    assert not mason.drag.is_active
    dialog = mason.person.dialog(RebaseDialog)
    assert isinstance(dialog, RebaseDialog)
    mason.wait(lambda: len(dialog.rows) == 3 and dialog.action_button.isEnabled())
    assert dialog.other.reference == "Newer:1.0"
    dialog.fields.name.edit.setText("Moved")
    mason.person.click(dialog.action_button)
    mason.wait(lambda: "said aloud" in dialog.work_box.output.toPlainText())
    mason.wait(lambda: mason.session.repository.image("Moved:1.0") is not None)
    mason.wait(lambda: QApplication.activeModalWidget() is None)
    image = mason.session.repository.image("Moved:1.0")
    assert image is not None
    assert image.base_name == "Newer:1.0"
    assert mason.session.selected_image == image
    # What was read while the passing container was there still is read anew.
    mason.wait(lambda: mason.session.repository.containers == ())


def test_where_a_brick_cannot_go_the_card_says_why(mason: Mason) -> None:
    engine = mason.engine
    mason.person.ask(lambda: engine.create_container(NewContainer("box", "Newer:1.0")))
    mason.person.program.context.refresh()
    mason.wait(lambda: bool(mason.session.repository.containers))
    container = mason.session.repository.containers[0]
    mason.window.view.fit_all()
    mason.lift(mason.brick("Web:1.0", 2))
    mason.carry(mason.top_of(Target(TargetKind.CONTAINER, container.id)))
    assert "Read-only bricks go onto images" in mason.drag.words
    mason.carry(mason.top_of(Target(TargetKind.IMAGE, "Web:1.0")))
    assert "It stands there already." in mason.drag.words
    mason.drop(mason.top_of(Target(TargetKind.IMAGE, "Web:1.0")))
    assert not mason.drag.is_active
    mason.lift(mason.brick("Base:1.0", 0))
    mason.carry(mason.top_of(NEWER))
    assert "base of its tower" in mason.drag.words
    QTest.keyClick(mason.window, Qt.Key.Key_Escape)
    assert not mason.drag.is_active


def test_the_empty_canvas_still_pans_and_a_click_still_selects(mason: Mason) -> None:
    view = mason.window.view
    view.set_zoom(view.zoom * 3)
    canvas = view.viewport()
    empty = next(
        point
        for point in (QPoint(x, y) for x in range(20, canvas.width(), 40) for y in (120, 200, 300))
        if not any(isinstance(one, WallItem) for one in view.items(point))
    )
    before = view.mapToScene(QPoint(0, 0))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=empty)
    QTest.mouseMove(canvas, empty + QPoint(30, 10))
    assert not mason.drag.is_active
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=empty + QPoint(30, 10))
    assert view.mapToScene(QPoint(0, 0)) != before
    view.fit_all()
    item = mason.brick("Web:1.0", 3)
    key = item.key
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=mason.front_of(item))
    assert view.selection.item is not None
    assert view.selection.item.key == key
    assert not mason.drag.is_active


def test_bricks_are_squashed_with_the_saving_shown_before(mason: Mason) -> None:
    item = mason.brick("Web:1.0", 2)
    view = mason.window.view
    view.choose(item)
    view.menu_requested.emit("brick", item.placed.brick.chain_id, QPoint(10, 10))
    menus = [one for one in mason.window.findChildren(QMenu) if one.isVisible()]
    squash = next(one for one in menus[-1].actions() if one.text().startswith("Squash bricks"))
    assert any("Rebase Web:1.0 onto" in one.text() for one in menus[-1].actions())
    menus[-1].close()
    squash.trigger()
    dialog = mason.person.dialog(SquashDialog)
    assert isinstance(dialog, SquashDialog)
    assert dialog.run == (2, 3)
    mason.wait(lambda: dialog.action_button.isEnabled())
    assert "1 file that nobody sees any more goes" in dialog.lines.text()
    dialog.last.setCurrentIndex(3)
    mason.wait(lambda: dialog.plan is not None and dialog.plan.last == 4)
    dialog.fields.name.edit.setText("Web")
    mason.person.click(dialog.action_button)
    assert dialog.isVisible()  # that name is taken
    dialog.fields.name.edit.setText("Small")
    mason.person.click(dialog.action_button)
    mason.wait(lambda: mason.session.repository.image("Small:1.0") is not None)
    image = mason.session.repository.image("Small:1.0")
    assert image is not None
    assert len(image.layers) == 2


def test_what_fails_is_told_and_can_be_chosen_otherwise(mason: Mason) -> None:
    engine = mason.engine
    mason.person.ask(
        lambda: grown(engine, "Base:1.0", "Fails", "grep Starter /etc/os-release > /z")
    )
    mason.person.program.context.refresh()
    mason.wait(lambda: mason.session.repository.image("Fails:1.0") is not None)
    mason.window.verbs.reworking.rebase("Fails:1.0", "Newer:1.0")
    dialog = mason.person.dialog(RebaseDialog)
    assert isinstance(dialog, RebaseDialog)
    mason.wait(dialog.action_button.isEnabled)
    mason.person.click(dialog.action_button)
    mason.wait(lambda: "exit code 1" in dialog.work_box.phase.text())
    assert mason.person.ask(engine.repository).containers == ()
    row = dialog.rows[0]
    row.choice.setCurrentIndex(row.brick.moves.index(LayerMove.COPY))
    mason.person.click(dialog.action_button)
    mason.wait(lambda: mason.session.repository.image("Fails-rebased:1.0") is not None)
