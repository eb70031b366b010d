from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.theme import Mode, Theme
from app.viewmodel.measures import SCALES, Measure
from app.viewmodel.roles import Role
from app.window.legend import Legend


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(1200, 300)
    qtbot.addWidget(window)
    return window


@pytest.fixture
def legend(window: QWidget) -> Legend:
    legend = Legend(Theme(Mode.LIGHT), window)
    window.show()
    return legend


def shown(legend: Legend) -> list[str]:
    """Words and names of chips that are seen."""
    return [
        str(widget.property("text") or widget.accessibleName())
        for widget in legend._shown
        if widget.isVisible()
    ]


def test_it_never_takes_more_room_than_there_is(legend: Legend) -> None:
    for measure in Measure:
        legend.show_measure(measure)
        for room in range(900, 180, -20):
            legend.set_room(room)
            assert legend.width() <= room
            assert legend._button.isVisible()


def test_words_go_first_and_colours_then(legend: Legend) -> None:
    legend.set_room(900)
    assert shown(legend).count(Role.OS.title) == 2
    legend.set_room(300)
    assert shown(legend) == [role.title for role in Role]
    assert all(chip.toolTip() for chip in legend._shown if chip.isVisible())
    legend.set_room(200)
    assert shown(legend) == []
    legend.set_room(900)
    assert len(shown(legend)) == 2 * len(Role)


def test_bricks_without_a_figure_are_explained(legend: Legend) -> None:
    legend.show_measure(Measure.AGE, has_unknown=False)
    assert shown(legend)[-1] == SCALES[Measure.AGE][-1]
    legend.show_measure(Measure.AGE, has_unknown=True)
    assert shown(legend)[-1] == "not known"
