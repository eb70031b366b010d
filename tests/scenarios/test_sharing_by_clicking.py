"""A teacher shares images with her class, by clicking; a pupil fetches one through the network."""

from __future__ import annotations

import http.client
import socket

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.dialogs.serve_dialog import ServeDialog
from app.dialogs.serve_state_dialog import ServeStateDialog
from core.model import BaseImageRequest
from tests.scenarios.conftest import Person

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def teacher(person: Person) -> Person:
    """With an image."""
    engine = person.program.context.engine
    assert engine is not None
    person.ask(lambda: engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1")))
    person.wait(lambda: bool(person.session.repository.images))
    return person


def share(person: Person, qtbot: QtBot) -> ServeStateDialog:
    """On this computer only, wherever there is a free port."""
    qtbot.keyClick(person.window, Qt.Key.Key_S, _CONTROL | _SHIFT)
    asked = person.dialog(ServeDialog)
    assert isinstance(asked, ServeDialog)
    asked.is_local.setChecked(True)
    person.type_into(asked.port, "0")
    person.click(asked.action_button)
    shown = person.dialog(ServeStateDialog)
    assert isinstance(shown, ServeStateDialog)
    return shown


def fetch(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_one_click_shares_and_one_click_ends_it(teacher: Person, qtbot: QtBot) -> None:
    person, session = teacher, teacher.session
    sidebar = person.window.sidebar
    assert sidebar.sharing.isHidden()
    shown = share(person, qtbot)
    address = shown.address.toPlainText()
    port = int(address.rpartition(":")[2])
    assert shown.line == f"podman pull --tls-verify=false {address}/base:1"
    assert person.ask(lambda: fetch(port, "/v2/base/manifests/1")) == 200
    person.wait(lambda: not shown.pulls.isHidden())
    assert "127.0.0.1, base:1" in str(shown.pulls.model().index(0, 0).data())
    person.click(shown.cancel_button)

    assert sidebar.sharing.isVisible()
    assert address in sidebar.sharing.accessibleName()
    qtbot.mouseClick(sidebar.sharing, Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    again = person.dialog(ServeStateDialog)
    assert isinstance(again, ServeStateDialog)
    person.click(again.cancel_button)
    person.click(sidebar.sharing.stop_button)
    assert session.serving is None
    assert sidebar.sharing.isHidden()
    person.wait(lambda: not is_open(port))


def test_the_offer_ends_with_the_program(teacher: Person, qtbot: QtBot) -> None:
    shown = share(teacher, qtbot)
    port = int(shown.address.toPlainText().rpartition(":")[2])
    teacher.click(shown.cancel_button)
    assert is_open(port)
    teacher.program.close()
    teacher.wait(lambda: not is_open(port))
