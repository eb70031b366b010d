from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.panels.inspector.diff_tab import WHOLE_FILE, DiffTab
from app.panels.inspector.inspector_panel import InspectorPanel
from app.theme import Mode, Theme
from core.model import ChangeKind, ChangeRow, FileAt, FileDiff
from tests.app.panels.inspector import samples
from tests.app.panels.inspector.diff_samples import NEW, OLD, make_diff
from tests.app.panels.inspector.samples import FakeLookup

MODIFIED = ChangeKind.MODIFIED
CONF = "etc/nginx/nginx.conf"
SHIFT = Qt.KeyboardModifier.ShiftModifier


def changed(path: str, kind: ChangeKind = MODIFIED, *, is_text: bool = True) -> ChangeRow:
    return samples.row(path, kind, 1_000, size_before_bytes=900, is_text=is_text)


ROWS: tuple[Sequence[ChangeRow], ...] = (
    *samples.CHANGES[:4],
    (
        *samples.CHANGES[4],
        changed("etc/app/a.yaml"),
        changed("etc/app/b.bin", is_text=False),
        changed("etc/zone", ChangeKind.REPLACED),
    ),
)


@pytest.fixture
def lookup() -> FakeLookup:
    lookup = FakeLookup(changes=ROWS)
    lookup.answers["diff"] = make_diff(OLD, NEW)
    return lookup


@pytest.fixture
def tab(qtbot: QtBot, lookup: FakeLookup) -> DiffTab:
    tab = DiffTab(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(tab)
    tab.resize(600, 700)
    tab.show()
    return tab


def shown(tab: DiffTab) -> str:
    return tab.bar.accessibleName()


def test_nothing_is_asked_before_the_tab_is_seen(qtbot: QtBot, lookup: FakeLookup) -> None:
    tab = DiffTab(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(tab)
    tab.show_target(samples.target(4))
    assert lookup.asked == []
    tab.show()
    assert lookup.count("changes") == lookup.count("diff") == 1


def test_the_changed_text_files_are_chosen_from_in_the_order_of_their_paths(
    tab: DiffTab, lookup: FakeLookup, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(tab.counted) as counted:
        tab.show_target(samples.target(4))
    assert counted.args == [3]
    paths = [tab._files.path_at(row) for row in range(tab._files.rowCount())]
    assert paths == ["etc/app/a.yaml", CONF, "etc/zone"], "no new, no binary ones"
    assert shown(tab) == "etc/app/a.yaml, 6 lines added, 3 removed, file 1 of 3"
    tab._next.click()
    assert shown(tab).startswith(CONF)
    assert shown(tab).endswith("file 2 of 3")
    assert tab._previous.isEnabled()
    tab._next.click()
    assert not tab._next.isEnabled()


def test_a_file_is_compared_with_what_lay_under_the_layer(tab: DiffTab, lookup: FakeLookup) -> None:
    tab.show_target(samples.target(4))
    tab.show_file(CONF)
    old, new, context = lookup.last("diff")
    assert (old, new) == (FileAt(samples.place(3), CONF), FileAt(samples.place(4), CONF))
    assert context == 3
    assert lookup.last("life") == (samples.IMAGE.reference, CONF)
    assert tab.between.text() == "brick 3  →  brick 5", "not the brick below, but who brought it"
    assert "nginx 1.26 web server → shop.conf" in tab.between.accessibleDescription()


def test_a_life_that_cannot_be_told_names_the_brick_below(tab: DiffTab, lookup: FakeLookup) -> None:
    lookup.answers["life"] = ()
    tab.show_target(samples.target(4))
    assert tab.between.text() == "brick 4  →  brick 5"


def test_f7_goes_over_the_ends_of_files(tab: DiffTab) -> None:
    tab.show_target(samples.target(4))
    view = tab.page.view
    for _change in range(3):
        QTest.keyClick(tab, Qt.Key.Key_F7)
    assert shown(tab).startswith("etc/app/a.yaml")
    QTest.keyClick(tab, Qt.Key.Key_F7)
    assert shown(tab).startswith(CONF)
    assert view.source(view.current_row, 0) == "worker_processes auto;"
    QTest.keyClick(tab, Qt.Key.Key_F7, SHIFT)
    assert shown(tab).startswith("etc/app/a.yaml")
    assert view.source(view.current_row, 0) == "    gzip off;", "the last change of that file"
    QTest.keyClick(tab, Qt.Key.Key_F7, SHIFT)
    QTest.keyClick(tab, Qt.Key.Key_F7, SHIFT)
    QTest.keyClick(tab, Qt.Key.Key_F7, SHIFT)
    assert shown(tab).startswith("etc/app/a.yaml"), "before the first change is nothing"


def test_a_gap_is_opened_by_asking_once_more_with_all_lines(
    tab: DiffTab, lookup: FakeLookup
) -> None:
    tab.show_target(samples.target(4))
    view = tab.page.view
    gap = next(n for n in range(view.rows.rowCount()) if view.source(n, 0) is None)
    view.go_to(gap)
    lookup.answers["diff"] = make_diff(OLD, NEW, context=WHOLE_FILE)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert lookup.last("diff")[2] == WHOLE_FILE
    assert all(view.source(n, 0) is not None for n in range(view.rows.rowCount()))


@pytest.mark.parametrize(
    ("level", "words"), [(0, "Nothing lies under this brick"), (1, "No text file was changed here")]
)
def test_what_cannot_be_compared_is_said(
    tab: DiffTab, level: int, words: str, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(tab.counted) as counted:
        tab.show_target(samples.target(level))
    assert counted.args == [0]
    assert tab.notice.isVisible()
    assert words in tab.notice.words


def test_errors_are_sentences_and_another_file_can_be_chosen(
    tab: DiffTab, lookup: FakeLookup
) -> None:
    tab.show_target(samples.target(4))
    lookup.failing = "The blob is damaged."
    tab._next.click()
    assert tab.page.words == "This could not be compared The blob is damaged."
    assert shown(tab) == f"{CONF}, file 2 of 3"
    lookup.failing = ""
    tab._next.click()
    assert tab.page.is_text


def test_two_given_states_stand_alone_until_the_person_goes_back(
    tab: DiffTab, lookup: FakeLookup
) -> None:
    tab.show_target(samples.target(4))
    old, new = FileAt(samples.place(0), "etc/motd"), FileAt(samples.place(4), "etc/issue")
    lookup.answers["diff"] = replace(make_diff(OLD, NEW), old_path="etc/motd", new_path="etc/issue")
    tab.show_pair(old, new, ("debian 12", "shop-frontend 2.3.1"))
    assert lookup.last("diff")[:2] == (old, new)
    assert shown(tab) == "etc/issue, 6 lines added, 3 removed"
    assert not tab.bar.isEnabled()
    assert tab.between.text() == "debian 12  →  shop-frontend 2.3.1"
    assert "/etc/motd is compared with /etc/issue." in tab.page._note.text()
    tab._back.click()
    assert shown(tab).endswith("file 1 of 3")
    assert tab._back.isHidden()


def test_a_pair_is_shown_before_any_layer_is(tab: DiffTab, lookup: FakeLookup) -> None:
    file = FileAt(samples.place(4), CONF)
    tab.show_pair(file, file, ("a", "b"))
    assert tab.page.is_text
    assert tab._back.isHidden(), "there is nothing to go back to"


def test_answers_for_a_layer_that_is_left_are_dropped(tab: DiffTab, lookup: FakeLookup) -> None:
    lookup.is_held = True
    tab.show_target(samples.target(4))
    tab.show_target(samples.target(2))
    lookup.release()
    lookup.release()
    assert tab._files.row_of(CONF) == -1
    assert tab._files.row_of("var/lib/dpkg/status") == 0


def test_a_wanted_file_is_shown_when_the_list_arrives(tab: DiffTab, lookup: FakeLookup) -> None:
    lookup.is_held = True
    tab.show_target(samples.target(4))
    tab.show_file("etc/zone")
    lookup.release()
    lookup.release()
    assert shown(tab).startswith("etc/zone")


def test_a_new_file_can_be_asked_for_though_it_is_not_in_the_list(
    tab: DiffTab, lookup: FakeLookup
) -> None:
    tab.show_target(samples.target(4))
    lines = make_diff("", NEW).lines
    lookup.answers["diff"] = FileDiff("etc/n", "etc/n", None, 9, lines, added=26)
    tab.show_file("etc/n")
    assert shown(tab) == "etc/n, 26 lines added, 0 removed, 3 files to choose from"
    assert "not there at brick 4" in tab.page._note.text()


def test_many_files_come_page_by_page(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.panels.inspector.diff_tab._PAGE", 10)
    rows = [changed(f"etc/{n:03}.conf") for n in range(35)]
    lookup = FakeLookup(changes=(*samples.CHANGES[:4], rows))
    tab = DiffTab(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(tab)
    tab.show()
    tab.show_target(samples.target(4))
    assert lookup.count("changes") == 4
    assert shown(tab).endswith("file 1 of 35")
    assert lookup.count("diff") == 1


def test_a_file_is_found_by_typing(tab: DiffTab, lookup: FakeLookup, qtbot: QtBot) -> None:
    rows = [changed(f"etc/{n:03}.conf") for n in range(40)]
    lookup.rows = (*samples.CHANGES[:4], [*rows, changed("usr/share/zebra.txt")])
    tab.show_target(samples.target(4))
    tab.bar.click()
    assert tab.list.isVisible()
    assert tab.list.list.currentIndex().row() == 0
    tab.list.filter.setText("ZEBRA")
    assert tab.list.list.model().rowCount() == 1
    QTest.keyClick(tab.list.filter, Qt.Key.Key_Down)
    QTest.keyClick(tab.list.filter, Qt.Key.Key_Return)
    assert shown(tab).startswith("usr/share/zebra.txt")
    assert not tab.list.isVisible()


def test_hostile_paths_are_text(tab: DiffTab, lookup: FakeLookup) -> None:
    lookup.rows = (*samples.CHANGES[:4], [changed(f"etc/{samples.HOSTILE}")])
    tab.show_target(samples.target(4))
    assert "\\u202eevil" in shown(tab)
    assert "&lt;b&gt;" in tab.bar.toolTip()
    assert tab.width() == 600


def test_side_by_side_is_kept_for_the_next_file(tab: DiffTab) -> None:
    tab.show_target(samples.target(4))
    tab.switch.buttons["paired"].click()
    tab._next.click()
    assert tab.page.view.source(1, 1) == "worker_processes 4;"


def test_the_inspector_leads_to_the_diff_of_a_file(qtbot: QtBot, lookup: FakeLookup) -> None:
    panel = InspectorPanel(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(panel)
    panel.resize(600, 900)
    panel.show()
    panel.show_brick(
        samples.brick(4), samples.LAYERS[4], samples.IMAGE,
        roles=samples.ROLES, titles=samples.TITLES,
    )  # fmt: skip
    panel.show_diff(FileAt(samples.place(4), CONF))
    tab = panel.tabs["diff"]
    assert isinstance(tab, DiffTab)
    assert shown(tab).startswith(CONF)
    panel.show_diff(FileAt(samples.place(2), CONF))
    assert tab.between.text() == "brick 2  →  brick 3"
