from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from app.dialogs.file_change_dialog import FileChangeDialog
from app.panels.work.work_tabs import WorkTabs
from app.theme import Mode, Theme
from app.viewmodel.usage_series import Measure
from core.model import Container, ContainerState, FileContent, Limits
from tests.app.panels.work import samples

RUNNING = Container(
    "c1", "orders", "orders:1", "sha256:0", "", "none", ContainerState.RUNNING,
    datetime(2026, 11, 3, tzinfo=UTC), runs_own_command=True,
)  # fmt: skip
STOPPED = replace(RUNNING, state=ContainerState.STOPPED)


@pytest.fixture
def tabs(qtbot: QtBot) -> WorkTabs:
    tabs = WorkTabs(Theme(Mode.LIGHT))
    qtbot.addWidget(tabs)
    tabs.resize(330, 250)
    tabs.show()
    return tabs


def test_without_a_container_one_sentence_says_so(tabs: WorkTabs) -> None:
    assert tabs.notice == "Select a container to see what happens in it."
    tabs.show_container(RUNNING)
    assert not tabs.notice


def test_a_stopped_container_still_has_changes_but_uses_nothing(tabs: WorkTabs) -> None:
    tabs.show_container(STOPPED)
    assert not tabs.notice
    for key in ("resources", "processes"):
        tabs.choose(key)
        assert tabs.notice.startswith("Start the container")
    tabs.choose("log")
    assert not tabs.notice
    tabs.show_container(replace(STOPPED, runs_own_command=False))
    assert "no command of its own" in tabs.notice


def test_tabs_tell_who_was_chosen_and_count(tabs: WorkTabs, qtbot: QtBot) -> None:
    tabs.show_container(RUNNING)
    tabs.changes.show_live(samples.live())
    tabs.commands.show_runs(samples.runs())
    assert tabs.bar.count_of("changes") == samples.live().total
    assert tabs.bar.count_of("commands") == len(samples.runs())
    with qtbot.waitSignal(tabs.current_changed) as told:
        tabs.choose("processes")
    assert told.args == ["processes"]
    assert tabs.current_key == "processes"
    tabs.processes.show_processes(samples.processes())
    assert tabs.bar.count_of("processes") == 7
    tabs.choose("nowhere")
    assert tabs.current_key == "processes"


def test_nothing_of_another_container_stays(tabs: WorkTabs) -> None:
    tabs.show_container(RUNNING)
    tabs.changes.show_live(samples.live())
    tabs.commands.show_runs(samples.runs())
    tabs.processes.show_processes(samples.processes())
    tabs.log.append(samples.LOG)
    tabs.show_container(replace(RUNNING, id="c2"))
    assert [tabs.bar.count_of(key) for key in ("changes", "commands", "processes")] == [None] * 3
    assert not tabs.commands.rows
    assert not tabs.log.text


def test_rows_that_nobody_sees_are_made_when_they_are_looked_at(tabs: WorkTabs) -> None:
    tabs.show_container(RUNNING)
    tabs.choose("log")
    tabs.changes.show_live(samples.live())
    assert not tabs.changes.newest.rows_model.rows
    tabs.choose("changes")
    assert tabs.changes.newest.rows_model.rows


def test_plots_tell_limits_that_are_not_enforced_and_kills(tabs: WorkTabs, qtbot: QtBot) -> None:
    tabs.show_container(replace(RUNNING, limits=Limits(memory_bytes=256_000_000)))
    tabs.choose("resources")
    for second in range(5):
        tabs.usage.add_usage(samples.usage(second, has_limits=False))
    memory = tabs.usage.cards[Measure.MEMORY]
    assert "not enforced here" in memory.words
    qtbot.waitUntil(lambda: memory.plot.is_ready)
    tabs.usage.add_usage(replace(samples.usage(6), out_of_memory_kills=2))
    assert tabs.usage._kills.text() == "Out of memory: 2 processes killed"
    assert "limit" in memory.words
    with qtbot.waitSignal(tabs.usage.limits_requested):
        tabs.usage.limits.click()


def test_the_chosen_process_is_signalled_with_its_start(tabs: WorkTabs, qtbot: QtBot) -> None:
    tabs.show_container(RUNNING)
    tabs.choose("processes")
    panel = tabs.processes
    panel.show_processes(samples.processes())
    assert not panel.kill.isEnabled()
    panel.view.setCurrentIndex(panel.tree.index_of((41, 2**33 + 1)))
    for button, name in ((panel.end, "TERM"), (panel.kill, "KILL")):
        with qtbot.waitSignal(panel.signal_requested) as sent:
            button.click()
        assert sent.args == [41, 2**33 + 1, name]
    panel.set_reason_disabled("It is being stopped")
    assert not panel.end.isEnabled()


def test_the_log_shows_control_characters_finds_and_saves(tabs: WorkTabs, qtbot: QtBot) -> None:
    tabs.show_container(RUNNING)
    tabs.choose("log")
    tabs.log.append(samples.LOG)
    qtbot.waitUntil(lambda: "ERROR" in tabs.log.view.toPlainText())
    assert "progress 61 %" in tabs.log.text
    assert "\u202e" not in tabs.log.text
    assert "\\x07" in tabs.log.text
    assert tabs.log.view.find_words("ORDERS") == 2
    assert not tabs.log.follow.isChecked()
    with qtbot.waitSignal(tabs.log.save_requested) as saved:
        tabs.log.save.click()
    assert saved.args == [tabs.log.text]


def test_dropped_files_go_into_the_folder_that_is_pointed_at(tabs: WorkTabs, qtbot: QtBot) -> None:
    tabs.show_container(RUNNING)
    tabs.changes.show_live(samples.live())
    panel = tabs.changes
    at = panel.newest.viewport().mapTo(panel, QPoint(20, 10))
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/tmp/one"), QUrl("https://example.org/two")])
    none = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(
        QPointF(at), Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton, none
    )
    with qtbot.waitSignal(panel.files_dropped) as dropped:
        panel.dropEvent(event)
    assert dropped.args == [["/tmp/one"], "srv/orders/exports"]


@pytest.mark.parametrize("key", ["changes", "commands", "resources", "processes", "log"])
def test_a_narrow_and_low_place_is_enough(tabs: WorkTabs, key: str) -> None:
    tabs.show_container(RUNNING)
    tabs.choose(key)
    tabs.log.find_bar.begin()
    assert tabs.minimumSizeHint().width() <= 330
    assert tabs.minimumSizeHint().height() <= 250


def test_a_changed_file_is_shown_before_and_now(qtbot: QtBot) -> None:
    dialog = FileChangeDialog(Theme(Mode.DARK), samples.HOSTILE)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_diff("srv/orders/settings.toml", samples.diff())
    assert dialog.diff.is_text
    assert "+2" in dialog.facts.text()
    assert "\x1b" not in dialog.windowTitle()
    with qtbot.waitSignal(dialog.copy_out_requested) as wanted:
        dialog.copy_out.click()
    assert wanted.args == ["srv/orders/settings.toml"]
    dialog.show_diff("gone", replace(samples.diff(), new_size_bytes=None))
    assert not dialog.copy_out.isEnabled()


def test_a_file_is_shown_as_text_bytes_or_nothing(qtbot: QtBot) -> None:
    dialog = FileChangeDialog(Theme(Mode.LIGHT), "orders")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_content("a", FileContent("a", 8, b"one\ntwo\n", "sha256:0"))
    assert dialog.text.isVisible()
    dialog.show_content("a", FileContent("a", 900, b"\x00\x01\xff", "sha256:0", is_cut=True))
    assert dialog.bytes.isVisible()
    assert "only the first" in dialog.facts.text()
    dialog.show_content("a", FileContent("a", 0, b"", "sha256:0"))
    assert dialog.diff.words.startswith("This file is empty")


def test_cards_show_through_plots_in_the_dark_look(qtbot: QtBot) -> None:
    theme = Theme(Mode.DARK)
    tabs = WorkTabs(theme)
    qtbot.addWidget(tabs)
    tabs.setStyleSheet(theme.stylesheet())
    tabs.resize(520, 380)
    tabs.show()
    tabs.show_container(RUNNING)
    tabs.choose("resources")
    card = tabs.usage.cards[Measure.CPU]
    qtbot.waitUntil(lambda: card.plot.is_ready)
    picture = card.grab().toImage()
    at = card.plot.geometry().center()
    assert picture.pixelColor(at).lightness() < 128
