from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.theme import Mode, Theme
from app.window.search_results import SearchResults
from core.model import ContentHit, FileType, NameHit, NameSearch

HOSTILE = "srv/evil\u202egnp.exe"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def results(window: QWidget) -> SearchResults:
    field = QLineEdit(window)
    field.setGeometry(600, 10, 200, 30)
    field.show()
    results = SearchResults(Theme(Mode.LIGHT), field, window)
    hits = tuple(
        NameHit(path, FileType.REGULAR, ("sha256:a",) * count)
        for path, count in ((HOSTILE, 1), ("etc/" + "long/" * 60 + "name", 12))
    )
    results.show_names(NameSearch("e", hits, frozenset(), False), QPoint(800, 46))
    return results


def texts(results: SearchResults) -> list[str]:
    model = results.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_paths_are_told_with_their_bricks(results: SearchResults) -> None:
    assert texts(results)[0] == "srv/evil\\u202egnp.exe   1 brick"
    assert texts(results)[1].endswith("12 bricks")
    results.start_contents("e")
    results.add_contents((ContentHit("sha256:a", HOSTILE, 3, "  say \u202e it"),))
    assert texts(results) == ["srv/evil\\u202egnp.exe:3   say \\u202e it"]
    assert not results.grab().isNull()


def test_a_press_elsewhere_is_told_and_no_other(
    qtbot: QtBot, window: QWidget, results: SearchResults
) -> None:
    left = QSignalSpy(results.left)
    qtbot.mouseClick(results, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.mouseClick(results._field, Qt.MouseButton.LeftButton)
    assert left.count() == 0
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(20, 500))
    assert left.count() == 1
    results.dismiss()
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(20, 500))
    assert left.count() == 1


def test_they_stay_in_the_window(results: SearchResults) -> None:
    results.place(QPoint(100, 46))
    assert results.x() >= 0
