from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.panels.inspector.hint_card import HintCard
from app.panels.inspector.package_table import PackageColumn
from app.panels.inspector.packages_tab import PackagesTab
from app.theme import Mode, Theme
from core.model import PackageOrigin, PackageReport
from tests.app.panels.inspector import samples


@pytest.fixture
def lookup() -> samples.FakeLookup:
    return samples.FakeLookup()


@pytest.fixture
def tab(qtbot: QtBot, lookup: samples.FakeLookup) -> PackagesTab:
    tab = PackagesTab(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(tab)
    tab.resize(600, 700)
    tab.show()
    return tab


def names(tab: PackagesTab) -> list[str]:
    table = tab._view.table
    return [str(table.index(n, PackageColumn.NAME).data()) for n in range(table.rowCount())]


def said(tab: PackagesTab) -> str:
    return tab.notice.words


def test_a_brick_shows_what_it_did_in_numbers_and_rows(tab: PackagesTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.counted) as counted:
        tab.show_target(samples.target())
    assert counted.args == [11]
    words = tab._counts.toPlainText().split("     ")
    assert [word.strip() for word in words if word.strip()] == [
        "7 added", "1 upgraded", "1 downgraded", "1 changed", "1 removed",
    ]  # fmt: skip
    assert tab._ecosystems.text() == "Debian · Python"
    table = tab._view.table
    assert [table.index(n, 0).data() for n in range(11)] == ["+"] * 7 + ["~"] * 3 + ["−"]
    assert table.index(7, PackageColumn.VERSION).data() == "2.36-9+deb12u3 → 2.36-9+deb12u9"
    assert table.index(10, PackageColumn.SIZE).data() == "−2.90 MB"
    assert tab._view.isColumnHidden(PackageColumn.LEVEL)


def test_notes_become_cards_and_advice_comes_with_a_bulb(
    tab: PackagesTab, lookup: samples.FakeLookup
) -> None:
    tab.show_target(samples.target())
    cards = [card.accessibleName() for card in tab.findChildren(HintCard)]
    assert any("came along as a recommendation" in words for words in cards)
    assert any(words.startswith("The RPM database could not be read") for words in cards)
    usual = samples.package_report()
    lookup.answers["packages"] = PackageReport(usual.changes, 142)
    tab.reload()
    cards = [card.accessibleName() for card in tab.findChildren(HintCard) if not card.isHidden()]
    assert cards == []


def test_an_image_shows_what_is_installed_and_who_brought_it(
    tab: PackagesTab, qtbot: QtBot
) -> None:
    tab.show_target(samples.target(is_image=True))
    assert "6 packages" in tab._counts.toPlainText()
    assert "brought by 3 bricks" in tab._counts.toPlainText()
    table = tab._view.table
    assert [table.index(n, PackageColumn.LEVEL).data() for n in range(6)] == [
        "brick 1", "brick 1", "brick 2", "brick 2", "brick 3", "brick 3",
    ]  # fmt: skip
    assert tab._view.isColumnHidden(PackageColumn.SIGN)
    with qtbot.waitSignal(tab.brick_requested) as asked:
        tab._view.activated.emit(table.index(5, 0))
    assert asked.args == [samples.LAYERS[2].chain_id]


def test_empty_states_tell_a_brick_without_changes_from_an_image_without_a_database(
    tab: PackagesTab, lookup: samples.FakeLookup
) -> None:
    lookup.answers["packages"] = PackageReport((), 142)
    tab.show_target(samples.target())
    assert "This brick changes no packages" in said(tab)
    assert "142 packages are installed" in said(tab)
    lookup.answers["packages"] = PackageReport((), 0)
    tab.show_target(samples.target(1))
    assert "No package database found" in said(tab)
    lookup.answers["installed"] = ()
    tab.show_target(samples.target(is_image=True))
    assert "No package database found" in said(tab)


def test_what_could_not_be_read_is_told_even_without_changes(
    tab: PackagesTab, lookup: samples.FakeLookup
) -> None:
    lookup.answers["packages"] = PackageReport((), 0, ("var/lib/dpkg/status: is damaged.",))
    tab.show_target(samples.target())
    assert tab._pages.currentWidget() is tab.body
    assert tab.findChildren(HintCard)[0].accessibleName() == "var/lib/dpkg/status: is damaged."


def test_a_long_list_can_be_narrowed(tab: PackagesTab, lookup: samples.FakeLookup) -> None:
    tab.show_target(samples.target())
    assert tab._filter.isHidden()  # eleven are seen at a glance
    lookup.answers["installed"] = tuple(
        PackageOrigin(samples.package(f"lib{n}", f"{n}.0"), 0) for n in range(40)
    )
    tab.show_target(samples.target(is_image=True))
    assert not tab._filter.isHidden()
    tab._filter.setText("lib3 9.0")
    assert names(tab) == ["lib39"]
    tab._filter.setText("nothing like it")
    assert tab._view.isHidden()
    assert not tab._nothing.isHidden()
    tab.show_target(samples.target())
    assert tab._filter.text() == ""
    assert len(names(tab)) == 11


def test_columns_sort_by_mouse_and_by_keys(tab: PackagesTab, qtbot: QtBot) -> None:
    tab.show_target(samples.target())
    header = tab._view.header
    header.sort_wanted.emit(PackageColumn.SIZE)
    assert names(tab)[0] == "libc6"  # of sizes the largest first
    header.sort_wanted.emit(PackageColumn.SIZE)
    assert names(tab)[-1] == "certbot"  # nobody told its size
    assert names(tab)[0] in ("odd", "tzdata")
    header.setFocus()
    assert header.hasFocus()
    qtbot.keyClick(header, Qt.Key.Key_Right)
    qtbot.keyClick(header, Qt.Key.Key_Space)
    assert header.sortIndicatorSection() == PackageColumn.NAME
    assert names(tab) == sorted(names(tab), key=str.casefold)
    qtbot.keyClick(header, Qt.Key.Key_Return)
    assert names(tab) == sorted(names(tab), key=str.casefold, reverse=True)


def test_chosen_rows_are_copied_with_tabs(tab: PackagesTab, qtbot: QtBot) -> None:
    tab.show_target(samples.target())
    tab._view.selectRow(0)
    qtbot.keyClick(tab._view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "+\tnginx\t1.26.0-1\t3.40 MB"


def test_screen_readers_hear_what_happened(tab: PackagesTab) -> None:
    tab.show_target(samples.target())
    table = tab._view.table
    told = table.index(7, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert str(told).startswith("upgraded libc6 2.36-9+deb12u3 → 2.36-9+deb12u9, 13.0 MB")


def test_a_failure_is_said_and_an_old_answer_is_not_shown(
    tab: PackagesTab, lookup: samples.FakeLookup
) -> None:
    lookup.is_held = True
    tab.show_target(samples.target())
    lookup.is_held = False
    lookup.failing = "The layer cannot be read."
    tab.show_target(samples.target(1))
    lookup.release()
    assert "The layer cannot be read." in said(tab)
    assert "PackagesTab.packages" in lookup.forgotten


def test_a_narrow_panel_has_no_bars_and_no_wider_content(tab: PackagesTab, qtbot: QtBot) -> None:
    tab.show_target(samples.target())
    wide = tab._view.columnWidth(PackageColumn.SIZE)
    tab.resize(420, 600)
    qtbot.waitUntil(lambda: tab._view.columnWidth(PackageColumn.SIZE) < wide)
    assert tab.minimumSizeHint().width() <= 420
    columns = [n for n in PackageColumn if not tab._view.isColumnHidden(n)]
    total = sum(tab._view.columnWidth(n) for n in columns)
    assert total <= tab._view.viewport().width()
