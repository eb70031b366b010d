"""Working inside a container as a person does: typing, watching, going back, building."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.dialogs.file_change_dialog import FileChangeDialog
from app.dialogs.questions import ConfirmDialog, MarkDialog
from app.dialogs.snapshot_dialog import SnapshotDialog
from app.dialogs.switches_dialog import SwitchesDialog
from app.terminal.contents import everything
from app.terminal.session import State
from app.viewmodel.live_rows import LiveRow
from app.viewmodel.session import SelectionKind
from app.window.work_page import CONSOLE, TERMINAL
from core.model import BaseImageRequest, Container, ContainerState, NewContainer
from tests.scenarios.conftest import Person


class Worker:
    """A person in front of a container that runs."""

    def __init__(self, person: Person, qtbot: QtBot, container_id: str) -> None:
        self.person, self.qtbot, self.id = person, qtbot, container_id
        self.window, self.session = person.window, person.session
        self.session.select(SelectionKind.CONTAINER, container_id)
        self.page = self.window.working.page
        self.page.switch.buttons[TERMINAL].click()
        self.wait_for_prompt()

    @property
    def container(self) -> Container:
        container = self.session.repository.container(self.id)
        assert container is not None
        return container

    @property
    def paths(self) -> set[str]:
        """What the list of live changes names."""
        rows = self.page.tabs.changes.newest.rows_model.rows
        return {row.path for row in rows if isinstance(row, LiveRow)}

    @property
    def shell(self) -> object:
        """What the terminal talks to: another one after the container was started anew."""
        pane = self.page.terminal.pane
        return pane.session._wire if pane is not None else None

    def wait_for_prompt(self, after: object = None) -> None:
        """Of the shell that is there, or of another one `after` that."""
        terminal = self.page.terminal

        def is_there() -> bool:
            pane = terminal.pane
            if pane is None or pane.session.state is not State.LIVE:
                return False
            if after is not None and self.shell is after:
                return False
            return everything(pane.session.screen.grid).endswith("#")

        self.person.wait(is_there)

    def type(self, line: str) -> None:
        """A line at the prompt; waits until it is recorded."""
        pane = self.page.terminal.pane
        assert pane is not None
        before = len(self.session.runs.get(self.id, ()))
        self.qtbot.keyClicks(pane.view, line)
        self.qtbot.keyClick(pane.view, Qt.Key.Key_Return)
        self.person.wait(lambda: len(self.session.runs.get(self.id, ())) > before)

    def dialog(self, kind: type) -> object:
        return self.person.dialog(kind)


@pytest.fixture
def worker(person: Person, qtbot: QtBot) -> Worker:
    engine = person.program.context.engine
    assert engine is not None
    person.ask(lambda: engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1")))
    made = person.ask(lambda: engine.create_container(NewContainer("box", "Base:1")))
    person.ask(lambda: engine.start_container(made.id))
    person.wait(
        lambda: (
            (found := person.session.repository.container(made.id)) is not None
            and found.state is ContainerState.RUNNING
        )
    )
    return Worker(person, qtbot, made.id)


def test_what_is_typed_shows_on_the_open_brick_and_in_the_lists(worker: Worker) -> None:
    person, tabs = worker.person, worker.page.tabs
    worker.type("echo hello > /srv/greeting; echo '# mine' >> /etc/passwd")
    person.wait(lambda: {"srv/greeting", "etc/passwd"} <= worker.paths)
    brick = next(one for one in worker.session.wall.open_bricks if one.container_id == worker.id)
    assert (brick.added, brick.modified) == (1, 1)
    tabs.bar.choose("commands")
    run = worker.session.runs[worker.id][-1]
    assert run.exit_code == 0
    assert run.changes is not None
    assert {change.path for change in run.changes.paths} == {"srv/greeting", "etc/passwd"}
    tabs.bar.choose("changes")
    tabs.changes.diff_requested.emit("etc/passwd")
    person.wait(lambda: bool(worker.window.findChildren(FileChangeDialog)))
    shown = worker.window.findChildren(FileChangeDialog)[0]
    assert "+1" in shown.facts.text()
    shown.close()


def test_a_mark_and_the_way_back_to_it(worker: Worker, qtbot: QtBot) -> None:
    person, window = worker.person, worker.window
    worker.type("echo one > /srv/one")
    qtbot.keyClick(window.view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    dialog = worker.dialog(MarkDialog)
    assert isinstance(dialog, MarkDialog)
    person.type_into(dialog.label.edit, "first")
    shell = worker.shell
    person.click(dialog.action_button)
    person.wait(lambda: [mark.label for mark in worker.container.marks] == ["first"])
    worker.wait_for_prompt(after=shell)  # another one by itself
    worker.type("rm /srv/one; echo two > /srv/two")
    person.wait(lambda: worker.paths == {"srv/one", "srv/two"})
    mark = worker.container.marks[0]
    worker.page.tabs.commands.roll_back_requested.emit(mark.id)
    question = worker.dialog(ConfirmDialog)
    assert isinstance(question, ConfirmDialog)
    shell = worker.shell
    person.click(question.action_button)
    person.wait(lambda: not worker.session.busy and not worker.paths)
    worker.wait_for_prompt(after=shell)
    worker.type("cat /srv/one && test ! -e /srv/two")
    assert worker.session.runs[worker.id][-1].exit_code == 0


def test_the_terminal_survives_a_stop_and_the_command_line_stays(
    worker: Worker, qtbot: QtBot
) -> None:
    person, window, page = worker.person, worker.window, worker.page
    worker.type("echo kept on the screen")
    person.click(window.buttons.start_or_stop)
    person.wait(lambda: worker.container.state is ContainerState.STOPPED)
    pane = page.terminal.pane
    assert pane is not None
    person.wait(lambda: pane.session.state is State.ENDED)
    assert "kept on the screen" in everything(pane.session.screen.grid)
    person.click(window.buttons.start_or_stop)
    person.wait(lambda: worker.container.state is ContainerState.RUNNING)
    person.wait(lambda: pane.session.can_open)
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    worker.wait_for_prompt()
    person.click(page.switch.buttons[CONSOLE])
    person.run("echo from the line")
    assert "from the line" in person.console_text()
    assert person.program.settings.prompt == CONSOLE


def test_what_should_not_go_in_is_left_out_by_a_click(worker: Worker) -> None:
    person = worker.person
    worker.type("mkdir -p /app; echo 1 > /app/page; echo ls > /root/.ash_history")
    person.click(worker.window.buttons.snapshot)
    dialog = worker.dialog(SnapshotDialog)
    assert isinstance(dialog, SnapshotDialog)
    boxes = [box for box, _warning in dialog._leave_out._boxes]
    assert boxes, "the shell's history is offered"
    for box in boxes:
        box.setChecked(True)
    person.type_into(dialog.name.edit, "App")
    person.click(dialog.action_button)
    person.wait(lambda: len(worker.session.repository.images) == 2)
    image = next(one for one in worker.session.repository.images if one.name == "App")
    engine = person.program.context.engine
    assert engine is not None
    page = person.ask(lambda: engine.files_at(_top(image), "root"))
    assert ".ash_history" not in {row.name for row in page.rows}


def _top(image: object) -> object:
    from core.model import Image, LayerPlace

    assert isinstance(image, Image)
    return LayerPlace(image.reference, image.top_chain_id)


def test_a_containerfile_becomes_bricks_step_by_step(
    person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    engine = person.program.context.engine
    assert engine is not None
    person.ask(lambda: engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1")))
    person.wait(lambda: bool(person.session.repository.images))
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "page").write_text("hello\n")
    (folder / "Containerfile").write_text(
        "FROM Base:1\nENV SHOP=1\nCOPY page /srv/page\nRUN cp /srv/page /srv/copy\nRUN false\n"
    )
    window = person.window
    qtbot.keyClick(
        window.view,
        Qt.Key.Key_O,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    chooser = person.dialog(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(folder / "Containerfile"))
    chooser.close()
    building = window.verbs.building
    person.wait(lambda: building.view is not None)
    panel = window.guide.build
    person.click(panel.step)
    person.wait(lambda: building.view is not None and building.view.done == 1)
    person.wait(lambda: building.view is not None and not building.view.is_working)
    person.wait(lambda: person.session.selected_container is not None)
    container = person.session.selected_container
    assert container is not None
    person.click(panel.run)
    person.wait(lambda: building.view is not None and bool(building.view.failure))
    assert building.view is not None
    assert building.view.done == 3
    assert "exit code 1" in building.view.failure
    marks = person.session.repository.container(container.id).marks  # type: ignore[union-attr]
    assert [mark.label for mark in marks] == [
        "step 1: ENV SHOP=1",
        "step 2: COPY page /srv/page",
        "step 3: RUN cp /srv/page /srv/copy",
    ]
    bricks = next(
        one for one in person.session.wall.open_bricks if one.container_id == container.id
    )
    assert len(bricks.marks) == 3
    person.click(panel._leave)
    assert window.guide.isHidden()
    person.run("cat /srv/copy; echo $SHOP")
    assert "hello\n1\n" in person.console_text()


def test_switches_are_made_and_removed_by_clicking(person: Person) -> None:
    capabilities = person.session.capabilities
    person.window.verbs.running.show_switches()
    dialog = person.dialog(SwitchesDialog)
    assert isinstance(dialog, SwitchesDialog)
    assert capabilities.can_make_switches, "the CNI plugins are there on every test machine"
    person.type_into(dialog.name.edit, "class")
    person.click(dialog.action_button)
    person.wait(lambda: "class" in [one.name for one in person.session.switches])
    dialog.removed.emit("class")
    person.wait(lambda: "class" not in [one.name for one in person.session.switches])
    dialog.close()
