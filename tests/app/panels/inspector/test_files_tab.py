from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from app.panels.inspector.files_tab import FilesTab
from app.panels.inspector.folder_model import CELL_ROLE, PATH_ROLE
from app.panels.inspector.path_delegate import PathCell
from app.theme import Mode, Theme
from app.viewmodel.roles import Role
from app.viewmodel.sizes import MINUS
from core.model import FileAt
from tests.app.panels.inspector.samples import (
    FakeLookup,
    place,
    tall_image,
    target,
    unavailable_image,
)
from tests.app.panels.inspector.test_change_tree import at, every


@pytest.fixture
def lookup() -> FakeLookup:
    return FakeLookup()


@pytest.fixture
def tab(qtbot: QtBot, lookup: FakeLookup) -> FilesTab:
    tab = FilesTab(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(tab)
    tab.resize(600, 700)
    tab.show()
    return tab


def cell(tab: FilesTab, path: str) -> PathCell:
    found = at(tab.tree.model(), path).data(CELL_ROLE)
    assert isinstance(found, PathCell)
    return found


def words(tab: FilesTab) -> str:
    return f"{tab._heading.text()} | {tab._total.text()}"


def test_it_shows_the_moment_of_the_brick(tab: FilesTab, lookup: FakeLookup) -> None:
    tab.show_target(target())
    assert words(tab) == "Files as they were at brick 3 of 5 | 5\u2009157 files · 184 MB"
    assert lookup.last("files") == (place(2), "", "", 0)
    roots = [index.data(PATH_ROLE) for index in every(tab.tree.model())]
    assert roots[:2] == ["etc", "run"]


def test_a_row_tells_its_brick_and_what_becomes_of_it(tab: FilesTab) -> None:
    tab.show_target(target())
    tab.tree.reveal("etc/nginx/nginx.conf")
    config = cell(tab, "etc/nginx/nginx.conf")
    assert (config.sign, config.brick, config.role) == ("+", "brick 3", Role.PACKAGES)
    assert config.notes == ("changes in brick 5",)
    old = cell(tab, "etc/debian_version")
    assert (old.sign, old.brick, old.role) == ("", "brick 1", Role.OS)
    gone = cell(tab, "etc/motd")
    assert (gone.sign, gone.is_gone, gone.size) == (MINUS, True, "—")
    assert gone.notes == ("deleted in brick 3",)
    tab.tree.reveal("var/lib/apt/lists/core_Packages.lz4")
    assert cell(tab, "var/lib/apt/lists").notes == ("is deleted in brick 4",)


def test_the_slider_travels_and_tells_it(tab: FilesTab, lookup: FakeLookup, qtbot: QtBot) -> None:
    tab.show_target(target())
    told = QSignalSpy(tab.level_changed)
    tab.slider.setFocus()
    QTest.keyClick(tab.slider, Qt.Key.Key_Right)
    QTest.keyClick(tab.slider, Qt.Key.Key_Right)
    assert [told.at(n)[0] for n in range(told.count())] == [3, 4]
    assert tab._heading.text() == "Files as they were at brick 5 of 5"

    def roots() -> list[str]:
        given = [given for name, given in lookup.asked if name == "files" and given[1] == ""]
        return [asked[0].chain_id for asked in given]

    qtbot.waitUntil(lambda: len(roots()) == 2)
    assert roots() == [place(2).chain_id, place(4).chain_id], "what was passed by is not asked for"
    qtbot.waitUntil(lambda: "5\u2009493 files" in tab._total.text())


def test_open_folders_stay_open_while_travelling(tab: FilesTab, qtbot: QtBot) -> None:
    tab.show_target(target())
    tab.tree.expand(at(tab.tree.model(), "etc"))
    tab.slider.step(2)
    qtbot.waitUntil(lambda: "5\u2009493 files" in tab._total.text())
    assert tab.tree.isExpanded(at(tab.tree.model(), "etc"))
    assert cell(tab, "etc/nginx").brick == "brick 3"


def test_brackets_move_the_slider_but_not_while_writing(tab: FilesTab, qtbot: QtBot) -> None:
    tab.show_target(target())
    tab.activateWindow()
    tab.tree.setFocus()
    qtbot.waitUntil(tab.tree.hasFocus)
    QTest.keyClick(tab.tree, "]")
    assert tab.level == 3
    QTest.keyClick(tab.tree, "[")
    assert tab.level == 2
    tab.field.setFocus()
    QTest.keyClicks(tab.field, "a[")
    assert tab.field.text() == "a["
    assert tab.level == 2


def test_every_brick_has_its_number_of_new_files(tab: FilesTab, lookup: FakeLookup) -> None:
    tab.show_target(target())
    assert [tab.slider._counts[level] for level in range(5)] == [3324, 612, 1240, 411, 1]
    assert tab.slider.levels_to_count() == []
    levels = [given[0].chain_id for name, given in lookup.asked if name == "summary"]
    assert len(levels) == 5


def test_a_brick_that_cannot_be_counted_does_not_stop_the_others(qtbot: QtBot) -> None:
    class Half(FakeLookup):
        def summary(self, place, then, *, failed=None, slot=""):  # type: ignore[no-untyped-def]
            self.failing = "It is damaged." if self._level(place) == 1 else ""
            super().summary(place, then, failed=failed, slot=slot)
            self.failing = ""

    tab = FilesTab(Theme(Mode.LIGHT), Half())
    qtbot.addWidget(tab)
    tab.resize(600, 700)
    tab.show()
    tab.show_target(target())
    assert [tab.slider._counts[level] for level in range(5)] == [3324, None, 1240, 411, 1]


def test_a_tall_image_is_asked_for_one_level_at_a_time(qtbot: QtBot) -> None:
    image = tall_image()
    lookup = FakeLookup(image)
    tab = FilesTab(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(tab)
    tab.resize(600, 700)
    tab.show()
    tab.show_target(target(60, image))
    assert lookup.count("summary") == 1
    assert tab._heading.text() == "Files as they were at brick 61 of 127"


def test_a_file_is_found_by_a_part_of_its_name(
    tab: FilesTab, lookup: FakeLookup, qtbot: QtBot
) -> None:
    tab.show_target(target())
    QTest.keyClicks(tab.field, "*.conf")
    qtbot.waitUntil(lambda: lookup.last("files")[2] == "*.conf")
    paths = [index.data(PATH_ROLE) for index in every(tab.tree.model())]
    assert paths == ["etc/nginx/nginx.conf", "etc/resolv.conf"]
    tab.field.setText("no such file")
    qtbot.waitUntil(tab._nothing.isVisible)
    assert tab._nothing.text() == "No file has such a name here."
    tab.field.clear()
    qtbot.waitUntil(tab.tree.isVisible)
    assert tab.tree.model().rowCount(QModelIndex()) > 2


def test_files_are_asked_for_as_they_were(tab: FilesTab, qtbot: QtBot) -> None:
    tab.show_target(target())
    tab.slider.step(-2)
    qtbot.waitUntil(lambda: "brick 1 of 5" in tab._heading.text())
    requested = QSignalSpy(tab.file_requested)
    qtbot.waitUntil(lambda: tab.tree.model().rowCount(QModelIndex()) == 3)
    tab.tree.reveal("etc/motd")
    QTest.keyClick(tab.tree, Qt.Key.Key_Return)
    assert requested.at(0)[0] == FileAt(place(0), "etc/motd")


def test_a_deleted_file_cannot_be_opened(tab: FilesTab) -> None:
    tab.show_target(target())
    requested = QSignalSpy(tab.file_requested)
    tab.tree.reveal("etc/motd")
    QTest.keyClick(tab.tree, Qt.Key.Key_Return)
    assert requested.count() == 0
    menu = tab.tree.menu_for(at(tab.tree.model(), "etc/motd"))
    assert menu is not None
    assert not menu.actions()[0].isEnabled()


def test_a_failure_is_said_in_the_tab(tab: FilesTab, lookup: FakeLookup) -> None:
    lookup.failing = "The blob of this layer is damaged."
    tab.show_target(target())
    assert tab._nothing.isVisible()
    assert tab._nothing.text() == "The blob of this layer is damaged."


def test_contents_that_are_not_here_say_why(tab: FilesTab, lookup: FakeLookup) -> None:
    tab.show_target(target(2, unavailable_image()))
    assert not tab.body.isVisible()
    assert "It is for windows/amd64 only." in tab.notice.words
    assert lookup.asked == []


def test_the_heading_tells_which_bricks_are_missing(tab: FilesTab) -> None:
    tab.show_target(target(4, unavailable_image(), is_image=True))
    assert tab._heading.text() == "Files as they were at brick 5 of 5, without brick 3"
    tab.slider.step(-3)
    assert tab._heading.text() == "Files as they were at brick 2 of 5"
