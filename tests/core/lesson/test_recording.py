"""A lesson is recorded by doing it, exported, read again, and proved in an empty repository."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.events import Event, SwitchesChanged
from core.lesson import Lesson, LocalSharing, Performance, parse_lesson
from core.lesson.actions import (
    Build,
    CreateContainer,
    Discard,
    Execute,
    MakeBaseImage,
    MarkContainer,
    Push,
    RemoveImage,
    RollBack,
    Snapshot,
    StartContainer,
    StopContainer,
    WriteFile,
)
from core.lesson.authoring import (
    RecordedStep,
    Recorder,
    as_id,
    checked,
    goals_of,
    new_lesson,
    new_step,
    prove,
    write_lesson,
)
from core.lesson.checks import (
    CommandPrints,
    ContainerIs,
    ImageExists,
    IsMarked,
    LabelEquals,
    LayerHas,
    PathBelow,
    PathChanged,
    Reclaimable,
    TextInContainer,
)
from core.localized import LocalizedText
from core.model import BaseImageRequest, ExecRequest, NewContainer, NewSwitch
from tests.core.lesson.conftest import clear

Perform = Callable[..., None]
_PATIENCE_S = 20.0


class Listener:
    """Hands what an engine tells to a recorder, and knows when it hears."""

    def __init__(self, engine: Engine) -> None:
        self.recorder = Recorder(engine)
        self._engine = engine
        self._cancel = CancelToken()
        self._heard = threading.Semaphore(0)
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()
        engine.create_switch(NewSwitch("known"))
        while not self._heard.acquire(timeout=0.05):
            engine.remove_switch("known")
            engine.create_switch(NewSwitch("known"))

    def caught_up(self) -> None:
        """All that has happened was heard."""
        while self._heard.acquire(blocking=False):
            pass
        self._engine.remove_switch("known")
        assert self._heard.acquire(timeout=_PATIENCE_S)
        self._engine.create_switch(NewSwitch("known"))
        assert self._heard.acquire(timeout=_PATIENCE_S)

    def end_step(self) -> RecordedStep:
        self.caught_up()
        return self.recorder.end_step()

    def close(self) -> None:
        self._engine.remove_switch("known")
        self._cancel.cancel()
        self._thread.join()

    def _listen(self) -> None:
        self._engine.watch(self._hear, cancel=self._cancel)

    def _hear(self, event: Event) -> None:
        if isinstance(event, SwitchesChanged):
            self._heard.release()
        else:
            self.recorder.hear(event)


@pytest.fixture
def listener(engine: Engine) -> Iterator[Listener]:
    listening = Listener(engine)
    listening.recorder.begin()
    yield listening
    listening.close()
    clear(engine, keep=("Base:1.0",))


def checks_of(recorded: RecordedStep) -> list[object]:
    return [one.check for one in recorded.proposals]


def words(text: str) -> LocalizedText:
    return LocalizedText(text)


def lesson_of(*steps: RecordedStep) -> Lesson:
    made = tuple(
        new_step(f"step-{n}", one, title=words(one.title), do=words("D"), expect=words("E"))
        for n, one in enumerate(steps, start=1)
    )
    return new_lesson("mine", title=words("T"), summary=words("S"), minutes=5, steps=made)


def test_a_lesson_is_recorded_and_proved(
    engine: Engine, listener: Listener, perform: Perform, tmp_path: Path
) -> None:
    perform(CreateContainer("Demo", "Base:1.0"), StartContainer("Demo"))
    started = listener.end_step()
    assert started.actions == (
        MakeBaseImage("starter", "Base", "Tests", "1.0"),  # it was there before
        CreateContainer("Demo", "Base:1.0"),
        StartContainer("Demo"),
    )
    assert checks_of(started) == [ContainerIs("Demo", "running", "Base:1.0")]
    assert not started.proposals[0].is_lasting
    assert "Demo" in started.title

    perform(
        Execute("Demo", "mkdir -p /srv && echo hello > /srv/page"),
        Execute("Demo", "cat /srv/page"),
    )
    listener.caught_up()
    assert len(listener.recorder.deeds()) == 2
    filled = listener.end_step()
    assert filled.actions == (
        Execute("Demo", "mkdir -p /srv && echo hello > /srv/page"),
        Execute("Demo", "cat /srv/page"),
    )
    assert PathChanged("Demo", "srv/page", "added") in checks_of(filled)
    assert TextInContainer("Demo", "srv/page", "hello") in checks_of(filled)
    assert CommandPrints("Demo", "cat /srv/page", "hello") in checks_of(filled)
    assert all(one.why.endswith(".") for one in filled.proposals)

    perform(StopContainer("Demo"), Snapshot("Demo", "Web", "Me", "1.0", "A page"))
    captured = listener.end_step()
    assert captured.actions == (
        StopContainer("Demo"),
        Snapshot("Demo", "Web", "Me", "1.0", "A page"),
    )
    assert ImageExists("Web", "1.0", layers=2, stands_on="Base") in checks_of(captured)
    assert LayerHas("Web", -1, "srv/page", "added") in checks_of(captured)
    assert captured.proposals[0].is_lasting

    recorded = lesson_of(started, filled, captured)
    goals = goals_of(engine.repository(), ("Web:1.0", "Base:1.0"))
    assert [(goal.image, goal.stands_on, len(goal.bricks)) for goal in goals] == [
        ("Base", "", 1),
        ("Web", "Base", 1),
    ]
    recorded = replace(recorded, goals=goals)
    assert checked(recorded) == recorded
    exported = parse_lesson(write_lesson(recorded), name="mine")
    fresh = connect(tmp_path / "repository")
    try:
        proof = prove(exported, fresh)
    finally:
        fresh.close()
    assert proof.is_proved, proof.problems


def test_what_happens_to_a_container_is_taken_down(
    engine: Engine, listener: Listener, perform: Perform
) -> None:
    perform(CreateContainer("A", "Base:1.0"), StartContainer("A"))
    listener.end_step()
    perform(
        Execute("A", "touch /one"),
        MarkContainer("A", "first"),
        Execute("A", "touch /two"),
    )
    marked = listener.end_step()
    assert marked.actions == (
        Execute("A", "touch /one"),
        MarkContainer("A", "first"),
        Execute("A", "touch /two"),
    )
    assert IsMarked("A", "first") in checks_of(marked)
    perform(RollBack("A"))
    assert listener.end_step().actions == (RollBack("A"),)
    perform(Discard("A"))
    gone = listener.end_step()
    assert gone.actions == (Discard("A"),)
    assert checks_of(gone) == [ContainerIs("A", is_negated=True)]


def test_what_cannot_be_repeated_is_told(engine: Engine, listener: Listener) -> None:
    engine.make_base_image(BaseImageRequest("starter", "Old", "Tests", "1.0"))
    container = engine.create_container(NewContainer("B", "Old:1.0"))
    engine.start_container(container.id)
    listener.caught_up()
    listener.recorder.begin()  # what was before is forgotten
    request = ExecRequest(shell_line="exit 3")
    engine.execute(container.id, request, output=lambda _chunk: None)
    inside = ExecRequest(shell_line="echo x > here", working_dir="/tmp")
    engine.execute(container.id, inside, output=lambda _chunk: None)
    recorded = listener.end_step()
    assert recorded.actions[:3] == (
        MakeBaseImage("starter", "Old", "Tests", "1.0"),
        CreateContainer("B", "Old:1.0"),
        StartContainer("B"),
    )
    assert any("exit 3" in note for note in recorded.notes)
    assert any("before the recording" in note for note in recorded.notes)
    assert all("exit 3" not in str(action) for action in recorded.actions)


def test_an_image_that_no_step_makes_is_told(
    engine: Engine, listener: Listener, perform: Perform
) -> None:
    perform(
        CreateContainer("C", "Base:1.0"),
        StartContainer("C"),
        Execute("C", "touch /x"),
        StopContainer("C"),
        Snapshot("C", "Upper", "T", "1"),
    )
    listener.caught_up()
    listener.recorder.begin()
    perform(CreateContainer("D", "Upper:1"), Discard("C"), Discard("D"), RemoveImage("Upper:1"))
    recorded = listener.end_step()
    assert any("Upper:1" in note for note in recorded.notes)
    assert RemoveImage("Upper:1") in recorded.actions
    assert ImageExists("Upper", "1", is_negated=True) in checks_of(recorded)


def test_a_build_is_one_action(engine: Engine, listener: Listener, perform: Perform) -> None:
    text = "FROM Base:1.0\nRUN head -c 50000 /dev/urandom > /big\nRUN rm /big\nLABEL who=me\n"
    perform(Build("Built", "Me", "1", text))
    recorded = listener.end_step()
    assert recorded.actions == (
        MakeBaseImage("starter", "Base", "Tests", "1.0"),
        Build("Built", "Me", "1", text),
    )
    assert ImageExists("Built", "1", layers=3, stands_on="Base") in checks_of(recorded)
    assert LabelEquals("Built", "who", "me") in checks_of(recorded)
    assert PathBelow("Built", "big") in checks_of(recorded)
    (waste,) = [one for one in checks_of(recorded) if isinstance(one, Reclaimable)]
    assert waste.above is not None
    assert 20_000 < waste.above < 50_000


def test_small_texts_that_no_command_wrote_are_taken_down(
    engine: Engine, listener: Listener, tmp_path: Path, perform: Perform
) -> None:
    perform(CreateContainer("E", "Base:1.0"))
    listener.end_step()
    (tmp_path / "page.html").write_text("<h1>ü</h1>\n")
    (tmp_path / "large").write_bytes(b"x" * 20_000)
    (container,) = engine.repository().containers
    sources = (str(tmp_path / "page.html"), str(tmp_path / "large"))
    engine.copy_in(container.id, sources, "srv")
    recorded = listener.end_step()
    assert recorded.actions == (WriteFile("E", "/srv/page.html", "<h1>ü</h1>\n"),)
    assert any("without a command" in note for note in recorded.notes)


def test_what_only_the_window_knows_is_added(
    engine: Engine, listener: Listener, perform: Perform
) -> None:
    perform(
        CreateContainer("G", "Base:1.0"),
        StartContainer("G"),
        Execute("G", "touch /x"),
        StopContainer("G"),
        Snapshot("G", "Sent", "T", "1"),
        Discard("G"),
    )
    listener.caught_up()
    listener.recorder.begin()
    sharing = LocalSharing()
    try:
        sharing.start(engine)
        deed = Push("Sent:1", "{{registry}}/class/sent:1")
        Performance(engine, sharing).perform(deed)
        listener.caught_up()
        recorded = listener.recorder.end_step()
        assert any("class/sent:1" in note for note in recorded.notes)
        engine.remove_image("class/sent:1")
        listener.caught_up()
        listener.recorder.begin()
        Performance(engine, sharing).perform(deed)
        listener.recorder.add(deed)
        recorded = listener.end_step()
    finally:
        sharing.stop()
    assert recorded.actions == (deed,)
    assert not any("came from elsewhere" in note for note in recorded.notes)


def test_what_no_event_told_is_found_all_the_same(engine: Engine, perform: Perform) -> None:
    recorder = Recorder(engine)
    recorder.begin()
    perform(CreateContainer("F", "Base:1.0"), StartContainer("F"))
    assert recorder.end_step().actions[-2:] == (
        CreateContainer("F", "Base:1.0"),
        StartContainer("F"),
    )
    perform(Discard("F"))
    assert recorder.end_step().actions == (Discard("F"),)
    assert recorder.end_step() == RecordedStep((), ())


def test_ids_are_made_of_titles() -> None:
    assert as_id("Install a Web server!") == "install-a-web-server"
    assert as_id("Über Größe") == "uber-groe"
    assert as_id("漢字") == "step"
    assert as_id("Step", ("step", "step-2")) == "step-3"
