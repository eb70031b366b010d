from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from app.panels.inspector.change_filters import ChangeFilters
from app.panels.inspector.changes_tab import ChangesTab
from app.panels.inspector.folder_model import PATH_ROLE
from app.panels.inspector.size_line import size_words
from app.theme import Mode, Theme
from app.viewmodel.boxes import leaves
from app.viewmodel.sizes import MINUS
from core.model import (
    ALL_KINDS,
    ChangeKind,
    ChangeQuery,
    FileAt,
    LayerSizes,
    LayerSummary,
    SizeNode,
    SortKey,
)
from tests.app.panels.inspector.samples import (
    FakeLookup,
    efficiency,
    place,
    target,
    unavailable_image,
)
from tests.app.panels.inspector.test_change_tree import at, paths


@pytest.fixture
def lookup() -> FakeLookup:
    return FakeLookup()


@pytest.fixture
def tab(qtbot: QtBot, lookup: FakeLookup) -> ChangesTab:
    tab = ChangesTab(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(tab)
    tab.resize(600, 760)
    tab.show()
    return tab


def query_of(lookup: FakeLookup) -> ChangeQuery:
    query = lookup.last("changes")[1]
    assert isinstance(query, ChangeQuery)
    return query


def test_it_tells_where_the_bytes_are(tab: ChangesTab) -> None:
    tab.show_target(target())
    assert tab._total.text() == "61.7 MB in 1\u2009234 files"
    keys = [tile.node.key for tile in tab.map.tiles]
    assert keys[0] == "var/lib/apt"
    assert tab.hint.isVisible()
    assert tab.hint._title.text() == "31.3 MB could be saved"
    assert tab.hint._why.text() == "Brick 4 deletes files whose bytes stay in this brick."


def test_a_short_root_shows_what_is_inside_its_largest_folders(tab: ChangesTab) -> None:
    tab.show_target(target())
    assert {"var", "usr/share", "etc/motd"} <= set(paths(tab.tree.model()))


def test_chips_count_and_choose(tab: ChangesTab, lookup: FakeLookup) -> None:
    tab.show_target(target())
    chips = tab.filters._chips
    texts = {kind: chip.text() for kind, chip in chips.items() if chip.isVisible()}
    assert texts == {
        ChangeKind.ADDED: "+ 1\u2009240",
        ChangeKind.MODIFIED: "~ 3",
        ChangeKind.METADATA: "≈ 2 metadata",
        ChangeKind.REPLACED: "⇄ 1",
        ChangeKind.DELETED: f"{MINUS} 2",
        ChangeKind.IDENTICAL: "≡ 1 rewritten",
    }
    chips[ChangeKind.DELETED].click()
    assert query_of(lookup).kinds == {ChangeKind.DELETED}
    assert set(paths(tab.tree.model())) == {"etc", "etc/motd", "etc/motd.dpkg-old"}
    assert tab._found.text() == "2 of 1\u2009249 changes, 0 B"
    chips[ChangeKind.MODIFIED].click()
    assert query_of(lookup).kinds == {ChangeKind.DELETED, ChangeKind.MODIFIED}
    chips[ChangeKind.DELETED].click()
    chips[ChangeKind.MODIFIED].click()
    assert query_of(lookup).kinds == ALL_KINDS
    assert not tab._found.isVisible()


def test_kinds_that_are_not_there_have_no_chip(tab: ChangesTab) -> None:
    tab.show_target(target(4))
    shown = [kind for kind, chip in tab.filters._chips.items() if chip.isVisible()]
    assert shown == [ChangeKind.ADDED, ChangeKind.MODIFIED, ChangeKind.DELETED]
    assert not tab.filters._chips[ChangeKind.DELETED].isEnabled()
    assert not tab.filters.noise.isVisible()
    assert not tab.filters.wasted.isVisible()


def test_noise_waste_size_and_order_are_asked_for(tab: ChangesTab, lookup: FakeLookup) -> None:
    tab.show_target(target())
    assert ".dockerenv" not in paths(tab.tree.model())
    tab.filters.noise.click()
    assert ".dockerenv" in paths(tab.tree.model())
    assert not tab.filters.is_narrowed
    tab.filters.wasted.click()
    assert query_of(lookup).is_wasted_only
    by_words = {action.text(): action for action in tab.filters.sizes.menu().actions()}
    by_words["1.00 MB and more"].trigger()
    assert query_of(lookup).least_bytes == 1_000_000
    assert tab.filters.sizes.text() == "≥ 1.00 MB"
    orders = {action.text(): action for action in tab.filters.order.menu().actions()}
    orders["Name"].trigger()
    assert (query_of(lookup).sort, query_of(lookup).is_descending) == (SortKey.NAME, False)
    orders["Name"].trigger()
    assert query_of(lookup).is_descending
    assert tab.filters.order.text() == "Name ↓"


def test_typing_waits_for_a_pause(tab: ChangesTab, lookup: FakeLookup, qtbot: QtBot) -> None:
    tab.show_target(target())
    lookup.asked.clear()

    def patterns() -> list[str]:
        queries = [given[1] for name, given in lookup.asked if name == "changes"]
        return [query.pattern for query in queries if query.folder == ""]

    QTest.keyClicks(tab.filters.field, "nginx")
    assert patterns() == []
    qtbot.waitUntil(lambda: patterns() == ["nginx"])
    qtbot.waitUntil(lambda: "usr/lib/nginx/modules" in paths(tab.tree.model()))
    QTest.keyClicks(tab.filters.field, "zzz")
    QTest.keyClick(tab.filters.field, Qt.Key.Key_Return)
    assert tab._nothing.isVisible()
    assert tab._nothing.text() == "No change fits the filter."


def test_the_few_that_a_name_found_are_all_shown(tab: ChangesTab) -> None:
    tab.show_target(target())
    tab.filters.field.setText("status")
    QTest.keyClick(tab.filters.field, Qt.Key.Key_Return)
    shown = paths(tab.tree.model())
    assert {"var/lib/dpkg/status", "var/lib/dpkg/status-old"} <= set(shown)


def test_a_list_keeps_the_filter(tab: ChangesTab, lookup: FakeLookup) -> None:
    tab.show_target(target())
    tab.filters.wasted.click()
    tab.filters._list.click()
    assert query_of(lookup).folder is None
    assert query_of(lookup).is_wasted_only
    assert tab.tree.model().rowCount(QModelIndex()) == 73


def test_a_box_is_chosen_in_the_tree(tab: ChangesTab) -> None:
    tab.show_target(target())
    tab.map.chosen.emit("usr/share/perl")
    assert tab.tree.current_path == "usr/share/perl"
    tab.filters._chips[ChangeKind.DELETED].click()
    tab.map.chosen.emit("var/lib/dpkg/status")
    assert tab.tree.current_path == "var/lib/dpkg/status"
    assert not tab.filters.is_narrowed, "what was filtered away came back"


def test_tree_and_treemap_point_at_each_other(tab: ChangesTab) -> None:
    tab.show_target(target())
    plain = tab.map.grab().toImage()
    tab.tree.pointed.emit("var/lib/apt/lists")
    assert tab.map.grab().toImage() != plain
    tab.tree.pointed.emit("")
    assert tab.map.grab().toImage() == plain
    tree = tab.tree.grab().toImage()
    tab.map.hovered.emit("usr/share/perl")
    assert tab.tree.grab().toImage() != tree


def test_a_box_can_be_looked_into(tab: ChangesTab, lookup: FakeLookup) -> None:
    tab.show_target(target())
    tab.map.opened.emit("usr")
    assert lookup.last("size_map") == (place(2), False, "usr")
    assert tab._up.isVisible()
    assert tab._inside.text() == "/ usr"
    assert all(tile.node.key.startswith("usr/") for tile in leaves(tab.map.tiles) if tile.node.key)
    tab._up.click()
    assert not tab._up.isVisible()
    lookup.answers["size_map"] = SizeNode("etc/x", "x", 4)
    tab.map.opened.emit("etc/x")
    assert not tab._up.isVisible(), "there is nothing inside a file"


def test_advice_is_shown_on_request(tab: ChangesTab, lookup: FakeLookup) -> None:
    tab.show_target(target())
    assert not tab.hint._advice.isVisible()
    tab.hint.button.click()
    assert tab.hint._advice.isVisible()
    lines = [tab.hint._lines.itemAt(n).widget() for n in range(tab.hint._lines.count())]
    assert "rm -rf /var/lib/apt/lists/*" in lines[0].toPlainText()  # type: ignore[attr-defined]
    assert len(lines) == 2
    tab.show_target(target(4))
    assert not tab.hint.isVisible()
    tab.show_target(target(3))
    assert tab.hint._title.text() == "31.3 MB below could be saved"
    assert not tab.hint._advice.isVisible()


def test_nothing_to_save_has_no_bar(tab: ChangesTab) -> None:
    tab.hint.show_efficiency(efficiency(), 0)
    assert not tab.hint.isVisible()


def test_files_are_asked_for_at_this_brick(tab: ChangesTab) -> None:
    tab.show_target(target())
    requested, diff = QSignalSpy(tab.file_requested), QSignalSpy(tab.diff_requested)
    life = QSignalSpy(tab.path_requested)
    tab.tree.reveal("var/lib/dpkg/status")
    QTest.keyClick(tab.tree, Qt.Key.Key_Return)
    file = FileAt(place(2), "var/lib/dpkg/status")
    assert requested.at(0)[0] == file
    menu = tab.tree.menu_for(at(tab.tree.model(), "var/lib/dpkg/status"))
    assert menu is not None
    by_words = {action.text(): action for action in menu.actions()}
    by_words["Text diff"].trigger()
    by_words["Who put this here?"].trigger()
    assert diff.at(0)[0] == file
    assert life.at(0) == ["var/lib/dpkg/status"]


def test_all_sizes_have_names() -> None:
    sizes = LayerSizes(61_700_000, 61_800_000, 22_000_000, 0, -5_000, 184_000_000)
    assert size_words(sizes) == [
        "files 61.7 MB", "on disk 61.8 MB", "download 22.0 MB", "only here 0 B",
        f"adds {MINUS}5.00 KB", "total 184 MB",
    ]  # fmt: skip
    assert size_words(LayerSizes(added_bytes=7))[4] == "adds +7 B"
    assert size_words(LayerSizes())[4] == "adds 0 B"


def test_an_empty_layer_says_so(qtbot: QtBot) -> None:
    tab = ChangesTab(Theme(Mode.LIGHT), FakeLookup(changes=((), (), ())))
    qtbot.addWidget(tab)
    tab.show()
    tab.show_target(target())
    assert not tab.body.isVisible()
    assert "adds, changes and deletes no file" in tab.notice.words


def test_a_failure_is_said_in_the_tab(tab: ChangesTab, lookup: FakeLookup) -> None:
    lookup.failing = "The blob of this layer is damaged."
    tab.show_target(target())
    assert "The blob of this layer is damaged." in tab.notice.words
    lookup.failing = ""
    tab.reload()
    assert tab.body.isVisible()


def test_a_failure_of_the_rows_only_is_said_too(tab: ChangesTab, lookup: FakeLookup) -> None:
    tab.show_target(target())
    lookup.failing = "It is gone."
    tab.filters.wasted.click()
    assert "It is gone." in tab.notice.words


def test_contents_that_are_not_here_say_why(tab: ChangesTab, lookup: FakeLookup) -> None:
    tab.show_target(target(2, unavailable_image("its registry is not in this computer's reach")))
    assert not tab.body.isVisible()
    assert "Its registry is not" in tab.notice.words
    assert lookup.asked == []


def test_another_brick_starts_without_filter(tab: ChangesTab, lookup: FakeLookup) -> None:
    tab.show_target(target())
    tab.filters.wasted.click()
    tab.filters.field.setText("apt")
    tab.show_target(target(4))
    assert query_of(lookup) == ChangeQuery(folder=query_of(lookup).folder)
    assert tab.filters.field.text() == ""


def test_it_fits_a_narrow_and_low_panel(tab: ChangesTab, qtbot: QtBot) -> None:
    tab.show_target(target())
    for width, height in ((340, 460), (420, 550), (760, 1000)):
        tab.resize(width, height)
        qtbot.waitUntil(lambda narrow=width < 470: tab.tree.isColumnHidden(2) is narrow)
        qtbot.waitUntil(lambda: tab.tree.height() >= 90)
        assert tab.width() == width
        filters = tab.findChild(ChangeFilters)
        assert filters is not None
        assert filters.width() <= width
    assert str(tab.tree.model().index(0, 0).data(PATH_ROLE)) == "var"


def test_what_is_odd_about_a_brick_is_told(tab: ChangesTab, lookup: FakeLookup) -> None:
    assert not tab._notes.isVisible()
    found: list[LayerSummary] = []
    lookup.summary(target(2).place, found.append)
    note = "Layer 2 below is not available (it is gone)."
    lookup.answers["summary"] = replace(found[0], notes=(note,))
    tab.show_target(target(1))
    assert tab._notes.text() == "Brick 2 below is not available (it is gone)."
    assert tab._notes.isVisible()


def test_next_to_nothing_is_no_hint(tab: ChangesTab, lookup: FakeLookup) -> None:
    usual = efficiency()
    tab.show_target(target(1))
    for dead_bytes, is_told in ((18, False), (1_800, True)):
        layers = tuple(replace(one, dead_bytes=dead_bytes, caused_bytes=0) for one in usual.layers)
        lookup.answers["efficiency"] = replace(usual, layers=layers, advice=())
        tab.reload()
        assert tab.hint.isVisible() is is_told


def test_in_a_low_window_rows_go_before_the_picture(tab: ChangesTab) -> None:
    tab.show_target(target(2))
    tab.setMinimumHeight(1)
    assert tab.map.isVisible()
    tab.resize(tab.width(), 300)
    assert not tab.map.isVisible()
    tab.resize(tab.width(), 700)
    assert tab.map.isVisible()
