"""The window's size on a screen that is smaller than it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.application import fit_to_screen


def test_a_window_is_not_larger_than_its_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    screen = window.screen().availableSize()
    window.resize(screen.width() + 300, 200)
    fit_to_screen(window)
    assert (window.width(), window.height()) == (screen.width(), 200)
