"""A Containerfile and a log are written whole, or nothing is and one sentence says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.commands.context import Context
from app.commands.running import RunningCommands
from app.settings import Settings
from app.viewmodel.session import Session
from app.viewmodel.wording import Message
from app.worker import Runner

TEXT = "FROM Base:1\nRUN touch /caf\udce9\n"


class Asker:
    def __init__(self, path: Path) -> None:
        self.path = path

    def ask_text_path(self, _title: str, _name: str, answer: Callable[[Path], None]) -> None:
        answer(self.path)


class Engine:
    def containerfile(self, _container_id: str) -> str:
        return TEXT


class Desk:
    def __init__(self, path: Path) -> None:
        self.session = Session()
        self.said: list[str] = []
        self.session.notice_raised.connect(self.said.append)
        self.session.message_raised.connect(self._hear)
        self.runner = Runner()
        context = Context(self.session, self.runner, Asker(path), Settings())  # type: ignore[arg-type]
        context.engine = Engine()  # type: ignore[assignment]
        self.running = RunningCommands(context)

    def _hear(self, message: Message) -> None:
        self.said.append(message.sentence)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(tmp_path / "Containerfile")
    yield desk
    desk.runner.shut_down(5)


def test_names_that_are_no_utf8_are_written_as_they_are(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.running.save_containerfile("1")
    qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.said == ["Containerfile was written"]
    assert (tmp_path / "Containerfile").read_bytes() == b"FROM Base:1\nRUN touch /caf\xe9\n"


def test_a_folder_that_went_is_said_in_one_sentence(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    tmp_path.rmdir()
    desk.running.save_log("said\n")
    qtbot.waitUntil(lambda: bool(desk.said))
    assert "no such file or directory" in desk.said[0]
    assert "mistake of its own" not in desk.said[0]
    tmp_path.mkdir()
