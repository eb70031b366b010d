"""A lesson is made by clicking, exported, read again, and proved in an empty repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.dialogs.questions import ConfirmDialog
from app.lesson_files import load_lesson
from app.panels.lesson_maker import LessonMaker
from core.engine.connect import connect
from core.lesson.authoring import prove
from core.lesson.lesson import Lesson
from core.model import BaseImageRequest
from tests.scenarios.conftest import Person
from tests.scenarios.test_first_lesson_clicking import make_container


def test_a_lesson_is_recorded_exported_and_proved(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = person.window.classroom.making
    engine = person.program.context.engine
    assert engine is not None
    room.begin()
    maker = room.panel
    assert isinstance(maker, LessonMaker)
    person.wait(maker.isVisible)
    assert not maker.export.isEnabled()
    person.type_into(maker.title, "My first")
    person.type_into(maker.summary, "Two steps.")

    person.click(maker.record)
    person.wait(maker.done.isVisible)
    person.ask(lambda: engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1")))
    person.wait(lambda: person.session.repository.image("Base:1") is not None)
    end_step(person, maker, 1)

    person.click(maker.record)
    person.wait(maker.done.isVisible)
    make_container(person, "Base:1", "box")
    end_step(person, maker, 2)
    person.wait(maker.export.isEnabled)

    person.click(maker.leave)
    question = person.dialog(ConfirmDialog)
    assert isinstance(question, ConfirmDialog)
    question.reject()  # nothing is dropped
    assert maker.isVisible()
    person.click(maker.attempt)
    person.wait(lambda: maker.says.text().startswith("Every check fails before"))

    path = tmp_path / "made.toml"
    monkeypatch.setattr(
        person.program.asker, "ask_text_path", lambda _title, _name, answer: answer(path)
    )
    person.click(maker.export)
    person.wait(lambda: (made := person.program._verbs.making.making) is None or made.is_kept)
    lesson = load_lesson(str(path))
    assert [len(step.checks) > 0 for step in lesson.steps] == [True, True]
    assert person.ask(lambda: problems_of(lesson, tmp_path / "empty")) == ()
    person.click(maker.leave)
    person.wait(lambda: not maker.isVisible())


def end_step(person: Person, maker: LessonMaker, number: int) -> None:
    """Say that the step is done, and write what is to be expected."""
    person.click(maker.done)
    person.wait(lambda: maker.steps.count() == number and maker.record.isEnabled())
    maker.texts["expect"].setPlainText("It is there.")


def problems_of(lesson: Lesson, place: Path) -> tuple[object, ...]:
    """What is wrong with it in an empty repository."""
    engine = connect(place)
    try:
        return prove(lesson, engine).problems
    finally:
        engine.close()
