from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from app.panels.inspector.head import built_text, command_spans
from app.panels.inspector.inspector_panel import InspectorPanel
from app.panels.inspector.tab import InspectorTab
from app.panels.inspector.tab_bar import TabBar
from app.theme import Mode, Theme
from app.viewmodel.inspected import InspectedTarget
from core.model import FileAt, Image
from tests.app.panels.inspector.samples import (
    HOSTILE,
    IMAGE,
    LAYERS,
    FakeLookup,
    brick,
    place,
    target,
    unavailable_image,
)


@pytest.fixture
def lookup() -> FakeLookup:
    return FakeLookup()


@pytest.fixture
def panel(qtbot: QtBot, lookup: FakeLookup) -> InspectorPanel:
    panel = InspectorPanel(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(panel)
    panel.resize(600, 900)
    panel.show()
    return panel


def show(panel: InspectorPanel, level: int = 2, image: Image = IMAGE) -> None:
    shown = target(level, image)
    panel.show_brick(
        brick(level, image), image.layers[level], image, roles=shown.roles, titles=shown.titles
    )


def show_image(panel: InspectorPanel, image: Image = IMAGE) -> None:
    shown = target(is_image=True)
    panel.show_image(image, shown.roles, shown.titles)


# --- head -------------------------------------------------------------------------------------


def test_the_head_tells_what_is_looked_at(panel: InspectorPanel) -> None:
    show(panel)
    assert panel.head.title.text() == "nginx 1.26 web server"
    facts = [fact.strip() for fact in panel.head.facts.text().split("·")]
    assert facts == ["62.4 MB", "brick 3, under 2 images", "built 3 Nov 2026"]
    panel.head.command.copy.click()
    assert QGuiApplication.clipboard().text() == "RUN apt-get update && apt-get install -y nginx"


def test_a_narrow_head_leaves_out_the_last_facts(panel: InspectorPanel, qtbot: QtBot) -> None:
    show(panel)
    panel.resize(400, 700)
    words = "62.4 MB · brick 3, under 2 images"
    qtbot.waitUntil(lambda: panel.head.facts.text() == words)
    assert panel.width() == 400
    assert panel.head.facts.accessibleName().endswith("built 3 Nov 2026")


def test_the_head_of_an_image(panel: InspectorPanel) -> None:
    show_image(panel)
    assert panel.head.title.text() == "shop-frontend 2.3.1"
    assert "5 bricks" in panel.head.facts.text()
    assert panel.head.command.text.toPlainText() == "CMD nginx -g daemon off;"


def test_a_layer_without_history_says_that_its_command_is_unknown(panel: InspectorPanel) -> None:
    layer = replace(LAYERS[2], created_by="", created=None)
    image = replace(IMAGE, layers=(*LAYERS[:2], layer, *LAYERS[3:]))
    show(panel, 2, image)
    assert panel.head.command.text.toPlainText() == "command unknown"
    assert not panel.head.command.copy.isVisible()
    assert "built" not in panel.head.facts.text()


def test_what_an_image_says_is_text(panel: InspectorPanel) -> None:
    show_image(panel, replace(IMAGE, name=HOSTILE, publisher=HOSTILE))
    assert "<b>bold</b>" in panel.head.title.text()
    assert "\u202e" not in panel.head.title.text() + panel.head.facts.text()


@pytest.mark.parametrize(
    ("made_by", "shown"),
    [
        ("/bin/sh -c apt-get update", "RUN |apt-get update"),
        ("/bin/sh -c #(nop)  ENV A=b", "ENV |A=b"),
        ("COPY a b", "COPY |a b"),
        ("RUN /bin/sh -c true # buildkit", "RUN |/bin/sh -c true # buildkit"),
        ("bazel build ...", "bazel build ..."),
        ("", ""),
    ],
)
def test_commands_begin_with_their_instruction(made_by: str, shown: str) -> None:
    assert "|".join(words for words, _token in command_spans(made_by)) == shown


def test_days_are_told_in_the_persons_time() -> None:
    noon = datetime(2026, 11, 3, 12, tzinfo=UTC)
    assert built_text(noon) == f"built {noon.astimezone().day} Nov 2026"
    assert built_text(None) == ""


# --- tabs -------------------------------------------------------------------------------------


def test_a_layer_and_an_image_have_their_tabs(panel: InspectorPanel) -> None:
    show(panel)
    assert panel.bar.shown_keys() == [
        "changes", "files", "diff", "packages", "history", "findings",
    ]  # fmt: skip
    assert panel.current_key == "changes"
    show_image(panel)
    assert panel.bar.shown_keys() == ["bytes", "files", "packages", "history", "findings"]
    assert panel.current_key == "bytes"
    show(panel)
    assert panel.current_key == "changes"


def test_the_tab_stays_when_another_brick_is_looked_at(panel: InspectorPanel) -> None:
    show(panel)
    panel.show_tab("files")
    show(panel, 1)
    assert panel.current_key == "files"
    assert panel.pages.currentWidget() is panel.files
    show_image(panel)
    assert panel.current_key == "files"


def test_counts_come_without_opening_the_tabs(panel: InspectorPanel, lookup: FakeLookup) -> None:
    show(panel)
    assert panel.bar.count_of("changes") == 1249
    assert panel.bar.count_of("files") == 5157
    assert panel.bar.count_of("diff") == 2
    assert panel.bar.count_of("history") == 9
    assert panel.bar.count_of("findings") == 2
    assert panel.bar.count_of("packages") is None
    assert lookup.count("packages") == 0


def test_a_tab_loads_when_it_is_seen_first(panel: InspectorPanel, lookup: FakeLookup) -> None:
    show(panel)
    assert lookup.count("files") == 0
    panel.show_tab("files")
    assert lookup.count("files") >= 1
    asked = lookup.count("files")
    panel.show_tab("changes")
    panel.show_tab("files")
    assert lookup.count("files") == asked


def test_the_same_brick_again_asks_nothing(panel: InspectorPanel, lookup: FakeLookup) -> None:
    show(panel)
    asked = len(lookup.asked)
    show(panel)
    assert len(lookup.asked) == asked


def test_keys_go_to_tabs(panel: InspectorPanel, qtbot: QtBot) -> None:
    show(panel)
    panel.activateWindow()
    QTest.keyClick(panel, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert panel.current_key == "files"
    assert panel.bar.hasFocus()
    QTest.keyClick(panel.bar, Qt.Key.Key_Left)
    assert panel.current_key == "changes"
    QTest.keyClick(panel, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert panel.current_key == "findings"
    show_image(panel)
    QTest.keyClick(panel, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert panel.current_key == "bytes"
    QTest.keyClick(panel, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert panel.current_key == "bytes"


def test_requests_of_tabs_come_out_of_the_panel(panel: InspectorPanel) -> None:
    show(panel)
    closed, files = QSignalSpy(panel.closed), QSignalSpy(panel.file_requested)
    paths, levels = QSignalSpy(panel.path_requested), QSignalSpy(panel.level_changed)
    turned = QSignalSpy(panel.tab_changed)
    file = FileAt(place(), "etc/motd")
    panel.tabs["changes"].file_requested.emit(file)
    panel.tabs["changes"].path_requested.emit("etc/motd")
    panel.show_tab("files")
    panel.files.slider.step(1)
    panel.head.close_button.click()
    assert files.at(0)[0] == file
    assert paths.at(0) == ["etc/motd"]
    assert levels.at(0) == [3]
    assert turned.at(0) == ["files"]
    assert closed.count() == 1


def test_a_diff_is_shown_in_its_tab(panel: InspectorPanel, lookup: FakeLookup) -> None:
    show(panel)
    file = FileAt(place(4), "etc/nginx/nginx.conf")
    panel.show_diff(file)
    assert panel.current_key == "diff"
    old, new, _context = lookup.last("diff")
    assert (old, new) == (FileAt(place(3), "etc/nginx/nginx.conf"), file)


def test_an_image_has_a_text_diff_when_one_is_asked_for(
    panel: InspectorPanel, lookup: FakeLookup
) -> None:
    show_image(panel)
    panel.show_diff(FileAt(place(4), "etc/nginx/nginx.conf"))
    assert panel.current_key == "diff"
    assert lookup.last("diff")[0] == FileAt(place(3), "etc/nginx/nginx.conf")
    show(panel)
    show_image(panel)
    assert "diff" not in panel.bar.shown_keys()


def test_everything_can_be_asked_again(panel: InspectorPanel, lookup: FakeLookup) -> None:
    lookup.failing = "It is damaged."
    show(panel)
    assert panel.bar.count_of("changes") is None
    lookup.failing = ""
    panel.reload()
    assert panel.bar.count_of("changes") == 1249
    assert panel.tabs["changes"].body.isVisible()


def test_answers_on_their_way_stay_welcome_when_the_same_is_shown_again(
    panel: InspectorPanel, lookup: FakeLookup
) -> None:
    lookup.is_held = True
    show(panel)
    show(panel)
    lookup.release()
    assert panel.bar.count_of("changes") == 1249


def test_contents_that_are_not_here(panel: InspectorPanel, lookup: FakeLookup) -> None:
    image = unavailable_image()
    lookup.image = image
    show(panel, 2, image)
    for key in panel.bar.shown_keys():
        panel.show_tab(key)
        words = panel.tabs[key].notice.words
        if key == "history":
            assert panel.tabs[key].body.isVisible()
        else:
            assert "It is for windows/amd64 only." in words, key
    assert panel.bar.count_of("changes") is None


def test_an_image_without_layers(panel: InspectorPanel, lookup: FakeLookup) -> None:
    image = replace(IMAGE, layers=(), history=())
    lookup.image = image
    panel.show_image(image, (), ())
    for key in panel.bar.shown_keys():
        panel.show_tab(key)
    assert lookup.count("files") == 0


def test_late_answers_for_another_brick_are_dropped(
    panel: InspectorPanel, lookup: FakeLookup
) -> None:
    lookup.is_held = True
    show(panel, 0)
    held, lookup._held = lookup._held, []
    show(panel, 4)
    lookup.release()
    for _slot, give in held:
        give()
    assert panel.bar.count_of("changes") == 2


# --- the tab bar by itself --------------------------------------------------------------------


@pytest.fixture
def bar(qtbot: QtBot) -> TabBar:
    bar = TabBar(Theme(Mode.LIGHT))
    qtbot.addWidget(bar)
    for key, title in (("a", "Changes"), ("b", "Files"), ("c", "Text diff"), ("d", "Packages")):
        bar.add(key, title, "file")
        bar.show_count(key, 4806)
    bar.add("w", "Warnings", "warn", is_icon=True)
    bar.show_count("w", 3)
    bar.resize(560, 40)
    bar.show()
    return bar


def test_all_tabs_are_reachable_at_any_width(bar: TabBar, qtbot: QtBot) -> None:
    for width in (620, 500, 380, 298, 240):
        bar.resize(width, 40)
        qtbot.wait(5)
        bar.grab()
        for index in range(bar.count()):
            assert bar.tabRect(index).right() - bar._gap_px <= width, (width, index)


def test_readers_hear_title_and_count(bar: TabBar) -> None:
    assert bar.accessibleTabName(4) == "Warnings, 3"
    assert bar.tabToolTip(4) == "Warnings, 3 (Alt+5)"
    bar.set_shown("a", False)
    assert bar.tabToolTip(4) == "Warnings, 3 (Alt+4)"


def test_a_click_chooses(bar: TabBar) -> None:
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(2).center())
    assert bar.current_key() == "c"
    bar.choose("nowhere")
    assert bar.current_key() == "c"


def test_more_pills_are_wider(bar: TabBar) -> None:
    before = bar.tabRect(0).width()
    bar.show_count("a", None)
    bar.grab()
    assert bar.tabRect(0).width() < before


# --- what all tabs do -------------------------------------------------------------------------


class Probe(InspectorTab):
    """Notes what it is asked to do."""

    def __init__(self, theme: Theme, lookup: FakeLookup) -> None:
        super().__init__(theme, lookup)
        self.log: list[str] = []

    def _load(self, target: InspectedTarget) -> None:
        self.log.append(f"load {target.level}")
        self._wait("Reading …")
        self._lookup.summary(
            target.place,
            self._current(lambda summary: self.log.append(f"got {summary.level}")),
            failed=self._current(self._fail), slot=self._slot("s"),
        )  # fmt: skip

    def _unload(self) -> None:
        self.log.append("unload")


@pytest.fixture
def probe(qtbot: QtBot, lookup: FakeLookup) -> Probe:
    probe = Probe(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(probe)
    return probe


def test_a_hidden_tab_waits(probe: Probe) -> None:
    probe.show_target(target(0))
    probe.show_target(target(1))
    assert probe.log == ["unload", "unload"]
    probe.show()
    assert probe.log[2:] == ["load 1", "got 1"]
    probe.hide()
    probe.show()
    assert probe.log[4:] == []


def test_waiting_is_said_only_when_it_takes_long(
    probe: Probe, lookup: FakeLookup, qtbot: QtBot
) -> None:
    lookup.is_held = True
    probe.show()
    probe.show_target(target())
    assert probe.notice.words == ""
    qtbot.waitUntil(lambda: probe.notice.words == "Reading …")


def test_an_older_answer_does_not_come(probe: Probe, lookup: FakeLookup) -> None:
    lookup.is_held = True
    probe.show()
    probe.show_target(target(0))
    held, lookup._held = lookup._held, []
    probe.show_target(target(1))
    assert lookup.forgotten == ["Probe.s"]
    for _slot, give in held:
        give()
    lookup.release()
    assert [line for line in probe.log if line.startswith("got")] == ["got 1"]


def test_what_fails_can_be_tried_again(probe: Probe, lookup: FakeLookup) -> None:
    lookup.failing = "<b>no</b>"
    probe.show()
    probe.show_target(target())
    assert probe.notice.words == "This could not be looked at <b>no</b>"
    lookup.failing = ""
    assert probe.notice.again.isVisible()
    probe.notice.again.click()
    assert not probe.notice.again.isVisible()
    assert probe.log[-1] == "got 2"
