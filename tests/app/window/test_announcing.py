from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.viewmodel.session import SelectionKind, Session
from app.window.announcing import Announcing
from core.errors import ContainerExistsError
from core.model import LiveChanges, Repository
from tests.app.panels import samples

POLITE = QAccessible.AnnouncementPoliteness.Polite
ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive
CHANGES = LiveChanges(added=128, modified=14, deleted=3, size_bytes=23_800_000)


class Listener:
    def __init__(self) -> None:
        self.heard: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []

    def __call__(self, words: str, politeness: QAccessible.AnnouncementPoliteness) -> None:
        self.heard.append((words, politeness))


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    made = Session()
    container = samples.container()
    made.set_repository(Repository("/there", containers=(container,)))
    made.select(SelectionKind.CONTAINER, container.id)
    return made


def test_errors_interrupt_and_notices_wait(session: Session) -> None:
    listener, window = Listener(), QObject()
    announcing = Announcing(session, window, listener)
    session.raise_error(ContainerExistsError("Demo"))
    session.notice_raised.emit("Web:1.0 is in the repository")
    assert [politeness for _words, politeness in listener.heard] == [ASSERTIVE, POLITE]
    assert "A container named Demo exists already." in listener.heard[0][0]
    assert announcing.parent() is window


def test_a_container_that_grows_is_told_of_now_and_then(session: Session) -> None:
    listener, window = Listener(), QObject()
    announcing = Announcing(session, window, listener)
    container = session.selected_container
    assert container is not None
    for added in (128, 129, 150):
        session.set_live(container.id, replace(CHANGES, added=added))
    assert listener.heard == [("128 added, 14 modified, 3 deleted, 23.8 MB", POLITE)]
    announcing._resting.timeout.emit()  # the rest is over
    assert listener.heard[-1] == ("150 added, 14 modified, 3 deleted, 23.8 MB", POLITE)
    announcing._resting.timeout.emit()
    assert len(listener.heard) == 2  # the same again is not said again


def test_qt_takes_it(session: Session, qtbot: QtBot) -> None:
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    try:
        window = QWidget()
        qtbot.addWidget(window)
        Announcing(session, window)
        session.notice_raised.emit("said")  # what it cannot take raises
    finally:
        QAccessible.setActive(was_active)
