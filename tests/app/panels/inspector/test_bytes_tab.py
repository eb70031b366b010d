from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.panels.inspector.bytes_tab import BytesTab
from app.panels.inspector.hint_card import HintCard
from app.theme import Mode, Theme
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.roles import Role
from core.model import FileAt, LayerPlace, SizeNode, WasteCause
from tests.app.panels.inspector import samples

OVERVIEW, BRICKS, FILES, MAP = range(4)


@pytest.fixture
def lookup() -> samples.FakeLookup:
    return samples.FakeLookup()


@pytest.fixture
def tab(qtbot: QtBot, lookup: samples.FakeLookup) -> BytesTab:
    tab = BytesTab(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(tab)
    tab.resize(600, 700)
    tab.show()
    return tab


def told(view: object) -> list[str]:
    model = view.model()  # type: ignore[attr-defined]
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(n, 0).data(role)) for n in range(model.rowCount())]


def test_figures_are_honest(tab: BytesTab) -> None:
    tab.show_target(samples.target())
    page = tab.overview
    assert page._stored.accessibleName() == "File bytes: 175 MB"
    assert page._visible.accessibleName() == "Visible: 144 MB"
    assert page._reclaimable.accessibleName() == "Reclaimable: 31.3 MB"
    assert page._efficiency.accessibleName() == "Efficiency: 82.2 %"
    assert "Rebuilding or squashing" in page._honest.text()
    assert "not what this disk would get back" in page._honest.text()
    assert "31.1 % of what those bricks store" in page._base.text()


def test_an_image_without_waste_promises_nothing(tab: BytesTab, lookup: samples.FakeLookup) -> None:
    usual = samples.efficiency()
    clean = tuple(replace(one, dead_bytes=0, caused_bytes=0) for one in usual.layers)
    lookup.answers["efficiency"] = replace(
        usual, live_bytes=usual.stored_bytes, layers=clean, files=(), wasted_files=0,
        by_cause=(), advice=(),
    )  # fmt: skip
    tab.show_target(samples.target())
    assert tab.overview._honest.text() == "Every stored byte can be seen."
    assert tab.overview._efficiency.accessibleName() == "Efficiency: 100 %"
    assert tab.overview._base.isHidden()
    assert tab.overview._advice_heading.isHidden()
    assert tab.overview._cause_heading.isHidden()
    tab.pages.choose(FILES)
    assert not tab.files._nothing.isHidden()


def test_advice_tells_what_it_saves_and_leads_to_its_bricks(tab: BytesTab, qtbot: QtBot) -> None:
    tab.show_target(samples.target())
    cards = tab.overview.findChildren(HintCard)
    assert [card.accessibleName().partition(" ")[0] for card in cards] == ["19.4", "11.9"]
    buttons = cards[0].findChildren(QPushButton)
    assert [button.text() for button in buttons] == ["Brick 3", "Brick 4"]
    with qtbot.waitSignal(tab.brick_requested) as asked:
        buttons[1].click()
    assert asked.args == [samples.LAYERS[3].chain_id]


def test_four_sizes_are_named_and_grow_as_bricks_become_known(
    tab: BytesTab, lookup: samples.FakeLookup
) -> None:
    tab.show_target(samples.target())
    names = [row.accessibleName() for row in tab.overview._size_rows.values()]
    assert [name.partition(":")[0] for name in names] == [
        "File bytes", "On disk", "Download", "Only here",
    ]  # fmt: skip
    assert "Download: 175 MB, the bricks compressed" in names[2]
    lookup.is_held = True
    tab.show_target(samples.target(1))
    lookup.release()  # the efficiency; the sizes of bricks are still asked for
    assert tab.overview._size_rows["Download"].accessibleName().startswith("Download: at least 0 B")
    lookup.release()
    assert tab.overview._size_rows["Download"].accessibleName().startswith("Download: 175 MB")


def test_a_brick_has_the_three_sizes_of_a_stack(tab: BytesTab, qtbot: QtBot) -> None:
    tab.show_target(samples.target())
    tab.pages.choose(BRICKS)
    rows = told(tab.bricks.view)
    assert len(rows) == 5
    assert rows[0].startswith("Brick 5 shop.conf: stores 4.10 KB, adds +3.55 KB, running total")
    assert rows[1].endswith("hides 31.3 MB below")
    assert rows[2].endswith("31.3 MB hidden later, shown")
    with qtbot.waitSignal(tab.brick_requested) as asked:
        tab.bricks.view.activated.emit(tab.bricks.rows.index(4))
    assert asked.args == [samples.LAYERS[0].chain_id]


def test_hidden_files_tell_where_they_are_and_where_they_went(
    tab: BytesTab, lookup: samples.FakeLookup, qtbot: QtBot
) -> None:
    lookup.answers["efficiency"] = replace(samples.efficiency(), wasted_files=1_234)
    tab.show_target(samples.target())
    tab.pages.choose(FILES)
    assert tab.files._count.text() == "The 73 largest of 1\u2009234 hidden files"
    assert told(tab.files.view)[0] == (
        "var/lib/apt/lists/alpha_Packages.lz4, 4.48 MB, stored in brick 3, hidden in brick 4, "
        "deleted by a later brick"
    )
    with qtbot.waitSignal(tab.file_requested) as asked:
        tab.files.view.activated.emit(tab.files.files.index(0))
    assert asked.args == [FileAt(samples.place(2), "var/lib/apt/lists/alpha_Packages.lz4")]
    tab.files._filter.setText("archives http")
    assert len(told(tab.files.view)) == 4
    tab.files._filter.setText("zzz")
    assert tab.files.view.isHidden()


def test_the_menu_of_a_hidden_file_leads_to_both_bricks(tab: BytesTab, qtbot: QtBot) -> None:
    tab.show_target(samples.target())
    tab.pages.choose(FILES)
    point = tab.files.view.visualRect(tab.files.files.index(0)).center()
    tab.files.view.customContextMenuRequested.emit(point)
    menu = tab.files.findChildren(QMenu)[-1]
    names = [action.text() for action in menu.actions()]
    assert names[-2:] == ["Show brick 3", "Show brick 4"]
    with qtbot.waitSignal(tab.brick_requested) as asked:
        menu.actions()[-1].trigger()
    assert asked.args == [samples.LAYERS[3].chain_id]
    with qtbot.waitSignal(tab.path_requested) as path:
        menu.actions()[1].trigger()
    assert path.args == ["var/lib/apt/lists/alpha_Packages.lz4"]
    menu.close()


def test_the_map_is_asked_for_when_it_is_looked_at(
    tab: BytesTab, lookup: samples.FakeLookup, qtbot: QtBot
) -> None:
    tab.show_target(samples.target())
    assert lookup.count("size_map") == 0
    tab.pages.choose(MAP)
    assert lookup.last("size_map") == (samples.place(2), True, "")
    assert tab.map.map.tiles
    tab.map.map.opened.emit("usr/share")
    assert lookup.last("size_map") == (samples.place(2), True, "usr/share")
    assert tab.map._inside.text() == "/ usr/share"
    tab.map._up.click()
    assert lookup.last("size_map") == (samples.place(2), True, "")
    assert tab.map._up.isHidden()


def test_the_map_of_the_repository_leads_to_bricks_and_images(
    tab: BytesTab, lookup: samples.FakeLookup, qtbot: QtBot
) -> None:
    chain = samples.LAYERS[1].chain_id
    layer = SizeNode(chain, "CA certs", 9, 1, 0, chain)
    lookup.answers["size_map"] = SizeNode(
        "", "", 20, 2, 0, "", (SizeNode("web:1", "web:1", 20, 2, 0, chain, (layer,)),)
    )
    tab.show_target(samples.target())
    tab.pages.choose(MAP)
    tab.map.scope.choose(1)
    assert lookup.last("size_map") == (None, False, "")
    with qtbot.waitSignal(tab.image_requested) as image:
        tab.map.map.opened.emit("web:1")
    assert image.args == ["web:1"]
    with qtbot.waitSignal(tab.brick_requested) as brick:
        tab.map.map.opened.emit(chain)
    assert brick.args == [chain]
    tab.map.map.opened.emit("")  # what several images share is no place to go to


def test_a_file_of_the_map_tells_its_life(
    tab: BytesTab, lookup: samples.FakeLookup, qtbot: QtBot
) -> None:
    file = SizeNode("usr/bin/python3", "python3", 9, 1)
    lookup.answers["size_map"] = SizeNode("", "", 9, 1, children=(file,))
    tab.show_target(samples.target())
    tab.pages.choose(MAP)
    with qtbot.waitSignal(tab.path_requested) as asked:
        tab.map.map.opened.emit("usr/bin/python3")
    assert asked.args == ["usr/bin/python3"]


def test_boxes_have_the_colour_of_the_brick_that_most_of_them_is_in(tab: BytesTab) -> None:
    tab.show_target(samples.target())
    node = SizeNode("x", "x", 1, chain_id=samples.LAYERS[4].chain_id)
    assert tab.map._role_of(node) is Role.CONFIG
    far = SizeNode("y", "y", 1, chain_id="sha256:elsewhere")
    assert tab.map._role_of(far) is Role.APP
    tab.set_roles({"sha256:elsewhere": Role.DATA}.get)
    assert tab.map._role_of(far) is Role.DATA
    assert tab.map._role_of(node) is Role.CONFIG


def test_causes_are_told_in_words_the_worst_first(
    tab: BytesTab, lookup: samples.FakeLookup
) -> None:
    lookup.answers["efficiency"] = replace(
        samples.efficiency(),
        by_cause=((WasteCause.METADATA, 1_300_000), (WasteCause.DELETED, 30_000_000),
                  (WasteCause.IDENTICAL, 0)),
    )  # fmt: skip
    tab.show_target(samples.target())
    layout = tab.overview._causes
    names = [layout.itemAt(n).widget().accessibleName() for n in range(layout.count())]
    assert names == [
        "deleted by a later brick: 30.0 MB", "copied for mode, owner or time: 1.30 MB",
    ]  # fmt: skip


def test_an_image_without_bricks_and_a_failure_are_told(
    tab: BytesTab, lookup: samples.FakeLookup
) -> None:
    empty = replace(samples.IMAGE, layers=())
    nothing = InspectedTarget(LayerPlace("x:1", ""), empty, None, -1, (), (), is_image=True)
    tab.show_target(nothing)
    assert tab.notice.words.startswith("This image has no bricks")
    lookup.failing = "Brick 2 cannot be read."
    tab.show_target(samples.target())
    assert tab.notice.words.endswith("Brick 2 cannot be read.")


def test_nothing_is_wider_than_a_narrow_panel(tab: BytesTab, qtbot: QtBot) -> None:
    tab.show_target(samples.target())
    tab.resize(420, 600)
    inside = tab.overview.widget()
    qtbot.waitUntil(lambda: inside.width() <= tab.overview.viewport().width())
    assert tab.minimumSizeHint().width() <= 420


def test_bricks_that_nobody_can_look_into_are_named(
    tab: BytesTab, lookup: samples.FakeLookup
) -> None:
    usual = lookup.summary

    def summary(place: LayerPlace, then: Any, *, failed: Any = None, slot: str = "") -> None:
        if place == samples.place(1):
            failed("Its bytes are damaged.")
        else:
            usual(place, then, failed=failed, slot=slot)

    lookup.summary = summary  # type: ignore[method-assign]
    tab.show_target(samples.target(is_image=True))
    assert "brick 2 are not available" in tab.overview._missing.text()
    lookup.summary = usual  # type: ignore[method-assign]
    tab.reload()
    assert not tab.overview._missing.isVisible()
