"""The list of what changes in a running container."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.panels.work.keyed_list import FRESH_ROLE
from app.panels.work.live_changes_panel import LiveChangesPanel
from app.theme import Mode, Theme
from app.viewmodel.live_rows import ROWS_LIMIT, LiveRow
from app.viewmodel.sizes import MINUS
from core.model import LiveChanges
from tests.app.panels.work import samples


@pytest.fixture
def panel(qtbot: QtBot) -> LiveChangesPanel:
    panel = LiveChangesPanel(Theme(Mode.LIGHT))
    qtbot.addWidget(panel)
    panel.resize(500, 400)
    panel.show()
    return panel


def listed(panel: LiveChangesPanel) -> list[str]:
    return [row.key for row in panel.newest.rows_model.rows]


def tinted(panel: LiveChangesPanel) -> set[str]:
    model = panel.newest.rows_model
    places = range(model.rowCount())
    return {model.rows[at].key for at in places if model.index(at).data(FRESH_ROLE)}


def choose(panel: LiveChangesPanel, key: str) -> None:
    view = panel.newest if panel.view_key == "newest" else panel.folders
    view.setCurrentIndex(view.rows_model.index(view.rows_model.row_of(key)))


def actions(panel: LiveChangesPanel) -> dict[str, bool]:
    menu = panel.make_menu()
    assert menu is not None
    return {one.text(): one.isEnabled() for one in menu.actions() if not one.isSeparator()}


def press(panel: LiveChangesPanel, words: str) -> None:
    menu = panel.make_menu()
    assert menu is not None
    next(one for one in menu.actions() if one.text() == words).trigger()


def test_nothing_yet_is_said_in_one_sentence(panel: LiveChangesPanel) -> None:
    assert panel._nothing.isVisible()
    assert "Looking at what has changed" in panel._nothing.words
    panel.show_live(LiveChanges())
    assert "Nothing has changed yet" in panel._nothing.words
    assert not panel.chips.isVisible()
    panel.show_live(samples.live())
    assert not panel._nothing.isVisible()
    assert panel.chips.isVisible()


def test_chips_count_everything_and_filter_by_kind(panel: LiveChangesPanel) -> None:
    panel.show_live(samples.live())
    texts = {sign: chip.text() for sign, chip in panel.chips.buttons.items()}
    assert texts == {"": "All 145", "+": "+ 128", "~": "~ 14", MINUS: f"{MINUS} 3"}
    everything = listed(panel)
    panel.chips.buttons["~"].click()
    assert listed(panel) == [
        "var/lib/dpkg/status", "srv/orders/prices.db", "srv/orders/run.sh",
        "srv/orders/settings.toml",
    ]  # fmt: skip
    panel.chips.buttons[MINUS].click()
    assert listed(panel) == ["srv/orders/static/banner-old.png", "tmp/pip-build-env-x2k"]
    panel.chips.buttons[""].click()
    assert listed(panel) == everything


def test_a_kind_that_is_not_among_the_newest_says_so(panel: LiveChangesPanel) -> None:
    panel.show_live(LiveChanges(added=1, deleted=9, newest=(samples.seen("a"),)))
    panel.chips.buttons[MINUS].click()
    assert "No change of this kind" in panel._nothing.words


def test_of_thousands_of_odd_paths_the_newest_are_shown_as_text(panel: LiveChangesPanel) -> None:
    live = samples.odd_live()
    panel.show_live(live)
    panel.grab()
    rows = panel.newest.rows_model.rows
    assert len(rows) == ROWS_LIMIT < live.total
    assert listed(panel) == [one.change.path for one in live.newest[:ROWS_LIMIT]]
    evil = next(row for row in rows if "evil" in row.key)
    assert isinstance(evil, LiveRow)
    for words in (evil.directory + evil.name, evil.as_sentence, evil.tooltip):
        assert "\u202e" not in words
        assert "\x1b" not in words
    assert "<b>bold<" in evil.directory + evil.name
    assert panel.newest.horizontalScrollBar().maximum() == 0
    assert f"the newest {ROWS_LIMIT} of 5\u2009004 are listed" in panel._note.words


def test_only_what_came_since_the_last_look_is_tinted(panel: LiveChangesPanel) -> None:
    live = samples.live()
    panel.show_live(live)
    assert tinted(panel) == set()
    new = samples.seen("srv/new", age_s=0)
    panel.show_live(replace(live, added=live.added + 1, newest=(new, *live.newest)))
    assert tinted(panel) == {"srv/new"}
    assert panel.newest.rows_model.is_fading


def test_what_is_written_again_is_tinted_again(panel: LiveChangesPanel) -> None:
    live = samples.live()
    panel.show_live(live)
    first = samples.seen("usr/bin/curl", age_s=0)
    rest = [one for one in live.newest if one.change.path != "usr/bin/curl"]
    panel.show_live(replace(live, newest=(first, *rest)))
    assert tinted(panel) == {"usr/bin/curl"}


def test_a_flood_and_another_container_tint_nothing(panel: LiveChangesPanel) -> None:
    panel.show_live(samples.live())
    panel.show_live(samples.odd_live())
    assert tinted(panel) == set()
    panel.show_live(None)
    few = tuple(samples.seen(f"srv/{number}", age_s=0) for number in range(3))
    panel.show_live(LiveChanges(added=3, newest=few))
    assert tinted(panel) == set()


def test_many_new_files_of_a_folder_fold_into_a_row_that_opens(panel: LiveChangesPanel) -> None:
    panel.show_live(samples.live())
    folder = "usr/share/doc/curl"
    assert len(listed(panel)) == 13
    place = panel.newest.rows_model.row_of(f"{folder}/…")
    row = panel.newest.rows_model.rows[place]
    assert isinstance(row, LiveRow)
    assert (row.name, row.folded) == ("… 119 more files", 119)
    panel.newest.activated.emit(panel.newest.rows_model.index(place))
    assert len(listed(panel)) == 131
    assert f"{folder}/…" not in listed(panel)
    panel.show_live(replace(samples.live(), hidden=8))
    assert len(listed(panel)) == 131
    panel.show_live(None)
    panel.show_live(samples.live())
    assert len(listed(panel)) == 13


def test_enter_compares_what_differs_and_opens_what_is_new(
    panel: LiveChangesPanel, qtbot: QtBot
) -> None:
    panel.show_live(samples.live())
    choose(panel, "srv/orders/prices.db")
    with qtbot.waitSignal(panel.diff_requested) as wanted:
        qtbot.keyClick(panel.newest, Qt.Key.Key_Return)
    assert wanted.args == ["srv/orders/prices.db"]
    choose(panel, "usr/bin/curl")
    with qtbot.waitSignal(panel.open_requested) as wanted:
        qtbot.keyClick(panel.newest, Qt.Key.Key_Return)
    assert wanted.args == ["usr/bin/curl"]


def test_the_menu_offers_what_can_be_done(panel: LiveChangesPanel, qtbot: QtBot) -> None:
    assert panel.make_menu() is None
    panel.show_live(samples.live())
    choose(panel, "srv/orders/static/banner-old.png")
    assert actions(panel) == {
        "Show difference": True, "Open": False, "Copy to this computer …": False,
        "Copy path": True,
    }  # fmt: skip
    choose(panel, "usr/bin/curl")
    assert actions(panel) == {
        "Show difference": False, "Open": True, "Copy to this computer …": True,
        "Copy path": True,
    }  # fmt: skip
    with qtbot.waitSignal(panel.copy_out_requested) as wanted:
        press(panel, "Copy to this computer …")
    assert wanted.args == [["usr/bin/curl"]]
    press(panel, "Copy path")
    assert QGuiApplication.clipboard().text() == "/usr/bin/curl"


def test_of_several_rows_only_what_is_there_is_copied(
    panel: LiveChangesPanel, qtbot: QtBot
) -> None:
    panel.show_live(samples.live())
    panel.newest.selectAll()
    assert actions(panel)["Copy paths"]
    assert not actions(panel)["Open"]
    with qtbot.waitSignal(panel.copy_out_requested) as wanted:
        press(panel, "Copy to this computer …")
    assert "usr/bin/curl" in wanted.args[0]
    assert "tmp/pip-build-env-x2k" not in wanted.args[0]
    assert "usr/share/doc/curl" not in wanted.args[0]


def test_folders_are_listed_and_opened(panel: LiveChangesPanel, qtbot: QtBot) -> None:
    panel.show_live(samples.live())
    panel.choose_view("folders")
    assert panel.folders.isVisible()
    assert panel.folders.rows_model.rows[0].key == "srv"
    choose(panel, "srv/orders")
    assert actions(panel)["Open"]
    with qtbot.waitSignal(panel.open_requested) as wanted:
        qtbot.keyClick(panel.folders, Qt.Key.Key_Return)
    assert wanted.args == ["srv/orders"]
    panel.show_live(replace(samples.live(), directories=()))
    assert "No list is known yet" in panel._nothing.words


def test_who_scrolled_away_keeps_her_place(panel: LiveChangesPanel, qtbot: QtBot) -> None:
    live = samples.odd_live()
    panel.show_live(live)
    bar = panel.newest.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 700)
    bar.setValue(700)
    top = panel.newest.row_at(panel.newest.indexAt(panel.newest.viewport().rect().topLeft())).key
    panel.show_live(replace(live, newest=(samples.seen("srv/new", age_s=0), *live.newest)))
    now = panel.newest.row_at(panel.newest.indexAt(panel.newest.viewport().rect().topLeft())).key
    assert now == top
    assert listed(panel)[0] == "srv/new"
