"""The window's part: terminals opened through an engine, kept, told, and ended with the program."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.commands.context import Context
from app.commands.terminals import TerminalCommands
from app.settings import Settings
from app.terminal.session import State, TerminalSession
from app.viewmodel.session import Session
from app.worker import Runner
from core.engine.protocol import Engine
from core.errors import BugError, RuntimeFailedError
from core.model import ContainerState, Repository
from tests.app.panels.samples import container
from tests.app.terminal.conftest import PATIENCE_MS, Place


class Refusing:
    """An engine that opens nothing."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def open_terminal(self, _container_id: str, _request: object) -> object:
        raise self._error


def _opened(qtbot: QtBot, runner: Runner, engine: object) -> tuple[TerminalSession, Session]:
    state = Session()
    context = Context(state, runner, None, Settings(), engine)  # type: ignore[arg-type]
    host = TerminalCommands(context, lambda _container_id, _run: None)
    session = TerminalSession(host, container())
    session.open()
    assert session.state is State.OPENING
    qtbot.waitUntil(lambda: session.state is State.ENDED, timeout=PATIENCE_MS)
    return session, state


def test_an_error_is_said_where_the_shell_would_be(qtbot: QtBot, runner: Runner) -> None:
    error = RuntimeFailedError("open a terminal in", "web", detail="odd")
    session, _state = _opened(qtbot, runner, Refusing(error))
    assert session.error == str(error)
    assert session.can_open


def test_without_an_engine_it_says_so(qtbot: QtBot, runner: Runner) -> None:
    session, _state = _opened(qtbot, runner, None)
    assert session.error.startswith("The engine did not answer")


@pytest.mark.parametrize("error", [ValueError("odd"), BugError(what="something")])
def test_what_nobody_expected_does_not_stay_silent(
    qtbot: QtBot, runner: Runner, error: Exception
) -> None:
    raised: list[object] = []
    state = Session()
    state.message_raised.connect(raised.append)
    context = Context(state, runner, None, Settings(), Refusing(error))  # type: ignore[arg-type]
    session = TerminalSession(TerminalCommands(context, lambda _id, _run: None), container())
    session.open()
    qtbot.waitUntil(lambda: session.state is State.ENDED, timeout=PATIENCE_MS)
    assert session.error
    assert bool(raised) is isinstance(error, ValueError)


def test_a_stop_is_told_to_terminals_that_nobody_looks_at(place: Place, engine: Engine) -> None:
    session = place.open()
    place.stop()
    repository = place.ask(engine.repository)
    place.state.set_repository(repository)
    assert session.container.state is ContainerState.STOPPED
    place.wait(lambda: session.state is State.ENDED)


def test_a_container_that_is_gone_takes_its_terminals_along(place: Place) -> None:
    session = place.open()
    place.state.set_repository(Repository(location=""))
    assert session.state is State.CLOSED
    assert place.host.kept == {}


def test_the_end_of_the_program_hangs_up(place: Place, runner: Runner) -> None:
    session = place.open()
    session.type(b"trap '' HUP; sleep 60\r")
    place.wait(lambda: session.running)
    assert runner.shut_down(10.0)
    assert not runner.jobs or all(job.token.is_cancelled for job in runner.jobs)


def test_all_terminals_can_be_hung_up_at_once(place: Place, runner: Runner) -> None:
    first, second = place.open(), place.open()
    place.host.close_all()
    assert first.state is State.CLOSED
    assert second.state is State.CLOSED
    assert place.host.kept == {}
    place.wait(lambda: not runner.jobs)
