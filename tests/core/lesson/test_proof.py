"""A lesson is proved, and each way in which one can be wrong is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import Cancelled
from core.lesson import Lesson, parse_lesson
from core.lesson.proof import Proof, prove
from tests.core.lesson.conftest import clear
from tests.core.lesson.written import BASE, CAPTURE, EMPTY, FILL, GOALS, HEAD, RUN, lesson

LAST = CAPTURE.replace(', until = "empty"', "")
SOUND = FILL.replace('    {name = "missing", of = "image-bytes", image = "None"},\n', "").replace(
    ", {{missing}} missing", ""
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("proofs") / "repository")
    yield connected
    clear(connected)
    connected.close()


@pytest.fixture
def empty(shelf: Engine) -> Iterator[Engine]:
    yield shelf
    clear(shelf)


def said(proof: Proof) -> str:
    return "\n".join(f"{problem.step}: {problem.sentence}" for problem in proof.problems)


def changed(text: str, old: str, new: str) -> Lesson:
    assert old in text
    return parse_lesson(HEAD + text.replace(old, new, 1), name="small")


def test_a_sound_lesson_is_proved(empty: Engine) -> None:
    heard: list[object] = []
    proof = prove(lesson(GOALS, BASE, RUN, SOUND, CAPTURE, EMPTY), empty, told=heard.append)
    assert proof.is_proved, said(proof)
    assert not heard
    assert proof.score is not None
    assert proof.score.is_best
    assert not empty.repository().images


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            '{that = "container-is", name = "Demo", state = "running"}]\n[[',
            '{that = "image-exists", name = "Base", version = "1.0"}]\n[[',
            "2: it is done before anything was done for it",
        ),
        (
            '{that = "container-is", name = "Demo", state = "running"}]\n[[',
            '{that = "image-exists", name = "Base", version = "1.0"}, '
            '{that = "container-is", name = "Demo", state = "running"}]\n[[',
            "2: check 1 (image-exists) holds before",
        ),
        (
            '{that = "image-exists", name = "Base"}]',
            '{that = "image-exists", name = "Base", keeps = true}]',
            "1: check 1 (image-exists) says that it keeps something, which is not so",
        ),
        ('text = "5000"', 'text = "50001"', "3: Lesson “T” cannot go on: this step did not"),
        (
            'checks = [{that = "image-exists", name = "Base"}]',
            'checks = [{that = "image-exists", name = "Base"}, '
            '{that = "images-count", base = "Base", at_least = 1, not = true}]',
            "4: step 1 is open again after it",
        ),
        (
            'of = "changed-bytes", container = "Demo"',
            'of = "image-bytes", image = "None"',
            "3: size cannot be measured",
        ),
        (
            'image = "Web"\nstands_on = "Base"',
            'image = "WebApp"\nstands_on = "Base"',
            "0: goal WebApp does not stand at the end",
        ),
        ('[score]\nimage = "Web"', '[score]\nimage = "WebApp"', "0: the image that is scored"),
        ('line = "mkdir -p /srv"', 'line = "mkdir /nowhere/srv"', "3: Lesson “Demo”"),
    ],
)
def test_what_is_wrong_is_found(empty: Engine, old: str, new: str, sentence: str) -> None:
    wrong = changed(GOALS + BASE + RUN + SOUND + LAST, old, new)
    proof = prove(wrong, empty, has_undo=False)
    assert sentence in said(proof)
    assert not proof.is_proved


def test_what_opens_a_step_again_on_the_way_is_found(empty: Engine) -> None:
    restart = """
[[steps]]
id = "restart"
title = "T"
do = "D"
expect = "E"
checks = [{that = "container-is", name = "Two"}]
[[steps.actions]]
do = "discard"
container = "Demo"
[[steps.actions]]
do = "create-container"
name = "Two"
image = "Base:1.0"
[[steps.actions]]
do = "create-container"
name = "Demo"
image = "Base:1.0"
[[steps.actions]]
do = "start-container"
container = "Demo"
"""
    sound = prove(lesson(BASE, RUN, restart), empty, has_undo=False)
    assert sound.is_proved, said(sound)  # what the step itself discards is excused
    pause = restart.replace("discard", "stop-container").replace('name = "Demo"', 'name = "Other"')
    wrong = RUN.replace('state = "running"}]\n[[', 'state = "running"}, {that = "path-changed", '
                        'container = "Demo", path = "x", not = true}]\n[[')  # fmt: skip
    assert wrong != RUN
    touched = pause.replace('do = "stop-container"', 'do = "execute"\nline = "touch /x; sleep 0"')
    proof = prove(lesson(BASE, wrong, touched), empty, has_undo=False)
    assert "3: step 2 opens again on “Demo# touch /x" in said(proof)


def test_a_step_that_comes_with_another_is_found(empty: Engine) -> None:
    twice = LAST.replace('id = "capture"', 'id = "again"')
    proof = prove(lesson(BASE, RUN, SOUND, LAST, twice), empty, has_undo=False)
    assert "4: step 5 is done with it" in said(proof)


def test_what_is_there_already_is_not_touched(empty: Engine) -> None:
    small = lesson(BASE)
    assert prove(small, empty).is_proved
    from core.lesson import show_step

    show_step(small, 1, empty)
    proof = prove(small, empty)
    assert said(proof) == "0: Base:1.0 is there already"
    assert empty.repository().image("Base:1.0") is not None


def test_proving_can_be_stopped(empty: Engine, tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        prove(lesson(BASE), empty, cancel=cancel)
