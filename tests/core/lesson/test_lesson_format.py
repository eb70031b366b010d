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
        ('title = "T"', "title = 7", "title"),
        ('title = "T"', 'title.de = "T"', "English"),
        ('title = "T"', 'title = "T"\nminutes = 0', "minutes"),
        ('title = "T"', 'title = "T"\nminutes = "ten"', "minutes"),
        ('title = "T"', 'title = "T"\nlevel = "hard"', "hard"),
        ('title = "T"', 'title = "T"\nvariants.b.needs_network = true', "variant b"),
        ('title = "A"', 'title = "A"\nneeds_network = "no"', "needs_network"),
        ('title = "A"', 'title = "A"\nweight = 1', "weight"),
        ('what = "x"', "what = [1]", "what"),
        ('do = "execute"', 'do = "explode"', "explode"),
        ('do = "execute"', "do = 7", "7"),
        ('that = "image-exists"', 'that = "moon-is-full"', "moon-is-full"),
        ('line = "echo {{what}}"', "", "line"),
        ('line = "echo {{what}}"', 'line = ["a", 1]', "line"),
        ('line = "echo {{what}}"', "line = true", "line"),
        ('line = "echo {{what}}"', f'line = "{"x" * 100_001}"', "long"),
        ('what = "x"', "", "what"),
        ("layers = 2", 'layers = 2\nweight = "3"', "weight"),
        ("layers = 2", "layers = true", "whole number"),
        ("layers = 2", 'not = "yes"', "true or false"),
        ("layers = 2", 'until = "one"', "until"),
        ('id = "one"', "", "id"),
        ('id = "one"', 'id = "One step"', "id"),
        ('id = "one"', 'id = "one"\nmeasures = 7', "measures"),
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


STEP_END = "\n[[steps.checks]]"


@pytest.mark.parametrize(
    ("added", "named"),
    [
        ('[steps.prediction]\nquestion = "Q"\noptions = ["a"]\nanswer = 1', "two to nine"),
        ('[steps.prediction]\nquestion = "Q"\noptions = ["a", "b"]\nanswer = 3', "answer"),
        ('[steps.prediction]\nquestion = "Q"\noptions = ["a", 2]\nanswer = 1', "options"),
        ('[steps.prediction]\noptions = ["a", "b"]\nanswer = 1', "question"),
        ('[steps.prediction]\nquestion = "Q"\noptions = ["a", "b"]\nanswer = 1\nx = 1', "x"),
        ('[[steps.hints]]\nwhen = []', "text"),
        ('[[steps.hints]]\ntext = "a"\nwhen = [{that = "x"}]', "x"),
        ('[[steps.measures]]\nname = "a"\nof = "weight"', "weight"),
        ('[[steps.measures]]\nname = "A b"\nof = "images"', "name"),
        ('[[steps.measures]]\nname = "a"\nof = "layer-bytes"\nimage = "A"', "layer"),
        ('[[steps.measures]]\nname = "a"\nof = "image-bytes"', "image"),
        ('[[steps.measures]]\nname = "a"\nof = "changed-bytes"', "container"),
        ('[[steps.checks]]\nthat = "layer-has"\nimage = "A"\nlayer = 0\npath = "a"', "layer"),
        ('[[steps.checks]]\nthat = "path-in-image"\nimage = "A"\npath = "/a"', "slash"),
        ('[[steps.checks]]\nthat = "image-size"\nimage = "A"', "below"),
        ('[[steps.checks]]\nthat = "text-in-image"\nimage = "A"\npath = "a"\nmatches = "("',
         "regular"),
        ('[[steps.checks]]\nthat = "container-is"\nname = "A"\nstate = "asleep"', "state"),
        ('[[steps.checks]]\nthat = "container-is"\nname = "A"\nuntil = "one"', "passing"),
        ('[[steps.checks]]\nthat = "path-changed"\ncontainer = "A"\npath = "a"\nchange = "x"',
         "change"),
        ('[[steps.actions]]\ndo = "create-container"\nname = "A"\nimage = "B"\nports = ["a"]',
         "8080:80"),
        ('[[steps.actions]]\ndo = "copy-in"\ncontainer = "A"\nsource = "../a"\ntarget = "/"',
         "source"),
        ('[[goal]]\nimage = "A"\nstands_on = "B"', "B"),
        ('[[goal]]\nimage = "A"\nbricks = [{title = "a", role = "sky"}]', "sky"),
        ('[score]\nimage = "A"\nbest_bytes = 1', "best_bricks"),
    ],
)  # fmt: skip
def test_a_broken_part_is_refused_naming_it(added, named):
    with pytest.raises(LessonError) as caught:
        parse_lesson(f"{SMALL}\n{added}\n", name="small")
    assert named in str(caught.value)


def test_an_id_twice_and_an_earlier_until_are_refused():
    second = SMALL[SMALL.index("[[steps]]") :]
    with pytest.raises(LessonError, match="of a step before"):
        parse_lesson(SMALL + second, name="small")
    later = second.replace('id = "one"', 'id = "two"')
    good = SMALL.replace("layers = 2", 'until = "two"') + later
    assert parse_lesson(good, name="small").steps[0].checks[0].until == "two"
    with pytest.raises(LessonError, match="no step after it"):
        parse_lesson(SMALL + later.replace("layers = 2", 'until = "one"'), name="small")


def test_too_many_steps_are_refused():
    second = SMALL[SMALL.index("[[steps]]") :]
    many = "".join(second.replace('id = "one"', f'id = "s{n}"') for n in range(100))
    with pytest.raises(LessonError, match="100 steps"):
        parse_lesson(SMALL + many, name="small")


def test_texts_have_languages_and_what_lacks_one_is_english():
    text = SMALL.replace('title = "T"', 'title.en = "T"\ntitle.de = "Titel"')
    lesson = parse_lesson(text, name="small")
    assert lesson.title.in_language("de-AT") == "Titel"
    assert lesson.summary.in_language("de") == "S"
    assert lesson.languages == ("en",)
    assert parse_lesson(SMALL, name="small").languages == ("en",)


def test_languages_are_those_of_every_text():
    both = SMALL.replace('title = "A"', 'title = {en = "A", de = "A"}')
    for key, english in (("title", "T"), ("summary", "S"), ("title", "One"), ("expect", "E"),
                         ("do", "Do {{what}}")):  # fmt: skip
        old = f'{key} = "{english}"'
        assert old in both
        both = both.replace(old, f'{key}.en = "{english}"\n{key}.de = "{english}"', 1)
    assert parse_lesson(both, name="small").languages == ("en", "de")


def test_what_is_filled_later_stays():
    text = SMALL.replace('expect = "E"', 'expect = "{{registry}}"\nexplanation = "{{size}}"')
    text += '[[steps.measures]]\nname = "size"\nof = "images"\n'
    (step,) = parse_lesson(text, name="small").steps
    assert str(step.expect) == "{{registry}}"
    assert str(step.explanation) == "{{size}}"
    with pytest.raises(LessonError, match="size"):
        parse_lesson(text.replace("{{registry}}", "{{size}}"), name="small")
