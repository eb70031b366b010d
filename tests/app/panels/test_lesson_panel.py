from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.panels.flow_text import CODE, FlowText, spans_with_code
from app.panels.goal_tower import GoalTowers
from app.panels.lesson_end import Stars
from app.panels.lesson_marks import StepMark
from app.panels.lesson_option import OptionCard
from app.panels.lesson_panel import LessonPanel
from app.panels.lesson_words import lesson_spans
from app.theme import Mode, Theme
from app.viewmodel.lesson_markup import plain_words
from app.viewmodel.lesson_view import SKIPPED, Help
from core.lesson.actions import Execute
from core.localized import LocalizedText
from tests.app.panels import samples


@pytest.fixture
def panel(qtbot: QtBot) -> LessonPanel:
    panel = LessonPanel(Theme(Mode.LIGHT))
    qtbot.addWidget(panel)
    panel.resize(440, 900)
    panel.show()
    return panel


def marks(panel: LessonPanel) -> list[str]:
    return [m.accessibleName() for m in panel.findChildren(StepMark) if m.isVisible()]


def words(panel: LessonPanel) -> str:
    QApplication.processEvents()  # what is new is shown in the next turn of the loop
    texts = [one.toPlainText() for one in panel.findChildren(FlowText) if one.isVisibleTo(panel)]
    labels = [one.text() for one in panel.findChildren(QLabel) if one.isVisibleTo(panel)]
    return "\n".join([*texts, *labels])


def button(panel: LessonPanel, name: str) -> QPushButton:
    return panel.findChildren(QPushButton, name)[-1]


def test_steps_tell_how_far_they_are(panel: LessonPanel, qtbot: QtBot) -> None:
    panel.show_lesson(samples.lesson_view(2, predictions={"web": SKIPPED}))
    qtbot.waitUntil(lambda: len(marks(panel)) == 6)
    assert marks(panel) == [
        "Step 1, done", "Step 2, done", "Step 3, open",
        "Step 4, not yet", "Step 5, not yet", "Step 6, not yet",
    ]  # fmt: skip
    assert all(m.width() == m.height() for m in panel.findChildren(StepMark))
    assert panel.findChild(QWidget, "copy-lines") is not None
    assert "What to expect" in words(panel)


def test_a_step_that_something_broke_is_open_again_and_says_why(
    panel: LessonPanel, qtbot: QtBot
) -> None:
    panel.show_lesson(samples.lesson_view(4, broken=("base", "snapshot")))
    qtbot.waitUntil(lambda: len(marks(panel)) == 6)
    assert marks(panel)[0] == "Step 1, open again"
    assert marks(panel)[1] == "Step 2, done"
    assert marks(panel)[3] == "Step 4, open again"
    assert words(panel).count("Open again: the image ServerCore is gone") == 2


def test_the_question_comes_first_and_hides_what_to_expect(
    panel: LessonPanel, qtbot: QtBot
) -> None:
    panel.show_lesson(samples.lesson_view(2))
    options = panel.findChildren(OptionCard)
    assert [one.words for one in options] == [
        "In the brown brick", "In the clear brick on top of it", "In both",
    ]  # fmt: skip
    assert "What to expect" not in words(panel)
    qtbot.waitUntil(lambda: options[1].isVisible() and options[1].height() > 40)
    with qtbot.waitSignal(panel.predicted) as caught:
        qtbot.mouseClick(options[1], Qt.MouseButton.LeftButton)
    assert caught.args == [3, 2]
    with qtbot.waitSignal(panel.predicted) as caught:
        qtbot.mouseClick(button(panel, "skip-question"), Qt.MouseButton.LeftButton)
    assert caught.args == [3, SKIPPED]


def test_the_prediction_is_answered_once_the_step_is_done(panel: LessonPanel) -> None:
    panel.show_lesson(samples.lesson_view(3, predictions={"web": 1}))
    said = words(panel)
    assert "You said “In the brown brick”; it is “In the clear brick on top of it”." in said
    assert "Whatever is written lands in the clear brick." in said
    view = samples.lesson_view(3, predictions={"web": 2})
    assert view.steps[2].verdict == "You said “In the clear brick on top of it”, and so it is."
    assert "4\u2009118 new files" in samples.lesson_view(1).explanation[1]


def test_help_comes_by_itself_for_a_mistake_and_else_when_asked(panel: LessonPanel) -> None:
    skipped = {"web": SKIPPED}
    panel.show_lesson(samples.lesson_view(2, hint=1, predictions=skipped))
    assert "at the right" not in words(panel)
    assert button(panel, "hint").text() == "Hint"
    panel.show_lesson(samples.lesson_view(2, hint=1, help=Help.NUDGE, predictions=skipped))
    assert "The console of Demo is at the right." in words(panel)
    assert button(panel, "hint").text() == "How?"
    panel.show_lesson(samples.lesson_view(2, hint=0, predictions=skipped))
    assert "nothing was installed" in words(panel)
    panel.show_lesson(samples.lesson_view(2, hint=0, help=Help.HOW, predictions=skipped))
    assert "type the lines into its console" in words(panel)
    assert not [one for one in panel.findChildren(QPushButton, "hint") if one.isVisibleTo(panel)]


def test_the_open_step_can_be_shown_stopped_undone_and_reset(
    panel: LessonPanel, qtbot: QtBot
) -> None:
    panel.show_lesson(samples.lesson_view(2, predictions={"web": SKIPPED}))
    with qtbot.waitSignal(panel.show_me_requested) as caught:
        button(panel, "show-me").click()
    assert caught.args == [3]
    for name, signal in (
        ("undo-step", panel.undo_requested), ("reset-lesson", panel.reset_requested),
        ("projector", panel.projector_requested),
    ):  # fmt: skip
        with qtbot.waitSignal(signal):
            button(panel, name).click()
    copy = panel.findChild(QPushButton, "copy-lines")
    copy.click()
    assert QGuiApplication.clipboard().text() == "\n".join(samples.lesson().steps[2].lines)
    panel.show_lesson(samples.lesson_view(2, busy_words="Showing it …"))
    assert not button(panel, "show-me").isEnabled()
    assert not panel.undo.isEnabled()
    with qtbot.waitSignal(panel.stop_requested):
        button(panel, "stop-showing").click()
    panel.show_lesson(samples.lesson_view(0))
    assert not panel.undo.isEnabled()


def test_the_end_tells_the_score_in_words_and_what_comes_next(
    panel: LessonPanel, qtbot: QtBot
) -> None:
    panel.show_lesson(samples.lesson_view(6))
    said = words(panel)
    assert "3 bricks, 41.0 MB; best 2, 38.0 MB" in said
    assert "Two stars: nearly the best." in said
    assert panel.findChild(Stars).accessibleName() == "2 of 3 stars"
    assert "Next: Sharing is saving" in said
    with qtbot.waitSignal(panel.next_requested):
        button(panel, "next-lesson").click()


def test_the_goal_is_a_list_of_bricks_that_fill(panel: LessonPanel) -> None:
    panel.show_lesson(samples.lesson_view(2))
    goals = panel.findChild(GoalTowers)
    assert goals.isVisible()
    assert goals.sentences == [
        "Container OS, Base OS: it stands",
        "Web server, Packages: not yet",
        "Web application, App files: not yet",
    ]
    before = goals.grab().toImage()
    panel.show_lesson(samples.lesson_view(4))
    assert goals.sentences[1] == "Web server, Packages: it stands"
    assert goals.grab().toImage() != before
    panel.goal_switch.click()
    assert not goals.isVisible()


def test_a_low_panel_shows_only_the_open_step(panel: LessonPanel, qtbot: QtBot) -> None:
    panel.show_lesson(samples.lesson_view(2))
    panel.resize(300, 500)
    qtbot.waitUntil(lambda: marks(panel) == ["Step 3, open"])
    panel.resize(440, 900)
    qtbot.waitUntil(lambda: len(marks(panel)) == 6)
    panel.set_collapsed(True)
    qtbot.waitUntil(lambda: marks(panel) == ["Step 3, open"])


def test_the_keyboard_stays_where_it_was_when_the_lesson_goes_on(
    panel: LessonPanel, qtbot: QtBot
) -> None:
    panel.activateWindow()
    panel.show_lesson(samples.lesson_view(1))
    button(panel, "show-me").setFocus()
    qtbot.waitUntil(lambda: button(panel, "show-me").hasFocus())
    panel.show_lesson(samples.lesson_view(4))
    assert button(panel, "show-me").hasFocus()


def test_words_between_back_quotes_are_code_and_between_stars_strong() -> None:
    assert spans_with_code("run `ls /` now", "text") == [
        ("run ", "text"), ("ls /", CODE), (" now", "text"),
    ]  # fmt: skip
    assert spans_with_code("one ` only", "text") == [("one ` only", "text")]
    assert lesson_spans("a **b** `c`\n\n- d\n- e", "text2") == [
        ("a ", "text2"), ("b", "text"), (" ", "text2"), ("c", CODE),
        ("\n•\u2002d\n•\u2002e", "text2"),
    ]  # fmt: skip
    assert plain_words("a\n**b** <i>`c`") == "a b <i>c"


def test_hostile_and_long_words_of_a_lesson_stay_words(panel: LessonPanel, qtbot: QtBot) -> None:
    lesson = samples.lesson()
    step = replace(
        lesson.steps[0],
        do=LocalizedText("<b>x</b> " + "y" * 300),
        actions=(Execute("Demo", "z" * 300),),
    )
    panel.show_lesson(samples.lesson_view(of=replace(lesson, steps=(step, *lesson.steps[1:]))))
    texts = [text.toPlainText() for text in panel.findChildren(FlowText)]
    assert any(text.startswith("<b>x</b>") for text in texts)
    qtbot.waitUntil(lambda: panel.width() == 440)
    qtbot.waitUntil(lambda: panel._scroll.horizontalScrollBar().maximum() == 0)
