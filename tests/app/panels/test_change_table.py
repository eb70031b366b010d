"""The list of what goes into a new brick."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.panels.change_table import ChangeList, sign_of, size_of
from app.theme import Mode, Theme
from app.viewmodel.sizes import MINUS
from core.model import ChangeKind
from tests.app.panels import samples


def test_thousands_of_odd_paths_are_shown_as_text(qtbot: QtBot) -> None:
    rows = ChangeList(Theme(Mode.LIGHT), "What goes in")
    qtbot.addWidget(rows)
    rows.resize(500, 400)
    rows.show()
    changes = samples.odd_summary().changes
    rows.show_changes(changes)
    rows.grab()
    assert rows.table.rowCount() == len(changes) > 5_000
    words = [str(rows.table.index(row, 1).data()) for row in range(len(changes))]
    evil = next(one for one in words if "evil" in one)
    assert "<b>bold</b>" in evil
    assert "\u202e" not in evil
    assert rows.horizontalScrollBar().maximum() == 0


def test_signs_and_sizes() -> None:
    gone = samples.change("a", ChangeKind.DELETED)
    new = samples.change("b", ChangeKind.ADDED, 2_000)
    assert sign_of(gone) == MINUS
    assert (sign_of(new), size_of(new)) == ("+", "2.00 KB")


def test_where_the_person_scrolled_to_is_kept(qtbot: QtBot) -> None:
    rows = ChangeList(Theme(Mode.DARK), "What goes in")
    qtbot.addWidget(rows)
    rows.resize(500, 200)
    rows.show()
    changes = samples.odd_summary().changes
    rows.show_changes(changes)
    qtbot.waitUntil(lambda: rows.verticalScrollBar().maximum() > 700)
    rows.verticalScrollBar().setValue(700)
    rows.show_changes(changes[:4_000])
    assert rows.verticalScrollBar().value() == 700
