"""What is written is read as the same lesson: shipped ones, and odd ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.lesson_files import load_lesson, shipped_lessons
from core.errors import LessonError
from core.lesson import Goal, GoalBrick, Lesson, Score, parse_lesson
from core.lesson.actions import ACTIONS, Build, CreateContainer, Execute, WriteFile
from core.lesson.authoring import new_lesson, write_lesson
from core.lesson.checks import CHECKS, ContainerIs, ImageExists, TextInImage
from core.lesson.lesson import Hint, Measure, MeasureKind, Prediction, Step
from core.localized import LocalizedText


def text(english: str, **others: str) -> LocalizedText:
    return LocalizedText(english, tuple(sorted(others.items())))


def lesson(*steps: Step, **more: object) -> Lesson:
    return new_lesson(
        "odd", title=text("T"), summary=text("S", de="Ü"), minutes=3, steps=steps, **more
    )  # type: ignore[arg-type]


def read_again(one: Lesson) -> Lesson:
    return parse_lesson(write_lesson(one), name=one.name, files=one.files)


STEP = Step("one", text("T"), text("D"), text("E"), (), (ContainerIs("Demo"),))


@pytest.mark.parametrize("name", shipped_lessons())
def test_shipped_lessons_come_back(name: str) -> None:
    for variant in load_lesson(name).variants:
        one = load_lesson(name, variant.key)
        one = replace(one, variants=(one.variant,))
        assert read_again(one) == one


def test_all_parts_come_back() -> None:
    step = replace(
        STEP,
        prediction=Prediction(text("Q"), (text("a", de="ä"), text("b")), 2, text("R")),
        hints=(
            Hint(text("special"), (ContainerIs("Demo", "running", is_negated=True),)),
            Hint(text("always")),
        ),
        how=text("How"),
        measures=(Measure("size", MeasureKind.LAYER_BYTES, "Web", -1),),
        explanation=text("It takes {{size}}.", de="Es belegt {{size}}."),
        checks=(ImageExists("A", layers=2, until="two"), ContainerIs("B", is_kept=True)),
    )
    two = replace(STEP, id="two")
    goals = (
        Goal("A", (GoalBrick(text("Base"), "os"),)),
        Goal("B", (GoalBrick(text("App", de="Programm"), "app"),), "A"),
    )
    one = replace(lesson(step, two, goals=goals), score=Score("B", 2, 3, "A"))
    assert read_again(one) == one
    assert "size = " not in write_lesson(one)


@pytest.mark.parametrize(
    "line",
    [
        "echo 'single' \"double\" \\back\\slash",
        "printf 'a\\n' > /x\ncat /x\n",
        "docker ps --format '{{name}}' {{registry}} {{.Name}}",
        "tab\there\x7f\x1b[0m\r\n",
        '"""',
        "'''",
        "ends with \\",
        "ü – 漢字 \u200b\u202e",
        "  leading and trailing  \n",
    ],
)
def test_odd_lines_come_back(line: str) -> None:
    actions = (
        Execute("Demo", line),
        WriteFile("Demo", "/x", line),
        Build("A", "B", "1", f"FROM x\nRUN {line}"),
    )
    one = lesson(replace(STEP, actions=actions, how=text(line, de=line)))
    assert read_again(one) == one


def test_lists_come_back() -> None:
    action = CreateContainer("Demo", "A:1", "host", ("8080:80", "8081:81"))
    one = lesson(replace(STEP, actions=(action,), checks=(TextInImage("A", "etc/x", "^a\\.b$"),)))
    assert read_again(one) == one


def test_a_command_that_is_no_text_is_refused() -> None:
    with pytest.raises(LessonError, match="no text"):
        write_lesson(lesson(replace(STEP, actions=(Execute("Demo", "cat \udcff"),))))


def test_files_know_all_kinds() -> None:
    assert len(set(ACTIONS.values())) == len(ACTIONS) == 18
    assert len(set(CHECKS.values())) == len(CHECKS) == 23
