"""What the panel of a lesson that is being made shows, and what it tells."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from app.panels.lesson_maker import LessonMaker
from app.theme import Mode, Theme
from app.viewmodel.lesson_making import Making, StepDraft, in_language, with_language
from core.lesson.actions import CreateContainer
from core.lesson.authoring import ProposedCheck
from core.lesson.checks import ContainerIs, ImageExists
from core.lesson.lesson import Step
from core.localized import LocalizedText

IMAGE, BOX = ImageExists("Base:1"), ContainerIs("box", "running")
STEP = Step(
    "box", LocalizedText("A <b>box</b>"), LocalizedText("Make it."), LocalizedText("It runs."),
    (CreateContainer("box", "Base:1"),), (BOX,),
)  # fmt: skip
DRAFT = StepDraft(STEP, (ProposedCheck(IMAGE, "The image is new."), ProposedCheck(BOX, "It runs.")))
MAKING = Making(None, LocalizedText("Mine"), LocalizedText("A box."), (DRAFT,), 0, is_kept=False)


def shown(qtbot: QtBot, making: Making) -> LessonMaker:
    panel = LessonMaker(Theme(Mode.LIGHT))
    qtbot.addWidget(panel)
    panel.show_making(making)
    return panel


def test_a_step_shows_its_texts_and_checks_in_both_languages(qtbot: QtBot) -> None:
    panel = shown(qtbot, MAKING)
    assert [tick.isChecked() for tick in panel.ticks] == [False, True]
    assert panel.texts["do"].toPlainText() == "Make it."
    assert panel.export.isEnabled()
    told: list[tuple[str, LocalizedText]] = []
    panel.step_written.connect(lambda name, text: told.append((name, text)))
    panel.language.setCurrentIndex(1)
    assert panel.texts["do"].toPlainText() == ""
    assert told == []  # showing is not writing
    panel.texts["do"].setPlainText("Mach ihn.")
    assert told == [("do", LocalizedText("Make it.", (("de", "Mach ihn."),)))]


def test_a_check_that_is_ticked_is_told(qtbot: QtBot) -> None:
    panel = shown(qtbot, MAKING)
    with qtbot.waitSignal(panel.check_chosen) as told:
        panel.ticks[0].setChecked(True)
    assert told.args == [IMAGE, True]


def test_while_recording_only_the_step_can_be_ended(qtbot: QtBot) -> None:
    panel = shown(qtbot, replace(MAKING, is_recording=True))
    assert panel.done.isVisibleTo(panel)
    assert not panel.record.isVisibleTo(panel)
    assert not panel.export.isEnabled()


def test_what_is_missing_is_said(qtbot: QtBot) -> None:
    assert MAKING.missing == ""
    assert "summary" in Making().missing
    bare = DRAFT.with_check(BOX, is_chosen=False)
    making = replace(MAKING, steps=(bare,))
    assert making.missing == "Choose a check for step 1."
    panel = shown(qtbot, making)
    assert not panel.attempt.isEnabled()
    assert panel.says.text() == making.missing


def test_texts_and_hints_change_alone() -> None:
    hinted = DRAFT.with_text("hint", LocalizedText("Look up."))
    assert hinted.text("hint") == LocalizedText("Look up.")
    assert hinted.with_text("hint", LocalizedText()).step.hints == ()
    assert hinted.with_check(IMAGE, is_chosen=True).step.checks == (IMAGE, BOX)
    german = with_language(LocalizedText("One"), "de", "Eins")
    assert (in_language(german, "de"), in_language(german, "en")) == ("Eins", "One")
    assert with_language(german, "de", "") == LocalizedText("One")
