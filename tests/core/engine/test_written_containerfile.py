"""What was done in a real container, written down: what can be done again, and what cannot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.engine.protocol import Engine
from core.errors import ContainerNotFoundError
from core.model import CommandRun, ExecRequest, SnapshotRequest
from tests.core.engine.at_work import Made, open_engine


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine(tmp_path_factory.mktemp("written") / "repository") as opened:
        yield opened


@pytest.fixture
def made(engine: Engine) -> Iterator[Made]:
    making = Made(engine)
    yield making
    making.discard_all()


def do(engine: Engine, container_id: str, line: str, **asked: object) -> None:
    request = ExecRequest(shell_line=line, **asked)  # type: ignore[arg-type]
    engine.execute(container_id, request, output=lambda _chunk: None)


def lines(engine: Engine, container_id: str) -> list[str]:
    return [
        line for line in engine.containerfile(container_id).splitlines()[1:]
        if not line.startswith("# Other builders")
    ]  # fmt: skip


def test_nothing_done_yet(engine: Engine, made: Made) -> None:
    assert lines(engine, made("nothing").id) == ["FROM Base:1", "# Nothing was done yet."]


def test_commands_marks_and_what_no_command_explains(
    engine: Engine, made: Made, tmp_path: Path
) -> None:
    box = made("all").id
    do(engine, box, "echo 'a b' > /x")
    do(engine, box, "echo half > /half; exit 3")
    do(engine, box, "ls /")
    engine.mark(box, "so far")
    (tmp_path / "mine.txt").write_text("mine")
    engine.copy_in(box, (str(tmp_path / "mine.txt"),), "srv")
    do(engine, box, "id > /who", user="5:6", is_recorded=True)
    told = lines(engine, box)
    assert told[:4] == [
        "FROM Base:1",
        "RUN echo 'a b' > /x",
        "# ended with exit code 3: echo half > /half; exit 3",
        "#   it changed:",
    ]
    assert "#   /half" in told
    assert "# changed nothing: ls /" in told
    assert told.index("# --- mark: so far") < told.index("#   /srv/mine.txt")
    assert told[told.index("#   /srv/mine.txt") - 1].startswith("# No command explains")


def test_what_was_set_for_the_container_only_is_named_without_its_value(
    engine: Engine, made: Made
) -> None:
    box = made("own-env", env=("TOKEN=secret",)).id
    text = engine.containerfile(box)
    assert "TOKEN" in text
    assert "secret" not in text


def test_what_was_worked_in_by_hand_is_told_and_not_written_as_a_command(
    engine: Engine, made: Made
) -> None:
    box = made("typed").id
    moment = datetime.now(UTC)
    for text in ("vi /etc/motd", "export X=1; touch /typed"):
        do(engine, box, "touch /typed; echo hello > /etc/motd", is_recorded=False)
        run = CommandRun(text, moment, 1.0, 0, is_from_terminal=True, working_dir="/srv")
        engine.record_command(box, run)
    told = lines(engine, box)
    assert "# was worked in by hand: vi /etc/motd" in told
    assert "RUN cd /srv && export X=1; touch /typed" in told


def test_a_snapshot_of_a_running_container_takes_nothing_from_it(
    engine: Engine, made: Made
) -> None:
    box = made("going-on").id
    do(engine, box, "echo a > /a")
    engine.mark(box, "first")
    do(engine, box, "echo b > /b")
    engine.snapshot(SnapshotRequest(box, "Running", "Tests", "1"))
    do(engine, box, "echo c > /c")
    assert lines(engine, box) == [
        "FROM Base:1",
        "RUN echo a > /a",
        "# --- mark: first",
        "RUN echo b > /b",
        "RUN echo c > /c",
    ]
    engine.stop_container(box)
    engine.snapshot(SnapshotRequest(box, "At-rest", "Tests", "1"))
    assert lines(engine, box) == ["FROM At-rest:1", "# Nothing was done yet."]


def test_of_a_container_that_is_not_there(engine: Engine) -> None:
    with pytest.raises(ContainerNotFoundError):
        engine.containerfile("0" * 32)
