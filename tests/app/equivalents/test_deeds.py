"""What is done is noted: everything that the engine can do has its line, in all dialects."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands.noting import noting
from app.viewmodel.deeds import ASKING, DOING, TravelDeeds
from app.viewmodel.dialects import Dialect
from app.viewmodel.session import SelectionKind, Session
from app.viewmodel.work_log import Deed, WorkLog
from core.engine.protocol import METHODS, Engine
from core.errors import BricklayerError
from core.model import BaseImageRequest, ExecRequest, NewContainer, SnapshotRequest
from tests.app.equivalents import work


def test_each_thing_that_an_engine_can_do_has_a_line() -> None:
    """A new method of the engine belongs into Deeds, or into ASKING when it only looks."""
    assert DOING | ASKING >= METHODS, sorted(METHODS - DOING - ASKING)
    assert not DOING & ASKING


def test_deeds_take_what_the_engine_is_given() -> None:
    for name in DOING & METHODS:
        asked = list(inspect.signature(getattr(Engine, name)).parameters.values())[1:]
        deed = list(inspect.signature(getattr(TravelDeeds, name)).parameters.values())[2:]
        takes_named = any(one.kind is one.VAR_KEYWORD for one in deed)
        positional = [one for one in asked if one.kind is not one.KEYWORD_ONLY]
        wanted = [one for one in deed if one.kind is not one.VAR_KEYWORD]
        assert len(wanted) == len(positional), name
        assert takes_named or len(positional) == len(asked), name


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with work.an_engine(tmp_path) as engine:
        yield engine


def test_what_is_done_is_noted_in_order_and_what_fails_is_not(engine: Engine) -> None:
    log = WorkLog()
    noted = noting(engine, log.note)
    noted.repository()
    container = noted.create_container(NewContainer("web", "ServerCore:1.0"))
    noted.start_container(container.id)
    noted.execute(container.id, ExecRequest(shell_line="echo hi > /hi"), output=lambda _chunk: None)
    noted.pause_container(container.id)
    noted.resume_container(container.id)
    noted.mark(container.id, "greeting")
    noted.rename_container(container.id, "site")
    noted.snapshot(SnapshotRequest(container.id, "Web", "The class", "1.0", "says hi"))
    with pytest.raises(BricklayerError):
        noted.remove_image("Nothing:1")
    noted.stop_container(container.id)
    noted.discard_container(container.id)
    noted.remove_image("Web:1.0")
    assert [deed.say(Dialect.PODMAN) for deed in log.deeds] == [
        "podman run -d --name web --network none --init --entrypoint sleep servercore:1.0 infinity",
        "podman exec web sh -c 'echo hi > /hi'",
        "podman pause web",
        "podman unpause web",
        "podman commit --format docker --message greeting web web-mark:greeting",
        "podman rename web site",
        "podman commit --author 'The class' --format docker --message 'says hi' "
        """--change 'ENTRYPOINT []' --change 'CMD ["/bin/sh"]' """
        """--change 'LABEL org.opencontainers.image.title="Web"' """
        """--change 'LABEL org.opencontainers.image.vendor="The class"' """
        """--change 'LABEL org.opencontainers.image.version="1.0"' """
        """--change 'LABEL org.opencontainers.image.description="says hi"' site web:1.0""",
        "podman stop site",
        "podman rm --force site",
        "podman rmi web:1.0",
    ]
    shell = [deed.say(Dialect.POWERSHELL) for deed in log.deeds]
    assert shell[0] == (
        "New-Container -Name web -ContainerImageName ServerCore -ContainerImageVersion 1.0; "
        "Start-Container -Name web"
    )
    assert shell[1].startswith("Invoke-Command -ContainerName web -RunAsAdministrator { sh -c '")
    assert shell[2] == "# no cmdlet pauses a container"
    assert shell[6] == (
        "New-ContainerImage -ContainerName site -Name Web -Publisher 'The class' -Version 1.0"
    )
    assert shell[-1] == ("Get-ContainerImage -Name Web -Version 1.0 | Remove-ContainerImage -Force")


def test_what_was_done_stays_until_something_else_is_selected() -> None:
    session = Session()
    log = session.work_log
    deed = Deed("snapshot", lambda dialect: f"{dialect.value} commit", "id", "Web:1.0")
    log.note(deed)
    session.select(SelectionKind.IMAGE, "Web:1.0")
    assert log.shown is deed.say, "what it made is shown now"
    session.select(SelectionKind.CONTAINER, "id")
    assert log.shown is deed.say
    session.select(SelectionKind.CONTAINER, "another")
    assert log.shown is None
    log.note(Deed("discard_container", lambda _dialect: "rm", "another", is_end=True))
    session.select(SelectionKind.NOTHING)
    assert log.shown is not None
    session.select(SelectionKind.IMAGE, "Web:1.0")
    assert log.shown is None


def test_what_is_about_to_be_done_goes_before_what_was() -> None:
    log, said = WorkLog(), []
    log.changed.connect(lambda: said.append(log.shown))
    log.note(Deed("x", lambda _dialect: "done"))
    log.announce(lambda _dialect: "about to")
    assert log.shown is not None
    assert log.shown(Dialect.DOCKER) == "about to"
    log.announce(None)
    assert log.shown is not None
    assert log.shown(Dialect.DOCKER) == "done"
    assert len(said) == 3
    log.clear()
    assert log.shown is None
    assert log.deeds == ()


def test_a_base_image_is_noted(tmp_path: Path) -> None:
    with work.an_engine(tmp_path) as engine:
        log = WorkLog()
        noting(engine, log.note).make_base_image(
            BaseImageRequest("scratch", "Nothing", "Me & you", "0.1")
        )
        (deed,) = log.deeds
        assert deed.made == "Nothing:0.1"
        assert deed.say(Dialect.PODMAN) == ('buildah commit "$(buildah from scratch)" nothing:0.1')
