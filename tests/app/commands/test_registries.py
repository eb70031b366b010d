"""Verbs for registries, with real jobs and an engine that answers as it is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.commands.context import Context
from app.commands.registries import RegistryCommands
from app.settings import Settings
from app.viewmodel.remote_desk import Moving
from app.viewmodel.session import SelectionKind, Session
from app.viewmodel.trouble import Remedy, Trouble
from app.worker import Runner
from core.cancel import CancelToken
from core.errors import (
    InsecureRegistryError,
    LoginNeededError,
    LoginRefusedError,
    RegistryUnreachableError,
    RemoteImageNotFoundError,
)
from core.model import (
    Arrivals,
    Capabilities,
    Image,
    Login,
    NameConflict,
    Pushed,
    Readiness,
    RegistryListing,
    Repository,
)
from core.progress import Progress
from tests.app.panels import samples
from tests.app.panels.registry_gallery import REFERENCE, REGISTRY, remote_look, transfer

_HERE = samples.image("debian", "12-slim", samples.LAYERS[:2])
_CAME = samples.image("orders-api", "4.2.0", samples.LAYERS)


@dataclass
class FakeEngine:
    """What a dialog's desk asks; `error` is raised in place of an answer."""

    error: Exception | None = None
    images: tuple[Image, ...] = (_HERE,)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=threading.Event)
    kept: dict[str, Login] = field(default_factory=dict)
    threads: set[str] = field(default_factory=set)

    def repository(self) -> Repository:
        return Repository("/r", self.images)

    def look_at_remote(self, reference: str, access: Any, *, cancel: CancelToken) -> Any:
        return self._answer("look", (reference, access), remote_look(), cancel)

    def remote_tags(self, repository: str, access: Any, *, cancel: CancelToken) -> Any:
        return self._answer("tags", (repository, access), RegistryListing(("1", "2")), cancel)

    def remote_repositories(
        self, registry: str, text: str, access: Any, *, cancel: CancelToken
    ) -> Any:
        listing = RegistryListing(("class/web",))
        return self._answer("repositories", (registry, text, access), listing, cancel)

    def check_login(self, registry: str, access: Any, *, cancel: CancelToken) -> None:
        self._answer("check", (registry, access), None, cancel)

    def keep_login(self, registry: str, login: Login) -> str:
        self.kept[registry] = login
        return "keyring"

    def forget_login(self, registry: str) -> None:
        self.kept.pop(registry, None)

    def kept_login(self, registry: str) -> Login | None:
        return self.kept.get(registry)

    def pull(self, request: Any, *, cancel: CancelToken, report: Any, on_transfer: Any) -> Any:
        report(Progress("Fetching"))
        on_transfer(transfer())
        self._wait(cancel)
        answer = self._answer("pull", request, Arrivals((_CAME,), new_bytes=5), cancel)
        self.images = (*self.images, _CAME)
        return answer

    def push(self, request: Any, *, cancel: CancelToken, report: Any, on_transfer: Any) -> Any:
        on_transfer(transfer())
        self._wait(cancel)
        return self._answer("push", request, Pushed(request.reference, "sha256:1", 7), cancel)

    def _wait(self, cancel: CancelToken) -> None:
        while not self.go_on.wait(0.01):
            cancel.check()

    def _answer(self, kind: str, what: Any, answer: Any, cancel: CancelToken) -> Any:
        self.threads.add(threading.current_thread().name)
        self.asked.append((kind, what))
        cancel.check()
        if self.error is not None:
            raise self.error
        return answer


class Ends:
    """What a desk told."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.troubles: list[Trouble] = []

    @property
    def both(self) -> tuple[Callable[[Any], None], Callable[[Trouble], None]]:
        return self.answers.append, self.troubles.append

    def listen(self, moving: Moving) -> Ends:
        moving.arrived.connect(self.answers.append)
        moving.failed.connect(self.troubles.append)
        moving.stopped.connect(lambda: self.answers.append("stopped"))
        return self


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def context(engine: FakeEngine) -> Iterator[Context]:
    runner = Runner()
    session = Session()
    session.set_facts(Readiness((), "root"), Capabilities(), (), ())
    session.set_repository(engine.repository())
    yield Context(session, runner, None, Settings(), engine)  # type: ignore[arg-type]
    assert runner.shut_down(2.0)


@pytest.fixture
def desk(context: Context) -> RegistryCommands:
    return RegistryCommands(context, lambda: None)


def test_questions_are_asked_beside_the_window(
    desk: RegistryCommands, engine: FakeEngine, qtbot: QtBot
) -> None:
    ends = Ends()
    desk.look(REFERENCE, *ends.both)
    desk.tags(f"{REGISTRY}/class/web", *ends.both)
    desk.repositories(REGISTRY, "web", *ends.both)
    qtbot.waitUntil(lambda: len(ends.answers) == 3)
    assert {kind for kind, _what in engine.asked} == {"look", "tags", "repositories"}
    assert threading.main_thread().name not in engine.threads
    assert not any(job.is_visible for job in desk._context.runner.jobs)


def test_a_name_that_cannot_be_is_not_asked_for(desk: RegistryCommands, engine: FakeEngine) -> None:
    ends = Ends()
    desk.look("Not A Name", *ends.both)
    assert ends.troubles[0].is_name
    assert engine.asked == []


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (InsecureRegistryError(REGISTRY, "it speaks plain http"), Remedy.ALLOW_HTTP),
        (LoginNeededError(REGISTRY), Remedy.SIGN_IN),
        (LoginRefusedError(REGISTRY, "pupil"), Remedy.SIGN_IN),
        (RegistryUnreachableError(REGISTRY, "nothing answers"), Remedy.NOTHING),
        (RemoteImageNotFoundError(REGISTRY, REFERENCE), Remedy.NOTHING),
    ],
)
def test_errors_come_with_what_can_be_done(
    desk: RegistryCommands, engine: FakeEngine, qtbot: QtBot, error: Exception, remedy: Remedy
) -> None:
    engine.error = error
    ends = Ends()
    desk.look(REFERENCE, *ends.both)
    qtbot.waitUntil(lambda: bool(ends.troubles))
    (trouble,) = ends.troubles
    assert (trouble.remedy, trouble.registry) == (remedy, REGISTRY)
    assert trouble.sentence == str(error)
    assert trouble.is_missing is isinstance(error, RemoteImageNotFoundError)


def test_a_newer_question_drops_the_older_one_and_closing_drops_all(
    desk: RegistryCommands, qtbot: QtBot
) -> None:
    first, second, third = Ends(), Ends(), Ends()
    desk.look(f"{REGISTRY}/a", *first.both)
    desk.look(f"{REGISTRY}/b", *second.both)
    qtbot.waitUntil(lambda: bool(second.answers))
    desk.look(f"{REGISTRY}/c", *third.both)
    desk.stop_asking()
    qtbot.waitUntil(lambda: not desk._context.runner.jobs)
    assert first.answers == third.answers == []


def test_a_login_is_tried_and_kept_or_remembered_while_the_program_runs(
    desk: RegistryCommands, engine: FakeEngine, qtbot: QtBot
) -> None:
    login = Login("pupil", "correct horse")
    ends = Ends()
    desk.sign_in(REGISTRY, login, is_kept=False, then=ends.answers.append, failed=ends.both[1])
    qtbot.waitUntil(lambda: ends.answers == [""])
    assert engine.kept == {}
    desk.look(REFERENCE, *ends.both)
    qtbot.waitUntil(lambda: len(ends.answers) == 2)
    assert engine.asked[-1][1][1].login == login
    desk.sign_in(REGISTRY, login, is_kept=True, then=ends.answers.append, failed=ends.both[1])
    qtbot.waitUntil(lambda: ends.answers[-1] == "keyring")
    assert engine.kept == {REGISTRY: login}
    desk.look(REFERENCE, *ends.both)
    qtbot.waitUntil(lambda: len(ends.answers) == 4)
    assert engine.asked[-1][1][1].login is None  # found where it is kept
    desk.who_we_are(REGISTRY, ends.answers.append)
    qtbot.waitUntil(lambda: ends.answers[-1] == login)
    desk.forget_login(REGISTRY, lambda: ends.answers.append("forgotten"), ends.both[1])
    qtbot.waitUntil(lambda: ends.answers[-1] == "forgotten")
    assert engine.kept == {}


def test_a_refused_login_is_not_kept(
    desk: RegistryCommands, engine: FakeEngine, qtbot: QtBot
) -> None:
    engine.error = LoginRefusedError(REGISTRY, "pupil")
    ends = Ends()
    desk.sign_in(
        REGISTRY, Login("pupil", "guess"), is_kept=True,
        then=ends.answers.append, failed=ends.both[1],
    )  # fmt: skip
    qtbot.waitUntil(lambda: bool(ends.troubles))
    assert engine.kept == {}
    assert "guess" not in repr(desk._context.settings)


def test_plain_http_is_remembered_for_its_registry_only(
    desk: RegistryCommands, engine: FakeEngine, qtbot: QtBot
) -> None:
    desk.allow_http(REGISTRY)
    ends = Ends()
    desk.look(REFERENCE, *ends.both)
    qtbot.waitUntil(lambda: len(ends.answers) == 1)
    assert engine.asked[-1][1][1].allow_http
    desk.look("other.lan:5000/a", *ends.both)
    qtbot.waitUntil(lambda: len(ends.answers) == 2)
    assert not engine.asked[-1][1][1].allow_http


def test_a_pull_stands_on_the_wall_while_it_comes_and_is_selected_then(
    desk: RegistryCommands, engine: FakeEngine, context: Context, qtbot: QtBot
) -> None:
    session = context.session
    moving = desk.pull(remote_look(), ("amd64",), NameConflict.REPLACE)
    ends = Ends().listen(moving)
    phases: list[str] = []
    moving.phase_changed.connect(phases.append)
    (ghost,) = session.wall.ghosts
    assert ghost.chain_id == samples.LAYERS[1].chain_id
    qtbot.waitUntil(lambda: session.wall.ghosts[0].bricks[0].figure == "42 %")
    assert phases == ["Fetching"]
    engine.go_on.set()
    qtbot.waitUntil(lambda: bool(ends.answers))
    kind, request = engine.asked[-1]
    assert kind == "pull"
    assert (request.reference, request.keys) == (REFERENCE, ("amd64",))
    assert (request.digest, request.conflict) == (remote_look().digest, NameConflict.REPLACE)
    assert (session.selection.kind, session.selection.key) == (
        SelectionKind.IMAGE,
        "orders-api:4.2.0",
    )
    qtbot.waitUntil(lambda: not session.wall.ghosts)
    assert session.repository.image("orders-api:4.2.0") is not None
    assert desk.used_registries == (REGISTRY,)
    assert desk.used_names == (REFERENCE,)


@pytest.mark.parametrize("is_stopped", [True, False])
def test_what_does_not_come_leaves_the_wall_as_it_was(
    desk: RegistryCommands, engine: FakeEngine, context: Context, qtbot: QtBot, is_stopped: bool
) -> None:
    engine.error = RegistryUnreachableError(REGISTRY, "the connection broke")
    moving = desk.pull(remote_look())
    ends = Ends().listen(moving)
    if is_stopped:
        moving.cancel()
    else:
        engine.go_on.set()
    qtbot.waitUntil(lambda: bool(ends.answers or ends.troubles))
    assert ends.answers == (["stopped"] if is_stopped else [])
    assert context.session.wall.ghosts == ()
    assert desk.used_registries == ()


def test_left_alone_it_is_a_job_that_takes_no_selection_away(
    desk: RegistryCommands, engine: FakeEngine, context: Context, qtbot: QtBot
) -> None:
    session, runner = context.session, context.runner
    session.select(SelectionKind.IMAGE, "debian:12-slim")
    told: list[str] = []
    session.notice_raised.connect(told.append)
    moving = desk.pull(remote_look())
    moving.leave_alone()
    (job,) = runner.visible_jobs
    qtbot.waitUntil(lambda: job.progress is not None and job.progress.total is not None)
    assert job.progress is not None
    assert (job.progress.done, job.progress.total) == (
        transfer().moved_bytes,
        transfer().moving_bytes,
    )
    engine.go_on.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["orders-api:4.2.0 is in the repository"]
    assert session.selection.key == "debian:12-slim"


def test_left_alone_its_failure_reaches_the_window(
    desk: RegistryCommands, engine: FakeEngine, context: Context, qtbot: QtBot
) -> None:
    engine.error = RegistryUnreachableError(REGISTRY, "the connection broke")
    moving = desk.push("debian:12-slim", f"{REGISTRY}/debian:12-slim")
    moving.leave_alone()
    engine.go_on.set()
    with qtbot.waitSignal(context.session.message_raised) as raised:
        pass
    assert "the connection broke" in raised.args[0].sentence


def test_a_push_says_what_is_there_and_remembers_the_registry(
    desk: RegistryCommands, engine: FakeEngine, qtbot: QtBot
) -> None:
    target = f"{REGISTRY}/debian:12-slim"
    ends = Ends().listen(desk.push("debian:12-slim", target))
    engine.go_on.set()
    qtbot.waitUntil(lambda: bool(ends.answers))
    assert ends.answers == [Pushed(target, "sha256:1", 7)]
    assert desk.used_registries == (REGISTRY,)
    assert desk.used_names == ()


def test_why_nothing_can_be_pulled_or_pushed(
    desk: RegistryCommands, context: Context, engine: FakeEngine
) -> None:
    assert desk.why_no_pull() == desk.why_no_push() == ""
    context.session.capabilities = Capabilities(can_write=False)
    assert desk.why_no_pull() == "This repository can only be read"
    context.session.set_repository(Repository("/r"))
    assert desk.why_no_push() == "There is no image here yet"
    context.engine = None
    assert "starting" in desk.why_no_pull()
    desk.pull_image()  # asks nobody
    desk.push_image()
