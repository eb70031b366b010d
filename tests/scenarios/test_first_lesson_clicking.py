"""The first lesson, really clicked: three images in layers, without typing a container command."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from app.dialogs.base_image_dialog import BaseImageDialog
from app.dialogs.lesson_chooser import LessonChooser
from app.dialogs.new_container_dialog import NewContainerDialog
from app.dialogs.snapshot_dialog import SnapshotDialog
from app.viewmodel.handout_form import Kind
from app.viewmodel.roles import Role
from app.viewmodel.session import SelectionKind
from core.lesson import done_steps
from core.model import ContainerState
from tests.scenarios.conftest import Person
from tests.watchdog import Watchdog


def make_container(person: Person, reference: str, name: str) -> None:
    image = person.session.repository.image(reference)
    assert image is not None
    person.session.select(SelectionKind.IMAGE, reference)
    person.click(person.window.toolbar.run)
    dialog = person.dialog(NewContainerDialog)
    assert isinstance(dialog, NewContainerDialog)
    assert dialog.image.currentData() == reference
    person.type_into(dialog.name.edit, name)
    person.click(dialog.action_button)
    person.wait(
        lambda: (
            (found := person.session.selected_container) is not None
            and found.name == name
            and found.state is ContainerState.RUNNING
        )
    )


def take_lesson(person: Person, name: str) -> None:
    """By the chooser."""
    person.click(person.window.toolbar.lessons)
    chooser = person.dialog(LessonChooser)
    assert isinstance(chooser, LessonChooser)
    card = next(one for one in chooser.cards if one.card.name == name)
    person.click(card.button)
    person.wait(lambda: person.window.lesson.isVisible())


def changed(person: Person) -> int:
    """How many changes the open brick shows."""
    container = person.session.selected_container
    live = person.session.live.get(container.id) if container is not None else None
    return live.total if live is not None else 0


def snapshot(person: Person, name: str, layers: int) -> None:
    person.click(person.window.buttons.start_or_stop)
    person.wait(
        lambda: (
            (found := person.session.selected_container) is not None
            and found.state is ContainerState.STOPPED
            and not person.session.busy
        )
    )
    person.click(person.window.buttons.snapshot)
    dialog = person.dialog(SnapshotDialog)
    assert isinstance(dialog, SnapshotDialog)
    person.type_into(dialog.name.edit, name)
    person.type_into(dialog.publisher.edit, "Demo")
    person.type_into(dialog.version.edit, "1.0")
    person.click(dialog.action_button)
    person.wait(lambda: person.session.repository.image(f"{name}:1.0") is not None)
    image = person.session.repository.image(f"{name}:1.0")
    assert image is not None
    assert len(image.layers) == layers


def test_three_images_by_clicking(person: Person, repository: Path) -> None:
    watchdog = Watchdog()
    window, session = person.window, person.session
    person.click(window.empty._base.button)
    dialog = person.dialog(BaseImageDialog)
    assert isinstance(dialog, BaseImageDialog)
    assert dialog.source_key == "starter"
    person.type_into(dialog.name.edit, "ServerCore")
    person.type_into(dialog.version.edit, "1.0")
    person.click(dialog.action_button)
    person.wait(lambda: session.repository.image("ServerCore:1.0") is not None)

    make_container(person, "ServerCore:1.0", "Demo")
    person.run("mkdir -p /srv/www && echo '<h1>It works</h1>' > /srv/www/index.html")
    person.run("printf '#!/bin/sh\\nexec httpd -p 8089 -h /srv/www\\n' > /usr/sbin/web-server")
    person.run("chmod 755 /usr/sbin/web-server; web-server; wget -q -O - http://127.0.0.1:8089/")
    assert "<h1>It works</h1>" in person.console_text()
    person.wait(lambda: changed(person) >= 3)
    snapshot(person, "Web", layers=2)

    make_container(person, "Web:1.0", "WebDemo")
    person.run("echo '<h1>Hello from WebApp</h1>' > /srv/www/index.html; web-server")
    person.run("wget -q -O - http://127.0.0.1:8089/")
    assert "Hello from WebApp" in person.console_text()
    snapshot(person, "WebApp", layers=3)

    wall = session.wall
    roles = [wall.bricks[chain_id].role for chain_id in wall.flags[2].chain]
    assert roles == [Role.OS, Role.PACKAGES, Role.APP]
    assert wall.bricks[wall.flags[0].chain_id].shared_text == "shared by 3 images"
    person.wait(lambda: len(window.view.wall_scene.flags) == 3)
    assert not window.banner.isVisible() or window.banner.property("look") == "notice"
    watchdog.stop()
    assert watchdog.ticks > 20


def test_the_window_plays_the_lesson_when_asked(person: Person) -> None:
    window = person.window
    take_lesson(person, "first")
    for number in range(1, 8):

        def open_step(number: int = number) -> bool:
            view = window.lessons.view
            if view is None or not view.is_checked or view.is_busy:
                return False
            if view.done != number - 1:
                return False
            buttons = window.lesson.findChildren(QPushButton, "show-me")
            return bool(buttons) and buttons[-1].isVisible() and buttons[-1].isEnabled()

        person.wait(open_step)
        person.click(window.lesson.findChildren(QPushButton, "show-me")[-1])
    person.wait(lambda: window.lessons.view is not None and window.lessons.view.is_finished)
    engine = person.program.context.engine
    assert engine is not None
    lesson = window.lessons.lesson
    assert lesson is not None
    assert person.ask(lambda: done_steps(lesson, engine)) == 7
    person.wait(lambda: len(person.session.repository.images) == 3)


def test_containers_go_on_when_the_window_closes_and_are_found_again(
    person: Person, repository: Path
) -> None:
    from core.engine.connect import connect
    from core.model import BaseImageRequest

    engine = person.program.context.engine
    assert engine is not None
    person.ask(lambda: engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1")))
    person.wait(lambda: person.session.repository.image("Base:1") is not None)
    make_container(person, "Base:1", "lasting")
    # Closing in the middle of a command that does not end.
    container = person.session.selected_container
    assert container is not None
    person.window.containers.execute(container.id, "echo kept > /kept; sleep 1000")
    person.wait(lambda: bool(person.session.console(container.id).running))
    person.window.close()
    person.program.close()
    again = connect(repository)
    found = again.repository().container("lasting")
    assert found is not None
    assert found.state is ContainerState.RUNNING
    again.close()


def test_another_look_in_the_middle_of_a_command_and_a_lesson(person: Person) -> None:
    """The window is made anew: the command can still be cancelled, the lesson goes on."""
    from core.model import BaseImageRequest

    engine = person.program.context.engine
    assert engine is not None
    person.ask(lambda: engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1")))
    person.wait(lambda: person.session.repository.image("Base:1") is not None)
    make_container(person, "Base:1", "busy")
    container = person.session.selected_container
    assert container is not None
    person.window.containers.execute(container.id, "echo begun; sleep 1000")
    console = person.session.console(container.id)
    person.wait(lambda: any(line.text == "begun" for line in console.lines))
    take_lesson(person, "first")
    old = person.window
    person.click(old.toolbar.theme_button)
    person.wait(lambda: person.program.window is not old)
    person.window = person.program.window
    person.wait(lambda: person.window.console.isVisible())
    assert person.window.lesson.isVisible()
    assert "begun" in person.console_text()
    person.window.console.cancel_requested.emit()
    person.wait(lambda: not console.running)
    assert console.lines[-1].text.startswith("cancelled")


def test_the_wall_is_exported_as_a_picture(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.model import BaseImageRequest

    engine = person.program.context.engine
    assert engine is not None
    person.ask(lambda: engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1")))
    person.wait(lambda: person.session.repository.image("Base:1") is not None)
    for name in ("wall.png", "wall.svg", "missing/wall.png", "missing/wall.svg"):
        path = tmp_path / name
        monkeypatch.setattr(
            person.program.asker,
            "show_handouts",
            lambda desk, request, path=path: desk.save(
                replace(request, kind=Kind(path.suffix[1:])), path
            ),
        )
        menu = person.window.toolbar.export.menu()
        menu.aboutToShow.emit()
        next(one for one in menu.actions() if one.text().startswith("Picture")).trigger()
        is_possible = path.parent.exists()
        person.wait(
            lambda path=path, is_possible=is_possible: (
                path.exists()
                if is_possible
                else f"{path} cannot be used" in person.window.banner.words
            )
        )
    assert sorted(p.name for p in tmp_path.glob("*wall*")) == ["wall.png", "wall.svg"]
    assert sorted(p.name for p in tmp_path.glob(".*")) == []
