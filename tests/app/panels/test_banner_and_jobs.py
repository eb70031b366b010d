from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.panels.banner import Banner
from app.panels.controls import breakable
from app.panels.jobs_panel import JobRow, JobsPanel
from app.theme import Mode, Theme
from app.viewmodel.wording import Message
from core.progress import Progress
from tests.app.panels import samples


def test_an_error_stays_and_a_notice_does_not_cover_it(qtbot: QtBot) -> None:
    banner = Banner(Theme(Mode.LIGHT))
    qtbot.addWidget(banner)
    message = Message("Not done", "It did not start.", "because")
    banner.show_message(message)
    banner.show_notice("Something else went well.")
    assert banner.words == "It did not start."
    assert banner.property("look") == "banner"
    with qtbot.waitSignal(banner.details_requested) as caught:
        qtbot.mouseClick(banner._details, Qt.MouseButton.LeftButton)
    assert caught.args == [message]
    banner._close.click()
    banner.show_notice("Done.")
    assert banner.property("look") == "notice"
    assert not banner._details.isVisible()


def test_a_long_hostile_message_fits_into_its_card(qtbot: QtBot) -> None:
    banner = Banner(Theme(Mode.DARK))
    qtbot.addWidget(banner)
    banner.show_message(Message("Not done", samples.HOSTILE + " " + "x" * 300))
    banner.resize(1300, 44)
    assert banner.width() <= 720
    assert banner._words.height() >= banner._words.heightForWidth(banner._words.width())
    assert "<b>bold</b>" in banner._words.text()
    assert "\u202e" not in banner._words.text()
    assert banner.words.endswith("x")


def test_a_job_can_be_cancelled_once_and_its_successor_anew(qtbot: QtBot) -> None:
    panel = JobsPanel()
    qtbot.addWidget(panel)
    stopped: list[str] = []
    first = JobRow("First", Progress("copying", 5, 10), lambda: stopped.append("first"))
    panel.show_jobs([first])
    assert panel.isVisible()
    row = panel._rows[0]
    assert row._phase.text() == "copying · 5 B of 10 B"
    row._cancel.click()
    row._cancel.click()
    panel.show_jobs([first])
    assert stopped == ["first"]
    assert not row._cancel.isEnabled()
    panel.show_jobs([JobRow("Second", None, lambda: stopped.append("second"))])
    panel._rows[0]._cancel.click()
    assert stopped == ["first", "second"]
    panel.show_jobs([])
    assert not panel.isVisible()


def test_a_word_without_end_may_break() -> None:
    assert breakable("short words stay") == "short words stay"
    broken = breakable("x" * 50)
    assert broken.replace("\u200b", "") == "x" * 50
    assert max(len(part) for part in broken.split("\u200b")) <= 24


def test_very_many_jobs_do_not_fill_the_window(qtbot: QtBot) -> None:
    panel = JobsPanel()
    qtbot.addWidget(panel)
    panel.show_jobs([JobRow(f"Job {number}", None, lambda: None) for number in range(50)])
    assert len(panel._rows) == 5
    assert panel._more.text() == "and 45 more"
    tall_px = panel.height()
    panel.show_jobs([JobRow("One", None, lambda: None)])
    assert panel._more.isHidden()
    assert panel.height() < tall_px
