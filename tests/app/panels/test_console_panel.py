from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.panels.console_panel import ConsolePanel
from app.theme import Mode, Theme
from app.viewmodel.console import Console
from tests.app.panels import samples


@pytest.fixture
def panel(qtbot: QtBot) -> ConsolePanel:
    panel = ConsolePanel(Theme(Mode.DARK))
    qtbot.addWidget(panel)
    panel.resize(500, 320)
    panel.show()
    return panel


def test_long_lines_are_wrapped_and_never_scroll_sideways(panel: ConsolePanel) -> None:
    panel.show_console(samples.LONG_NAME, samples.odd_console(), reason_disabled="")
    assert panel.output.horizontalScrollBar().maximum() == 0
    assert not panel.output.horizontalScrollBar().isVisible()
    assert panel.width() == 500


def test_hostile_output_is_shown_as_text(panel: ConsolePanel) -> None:
    panel.show_console("c", samples.odd_console(), reason_disabled="")
    text = panel.output.toPlainText()
    assert "<b>bold</b>" in text
    assert "\u202e" not in text
    assert "\\x202e" in text


def test_the_prompt_stands_right_below_the_output(panel: ConsolePanel, qtbot: QtBot) -> None:
    panel.show_console("c", samples.console(), reason_disabled="")

    def stands_there() -> None:
        above = panel.output.geometry().bottom()
        assert 0 <= panel._prompt.geometry().top() - above < 12
        assert panel._prompt.geometry().bottom() < panel.height() - 60

    qtbot.waitUntil(stands_there)


def test_arrows_walk_through_the_history_and_keep_what_was_typed(
    panel: ConsolePanel, qtbot: QtBot
) -> None:
    panel.show_console("c", samples.console(), reason_disabled="")
    qtbot.keyClicks(panel.line, "half")
    for key, expected in (
        (Qt.Key.Key_Up, "tail -1 /var/log/orders.log"),
        (Qt.Key.Key_Up, "apt-get install -y curl"),
        (Qt.Key.Key_Up, "apt-get install -y curl"),
        (Qt.Key.Key_Down, "tail -1 /var/log/orders.log"),
        (Qt.Key.Key_Down, "half"),
        (Qt.Key.Key_Down, "half"),
    ):
        qtbot.keyClick(panel.line, key)
        assert panel.line.text() == expected
    with qtbot.waitSignal(panel.command_entered) as caught:
        qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    assert caught.args == ["half"]
    assert panel.line.text() == ""


def test_a_command_can_be_cancelled_only_while_it_runs(panel: ConsolePanel, qtbot: QtBot) -> None:
    panel.show_console("c", samples.console(), reason_disabled="")
    assert not panel.cancel.isVisible()
    panel.show_console("c", samples.odd_console(), reason_disabled="")
    assert panel.cancel.isVisible()
    assert not panel.line.isEnabled()
    with qtbot.waitSignal(panel.cancel_requested):
        qtbot.keyClick(panel.output, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_a_stopped_container_says_what_to_do(panel: ConsolePanel) -> None:
    panel.show_console("c", Console(), reason_disabled="start the container to run commands in it")
    assert panel._quiet.isVisible()
    assert panel._quiet.text() == "Start the container to run commands in it."
    assert not panel._prompt.isVisible()
    panel.show_console("c", Console(), reason_disabled="")
    assert not panel._quiet.isVisible()
    assert panel._prompt.isVisible()


def test_the_prompt_gets_the_keyboard_back_after_a_command(
    panel: ConsolePanel, qtbot: QtBot
) -> None:
    talk = Console()
    panel.show_console("c", talk, reason_disabled="")
    panel.activateWindow()
    panel.line.setFocus()
    qtbot.waitUntil(panel.line.hasFocus)
    talk.start("sleep 1")
    panel.show_console("c", talk, reason_disabled="")
    assert panel.output.hasFocus()
    talk.finish("exit code 0")
    panel.show_console("c", talk, reason_disabled="")
    assert panel.line.hasFocus()


def test_what_is_typed_over_the_output_goes_to_the_prompt(
    panel: ConsolePanel, qtbot: QtBot
) -> None:
    panel.show_console("c", samples.console(), reason_disabled="")
    qtbot.keyClick(panel.output, Qt.Key.Key_L)
    assert panel.line.text() == "l"


def test_a_scrolled_console_is_not_torn_to_the_end(panel: ConsolePanel, qtbot: QtBot) -> None:
    talk = Console()
    talk.start("seq 1000")
    talk.output("stdout", "".join(f"{n}\n" for n in range(1000)).encode(), 0)
    panel.show_console("c", talk, reason_disabled="")
    bar = panel.output.verticalScrollBar()
    qtbot.waitUntil(lambda: 0 < bar.value() == bar.maximum())
    bar.setValue(0)
    talk.output("stdout", b"more\n", 0)
    panel.show_console("c", talk, reason_disabled="")
    assert bar.value() == 0
