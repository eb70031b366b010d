"""Lessons on paper: what pupils fill in, what teachers know, and what was built."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.handouts.brick_pages import Look
from app.handouts.handout import Format
from app.handouts.lesson_pages import Copy, Result, lesson_pages
from app.handouts.page import Page, Paper
from app.lesson_files import load_lesson, shipped_lessons
from app.theme import Mode, Theme
from app.viewmodel.wall import build_wall
from core.lesson import Lesson, Score
from core.model import Repository
from tests.app.handouts.looking import Pdf, drawn
from tests.app.handouts.walls import image

pytestmark = pytest.mark.usefixtures("qapp")
PUPILS, HINTED, TEACHERS = Copy(), Copy(has_hints=True), Copy(is_teachers=True)
BUILT = Repository(
    "/r", (image("ServerCore", "b"), image("Web", "b", "w"), image("WebApp", "b", "w", "a"))
)


def pages(
    lesson: Lesson, copy: Copy, built: Repository | None = None, paper: Paper | None = Paper.A4
) -> list[Page]:
    look = Look(Theme(Mode.LIGHT), paper=paper)
    result = Result(built, build_wall(built)) if built is not None else None
    return lesson_pages(lesson, copy, result, "26 Nov 2026", look)


def words(lesson: Lesson, copy: Copy, built: Repository | None = None) -> str:
    return drawn(pages(lesson, copy, built, None), Format.SVG).decode()


@pytest.mark.parametrize("name", shipped_lessons())
def test_every_lesson_can_be_printed(name: str) -> None:
    lesson = load_lesson(name)
    for copy in (PUPILS, TEACHERS):
        pdf = Pdf(drawn(pages(lesson, copy), Format.PDF))
        assert 1 <= pdf.pages <= 9
        assert pdf.pictures == 0
        assert pdf.embedded_fonts
        assert len(pdf.content) < 300_000


def test_answers_are_for_teachers() -> None:
    lesson = load_lesson("first")
    said = {copy: words(lesson, copy) for copy in (PUPILS, HINTED, TEACHERS)}
    assert "✓" in said[TEACHERS]
    assert "✓" not in said[PUPILS]
    assert "Because:" in said[PUPILS]
    assert "Because:" not in said[TEACHERS]
    assert "Hint:" in said[HINTED]
    assert "Hint:" in said[TEACHERS]
    assert "Hint:" not in said[PUPILS]
    assert "Name: ___" in said[PUPILS]
    assert "How:" in said[TEACHERS]
    assert "How:" not in said[HINTED]
    for one in said.values():
        assert "{{" not in one, "what is measured while it is taken is not known on paper"


def test_what_was_built_stands_beside_what_was_to_be_built() -> None:
    lesson = load_lesson("first")
    assert "To be built" not in words(lesson, PUPILS)
    said = words(lesson, PUPILS, BUILT)
    assert "WebApp stands as it should." in said
    assert "Web application" in said
    nothing = words(lesson, PUPILS, Repository("/r"))
    assert "WebApp does not stand yet." in nothing
    assert "Nothing yet" in nothing


def test_the_score_is_told() -> None:
    lesson = replace(load_lesson("first"), score=Score("WebApp", 2, 60_000_000, "ServerCore"))
    said = words(lesson, PUPILS, BUILT)
    assert "2 bricks, 60.0 MB; best 2, 60.0 MB" in said
    assert "★★★" in said


def test_a_step_of_a_pupil_is_not_torn_apart() -> None:
    lesson = load_lesson("first")
    long = replace(lesson, steps=lesson.steps * 4)
    laid = pages(long, PUPILS)
    assert len(laid) > 4
    assert Pdf(drawn(laid, Format.PDF)).pages == len(laid)
