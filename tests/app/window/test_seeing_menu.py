from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.window.seeing_menu import SeeingMenu


@pytest.mark.parametrize(
    ("words", "name"), [("Reduce motion", "reduce_motion"), ("High contrast", "has_high_contrast")]
)
def test_a_choice_is_kept_and_acts_at_once(qtbot: QtBot, words: str, name: str) -> None:
    settings, renewed, menu = Settings(), [], QMenu()
    qtbot.addWidget(menu)
    seeing = SeeingMenu(settings, lambda: renewed.append(getattr(settings, name)))
    seeing.add_to(menu)
    action = next(one for one in menu.findChildren(QAction) if one.text() == words)
    assert not action.isChecked()
    action.trigger()
    assert renewed == [True]
    again = QMenu()
    qtbot.addWidget(again)
    seeing.add_to(again)
    action = next(one for one in again.findChildren(QAction) if one.text() == words)
    assert action.isChecked()
