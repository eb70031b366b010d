from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.dialogs.base_image_dialog import BaseImageDialog
from app.dialogs.new_container_dialog import NewContainerDialog
from app.dialogs.questions import LookDialog, NameDialog, discard_dialog, remove_image_dialog
from app.dialogs.snapshot_dialog import SnapshotDialog
from app.theme import Mode, Theme
from app.viewmodel.wall import BrickLook, build_wall
from core.model import (
    BaseImageSource,
    ChangeKind,
    ChangeSummary,
    Container,
    ContainerState,
    FileChange,
    FileType,
    Image,
    Layer,
    RemovalPlan,
    Repository,
    Switch,
)

LAYER = Layer("sha256:d", "sha256:d", "sha256:b", "", 5_000_000)
IMAGE = Image("Web:1.3", "Web", "Demo", "1.3", "sha256:m", "sha256:c", (LAYER,))
CONTAINER = Container(
    "c1", "web-1", "Web:1.3", "sha256:m", "sha256:d", "none", ContainerState.STOPPED,
    datetime(2026, 1, 1, tzinfo=UTC),
)  # fmt: skip
REPOSITORY = Repository("/r", (IMAGE,), (CONTAINER,))
SUMMARY = ChangeSummary(
    (FileChange("srv/<b>page</b>", ChangeKind.ADDED, FileType.REGULAR, 42),), 1, 0, 0, 42
)
SOURCES = (
    BaseImageSource("starter", "Starter", "d", True, suggested_name="ServerCore",
                    suggested_version="1.0", suggested_publisher="Local"),
    BaseImageSource("debian", "Debian", "d", False, "Install mmdebstrap"),
)  # fmt: skip


def a_snapshot(qtbot: QtBot, summary: ChangeSummary = SUMMARY) -> SnapshotDialog:
    dialog = SnapshotDialog(
        None, Theme(Mode.LIGHT), CONTAINER, REPOSITORY, build_wall(REPOSITORY), summary
    )
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_snapshot_suggests_the_next_version_and_follows_the_form(qtbot: QtBot) -> None:
    dialog = a_snapshot(qtbot)
    assert dialog.version.text == "1.4"
    dialog.message.edit.setText("it's new")
    assert "commit" in dialog._command.text()
    assert "Web:1.4" in dialog._command.text()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(dialog.chosen) as caught:
        qtbot.keyClick(dialog.version.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    request = caught.args[0]
    assert (request.name, request.version, request.publisher) == ("Web", "1.4", "Demo")
    assert request.description == "it's new"
    assert not request.replace


def test_a_snapshot_says_below_the_field_what_is_wrong(qtbot: QtBot) -> None:
    dialog = a_snapshot(qtbot)
    dialog.name.edit.setText("no blanks please")
    qtbot.mouseClick(dialog.action_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "cannot be a image name" in dialog.name._below.text()
    dialog.name.edit.setText("Web")
    dialog.version.edit.setText("1.3")
    qtbot.mouseClick(dialog.action_button, Qt.MouseButton.LeftButton)
    assert "already" in dialog.version._below.text()
    dialog.replace.setChecked(True)
    with qtbot.waitSignal(dialog.chosen) as caught:
        qtbot.mouseClick(dialog.action_button, Qt.MouseButton.LeftButton)
    assert caught.args[0].replace


def test_an_empty_snapshot_must_be_insisted_on(qtbot: QtBot) -> None:
    dialog = a_snapshot(qtbot, ChangeSummary((), 0, 0, 0, 0))
    qtbot.mouseClick(dialog.action_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    dialog.even_if_empty.setChecked(True)
    with qtbot.waitSignal(dialog.chosen) as caught:
        qtbot.mouseClick(dialog.action_button, Qt.MouseButton.LeftButton)
    assert caught.args[0].even_if_empty


def test_a_base_image_is_chosen_named_and_checked(qtbot: QtBot) -> None:
    dialog = BaseImageDialog(None, SOURCES, REPOSITORY)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.source_key == "starter"
    debian = next(b for b in dialog._buttons.buttons() if b.property("key") == "debian")
    assert not debian.isEnabled()
    dialog.name.edit.setText("Web")
    dialog.version.edit.setText("1.3")
    qtbot.mouseClick(dialog.action_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    dialog.version.edit.setText("2")
    with qtbot.waitSignal(dialog.chosen) as caught:
        qtbot.mouseClick(dialog.action_button, Qt.MouseButton.LeftButton)
    assert (caught.args[0].source, caught.args[0].name) == ("starter", "Web")


def test_a_new_container_gets_a_free_name(qtbot: QtBot) -> None:
    switches = (Switch("none", "n"), Switch("host", "h"))
    dialog = NewContainerDialog(None, REPOSITORY, IMAGE, switches)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.name.text == "web-2"
    dialog.name.edit.setText("web-1")
    qtbot.mouseClick(dialog.action_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    dialog.name.edit.setText("mine")
    dialog.switch.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.chosen) as caught:
        qtbot.mouseClick(dialog.action_button, Qt.MouseButton.LeftButton)
    request = caught.args[0]
    assert (request.name, request.image_reference, request.switch) == ("mine", "Web:1.3", "host")


def test_discarding_asks_once_and_says_what_is_lost(qtbot: QtBot) -> None:
    dialog = discard_dialog(None, CONTAINER, SUMMARY)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.assertNotEmitted(dialog.confirmed):
        qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    again = discard_dialog(None, CONTAINER, SUMMARY)
    qtbot.addWidget(again)
    again.show()
    with qtbot.waitSignal(again.confirmed):
        qtbot.mouseClick(again.action_button, Qt.MouseButton.LeftButton)


def test_an_image_with_something_on_it_cannot_be_removed(qtbot: QtBot) -> None:
    plan = RemovalPlan("Web:1.3", ("App:1",), ("web-1",), 0, 10)
    dialog = remove_image_dialog(None, plan)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.action_button.isVisible()
    free = remove_image_dialog(None, RemovalPlan("Web:1.3", (), (), 5_000_000, 0))
    qtbot.addWidget(free)
    free.show()
    with qtbot.waitSignal(free.confirmed):
        qtbot.mouseClick(free.action_button, Qt.MouseButton.LeftButton)


def test_renaming_and_recolouring(qtbot: QtBot) -> None:
    wall = build_wall(REPOSITORY)
    dialog = LookDialog(None, Theme(Mode.DARK), wall.bricks["sha256:d"], BrickLook())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.title.edit.setText("Mine")
    data = next(b for b in dialog._group.buttons() if b.property("role") == "data")
    data.setChecked(True)
    with qtbot.waitSignal(dialog.chosen) as caught:
        qtbot.mouseClick(dialog.action_button, Qt.MouseButton.LeftButton)
    assert caught.args[0] == BrickLook("Mine", "data")
    name = NameDialog(None, CONTAINER)
    qtbot.addWidget(name)
    name.show()
    name.name.edit.setText("bad name")
    qtbot.mouseClick(name.action_button, Qt.MouseButton.LeftButton)
    assert name.isVisible()
