"""Many ways may lead there: steps that are done otherwise than *Show me* does count as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.lesson_files import load_lesson
from core.cancel import NEVER
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.lesson import Action, LocalSharing, Performance, look, reset, show_step
from core.lesson.actions import (
    Build,
    CreateContainer,
    Discard,
    Execute,
    Snapshot,
    Squash,
    StartContainer,
    StopContainer,
)
from core.model import ExecRequest, NewContainer, OutputChunk, SnapshotRequest
from core.progress import ignore

Way = Callable[[Engine, Path], None]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("ways") / "repository")
    readiness = connected.probe()
    assert readiness.can_run_containers, readiness.sentence
    yield connected
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


def _by_squashing(engine: Engine, _place: Path) -> None:
    _do(engine, Squash("Cleaned:1.0", 2, 3, "Slim", "Pupil", "1.0"))


def _by_leaving_out(engine: Engine, _place: Path) -> None:
    """The dialog of a snapshot offers it for what looks like a secret."""
    container = engine.create_container(NewContainer("mine", "ServerCore:1.0", "none"))
    engine.start_container(container.id)
    line = "echo secret > /root/.netrc && mkdir -p /srv && echo prices > /srv/prices.html"
    run = engine.execute(container.id, ExecRequest(shell_line=line), output=_unheard)
    assert run.exit_code == 0
    engine.snapshot(
        SnapshotRequest(container.id, "Safe", "Pupil", "1.0", leave_out=("root/.netrc",))
    )
    engine.discard_container(container.id)


def _by_copying_a_file_in(engine: Engine, place: Path) -> None:
    (place / "note.txt").write_text("Anna, by hand")
    anna = engine.repository().container("Anna")
    assert anna is not None
    engine.copy_in(anna.id, (str(place / "note.txt"),), "/srv")


def _under_other_names(engine: Engine, _place: Path) -> None:
    for name in ("Mia", "Tom"):
        _do(
            engine, CreateContainer(name, "Class:1.0"), StartContainer(name),
            Execute(name, "echo mine > /mine"), StopContainer(name),
            Snapshot(name, name, "Pupil", "2.3"), Discard(name),
        )  # fmt: skip


def _by_a_containerfile(engine: Engine, _place: Path) -> None:
    steps = (
        "FROM ServerCore:1.0\n"
        "RUN mkdir -p /srv && echo 'Good day' > /srv/app.html\n"
        "RUN head -c 4000000 /dev/urandom > /opt/libraries\n"
    )
    _do(engine, Build("Late", "Pupil", "1.0", steps))


def _in_lines_of_its_own(engine: Engine, _place: Path) -> None:
    steps = (
        "# tidier\nFROM ServerCore:1.0\n"
        "RUN mkdir -p /srv/www \\\n"
        "    && echo 'Menu of tomorrow' > /srv/www/index.html \\\n"
        "    && cp /srv/www/index.html /srv/www/menu.html\n"
    )
    _do(engine, Build("Tidy", "Pupil", "1.0", steps))


WAYS: dict[str, tuple[str, str, Way]] = {
    "squashed afterwards": ("deleting", "slim", _by_squashing),
    "left out in the dialog": ("secrets", "safe", _by_leaving_out),
    "a file copied in": ("container", "note", _by_copying_a_file_in),
    "other names": ("sharing", "three", _under_other_names),
    "built, not clicked": ("order", "late", _by_a_containerfile),
    "lines that go on": ("containerfile", "tidy", _in_lines_of_its_own),
}


@pytest.mark.parametrize("way", WAYS)
def test_another_way_counts_as_well(way: str, engine: Engine, tmp_path: Path) -> None:
    name, step_id, walk = WAYS[way]
    lesson, sharing = load_lesson(name), LocalSharing()
    step = lesson.step(step_id)
    assert step is not None
    try:
        for number in range(1, lesson.steps.index(step) + 1):
            show_step(lesson, number, engine, sharing=sharing)
        before = look(lesson, engine, sharing=sharing)
        assert before.open == step_id
        walk(engine, tmp_path)
        after = look(lesson, engine, before=before, sharing=sharing)
        assert step_id in after.done
        assert not after.reopened
    finally:
        _clear(engine)
        reset(lesson, engine, sharing=sharing)
        sharing.stop()


def _do(engine: Engine, *actions: Action) -> None:
    performance = Performance(engine, LocalSharing(), "", _unheard, ignore, NEVER)
    for action in actions:
        performance.perform(action)


def _unheard(_chunk: OutputChunk) -> None:
    """What commands print is not looked at."""


def _clear(engine: Engine) -> None:
    """Also what a reset does not know of."""
    for container in engine.repository().containers:
        engine.discard_container(container.id)
    for image in sorted(engine.repository().images, key=lambda one: -len(one.layers)):
        engine.remove_image(image.reference)
