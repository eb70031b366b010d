"""Lessons as cards: which way is chosen, what cannot be taken, and the person's own."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs.lesson_chooser import LessonChooser
from app.panels.controls import ChevronBox
from app.theme import Mode, Theme
from app.viewmodel.lesson_cards import LessonCard, VariantChoice
from app.window.classroom import is_lesson_file

BOTH = (VariantChoice("starter", "Small base", False), VariantChoice("debian", "Debian", True))
CARDS = (
    LessonCard("first", "Build a web site", "Three images", 12, 7, 7, True, variants=BOTH[:1],
               score_words="3 bricks, 41 MB; best 2, 38 MB", stars=2),
    LessonCard("deleting", "Why deleting does not shrink", "", 10, 5, 2, variants=BOTH),
    LessonCard("/own/bad.toml", "bad.toml", is_own=True, problem="It is no TOML."),
)  # fmt: skip


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    return made


def open_chooser(host: QWidget, reason: str = "", *, can_make: bool = True) -> LessonChooser:
    theme = Theme(Mode.LIGHT)
    chooser = LessonChooser(host, theme, CARDS, last="deleting", reason=reason, can_make=can_make)
    chooser.open()
    return chooser


def test_a_card_starts_its_lesson_in_the_way_that_is_chosen(host: QWidget, qtbot: QtBot) -> None:
    chooser = open_chooser(host)
    assert [card.button.text() for card in chooser.cards] == ["Again", "Go on", "Start"]
    box = chooser.cards[1].findChild(ChevronBox)
    assert [box.itemText(row) for row in range(2)] == ["Small base", "Debian (needs a network)"]
    box.setCurrentIndex(1)
    with qtbot.waitSignal(chooser.chosen) as caught:
        chooser.cards[1].button.click()
    assert caught.args == ["deleting", "debian"]


def test_the_last_one_goes_on(host: QWidget, qtbot: QtBot) -> None:
    chooser = open_chooser(host)
    with qtbot.waitSignal(chooser.chosen) as caught:
        chooser.action_button.click()
    assert caught.args == ["deleting", "starter"]


def test_what_cannot_be_taken_says_why(host: QWidget) -> None:
    chooser = open_chooser(host)
    assert not chooser.cards[2].button.isEnabled()
    assert chooser.cards[2].accessibleDescription() == "It is no TOML."
    chooser.reject()
    chooser = open_chooser(host, reason="No container can run here.")
    assert not any(card.button.isEnabled() for card in chooser.cards)
    assert not chooser.action_button.isVisible()


def test_own_lessons_are_taken_off_the_list_and_edited_where_that_is_possible(
    host: QWidget, qtbot: QtBot
) -> None:
    def words(chooser: LessonChooser) -> list[str]:
        buttons = chooser.findChildren(QPushButton)
        return [one.text() for one in buttons if one.isVisibleTo(chooser)]

    chooser = open_chooser(host)
    assert {"Make a lesson…", "Edit…"} <= set(words(chooser))
    links = chooser.cards[2].findChildren(QPushButton)
    with qtbot.waitSignal(chooser.forgotten) as caught:
        next(one for one in links if one.text() == "Take off the list").click()
    assert caught.args == ["/own/bad.toml"]
    assert not chooser.cards[2].isVisible()
    chooser.reject()
    chooser = open_chooser(host, can_make=False)
    assert not {"Make a lesson…", "Edit…"} & set(words(chooser))


def test_a_lesson_is_known_by_its_files(tmp_path: Path) -> None:
    plain, packed, other = (tmp_path / name for name in ("a.toml", "b.zip", "c.zip"))
    plain.write_text("format = 2")
    with ZipFile(packed, "w") as archive:
        archive.writestr("mine/lesson.toml", "format = 2")
    with ZipFile(other, "w") as archive:
        archive.writestr("index.json", "{}")
    broken = tmp_path / "d.zip"
    broken.write_bytes(b"PK\x03\x04 no archive")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "lesson.toml").write_text("format = 2")
    found = {path.name: is_lesson_file(str(path)) for path in tmp_path.iterdir()}
    assert found == {"a.toml": True, "b.zip": True, "c.zip": False, "d.zip": False, "folder": True}
