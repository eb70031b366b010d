"""Every shipped lesson is proved on real containers: solvable, and each check tells.

Its checks are false before their step and true after it, and undo and reset work. Both languages
are complete. The starter variant needs no network, so it is the one that is proved here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.lesson_files import load_lesson, shipped_lessons
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.lesson.proof import prove

LESSONS = shipped_lessons()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("lessons") / "repository")
    readiness = connected.probe()
    assert readiness.can_run_containers, readiness.sentence
    yield connected
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


@pytest.mark.parametrize("name", LESSONS)
def test_a_shipped_lesson_is_proved(name: str, engine: Engine) -> None:
    lesson = load_lesson(name)
    proof = prove(lesson, engine)
    assert proof.is_proved, "\n".join(f"{one.step}: {one.sentence}" for one in proof.problems)
    if lesson.score is not None:
        assert proof.score is not None
        assert proof.score.is_best, proof.score


@pytest.mark.parametrize("name", LESSONS)
def test_a_shipped_lesson_is_whole(name: str) -> None:
    lesson = load_lesson(name)
    assert not lesson.variants[0].needs_network
    assert {"en", "de"} <= set(lesson.languages)
    for variant in lesson.variants:
        for step in load_lesson(name, variant.key).steps:
            assert step.actions, step.id
            assert step.how, step.id
            assert step.explanation, step.id


def test_lessons_are_listed_and_played(tmp_path: Path) -> None:
    def bricklayer(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "app", "play", *arguments],
            capture_output=True, text=True, check=False,
            env={**os.environ, "XDG_DATA_HOME": str(tmp_path), "COLUMNS": "100"},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    told = bricklayer("--list")
    assert all(name in told for name in LESSONS)
    in_german = bricklayer("--list", "--language", "de")
    title = load_lesson("first").title
    assert title.in_language("de") in in_german
    checked = bricklayer("first", "--check", "--language", "de")
    assert "✓ proved: 7 steps" in checked
    assert load_lesson("first").steps[0].title.in_language("de") in checked
    assert not list(tmp_path.rglob("repository"))


def test_a_lesson_that_is_not_proved_is_an_error(tmp_path: Path) -> None:
    text = """
format = 2
title = "T"
summary = "S"
[variants.a]
title = "A"
[[steps]]
id = "one"
title = "T"
do = "D"
expect = "E"
checks = [{that = "image-exists", name = "None", not = true}]
"""
    (tmp_path / "bad.toml").write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "app", "play", str(tmp_path / "bad.toml"), "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "✗ step 1: it is done before anything was done for it" in done.stdout
