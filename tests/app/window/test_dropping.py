"""Archives dropped onto the window, with the events that Qt sends for a real drag."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.theme import Mode, Theme
from app.window.dropping import Dropping, drop_words

COPY, LEFT, NONE = (
    Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
)  # fmt: skip


class Place:
    """A part of a window with something in it, and what was dropped there."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, ...]] = []
        self.reason = ""
        self.widget = QWidget()
        self.widget.resize(600, 400)
        self.field = QLineEdit()
        layout = QVBoxLayout(self.widget)
        layout.addWidget(self.field)
        self.dropping = Dropping(
            self.widget, Theme(Mode.LIGHT), lambda: self.reason, self.taken.append
        )

    def drag(self, mime: QMimeData) -> bool:
        enter = QDragEnterEvent(QPoint(300, 300), COPY, mime, LEFT, NONE)
        QApplication.sendEvent(self.widget, enter)
        move = QDragMoveEvent(QPoint(310, 310), COPY, mime, LEFT, NONE)
        QApplication.sendEvent(self.widget, move)
        return enter.isAccepted() and move.isAccepted()

    def drop(self, mime: QMimeData) -> bool:
        event = QDropEvent(QPointF(310, 310), COPY, mime, LEFT, NONE, QEvent.Type.Drop)
        QApplication.sendEvent(self.widget, event)
        return event.isAccepted()


@pytest.fixture
def place(qtbot: QtBot) -> Place:
    made = Place()
    qtbot.addWidget(made.widget)
    made.widget.show()
    return made


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., QMimeData]:
    def made(*names: str) -> QMimeData:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
        return mime

    return made


def test_an_archive_is_taken_and_said_before(
    place: Place, files: Callable[..., QMimeData], tmp_path: Path
) -> None:
    mime = files("debian.tar")
    assert place.drag(mime)
    assert place.dropping.overlay.isVisible()
    assert place.dropping.overlay.words == "Look into debian.tar"
    assert place.drop(mime)
    assert not place.dropping.overlay.isVisible()
    assert place.taken == [(str(tmp_path / "debian.tar"),)]


def test_several_are_taken_one_after_the_other(
    place: Place, files: Callable[..., QMimeData]
) -> None:
    mime = files("a.tar", "b.tar", "layout")
    assert place.drag(mime)
    assert place.dropping.overlay.words == "Look into 3 files"
    assert place.drop(mime)
    assert [len(paths) for paths in place.taken] == [3]


def test_very_many_are_not_all_taken(place: Place, files: Callable[..., QMimeData]) -> None:
    mime = files(*(f"{number}.tar" for number in range(30)))
    place.drag(mime)
    assert place.dropping.overlay.words == "Look into the first 20 of 30 files"
    place.drop(mime)
    assert len(place.taken[0]) == 20


def test_what_is_not_of_this_computer_is_not_taken(place: Place) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://registry.example/x.tar"), QUrl.fromLocalFile("/x.tar")])
    assert not place.drag(mime)
    words = QMimeData()
    words.setText("debian:12")
    assert not place.drag(words)
    assert not place.dropping.overlay.isVisible()
    assert not place.drop(mime)
    assert place.taken == []


def test_what_cannot_be_taken_says_why(place: Place, files: Callable[..., QMimeData]) -> None:
    place.reason = "This repository can only be read"
    assert not place.drag(files("a.tar"))
    assert place.dropping.overlay.words == "This repository can only be read"
    place.drop(files("a.tar"))
    assert place.taken == []
    assert not place.dropping.overlay.isVisible()
    place.drag(files("a.tar"))
    QApplication.sendEvent(place.widget, QDragLeaveEvent())
    assert not place.dropping.overlay.isVisible()


def test_the_overlay_goes_when_the_pointer_leaves(
    place: Place, files: Callable[..., QMimeData]
) -> None:
    place.drag(files("a.tar"))
    QApplication.sendEvent(place.widget, QDragLeaveEvent())
    assert not place.dropping.overlay.isVisible()


def test_the_overlay_follows_the_size(place: Place, files: Callable[..., QMimeData]) -> None:
    place.drag(files("a.tar"))
    place.widget.resize(700, 500)
    assert place.dropping.overlay.size() == place.widget.size()


def test_names_of_files_are_only_text() -> None:
    assert drop_words(("/x/\u202egnp.rat",)) == "Look into \\u202egnp.rat"
