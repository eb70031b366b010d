"""Images go to a registry and come back, by clicking; the registry is Debian's, on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.dialogs.login_dialog import LoginDialog
from app.dialogs.pull_dialog import PullDialog
from app.dialogs.push_dialog import PushDialog
from app.dialogs.questions import ConfirmDialog
from app.viewmodel.session import SelectionKind
from core.model import (
    BaseImageRequest,
    ContainerState,
    ExecRequest,
    NewContainer,
    SnapshotRequest,
)
from tests.registries.docker_registry import SECRET, USER, DockerRegistry, docker_registry
from tests.scenarios.conftest import Person


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DockerRegistry]:
    with docker_registry(tmp_path_factory.mktemp("registry")) as running:
        yield running


@pytest.fixture
def owner(person: Person) -> Person:
    """With a base image, and one that has a brick of its own on it."""
    engine = person.program.context.engine
    assert engine is not None

    def make() -> None:
        engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
        made = engine.create_container(NewContainer("box", "Base:1"))
        engine.start_container(made.id)
        page = ExecRequest(shell_line="echo hello > /srv/page")
        engine.execute(made.id, page, output=lambda _chunk: None)
        engine.snapshot(SnapshotRequest(made.id, "Web", "Tests", "1.0"))
        engine.discard_container(made.id)

    person.ask(make)
    person.wait(lambda: person.session.repository.image("Web:1.0") is not None)
    person.wait(lambda: not person.session.repository.containers)
    return person


def push(person: Person, target: str) -> PushDialog:
    """The selected image, to where it is there."""
    menu = person.window.toolbar.export.menu()
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.text().startswith("Push")).trigger()
    dialog = person.dialog(PushDialog)
    assert isinstance(dialog, PushDialog)
    person.type_into(dialog.target.edit, target)
    person.click(dialog.action_button)
    return dialog


def look(person: Person, qtbot: QtBot, name: str) -> PullDialog:
    """From the toolbar, and by typing."""
    person.click(person.window.toolbar.pull)
    dialog = person.dialog(PullDialog)
    assert isinstance(dialog, PullDialog)
    person.type_into(dialog.name.edit, name)
    qtbot.keyClick(dialog.name.edit, Qt.Key.Key_Return)
    return dialog


def remove(person: Person, reference: str) -> None:
    person.session.select(SelectionKind.IMAGE, reference)
    person.window.images.remove_image(reference)
    question = person.dialog(ConfirmDialog)
    assert isinstance(question, ConfirmDialog)
    person.click(question.action_button)
    person.wait(lambda: person.session.repository.image(reference) is None)


def test_an_image_goes_to_a_registry_and_comes_back(
    owner: Person, qtbot: QtBot, registry: DockerRegistry
) -> None:
    person, session = owner, owner.session
    image = session.repository.image("Web:1.0")
    assert image is not None
    target = f"{registry.name}/class/web:1.0"
    session.select(SelectionKind.IMAGE, "Web:1.0")
    pushing = push(person, target)
    person.wait(pushing.done_box.isVisible)
    assert pushing.done_box.exact_name == f"{registry.name}/class/web@{image.manifest_digest}"
    assert pushing.command.command == f"docker pull {target}"
    person.click(pushing.action_button)
    assert person.program.settings.registries == [registry.name]

    remove(person, "Web:1.0")
    pulling = look(person, qtbot, target)
    person.wait(pulling.card.isVisible)
    assert pulling.tower.tower is not None
    assert [brick.is_here for brick in pulling.tower.tower.bricks] == [True, False]
    assert pulling.card.words.endswith("have to come")
    qtbot.keyClick(pulling.name.edit, Qt.Key.Key_Return)
    person.wait(lambda: len(session.repository.images) == 2 and not session.wall.ghosts)
    back = next(one for one in session.repository.images if one.reference != "Base:1")
    assert back.manifest_digest == image.manifest_digest
    assert back.top_chain_id in session.wall.bricks
    person.wait(lambda: session.selection.key == back.reference)
    assert person.program.settings.pulled == [target]

    container = person.ask(lambda: _run(person, back.reference))
    person.wait(lambda: container in {c.id for c in session.repository.containers if c.is_live})


def _run(person: Person, reference: str) -> str:
    """What has come back can be run."""
    engine = person.program.context.engine
    assert engine is not None
    made = engine.create_container(NewContainer("again", reference))
    engine.start_container(made.id)
    found = engine.repository().container(made.id)
    assert found is not None
    assert found.state is ContainerState.RUNNING
    return made.id


def test_what_a_registry_has_is_found_from_its_address_alone(
    owner: Person, qtbot: QtBot, registry: DockerRegistry
) -> None:
    person = owner
    for version in ("1.0", "1.1"):
        person.session.select(SelectionKind.IMAGE, "Web:1.0")
        pushing = push(person, f"{registry.name}/found/web:{version}")
        person.wait(pushing.done_box.isVisible)
        person.click(pushing.action_button)
    dialog = look(person, qtbot, f"{registry.name}/")
    person.wait(lambda: "found/web" in dialog.names.names)
    dialog.names.chosen.emit("found/web")
    person.wait(lambda: dialog.names.names == ("1.0", "1.1"))
    assert not dialog.trouble.isVisible()
    dialog.names.chosen.emit("1.1")
    person.wait(dialog.card.isVisible)
    assert "already" in dialog.card.words
    dialog.reject()


def test_a_registry_that_wants_a_login_asks_for_it(owner: Person, tmp_path: Path) -> None:
    person = owner
    with docker_registry(tmp_path / "private", with_login=True) as private:
        person.session.select(SelectionKind.IMAGE, "Base:1")
        pushing = push(person, f"{private.name}/base:1")
        person.wait(lambda: pushing.trouble.button.isVisible())
        person.click(pushing.trouble.button)
        login = person.dialog(LoginDialog)
        assert isinstance(login, LoginDialog)
        login.keep.setChecked(False)
        person.type_into(login.user.edit, USER)
        person.type_into(login.secret.edit, "a guess")
        person.click(login.action_button)
        person.wait(login.trouble.isVisible)
        person.type_into(login.secret.edit, SECRET)
        person.click(login.action_button)
        person.wait(pushing.done_box.isVisible)
        assert pushing.command.command == f"docker pull {private.name}/base:1"
        person.click(pushing.action_button)


def test_a_registry_that_does_not_answer_is_said_in_one_sentence(
    owner: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    with docker_registry(tmp_path / "gone") as gone:
        name = f"{gone.name}/web:1"
    dialog = look(owner, qtbot, name)
    owner.wait(dialog.trouble.isVisible)
    assert dialog.trouble.words.startswith(f"The registry {gone.name} cannot be reached")
    assert dialog.action_button.isEnabled()
    dialog.reject()


def test_a_certificate_that_nobody_vouches_for_is_the_persons_to_decide(
    owner: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    person = owner
    with docker_registry(tmp_path / "unknown", with_tls=True) as unknown:
        dialog = look(person, qtbot, f"{unknown.name}/nothing:1")
        person.wait(dialog.trouble.button.isVisible)
        assert "not safe to talk to" in dialog.trouble.words
        assert person.program.settings.plain_registries == []
        person.click(dialog.trouble.button)
        person.wait(lambda: "is not in the registry" in dialog.trouble.words)
        assert person.program.settings.plain_registries == [unknown.name]
        dialog.reject()
