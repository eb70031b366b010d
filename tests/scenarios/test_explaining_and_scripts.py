"""Asking what something is, and taking a whole work along as a script, at a real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.dialogs.base_image_dialog import BaseImageDialog
from app.dialogs.card_dialog import CardDialog
from app.dialogs.questions import KeyboardHelp
from app.scene.bracket_item import BracketItem
from app.scene.help_mark import EXPLAINS
from app.viewmodel.dialects import Dialect
from app.viewmodel.scripts import ScriptTool
from app.viewmodel.session import SelectionKind
from core.model import BaseImageRequest, NewContainer, SnapshotRequest
from tests.scenarios.conftest import Person


@pytest.fixture
def pupil(person: Person) -> Person:
    """With a base, an image on it, and a container that was never started."""
    engine = person.program.context.engine
    assert engine is not None

    def make() -> None:
        engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
        made = engine.create_container(NewContainer("maker", "Base:1"))
        engine.snapshot(SnapshotRequest(made.id, "Web", "Tests", "1.0", even_if_empty=True))
        engine.discard_container(made.id)
        engine.create_container(NewContainer("box", "Web:1.0"))

    person.ask(make)
    person.wait(lambda: len(person.session.repository.containers) == 1)
    person.wait(lambda: len(person.window.view.wall_scene.flags) == 2)
    return person


def press(person: Person, keys: str) -> None:
    """A key of the whole window: tests' windows are not active, so that Qt would not hear it."""
    found = [
        one for one in person.window.findChildren(QShortcut) if one.key() == QKeySequence(keys)
    ]
    assert len(found) == 1, keys
    found[0].activated.emit()


def card_shown(person: Person) -> str:
    """The card that is open; closes it."""
    dialog = person.dialog(CardDialog)
    assert isinstance(dialog, CardDialog)
    key = dialog.key
    assert not dialog.view.grab().isNull()
    dialog.reject()
    return key


def test_the_key_explains_what_is_selected(pupil: Person) -> None:
    session = pupil.session
    web = session.repository.images[-1]
    for kind, key, wanted in (
        (SelectionKind.NOTHING, "", "repository"),
        (SelectionKind.BRICK, web.layers[0].chain_id, "base"),
        (SelectionKind.BRICK, web.layers[1].chain_id, "layer"),
        (SelectionKind.IMAGE, web.reference, "image"),
        (SelectionKind.CONTAINER, session.repository.containers[0].id, "container"),
    ):
        session.select(kind, key)
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()
        press(pupil, "Shift+F1")
        assert card_shown(pupil) == wanted
    window = pupil.window
    assert window.sidebar.images.property(EXPLAINS) == "image"
    assert window.sidebar.containers.property(EXPLAINS) == "container"
    assert window.stage.wall_page.legend.property(EXPLAINS) == "layer"


def test_question_marks_are_on_the_parts(pupil: Person, qtbot: QtBot) -> None:
    window, session = pupil.window, pupil.session
    pupil.click(window.toolbar.help_button)
    assert card_shown(pupil) == "repository"
    session.select(SelectionKind.IMAGE, "Web:1.0")
    window._display.open_panel()
    head = window.inspecting.panel.findChildren(QPushButton)
    marks = [one for one in head if one.property(EXPLAINS) is not None and one.isVisible()]
    pupil.click(marks[0])
    assert card_shown(pupil) == "image"
    legend = window.stage.wall_page.legend.findChildren(QPushButton)
    mark = next(one for one in legend if one.property(EXPLAINS))
    mark.click()
    assert card_shown(pupil) == "layer"


def test_brackets_of_a_container_have_their_marks(pupil: Person, qtbot: QtBot) -> None:
    pupil.session.select(SelectionKind.CONTAINER, pupil.session.repository.containers[0].id)
    view = pupil.window.view

    def brackets() -> list[BracketItem]:
        return [one for one in view.scene().items() if isinstance(one, BracketItem)]

    pupil.wait(lambda: len(brackets()) == 2)
    view.grab()  # they know where their mark is once they were painted
    seen = set()
    for number in range(2):
        item = brackets()[number]
        at = view.mapFromScene(item.mapToScene(item.mark.center()))
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
        seen.add(card_shown(pupil))
    assert seen == {"container", "image"}
    beside = view.mapFromScene(brackets()[0].mapToScene(brackets()[0].mark.topLeft())) - QPoint(
        40, 0
    )
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert not isinstance(QApplication.activeModalWidget(), CardDialog)


def test_a_card_leads_to_others_and_to_the_wall(pupil: Person) -> None:
    pupil.window.explaining.explain("registry")
    dialog = pupil.dialog(CardDialog)
    assert isinstance(dialog, CardDialog)
    assert dialog.view.place.isHidden(), "there is no registry on the wall"
    dialog.view.links[1].click()
    assert dialog.key == "digest"
    dialog.go_back()
    assert dialog.key == "registry"
    dialog.show_card("container")
    pupil.click(dialog.view.place)
    box = pupil.session.repository.containers[0]
    assert pupil.session.selected_container == box
    press(pupil, "F1")
    dialog = pupil.dialog(KeyboardHelp)
    assert isinstance(dialog, KeyboardHelp)
    dialog.cards_button.click()
    assert card_shown(pupil) == "base"
    pupil.window.images.make_base_image()
    dialog = pupil.dialog(BaseImageDialog)
    assert isinstance(dialog, BaseImageDialog)
    keys = [one for one in dialog.findChildren(QShortcut) if one.key() == QKeySequence("Shift+F1")]
    keys[0].activated.emit()
    above = pupil.dialog(CardDialog)
    assert isinstance(above, CardDialog)
    assert above.key == "base"
    assert above.view.place.isHidden(), "the wall is behind another dialog"
    above.reject()
    dialog.reject()


# --- scripts ----------------------------------------------------------------------------------


def menu_of(person: Person, kind: str, key: str) -> QMenu:
    person.window._menus.show_item(kind, key, person.window.mapToGlobal(QPoint(50, 50)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def entry(menu: QMenu, words: str) -> object:
    return next(one for one in menu.actions() if one.text().startswith(words))


def test_an_images_menu_saves_and_copies_its_script(
    pupil: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "web.sh"
    asked: list[str] = []

    def ask(title: str, name: str, answer: object) -> None:
        asked.append(name)
        answer(path)  # type: ignore[operator]

    monkeypatch.setattr(pupil.program.asker, "ask_text_path", ask)
    menu = menu_of(pupil, "image", "Web:1.0")
    inner = entry(menu, "The whole work").menu()  # type: ignore[attr-defined]
    entry(inner, "Save for buildah").trigger()  # type: ignore[attr-defined]
    entry(inner, "Copy for docker").trigger()  # type: ignore[attr-defined]
    menu.close()
    pupil.wait(path.exists)
    assert asked == ["Web-1.0.sh"]
    assert "buildah commit" in path.read_text()
    assert "docker commit" in QGuiApplication.clipboard().text()
    session, scripts = pupil.session, pupil.window.verbs.scripts
    box = session.repository.containers[0]
    scripts.copy_container(box.id, ScriptTool.PODMAN)
    pupil.wait(lambda: "podman run" in QGuiApplication.clipboard().text())
    scripts.copy_session(ScriptTool.DOCKER)
    text = QGuiApplication.clipboard().text()
    assert "docker commit" in text, "what tests asked the engine for was done in this window too"
    assert scripts.why_no_session(ScriptTool.BUILDAH)


def test_the_strip_tells_what_is_about_to_be_done_and_what_was(pupil: Person) -> None:
    session, strip = pupil.session, pupil.window.strip
    box = session.repository.containers[0]
    session.set_dialect(Dialect.DOCKER)
    session.select(SelectionKind.CONTAINER, box.id)
    menu = menu_of(pupil, "container", box.id)
    entry(menu, "Limits").hovered.emit()  # type: ignore[attr-defined]
    assert strip.command.startswith("docker update ")
    entry(menu, "Rename").hovered.emit()  # type: ignore[attr-defined]
    assert strip.command == "docker rename box NAME"
    menu.close()
    pupil.window.containers.start(box.id)
    pupil.wait(lambda: session.repository.containers[0].is_live)
    pupil.window.containers.stop(box.id)
    pupil.wait(lambda: strip.command == "docker stop box")
    session.select(SelectionKind.NOTHING)
    assert strip.command == "docker images"
