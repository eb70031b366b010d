from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs.base_image_dialog import BaseImageDialog
from app.dialogs.choice_card import ChoiceCard
from app.dialogs.command_text import command_spans, words_of
from app.dialogs.new_container_dialog import NewContainerDialog
from app.dialogs.questions import (
    DetailsDialog,
    LookDialog,
    NameDialog,
    discard_dialog,
    remove_image_dialog,
)
from app.dialogs.scrim import Scrim
from app.dialogs.snapshot_dialog import SnapshotDialog
from app.dialogs.snapshot_preview import NewBrick, SnapshotPreview
from app.panels.flow_text import FlowText
from app.theme import Mode, Theme
from app.viewmodel.equivalents import Dialect
from app.viewmodel.roles import Role
from app.viewmodel.wall import BrickLook, build_wall
from app.viewmodel.wording import Message
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
    assert "commit" in dialog.command_line
    shown = dialog._command.shown_text
    assert "web:1.4" in shown
    assert shown.splitlines()[-1].split() == ["web-1", "web:1.4"]
    assert "CMD" in shown, "how a container was started is no matter of its image"
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


def test_a_field_shows_a_tick_or_what_is_wrong(qtbot: QtBot) -> None:
    dialog = a_snapshot(qtbot)
    tick = dialog.name._tick
    assert tick is not None
    assert tick.isVisible()
    dialog.name.edit.setText("no blanks please")
    assert not tick.isVisible()
    dialog.submit()
    assert dialog.name._below.property("look") == "error"
    dialog.name.edit.setText("fine")
    assert tick.isVisible()
    assert dialog.name._below.text() == ""


def test_a_complaint_gives_the_hint_back(qtbot: QtBot) -> None:
    dialog = a_snapshot(qtbot)
    hint = dialog.version._below.text()
    assert "newest" in hint
    dialog.version.edit.setText("1.3")
    dialog.submit()
    assert "already" in dialog.version._below.text()
    dialog.version.edit.setText("1.5")
    assert dialog.version._below.text() == hint


def test_the_command_is_spoken_in_three_ways(qtbot: QtBot) -> None:
    dialog = a_snapshot(qtbot)
    dialog._command.buttons[Dialect.POWERSHELL].click()
    assert dialog._command.shown_text.startswith("New-ContainerImage `")


def test_the_flag_of_the_picture_follows_the_form(qtbot: QtBot) -> None:
    dialog = a_snapshot(qtbot)
    dialog.name.edit.setText("shop\u202e")
    new = dialog._preview._new
    assert new is not None
    assert new.flag.name == "shop\\u202e"
    dialog._preview.grab()


def test_a_deep_tower_is_drawn_from_its_top(qtbot: QtBot) -> None:
    layers = tuple(
        Layer(f"sha256:{n}", f"sha256:{n}", f"sha256:{n}", "", 200_000_000) for n in range(60)
    )
    image = Image("Deep:1", "Deep", "Demo", "1", "sha256:m", "sha256:c", layers)
    repository = Repository("/r", (image,))
    preview = SnapshotPreview(Theme(Mode.LIGHT))
    qtbot.addWidget(preview)
    preview.resize(410, 600)
    chain = list(build_wall(repository).bricks.values())
    preview.show_tower(chain, NewBrick("New", Role.APP, 1, 1.1, build_wall(repository).flags[0]))
    shown, hidden, pitch = preview._shown(400)
    assert len(shown) + hidden == 60
    assert 0 < len(shown) < 20
    assert pitch >= 10
    preview.grab()


def test_a_dialog_fits_into_a_small_window_and_dims_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    dialog = SnapshotDialog(
        window, Theme(Mode.LIGHT), CONTAINER, REPOSITORY, build_wall(REPOSITORY), SUMMARY
    )
    dialog.open()
    qtbot.waitUntil(dialog.action_button.isVisible)
    qtbot.waitUntil(lambda: dialog.height() <= 600 and dialog.width() <= 900)
    scrim = window.findChild(Scrim)
    assert scrim is not None
    assert scrim.isVisible()
    dialog.reject()
    assert not scrim.isVisible()


def test_long_and_hostile_names_are_text_and_fit(qtbot: QtBot) -> None:
    hostile = replace(CONTAINER, name="<b>x</b>\u202e" + "n" * 200)
    dialog = discard_dialog(None, hostile, SUMMARY)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert "<b>x</b>\\u202e" in dialog.heading.toPlainText()
    qtbot.waitUntil(lambda: dialog.width() == 500)
    plan = RemovalPlan("Web:1.3", tuple(f"App-{n}:1" for n in range(200)), (), 0, 10)
    removal = remove_image_dialog(None, plan)
    qtbot.addWidget(removal)
    removal.show()
    screen = removal.screen()
    assert screen is not None
    qtbot.waitUntil(lambda: removal.height() <= screen.availableSize().height())


def test_a_source_that_is_missing_tells_why_on_its_card(qtbot: QtBot) -> None:
    dialog = BaseImageDialog(None, SOURCES, REPOSITORY)
    qtbot.addWidget(dialog)
    dialog.show()
    debian = dialog.findChild(ChoiceCard, "source-debian")
    assert debian is not None
    assert debian.accessibleDescription() == "Install mmdebstrap"
    assert not debian.isEnabled()


def test_a_new_container_tells_what_it_stands_on(qtbot: QtBot) -> None:
    dialog = NewContainerDialog(None, REPOSITORY, IMAGE, (Switch("none", "alone"),))
    qtbot.addWidget(dialog)
    dialog.show()
    assert "1 brick" in dialog._below.text()
    nothing = NewContainerDialog(None, Repository("/r"), None, ())
    qtbot.addWidget(nothing)
    nothing.show()
    assert not nothing.action_button.isEnabled()


def test_a_command_is_split_at_options_and_never_in_quotes() -> None:
    line = "docker commit --author 'A --b C' --message 'it'\"'\"'s' web-1 Web:1.4"
    assert words_of(line)[3] == "'A --b C'"
    text = "".join(words for words, _token in command_spans(line, Dialect.DOCKER))
    assert " ".join(text.replace("\\\n", "").split()) == line
    assert len(text.splitlines()) == 4


def test_enter_does_not_discard_and_presses_what_has_the_focus(qtbot: QtBot) -> None:
    dialog = discard_dialog(None, CONTAINER, SUMMARY)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.assertNotEmitted(dialog.confirmed):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    snapshot = a_snapshot(qtbot)
    snapshot.cancel_button.setFocus()
    with qtbot.assertNotEmitted(snapshot.chosen):
        qtbot.keyClick(snapshot.cancel_button, Qt.Key.Key_Return)
    assert not snapshot.isVisible()
    again = a_snapshot(qtbot)
    with qtbot.waitSignal(again.chosen):
        qtbot.keyClick(again.version.edit, Qt.Key.Key_Return)


def test_details_can_be_copied_and_act_as_nothing(qtbot: QtBot) -> None:
    dialog = DetailsDialog(None, Message("Not done", "It failed.", "<b>why</b>\n\u202ewhere"))
    qtbot.addWidget(dialog)
    dialog.show()
    shown = dialog.findChildren(FlowText)[-1].toPlainText()
    assert shown == "<b>why</b>\n\\u202ewhere"
    copy = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy details")
    copy.click()
    assert QGuiApplication.clipboard().text() == "<b>why</b>\n\u202ewhere"
