from __future__ import annotations

import time

import pytest
from pytestqt.qtbot import QtBot

from app.panels.change_table import age_of, fold, folded_directory, newest_first
from app.panels.changes_panel import ChangesPanel
from app.theme import Mode, Theme
from app.viewmodel.sizes import MINUS
from core.model import ChangeKind, ChangeSummary
from tests.app.panels import samples


@pytest.fixture
def panel(qtbot: QtBot) -> ChangesPanel:
    panel = ChangesPanel(Theme(Mode.LIGHT), "Changes")
    qtbot.addWidget(panel)
    panel.resize(500, 400)
    panel.show()
    return panel


def test_nothing_yet_is_said_in_one_sentence(panel: ChangesPanel) -> None:
    assert panel._nothing.isVisible()
    panel.show_summary(ChangeSummary((), 0, 0, 0, 0))
    assert panel._nothing_text.text() == (
        "Nothing has changed yet: what you do inside appears here."
    )
    assert not any(chip.isVisible() for chip in panel._chips.values())
    panel.show_summary(samples.summary())
    assert not panel._nothing.isVisible()
    assert panel.shown == 8


def test_chips_count_and_filter_by_kind(panel: ChangesPanel) -> None:
    panel.show_summary(samples.summary())
    assert panel._chips[MINUS].text() == f"{MINUS} 2"
    panel._chips["~"].click()
    assert panel.shown == 3
    panel._chips[""].click()
    assert panel.shown == 8


def test_thousands_of_odd_paths_are_shown_and_found(panel: ChangesPanel) -> None:
    started = time.monotonic()
    panel.show_summary(samples.odd_summary())
    panel.grab()
    assert time.monotonic() - started < 2
    assert panel.shown == 5_004
    panel._filter.setText("PACKAGE-0042")
    assert panel.shown == 1
    panel._filter.setText("no such path")
    assert panel._nothing_text.text() == "No change fits the filter."
    panel._filter.setText("evil")
    words = panel._list.table.index(0, 1).data()
    assert "<b>bold</b>" in words
    assert "\u202e" not in words
    assert panel._list.horizontalScrollBar().maximum() == 0


def test_ages_are_told_only_where_they_mean_something() -> None:
    now = time.time()
    young = samples.change("a", ChangeKind.ADDED, 1, 2)
    minutes = samples.change("b", ChangeKind.ADDED, 1, 130)
    old = samples.change("c", ChangeKind.ADDED, 1, 90_000)
    unknown = samples.change("d", ChangeKind.DELETED)
    assert age_of(young, now) == "2 s"
    assert age_of(minutes, now) == "2 m"
    assert age_of(old, now) == age_of(unknown, now) == ""
    ordered = newest_first([unknown, minutes, old, young], now)
    assert [one.path for one in ordered] == ["a", "b", "d", "c"]


def test_only_what_came_since_the_last_look_is_tinted(panel: ChangesPanel) -> None:
    usual = samples.summary()
    panel.show_summary(usual)
    assert not panel._list.table.is_fading
    more = (*usual.changes, samples.change("srv/new", ChangeKind.ADDED, 1, 1))
    panel.show_summary(ChangeSummary(more, 4, 3, 2, 1))
    assert panel._list.table._fresh == {"srv/new"}
    assert panel._list.table.is_fading


def test_many_new_files_of_a_directory_fold_into_a_row_that_opens(panel: ChangesPanel) -> None:
    many = [samples.change(f"usr/doc/f{n:03}", ChangeKind.ADDED, 10) for n in range(30)]
    gone = samples.change("usr/doc/gone", ChangeKind.DELETED)
    rows = fold([*many, gone])
    assert [row.path for row in rows] == [
        "usr/doc/f000", "usr/doc/f001", "usr/doc/f002", "usr/doc/… 27 more files", "usr/doc/gone",
    ]  # fmt: skip
    assert rows[3].size_bytes == 270
    assert folded_directory(rows[3]) == "usr/doc"
    assert folded_directory(samples.change("a/… 3 more files", ChangeKind.ADDED, 1, 1)) is None
    assert fold([*many, gone], {"usr/doc"}) == [*many, gone]
    panel.show_summary(ChangeSummary((*many, gone), 30, 0, 1, 300))
    assert panel.shown == 31
    assert panel._list.table.rowCount() == 5
    panel._list.clicked.emit(panel._list.table.index(3, 1))
    assert panel._list.table.rowCount() == 31
