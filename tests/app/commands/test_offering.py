"""Offering images by the verbs, with real jobs and an engine that tells what a test wants."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from pytestqt.qtbot import QtBot

from app.commands.context import Context
from app.commands.offering import OfferingCommands
from app.settings import Settings
from app.viewmodel.offer_desk import OfferDesk
from app.viewmodel.session import Session
from app.worker import Runner
from core.cancel import CancelToken
from core.errors import NotSupportedError, PortTakenError
from core.model import Neighbour, Repository, ServeRequest, Serving
from tests.app.panels import samples
from tests.app.panels.sharing_gallery import NEIGHBOURS, PUSHED, SERVING

REQUEST = ServeRequest(("debian:12-slim",), port=0)


@dataclass
class FakeEngine:
    """Serves until it is cancelled; what is told is told by a test."""

    error: Exception | None = None
    deaf: Exception | None = None
    requests: list[ServeRequest] = field(default_factory=list)
    tell: Callable[[Serving], None] | None = None
    ended: threading.Event = field(default_factory=threading.Event)
    listeners: int = 0
    tell_neighbours: Callable[[tuple[Neighbour, ...]], None] | None = None

    def serve(
        self, request: ServeRequest, *, on_change: Callable[[Serving], None], cancel: CancelToken
    ) -> None:
        self.requests.append(request)
        if self.error is not None:
            raise self.error
        self.tell = on_change
        on_change(SERVING)
        assert cancel.wait(20)
        self.ended.set()

    def watch_neighbours(
        self, *, on_change: Callable[[tuple[Neighbour, ...]], None], cancel: CancelToken
    ) -> None:
        self.listeners += 1
        if self.deaf is not None:
            raise self.deaf
        self.tell_neighbours = on_change
        on_change(NEIGHBOURS)
        cancel.wait(20)


class Asker:
    def __init__(self) -> None:
        self.shown: list[OfferDesk] = []

    def show_offer(self, desk: OfferDesk) -> None:
        self.shown.append(desk)


class Stand:
    def __init__(self) -> None:
        self.session = Session()
        self.runner = Runner()
        self.asker = Asker()
        self.engine = FakeEngine()
        self.context = Context(
            self.session,
            self.runner,
            self.asker,  # type: ignore[arg-type]
            Settings(),
            self.engine,  # type: ignore[arg-type]
        )
        self.verbs = OfferingCommands(self.context, listen_after_ms=0)
        self.raised: list[object] = []
        self.session.message_raised.connect(self.raised.append)

    def load(self) -> None:
        self.session.set_repository(Repository("/r", samples.repository().images))


@pytest.fixture
def stand(qtbot: QtBot) -> Iterator[Stand]:
    made = Stand()
    yield made
    made.verbs.leave()
    assert made.runner.shut_down(5)


def test_why_nothing_can_be_shared(stand: Stand) -> None:
    assert stand.verbs.why_not() == "The engine is still starting"
    noticed: list[str] = []
    stand.session.notice_raised.connect(noticed.append)
    stand.verbs.show()
    assert noticed == [stand.verbs.why_not()]
    assert not stand.asker.shown
    stand.session.set_repository(Repository("/r"))
    assert stand.verbs.why_not() == "There is no image here yet"
    stand.load()
    assert stand.verbs.why_not() == ""
    stand.verbs.show()
    assert stand.asker.shown == [stand.verbs]
    stand.session.set_repository(Repository("/r"))
    stand.session.set_serving(SERVING)
    assert stand.verbs.why_not() == ""  # what is on can be looked at, and ended


def test_an_offer_is_told_and_ends(stand: Stand, qtbot: QtBot) -> None:
    stand.load()
    failures: list[str] = []
    stand.verbs.start(REQUEST, failures.append)
    qtbot.waitUntil(lambda: stand.session.serving == SERVING)
    assert stand.engine.requests == [REQUEST]
    assert stand.engine.tell is not None
    stand.engine.tell(PUSHED)
    qtbot.waitUntil(lambda: stand.session.serving == PUSHED)
    assert stand.runner.visible_jobs == ()  # the pill tells of it
    stand.verbs.stop()
    assert stand.session.serving is None
    qtbot.waitUntil(stand.engine.ended.is_set)
    stand.verbs.stop()
    assert not failures
    assert not stand.raised


def test_what_is_told_after_the_end_is_not_shown(stand: Stand, qtbot: QtBot) -> None:
    stand.load()
    stand.verbs.start(REQUEST)
    qtbot.waitUntil(lambda: stand.session.serving is not None)
    assert stand.engine.tell is not None
    stand.engine.tell(PUSHED)  # on its way to the window when it is stopped
    stand.verbs.stop()
    qtbot.waitUntil(stand.engine.ended.is_set)
    qtbot.wait(1)
    assert stand.session.serving is None


def test_an_offer_that_cannot_start_says_why_in_the_form(stand: Stand, qtbot: QtBot) -> None:
    stand.load()
    stand.engine.error = PortTakenError(5000, "another program")
    failures: list[str] = []
    stand.verbs.start(REQUEST, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert "Port 5000" in failures[0]
    assert not stand.raised
    assert stand.session.serving is None


def test_without_a_form_errors_are_shown_as_others(stand: Stand, qtbot: QtBot) -> None:
    stand.load()
    stand.engine.error = PortTakenError(5000, "another program")
    stand.verbs.start(REQUEST)
    qtbot.waitUntil(lambda: len(stand.raised) == 1)
    stand.engine.error = RuntimeError("a mistake of ours")
    failures: list[str] = []
    stand.verbs.start(REQUEST, failures.append)
    qtbot.waitUntil(lambda: len(stand.raised) == 2)
    assert not failures


def test_an_engine_that_dies_takes_the_offer_with_it(stand: Stand, qtbot: QtBot) -> None:
    stand.load()

    def die(
        request: ServeRequest, *, on_change: Callable[[Serving], None], cancel: CancelToken
    ) -> None:
        on_change(SERVING)
        assert seen.wait(20)
        raise NotSupportedError("That", "its process ended")

    seen = threading.Event()
    stand.engine.serve = die  # type: ignore[method-assign]
    failures: list[str] = []
    stand.verbs.start(REQUEST, failures.append)
    qtbot.waitUntil(lambda: stand.session.serving is not None)
    seen.set()
    qtbot.waitUntil(lambda: stand.session.serving is None)
    assert len(stand.raised) == 1
    assert not failures  # its form was closed long ago


def test_who_is_near_is_known_soon_after_the_start(stand: Stand, qtbot: QtBot) -> None:
    assert stand.engine.listeners == 0
    stand.load()
    qtbot.waitUntil(lambda: stand.session.neighbours == NEIGHBOURS)
    stand.load()
    qtbot.wait(1)
    assert stand.engine.listeners == 1
    assert stand.engine.tell_neighbours is not None
    stand.engine.tell_neighbours(())
    qtbot.waitUntil(lambda: stand.session.neighbours == ())


def test_where_nobody_can_be_heard_the_list_stays_empty(stand: Stand, qtbot: QtBot) -> None:
    stand.engine.deaf = NotSupportedError("That", "there is no network")
    stand.load()
    qtbot.waitUntil(lambda: stand.engine.listeners == 1 and not stand.runner.jobs)
    assert stand.session.neighbours == ()
    assert not stand.raised


def test_another_repository_ends_the_offer_and_is_listened_for_anew(
    stand: Stand, qtbot: QtBot
) -> None:
    stand.load()
    stand.verbs.start(REQUEST)
    qtbot.waitUntil(lambda: bool(stand.session.neighbours) and stand.session.serving is not None)
    stand.verbs.leave()
    assert (stand.session.serving, stand.session.neighbours) == (None, ())
    qtbot.waitUntil(stand.engine.ended.is_set)
    other = FakeEngine()
    stand.context.engine = other  # type: ignore[assignment]
    stand.load()
    qtbot.waitUntil(lambda: stand.session.neighbours == NEIGHBOURS)
    assert other.listeners == 1


def test_the_end_of_the_program_ends_the_offer(stand: Stand, qtbot: QtBot) -> None:
    stand.load()
    stand.verbs.start(REQUEST)
    qtbot.waitUntil(lambda: stand.session.serving is not None)
    assert stand.runner.shut_down(5)
    assert stand.engine.ended.is_set()
