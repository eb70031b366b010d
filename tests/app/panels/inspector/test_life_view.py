from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.panels.inspector.life_view import LifeView
from app.theme import Mode, Theme
from core.model import FileAt
from tests.app.panels.inspector import samples

LISTS = "var/lib/apt/lists"


@pytest.fixture
def lookup() -> samples.FakeLookup:
    return samples.FakeLookup()


@pytest.fixture
def view(qtbot: QtBot, lookup: samples.FakeLookup) -> LifeView:
    view = LifeView(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(view)
    return view


def told(view: LifeView) -> list[str]:
    model = view.list.rows
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(n).data(role)) for n in range(model.rowCount())]


def test_a_life_is_told_brick_by_brick(view: LifeView, lookup: samples.FakeLookup) -> None:
    view.show_life(samples.target(), LISTS)
    assert view.isVisible()
    assert not view.isModal()
    assert lookup.last("life") == (samples.IMAGE.reference, LISTS)
    assert told(view) == [
        "not there in brick 5",
        "Brick 4: deleted, by COPY site/ /var/www/html/shop",
        "Brick 3: added, a directory, by RUN apt-get update && apt-get install -y nginx, shown",
        "not there yet in bricks 1 to 2",
    ]
    assert view._short.text() == "2 bricks have to do with it; it is gone in the end."


def test_a_file_is_shown_as_it_was_and_a_deletion_shows_its_brick(
    view: LifeView, qtbot: QtBot
) -> None:
    view.show_life(samples.target(), "etc/motd")
    rows = view.list.rows
    assert [told.partition(",")[0] for told in told(view)] == [
        "not there in bricks 4 to 5", "Brick 3: deleted; its 286 B stay in brick 1",
        "unchanged in brick 2", "Brick 1: added",
    ]  # fmt: skip
    with qtbot.waitSignal(view.file_requested) as file:
        view.list.activated.emit(rows.index(3))
    assert file.args == [FileAt(samples.place(0), "etc/motd")]
    with qtbot.waitSignal(view.brick_requested) as brick:
        view.list.activated.emit(rows.index(1))
    assert brick.args == [samples.LAYERS[2].chain_id]
    with qtbot.assertNotEmitted(view.brick_requested):
        view.list.activated.emit(rows.index(0))


def test_the_brick_that_brought_it_is_chosen_first(view: LifeView, qtbot: QtBot) -> None:
    view.show_life(samples.target(), "etc/motd")
    assert view.list.currentIndex().row() == 3
    qtbot.keyClick(view.list, Qt.Key.Key_Up)
    assert view.list.currentIndex().row() == 1  # bricks that did nothing are passed by


def test_the_menu_leads_to_the_brick_of_a_file_too(view: LifeView, qtbot: QtBot) -> None:
    view.show_life(samples.target(), "etc/motd")
    qtbot.waitUntil(lambda: view.list.visualRect(view.list.rows.index(3)).isValid())
    point = view.list.visualRect(view.list.rows.index(3)).center()
    view.list.customContextMenuRequested.emit(point)
    menu = view.findChildren(QMenu)[-1]
    assert [action.text() for action in menu.actions()] == [
        "Show the file as it was", "Show brick 1",
    ]  # fmt: skip
    with qtbot.waitSignal(view.brick_requested) as brick:
        menu.actions()[1].trigger()
    assert brick.args == [samples.LAYERS[0].chain_id]
    menu.close()


def test_another_path_can_be_asked_for(
    view: LifeView, lookup: samples.FakeLookup, qtbot: QtBot
) -> None:
    view.show_life(samples.target(), LISTS)
    view.path.setText(" /etc//nginx/nginx.conf")
    qtbot.keyClick(view.path, Qt.Key.Key_Return)
    assert lookup.last("life") == (samples.IMAGE.reference, "etc/nginx/nginx.conf")
    assert view.path.text() == "etc/nginx/nginx.conf"
    assert told(view)[0] == (
        "Brick 5: other contents, 1.45 KB → 1.50 KB, by COPY shop.conf /etc/nginx/conf.d/"
    )


def test_a_path_that_cannot_be_printed_is_asked_for_as_it_is(
    view: LifeView, lookup: samples.FakeLookup, qtbot: QtBot
) -> None:
    odd = "run/a\udcff\x1b[31m"
    view.show_life(samples.target(), odd)
    assert "\x1b" not in view.path.text()
    qtbot.keyClick(view.path, Qt.Key.Key_Return)
    assert lookup.last("life") == (samples.IMAGE.reference, odd)


def test_an_unknown_path_is_told_in_one_sentence(
    view: LifeView, lookup: samples.FakeLookup
) -> None:
    lookup.failing = "No layer of this image has etc/nope."
    view.show_life(samples.target(), "etc/nope")
    assert view._short.text() == "No layer of this image has etc/nope."
    assert told(view) == []
    lookup.failing, lookup.answers["life"] = "", ()
    view.show_life(samples.target(), "etc/nope")
    assert view._short.text() == "No brick of this image has had this path."


def test_an_answer_for_the_path_before_is_not_shown(
    view: LifeView, lookup: samples.FakeLookup
) -> None:
    lookup.is_held = True
    view.show_life(samples.target(), LISTS)
    view._show_events("something/else", samples.life("etc/motd"))
    assert told(view) == []
    lookup.release()
    assert len(told(view)) == 4


def test_without_a_path_one_is_asked_for(view: LifeView, lookup: samples.FakeLookup) -> None:
    view.show_life(samples.target(), "")
    assert lookup.count("life") == 0
    assert "Type a path" in view._short.text()


def test_closing_forgets_the_question(view: LifeView, lookup: samples.FakeLookup) -> None:
    view.show_life(samples.target(), LISTS)
    view.reject()
    assert view.isHidden()
    assert lookup.forgotten == ["LifeView.life"]
