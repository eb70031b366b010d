"""Each kind of check, true and false, on real containers and images."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core.engine.protocol import Engine
from core.lesson import LocalSharing, Sight, holds
from core.lesson.actions import (
    Build,
    CreateContainer,
    Execute,
    MarkContainer,
    Snapshot,
    StartContainer,
    StopContainer,
)
from core.lesson.checks import (
    CHECKS,
    ChangesSize,
    Check,
    CommandPrints,
    ContainerfileMentions,
    ContainerIs,
    HistoryMentions,
    ImageExists,
    ImagesCount,
    ImageSize,
    ImagesShareBase,
    ImagesSizes,
    IsMarked,
    IsPushed,
    IsSharing,
    LabelEquals,
    LayerHas,
    LayerSize,
    PathBelow,
    PathChanged,
    PathInImage,
    PortAnswers,
    Reclaimable,
    TextInContainer,
    TextInImage,
)
from core.model import ContainerState

NOISE = "head -c 100000 /dev/urandom"

CASES: tuple[tuple[Check, Check], ...] = (
    # true, false
    (ImageExists("Web", "1.0", "Tests", 2, "Base"), ImageExists("Web", layers=3)),
    (ImageExists("Built:1"), ImageExists("Web", stands_on="Built")),
    (ImageExists("*", "2"), ImageExists("Web", "2")),
    (ImagesCount("Base", 3), ImagesCount("Base", 4)),
    (ImagesShareBase(("Web", "Built"), "Base"), ImagesShareBase(("Web", "Built"), "Built")),
    (LabelEquals("Built", "who", "me"), LabelEquals("Built", "who", "you")),
    (LayerHas("Web", -1, "srv/big", "added"), LayerHas("Web", 1, "srv/big")),
    (LayerHas("Web", 2, "srv"), LayerHas("Web", -1, "srv/big", "modified")),
    (LayerHas("Built", -1, "srv/big", "removed"), LayerHas("Built", -1, "srv/big", "added")),
    (LayerHas("Changed", -1, "srv/big", "metadata"), LayerHas("Changed", -1, "srv/big", "added")),
    (LayerHas("Changed", -1, "srv/text", "modified"), LayerHas("Changed", -2, "srv/none")),
    (PathInImage("Web", "srv/big"), PathInImage("Built", "srv/big")),
    (PathInImage("Web:1.0", "srv"), PathInImage("Web", "srv/none")),
    (PathBelow("Built", "srv/big"), PathBelow("Web", "srv/big")),
    (TextInImage("Web", "srv/text", "^one$"), TextInImage("Changed", "srv/text", "^one$")),
    (Reclaimable("Built", above=90_000), Reclaimable("Web", above=90_000)),
    (Reclaimable("Web", below=1000), Reclaimable("Built", below=1000)),
    (ImageSize("Web", above=100_000), ImageSize("Web", below=100_000)),
    (LayerSize("Web", -1, 200_000, 90_000), LayerSize("Web", -1, above=200_000)),
    (ImagesSizes(60), ImagesSizes(5)),
    (HistoryMentions("Built", "LABEL who"), HistoryMentions("Built", "LABEL nobody")),
    (ContainerfileMentions("Demo", "^RUN .*echo seen"), ContainerfileMentions("Demo", "apt-get")),
    (ContainerfileMentions("Built", "rm /srv/big"), ContainerfileMentions("Built", "curl")),
    (ContainerIs("Demo", "running", "Base:1.0"), ContainerIs("Demo", "stopped")),
    (ContainerIs("Demo", image="Base"), ContainerIs("Demo", image="Web")),
    (PathChanged("Demo", "srv/new", "added"), PathChanged("Demo", "srv/new", "removed")),
    (PathChanged("Demo", "srv"), PathChanged("Demo", "srv/ne")),
    (ChangesSize("Demo", above=2), ChangesSize("Demo", below=2)),
    (TextInContainer("Demo", "srv/new", "s.en"), TextInContainer("Demo", "srv/new", "^een")),
    (CommandPrints("Demo", "cat /srv/new", "seen"), CommandPrints("Demo", "cat /srv/new", "x")),
    (CommandPrints("Demo", "true", ""), CommandPrints("Demo", "echo seen; false", "seen")),
    (IsMarked("Marked", "here"), IsMarked("Marked", "there")),
    (IsMarked("Marked"), IsMarked("Demo")),
)
UNANSWERABLE: tuple[Check, ...] = (
    ImagesCount("None", 0),
    LabelEquals("None", "a", "b"),
    LayerHas("None", 1, "a"),
    LayerHas("Web", 7, "a"),
    LayerHas("Web", -7, "a"),
    PathInImage("None", "a"),
    PathBelow("None", "a"),
    TextInImage("None", "a", "a"),
    TextInImage("Web", "none", "a"),
    Reclaimable("None", below=1),
    ImageSize("None", below=1),
    LayerSize("None", 1, below=1),
    HistoryMentions("None", "a"),
    ContainerfileMentions("None", "a"),
    IsPushed("none", "1"),
    PathChanged("None", "a"),
    ChangesSize("None", below=1),
    TextInContainer("None", "a", "a"),
    TextInContainer("Demo", "none", "a"),
    CommandPrints("None", "true", ""),
    CommandPrints("Marked", "true", ""),
    IsMarked("None"),
)


@pytest.fixture(scope="module")
def sight(engine: Engine, perform: Callable[..., None]) -> Sight:
    """Images that differ in all that checks ask for, and a container at work."""
    perform(
        CreateContainer("Maker", "Base:1.0"),
        StartContainer("Maker"),
        Execute("Maker", f"mkdir -p /srv && {NOISE} > /srv/big && echo one > /srv/text"),
        StopContainer("Maker"),
        Snapshot("Maker", "Web", "Tests", "1.0"),
        Build("Built", "Tests", "1", "FROM Web:1.0\nRUN rm /srv/big\nLABEL who=me\n"),
        StartContainer("Maker"),
        Execute("Maker", "chmod 600 /srv/big; echo two > /srv/text"),
        StopContainer("Maker"),
        Snapshot("Maker", "Changed", "Tests", "2"),
        CreateContainer("Marked", "Base:1.0"),
        StartContainer("Marked"),
        Execute("Marked", "touch /a"),
        MarkContainer("Marked", "here"),
        StopContainer("Marked"),
        CreateContainer("Demo", "Base:1.0"),
        StartContainer("Demo"),
        Execute("Demo", "mkdir -p /srv && echo seen > /srv/new"),
    )
    return Sight(engine)


@pytest.mark.parametrize(("true", "false"), CASES)
def test_true_and_false_and_their_contraries(sight: Sight, true: Check, false: Check) -> None:
    assert holds(true, sight)
    assert not holds(false, sight)
    assert not holds(replace(true, is_negated=True), sight)
    assert holds(replace(false, is_negated=True), sight)


@pytest.mark.parametrize("check", UNANSWERABLE)
def test_what_cannot_be_answered_is_not_true_in_any_way(sight: Sight, check: Check) -> None:
    assert not holds(check, sight)
    assert not holds(replace(check, is_negated=True), sight)


def test_what_is_not_there_can_be_asked_for(sight: Sight) -> None:
    for check in (ImageExists("None"), ContainerIs("None"), IsSharing()):
        assert not holds(check, sight)
        assert holds(replace(check, is_negated=True), sight)


def test_commands_of_checks_are_not_recorded(engine: Engine, sight: Sight) -> None:
    container = engine.repository().container("Demo")
    assert container is not None
    assert container.state is ContainerState.RUNNING
    before = engine.commands(container.id)
    assert holds(CommandPrints("Demo", "echo a b", "a b"), Sight(engine))
    assert engine.commands(container.id) == before


def test_a_command_that_does_not_end_is_not_waited_for(
    engine: Engine, sight: Sight, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.lesson.sight.COMMAND_LIMIT_S", 0.2)
    assert not holds(CommandPrints("Demo", "echo seen; sleep 600", "seen"), Sight(engine))
    container = engine.repository().container("Demo")
    assert container is not None
    assert not [one for one in engine.processes(container.id) if "sleep 600" in str(one)]


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/page" else 404)
        self.end_headers()
        self.wfile.write(b"hello from here")

    def log_message(self, *_what: object) -> None:
        """Silent."""


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_port_answers(engine: Engine, port: int) -> None:
    sight = Sight(engine)
    assert holds(PortAnswers(port, "page", "hello"), sight)
    assert holds(PortAnswers(port, "/page"), sight)
    assert not holds(PortAnswers(port, "page", "bye"), sight)
    assert not holds(PortAnswers(port, "other"), sight)
    assert not holds(PortAnswers(1), sight)
    assert holds(PortAnswers(1, is_negated=True), sight)


def test_a_shared_repository_tells_what_was_pushed(engine: Engine, sight: Sight) -> None:
    sharing = LocalSharing()
    assert not holds(IsSharing(), Sight(engine, sharing))
    try:
        sharing.start(engine)
        shared = Sight(engine, sharing)
        assert holds(IsSharing(), shared)
        assert holds(IsPushed("web", "1.0"), shared)
        assert holds(IsPushed("web", "1.0", "{{registry}}"), shared)
        assert not holds(IsPushed("web", "9"), shared)
        assert not holds(IsPushed("none", "1"), shared)
        assert holds(IsPushed("none", "1", is_negated=True), shared)
    finally:
        sharing.stop()
    assert not holds(IsSharing(), Sight(engine, sharing))


def test_all_kinds_are_tried() -> None:
    tried = {type(check) for pair in CASES for check in pair} | {PortAnswers, IsPushed, IsSharing}
    assert tried == set(CHECKS.values())
