from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.panels.empty_page import EmptyPage
from app.theme import Mode, Theme
from core.model import Facility, Readiness


@pytest.fixture
def page(qtbot: QtBot) -> EmptyPage:
    page = EmptyPage(Theme(Mode.LIGHT))
    qtbot.addWidget(page)
    page.resize(1364, 870)
    page.show_readiness(Readiness((), "root"))
    page.show()
    return page


def test_cards_stand_side_by_side_or_lie_one_below_the_other(page: EmptyPage, qtbot: QtBot) -> None:
    cards = (page._base, page._open, page._lesson)
    qtbot.waitUntil(lambda: len({card.y() for card in cards}) == 1)
    assert len({card.width() for card in cards}) == 1
    assert cards[0].width() <= 376
    page.resize(700, 520)
    qtbot.waitUntil(lambda: len({card.y() for card in cards}) == 3)
    assert len({card.x() for card in cards}) == 1
    assert page.horizontalScrollBar().maximum() == 0
    for card in cards:
        assert card.button.geometry().right() <= card.width()


def test_every_choice_can_be_clicked(page: EmptyPage, qtbot: QtBot) -> None:
    for card, signal in (
        (page._base, page.base_image_requested),
        (page._open, page.open_requested),
        (page._lesson, page.lesson_requested),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)


def test_without_containers_the_first_card_says_what_to_do(page: EmptyPage, qtbot: QtBot) -> None:
    sentence = "No runtime was found: install runc or crun. " * 5
    missing = Facility("runtime", "Runtime", False, "none", sentence)
    page.show_readiness(Readiness((missing,), "root"))
    assert page._base._words.text() == sentence
    assert not page._base.button.isEnabled()
    assert not page._lesson.button.isEnabled()
    assert page._open.button.isEnabled()
    words = page._base._words
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()))
