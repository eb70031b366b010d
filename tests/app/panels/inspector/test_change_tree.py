from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from app.panels.inspector.change_tree import ChangeTreeModel, notes_of, sentence_of, size_of
from app.panels.inspector.folder_model import CELL_ROLE, PATH_ROLE
from app.panels.inspector.folder_tree import FolderTree
from app.panels.inspector.path_delegate import PathCell
from app.theme import Mode, Theme
from app.viewmodel.sizes import MINUS
from core.model import (
    ChangeKind,
    ChangePage,
    ChangeQuery,
    ChangeRow,
    FileAttributes,
    FileType,
    LayerPlace,
    MetadataPart,
    SortKey,
    WasteCause,
)
from tests.app.panels.inspector.samples import CHANGES, HOSTILE, FakeLookup, many, place, row


def every(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    """All rows that are there, in their order."""
    for number in range(model.rowCount(parent or QModelIndex())):
        index = model.index(number, 0, parent or QModelIndex())
        yield index
        yield from every(model, index)


def paths(model: QAbstractItemModel) -> list[str]:
    return [str(index.data(PATH_ROLE)) for index in every(model)]


def at(model: QAbstractItemModel, path: str) -> QModelIndex:
    return next(index for index in every(model) if index.data(PATH_ROLE) == path)


def cell(model: QAbstractItemModel, path: str) -> PathCell:
    found = at(model, path).data(CELL_ROLE)
    assert isinstance(found, PathCell)
    return found


def tree_of(
    qtbot: QtBot, lookup: FakeLookup, query: ChangeQuery | None = None, level: int = 2
) -> tuple[FolderTree, ChangeTreeModel]:
    model = ChangeTreeModel(lookup, "test")
    tree = FolderTree(Theme(Mode.LIGHT), model, "Changes")
    model.setParent(tree)
    qtbot.addWidget(tree)
    tree.resize(560, 400)
    tree.show()
    model.show_changes(place(level), query or ChangeQuery())
    return tree, model


def test_only_the_root_is_asked_for(qtbot: QtBot) -> None:
    lookup = FakeLookup()
    _tree, model = tree_of(qtbot, lookup)
    assert paths(model) == ["var", "usr", "etc", "run"]
    assert lookup.count("changes") == 1


def test_a_folder_is_asked_for_when_it_opens_and_never_again(qtbot: QtBot) -> None:
    lookup = FakeLookup()
    tree, model = tree_of(qtbot, lookup)
    usr = at(model, "usr")
    tree.expand(usr)
    assert lookup.last("changes")[1].folder == "usr"
    assert [p for p in paths(model) if p.startswith("usr/")] == [
        "usr/lib", "usr/share", "usr/sbin", "usr/bin",
    ]  # fmt: skip
    asked = lookup.count("changes")
    tree.collapse(usr)
    tree.expand(usr)
    assert lookup.count("changes") == asked


def test_the_model_keeps_the_rules_of_models(qtbot: QtBot, qtlog: Any) -> None:
    lookup = FakeLookup()
    model = ChangeTreeModel(lookup, "test")
    warn = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(model, warn, model)
    tree = FolderTree(Theme(Mode.LIGHT), model, "Changes")
    model.setParent(tree)
    qtbot.addWidget(tree)
    tree.show()
    model.show_changes(place(), ChangeQuery())
    tree.reveal("var/lib/dpkg/status")
    model.show_changes(place(), ChangeQuery(folder=None))
    model.show_changes(place(0), ChangeQuery(sort=SortKey.NAME, is_descending=False))
    tree.expand(model.index(0, 0))
    model.clear()
    assert model.rowCount() == 0
    assert [one.message for one in qtlog.records if "FAIL" in one.message] == []


def test_folders_that_hold_one_folder_are_told_together(qtbot: QtBot) -> None:
    tree, model = tree_of(qtbot, FakeLookup())
    tree.expand(at(model, "var"))
    tree.expand(at(model, "var/cache"))
    assert cell(model, "var/cache/apt/archives").name == "cache/apt/archives"
    assert cell(model, "var/cache/apt/archives").sign == "+"
    assert "var/cache" not in paths(model)
    assert len([p for p in paths(model) if p.endswith(".deb")]) == 31


def test_folders_that_are_seen_are_looked_into_one_after_the_other(qtbot: QtBot) -> None:
    lookup = FakeLookup()
    tree, model = tree_of(qtbot, lookup)
    lookup.is_held = True
    tree.expand(at(model, "var"))
    lookup.release()
    qtbot.waitUntil(lambda: lookup.count("changes") >= 3)
    assert lookup.count("changes") == 3, "one at a time"
    lookup.is_held = False
    lookup.release()
    qtbot.waitUntil(lambda: "var/cache/apt/archives" in paths(model))
    asked = lookup.count("changes")
    tree.expand(at(model, "var/cache/apt/archives"))
    assert lookup.count("changes") == asked, "what was found ahead is shown"
    assert any(p.endswith(".deb") for p in paths(model))


def test_a_folder_that_says_something_of_its_own_is_not_told_together(qtbot: QtBot) -> None:
    mode = row("a/", ChangeKind.METADATA, metadata=(MetadataPart.MODE,))
    time = row("b/", ChangeKind.METADATA, metadata=(MetadataPart.TIME,))
    opaque = row("c/", ChangeKind.ADDED, hides_below=True)
    files = [row(f"{top}/{sub}/{name}", ChangeKind.ADDED, 5)
             for top in "abc" for sub in ("x",) for name in ("1", "2")]  # fmt: skip
    subs = [row(f"{top}/x/", ChangeKind.ADDED) for top in "abc"]
    tree, model = tree_of(qtbot, FakeLookup(changes=((), (), (mode, time, opaque, *files, *subs))))
    for number in range(3):
        tree.expand(model.index(number, 0))
    assert "a" in paths(model)
    assert "b" not in paths(model)
    assert "c" in paths(model)


def test_a_large_folder_comes_in_pages_of_500_as_it_is_scrolled(qtbot: QtBot) -> None:
    lookup = FakeLookup(changes=((), (), tuple(many("usr", 1_300, 10_000_000))))
    tree, model = tree_of(qtbot, lookup)
    usr = model.index(0, 0)
    tree.expand(usr)
    assert model.rowCount(usr) == 500
    for expected in (1_000, 1_300):
        tree.scrollToBottom()
        qtbot.waitUntil(lambda count=expected: model.rowCount(usr) == count)
    asked = lookup.count("changes")
    tree.scrollToBottom()
    qtbot.wait(60)
    assert lookup.count("changes") == asked
    names = [str(index.data(PATH_ROLE)) for index in every(model, usr)]
    assert len(set(names)) == 1_300


def test_a_million_changes_are_not_fetched_by_showing_them(qtbot: QtBot) -> None:
    rows = [row(f"d/{number}", ChangeKind.ADDED, 9) for number in range(500)]

    class Endless(FakeLookup):
        def changes(
            self, place: LayerPlace, query: ChangeQuery,
            then: Callable[[ChangePage], None], **_more: object,
        ) -> None:  # fmt: skip
            self.asked.append(("changes", (place, query)))
            page = [replace(one, path=f"d/{query.offset + n}") for n, one in enumerate(rows)]
            then(ChangePage(tuple(page), 1_000_000, 1_000_000, 9_000_000))

    lookup = Endless()
    tree, model = tree_of(qtbot, lookup, ChangeQuery(folder=None))
    qtbot.wait(80)
    assert lookup.count("changes") == 1
    assert model.rowCount() == 500
    tree.scrollToBottom()
    qtbot.waitUntil(lambda: model.rowCount() == 1_000)
    qtbot.wait(80)
    assert lookup.count("changes") == 2


def test_a_list_has_whole_paths_and_nothing_to_open(qtbot: QtBot) -> None:
    _tree, model = tree_of(qtbot, FakeLookup(), ChangeQuery(folder=None))
    assert model.rowCount() == 500
    assert not any(model.hasChildren(index) for index in every(model))
    assert cell(model, "usr/sbin/nginx").name == "usr/sbin/nginx"


def test_answers_of_an_older_question_are_dropped(qtbot: QtBot) -> None:
    lookup = FakeLookup()
    tree, model = tree_of(qtbot, lookup)
    lookup.is_held = True
    tree.expand(at(model, "usr"))
    model.show_changes(place(4), ChangeQuery())
    assert "test:usr" in lookup.forgotten
    lookup.is_held = False
    lookup.release()
    assert paths(model) == ["etc"]


def test_what_is_open_and_chosen_stays_when_it_is_sorted_anew(qtbot: QtBot) -> None:
    tree, model = tree_of(qtbot, FakeLookup())
    tree.reveal("var/lib/dpkg/status")
    assert tree.current_path == "var/lib/dpkg/status"
    tree.keep_place()
    model.show_changes(place(), ChangeQuery(sort=SortKey.NAME, is_descending=False))
    assert tree.current_path == "var/lib/dpkg/status"
    assert tree.isExpanded(at(model, "var"))
    first = [p for p in paths(model) if "/" not in p]
    assert first == ["etc", "run", "usr", "var"]


def test_the_chosen_row_is_waited_for(qtbot: QtBot) -> None:
    lookup = FakeLookup()
    tree, model = tree_of(qtbot, lookup)
    tree.reveal("var/lib/dpkg/status")
    tree.keep_place()
    lookup.is_held = True
    model.show_changes(place(), ChangeQuery(sort=SortKey.NAME))
    for _level in range(8):
        lookup.release()
        qtbot.wait(5)
    assert tree.current_path == "var/lib/dpkg/status"


def test_a_path_is_found_on_a_later_page(qtbot: QtBot) -> None:
    rows = many("usr/share", 1_200, 10_000_000)
    tree, _model = tree_of(qtbot, FakeLookup(changes=((), (), tuple(rows))))
    last = min(rows[1:], key=lambda one: one.size_bytes)
    tree.reveal(last.path)
    assert tree.current_path == last.path
    tree.reveal("usr/nowhere")
    assert tree.current_path != "usr/nowhere"


def test_a_failure_is_told_once_and_can_be_tried_again(qtbot: QtBot) -> None:
    lookup = FakeLookup()
    tree, model = tree_of(qtbot, lookup)
    failed = QSignalSpy(model.failed)
    lookup.failing = "The blob is damaged."
    tree.expand(at(model, "usr"))
    assert failed.count() == 1
    assert failed.at(0) == ["The blob is damaged."]
    lookup.failing = ""
    model.show_changes(place(), ChangeQuery())
    assert "usr/lib" in paths(model)


# --- what a row says --------------------------------------------------------------------------


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[ChangeTreeModel]:
    tree, model = tree_of(qtbot, FakeLookup())
    for path in ("etc", "usr", "usr/bin", "var"):
        tree.expand(at(model, path))
    yield model
    tree.hide()


@pytest.mark.parametrize(
    ("path", "sign", "note"),
    [
        ("etc/hosts.allow", "≈", "mode 0644 → 0755"),
        ("etc/ld.so.cache", "≡", "rewritten identically"),
        ("etc/alternatives", "⇄", "another kind of file than below"),
        ("etc/motd", MINUS, ""),
        ("usr/bin/awk", "~", "→ gawk, was mawk"),
        ("usr/bin/perl5", "+", "→ perl"),
        ("var/log", "≈", "time only"),
        ("etc", "", "(9)"),
    ],
)
def test_every_kind_has_its_sign_and_its_words(
    model: ChangeTreeModel, path: str, sign: str, note: str
) -> None:
    found = cell(model, path)
    assert found.sign == sign
    assert (note in found.notes) if note else found.notes == ()
    assert found.is_gone is (sign == MINUS)


def test_a_folder_that_only_holds_changes_has_no_sign(model: ChangeTreeModel) -> None:
    found = cell(model, "usr")
    assert (found.sign, found.token) == ("", "")
    assert found.size == "28.6 MB"
    assert found.share == pytest.approx(0.463, abs=0.002)


def test_owner_and_mode_are_both_told() -> None:
    change = next(one for one in CHANGES[2] if one.path == "etc/hosts.allow")
    assert notes_of(change) == ("mode 0644 → 0755", "owner 0:0 → 33:33")
    xattrs = replace(change, metadata=(MetadataPart.XATTRS, MetadataPart.TIME))
    assert notes_of(xattrs) == ("xattrs",)


def test_an_opaque_directory_says_what_it_does() -> None:
    change = row("var/www/", ChangeKind.REPLACED, hides_below=True)
    assert notes_of(change) == ("opaque: hides what was below",)


def test_wasted_is_said_of_what_is_dead_as_a_whole() -> None:
    lists = replace(row("a/", None, 100), inside=3, wasted_bytes=100)
    assert "100 B of it wasted" in sentence_of(lists)
    dead = row("a", ChangeKind.ADDED, 100, wasted_bytes=100, waste=WasteCause.OVERWRITTEN)
    assert "100 B of it wasted (overwritten)" in sentence_of(dead)


def test_sizes_of_deletions_are_what_they_take_away() -> None:
    assert size_of(row("a", ChangeKind.DELETED, 0, size_before_bytes=286)) == f"{MINUS}286 B"
    assert size_of(row("a", ChangeKind.DELETED)) == ""
    assert size_of(row("a/", ChangeKind.ADDED)) == ""
    assert size_of(row("a", ChangeKind.ADDED)) == "0 B"
    link = ChangeRow("a", ChangeKind.ADDED, FileType.SYMLINK, attributes=FileAttributes(link="b"))
    assert size_of(link) == ""


def test_odd_names_are_shown_as_text(qtbot: QtBot) -> None:
    odd = row("run/" + HOSTILE.replace("/", ""), ChangeKind.ADDED, 5)
    bad = row("run/\udcff\n", ChangeKind.ADDED, 5)
    tree, model = tree_of(qtbot, FakeLookup(changes=((), (), (odd, bad))))
    tree.expand(model.index(0, 0))
    for index in every(model):
        words = f"{index.data()}{index.data(Qt.ItemDataRole.AccessibleTextRole)}"
        words.encode()
        assert "\u202e" not in words
        assert "\n" not in words
        assert "\x1b" not in words
    tree.grab()
    tooltips = [str(index.data(Qt.ItemDataRole.ToolTipRole)) for index in every(model)]
    assert any("&lt;b&gt;" in words for words in tooltips)
    assert not any("<b>" in words for words in tooltips)


# --- the person -------------------------------------------------------------------------------


def test_enter_opens_folders_and_files(qtbot: QtBot) -> None:
    tree, model = tree_of(qtbot, FakeLookup())
    opened = QSignalSpy(tree.opened)
    tree.setCurrentIndex(at(model, "etc"))
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert tree.isExpanded(at(model, "etc"))
    assert opened.count() == 0
    tree.setCurrentIndex(at(model, "etc/hosts.allow"))
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert opened.at(0) == ["etc/hosts.allow"]
    tree.setCurrentIndex(at(model, "etc"))
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert not tree.isExpanded(at(model, "etc"))


def test_typing_goes_to_a_name(qtbot: QtBot) -> None:
    tree, model = tree_of(qtbot, FakeLookup())
    tree.setCurrentIndex(at(model, "var"))
    QTest.keyClicks(tree, "et")
    assert tree.current_path == "etc"


def test_the_menu_of_a_row(qtbot: QtBot) -> None:
    tree, model = tree_of(qtbot, FakeLookup())
    life, diff = QSignalSpy(tree.life_wanted), QSignalSpy(tree.diff_wanted)
    tree.may_diff = lambda one: one.path.endswith("allow")
    tree.expand(at(model, "etc"))
    menu = tree.menu_for(at(model, "etc/hosts.allow"))
    assert menu is not None
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert list(actions) == ["Open", "Text diff", "Who put this here?", "Copy path"]
    actions["Who put this here?"].trigger()
    actions["Text diff"].trigger()
    actions["Copy path"].trigger()
    assert life.at(0) == ["etc/hosts.allow"]
    assert diff.at(0) == ["etc/hosts.allow"]
    assert QGuiApplication.clipboard().text() == "/etc/hosts.allow"
    folder = tree.menu_for(at(model, "etc"))
    assert folder is not None
    assert [a.text() for a in folder.actions() if a.text()] == [
        "Close", "Who put this here?", "Copy path",
    ]  # fmt: skip
    assert tree.menu_for(QModelIndex()) is None


def test_a_path_that_is_pointed_at_lights_up_the_folder_that_is_seen(qtbot: QtBot) -> None:
    tree, model = tree_of(qtbot, FakeLookup())
    before = tree.grab().toImage()
    tree.link("var/lib/apt/lists/core_Packages.lz4")
    after = tree.grab().toImage()
    at_var = tree.viewport().mapTo(tree, tree.visualRect(at(model, "var")).center())
    at_usr = tree.viewport().mapTo(tree, tree.visualRect(at(model, "usr")).center())
    assert before.pixel(at_var) != after.pixel(at_var)
    assert before.pixel(at_usr) == after.pixel(at_usr)
    tree.link("")
    assert tree.grab().toImage() == before


def test_drawing_is_possible_at_any_width(qtbot: QtBot) -> None:
    rows = [
        row("x" * 300, ChangeKind.ADDED, 5),
        replace(row("d/" * 40 + "f", ChangeKind.ADDED, 5), wasted_bytes=5),
        *CHANGES[2],
    ]
    tree, _model = tree_of(qtbot, FakeLookup(changes=((), (), tuple(rows))),
                           ChangeQuery(folder=None, has_noise=True))  # fmt: skip
    for width in (40, 200, 330, 900):
        tree.resize(width, 300)
        tree.set_mark_width(108 if width > 400 else 0)
        assert not tree.grab().isNull()
        assert tree.horizontalScrollBar().maximum() == 0 or width == 40
