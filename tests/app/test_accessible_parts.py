"""Every panel and dialog, as somebody has it who cannot see it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.theme import Mode, Theme
from tests.app.accessible_tree import faults
from tests.app.panels.gallery import parts

THEME = Theme(Mode.LIGHT)
PARTS = {name: (make, size) for name, make, size in parts()}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_tells_what_everything_in_it_is(qtbot: QtBot, name: str) -> None:
    make, (width, height) = PARTS[name]
    host = QWidget()
    qtbot.addWidget(host)
    part = make(THEME)
    qtbot.addWidget(part)
    if width:
        part.resize(width, height)
    part.show()
    assert faults(part) == []
