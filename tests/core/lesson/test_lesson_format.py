import re
from importlib.resources import files

import pytest

from core.errors import LessonError
from core.lesson import parse_lesson
from core.lesson.actions import Execute, Snapshot
from core.lesson.checks import ImageExists

FIRST = (files("resources") / "lessons" / "first.toml").read_text(encoding="utf-8")

SMALL = """
format = 2
title = "T"
summary = "S"
[variants.a]
title = "A"
[variants.a.values]
what = "x"
[[steps]]
id = "one"
title = "One"
do = "Do {{what}}"
expect = "E"
[[steps.actions]]
do = "execute"
container = "Demo"
line = "echo {{what}}"
[[steps.checks]]
that = "image-exists"
name = "{{what}}"
layers = 2
"""


def test_a_lesson_is_read_with_its_variants_values():
    lesson = parse_lesson(SMALL, name="small")
    (step,) = lesson.steps
    assert str(step.do) == "Do x"
    assert step.actions == (Execute("Demo", "echo x"),)
    assert step.checks == (ImageExists("x", layers=2),)
    assert step.lines == ("echo x",)


@pytest.mark.parametrize("variant", ["starter", "debian"])
def test_the_first_lesson_is_whole_in_both_variants(variant):
    lesson = parse_lesson(FIRST, name="first", variant=variant)
    assert lesson.variant.key == variant
    captured = [a for step in lesson.steps for a in step.actions if isinstance(a, Snapshot)]
    assert [(s.name, s.version) for s in captured] == [("Web", "1.0"), ("WebApp", "1.0")]
    assert all(step.checks and step.actions and step.how for step in lesson.steps)
    told_later = {measure.name for step in lesson.steps for measure in step.measures}
    assert set(re.findall(r"\{\{(.*?)\}\}", repr(lesson))) <= told_later


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("format = 2", "format = 1", "format"),
        ("format = 2", "format = ", "TOML"),
        ('title = "T"', "", "title"),
        ('title = "T"', 'title = "T"\ncolour = "x"', "colour"),
        ('do = "execute"', 'do = "explode"', "explode"),
        ('that = "image-exists"', 'that = "moon-is-full"', "moon-is-full"),
        ('line = "echo {{what}}"', "", "line"),
        ('line = "echo {{what}}"', 'line = ["a", 1]', "line"),
        ('line = "echo {{what}}"', "line = true", "line"),
        ('what = "x"', "", "what"),
        ("layers = 2", 'layers = 2\nweight = "3"', "weight"),
        ('id = "one"', "", "id"),
        ("[variants.a]", "[variants]\n[other]", "other"),
    ],
)
def test_a_broken_lesson_is_refused_naming_the_place(old, new, named):
    with pytest.raises(LessonError) as caught:
        parse_lesson(SMALL.replace(old, new, 1), name="small")
    assert named in str(caught.value)


def test_a_step_without_checks_is_refused():
    with pytest.raises(LessonError, match="no checks"):
        parse_lesson(SMALL[: SMALL.index("[[steps.checks]]")], name="small")


def test_an_unknown_variant_is_refused_with_the_known_ones():
    with pytest.raises(LessonError, match="only a"):
        parse_lesson(SMALL, name="small", variant="z")
