"""Terminals in real containers, without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.commands.context import Context
from app.commands.terminals import TerminalCommands
from app.settings import Settings
from app.terminal.session import State, TerminalSession
from app.viewmodel.session import Session
from app.worker import Runner
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.model import BaseImageRequest, CommandRun, Container, NewContainer
from tests.app.terminal.programs import lines_of

PATIENCE_MS = 20_000
BASE = "Base:1"


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("terminals") / "repository")
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    yield connected
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


class Place:
    """A container and the terminals in it."""

    def __init__(self, qtbot: QtBot, engine: Engine, runner: Runner, name: str) -> None:
        self._qtbot = qtbot
        self._engine = engine
        self.runs: list[CommandRun] = []
        self.errors: list[object] = []
        self.state = state = Session()
        state.message_raised.connect(self.errors.append)
        context = Context(state, runner, None, Settings(), engine)  # type: ignore[arg-type]
        self.host = TerminalCommands(context, self._record)
        made = engine.create_container(NewContainer(name, BASE))
        self.container: Container = engine.start_container(made.id)

    def _record(self, container_id: str, run: CommandRun) -> None:
        assert container_id == self.container.id
        self.runs.append(run)

    def ask(self, question: Callable[[], Any]) -> Any:
        """Ask the engine from another thread, while the window goes on."""
        with ThreadPoolExecutor(max_workers=1) as thread:
            asked = thread.submit(question)
            self.wait(asked.done)
            return asked.result()

    def run(self, line: str) -> None:
        """As a button of the window would."""
        from core.model import ExecRequest

        request = ExecRequest(shell_line=line)
        run = self.ask(
            lambda: self._engine.execute(self.container.id, request, output=lambda _chunk: None)
        )
        assert run.exit_code == 0

    def stop(self, *sessions: TerminalSession) -> None:
        """Stop the container, and tell."""
        self.container = self.ask(lambda: self._engine.stop_container(self.container.id, grace_s=0))
        for session in sessions:
            session.show_container(self.container)

    def start(self, *sessions: TerminalSession) -> None:
        """Start it again, and tell."""
        self.container = self.ask(lambda: self._engine.start_container(self.container.id))
        for session in sessions:
            session.show_container(self.container)

    def wait(self, condition: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def open(self) -> TerminalSession:
        """A shell that has shown its prompt."""
        session = TerminalSession(self.host, self.container)
        self.host.kept.setdefault(self.container.id, []).append(session)
        session.open()
        self.prompt(session)
        return session

    def prompt(self, session: TerminalSession) -> None:
        self.wait(lambda: session.commands is not None and session.commands.is_at_prompt)

    def type(self, session: TerminalSession, line: str) -> None:
        """A line and Enter; waits for its end."""
        before = len(self.runs)
        session.type(line.encode() + b"\r")
        self.wait(lambda: len(self.runs) > before)
        self.prompt(session)

    def see(self, session: TerminalSession, words: str) -> None:
        self.wait(lambda: any(words in line for line in lines_of(session.screen)))

    def close(self) -> None:
        sessions = [one for kept in self.host.kept.values() for one in kept]
        for session in sessions:
            session.close()
            assert session.state is State.CLOSED
        self._engine.discard_container(self.container.id)
        assert not self.errors


@pytest.fixture
def runner() -> Iterator[Runner]:
    made = Runner()
    yield made
    assert made.shut_down(10.0)


@pytest.fixture
def place(
    qtbot: QtBot, engine: Engine, runner: Runner, request: pytest.FixtureRequest
) -> Iterator[Place]:
    made = Place(qtbot, engine, runner, f"t{abs(hash(request.node.name)) % 10**8}")
    yield made
    made.close()
