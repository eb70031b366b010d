"""Projector mode: what it hides, enlarges, slows and locks, and the open way out."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs.questions import ConfirmDialog
from app.settings import Settings
from app.theme import Mode, Theme
from app.viewmodel.session import SelectionKind, Session
from app.window.columns import Columns
from app.window.command_strip import CommandStrip
from app.window.guide import Guide
from app.window.locked_asker import LockedAsker, locked_words
from app.window.projector import Projector, Screen
from app.window.right_panel import RightPanel
from app.window.sidebar import Sidebar
from app.window.stage import Stage
from app.window.toolbar import Toolbar
from tests.app.panels import samples


class Told(QObject):
    """What the guide listens to."""

    changed = Signal(object)
    view: Any = None

    def __getattr__(self, name: str) -> Any:
        return lambda *_what: None


class Asked:
    """Notes what is asked."""

    def __init__(self) -> None:
        self.questions: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return lambda *_what, **_more: self.questions.append(name)


class Room:
    """A window of all parts that look otherwise before a class."""

    def __init__(self, qtbot: QtBot) -> None:
        self.theme = Theme(Mode.LIGHT)
        self.settings = Settings(reduce_motion=True, type_scale=1.5)
        self.asker = Asked()
        self.session = Session()
        self.session.set_repository(samples.repository())
        self.context = SimpleNamespace(settings=self.settings, asker=self.asker)
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.lessons = Told()
        self.toolbar, self.sidebar = Toolbar(self.theme), Sidebar(self.theme)
        self.stage = Stage(self.theme, is_animated=False)
        self.guide = Guide(self.theme, self.lessons, Told())  # type: ignore[arg-type]
        self.strip = CommandStrip(self.theme)
        self.columns = Columns(self.sidebar, self.guide, self.stage, RightPanel())
        screen = Screen(self.toolbar, self.stage, self.guide, self.strip, self.columns)
        self.projector = Projector(self.window, self.theme, self.context, screen)  # type: ignore[arg-type]
        center = QWidget()
        layout = QVBoxLayout(center)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.toolbar, self.projector.bar, self.columns, self.strip):
            layout.addWidget(part)
        self.window.setCentralWidget(center)
        self.window.resize(1024, 768)
        self.window.show()
        self.strip.show_session(self.session)


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setStyleSheet(Theme(Mode.LIGHT).stylesheet())
    made = Room(qtbot)
    yield made
    made.projector.detach()
    application.setStyleSheet("")


def test_words_grow_within_limits_and_what_is_chosen_is_kept(room: Room) -> None:
    projector, settings = room.projector, room.settings
    projector.scale(1)
    assert room.theme.type_scale == 1.0  # not before a class
    projector.toggle()
    assert settings.is_projector
    assert room.theme.type_scale == 1.5
    assert "font-size: 30px; font-weight: 700" in room.theme.stylesheet()  # of the open step
    for _ in range(9):
        projector.scale(1)
    assert settings.type_scale == room.theme.type_scale == 2.0
    for _ in range(20):
        projector.scale(-1)
    assert settings.type_scale == 1.0
    projector.toggle()
    assert not projector.bar.isVisible()
    assert room.theme.type_scale == 1.0


def test_the_lists_go_and_come_again(room: Room, qtbot: QtBot) -> None:
    room.stage.show_first_choices(False)
    room.columns.share()
    assert not room.sidebar.isHidden()
    room.projector.toggle()
    assert room.sidebar.isHidden()
    assert room.strip.height() >= 84
    room.projector.toggle()
    assert not room.sidebar.isHidden()


def test_each_new_command_is_hidden_until_it_is_clicked_for(room: Room, qtbot: QtBot) -> None:
    strip, session = room.strip, room.session
    room.projector.toggle()
    assert strip.is_command_hidden
    assert not strip._command.isVisible()
    qtbot.mouseClick(strip._reveal, Qt.MouseButton.LeftButton)
    assert strip._command.isVisible()
    session.select(SelectionKind.IMAGE, session.repository.images[0].reference)
    strip.show_session(session)
    assert strip.is_command_hidden
    room.projector.toggle()
    assert strip._command.isVisible()


def test_dangers_refuse_with_a_sentence_and_an_open_way_out(room: Room, qtbot: QtBot) -> None:
    room.projector.toggle()
    asker = room.context.asker
    assert isinstance(asker, LockedAsker)
    for question in locked_words():
        getattr(asker, question)("what")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog)
        dialog.reject()
    assert room.asker.questions == []
    asker.ask_snapshot("what")
    assert room.asker.questions == ["ask_snapshot"]
    asker.ask_discard("what")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ConfirmDialog)
    dialog.submit()
    qtbot.waitUntil(lambda: room.asker.questions == ["ask_snapshot", "ask_discard"])
    assert room.context.asker is room.asker
    assert not room.settings.is_locked
    assert not room.projector.bar.chips["is_locked"].isChecked()


def test_all_that_is_locked_is_asked_somewhere() -> None:
    from app.window.dialog_asker import DialogAsker

    known = [name for name in locked_words() if hasattr(DialogAsker, name)]
    assert {"ask_remove_image", "ask_discard", "ask_roll_back", "ask_lesson_reset"} <= set(known)


def test_the_laser_is_held_or_latched_by_its_key(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("app.window.projector.time.monotonic", lambda: now[0])
    projector, laser = room.projector, room.projector.laser
    qtbot.keyPress(room.window, Qt.Key.Key_F12)
    assert not laser.is_on  # not before a class
    qtbot.keyRelease(room.window, Qt.Key.Key_F12)
    projector.toggle()
    qtbot.keyPress(room.window, Qt.Key.Key_F12)
    assert laser.is_on
    now[0] += 2
    qtbot.keyRelease(room.window, Qt.Key.Key_F12)
    assert not laser.is_on
    qtbot.keyPress(room.window, Qt.Key.Key_F12)
    now[0] += 0.1
    qtbot.keyRelease(room.window, Qt.Key.Key_F12)
    assert laser.is_on
    assert projector.bar.chips["laser"].isChecked()
    laser.follow(room.window, QPointF(30, 40))
    assert laser.place == QPointF(30, 40)
    projector.toggle()
    assert not laser.is_on


def test_slow_and_single_steps_are_the_walls_pace(room: Room, qtbot: QtBot) -> None:
    pace = room.stage.view.wall_scene.pace
    room.projector.toggle()
    assert pace.slowness > 1
    assert not pace.is_stepping
    room.projector.bar.chips["is_stepping"].click()
    assert pace.is_stepping
    pace.held.emit(True)
    assert room.projector.next.isVisible()
    room.projector.toggle()
    assert pace.slowness == 1
    assert not pace.is_stepping


def test_the_bar_fits_a_small_projector(room: Room, qtbot: QtBot) -> None:
    room.projector.toggle()
    room.window.resize(1024, 768)  # the toolbar's words are gone only now
    qtbot.waitUntil(lambda: room.window.width() == 1024)
    assert room.projector.bar.minimumSizeHint().width() <= 1024
    assert room.strip.minimumSizeHint().width() <= 1024
    for chip in room.projector.bar.chips.values():
        assert chip.width() >= chip.minimumSizeHint().width()
        assert chip.toolTip()
    room.lessons.view = samples.lesson_view(2)
    room.lessons.changed.emit(room.lessons.view)
    assert room.guide.lesson.is_compact
