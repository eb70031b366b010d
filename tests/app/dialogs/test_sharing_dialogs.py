"""The dialogs about sharing: one asks, one shows, and both follow the offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs.offer_dialogs import OfferDialogs
from app.dialogs.serve_dialog import ServeDialog
from app.dialogs.serve_state_dialog import ServeStateDialog
from app.panels.controls import CopyButton
from app.theme import Mode, Theme
from app.viewmodel.session import SelectionKind, Session
from core.model import Serving
from tests.app.panels import samples
from tests.app.panels.sharing_gallery import ODD, PUSHED, SERVING, Desk

IMAGES = samples.repository().images
BOTH = tuple(image.reference for image in IMAGES)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    return made


def asking(host: QWidget, desk: Desk, *references: str) -> ServeDialog:
    dialog = ServeDialog(host, Theme(Mode.LIGHT), desk, IMAGES, references)
    dialog.show()
    return dialog


def showing(host: QWidget, serving: Serving, desk: Desk | None = None) -> ServeStateDialog:
    dialog = ServeStateDialog(host, Theme(Mode.DARK), desk or Desk(), serving)
    dialog.show()
    return dialog


def test_all_images_are_chosen_unless_some_are(host: QWidget) -> None:
    assert asking(host, Desk()).request().references == BOTH
    assert asking(host, Desk(), BOTH[1]).request().references == BOTH[1:]


def test_what_is_filled_in_is_what_is_asked(host: QWidget) -> None:
    desk = Desk()
    dialog = asking(host, desk)
    assert "2 images" in dialog.words
    dialog.port.setText(" 8080 ")
    dialog.allow_push.setChecked(True)
    assert "8080" in dialog.command.command
    dialog.submit()
    (request,) = desk.started
    assert (request.port, request.address, request.allow_push) == (8080, "", True)
    assert request.references == BOTH
    assert dialog.isVisible()  # until it is on
    assert not dialog.action_button.isEnabled()
    dialog.submit()
    assert len(desk.started) == 1
    dialog.is_local.setChecked(True)
    assert dialog.request().address == "127.0.0.1"


def test_none_and_all(host: QWidget) -> None:
    dialog = asking(host, Desk())
    assert dialog.all_button.text() == "Choose none"
    dialog.all_button.click()
    assert dialog.request().references == ()
    assert not dialog.action_button.isEnabled()
    assert dialog.command.command == ""
    assert dialog.all_button.text() == "Choose all"
    dialog.all_button.click()
    assert dialog.request().references == BOTH


@pytest.mark.parametrize("port", ["http", "-1", "70000", "5000x", "５０００"])
def test_a_port_that_is_none(host: QWidget, port: str) -> None:
    desk = Desk()
    dialog = asking(host, desk)
    dialog.port.setText(port)
    dialog.submit()
    assert not desk.started
    assert "cannot be a port" in dialog.port.accessibleDescription()
    dialog.port.setText("0")
    assert dialog.port.accessibleDescription() == ""
    dialog.submit()
    assert desk.started[0].port == 0


def test_a_port_that_is_taken_is_told_in_the_form(host: QWidget, qtbot: QtBot) -> None:
    desk = Desk()
    dialog = asking(host, desk)
    dialog.submit()
    desk.failed("Port 5000 of this computer is taken.")
    assert dialog.isVisible()
    assert dialog.port.accessibleDescription() == "Port 5000 of this computer is taken."
    assert dialog.action_button.isEnabled()
    assert dialog.action_button.text() == "Start sharing"


def test_who_changes_her_mind_while_it_starts(host: QWidget) -> None:
    desk = Desk()
    dialog = asking(host, desk)
    dialog.reject()
    assert desk.stops == 0
    dialog = asking(host, desk)
    dialog.submit()
    dialog.reject()
    assert desk.stops == 1


def test_the_address_the_code_and_the_line(host: QWidget, qtbot: QtBot) -> None:
    dialog = showing(host, SERVING)
    assert dialog.address.toPlainText() == "192.168.1.23:5000"
    assert dialog.code.accessibleName() == "QR code of http://192.168.1.23:5000/"
    line = "podman pull --tls-verify=false 192.168.1.23:5000/orders-api:4.2.0"
    assert dialog.line == line
    dialog.tools["docker"].click()
    assert dialog.line == "docker pull 192.168.1.23:5000/orders-api:4.2.0"
    dialog.image.setCurrentIndex(1)
    dialog.tools["Bricklayer"].click()
    assert dialog.line == "bricklayer pull --allow-http 192.168.1.23:5000/webapp:1.0"
    copies = {one.accessibleName(): one for one in dialog.findChildren(CopyButton)}
    copies["Copy the line"].click()
    assert QGuiApplication.clipboard().text() == dialog.line
    copies["Copy the address"].click()
    assert QGuiApplication.clipboard().text() == "192.168.1.23:5000"
    assert dialog.tools["podman, to store"].isHidden()


def test_the_token_is_there_where_pupils_may_store(host: QWidget) -> None:
    dialog = showing(host, PUSHED)
    copies = {one.accessibleName(): one for one in dialog.findChildren(CopyButton)}
    copies["Copy the token"].click()
    assert QGuiApplication.clipboard().text() == "k7q2-m9xd-4hte"
    dialog.tools["podman, to store"].click()
    assert dialog.line.startswith("podman login --tls-verify=false -u class 192.168.1.23:5000 && ")
    assert "k7q2" not in dialog.line  # it is asked for, and in no history of commands


def test_who_fetches_what_is_followed(host: QWidget) -> None:
    dialog = showing(host, replace(SERVING, pulls=(), sent_bytes=0))
    assert dialog.pulls.isHidden()
    dialog.image.setCurrentIndex(1)
    dialog.show_serving(SERVING)
    assert dialog.pulls.model().rowCount() == len(SERVING.pulls)
    first = dialog.pulls.model().index(0, 0).data()
    assert first == "192.168.1.41, orders-api:4.2.0, 48.2 MB …"
    assert dialog.image.currentData() == "WebApp:1.0"  # what was chosen stays
    more = (*SERVING.images, ("from/lena:1", "from/lena:1"))
    dialog.show_serving(replace(SERVING, images=more))
    assert dialog.image.count() == 3
    assert dialog.image.currentData() == "WebApp:1.0"


def test_hostile_words_are_shown_as_they_are(host: QWidget) -> None:
    dialog = showing(host, ODD)
    assert "\\u202e" in dialog.image.itemText(0)
    assert "\x1b" not in str(dialog.pulls.model().index(0, 0).data())
    assert dialog.line.startswith("podman pull --tls-verify=false '[2001:db8:")


def test_closing_goes_on_and_stopping_stops(host: QWidget, qtbot: QtBot) -> None:
    desk = Desk()
    dialog = showing(host, SERVING, desk)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert desk.stops == 0
    assert not dialog.isVisible()
    dialog = showing(host, SERVING, desk)
    dialog.action_button.click()
    assert desk.stops == 1
    assert not dialog.isVisible()


class Opened:
    """Dialogs that were opened, the newest last."""

    def __init__(self) -> None:
        self.all: list[QDialog] = []

    def __call__(self, dialog: QDialog) -> None:
        self.all.append(dialog)
        dialog.show()


Follow = Callable[[Session], Opened]


@pytest.fixture
def follow(host: QWidget) -> Follow:
    def make(session: Session) -> Opened:
        opened = Opened()
        OfferDialogs(host, Theme(Mode.LIGHT), session, Desk(), opened)
        return opened

    return make


def test_one_dialog_asks_and_the_other_shows(follow: Follow) -> None:
    session = Session()
    session.set_repository(samples.repository())
    session.select(SelectionKind.IMAGE, BOTH[1])
    opened = follow(session)
    (asked,) = opened.all
    assert isinstance(asked, ServeDialog)
    assert asked.request().references == BOTH[1:]
    session.set_serving(SERVING)
    _asked, shown = opened.all
    assert isinstance(shown, ServeStateDialog)
    assert (asked.isVisible(), shown.isVisible()) == (False, True)
    session.set_serving(PUSHED)
    assert len(opened.all) == 2
    session.set_serving(None)
    assert not shown.isVisible()
    session.set_serving(SERVING)
    assert len(opened.all) == 2  # nobody follows any more


def test_what_is_on_is_shown_at_once(follow: Follow) -> None:
    session = Session()
    session.set_serving(SERVING)
    (shown,) = follow(session).all
    assert isinstance(shown, ServeStateDialog)
    shown.reject()
    assert session.serving == SERVING


def test_a_form_that_was_closed_is_not_followed_by_another(follow: Follow) -> None:
    session = Session()
    session.set_repository(samples.repository())
    opened = follow(session)
    opened.all[0].reject()
    session.set_serving(SERVING)
    assert len(opened.all) == 1
