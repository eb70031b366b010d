"""The terminals of a window: painted, typed into, selected in, over shells in real containers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.terminal.palette import CONTRAST, Palette, contrast_of
from app.terminal.pane import PROJECTOR_FONT_PX, TerminalPane
from app.terminal.parser import Parser
from app.terminal.pen import TRUE_COLOUR, Pen
from app.terminal.session import State
from app.terminal.tabs import TerminalTabs
from app.theme import Mode, Theme
from tests.app.terminal.conftest import Place

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_BOTH = _CONTROL | _SHIFT


class Window:
    """Terminals with something to go to before and behind them."""

    def __init__(self, qtbot: QtBot, place: Place) -> None:
        self.qtbot, self.place = qtbot, place
        self.widget = QWidget()
        self.before, self.behind = QLineEdit(), QLineEdit()
        self.tabs = TerminalTabs(Theme(Mode.LIGHT), place.host)
        column = QVBoxLayout(self.widget)
        for part in (self.before, self.tabs, self.behind):
            column.addWidget(part)
        self.widget.resize(700, 420)
        qtbot.addWidget(self.widget)
        self.widget.show()
        self.widget.activateWindow()
        qtbot.waitExposed(self.widget)

    @property
    def pane(self) -> TerminalPane:
        assert self.tabs.pane is not None
        return self.tabs.pane

    def open(self) -> None:
        self.tabs.show_container(self.place.container)
        self.prompt()
        self.tabs.focus_terminal()

    def prompt(self) -> None:
        self.place.wait(lambda: self.tabs.pane is not None)
        self.place.prompt(self.pane.session)

    def keys(self, words: str) -> None:
        self.qtbot.keyClicks(self.pane.view, words)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.pane.view, key, held)

    def line(self, words: str) -> None:
        """Typed with the keyboard; waits for its end."""
        before = len(self.place.runs)
        self.keys(words)
        self.key(Qt.Key.Key_Return)
        self.place.wait(lambda: len(self.place.runs) > before)
        self.prompt()

    def cell(self, row: int, column: int) -> QPoint:
        """The middle of a cell, in the viewport."""
        width, height = self.pane.view.cell_size
        return QPoint(int(14 + (column + 0.5) * width), int(8 + (row + 0.5) * height))

    def row_of(self, words: str) -> int:
        rows = self.pane.session.screen.grid.rows
        return next(at for at, row in enumerate(rows) if row.text.startswith(words))


@pytest.fixture
def window(qtbot: QtBot, place: Place) -> Iterator[Window]:
    made = Window(qtbot, place)
    yield made
    made.tabs.detach()


def test_a_shell_opens_by_itself_at_the_size_of_the_view(window: Window) -> None:
    window.open()
    window.line("stty size")
    screen = window.pane.session.screen
    assert window.row_of(f"{screen.rows} {screen.columns}") > 0
    assert window.tabs.strip.state == "live"
    assert window.place.runs[0].text == "stty size"


def test_no_shell_is_opened_before_somebody_looks(qtbot: QtBot, place: Place) -> None:
    tabs = TerminalTabs(Theme(Mode.DARK), place.host)
    qtbot.addWidget(tabs)
    tabs.show_container(place.container)
    qtbot.wait(30)
    assert place.host.kept[place.container.id][0].state is State.CLOSED
    tabs.show()
    place.wait(lambda: place.host.kept[place.container.id][0].state is State.LIVE)
    tabs.detach()


def test_tab_goes_to_the_program_and_ctrl_tab_leaves(window: Window) -> None:
    window.open()
    window.keys("echo /etc/pass")
    window.key(Qt.Key.Key_Tab)
    window.place.see(window.pane.session, "/etc/passwd")
    assert window.pane.view.hasFocus()
    window.key(Qt.Key.Key_Tab, _CONTROL)
    assert window.before.hasFocus() or window.behind.hasFocus()
    window.tabs.focus_terminal()
    window.key(Qt.Key.Key_Backtab, _BOTH)
    assert window.tabs.strip.tabs[0].hasFocus()


def test_one_key_goes_back_to_the_bricks(window: Window) -> None:
    window.open()
    asked = QSignalSpy(window.tabs.wall_asked)
    window.key(Qt.Key.Key_Escape, _BOTH)
    assert asked.count() == 1
    assert not window.pane.view.hasFocus()


def test_keys_of_the_windows_menus_are_the_programs_while_it_runs(window: Window) -> None:
    window.open()
    event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_K, _CONTROL, "\x0b")
    event.ignore()
    QApplication.sendEvent(window.pane.view, event)
    assert event.isAccepted()
    window.keys("exit")
    window.key(Qt.Key.Key_Return)
    window.place.wait(lambda: window.pane.session.state is State.ENDED)
    event.ignore()
    QApplication.sendEvent(window.pane.view, event)
    assert not event.isAccepted()


def test_words_and_lines_are_selected_and_copied(window: Window) -> None:
    window.open()
    window.line("clear; echo one /etc/some-file.txt two")
    row = window.row_of("one")
    viewport = window.pane.view.viewport()
    window.qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=window.cell(row, 8))
    assert window.pane.view.selected_text == "/etc/some-file.txt"
    window.key(Qt.Key.Key_C, _BOTH)
    assert QGuiApplication.clipboard().text() == "/etc/some-file.txt"
    window.pane.view.select(None)
    QGuiApplication.clipboard().setText("kept")
    window.key(Qt.Key.Key_C, _BOTH)
    assert QGuiApplication.clipboard().text() == "kept"


def test_three_clicks_select_a_line_over_its_wrapped_rows(window: Window) -> None:
    window.open()
    columns = window.pane.session.screen.columns
    window.line(f"clear; printf '%0{columns + 20}d\\n' 7")
    row = window.row_of("0000")
    viewport = window.pane.view.viewport()
    window.qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=window.cell(row + 1, 3))
    window.qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=window.cell(row + 1, 3))
    assert window.pane.view.selected_text == "0" * (columns + 19) + "7"


def test_a_drag_selects_cells_and_shift_goes_on(window: Window) -> None:
    window.open()
    window.line("clear; echo abcdefgh; echo ijklmnop")
    row, viewport = window.row_of("abcd"), window.pane.view.viewport()
    left = Qt.MouseButton.LeftButton
    window.qtbot.mousePress(viewport, left, pos=window.cell(row, 2) - QPoint(3, 0))
    window.qtbot.mouseMove(viewport, window.cell(row + 1, 2) + QPoint(3, 0))
    window.qtbot.mouseRelease(viewport, left, pos=window.cell(row + 1, 2) + QPoint(3, 0))
    assert window.pane.view.selected_text == "cdefgh\nijk"
    window.qtbot.wait(QApplication.doubleClickInterval() + 10)
    window.qtbot.mouseClick(viewport, left, _SHIFT, window.cell(row + 1, 4) + QPoint(3, 0))
    assert window.pane.view.selected_text == "cdefgh\nijklm"


def test_lines_that_would_run_at_once_are_asked_about(window: Window) -> None:
    window.open()
    QGuiApplication.clipboard().setText("echo first\necho second\n")
    window.key(Qt.Key.Key_V, _BOTH)
    assert window.pane.notice.words.startswith("2 lines would run at once")
    assert [button.text() for button in window.pane.notice.buttons] == ["Paste and run", "Cancel"]
    window.qtbot.keyClick(window.pane.notice.buttons[0], Qt.Key.Key_Escape)
    assert window.pane.notice.words == ""
    assert window.pane.view.hasFocus()
    assert not window.place.runs
    window.key(Qt.Key.Key_V, _BOTH)
    window.pane.notice.buttons[0].click()
    window.place.wait(lambda: len(window.place.runs) == 2)
    assert [run.text for run in window.place.runs] == ["echo first", "echo second"]


def test_one_line_is_pasted_without_its_enter(window: Window) -> None:
    window.open()
    window.pane.paste("echo careful\n")
    window.pane.notice.buttons[0].click()
    window.place.see(window.pane.session, "echo careful")
    assert not window.place.runs
    window.line("")
    assert window.place.runs[0].text == "echo careful"


def test_what_brackets_pastes_gets_them_without_a_question(window: Window) -> None:
    window.open()
    Parser(window.pane.session.screen).feed(b"\x1b[?2004h")
    window.pane.paste("a\nb")
    assert window.pane.notice.words == ""


def test_text_is_found_in_what_scrolled_out(window: Window) -> None:
    window.open()
    window.line("seq 1 500; echo Needle; seq 501 900")
    window.key(Qt.Key.Key_F, _BOTH)
    find = window.pane.finder
    window.qtbot.keyClicks(find.line, "needle")
    view = window.pane.view
    assert view.found is not None
    line = view.found.start[0]
    assert view.top_line <= line < view.top_line + window.pane.session.screen.rows
    window.qtbot.keyClick(find.line, Qt.Key.Key_Return)  # the command that wrote it
    assert view.found.start[0] < line
    window.qtbot.keyClick(find.line, Qt.Key.Key_Return)
    assert find.words == "no older one"
    window.qtbot.keyClicks(find.line, "-not-there")
    assert find.words == "not found"
    window.qtbot.keyClick(find.line, Qt.Key.Key_Escape)
    assert find.isHidden()
    assert view.hasFocus()


def test_scrolling_stays_where_it_is_until_something_is_typed(window: Window) -> None:
    window.open()
    window.line("seq 1 300")
    view = window.pane.view
    window.key(Qt.Key.Key_Home, _SHIFT)
    assert view.top_line == view.grid.first_line
    window.pane.session.type(b"seq 301 400\r")
    window.place.wait(lambda: len(window.place.runs) == 2)
    assert view.top_line == view.grid.first_line
    window.key(Qt.Key.Key_PageDown, _SHIFT)
    assert view.top_line > view.grid.first_line
    window.keys("x")
    assert view.top_line == view.grid.gone


def test_text_sizes_change_the_cells_and_are_kept(window: Window) -> None:
    window.open()
    screen = window.pane.session.screen
    columns = screen.columns
    window.key(Qt.Key.Key_Plus, _CONTROL)
    assert screen.columns < columns
    window.key(Qt.Key.Key_Minus, _CONTROL)
    assert screen.columns == columns
    window.key(Qt.Key.Key_P, _BOTH)
    assert window.pane.view.font_px == PROJECTOR_FONT_PX
    window.line("stty size")
    assert window.row_of(f"{screen.rows} {screen.columns}") >= 0
    assert window.place.host.font_px == PROJECTOR_FONT_PX
    window.key(Qt.Key.Key_0, _CONTROL)
    assert screen.columns == columns


def test_the_mouse_is_told_to_who_asks_and_shift_selects(window: Window) -> None:
    window.open()
    sent: list[bytes] = []
    session = window.pane.session
    session.tell = sent.append  # type: ignore[method-assign]
    Parser(session.screen).feed(b"\x1b[?1002h\x1b[?1006h\x1b[2J\x1b[1;1Hword here")
    viewport, left = window.pane.view.viewport(), Qt.MouseButton.LeftButton
    window.qtbot.mouseClick(viewport, left, pos=window.cell(2, 4))
    assert sent == [b"\x1b[<0;5;3M", b"\x1b[<0;5;3m"]
    sent.clear()
    wheel = QWheelEvent(
        QPointF(window.cell(0, 0)), QPointF(), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, wheel)
    assert sent == [b"\x1b[<64;1;1M"]
    sent.clear()
    window.qtbot.mouseDClick(viewport, left, _SHIFT, window.cell(0, 1))
    assert sent == []


def test_several_terminals_of_one_container(window: Window) -> None:
    window.open()
    first = window.pane.session
    window.key(Qt.Key.Key_T, _BOTH)
    window.prompt()
    second = window.pane.session
    assert second is not first
    assert [tab.text() for tab in window.tabs.strip.tabs] == ["1  shell", "2  shell"]
    window.key(Qt.Key.Key_PageUp, _CONTROL)
    assert window.pane.session is first
    assert window.pane.view.hasFocus()
    window.key(Qt.Key.Key_PageDown, _CONTROL)
    window.keys("sleep 60")
    window.key(Qt.Key.Key_Return)
    window.place.wait(lambda: second.running == "sleep 60")
    assert window.tabs.strip.tabs[1].text() == "2  sleep"
    window.key(Qt.Key.Key_W, _BOTH)
    assert "“sleep” still runs" in window.pane.notice.words
    window.pane.notice.buttons[0].click()
    assert window.pane.session is first
    assert len(window.tabs.strip.tabs) == 1
    window.key(Qt.Key.Key_W, _BOTH)  # the last one makes room for another
    window.prompt()
    assert window.pane.session is not first


def test_there_is_an_end_to_terminals(window: Window) -> None:
    window.open()
    for _number in range(8):
        window.tabs.open_another()
        window.prompt()
    assert len(window.tabs.strip.tabs) == 6
    assert not window.tabs.strip.new_button.isEnabled()


def test_terminals_go_on_while_another_container_is_looked_at(window: Window) -> None:
    window.open()
    session = window.pane.session
    window.tabs.left()
    assert window.tabs.pane is None
    session.type(b"echo meanwhile\r")
    window.place.wait(lambda: window.place.runs)
    window.tabs.show_container(window.place.container)
    assert window.pane.session is session
    assert window.row_of("meanwhile") > 0


def test_terminals_go_on_in_another_window(window: Window, qtbot: QtBot) -> None:
    """Light and dark are two windows."""
    window.open()
    session = window.pane.session
    window.tabs.detach()
    other = Window(qtbot, window.place)
    other.tabs.show_container(window.place.container)
    assert other.pane.session is session
    other.line("echo in the other")
    assert other.row_of("in the other") > 0
    other.tabs.detach()


def test_a_stop_keeps_the_screen_and_enter_opens_a_new_shell(window: Window) -> None:
    window.open()
    window.line("echo precious")
    place = window.place
    place.stop()
    window.tabs.show_container(place.container)
    place.wait(lambda: window.pane.session.state is State.ENDED)
    assert window.pane.notice.words.startswith("The container is stopped.")
    assert window.tabs.strip.state == "not running"
    assert "precious" in window.pane.view.text
    window.key(Qt.Key.Key_Return)
    assert window.pane.session.state is State.ENDED
    place.start()
    window.tabs.show_container(place.container)
    assert "Enter opens a new one" in window.pane.notice.words
    window.key(Qt.Key.Key_Return)
    window.prompt()
    window.line("echo again")
    text = window.pane.view.text
    assert text.index("precious") < text.index("was stopped") < text.index("again")


def test_without_a_shell_it_says_so_and_runs_programs(window: Window) -> None:
    place = window.place
    place.run("cp /bin/busybox /busybox-tool; rm /bin/sh /bin/ash")
    window.tabs.show_container(place.container)
    place.wait(lambda: window.pane.session.state is State.NO_SHELL)
    assert window.pane.notice.words.startswith("This image has no shell")
    window.tabs.focus_terminal()
    line = window.pane.notice.line
    assert line.hasFocus()
    window.qtbot.keyClicks(line, "/busybox-tool echo 'by hand'")
    window.qtbot.keyClick(line, Qt.Key.Key_Return)
    place.wait(lambda: place.runs)
    assert "by hand" in window.pane.view.text
    place.wait(lambda: not line.isHidden())


def test_a_container_that_is_gone_takes_its_terminals_along(window: Window) -> None:
    window.open()
    session = window.pane.session
    window.tabs.forget(window.place.container.id)
    assert session.state is State.CLOSED
    assert window.tabs.pane is None
    assert window.place.container.id not in window.place.host.kept


def test_programs_cannot_reach_the_clipboard(window: Window) -> None:
    window.open()
    QGuiApplication.clipboard().setText("mine")
    window.line(r"printf '\033]52;c;ZXZpbA==\007\033]52;c;?\007'")
    assert QGuiApplication.clipboard().text() == "mine"


def test_the_menu_offers_what_can_be_done(window: Window) -> None:
    window.open()
    menu = window.pane.make_menu()
    actions = {action.text().partition("\t")[0]: action for action in menu.actions()}
    assert not actions["Copy"].isEnabled()
    assert actions["Projector size"].isEnabled()
    actions["Select all"].trigger()
    assert window.pane.view.selection is not None
    menu.deleteLater()


@pytest.mark.parametrize("mode", list(Mode))
def test_every_colour_can_be_read_on_every_other(qtbot: QtBot, mode: Mode) -> None:
    palette = Palette(Theme(mode))
    colours = [-1, *range(256), *(TRUE_COLOUR | grey * 0x010101 for grey in range(0, 256, 15))]
    for paper in (-1, *range(0, 256, 17), TRUE_COLOUR | 0x777777):
        for ink in colours:
            for style in (0, 2, 32):
                drawn, behind = palette.colours(Pen(ink, paper, style), is_reversed=False)
                assert contrast_of(drawn, behind) >= CONTRAST - 0.05, (ink, paper, style)


@pytest.mark.parametrize("mode", list(Mode))
def test_a_colour_that_can_be_read_is_what_was_asked_for(mode: Mode) -> None:
    palette = Palette(Theme(mode))
    ink, paper = palette.colours(Pen(196, 16), is_reversed=False)
    assert (ink, paper) == (QColor("#FF0000"), QColor("#000000"))
    true = palette.colours(Pen(TRUE_COLOUR | 0xC0FFEE), is_reversed=False)[0]
    assert true == QColor("#C0FFEE")


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_it_is_painted_once_a_frame_however_much_comes(window: Window) -> None:
    window.open()
    paints = Paints(window.pane.view.viewport())
    window.line("seq 1 200000")
    assert window.pane.session.screen.grid.gone > 190_000
    assert 0 < paints.count < 2_000
