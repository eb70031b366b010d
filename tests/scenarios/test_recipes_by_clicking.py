"""Building with recipe bricks as a person does: dragged, by keyboard, and one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app import recipe_files
from app.dialogs.base_image_dialog import BaseImageDialog
from app.dialogs.questions import ConfirmDialog
from app.dialogs.recipe_dialogs import OwnRecipeDialog, RecipeChooser, RecipeForm
from app.dialogs.recipe_fields import LineField, LinesField
from app.dialogs.snapshot_dialog import SnapshotDialog
from app.scene.drop_places import drop_places
from app.viewmodel.dragging import Target, TargetKind
from app.viewmodel.roles import Role
from app.viewmodel.session import SelectionKind
from core.engine.protocol import Engine
from core.model import BaseImageRequest, ExecRequest, NewContainer
from tests.scenarios.conftest import Person

CORE = Target(TargetKind.IMAGE, "ServerCore:1.0")
FAILING = """
format = 1
name = "Breaks"
summary = "Fails in its second step."
role = "app"
[[ways]]
package_manager = "any"
[[ways.steps]]
run = "echo begun > /begun; echo words of it"
[[ways.steps]]
run = "exit 9"
"""
SLOW = FAILING.replace('"Breaks"', '"Slow"').replace('"exit 9"', '"sleep 600"')


class Builder:
    """A person with a base image and the palette."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self.person, self.qtbot = person, qtbot
        self.window, self.session = person.window, person.session
        self.wait, self.dialog = person.wait, person.dialog
        self.drag = self.window.recipes.drag
        engine = person.program.context.engine
        assert engine is not None
        self.engine: Engine = engine
        request = BaseImageRequest("starter", "ServerCore", "Demo", "1.0")
        person.ask(lambda: engine.make_base_image(request))
        self.wait(lambda: bool(self.session.repository.images))
        self.palette = self.window.sidebar.palette_panel
        self.wait(lambda: "web-server" in self.palette.buttons)
        self.wait(lambda: self.palette.buttons["web-server"].isEnabled())

    def top_of(self, target: Target) -> QPoint:
        """On the screen."""
        view = self.window.view
        self.wait(lambda: target in {p.target for p in drop_places(view.wall_scene.placement)})
        place = next(p for p in drop_places(view.wall_scene.placement) if p.target == target)
        middle = QPointF(place.left + place.width / 2, place.top - 6)
        return view.viewport().mapToGlobal(view.mapFromScene(middle))

    def lift(self, key: str) -> object:
        """Press a recipe's brick and move a little."""
        button = self.palette.buttons[key]
        self.palette.scroll.ensureWidgetVisible(button)
        QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
        QTest.mouseMove(button, QPoint(30, 20))
        assert self.drag.is_active
        return button

    def carry(self, button: object, to: QPoint) -> None:
        QTest.mouseMove(button, button.mapFromGlobal(to))  # type: ignore[attr-defined]

    def drop(self, button: object, to: QPoint) -> None:
        self.carry(button, to)
        QTest.mouseRelease(
            button, Qt.MouseButton.LeftButton, pos=button.mapFromGlobal(to)  # type: ignore[attr-defined]
        )  # fmt: skip

    def drag_onto(self, key: str, target: Target) -> None:
        button = self.lift(key)

        def is_over() -> bool:
            """The wall may still be making room, and it may not be known yet what fits."""
            self.carry(button, self.top_of(target))
            return self.drag.words.startswith("Put ")

        self.wait(is_over)
        self.drop(button, self.top_of(target))

    def console_lines(self, container_id: str) -> list[str]:
        return [line.text for line in self.session.console(container_id).lines]


@pytest.fixture
def own_recipes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "recipes"
    folder.mkdir()
    monkeypatch.setattr(recipe_files, "own_folder", lambda: folder)
    return folder


@pytest.fixture
def builder(own_recipes: Path, person: Person, qtbot: QtBot) -> Builder:
    return Builder(person, qtbot)


def test_a_web_server_dragged_onto_the_base_becomes_a_brick(builder: Builder) -> None:
    session = builder.session
    button = builder.lift("web-server")
    at = builder.top_of(CORE)
    builder.carry(button, at)
    builder.wait(lambda: "Put “Web server” on ServerCore 1.0" in builder.drag.words)
    assert "httpd -f -p 8080" in builder.drag.words
    builder.drop(button, at)
    assert not builder.drag.is_active
    dialog = builder.dialog(SnapshotDialog)
    assert isinstance(dialog, SnapshotDialog)
    container = session.selected_container
    assert container is not None
    assert container.name == "web-server-1"
    assert container.switch == "none"
    lines = builder.console_lines(container.id)
    assert any(line.startswith("Step 1 of 2: ") for line in lines)
    assert lines[-1] == "Web server is done"
    assert (dialog.name.text, dialog.version.text) == ("web-server", "1.0")
    assert dialog.publisher.text == "Demo"
    assert dialog.message.text == "Web server on port 8080"
    builder.person.click(dialog.action_button)
    builder.wait(lambda: session.repository.image("web-server:1.0") is not None)
    image = session.repository.image("web-server:1.0")
    assert image is not None
    assert len(image.layers) == 2
    assert "httpd" in image.layers[-1].created_by
    builder.wait(lambda: image.top_chain_id in session.wall.bricks)
    top = image.top_chain_id
    # The brick is there before it has got its look.
    builder.wait(lambda: session.wall.bricks[top].title == "Web server")
    assert session.wall.bricks[top].role is Role.PACKAGES
    assert session.selected_image == image


def test_what_does_not_fit_says_why_and_starts_nothing(builder: Builder) -> None:
    button = builder.lift("python")
    at = builder.top_of(CORE)
    builder.carry(button, at)
    builder.wait(lambda: "this image has none of them" in builder.drag.words)
    flag = builder.window.view.wall_scene.flags["ServerCore:1.0"]
    assert flag.is_dimmed
    builder.drop(button, at)
    assert not flag.is_dimmed
    assert builder.session.repository.containers == ()


def test_escape_takes_the_brick_back(builder: Builder, qtbot: QtBot) -> None:
    button = builder.lift("web-server")
    at = builder.top_of(CORE)
    builder.carry(button, at)
    qtbot.keyClick(builder.window.view, Qt.Key.Key_Escape)
    assert not builder.drag.is_active
    builder.drop(button, at)
    assert builder.session.repository.containers == ()


def test_a_click_is_no_drag_and_asks_for_a_tower(builder: Builder) -> None:
    told: list[str] = []
    builder.session.notice_raised.connect(told.append)
    builder.session.select(SelectionKind.NOTHING)
    builder.person.click(builder.palette.buttons["web-server"])
    assert told == ["Drag it onto an image, or select an image first"]
    assert not builder.drag.is_active


def test_a_folder_is_asked_for_and_copied(builder: Builder, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<h1>mine</h1>")
    builder.drag_onto("folder", CORE)
    form = builder.dialog(RecipeForm)
    assert isinstance(form, RecipeForm)
    builder.person.click(form.action_button)
    folder = form.fields["folder"]
    assert isinstance(folder, LineField)
    assert folder.field.is_wrong
    builder.person.type_into(folder.field.edit, str(site))
    assert "COPY site /srv/www/" in form.steps_text
    builder.person.click(form.action_button)
    dialog = builder.dialog(SnapshotDialog)
    assert isinstance(dialog, SnapshotDialog)
    assert dialog.name.text == "site"
    container = builder.session.selected_container
    assert container is not None
    engine = builder.engine
    content = builder.person.ask(
        lambda: engine.read_container_file(container.id, "srv/www/index.html")
    )
    assert content.content == b"<h1>mine</h1>"
    dialog.reject()


def test_a_recipe_in_a_container_by_keyboard(builder: Builder, qtbot: QtBot) -> None:
    engine, session = builder.engine, builder.session
    made = builder.person.ask(
        lambda: engine.create_container(NewContainer("box", "ServerCore:1.0"))
    )
    builder.person.ask(lambda: engine.start_container(made.id))
    builder.wait(lambda: (one := session.repository.container(made.id)) is not None and one.is_live)
    session.select(SelectionKind.CONTAINER, made.id)
    builder.window.view.setFocus()
    qtbot.keyClick(builder.window.view, Qt.Key.Key_R)
    chooser = builder.dialog(RecipeChooser)
    assert isinstance(chooser, RecipeChooser)
    builder.wait(lambda: chooser.cards["configuration"].isEnabled())
    assert not chooser.cards["python"].isEnabled()
    chooser.cards["configuration"].setFocus()
    qtbot.keyClick(chooser.cards["configuration"], Qt.Key.Key_Space)
    qtbot.keyClick(chooser, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    form = builder.dialog(RecipeForm)
    assert isinstance(form, RecipeForm)
    with qtbot.waitActive(form):
        form.activateWindow()  # where no window manager does it
    settings = form.fields["settings"]
    assert isinstance(settings, LinesField)
    qtbot.keyClicks(settings.edit, "colour = 'blue'; $(touch /pwned)")
    qtbot.keyClick(settings.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog = builder.dialog(SnapshotDialog)
    assert isinstance(dialog, SnapshotDialog)
    dialog.reject()
    content = builder.person.ask(lambda: engine.read_container_file(made.id, "etc/app.conf"))
    assert content.content == b"colour = 'blue'; $(touch /pwned)\n"
    assert len(session.repository.containers) == 1


def add_own(own_recipes: Path, name: str, text: str, builder: Builder) -> None:
    (own_recipes / f"{name}.toml").write_text(text)
    builder.person.program.window.verbs.recipes._read()
    builder.wait(lambda: name in builder.palette.buttons)


def test_one_that_fails_asks_what_becomes_of_its_container(
    builder: Builder, own_recipes: Path
) -> None:
    add_own(own_recipes, "breaks", FAILING, builder)
    builder.drag_onto("breaks", CORE)
    question = builder.dialog(ConfirmDialog)
    assert isinstance(question, ConfirmDialog)
    container = builder.session.selected_container
    assert container is not None
    assert "words of it" in builder.console_lines(container.id)
    assert question.cancel_button.text() == f"Keep {container.name}"
    question.action_button.click()
    builder.wait(lambda: not builder.session.repository.containers)
    assert builder.session.repository.image("ServerCore:1.0") is not None


def test_one_that_is_cancelled_keeps_what_it_did_if_the_person_wants(
    builder: Builder, own_recipes: Path
) -> None:
    add_own(own_recipes, "slow", SLOW, builder)
    builder.drag_onto("slow", CORE)
    session = builder.session

    def has_said() -> bool:
        container = session.selected_container
        return container is not None and "words of it" in builder.console_lines(container.id)

    builder.wait(has_said)
    container = session.selected_container
    assert container is not None
    builder.wait(lambda: builder.window.working.page.console.cancel.isVisible())
    builder.person.click(builder.window.working.page.console.cancel)
    question = builder.dialog(ConfirmDialog)
    assert isinstance(question, ConfirmDialog)
    question.cancel_button.click()
    assert session.repository.container(container.id) is not None
    content = builder.person.ask(lambda: builder.engine.read_container_file(container.id, "begun"))
    assert content.content == b"begun\n"
    assert container.id not in session.busy


def test_what_was_done_becomes_a_recipe_of_ones_own(
    builder: Builder, own_recipes: Path, qtbot: QtBot
) -> None:
    engine, session = builder.engine, builder.session
    made = builder.person.ask(
        lambda: engine.create_container(NewContainer("box", "ServerCore:1.0"))
    )
    builder.person.ask(lambda: engine.start_container(made.id))
    for line in ("echo hello > /srv/greeting", "false"):
        request = ExecRequest(shell_line=line)
        builder.person.ask(
            lambda request=request: engine.execute(made.id, request, output=lambda _chunk: None)
        )
    builder.wait(lambda: session.repository.container(made.id) is not None)
    session.select(SelectionKind.CONTAINER, made.id)
    builder.person.click(builder.palette.more)
    choose(builder, qtbot, "Make one of what was done here…")
    dialog = builder.dialog(OwnRecipeDialog)
    assert isinstance(dialog, OwnRecipeDialog)
    assert [box.text() for box in dialog.boxes] == ["echo hello > /srv/greeting"]
    builder.person.type_into(dialog.name.edit, "My greeting")
    builder.person.click(dialog.action_button)
    builder.wait(lambda: "my-greeting" in builder.palette.buttons)
    assert (own_recipes / "my-greeting.toml").is_file()
    session.select(SelectionKind.NOTHING)
    builder.drag_onto("my-greeting", CORE)
    snapshot = builder.dialog(SnapshotDialog)
    assert isinstance(snapshot, SnapshotDialog)
    assert snapshot.name.text == "my-greeting"
    snapshot.reject()


def choose(builder: Builder, qtbot: QtBot, words: str) -> None:
    """An entry of the menu that is open."""

    def menus() -> list[QMenu]:
        found: list[QMenu] = builder.window.findChildren(QMenu)
        return [menu for menu in found if menu.isVisible()]

    builder.wait(lambda: bool(menus()))
    (menu,) = menus()
    action = next(one for one in menu.actions() if one.text() == words)
    assert action.isEnabled()
    action.trigger()
    menu.close()


def test_a_base_is_dragged_onto_the_plate(builder: Builder) -> None:
    view, sidebar = builder.window.view, builder.window.sidebar
    button = sidebar._bases.itemAt(0).widget()
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    QTest.mouseMove(button, QPoint(34, 22))
    assert builder.drag.is_active
    at = builder.top_of(CORE)
    builder.carry(button, at)
    assert "A base stands on the baseplate" in builder.drag.words
    street = view.wall_scene.placement.streets[0]
    beside = QPointF((street.x + street.width + 3) * 26, -street.y * 26 - 8)
    point = view.viewport().mapToGlobal(view.mapFromScene(beside))
    builder.drop(button, point)
    dialog = builder.dialog(BaseImageDialog)
    assert isinstance(dialog, BaseImageDialog)
    dialog.reject()
