from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.panels.inspector.findings_tab import FindingsTab
from app.theme import Mode, Theme
from core.model import FileAt, Finding
from tests.app.panels.inspector import samples

FOUND = samples.findings()
_OTHER = replace(
    samples.IMAGE, reference="other:1", name="other", manifest_digest="sha256:" + "0f" * 32
)


@pytest.fixture
def lookup() -> samples.FakeLookup:
    return samples.FakeLookup()


@pytest.fixture
def tab(qtbot: QtBot, lookup: samples.FakeLookup) -> FindingsTab:
    tab = FindingsTab(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(tab)
    tab.resize(600, 700)
    tab.show()
    return tab


def rows(tab: FindingsTab) -> list[str]:
    model = tab._view.rows
    return [
        str(model.index(n).data(Qt.ItemDataRole.AccessibleTextRole))
        for n in range(model.rowCount())
    ]


def titles(tab: FindingsTab) -> list[str]:
    return [told.partition(",")[0] for told in rows(tab)]


def test_a_brick_shows_what_it_is_to_blame_for(tab: FindingsTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.counted) as counted:
        tab.show_target(samples.target())
    assert counted.args == [2]
    assert titles(tab) == ["High: 1", "High: Private key", "Low: 1", "Low: Package lists"]
    assert "deleted in brick 4, still inside" in rows(tab)[1]
    assert tab._count.text() == "2 warnings in this brick"
    with qtbot.waitSignal(tab.counted) as counted:
        tab._whole.click()
    assert counted.args == [3]
    assert "Medium: Runs as root for everybody" in titles(tab)
    tab.show_target(samples.target(0))
    assert tab._count.text() == "3 warnings in this image"  # what was chosen stays chosen


def test_an_image_shows_all_and_needs_no_switch(tab: FindingsTab) -> None:
    tab.show_target(samples.target(is_image=True))
    assert tab._whole.isHidden()
    assert len(titles(tab)) == 6


def test_headings_cannot_be_chosen(tab: FindingsTab) -> None:
    tab.show_target(samples.target())
    model = tab._view.rows
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


def test_a_warning_leads_to_its_file_as_it_was_there(tab: FindingsTab, qtbot: QtBot) -> None:
    tab.show_target(samples.target(is_image=True))
    with qtbot.waitSignal(tab.file_requested) as asked:
        tab._view.activated.emit(tab._view.rows.index(1))
    assert asked.args == [FileAt(samples.place(2), "root/.ssh/id_rsa")]
    with qtbot.assertNotEmitted(tab.file_requested):
        tab._view.activated.emit(tab._view.rows.index(0))


def test_one_without_a_file_leads_to_its_brick(
    tab: FindingsTab, lookup: samples.FakeLookup, qtbot: QtBot
) -> None:
    lookup.answers["findings"] = (replace(FOUND[0], path=""),)
    tab.show_target(samples.target())
    with qtbot.waitSignal(tab.brick_requested) as asked:
        tab._view.activated.emit(tab._view.rows.index(1))
    assert asked.args == [samples.LAYERS[2].chain_id]


def test_the_menu_asks_who_put_it_there(tab: FindingsTab, qtbot: QtBot) -> None:
    tab.show_target(samples.target())
    point = tab._view.visualRect(tab._view.rows.index(1)).center()
    tab._view.customContextMenuRequested.emit(point)
    menu = tab.findChildren(QMenu)[-1]
    names = [action.text() for action in menu.actions()]
    assert names == ["Show the file", "Who put this here?", "Copy the path", "Show brick 3"]
    with qtbot.waitSignal(tab.path_requested) as asked:
        menu.actions()[1].trigger()
    assert asked.args == ["root/.ssh/id_rsa"]
    menu.close()


def test_nothing_found_by_names_asks_to_look_into_files(
    tab: FindingsTab, lookup: samples.FakeLookup
) -> None:
    lookup.answers["findings"] = ()
    tab.show_target(samples.target())
    assert tab._nothing_text.text() == (
        "Nothing to warn of by names and modes. Look into files for secrets to be surer."
    )
    tab._look_button.click()
    assert lookup.last("findings") == (samples.IMAGE.reference, True)
    assert "names, modes and contents" in tab._nothing_text.text()
    assert "no secrets of known kinds" in tab._look_text.text()
    assert tab._look_button.isHidden()


def test_looking_goes_on_while_other_bricks_are_looked_at(
    tab: FindingsTab, lookup: samples.FakeLookup
) -> None:
    tab.show_target(samples.target())
    lookup.is_held = True
    tab.look_into_files()
    assert "Looking into files" in tab._look_text.text()
    assert not tab._stop_button.isHidden()
    lookup.is_held = False
    tab.show_target(samples.target(3))
    assert not any("contents" in slot for slot in lookup.forgotten)
    assert "Looking into files" in tab._look_text.text()
    deep: tuple[Finding, ...] = (replace(FOUND[0], level=3, chain_id=samples.LAYERS[3].chain_id),)
    lookup.answers["findings"] = deep
    lookup.release()
    assert titles(tab) == ["High: 1", "High: Private key"]
    assert "1 secret" in tab._look_text.text()
    asked = lookup.count("findings")
    tab.show_target(samples.target(2))
    assert lookup.count("findings") == asked  # contents tell names' warnings as well
    assert titles(tab) == []


def test_what_was_found_in_one_image_is_not_said_of_another(
    tab: FindingsTab, lookup: samples.FakeLookup
) -> None:
    tab.show_target(samples.target())
    lookup.is_held = True
    tab.look_into_files()
    lookup.is_held = False
    tab.show_target(samples.target(2, _OTHER))
    assert "Only names and modes" in tab._look_text.text()
    lookup.release()
    assert "Only names and modes" in tab._look_text.text()
    tab.show_target(samples.target())
    assert "The files of the whole image were looked into" in tab._look_text.text()


def test_looking_can_be_stopped_and_begun_again(
    tab: FindingsTab, lookup: samples.FakeLookup
) -> None:
    tab.show_target(samples.target())
    lookup.is_held = True
    tab._look_button.click()
    tab._stop_button.click()
    assert any("contents" in slot for slot in lookup.forgotten)
    assert not tab._look_button.isHidden()
    assert "Only names and modes" in tab._look_text.text()


def test_a_failed_look_says_why_and_lets_one_try_again(
    tab: FindingsTab, lookup: samples.FakeLookup
) -> None:
    tab.show_target(samples.target())
    lookup.failing = "Brick 2 cannot be read."
    tab._look_button.click()
    assert tab._look_text.text() == "Brick 2 cannot be read."
    assert not tab._look_button.isHidden()
    assert len(titles(tab)) == 4  # what names tell stays


def test_a_long_list_can_be_narrowed(tab: FindingsTab, lookup: samples.FakeLookup) -> None:
    lookup.answers["findings"] = tuple(
        replace(FOUND[1], path=f"usr/bin/tool-{n}") for n in range(30)
    )
    tab.show_target(samples.target(is_image=True))
    assert not tab._filter.isHidden()
    tab._filter.setText("tool-29")
    assert titles(tab) == ["Medium: 1", "Medium: Runs as root for everybody"]
    tab._filter.setText("zzz")
    assert tab._nothing_text.text() == "No warning fits the filter."
    assert not tab._nothing.isHidden()


def test_contents_that_are_missing_are_told(tab: FindingsTab) -> None:
    tab.show_target(samples.target(2, samples.unavailable_image()))
    assert tab.notice.words.startswith("Contents not available")


def test_nothing_is_promised_of_a_brick_that_cannot_be_read(
    tab: FindingsTab, lookup: samples.FakeLookup
) -> None:
    lookup.failing = "The contents of this layer are not available: its bytes are damaged."
    tab.show_target(samples.target())
    assert "its bytes are damaged" in tab.notice.words
    assert lookup.count("findings") == 0
    tab.notice.again.click()
    assert lookup.count("summary") == 2
