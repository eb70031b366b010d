"""The strip at the bottom for a container: what was run in it last, or how one gets into it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.theme import Mode, Theme
from app.viewmodel.equivalents import Dialect
from app.viewmodel.session import SelectionKind, Session
from app.window.command_strip import CommandStrip
from core.model import CommandRun, Container, ContainerState, LiveChanges
from tests.app.panels import samples

_WHEN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def strip(qtbot: QtBot) -> CommandStrip:
    made = CommandStrip(Theme(Mode.LIGHT))
    qtbot.addWidget(made)
    made.resize(1400, 38)
    made.show()
    return made


def a_session(state: ContainerState = ContainerState.RUNNING) -> tuple[Session, Container]:
    session = Session()
    container = samples.container("web", state)
    session.set_repository(replace(samples.repository(), containers=(container,)))
    session.select(SelectionKind.CONTAINER, container.id)
    return session, container


def a_run(text: str, working_dir: str = "") -> CommandRun:
    return CommandRun(text, _WHEN, 0.1, 0, working_dir=working_dir)


def facts_of(strip: CommandStrip) -> list[str]:
    labels = [one for one in strip.findChildren(QLabel) if one.isVisible()]
    return [one.text() for one in labels if one.text() != ">_"]


@pytest.mark.parametrize(
    ("dialect", "command"),
    [
        (Dialect.DOCKER, "docker exec -it --user 0 web sh"),
        (Dialect.PODMAN, "podman exec -it --user 0 web sh"),
        (Dialect.POWERSHELL, "Enter-PSSession -ContainerName web -RunAsAdministrator"),
    ],
)
def test_a_container_that_runs_is_got_into(
    strip: CommandStrip, dialect: Dialect, command: str
) -> None:
    session, _container = a_session()
    session.dialect = dialect
    strip.show_session(session)
    assert strip.command == command


@pytest.mark.parametrize(
    ("state", "dialect", "command"),
    [
        (ContainerState.STOPPED, Dialect.DOCKER, "docker start web"),
        (ContainerState.CREATED, Dialect.POWERSHELL, "Start-Container -Name web"),
        (ContainerState.PAUSED, Dialect.PODMAN, "podman unpause web"),
        (ContainerState.PAUSED, Dialect.POWERSHELL, "# no cmdlet pauses a container"),
    ],
)
def test_one_that_does_not_run_is_started(
    strip: CommandStrip, state: ContainerState, dialect: Dialect, command: str
) -> None:
    session, container = a_session(state)
    session.dialect = dialect
    session.set_runs(container.id, (a_run("ls"),))
    strip.show_session(session)
    assert strip.command == command
    assert "● recording changes" not in facts_of(strip)


def test_the_newest_command_is_shown(strip: CommandStrip) -> None:
    session, container = a_session()
    session.console(container.id).start("echo it's me")
    strip.show_session(session)
    assert strip.command == """docker exec --user 0 web sh -c 'echo it'"'"'s me'"""
    session.set_runs(container.id, (a_run("apk add curl"),))
    strip.show_session(session)
    assert "echo" in strip.command, "the recording does not hold it yet"
    session.set_runs(container.id, (a_run("echo it's me"), a_run("make all", "/srv/a b")))
    strip.show_session(session)
    assert strip.command == "docker exec --workdir '/srv/a b' --user 0 web sh -c 'make all'"


def test_what_is_recorded_is_said_with_its_size(strip: CommandStrip) -> None:
    session, container = a_session()
    session.set_live(container.id, LiveChanges(added=3, size_bytes=23_800_000))
    strip.show_session(session)
    assert facts_of(strip) == ["Writable layer", "23.8 MB", "● recording changes"]
    strip.set_classroom(True)
    assert facts_of(strip) == []
    strip.set_classroom(False)
    assert facts_of(strip)[-1] == "● recording changes"
    session.select(SelectionKind.NOTHING)
    strip.show_session(session)
    strip.set_classroom(False)
    assert "● recording changes" not in facts_of(strip)
