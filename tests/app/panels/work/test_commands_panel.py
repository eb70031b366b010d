"""The recording: rows that open, points to roll back to, what can be done with a row."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.panels.work.commands_panel import CommandsPanel
from app.theme import Mode, Theme
from app.viewmodel.run_rows import MarkRow, PathRow, RunRow
from tests.app.panels.work import samples

INSTALL = "apt-get install -y curl"


@pytest.fixture
def panel(qtbot: QtBot) -> CommandsPanel:
    panel = CommandsPanel(Theme(Mode.LIGHT))
    qtbot.addWidget(panel)
    panel.resize(520, 700)
    panel.show()
    panel.show_runs(samples.runs())
    panel.show_marks(samples.marks(), "orders:1")
    return panel


def run(panel: CommandsPanel, text: str = INSTALL) -> RunRow:
    return next(row for row in panel.rows if isinstance(row, RunRow) and row.text == text)


def paths(panel: CommandsPanel) -> list[PathRow]:
    return [row for row in panel.rows if isinstance(row, PathRow)]


def mark(panel: CommandsPanel, mark_id: str) -> MarkRow:
    return next(row for row in panel.rows if isinstance(row, MarkRow) and row.mark_id == mark_id)


def choose(panel: CommandsPanel, key: str) -> None:
    model = panel.list.rows_model
    panel.list.setCurrentIndex(model.index(model.row_of(key)))


def rect_of(panel: CommandsPanel, key: str) -> QRectF:
    index = panel.list.rows_model.index(panel.list.rows_model.row_of(key))
    panel.list.scrollTo(index)
    return QRectF(panel.list.visualRect(index))


def click(panel: CommandsPanel, qtbot: QtBot, at: QPoint) -> None:
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)


def actions(panel: CommandsPanel) -> dict[str, bool]:
    menu = panel.make_menu()
    assert menu is not None
    return {one.text(): one.isEnabled() for one in menu.actions()}


def press(panel: CommandsPanel, words: str) -> None:
    menu = panel.make_menu()
    assert menu is not None
    next(one for one in menu.actions() if one.text() == words).trigger()


def test_a_command_opens_and_closes_by_keys(panel: CommandsPanel, qtbot: QtBot) -> None:
    choose(panel, run(panel).key)
    qtbot.keyClick(panel.list, Qt.Key.Key_Right)
    assert run(panel).is_expanded
    opened = paths(panel)
    assert [row.run_key for row in opened] == [run(panel).key] * 6
    assert opened[-1].name == "… 123 more paths"
    qtbot.keyClick(panel.list, Qt.Key.Key_Right)
    assert run(panel).is_expanded
    choose(panel, opened[1].key)
    qtbot.keyClick(panel.list, Qt.Key.Key_Left)
    assert panel.list.current_row() is run(panel)
    qtbot.keyClick(panel.list, Qt.Key.Key_Left)
    assert not run(panel).is_expanded
    assert not paths(panel)


def test_a_click_on_the_arrow_opens_a_click_beside_it_does_not(
    panel: CommandsPanel, qtbot: QtBot
) -> None:
    rect = rect_of(panel, run(panel).key)
    click(panel, qtbot, QPoint(int(rect.left()) + 60, int(rect.center().y())))
    assert not run(panel).is_expanded
    arrow = QPoint(int(rect.left()) + 10, int(rect.center().y()))
    click(panel, qtbot, arrow)
    assert run(panel).is_expanded
    click(panel, qtbot, arrow)
    assert not run(panel).is_expanded


def test_what_is_open_stays_open_when_more_is_recorded(panel: CommandsPanel, qtbot: QtBot) -> None:
    choose(panel, run(panel).key)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    panel.show_runs(samples.runs()[:4])
    assert run(panel).is_expanded
    assert len(paths(panel)) == 6


def test_a_command_that_changed_nothing_does_not_open(panel: CommandsPanel, qtbot: QtBot) -> None:
    choose(panel, run(panel, "apt-get update").key)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(panel.list, key)
    assert not paths(panel)


def test_a_changed_path_is_asked_for(panel: CommandsPanel, qtbot: QtBot) -> None:
    choose(panel, run(panel).key)
    qtbot.keyClick(panel.list, Qt.Key.Key_Right)
    first, *_others, rest = paths(panel)
    choose(panel, first.key)
    with qtbot.waitSignal(panel.path_requested) as wanted:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert wanted.args == [first.path]
    choose(panel, rest.key)
    with qtbot.assertNotEmitted(panel.path_requested):
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert actions(panel) == {"Show this change": False, "Copy path": False}


@pytest.mark.parametrize("mark_id", ["m1", ""])
def test_one_rolls_back_by_enter_button_menu_and_link(
    panel: CommandsPanel, qtbot: QtBot, mark_id: str
) -> None:
    row = mark(panel, mark_id)
    choose(panel, row.key)
    assert panel.back.isVisible()
    assert not panel.again.isVisible()
    assert panel.back.text() == row.words
    link = panel.list._drawn_by.link_rect(rect_of(panel, row.key), row).center().toPoint()
    ways = (
        lambda: qtbot.keyClick(panel.list, Qt.Key.Key_Return),
        panel.back.click,
        lambda: press(panel, f"{row.words} …"),
        lambda: click(panel, qtbot, link),
    )
    for way in ways:
        with qtbot.waitSignal(panel.roll_back_requested) as wanted:
            way()
        assert wanted.args == [mark_id]


def test_a_click_beside_the_link_only_chooses_the_mark(panel: CommandsPanel, qtbot: QtBot) -> None:
    row = mark(panel, "m1")
    rect = rect_of(panel, row.key)
    with qtbot.assertNotEmitted(panel.roll_back_requested):
        click(panel, qtbot, QPoint(int(rect.left()) + 40, int(rect.center().y())))
    assert panel.list.current_row() is row


def test_nothing_rolls_back_while_there_is_a_reason(panel: CommandsPanel, qtbot: QtBot) -> None:
    row = mark(panel, "m1")
    choose(panel, row.key)
    panel.set_reason_disabled("It is being stopped.")
    link = panel.list._drawn_by.link_rect(rect_of(panel, row.key), row).center().toPoint()
    with qtbot.assertNotEmitted(panel.roll_back_requested):
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
        panel.back.click()
        click(panel, qtbot, link)
    assert actions(panel) == {"Roll back to here …": False}
    assert panel.back.toolTip() == "It is being stopped."
    assert not panel.mark.isEnabled()


def test_without_a_row_there_is_no_menu(qtbot: QtBot) -> None:
    empty = CommandsPanel(Theme(Mode.DARK))
    qtbot.addWidget(empty)
    assert empty.make_menu() is None
    assert not empty.copy.isEnabled()


def test_the_menu_of_a_command(panel: CommandsPanel, qtbot: QtBot) -> None:
    choose(panel, run(panel).key)
    assert actions(panel) == {"Run again": True, "Copy command": True, "Show changed paths": True}
    with qtbot.waitSignal(panel.run_again) as wanted:
        press(panel, "Run again")
    assert wanted.args == [INSTALL]
    press(panel, "Copy command")
    assert QGuiApplication.clipboard().text() == INSTALL
    press(panel, "Show changed paths")
    assert len(paths(panel)) == 6
    press(panel, "Hide changed paths")
    assert not paths(panel)
    choose(panel, run(panel, "apt-get update").key)
    assert not actions(panel)["Show changed paths"]


def test_a_stopped_container_can_be_rolled_back_but_runs_nothing(panel: CommandsPanel) -> None:
    panel.set_reason_disabled("", "Start the container first.")
    choose(panel, run(panel).key)
    assert not actions(panel)["Run again"]
    assert panel.again.toolTip() == "Start the container first."
    choose(panel, mark(panel, "m1").key)
    assert actions(panel) == {"Roll back to here …": True}


def test_the_menu_of_a_path(panel: CommandsPanel, qtbot: QtBot) -> None:
    choose(panel, run(panel).key)
    qtbot.keyClick(panel.list, Qt.Key.Key_Right)
    first = paths(panel)[0]
    choose(panel, first.key)
    assert actions(panel) == {"Show this change": True, "Copy path": True}
    with qtbot.waitSignal(panel.path_requested) as wanted:
        press(panel, "Show this change")
    assert wanted.args == [first.path]
    press(panel, "Copy path")
    assert QGuiApplication.clipboard().text() == f"/{first.path}"
