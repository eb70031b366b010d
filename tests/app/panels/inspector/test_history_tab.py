from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.panels.controls import CopyButton
from app.panels.inspector.hint_card import HintCard
from app.panels.inspector.history_tab import HistoryTab
from app.theme import Mode, Theme
from app.viewmodel.inspected import InspectedTarget
from core.model import Image, LayerPlace
from tests.app.panels.inspector import samples

_RECORDED = "RUN |1 V=1 /bin/sh -c set -eux; \\\n    make \x1b[31m install # buildkit"


def unfitting() -> Image:
    layers = tuple(replace(layer, created_by="") for layer in samples.LAYERS)
    return replace(samples.IMAGE, layers=layers, history=samples.HISTORY[3:])


@pytest.fixture
def lookup() -> samples.FakeLookup:
    return samples.FakeLookup()


@pytest.fixture
def tab(qtbot: QtBot, lookup: samples.FakeLookup) -> HistoryTab:
    tab = HistoryTab(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(tab)
    tab.resize(600, 700)
    tab.show()
    return tab


def sentences(view: object) -> list[str]:
    steps = view.steps  # type: ignore[attr-defined]
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(steps.index(n).data(role)) for n in range(steps.rowCount())]


def click(qtbot: QtBot, tab: HistoryTab, row: int) -> None:
    box = tab._list.visualRect(tab._list.steps.index(row))
    point = QPoint(box.left() + 120, box.top() + 20)
    qtbot.mouseClick(tab._list.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_steps_are_newest_first_with_thin_labels_between(tab: HistoryTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.counted) as counted:
        tab.show_target(samples.target())
    assert counted.args == [9]
    told = sentences(tab._list)
    assert told[0] == 'CMD ["nginx" "-g" "daemon off;"], no brick · 0 B, 5 Nov'
    assert told[4] == (
        "Brick 3, RUN apt-get update && apt-get install -y nginx, 62.4 MB, 3 Nov, shown"
    )
    assert told[8] == "Brick 1, ADD rootfs.tar.xz /, 74.8 MB, 1 Nov, by Debian Project"
    assert "the site" in told[2]
    look = tab._list.steps.look
    painter = tab._list._delegate
    assert painter.height(look(0), 500) < painter.height(look(4), 500)  # a label is thinner
    assert tab._orphans.isHidden()


def test_contents_need_not_be_there(tab: HistoryTab) -> None:
    tab.show_target(samples.target(2, samples.unavailable_image()))
    assert tab._pages.currentWidget() is tab.body
    facts = {fact.name: fact.shown for fact in tab._brick_facts.facts}
    assert facts["Contents"] == "not available: it is for windows/amd64 only"


def test_a_click_opens_the_command_and_asks_for_the_brick(tab: HistoryTab, qtbot: QtBot) -> None:
    tab.show_target(samples.target())
    closed = tab._list.height()
    with qtbot.waitSignal(tab.brick_requested) as asked:
        click(qtbot, tab, 8)
    assert asked.args == [samples.LAYERS[0].chain_id]
    assert tab._list.steps.is_open(8)
    assert tab._list.height() > closed
    with qtbot.assertNotEmitted(tab.brick_requested):
        click(qtbot, tab, 0)  # what made no brick only opens
        click(qtbot, tab, 4)  # the shown one too
    assert tab._list.steps.is_open(0)
    assert tab._list.steps.is_open(4)


def test_keys_go_through_the_steps_open_and_copy(tab: HistoryTab, qtbot: QtBot) -> None:
    history = list(samples.HISTORY)
    history[4] = replace(history[4], created_by=_RECORDED)
    tab.show_target(samples.target(image=replace(samples.IMAGE, history=tuple(history))))
    tab._list.clearFocus()
    tab._list.setFocus(Qt.FocusReason.TabFocusReason)
    assert tab._list.currentIndex().row() == 0
    for _ in range(4):
        qtbot.keyClick(tab._list, Qt.Key.Key_Down)
    qtbot.keyClick(tab._list, Qt.Key.Key_Return)
    assert tab._list.steps.is_open(4)
    qtbot.keyClick(tab._list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == _RECORDED
    qtbot.keyClick(tab._list, Qt.Key.Key_Return)
    assert not tab._list.steps.is_open(4)
    shown = str(tab._list.steps.index(4).data())
    assert shown == "RUN set -eux; \\ make \\x1b[31m install"


def test_an_open_row_has_a_copy_mark(tab: HistoryTab, qtbot: QtBot) -> None:
    tab.show_target(samples.target())
    click(qtbot, tab, 4)
    view = tab._list
    rect = QRectF(view.visualRect(view.steps.index(4)))
    box = view._delegate.copy_box(view.steps.look(4), rect)
    QGuiApplication.clipboard().clear()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert QGuiApplication.clipboard().text() == samples.COMMANDS[2]
    assert view.steps.is_open(4)  # and it stays open


def test_another_brick_of_the_same_image_moves_the_mark_only(tab: HistoryTab, qtbot: QtBot) -> None:
    tab.show_target(samples.target())
    click(qtbot, tab, 4)
    bar = tab._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 90)
    bar.setValue(90)
    with qtbot.assertNotEmitted(tab.counted):
        tab.show_target(samples.target(0))
    assert tab._list.steps.is_open(4)
    assert bar.value() == 90
    assert [n for n in range(9) if tab._list.steps.is_shown(n)] == [8]
    assert dict((f.name, f.shown) for f in tab._brick_facts.facts)["Role"] == "Base OS"
    tab.show_target(samples.target(is_image=True))
    assert not any(tab._list.steps.is_shown(n) for n in range(9))
    assert tab._brick_facts.isHidden()


def test_history_that_does_not_fit_is_listed_apart(tab: HistoryTab, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tab.counted) as counted:
        tab.show_target(samples.target(image=unfitting()))
    assert counted.args == [11]  # five bricks and six steps that belong to none for certain
    assert all("command unknown" in told for told in sentences(tab._list))
    assert not tab._orphans.isHidden()
    assert sentences(tab._orphans)[2].startswith("COPY site/ /var/www/html/shop, fits no brick")
    reason = tab.findChildren(HintCard)[0].accessibleName()
    assert reason == (
        "By its history 3 steps make a brick, but the image has 5 bricks: "
        "which step made which brick cannot be told."
    )
    facts = {fact.name: fact.shown for fact in tab._brick_facts.facts}
    assert facts["Made by"] == "command unknown"
    with qtbot.waitSignal(tab.brick_requested):
        click(qtbot, tab, 0)
    assert not tab._list.steps.is_open(0)  # there is nothing to open
    tab.show_target(samples.target())
    assert tab._orphans.isHidden()


def test_nothing_that_was_told_before_gets_lost(tab: HistoryTab) -> None:
    tab.set_users(lambda _chain: ("shop-frontend:2.3.1", "web-server:1.26"))
    tab.show_target(samples.target())
    brick = {fact.name: fact.copied for fact in tab._brick_facts.facts}
    assert list(brick) == ["Role", "Used by", "Digest", "Diff ID", "Chain ID", "Media type"]
    assert brick["Used by"] == "shop-frontend:2.3.1, web-server:1.26"
    run = {fact.name: fact.copied for fact in tab._configuration.facts}
    assert list(run) == [
        "Command", "Environment", "Directory", "User", "Ports", "Labels",
    ]  # fmt: skip
    identity = {fact.name: fact.copied for fact in tab._identity.facts}
    for name in ("Publisher", "Stands on", "Platform", "Digest", "Image ID", "Brick 1", "Brick 5"):
        assert identity[name]


def test_digests_and_settings_are_whole_when_copied(tab: HistoryTab) -> None:
    tab.show_target(samples.target())
    for name, wanted in (
        ("Chain ID", samples.LAYERS[2].chain_id),
        ("Image ID", samples.IMAGE.image_id),
        ("Environment", "NGINX=1.26\nPATH=/usr/bin:/bin"),
    ):
        button = next(
            b for b in tab.findChildren(CopyButton) if b.accessibleName() == f"Copy: {name}"
        )
        button.click()
        assert QGuiApplication.clipboard().text() == wanted


def test_the_shown_brick_of_a_tall_image_is_scrolled_to(tab: HistoryTab, qtbot: QtBot) -> None:
    image = replace(samples.tall_image(60), history=())
    tab.show_target(samples.target(3, image))
    row = tab._list.steps.row_of(3)
    assert row is not None
    top, bottom = tab._list.row_span(row)

    def is_seen() -> bool:
        inside = tab._scroll.widget()
        offset = tab._list.mapTo(inside, QPoint(0, 0)).y()
        bar = tab._scroll.verticalScrollBar()
        room = tab._scroll.viewport().height()
        return bool(offset + top >= bar.value() and offset + bottom <= bar.value() + room)

    qtbot.waitUntil(is_seen)


def test_an_image_of_no_layers_still_tells_how_it_runs(tab: HistoryTab) -> None:
    image = replace(samples.IMAGE, layers=(), history=samples.HISTORY[1:2])
    nothing = InspectedTarget(LayerPlace("x:1", ""), image, None, -1, (), (), is_image=True)
    tab.show_target(nothing)
    assert sentences(tab._list) == ['CMD ["bash"], no brick · 0 B, 1 Nov']
    assert tab._configuration.facts


def test_nothing_makes_the_page_wider_than_it_is(tab: HistoryTab, qtbot: QtBot) -> None:
    layers = tuple(
        replace(layer, created_by="x" * 900, comment="y" * 400) for layer in samples.LAYERS
    )
    odd = replace(samples.IMAGE, layers=layers, history=(), description=samples.HOSTILE * 9)
    tab.resize(420, 600)
    tab.show_target(samples.target(image=odd))
    tab._list.steps.toggle(2)
    qtbot.waitUntil(lambda: tab._scroll.widget().width() <= tab._scroll.viewport().width())
    assert tab.width() == 420
    shown = " ".join(fact.shown for fact in tab._identity.facts)
    assert "<b>bold</b>" in shown
    assert "\u202e" not in shown
