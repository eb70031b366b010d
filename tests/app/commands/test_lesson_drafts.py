"""A lesson in the making when the program ends: nothing that was recorded is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from app import lesson_files
from app.commands.lesson_making import LessonMaking
from app.viewmodel.lesson_making import Making
from core.errors import FileAccessError
from core.localized import LocalizedText
from tests.app.panels.test_lesson_maker import BOX, DRAFT, IMAGE, MAKING

EMPTY = LocalizedText()


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    path = tmp_path / "lessons"
    monkeypatch.setattr(lesson_files, "own_folder", lambda: path)
    return path


def in_the_making(making: Making | None) -> LessonMaking:
    found = LessonMaking(SimpleNamespace())  # type: ignore[arg-type]
    found.making = making
    return found


def test_what_is_in_no_file_is_kept_among_ones_own(qtbot: QtBot, folder: Path) -> None:
    name = in_the_making(MAKING).keep_draft()
    lesson = lesson_files.load_lesson(name)
    assert lesson.title.english == "Mine"
    assert lesson.steps[0].checks == (BOX,)
    again = in_the_making(MAKING).keep_draft()
    assert again != name
    assert len(list(folder.iterdir())) == 2  # nothing is replaced


def test_what_is_missing_becomes_dots_and_no_step_is_lost(qtbot: QtBot, folder: Path) -> None:
    bare = DRAFT.with_check(BOX, is_chosen=False).with_text("do", EMPTY)
    other = replace(DRAFT, step=replace(DRAFT.step, id="other"))
    making = replace(MAKING, title=EMPTY, summary=EMPTY, steps=(bare, other))
    lesson = lesson_files.load_lesson(in_the_making(making).keep_draft())
    assert lesson.title.english == "Unfinished lesson"
    assert lesson.steps[0].do.english == "…"
    assert lesson.steps[0].checks == (IMAGE, BOX)


def test_nothing_is_kept_of_nothing(qtbot: QtBot, folder: Path) -> None:
    for making in (None, Making(), replace(MAKING, is_kept=True)):
        assert in_the_making(making).keep_draft() == ""
    assert not folder.exists()


def test_a_place_that_takes_nothing_is_one_sentence(
    qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    folder.write_text("no folder")
    with pytest.raises(FileAccessError):
        in_the_making(MAKING).keep_draft()
