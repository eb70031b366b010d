from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.panels.inspector import code_list
from app.panels.inspector.byte_kinds import kind_of
from app.panels.inspector.code_selection import Selected, word_at
from app.panels.inspector.code_text import CHARACTER_LIMIT, ShownText, clipboard_text
from app.panels.inspector.diff_page import DiffPage
from app.panels.inspector.diff_rows import change_starts, open_gap, paired_rows, unified_rows
from app.panels.inspector.diff_view import ROW_PX, DiffView
from app.panels.inspector.hex_view import HexView
from app.theme import Mode, Theme
from core.catalog.text_diff import diff_contents
from core.model import DiffLine, DiffMark, FileDiff
from tests.app.panels.inspector.diff_samples import NEW, OLD, make_diff
from tests.app.panels.inspector.samples import HOSTILE

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def view(qtbot: QtBot) -> DiffView:
    view = DiffView(Theme(Mode.LIGHT))
    qtbot.addWidget(view)
    view.show_diff(make_diff(OLD, NEW))
    view.setMinimumHeight(400)
    view.resize(560, 640)
    view.show()
    return view


def texts(view: DiffView, side: int = 0) -> list[str | None]:
    return [view.source(row, side) for row in range(view.rows.rowCount())]


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def lines(*spans: tuple[tuple[str, bool], ...], mark: DiffMark = DiffMark.SAME) -> FileDiff:
    found = tuple(DiffLine(mark, n + 1, n + 1, one) for n, one in enumerate(spans))
    return FileDiff("a", "a", 1, 1, (*found, DiffLine(DiffMark.ADDED, None, 99, (("x", True),))))


# --- rows -------------------------------------------------------------------------------------


def test_unified_rows_hold_every_line_once_in_its_order() -> None:
    diff = make_diff(OLD, NEW)
    assert [row.line for row in unified_rows(diff.lines)] == list(diff.lines)


def test_paired_rows_hold_both_texts_from_top_to_bottom() -> None:
    rows = paired_rows(make_diff(OLD, NEW, context=1000).lines)
    assert [row.old.text for row in rows if row.old] == OLD.splitlines()
    assert [row.new.text for row in rows if row.new] == NEW.splitlines()
    for row in rows:
        if row.is_change and row.old and row.new:
            assert row.old.mark is DiffMark.REMOVED
            assert row.new.mark is DiffMark.ADDED


def test_lines_that_were_added_before_others_were_removed_stay_before_them() -> None:
    added = DiffLine(DiffMark.ADDED, None, 1, (("new", True),))
    removed = DiffLine(DiffMark.REMOVED, 1, None, (("old", True),))
    rows = paired_rows([added, removed])
    assert [(row.old, row.new) for row in rows] == [(None, added), (removed, None)]


def test_a_gap_is_filled_with_the_lines_that_it_left_out() -> None:
    diff, whole = make_diff(OLD, NEW), make_diff(OLD, NEW, context=1000)
    gap = next(n for n, line in enumerate(diff.lines) if line.mark is DiffMark.GAP)
    opened = open_gap(diff.lines, gap, whole.lines)
    assert len(opened) == len(diff.lines) - 1 + 9
    numbers = [line.old_number for line in opened if line.old_number]
    assert all(after == before + 1 for before, after in pairwise(numbers))


@pytest.mark.parametrize("place", ["start", "end"])
def test_a_gap_at_an_end_of_the_file_is_filled_to_that_end(place: str) -> None:
    same = [f"line {n}" for n in range(30)]
    old = ["first", *same] if place == "end" else [*same, "last"]
    new = ["1st", *same] if place == "end" else [*same, "the last"]
    texts = "\n".join(old), "\n".join(new)
    diff, whole = make_diff(*texts), make_diff(*texts, context=1000)
    gap = 0 if place == "start" else len(diff.lines) - 1
    assert diff.lines[gap].mark is DiffMark.GAP
    assert open_gap(diff.lines, gap, whole.lines) == whole.lines


def test_a_gap_of_other_contents_is_refused() -> None:
    diff = make_diff(OLD, NEW)
    gap = next(n for n, line in enumerate(diff.lines) if line.mark is DiffMark.GAP)
    with pytest.raises(ValueError):
        open_gap(diff.lines, gap, make_diff("a\nb", "a\nc").lines)


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.data())
@settings(max_examples=60, deadline=None)
def test_gaps_of_the_engine_open_to_what_it_says_without_gaps(
    letters: list[str], data: st.DataObject
) -> None:
    old = [f"{n // 3}{letter}" for n, letter in enumerate(letters)]
    new = list(old)
    for place in data.draw(st.lists(st.integers(0, len(old)), max_size=3)):
        new.insert(place, "new")
    texts = ["".join(f"{line}\n" for line in lines).encode() for lines in (old, new)]

    def compared(context: int) -> tuple[DiffLine, ...]:
        return diff_contents(
            *texts, old_path="a", new_path="a", old_size=len(texts[0]), new_size=len(texts[1]),
            context=context,
        ).lines  # fmt: skip

    lines, whole = compared(2), compared(1_000_000)
    while True:
        gaps = [n for n, line in enumerate(lines) if line.mark is DiffMark.GAP]
        if not gaps:
            break
        lines = open_gap(lines, data.draw(st.sampled_from(gaps)), whole)
    assert lines == whole


def test_changes_begin_where_equal_lines_end() -> None:
    rows = unified_rows(make_diff(OLD, NEW).lines)
    starts = change_starts(rows)
    assert [rows[start].line.text.strip() for start in starts] == [
        "worker_processes auto;",
        "server_tokens on;",
        "gzip off;",
    ]


# --- the view ---------------------------------------------------------------------------------


def test_f7_goes_from_change_to_change_and_tells_the_end(view: DiffView, qtbot: QtBot) -> None:
    assert view.changes == 3
    seen = []
    while view.next_change():
        seen.append(view.source(view.current_row, 0))
    assert seen == ["worker_processes auto;", "    server_tokens on;", "    gzip off;"]
    with qtbot.waitSignal(view.passed_end) as end:
        view.next_change()
    assert end.args == [1]
    assert view.next_change(-1)
    assert view.source(view.current_row, 0) == "    server_tokens on;"


def test_the_keyboard_opens_a_gap_and_stays_there(view: DiffView, qtbot: QtBot) -> None:
    gap = next(n for n in range(view.rows.rowCount()) if view.source(n, 0) is None)
    view.go_to(gap)
    count = view.rows.rowCount()
    with qtbot.waitSignal(view.gap_requested):
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.rows.rowCount() == count, "it waits for the answer"
    view.open_gaps(make_diff(OLD, NEW, context=1000))
    assert view.rows.rowCount() == count + 8
    assert view.current_row == gap
    assert texts(view)[gap] == "events {"
    assert None not in texts(view)


def test_a_second_gap_needs_no_second_answer(view: DiffView, qtbot: QtBot) -> None:
    old = "\n".join(f"line {n}" for n in range(60))
    new = old.replace("line 20", "LINE 20").replace("line 40", "LINE 40")
    view.show_diff(make_diff(old, new))
    asked = []
    view.gap_requested.connect(lambda: asked.append(1))
    for _gap in range(3):
        row = next(n for n in range(view.rows.rowCount()) if view.source(n, 0) is None)
        view.go_to(row)
        view.verticalScrollBar().setValue(max(0, row - 2) * ROW_PX)
        place = QPoint(200, row * ROW_PX - view.verticalScrollBar().value() + 5)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, place)
        if len(asked) == 1 and view.source(row, 0) is None:
            view.open_gaps(make_diff(old, new, context=1000))
    assert asked == [1]
    assert None not in texts(view)


def test_rows_say_in_words_what_signs_and_colours_say(view: DiffView) -> None:
    said = [view.rows.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(7)]
    assert said[0] == "Line 1: user www-data;"
    assert said[1] == "Removed line 2: worker_processes auto;"
    assert said[2] == "Added line 2: worker_processes 4;"
    assert said[6] == "9 unchanged lines; press Enter to show them"
    view.show_paired(True)
    both = view.rows.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert both == "Removed line 2: worker_processes auto;; Added line 2: worker_processes 4;"


def test_screen_readers_are_told_all_rows_without_asking_for_each(view: DiffView) -> None:
    told = QAccessible.queryAccessibleInterface(view)
    assert told.role() is QAccessible.Role.List
    assert told.text(QAccessible.Text.Name) == "Text diff"
    assert told.childCount() == view.rows.rowCount()
    assert told.child(2).text(QAccessible.Text.Name) == "Added line 2: worker_processes 4;"
    assert told.child(2).rect().height() == ROW_PX
    view.setFocus()
    view.go_to(1)
    focused = told.focusChild()
    assert focused is None or focused.text(QAccessible.Text.Name).startswith("Removed line 2")


def test_side_by_side_keeps_the_place(view: DiffView) -> None:
    view.next_change()
    view.next_change()
    before = view.source(view.current_row, 0)
    view.show_paired(True)
    assert view.source(view.current_row, 0) == before
    assert view.source(view.current_row, 1) == "    server_tokens off;"
    view.show_paired(False)
    assert view.source(view.current_row, 0) == before


def test_text_is_selected_by_the_pointer_and_copied_as_it_is(view: DiffView) -> None:
    port = view.viewport()
    left, _width = view.cell(0)
    line = view.line(1, 0)
    start = QPoint(round(left + line.x_of(7)), ROW_PX + 10)
    end = QPoint(round(left + view.line(2, 0).x_of(16)), 2 * ROW_PX + 10)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, NONE, start)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, NONE, end)
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)
    assert clipboard() == "processes auto;\nworker_processes"
    QTest.mouseDClick(port, Qt.MouseButton.LeftButton, NONE, start)
    assert view.selected_text() == "worker_processes"


def test_only_one_side_is_copied(view: DiffView) -> None:
    view.show_diff(make_diff(OLD, NEW, context=1000))
    view.show_paired(True)
    view.select_all(0)
    assert view.selected_text() == OLD.rstrip("\n")
    view.select_all(1)
    assert view.selected_text() == NEW.rstrip("\n")


def test_lines_are_selected_by_the_keyboard(view: DiffView) -> None:
    view.setFocus()
    view.go_to(2)
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)
    assert clipboard() == "worker_processes 4;"
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)
    assert clipboard() == "\n".join(str(text) for text in texts(view)[2:5])
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.selected is None
    QTest.keyClick(view, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)
    assert clipboard().splitlines()[0] == "user www-data;"
    assert clipboard().endswith("}")


def test_a_hundred_thousand_lines_cost_what_is_seen(view: DiffView, qtbot: QtBot) -> None:
    many = tuple(
        DiffLine(DiffMark.ADDED, None, n + 1, ((f"line {n}", True),)) for n in range(100_000)
    )
    view.show_diff(FileDiff("a.py", "a.py", None, 1, many))
    for place in (0, 1_000_000, 100_000 * ROW_PX):
        view.verticalScrollBar().setValue(place)
        view.grab()
    assert view.visible_rows().stop == 100_000
    assert len(view._lines) <= 3 * (640 // ROW_PX + 2)
    view.verticalScrollBar().setValue(50_000 * ROW_PX)
    assert view.visible_rows().start == 50_000
    view.go_to(99_999)
    assert view.words(view.current_row) == "Added line 100000: line 99999"


def test_the_cache_of_lines_stays_small(view: DiffView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_list, "_CACHE_LINES", 40)
    view.show_diff(make_diff("", "\n".join(str(n) for n in range(500))))
    for place in range(0, 500 * ROW_PX, 300):
        view.verticalScrollBar().setValue(place)
        view.grab()
    assert len(view._lines) <= 40


def test_numbers_stay_when_long_lines_are_scrolled(view: DiffView) -> None:
    view.show_diff(lines((("x" * 3000, False),)))
    bar = view.horizontalScrollBar()
    assert bar.maximum() > 3000
    before = view.grab().toImage().copy(0, 0, 60, ROW_PX)
    bar.setValue(bar.maximum())
    assert view.grab().toImage().copy(0, 0, 60, ROW_PX) == before
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert bar.value() < bar.maximum()


def test_only_what_changed_within_a_line_has_a_ground_of_its_own(view: DiffView) -> None:
    """Not by syntax and not by guess: the spans decide, and a wholly new line has none."""
    whole = view.line(2, 0)  # worker_processes 4;
    assert [whole.shown.source[start : start + n] for start, n in whole._changed] == ["4"]
    row = texts(view).index("    client_max_body_size 8m;")
    assert view.line(row, 0)._changed == []
    image = view.grab().toImage()
    left, _width = view.cell(0)
    x = round(left + whole.x_of(17)) + 1
    theme = Theme(Mode.LIGHT)
    assert _near(image, x, 2 * ROW_PX + 6) == view.ink.changed["added"].name()
    assert _near(image, x - 20, 2 * ROW_PX + 6) == theme.color("added_soft").name()
    assert _near(image, 1, ROW_PX + 13) == theme.color("deleted").name(), "the edge"


def _near(image: QImage, x: int, y: int) -> str:
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(x * ratio), round(y * ratio)).name()


def test_the_box_is_no_taller_than_its_rows(view: DiffView) -> None:
    assert view.maximumHeight() == view.rows.rowCount() * ROW_PX
    view.show_diff(make_diff("a", "b"))
    assert view.maximumHeight() == 3 * ROW_PX


# --- text that wants to be something else -----------------------------------------------------


def test_control_and_bidi_characters_are_seen_and_copied_as_they_are() -> None:
    source = f"\t{HOSTILE}\x00\udce9\u200b"
    shown = ShownText(source)
    assert shown.text.startswith("    <b>bold</b> \\u202eevil\\u202c \\x1b[31mred &amp; <img")
    assert shown.text.endswith("\\x00\\xe9\\u200b")
    assert shown.source == source
    assert clipboard_text(source) == source.replace("\udce9", "\ufffd")


@pytest.mark.parametrize("source", ["a\tb", "\t\tx", "plain", "é漢\tz", "😀\x1b\tend", "", "\t"])
def test_places_on_the_screen_lead_back_to_the_line(source: str) -> None:
    shown = ShownText(source)
    for place in range(len(source) + 1):
        assert shown.to_source(shown.to_shown(place)) == place
    units = len(shown.text.encode("utf-16-le")) // 2
    assert shown.to_shown(len(source)) == units
    assert all(0 <= shown.to_source(one) <= len(source) for one in range(units + 1))


def test_places_are_those_of_qt() -> None:
    """Which counts a character outside of the basic plane twice."""
    shown = ShownText("a😀b")
    assert [shown.to_shown(place) for place in range(4)] == [0, 1, 3, 4]
    assert shown.to_source(2) == 1


def test_tabs_lead_to_the_next_stop() -> None:
    assert ShownText("a\tb\tcde\tf").text == "a   b   cde f"


def test_a_line_without_end_is_cut_on_the_screen_only(view: DiffView) -> None:
    source = "y" * 100_000
    shown = ShownText(source)
    assert len(shown.text) < CHARACTER_LIMIT + 60
    assert "95\u2009904 more characters" in shown.text
    view.show_diff(lines(((source, False),)))
    view.select(Selected(0, (0, 0), (0, len(source))))
    view.grab()
    assert view.selected_text() == source


def test_words_are_found_around_a_place() -> None:
    assert word_at("foo bar_1 baz", 5) == (4, 9)
    assert word_at("a = b", 2) == (2, 3)
    assert word_at("end", 3) == (0, 3)


# --- bytes and sentences ----------------------------------------------------------------------


@pytest.fixture
def page(qtbot: QtBot) -> DiffPage:
    page = DiffPage(Theme(Mode.DARK))
    qtbot.addWidget(page)
    page.resize(560, 700)
    page.show()
    return page


def test_bytes_of_both_sides_are_shown_and_those_that_differ_marked(page: DiffPage) -> None:
    old = b"\x7fELF\x02\x01" + bytes(10) + b"\x02\x00" + bytes(range(60))
    new = old[:40] + b"\xff" + old[41:]
    diff = FileDiff("a", "a", 1_400_000, 1_500_000, is_binary=True, old_head=old, new_head=new)
    page.show_diff(diff, "brick 3", "brick 5")
    assert "no text file" in page.words
    left, right = page.findChildren(HexView)
    assert left.words(0).startswith("At 0: 7f 45 4c 46")
    assert left._differing(2) == [(8 * 3 + 1, 2)]
    assert right._differing(1) == []
    shown = [label.text() for label in (page._old_title, page._new_title)]
    assert shown == ["brick 3  ·  1.40 MB  ·  ELF program", "brick 5  ·  1.50 MB  ·  ELF program"]


@pytest.mark.parametrize(
    ("diff", "words"),
    [
        (FileDiff("a", "a", 5, 5), "Both are the same"),
        (FileDiff("a", "a", 5, 7), "Line ends"),
        (FileDiff("a", "a", None, 0), "New at brick 5"),
        (FileDiff("a", "a", 0, None), "Gone at brick 5"),
        (FileDiff("a", "a", None, None), "There is no such file"),
        (FileDiff("a", "a", 9, 9, is_cut=True), "The start is the same"),
        (make_diff(OLD, OLD), "Both are the same"),
    ],
)
def test_what_has_no_lines_is_told_in_a_sentence(
    page: DiffPage, diff: FileDiff, words: str
) -> None:
    page.show_diff(diff, "brick 3", "brick 5")
    assert not page.is_text
    assert words in page.words


def test_a_side_that_is_not_there_is_told_above_the_lines(page: DiffPage) -> None:
    new = make_diff("", NEW)
    page.show_diff(FileDiff("a", "a", None, 9, new.lines, added=25), "brick 3", "brick 5")
    assert page.is_text
    assert page._note.text() == "The file is not there at brick 3: all of its lines are new."
    page.show_diff(make_diff(OLD, NEW), "brick 3", "brick 5")
    assert page._note.isHidden()


def test_a_long_wait_is_told_and_a_short_one_is_not(page: DiffPage, qtbot: QtBot) -> None:
    page.wait()
    assert page.words == ""
    page.show_diff(make_diff(OLD, NEW), "a", "b")
    assert not page._waiting.isActive()
    page.wait()
    qtbot.waitUntil(lambda: page.words == "Comparing …")


def test_hostile_words_in_a_sentence_are_text(page: DiffPage) -> None:
    page.show_words(HOSTILE, HOSTILE * 20)
    assert "<b>bold</b>" in page.words
    assert "\u202e" not in page.words
    assert page.width() == 560


def test_hex_has_eight_bytes_a_row_where_there_is_no_room(qtbot: QtBot) -> None:
    view = HexView(Theme(Mode.LIGHT))
    qtbot.addWidget(view)
    view.resize(560, 300)
    view.show()
    view.show_bytes(bytes(range(40)))
    assert view.rows.rowCount() == 3
    assert view.source(0, 0) == (
        "00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f  ················"
    )
    view.resize(380, 300)
    assert view.rows.rowCount() == 5
    assert view.source(4, 0) == "20 21 22 23 24 25 26 27   !\"#$%&'"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "empty file"),
        (b"#!/bin/sh\n", "text"),
        (b"\x00\x01\x02", "binary data"),
        (b"\x7fELF\x02\x01" + bytes(10) + b"\x03\x00", "ELF program or library"),
        (b"\x7fELF\x01\x02" + bytes(10) + b"\x00\x02", "ELF program"),
        (b"\x89PNG\r\n\x1a\n", "PNG picture"),
        (b"RIFF\x00\x00\x00\x00WEBP", "WebP picture"),
        (bytes(257) + b"ustar", "tar archive"),
    ],
)
def test_the_first_bytes_tell_the_kind(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind
