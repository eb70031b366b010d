"""Entries for what comes and goes: in the toolbar, in menus, as keys."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.theme import Mode, Theme
from app.viewmodel.session import SelectionKind, Session
from app.window.sidebar import Sidebar
from app.window.stage import Stage
from app.window.toolbar import Toolbar
from app.window.travelling import Travelling
from core.model import Repository, Serving
from tests.app.panels import samples


class Noted:
    """Verbs that note that they were used."""

    def __init__(self, reason: str = "") -> None:
        self.used: list[str] = []
        self.reason = reason

    def __getattr__(self, name: str) -> Any:
        if name.startswith("why_no"):
            return lambda: self.reason
        return lambda *what: self.used.append(" ".join([name, *map(str, what)]))


@pytest.fixture
def noted() -> Noted:
    return Noted()


@pytest.fixture
def session() -> Session:
    made = Session()
    made.set_repository(samples.repository())
    return made


def make(noted: Noted, session: Session, window: QWidget) -> Travelling:
    names = ("registries", "archives", "images", "offering", "handouts")
    verbs = SimpleNamespace(**dict.fromkeys(names, noted))
    return Travelling(
        window, session, verbs, lambda one: noted.used.append(f"report {one}"), noted.open_it
    )


@pytest.fixture
def travelling(noted: Noted, session: Session, qtbot: QtBot) -> Travelling:
    window = QWidget()
    qtbot.addWidget(window)
    return make(noted, session, window)


def words(choices: Any) -> list[str]:
    return [words.partition("\t")[0] for words, _verb in choices]


def test_the_buttons_do_the_usual_and_their_menus_all_else(
    travelling: Travelling, noted: Noted, qtbot: QtBot
) -> None:
    theme = Theme(Mode.LIGHT)
    bar, sidebar, stage = Toolbar(theme), Sidebar(theme), Stage(theme, is_animated=False)
    for widget in (bar, sidebar, stage):
        qtbot.addWidget(widget)
    travelling.connect_parts(bar, sidebar, stage, theme)
    bar.pull.click()
    bar.export.click()
    assert noted.used == ["pull_image", "export_images"]
    menu = bar.pull.menu()
    menu.aboutToShow.emit()
    assert [one.text().partition("\t")[0] for one in menu.actions()] == [
        "Pull from a registry…",
        "Import an archive…",
        "Make a base image…",
    ]
    menu.actions()[1].trigger()
    menu.actions()[2].trigger()
    assert noted.used[2:] == ["import_archive", "make_base_image"]


def test_what_leaves_depends_on_what_is_selected(
    travelling: Travelling, noted: Noted, session: Session
) -> None:
    assert words(travelling.ways_out()) == [
        "Export images…",
        "Push to a registry…",
        "Share with the class…",
        "Picture or handout…",
        "Copy picture",
    ]
    session.select(SelectionKind.IMAGE, "orders-api:4.2.0")
    for _words, verb in travelling.ways_out():
        verb()
    assert noted.used == [
        "export_images",
        "push_image",
        "show",
        "ask",
        "copy",
        "report orders-api:4.2.0",
    ]


def test_who_is_in_this_network_is_pulled_from_and_what_is_shared_is_seen_and_ended(
    travelling: Travelling, noted: Noted, qtbot: QtBot
) -> None:
    theme = Theme(Mode.LIGHT)
    bar, sidebar, stage = Toolbar(theme), Sidebar(theme), Stage(theme, is_animated=False)
    for widget in (bar, sidebar, stage):
        qtbot.addWidget(widget)
    travelling.connect_parts(bar, sidebar, stage, theme)
    sidebar.neighbours.chosen.emit("192.168.1.23:5000")
    serving = Serving(("192.168.1.7:5000",), (("Web:1.0", "web:1.0"),))
    stage.show_serving(serving)
    assert stage.sharing.isHidden()  # the sidebar says it
    stage.set_beside_sidebar(False)
    assert not stage.sharing.isHidden()
    stage.sharing.opened.emit()
    stage.sharing.stop_requested.emit()
    assert noted.used == ["pull_image 192.168.1.23:5000/", "show", "stop"]
    stage.set_beside_sidebar(True)
    assert stage.sharing.isHidden()


def test_verbs_of_an_image_and_of_a_brick_name_what_they_are_for(
    travelling: Travelling, noted: Noted, session: Session
) -> None:
    image = session.repository.images[1]
    for _words, verb in travelling.verbs_of_image(image):
        verb()
    ((_words, verb),) = travelling.verbs_of_brick(samples.LAYERS[3].chain_id)
    verb()
    assert noted.used == [
        "export_images ('orders-api:4.2.0',)",
        "push_image orders-api:4.2.0",
        "show",
        "export_layer orders-api:4.2.0 3",
    ]
    assert travelling.verbs_of_brick("sha256:none") == []


def test_keys_do_the_same(travelling: Travelling, noted: Noted) -> None:
    for _keys, verb in travelling.shortcuts:
        verb()
    assert noted.used == [
        "pull_image",
        "push_image",
        "import_archive",
        "export_images",
        "ask",
        "copy",
        "show",
    ]
    keys = [keys for keys, _verb in travelling.shortcuts]
    assert len(set(keys)) == len(keys)


def test_reasons_are_told_by_the_buttons(session: Session, qtbot: QtBot) -> None:
    session.set_repository(Repository("/r"))
    bar = Toolbar(Theme(Mode.LIGHT))
    qtbot.addWidget(bar)
    make(Noted("The engine is still starting"), session, bar).show_reasons(bar)
    assert not bar.pull.isEnabled()
    assert bar.export.toolTip() == "The engine is still starting"
    make(Noted(), session, bar).show_reasons(bar)
    assert bar.pull.isEnabled()
    assert "Ctrl+P" in bar.pull.toolTip()
