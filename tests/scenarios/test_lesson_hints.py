"""Hints that fit the mistake: each is made on real containers, and the hint for it is given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.lesson_files import load_lesson
from core.cancel import NEVER
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.lesson import Action, LocalSharing, Performance, look, reset, show_step
from core.lesson.actions import (
    Build,
    CreateContainer,
    Execute,
    MarkContainer,
    Push,
    Snapshot,
    Squash,
    StartContainer,
    StopContainer,
)
from core.model import OutputChunk
from core.progress import ignore


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("hints") / "repository")
    readiness = connected.probe()
    assert readiness.can_run_containers, readiness.sentence
    yield connected
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


def _running(name: str, image: str = "ServerCore:1.0") -> list[Action]:
    return [CreateContainer(name, image), StartContainer(name)]


def _captured(name: str, image: str) -> list[Action]:
    return [StopContainer(name), Snapshot(name, image, "Pupil", "1.0")]


MISTAKES = {
    "typed in the wrong terminal": (
        "container", "note", "wrong terminal",
        [Execute("Ben", "mkdir -p /srv && echo x > /srv/note.txt")],
    ),
    "not started": (
        "machines", "kernel", "it is not running", [CreateContainer("Lab", "ServerCore:1.0")],
    ),
    "a file at another place": (
        "first", "application", "at another place",
        [Execute("WebDemo", "echo 'Hello from WebApp' > /srv/index.html")],
    ),
    "another version": (
        "first", "web-image", "its version is not 1.0",
        [StopContainer("Demo"), Snapshot("Demo", "Web", "Pupil", "7")],
    ),
    "another version, of what stands on it": (
        "first", "application-image", "its version is not 1.0",
        [StopContainer("WebDemo"), Snapshot("WebDemo", "WebApp", "Pupil", "7")],
    ),
    "a mark too many": (
        "deleting", "slim", "makes two bricks of it",
        [
            *_running("Once"), Execute("Once", "head -c 200000 /dev/urandom > /opt/archive"),
            Execute("Once", "cp /opt/archive /opt/tool"), MarkContainer("Once", "loaded"),
            Execute("Once", "rm /opt/archive"), *_captured("Once", "Slim"),
        ],
    ),
    "zeros": (
        "chmod", "data", "zeros",
        [
            *_running("Fill"), Execute("Fill", "head -c 4000000 /dev/zero > /opt/data"),
            *_captured("Fill", "Data"),
        ],
    ),
    "a mark forgotten": (
        "order", "late", "the mark between both lines is missing",
        [
            *_running("Cook"), Execute("Cook", "mkdir -p /srv && echo x > /srv/app.html"),
            Execute("Cook", "head -c 9000 /dev/urandom > /opt/libraries"),
            *_captured("Cook", "Late"),
        ],
    ),
    "the wrong image below": (
        "sharing", "one", "does not stand on Class",
        [
            *_running("Desk01"), Execute("Desk01", "mkdir -p /srv && echo x > /srv/work.html"),
            *_captured("Desk01", "Pupil01"),
        ],
    ),
    "hidden, not gone": (
        "secrets", "safe", "still in a brick below",
        [
            *_running("Careful", "Leaky:1.0"), Execute("Careful", "rm /root/.netrc"),
            *_captured("Careful", "Safe"),
        ],
    ),
    "written down too late": (
        "containerfile", "build", "after the snapshot",
        [Build("Built", "Pupil", "1.0", "FROM Clicked:1.0\n")],
    ),
    "the tag left out": (
        "registry", "push-shop", "another tag",
        [Push("Shop:1.0", "{{registry}}/class/shop:latest")],
    ),
    "a part of the run": (
        "squash", "squash", "Only a part was squashed",
        [Squash("Heavy:1.0", 2, 3, "Light", "Pupil", "1.0")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_hint_fits_the_mistake(mistake: str, engine: Engine) -> None:
    name, step_id, said, actions = MISTAKES[mistake]
    lesson, sharing = load_lesson(name), LocalSharing()
    step = lesson.step(step_id)
    assert step is not None
    try:
        for number in range(1, lesson.steps.index(step) + 1):
            show_step(lesson, number, engine, sharing=sharing)
        before = look(lesson, engine, sharing=sharing)
        assert before.open == step_id
        performance = Performance(engine, sharing, "", _unheard, ignore, NEVER)
        for action in actions:
            performance.perform(action)
        state = look(lesson, engine, before=before, sharing=sharing)
        assert state.open == step_id
        assert state.hint is not None
        assert said in step.hints[state.hint].text.english
    finally:
        _clear(engine)
        reset(lesson, engine, sharing=sharing)
        sharing.stop()


def _unheard(_chunk: OutputChunk) -> None:
    """What commands print is not looked at."""


def _clear(engine: Engine) -> None:
    """Also what the mistake made: a reset removes only what the lesson knows of."""
    for container in engine.repository().containers:
        engine.discard_container(container.id)
    for image in sorted(engine.repository().images, key=lambda one: -len(one.layers)):
        engine.remove_image(image.reference)
