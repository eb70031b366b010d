from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.panels.inspector.comparison_page import ComparisonPage, ComparisonWindow, summary_of
from app.panels.inspector.folder_model import PATH_ROLE
from app.panels.inspector.layer_pairs import SideLayers
from app.theme import Mode, Theme
from core.model import (
    ChangeKind,
    ChangeRow,
    Comparison,
    ConfigDifference,
    FileAt,
    FileAttributes,
    LayerPair,
    MetadataPart,
)
from tests.app.panels.inspector import samples
from tests.app.panels.inspector.diff_samples import NEW, OLD, make_diff
from tests.app.panels.inspector.samples import HOSTILE, FakeLookup

LEFT, RIGHT = samples.place(3), samples.place(4)
PAIRS = (
    LayerPair(0, 0, True),
    LayerPair(1, 1, True),
    LayerPair(2, None, False),
    LayerPair(3, 2, False),
    LayerPair(None, 3, False),
)
CONFIG = (
    ConfigDifference("Command", "nginx -g 'daemon off;'", "nginx"),
    ConfigDifference("Label note", None, HOSTILE),
    ConfigDifference("User", "www-data", None),
)
ROWS: tuple[ChangeRow, ...] = (
    samples.row("etc/app.conf", ChangeKind.MODIFIED, 900, size_before_bytes=800, is_text=True),
    samples.row("etc/gone.conf", ChangeKind.DELETED, 0, size_before_bytes=70, is_text=True),
    samples.row("etc/mode", ChangeKind.METADATA, 40, metadata=(MetadataPart.MODE,),
                attributes=FileAttributes(0o755), attributes_before=FileAttributes(0o644)),
    samples.row("etc/new.conf", ChangeKind.ADDED, 10, is_text=True),
)  # fmt: skip


def comparison(rows: Sequence[ChangeRow] = ROWS) -> Comparison:
    counts = tuple((kind, sum(row.kind is kind for row in rows)) for kind in ChangeKind)
    return Comparison(
        LEFT, RIGHT, counts, 4_600, 146_000_000, 151_000_000, PAIRS, CONFIG,
        samples.package_report().changes,
    )  # fmt: skip


@pytest.fixture
def lookup() -> FakeLookup:
    lookup = FakeLookup(changes=(ROWS,) * 5)
    lookup.answers["compare"] = comparison()
    lookup.answers["diff"] = make_diff(OLD, NEW)
    return lookup


@pytest.fixture
def page(qtbot: QtBot, lookup: FakeLookup) -> ComparisonPage:
    page = ComparisonPage(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.show()
    return page


def show(page: ComparisonPage) -> None:
    page.show_pair(
        LEFT, RIGHT, "web-server:1.26", "shop-frontend:2.3.1",
        right_layers=SideLayers("shop-frontend:2.3.1", samples.ROLES, samples.TITLES),
    )  # fmt: skip


def choose(page: ComparisonPage, qtbot: QtBot, path: str) -> None:
    tree = page.files.tree
    tree.reveal(path)
    qtbot.waitUntil(lambda: tree.currentIndex().data(PATH_ROLE) == path)
    qtbot.waitUntil(lambda: not page.files._choosing.isActive())


def test_both_sides_are_told_with_their_figures(page: ComparisonPage, lookup: FakeLookup) -> None:
    show(page)
    assert lookup.last("compare") == (LEFT, RIGHT)
    assert page.left_card.accessibleName() == "left: web-server:1.26 146 MB  ·  4 bricks"
    assert page.right_card.accessibleName() == "right: shop-frontend:2.3.1 151 MB  ·  4 bricks"
    assert page.summary.text() == ("2 of 4 bricks are the same. 4 paths differ, 4\u2009600 do not.")
    titles = [button.accessibleName() for button in page.switch.buttons.values()]
    assert titles == ["Files  4", "Packages  11", "Configuration  3"]


def test_bricks_stand_with_the_base_at_the_bottom_and_tell_what_is_the_same(
    page: ComparisonPage,
) -> None:
    show(page)
    model = page.pairs.model()
    said = [
        model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
    ]
    assert said == [
        "brick 4: Shop site of shop-frontend:2.3.1 only",
        "brick 4 of web-server:1.26 only; brick 3: nginx 1.26 web server of "
        "shop-frontend:2.3.1 only",
        "brick 3 of web-server:1.26 only",
        "brick 2 is the same on both sides",
        "brick 1 is the same on both sides",
    ]
    page.pairs.grab()


def test_a_chosen_file_is_compared_between_both_places(
    page: ComparisonPage, lookup: FakeLookup, qtbot: QtBot
) -> None:
    show(page)
    assert page.files.diff.words == "Choose a file How it differs is shown here."
    choose(page, qtbot, "etc/app.conf")
    assert lookup.last("diff")[:2] == (FileAt(LEFT, "etc/app.conf"), FileAt(RIGHT, "etc/app.conf"))
    assert page.files.diff.is_text
    assert page.files.legend.text().startswith("\u2212 only in web-server:1.26")
    count = lookup.count("diff")
    choose(page, qtbot, "etc/mode")
    assert lookup.count("diff") == count, "contents do not differ"
    words = page.files.diff.words
    assert words.startswith("Its contents do not differ")
    assert "mode 0644 → 0755" in words


def test_going_through_rows_asks_only_for_the_last(
    page: ComparisonPage, lookup: FakeLookup, qtbot: QtBot
) -> None:
    show(page)
    choose(page, qtbot, "etc/app.conf")
    count = lookup.count("diff")
    for _row in range(3):
        QTest.keyClick(page.files.tree, Qt.Key.Key_Down)
    QTest.keyClick(page.files.tree, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: not page.files._choosing.isActive())
    assert lookup.count("diff") <= count + 1


def test_f7_goes_through_the_changes_of_the_chosen_file(page: ComparisonPage, qtbot: QtBot) -> None:
    show(page)
    choose(page, qtbot, "etc/app.conf")
    page.files.tree.setFocus()
    QTest.keyClick(page.files.tree, Qt.Key.Key_F7)
    view = page.files.diff.view
    assert view.source(view.current_row, 0) == "worker_processes auto;"
    page.files.switch.buttons["paired"].click()
    assert view.source(view.current_row, 1) == "worker_processes 4;"


@pytest.mark.parametrize(("path", "place"), [("etc/new.conf", RIGHT), ("etc/gone.conf", LEFT)])
def test_a_file_is_opened_where_it_is(
    page: ComparisonPage, qtbot: QtBot, path: str, place: object
) -> None:
    show(page)
    choose(page, qtbot, path)
    with qtbot.waitSignal(page.file_requested) as opened:
        page.files.tree.opened.emit(path)
    assert opened.args == [FileAt(place, path)]  # type: ignore[arg-type]
    with qtbot.waitSignal(page.path_requested) as asked:
        page.files.tree.life_wanted.emit(path)
    assert asked.args == [FileAt(place, path)]  # type: ignore[arg-type]


def test_swapping_asks_the_other_way_round(page: ComparisonPage, lookup: FakeLookup) -> None:
    show(page)
    lookup.answers["compare"] = replace(comparison(), left=RIGHT, right=LEFT)
    page.swap.click()
    assert lookup.last("compare") == (RIGHT, LEFT)
    assert page.left_card.title_text == "shop-frontend:2.3.1"
    assert page.pairs.model_of_pairs.sides[0].titles == samples.TITLES
    assert lookup.last("compared")[:2] == (RIGHT, LEFT)


def test_wishes_are_signals(page: ComparisonPage, qtbot: QtBot) -> None:
    show(page)
    with qtbot.waitSignal(page.report_requested) as report:
        page.report.click()
    assert report.args == [LEFT, RIGHT]
    assert page.left_card.change.isHidden(), "as long as nobody would answer"
    page.offer_choice()
    assert page.left_card.change.isVisible()
    with qtbot.waitSignal(page.left_requested):
        page.left_card.change.click()
    with qtbot.waitSignal(page.right_requested):
        page.right_card.change.click()


def test_settings_are_told_whole_and_hostile_ones_as_text(page: ComparisonPage) -> None:
    show(page)
    page.show_section("config")
    rows = page.config.rows
    assert rows.isVisible()
    model = rows.model()
    said = [
        model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(model.rowCount())
    ]
    assert said[0] == ("Command: web-server:1.26 nginx -g 'daemon off;', shop-frontend:2.3.1 nginx")
    assert said[2] == "User: web-server:1.26 www-data, shop-frontend:2.3.1 not set"
    rows.selectRow(1)
    assert page.config.detail.isVisible()
    words = page.config.detail.toPlainText()
    assert words.startswith("Label note\n\u2212 not set\n+ <b>bold</b> \\u202eevil")
    QTest.keyClick(rows, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("Label note\tnot set\t<b>bold</b>")
    rows.sort_by(0, Qt.SortOrder.DescendingOrder)
    assert model.index(0, 0).data() == "User"


def test_packages_are_told_with_their_signs(page: ComparisonPage) -> None:
    show(page)
    page.show_section("packages")
    model = page.packages.model()
    said = [
        str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(model.rowCount())
    ]
    assert len(said) == 11
    assert said[0].startswith("added nginx")
    assert any(one.startswith("removed nano") for one in said)


def test_what_is_the_same_is_said(page: ComparisonPage, lookup: FakeLookup) -> None:
    lookup.rows = ((),) * 5
    lookup.answers["compare"] = replace(comparison(()), config=(), packages=())
    show(page)
    assert page.summary.text() == "Both show the same files with the same configuration."
    assert page.files.nothing.isVisible()
    assert page.files.nothing.words.startswith("No path differs")
    for key in ("packages", "config"):
        page.show_section(key)
        assert not page.packages.isVisible()
        assert not page.config.isVisible()


def test_a_filter_that_leaves_nothing_says_so(
    page: ComparisonPage, lookup: FakeLookup, qtbot: QtBot
) -> None:
    show(page)
    page.files.filters.field.setText("zebra")
    QTest.keyClick(page.files.filters.field, Qt.Key.Key_Return)
    assert lookup.last("compared")[2].pattern == "zebra"
    assert page.files.nothing.words.startswith("Nothing is left by this filter")


def test_failures_are_sentences(page: ComparisonPage, lookup: FakeLookup) -> None:
    lookup.failing = "The layer is not here."
    show(page)
    assert page.notice.words == "These could not be compared The layer is not here."
    assert not page.report.isEnabled()
    lookup.failing = ""
    show(page)
    assert page.pairs.isVisible()


def test_an_old_answer_does_not_cover_a_newer_question(
    page: ComparisonPage, lookup: FakeLookup
) -> None:
    page._take(comparison(), (RIGHT, LEFT))
    assert page.summary.text() == ""
    lookup.is_held = True
    show(page)
    assert page.notice.words == "Comparing …"


def test_a_narrow_page_goes_without_the_bricks(page: ComparisonPage, qtbot: QtBot) -> None:
    show(page)
    page.resize(600, 700)
    assert page.width() == 600
    assert not page.pairs.isVisible()
    page.resize(900, 700)
    assert page.pairs.isVisible()


def test_a_closed_window_waits_for_nothing(qtbot: QtBot, lookup: FakeLookup) -> None:
    window = ComparisonWindow(Theme(Mode.DARK), lookup)
    qtbot.addWidget(window)
    lookup.is_held = True
    window.show_pair(LEFT, RIGHT, f"a{HOSTILE}", "b")
    window.show()
    assert "\u202e" not in window.windowTitle()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    lookup.release()
    assert window.page.summary.text() == ""


def test_notes_of_a_comparison_are_told() -> None:
    found = replace(comparison(), notes=("A layer of the left could not be read.",))
    assert summary_of(found).endswith("A brick of the left could not be read.")
