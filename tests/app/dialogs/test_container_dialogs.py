"""Dialogs about running containers: options, limits, switches, marks, what to leave out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs.limit_fields import LimitsDialog
from app.dialogs.new_container_dialog import NewContainerDialog
from app.dialogs.questions import MarkDialog, roll_back_dialog
from app.dialogs.snapshot_dialog import SnapshotDialog
from app.dialogs.switches_dialog import SwitchesDialog
from app.theme import Mode, Theme
from app.viewmodel.equivalents import Dialect
from app.viewmodel.wall import build_wall
from core.model import (
    DirectorySum,
    Limits,
    Mark,
    NewSwitch,
    PublishedPort,
    SnapshotPreview,
    SnapshotWarning,
    Switch,
    Volume,
)
from tests.app.dialogs.test_dialogs import CONTAINER, IMAGE, REPOSITORY, SUMMARY

THEME = Theme(Mode.LIGHT)
SWITCHES = (
    Switch("none", "No network"),
    Switch("host", "This computer's"),
    Switch("lan", "Private", is_named=True, subnet="10.88.1.0/24"),
)
MARKS = (
    Mark("m1", "tools are in", datetime(2026, 1, 1, tzinfo=UTC), "apk add", 3, 1, 0, 1000),
    Mark("m2", "<b>pages</b>", datetime(2026, 1, 2, tzinfo=UTC), "cp", 1, 0, 0, 500),
)


def a_new_container(qtbot: QtBot) -> NewContainerDialog:
    dialog = NewContainerDialog(
        None, REPOSITORY, IMAGE, SWITCHES, theme=THEME, can_limit=("memory", "pids")
    )
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_container_needs_none_of_the_options(qtbot: QtBot) -> None:
    dialog = a_new_container(qtbot)
    assert not dialog.options.ports.isVisible()
    with qtbot.waitSignal(dialog.chosen) as caught:
        dialog.submit()
    request = caught.args[0]
    assert (request.switch, request.ports, request.limits) == ("none", (), Limits())
    assert not request.runs_own_command


def test_options_reach_the_request(qtbot: QtBot) -> None:
    dialog = a_new_container(qtbot)
    options = dialog.options
    options.toggle.click()
    assert options.ports.isVisible()
    dialog.switch.setCurrentIndex(2)
    options.own_command.setChecked(True)
    options.ports.edit.setText("8080:80")
    options.env.edit.setPlainText("A=1\nB=2")
    options.volumes.edit.setPlainText("/a:/b:ro")
    options.working_dir.edit.setText("/srv")
    options.user.edit.setText("www-data")
    options.limits.memory.edit.setText("256 MB")
    with qtbot.waitSignal(dialog.chosen) as caught:
        dialog.submit()
    request = caught.args[0]
    assert request.switch == "lan"
    assert request.ports == (PublishedPort(8080, 80),)
    assert request.env == ("A=1", "B=2")
    assert request.volumes == (Volume("/a", "/b", True),)
    assert (request.working_dir, request.user) == ("/srv", "www-data")
    assert request.limits == Limits(memory_bytes=256_000_000)
    assert request.runs_own_command


def test_the_command_line_follows_what_is_typed(qtbot: QtBot) -> None:
    dialog = NewContainerDialog(
        None, REPOSITORY, IMAGE, SWITCHES, theme=THEME, can_limit=("memory",),
        dialect=Dialect.PODMAN,
    )  # fmt: skip
    qtbot.addWidget(dialog)
    dialog.name.edit.setText("web")
    image = IMAGE.reference.lower()  # other tools know small letters only
    waiting = f"--init --entrypoint sleep {image} infinity"
    assert dialog.command_line == f"podman run -d --name web --network none {waiting}"
    assert dialog._command.shown_text.startswith("podman run -d \\\n  --name web \\\n")
    dialog.switch.setCurrentIndex(2)
    dialog.options.ports.edit.setText("8080:80")
    dialog.options.limits.memory.edit.setText("a lot")
    dialog.options.own_command.setChecked(True)
    published = "--publish 127.0.0.1:8080:80"
    assert dialog.command_line == f"podman run -d --name web --network lan {published} {image}"
    assert not dialog.options.toggle.isChecked(), "nothing is complained about while typing"
    dialog.options.ports.edit.setText("8080:")
    assert "publish" not in dialog.command_line
    dialog._command.buttons[Dialect.POWERSHELL].click()
    assert dialog._command.shown_text.endswith("\nStart-Container `\n  -Name web")


def test_a_long_name_of_a_switch_leaves_room_for_what_removes_it(qtbot: QtBot) -> None:
    switch = Switch("n" * 90, "Private: " + "x" * 200, is_named=True, subnet="10.88.1.0/24")
    dialog = SwitchesDialog(None, THEME, (switch,), ())
    qtbot.addWidget(dialog)
    dialog.show()
    remove = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Remove")
    qtbot.waitUntil(remove.isVisible)
    right = remove.mapTo(dialog, remove.rect().topRight()).x()
    assert right < dialog.width()


def test_what_has_the_focus_at_first_can_be_seen(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(700, 420)
    host.show()
    named = tuple(Switch(f"lan-{n}", "Private", is_named=True) for n in range(8))
    dialog = SwitchesDialog(host, THEME, named, ())
    dialog.show()

    def is_seen() -> bool:
        edit, port = dialog.name.edit, dialog.scroll.viewport()
        return port.rect().contains(edit.mapTo(port, edit.rect().center()))

    qtbot.waitUntil(is_seen)


def test_switches_are_said_as_commands(qtbot: QtBot) -> None:
    dialog = SwitchesDialog(None, THEME, SWITCHES, (), dialect=Dialect.PODMAN)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.command_line == "podman network ls"
    dialog.name.edit.setText("dmz")
    assert dialog.command_line == "podman network create --internal dmz"
    assert dialog._command.shown_text == "podman network create \\\n  --internal \\\n  dmz"
    dialog.has_outside.setChecked(True)
    assert dialog.command_line == "podman network create dmz"
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Remove").click()
    assert dialog.command_line == "podman network rm lan"
    assert dialog._command.shown_text == "podman network rm \\\n  lan"


def test_what_is_wrong_is_said_at_its_field(qtbot: QtBot) -> None:
    dialog = a_new_container(qtbot)
    options = dialog.options
    options.ports.edit.setText("many")
    options.env.edit.setPlainText("no equals sign")
    dialog.submit()
    assert dialog.isVisible()
    assert options.toggle.isChecked(), "what is wrong can be seen"
    assert "many" in options.ports._below.text()
    assert "NAME=value" in options.env._below.text()
    assert dialog.focusWidget() is options.ports.edit, "what is to be mended first"
    place = options.ports.edit.mapTo(dialog.scroll.viewport(), options.ports.edit.rect().center())
    assert dialog.scroll.viewport().rect().contains(place)
    options.env.edit.setPlainText("A=1")
    assert not options.env.is_wrong
    assert "NAME=value" not in options.env._below.text()


def test_what_cannot_be_limited_is_greyed_and_says_so(qtbot: QtBot) -> None:
    dialog = a_new_container(qtbot)
    fields = dialog.options.limits
    assert fields.memory.isEnabled()
    assert not fields.cpus.isEnabled()
    assert "not enforced" in fields.cpus._below.text()


def test_limits_start_with_those_that_hold(qtbot: QtBot) -> None:
    container = replace(CONTAINER, limits=Limits(512_000_000, 1.5, 200))
    dialog = LimitsDialog(None, container, ("memory", "cpus", "pids"))
    qtbot.addWidget(dialog)
    assert dialog.fields.memory.text == "512 MB"
    dialog.fields.cpus.edit.setText("none")
    dialog.submit()
    assert dialog.result() == 0
    dialog.fields.cpus.edit.setText("")
    with qtbot.waitSignal(dialog.chosen) as caught:
        dialog.submit()
    assert caught.args[0] == Limits(512_000_000, None, 200)


def test_without_control_groups_no_limit_can_be_set(qtbot: QtBot) -> None:
    dialog = LimitsDialog(None, CONTAINER, ())
    qtbot.addWidget(dialog)
    with qtbot.assertNotEmitted(dialog.chosen):
        dialog.submit()


def test_switches_are_made_and_removed(qtbot: QtBot) -> None:
    container = replace(CONTAINER, switch="lan")
    dialog = SwitchesDialog(None, THEME, SWITCHES, (container,))
    qtbot.addWidget(dialog)
    dialog.show()
    remove = [b for b in dialog.findChildren(QPushButton) if b.text() == "Remove"]
    assert [button.isEnabled() for button in remove] == [False], "somebody is plugged in"
    dialog.name.edit.setText("lan")
    dialog.submit()
    assert "exists already" in dialog.name._below.text()
    dialog.name.edit.setText("dmz")
    dialog.has_outside.setChecked(True)
    with qtbot.waitSignal(dialog.new_requested) as caught:
        dialog.submit()
    assert caught.args[0] == NewSwitch("dmz", has_outside=True)
    assert dialog.isVisible(), "the next one may follow"
    dialog.show_switches((*SWITCHES, Switch("dmz", "", is_named=True)), ())

    def visible() -> list[QPushButton]:
        buttons = dialog.findChildren(QPushButton)
        return [one for one in buttons if one.text() == "Remove" and one.isVisible()]

    qtbot.waitUntil(lambda: len(visible()) == 2)
    with qtbot.waitSignal(dialog.removed) as caught:
        qtbot.mouseClick(visible()[-1], Qt.MouseButton.LeftButton)
    assert caught.args == ["dmz"]


def test_where_none_can_be_made_the_reason_is_said(qtbot: QtBot) -> None:
    dialog = SwitchesDialog(None, THEME, SWITCHES[:2], (), reason="Install the plugins.")
    qtbot.addWidget(dialog)
    assert not dialog.action_button.isEnabled()
    with qtbot.assertNotEmitted(dialog.new_requested):
        dialog.submit()


def test_rolling_back_says_what_is_lost(qtbot: QtBot) -> None:
    container = replace(CONTAINER, marks=MARKS)
    dialog = roll_back_dialog(None, container, MARKS[0], 250)
    qtbot.addWidget(dialog)
    said = dialog.heading.toPlainText()
    assert "tools are in" in said
    words = " ".join(text.toPlainText() for text in dialog.findChildren(type(dialog.heading)))
    assert "750 B" in words
    assert "1 later mark" in words
    to_image = roll_back_dialog(None, container, None, 0)
    qtbot.addWidget(to_image)
    assert "its image" in to_image.heading.toPlainText()
    words = " ".join(text.toPlainText() for text in to_image.findChildren(type(dialog.heading)))
    assert "So will 2 marks." in words


def test_a_mark_has_a_label(qtbot: QtBot) -> None:
    dialog = MarkDialog(None, replace(CONTAINER, marks=MARKS))
    qtbot.addWidget(dialog)
    assert dialog.label.text == "Mark 3"
    with qtbot.waitSignal(dialog.chosen) as caught:
        dialog.submit()
    assert caught.args == ["Mark 3"]


def test_one_click_leaves_something_out_of_a_snapshot(qtbot: QtBot) -> None:
    preview = SnapshotPreview(
        3, 0, 0, 42,
        directories=(DirectorySum("var", 2, 0, 0, 40), DirectorySum("srv", 1, 0, 0, 2)),
        warnings=(
            SnapshotWarning("Package lists", "They grow old.", ("var/lib/apt/lists",), 30),
            SnapshotWarning("A private key", "Whoever has it …", ("root/.ssh/id",), 10, True),
        ),
    )  # fmt: skip
    dialog = SnapshotDialog(
        None, THEME, replace(CONTAINER, marks=MARKS), REPOSITORY, build_wall(REPOSITORY), SUMMARY,
        preview=preview,
    )  # fmt: skip
    qtbot.addWidget(dialog)
    dialog.show()
    assert "in 3 new bricks" in dialog._what_goes_in.text(), "two marks, and what came since"
    assert dialog._preview.sentence.startswith("3 new read-only bricks")
    dialog._leave_out._boxes[1][0].setChecked(True)
    assert "10 B left out" in dialog._what_goes_in.text()
    with qtbot.waitSignal(dialog.chosen) as caught:
        dialog.submit()
    assert caught.args[0].leave_out == ("root/.ssh/id",)


def test_marks_alone_are_worth_a_snapshot(qtbot: QtBot) -> None:
    nothing = replace(SUMMARY, changes=(), added=0, size_bytes=0)
    dialog = SnapshotDialog(
        None, THEME, replace(CONTAINER, marks=MARKS), REPOSITORY, build_wall(REPOSITORY), nothing
    )
    qtbot.addWidget(dialog)
    assert "in 2 new bricks" in dialog._what_goes_in.text()
    with qtbot.waitSignal(dialog.chosen):
        dialog.submit()
