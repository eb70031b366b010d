from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.panels.flow_text import CODE, FlowText, spans_with_code
from app.panels.lesson_marks import StepMark
from app.panels.lesson_panel import LessonPanel
from app.theme import Mode, Theme
from app.viewmodel.lesson_view import LessonView
from tests.app.panels import samples


@pytest.fixture
def panel(qtbot: QtBot) -> LessonPanel:
    panel = LessonPanel(Theme(Mode.LIGHT))
    qtbot.addWidget(panel)
    panel.resize(440, 700)
    panel.show()
    return panel


def marks(panel: LessonPanel) -> list[str]:
    return [m.accessibleName() for m in panel.findChildren(StepMark) if m.isVisible()]


def test_steps_tell_how_far_they_are(panel: LessonPanel, qtbot: QtBot) -> None:
    panel.show_lesson(LessonView(samples.lesson(), 2))
    qtbot.waitUntil(lambda: len(marks(panel)) == 6)
    assert marks(panel) == [
        "Step 1, done", "Step 2, done", "Step 3, open",
        "Step 4, not yet", "Step 5, not yet", "Step 6, not yet",
    ]  # fmt: skip
    assert all(m.width() == m.height() for m in panel.findChildren(StepMark))


def test_the_open_step_can_be_shown_and_its_lines_copied(panel: LessonPanel, qtbot: QtBot) -> None:
    panel.show_lesson(LessonView(samples.lesson(), 2))
    show = panel.findChildren(QPushButton, "show-me")[-1]
    with qtbot.waitSignal(panel.show_me_requested) as caught:
        qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert caught.args == [3]
    copy = next(b for b in panel.findChildren(QPushButton) if b.text() == "Copy lines")
    copy.click()
    assert QGuiApplication.clipboard().text() == "\n".join(samples.lesson().steps[2].lines)
    panel.show_lesson(LessonView(samples.lesson(), 2, is_busy=True))
    assert not panel.findChildren(QPushButton, "show-me")[-1].isEnabled()


def test_words_between_back_quotes_are_code() -> None:
    assert spans_with_code("run `ls /` now", "text") == [
        ("run ", "text"), ("ls /", CODE), (" now", "text"),
    ]  # fmt: skip
    assert spans_with_code("one ` only", "text") == [("one ` only", "text")]
    assert spans_with_code("", "text") == []


def test_hostile_and_long_words_of_a_lesson_stay_words(panel: LessonPanel, qtbot: QtBot) -> None:
    lesson = samples.lesson()
    step = replace(lesson.steps[0], text="<b>x</b> " + "y" * 300, lines=("z" * 300,))
    panel.show_lesson(LessonView(replace(lesson, steps=(step, *lesson.steps[1:]))))
    texts = [text.toPlainText() for text in panel.findChildren(FlowText)]
    assert any(text.startswith("<b>x</b>") for text in texts)
    qtbot.waitUntil(lambda: panel.width() == 440)
    qtbot.waitUntil(lambda: panel._scroll.horizontalScrollBar().maximum() == 0)
