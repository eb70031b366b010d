"""Pulling, pushing and logging in by their forms, with answers that are given at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs.login_dialog import LoginDialog
from app.dialogs.pull_dialog import PullDialog
from app.dialogs.push_dialog import PushDialog
from app.theme import Mode, Theme
from app.viewmodel.equivalents import Dialect
from app.viewmodel.trouble import Remedy, Trouble
from core.model import Arrivals, Login, Pushed, RegistryListing, RemoteLook
from tests.app.panels import samples
from tests.app.panels.registry_gallery import (
    INSECURE,
    LOGIN,
    MISSING,
    NEIGHBOURS,
    REFERENCE,
    REFUSED,
    REGISTRY,
    TAGS,
    UNREACHABLE,
    FakeDesk,
    remote_look,
    transfer,
)

Open = Callable[..., PullDialog]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    return made


@pytest.fixture
def open_pull(qtbot: QtBot, host: QWidget) -> Open:
    def make(desk: FakeDesk, typed: str = "") -> PullDialog:
        dialog = PullDialog(host, Theme(Mode.LIGHT), desk, typed)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return make


def push_dialog(qtbot: QtBot, host: QWidget, desk: FakeDesk) -> PushDialog:
    images = samples.repository().images
    dialog = PushDialog(host, Theme(Mode.LIGHT), desk, images, images[1])
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


# --- looking ----------------------------------------------------------------------------------


def test_enter_looks_and_the_next_one_pulls(open_pull: Open, qtbot: QtBot) -> None:
    desk = FakeDesk(remote_look())
    dialog = open_pull(desk)
    assert dialog.action_button.text() == "Look"
    qtbot.keyClicks(dialog.name.edit, REFERENCE)
    qtbot.keyClick(dialog.name.edit, Qt.Key.Key_Return)
    assert desk.asked[-1] == f"look {REFERENCE}"
    assert dialog.card.words == "151 MB of 236 MB have to come"
    assert dialog.tower.tower is not None
    assert [brick.is_here for brick in dialog.tower.tower.bricks] == [True, True] + [False] * 3
    assert dialog.action_button.text() == "Pull"
    assert dialog.command.command == f"docker pull {REFERENCE}"
    qtbot.keyClick(dialog.name.edit, Qt.Key.Key_Return)
    assert desk.asked[-1] == f"pull {REFERENCE} amd64 keep both"
    assert dialog.progress.isVisible()
    assert not dialog.card.isVisible()


def test_a_pause_while_typing_looks_too(open_pull: Open, qtbot: QtBot) -> None:
    desk = FakeDesk(remote_look())
    dialog = open_pull(desk)
    qtbot.keyClicks(dialog.name.edit, "debian:12")
    qtbot.waitUntil(lambda: "look debian:12" in desk.asked)
    assert dialog.card.isVisible()
    assert [one for one in desk.asked if one.startswith("look")] == ["look debian:12"]


def test_half_a_name_is_not_asked_for_in_a_pause(open_pull: Open, qtbot: QtBot) -> None:
    desk = FakeDesk(remote_look(), TAGS)
    dialog = open_pull(desk)
    qtbot.keyClicks(dialog.name.edit, "deb")
    qtbot.waitUntil(lambda: not dialog._pause.isActive())
    assert not any(one.startswith("look") for one in desk.asked)
    qtbot.keyClicks(dialog.name.edit, "ian")
    qtbot.keyClick(dialog.name.edit, Qt.Key.Key_Return)
    assert "look debian" in desk.asked
    assert "tags docker.io/debian" in desk.asked


def test_another_name_takes_back_what_was_found_and_asked(open_pull: Open, qtbot: QtBot) -> None:
    desk = FakeDesk(remote_look())
    dialog = open_pull(desk, REFERENCE)
    assert dialog.card.isVisible()
    qtbot.keyClick(dialog.name.edit, Qt.Key.Key_End)
    qtbot.keyClicks(dialog.name.edit, "0")
    assert desk.asked[-1] == "stop"
    assert not dialog.card.isVisible()
    assert dialog.tower.tower is None
    dialog.submit()  # looks at the new name, and does not pull the old one
    assert desk.asked[-1] == f"look {REFERENCE}0"


def test_what_is_no_name_is_said_below_the_field(open_pull: Open) -> None:
    desk = FakeDesk(remote_look())
    dialog = open_pull(desk, "Debian:12 latest")
    assert dialog.name.is_wrong
    assert not any(one.startswith("look") for one in desk.asked)


def test_without_a_version_all_versions_are_listed_beside_the_look(open_pull: Open) -> None:
    desk = FakeDesk(remote_look(), TAGS)
    dialog = open_pull(desk, f"{REGISTRY}/class/web")
    assert dialog.card.isVisible()
    assert not dialog.names.isVisible()
    dialog.versions.click()
    assert dialog.names.isVisible()
    assert dialog.names.names == TAGS.names
    desk.tag_answer = None
    dialog.names.chosen.emit("4.7.0")
    assert dialog.name.text == f"{REGISTRY}/class/web:4.7.0"
    assert desk.asked[-1] == f"look {REGISTRY}/class/web:4.7.0"


@pytest.mark.parametrize("is_tags_first", [True, False])
def test_a_repository_without_latest_offers_its_versions(
    open_pull: Open, is_tags_first: bool
) -> None:
    desk = FakeDesk(MISSING, TAGS)
    dialog = open_pull(desk, "")
    dialog.name.edit.setText(f"{REGISTRY}/class/web")
    if is_tags_first:
        desk.answer = None
        dialog.ask()
        dialog._failed_to_look(MISSING)
    else:
        dialog.ask()
    assert dialog.names.isVisible()
    assert not dialog.trouble.isVisible()


def test_a_registry_alone_tells_its_repositories_which_are_searched(
    open_pull: Open, qtbot: QtBot
) -> None:
    names = tuple(f"class/{number}" for number in range(30))
    desk = FakeDesk(repository_answer=RegistryListing(names))
    dialog = open_pull(desk, f"{REGISTRY}/")
    assert dialog.names.names == names
    qtbot.keyClicks(dialog.names.filter, "29")
    assert dialog.names.names == ("class/29",)
    index = dialog.names.view.model().index(0, 0)
    qtbot.mouseClick(
        dialog.names.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=dialog.names.view.visualRect(index).center(),
    )
    assert desk.asked[-2:] == [
        f"look {REGISTRY}/class/29",
        f"tags {REGISTRY}/class/29",
    ]


def test_enter_on_a_name_asks_for_it_once_and_enter_on_a_brick_pulls_nothing(
    open_pull: Open, qtbot: QtBot
) -> None:
    desk = FakeDesk(MISSING, TAGS)
    dialog = open_pull(desk, f"{REGISTRY}/class/web")
    desk.answer, desk.tag_answer = remote_look(), None
    view = dialog.names.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(2, 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert [one for one in desk.asked if one.endswith(":4.2.0")] == [
        f"look {REGISTRY}/class/web:4.2.0"
    ]
    dialog.tower.stack.setFocus()
    dialog.tower.stack.setCurrentIndex(dialog.tower.stack.model().index(0, 0))
    qtbot.keyClick(dialog.tower.stack, Qt.Key.Key_Return)
    assert not any(one.startswith("pull") for one in desk.asked)


def test_enter_in_the_search_field_takes_the_first_name(open_pull: Open, qtbot: QtBot) -> None:
    desk = FakeDesk(MISSING, TAGS)
    dialog = open_pull(desk, f"{REGISTRY}/class/web")
    qtbot.keyClicks(dialog.names.filter, "39")
    desk.answer = remote_look()
    qtbot.keyClick(dialog.names.filter, Qt.Key.Key_Return)
    assert dialog.name.text == f"{REGISTRY}/class/web:4.39.0"
    assert dialog.card.isVisible()
    assert not any(one.startswith("pull") for one in desk.asked)


def test_names_like_a_missing_one_are_offered(open_pull: Open) -> None:
    desk = FakeDesk(MISSING, repository_answer=RegistryListing(("class/web", "old/web")))
    dialog = open_pull(desk, f"{REGISTRY}/web:1")
    assert f"repositories {REGISTRY} web" in desk.asked
    assert dialog.names.names == ("class/web", "old/web")
    assert dialog.trouble.words.startswith(REFERENCE)
    dialog.names.chosen.emit("class/web")
    assert dialog.name.text == f"{REGISTRY}/class/web"


def test_suggestions_are_names_registries_and_neighbours_but_not_this_one(
    open_pull: Open, qtbot: QtBot
) -> None:
    desk = FakeDesk(used_names=("debian:12",), used_registries=("ghcr.io",), neighbours=NEIGHBOURS)
    dialog = open_pull(desk)
    rows = [one for one in dialog.suggestions.children() if hasattr(one, "clicked")]
    assert len(rows) == 4
    assert not any("192.168.1.7" in row.accessibleName() for row in rows)
    assert "\u202e" not in rows[1].text()
    qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    assert dialog.name.text == f"{REGISTRY}/"
    assert desk.asked[-1] == f"repositories {REGISTRY}"
    assert not dialog.suggestions.isVisible()


# --- what stands in the way -------------------------------------------------------------------


def test_plain_http_is_offered_only_where_it_is_needed_and_then_remembered(
    open_pull: Open, qtbot: QtBot
) -> None:
    desk = FakeDesk(INSECURE)
    dialog = open_pull(desk, REFERENCE)
    assert dialog.trouble.button.text() == "Allow plain http for this registry"
    desk.answer = remote_look()
    dialog.trouble.button.click()
    assert desk.plain == {REGISTRY}
    assert not dialog.trouble.isVisible()
    assert dialog.card.isVisible()
    dialog.command.buttons[Dialect.PODMAN].click()
    assert dialog.command.command == f"podman pull --tls-verify=false {REFERENCE}"
    desk.answer = INSECURE
    dialog.card.encryption_requested.emit()
    assert desk.plain == set()
    assert dialog.trouble.isVisible()


def test_a_registry_that_wants_to_know_us_is_asked_again_after_the_login(
    open_pull: Open, qtbot: QtBot
) -> None:
    desk = FakeDesk(LOGIN, login_answer="keyring")
    dialog = open_pull(desk, REFERENCE)
    dialog.trouble.button.click()
    login = QApplication.activeModalWidget()
    assert isinstance(login, LoginDialog)
    login.user.edit.setText("pupil")
    login.secret.edit.setText("correct horse")
    desk.answer = remote_look()
    login.submit()
    assert desk.known == Login("pupil", "correct horse")
    assert dialog.card.isVisible()


def test_other_trouble_is_one_sentence_without_a_button(open_pull: Open) -> None:
    dialog = open_pull(FakeDesk(UNREACHABLE), "nobody.lan:5000/a:1")
    assert dialog.trouble.words == UNREACHABLE.sentence
    assert not dialog.trouble.button.isVisible()


# --- what comes -------------------------------------------------------------------------------


def test_platforms_and_taken_names_are_the_persons_to_decide(open_pull: Open, qtbot: QtBot) -> None:
    desk = FakeDesk(remote_look(is_odd=True))
    dialog = open_pull(desk, REFERENCE)
    card = dialog.card
    assert card.platform.count() == 3
    assert card.conflict.isVisible()
    card.platform.setCurrentIndex(2)
    assert "encrypted" in card._refusal.text()
    assert not dialog.action_button.isEnabled()
    card.platform.setCurrentIndex(1)
    card.replace.setChecked(True)
    qtbot.mouseClick(dialog.action_button, Qt.MouseButton.LeftButton)
    assert desk.asked[-1] == f"pull {REFERENCE} arm64 replace"


def test_a_look_without_images_cannot_be_pulled(open_pull: Open) -> None:
    dialog = open_pull(FakeDesk(RemoteLook(REFERENCE, "sha256:1", ())), REFERENCE)
    assert "nothing in it" in dialog.card.words
    assert not dialog.action_button.isEnabled()


def test_facts_and_history_are_shown_as_plain_text(open_pull: Open, qtbot: QtBot) -> None:
    look = remote_look()
    config = replace(look.images[0].image.config, env=(samples.HOSTILE,))
    image = replace(look.images[0].image, config=config)
    look = replace(look, images=(replace(look.images[0], image=image),))
    dialog = open_pull(FakeDesk(look), REFERENCE)
    shown = [fact.shown for fact in dialog.card._facts.facts]
    assert any("\\u202e" in words for words in shown)
    assert not any("\u202e" in words for words in shown)
    dialog.card.history_button.click()
    assert dialog.card.history.isVisible()
    assert "ENV TZ=UTC" in dialog.card.history.toPlainText()


def test_while_it_comes_the_tower_fills_and_the_wall_shows_the_end(
    open_pull: Open, qtbot: QtBot
) -> None:
    desk = FakeDesk(remote_look())
    dialog = open_pull(desk, REFERENCE)
    dialog.submit()
    desk.moving.moved.emit(transfer())
    assert "1 of 5 bricks there" in dialog.progress.words
    assert dialog.tower.tower is not None
    assert dialog.tower.tower.bricks[2].figure == "42 %"
    dialog.ask()  # what is typed meanwhile changes nothing
    assert dialog.progress.isVisible()
    with qtbot.waitSignal(dialog.accepted):
        desk.moving.arrived.emit(Arrivals(()))
    assert not desk.moving.is_left_alone


def test_closing_leaves_it_to_the_background(open_pull: Open, qtbot: QtBot) -> None:
    desk = FakeDesk(remote_look())
    dialog = open_pull(desk, REFERENCE)
    dialog.submit()
    assert dialog.cancel_button.text() == "In the background"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.moving.is_left_alone
    assert not desk.moving.is_cancelled


def test_it_can_be_stopped_and_begun_anew(open_pull: Open, qtbot: QtBot) -> None:
    desk = FakeDesk(remote_look())
    dialog = open_pull(desk, REFERENCE)
    dialog.submit()
    qtbot.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
    assert desk.moving.is_cancelled
    assert not dialog.stop_button.isEnabled()
    desk.moving.stopped.emit()
    assert dialog.card.isVisible()
    assert dialog.action_button.text() == "Pull"
    assert not dialog.stop_button.isVisible()


def test_what_fails_on_the_way_is_said_and_can_be_tried_again(open_pull: Open) -> None:
    desk = FakeDesk(remote_look())
    dialog = open_pull(desk, REFERENCE)
    dialog.submit()
    desk.moving.failed.emit(Trouble("The connection broke."))
    assert dialog.trouble.words == "The connection broke."
    assert dialog.action_button.text() == "Pull"
    dialog.submit()
    assert desk.asked[-1].startswith("pull ")


# --- pushing ----------------------------------------------------------------------------------


def test_a_push_is_suggested_checked_and_told_how_to_get_at(qtbot: QtBot, host: QWidget) -> None:
    desk = FakeDesk(used_registries=(REGISTRY,))
    dialog = push_dialog(qtbot, host, desk)
    target = f"{REGISTRY}/orders-api:4.2.0"
    assert dialog.target.text == target
    dialog.target.edit.setText("Orders API")
    dialog.submit()
    assert dialog.target.is_wrong
    dialog.target.edit.setText(target)
    dialog.submit()
    assert desk.asked[-1] == f"push orders-api:4.2.0 {target}"
    desk.moving.moved.emit(transfer())
    assert dialog.progress.isVisible()
    desk.moving.arrived.emit(Pushed(target, "sha256:" + "9c" * 32, 165_000_000))
    assert dialog.done_box.isVisible()
    assert dialog.done_box.exact_name == f"{REGISTRY}/orders-api@sha256:" + "9c" * 32
    assert dialog.command.command == f"docker pull {target}"
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()


def test_another_image_is_suggested_anew_until_she_writes_herself(
    qtbot: QtBot, host: QWidget
) -> None:
    dialog = push_dialog(qtbot, host, FakeDesk(used_registries=(REGISTRY,)))
    dialog.image.setCurrentIndex(0)
    assert dialog.target.text == f"{REGISTRY}/debian:12-slim"
    dialog.target.edit.selectAll()
    qtbot.keyClicks(dialog.target.edit, "host:5000/mine:1")
    dialog.image.setCurrentIndex(1)
    assert dialog.target.text == "host:5000/mine:1"


def test_other_registries_are_offered_to_a_push(qtbot: QtBot, host: QWidget) -> None:
    desk = FakeDesk(used_registries=("ghcr.io", "host:5000"), neighbours=NEIGHBOURS)
    dialog = push_dialog(qtbot, host, desk)
    rows = [one for one in dialog.suggestions.children() if hasattr(one, "clicked")]
    assert len(rows) == 2  # a neighbour that takes images, and the registry used before
    rows[0].click()
    assert dialog.target.text == f"{REGISTRY}/orders-api:4.2.0"
    rows[1].click()
    assert dialog.target.text == "host:5000/orders-api:4.2.0"
    dialog.submit()
    assert not dialog.suggestions.isVisible()


def test_a_push_to_an_insecure_registry_goes_on_once_it_is_allowed(
    qtbot: QtBot, host: QWidget
) -> None:
    desk = FakeDesk(used_registries=(REGISTRY,))
    dialog = push_dialog(qtbot, host, desk)
    dialog.submit()
    desk.moving.failed.emit(INSECURE)
    count = len(desk.asked)
    dialog.trouble.button.click()
    assert desk.plain == {REGISTRY}
    assert desk.asked[count:] == [f"push orders-api:4.2.0 {REGISTRY}/orders-api:4.2.0"]


def test_a_stopped_push_is_not_begun_by_itself(qtbot: QtBot, host: QWidget) -> None:
    desk = FakeDesk(used_registries=(REGISTRY,))
    dialog = push_dialog(qtbot, host, desk)
    dialog.submit()
    dialog.stop_moving()
    count = len(desk.asked)
    desk.moving.stopped.emit()
    assert desk.asked[count:] == []
    assert dialog.action_button.isVisible()


# --- who we are -------------------------------------------------------------------------------


def test_a_refused_login_stays_open_and_a_wrong_field_is_told(qtbot: QtBot, host: QWidget) -> None:
    desk = FakeDesk(login_answer=REFUSED)
    dialog = LoginDialog(host, Theme(Mode.LIGHT), desk, REGISTRY)
    dialog.show()
    dialog.submit()
    assert dialog.user.is_wrong
    dialog.user.edit.setText("pupil")
    dialog.submit()
    assert dialog.secret.is_wrong
    dialog.secret.edit.setText("guess")
    dialog.keep.setChecked(False)
    dialog.submit()
    assert desk.asked[-1] == f"sign in {REGISTRY} False"
    assert dialog.trouble.words == REFUSED.sentence
    assert dialog.isVisible()
    desk.login_answer = "keyring"
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert dialog.secret.text == ""  # it does not outlive the question


def test_a_secret_is_never_shown_nor_copied(qtbot: QtBot, host: QWidget) -> None:
    dialog = LoginDialog(host, Theme(Mode.LIGHT), FakeDesk(), REGISTRY)
    dialog.show()
    dialog.secret.edit.setText("correct horse")
    QGuiApplication.clipboard().setText("before")
    dialog.secret.edit.selectAll()
    dialog.secret.edit.copy()
    assert QGuiApplication.clipboard().text() == "before"
    assert dialog.secret.edit.echoMode() is QLineEdit.EchoMode.Password
    assert "horse" not in repr(Login("pupil", "correct horse"))


def test_a_password_over_plain_http_is_warned_of(qtbot: QtBot, host: QWidget) -> None:
    dialog = LoginDialog(host, Theme(Mode.LIGHT), FakeDesk(plain={REGISTRY}), REGISTRY)
    words = [one.text() for one in dialog.findChildren(QWidget) if hasattr(one, "text")
             and callable(one.text)]  # fmt: skip
    assert any("can be read on the way" in one for one in words)


def test_whom_a_registry_took_us_for_can_be_forgotten_there(open_pull: Open, qtbot: QtBot) -> None:
    desk = FakeDesk(remote_look(is_odd=True), known=Login("pupil"))
    dialog = open_pull(desk, REFERENCE)
    dialog.card.login_requested.emit()
    login = QApplication.activeModalWidget()
    assert isinstance(login, LoginDialog)
    assert login.user.text == "pupil"
    count = len(desk.asked)
    login.forget_button.click()
    assert desk.asked[count:][0] == f"forget {REGISTRY}"
    assert desk.asked[-1] == f"look {REFERENCE}"
    assert not login.isVisible()


def test_a_limit_in_the_way_can_be_changed(open_pull: Open) -> None:
    desk = FakeDesk(Trouble("It is too large.", Remedy.CHANGE_LIMITS))
    dialog = open_pull(desk, REFERENCE)
    dialog.trouble.button.click()
    assert desk.asked[-1] == "limits"
