"""Where a lesson is, from first to last step: done, broken, open again, hinted at, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import Cancelled, LessonError
from core.lesson import (
    Lesson,
    LessonState,
    fitting_hint,
    goal_states,
    look,
    measured,
    play,
    reset,
    reset_plan,
    score,
    show_step,
    undo_plan,
    undo_step,
)
from core.lesson.actions import (
    CreateContainer,
    Discard,
    Execute,
    RemoveImage,
    Snapshot,
    StartContainer,
    StopContainer,
)
from core.lesson.measuring import with_figures
from tests.core.lesson.conftest import clear
from tests.core.lesson.written import BASE, CAPTURE, EMPTY, FILL, GOALS, RUN, lesson

SMALL = lesson(GOALS, BASE, RUN, FILL, CAPTURE, EMPTY)

Perform = Callable[..., None]


@pytest.fixture(autouse=True)
def only_the_base(engine: Engine) -> Iterator[None]:
    yield
    clear(engine, keep=("Base:1.0",))


def show(engine: Engine, *ids: str, of: Lesson = SMALL) -> None:
    for number, step in enumerate(of.steps, start=1):
        if step.id in ids:
            show_step(of, number, engine)


def test_steps_are_done_one_after_the_other(engine: Engine) -> None:
    state: LessonState | None = None
    for number, step in enumerate(SMALL.steps, start=1):
        if number > 1:
            assert look(SMALL, engine, before=state).open == step.id
        show_step(SMALL, number, engine)
        state = look(SMALL, engine, before=state)
        assert [s.id in state.done for s in SMALL.steps] == [n <= number for n in range(1, 6)]
        assert not state.reopened
        assert look(SMALL, engine).done == state.done
    assert state is not None
    assert state.is_finished


def test_play_goes_on_where_it_is_and_does_nothing_twice(engine: Engine) -> None:
    show(engine, "base", "run", "fill")
    heard: list[str] = []

    class Heard:
        def __getattr__(self, name: str) -> Callable[..., None]:
            return lambda *what: heard.append(f"{name} {what[0]}")

    play(SMALL, engine, Heard())  # type: ignore[arg-type]
    assert [one for one in heard if one.startswith("step_was_done")] == [
        f"step_was_done {number}" for number in (1, 2, 3)
    ]
    heard.clear()
    play(SMALL, engine, Heard())  # type: ignore[arg-type]
    assert {one.split()[0] for one in heard} == {"step_was_done"}


def test_a_step_that_is_broken_is_open_again(engine: Engine, perform: Perform) -> None:
    show(engine, "run", "fill")
    before = look(SMALL, engine)
    assert before.open == "capture"
    perform(Discard("Demo"))
    after = look(SMALL, engine, before=before)
    assert after.open == "run"
    assert after.reopened == {"run", "fill"}
    assert after.reached == before.reached
    show(engine, "run")
    mended = look(SMALL, engine, before=after)
    assert mended.reopened == {"fill"}


def test_a_lasting_check_opens_its_step_again(engine: Engine, perform: Perform) -> None:
    show(engine, "run", "fill", "capture", "empty")
    finished = look(SMALL, engine)
    assert finished.is_finished
    perform(RemoveImage("Web:1.0"))
    state = look(SMALL, engine, before=finished)
    assert "capture" in state.reopened
    assert not state.is_finished


def test_until_ends_what_lasts(engine: Engine) -> None:
    one = lesson(
        BASE,
        """
[[steps]]
id = "open"
title = "T"
do = "D"
expect = "E"
actions = [{do = "create-container", name = "A", image = "Base:1.0"}]
checks = [
    {that = "images-count", base = "Base", at_least = 1, not = true, keeps = true, until = "end"},
    {that = "container-is", name = "A"},
]
[[steps]]
id = "end"
title = "T"
do = "D"
expect = "E"
actions = [
    {do = "start-container", container = "A"},
    {do = "execute", container = "A", line = "touch /a"},
    {do = "stop-container", container = "A"},
    {do = "snapshot", container = "A", name = "X", publisher = "T", version = "1"},
]
checks = [{that = "image-exists", name = "X"}]
""",
    )
    show(engine, "open", of=one)
    assert look(one, engine).open == "end"
    show(engine, "end", of=one)
    assert look(one, engine).is_finished
    without = replace(one, steps=tuple(
        replace(step, checks=tuple(replace(check, until="") if check.is_lasting else check
                                   for check in step.checks))
        for step in one.steps
    ))  # fmt: skip
    assert look(without, engine).open == "open"


def test_what_a_step_stops_on_its_way_opens_nothing_again(engine: Engine, perform: Perform) -> None:
    show(engine, "run", "fill")
    before = look(SMALL, engine)
    perform(StopContainer("Demo"))  # the step at work begins with that
    state = look(SMALL, engine, before=before)
    assert state.open == "capture"
    assert not state.reopened


def test_a_stop_that_no_step_wants_opens_steps_again(engine: Engine, perform: Perform) -> None:
    show(engine, "run")
    before = look(SMALL, engine)
    perform(StopContainer("Demo"))  # the next step runs a command
    state = look(SMALL, engine, before=before)
    assert state.open == "run"
    assert state.reopened == {"run"}
    assert state.hint == 0


COUNTED = lesson(
    BASE,
    """
[[steps]]
id = "two"
title = "T"
do = "D"
expect = "E"
checks = [{that = "images-count", base = "Base", at_least = 2, until = "one"}]
[[steps]]
id = "one"
title = "T"
do = "D"
expect = "E"
checks = [
    {that = "images-count", base = "Base", at_least = 1, keeps = true},
    {that = "images-count", base = "Base", at_least = 2, not = true},
]
""",
)


def test_what_is_met_twice_is_told_by_what_was_reached(engine: Engine, perform: Perform) -> None:
    perform(CreateContainer("M", "Base:1.0"), StartContainer("M"))
    state = look(COUNTED, engine)
    for name in ("A", "B"):
        assert state.open == "two"
        perform(Execute("M", f"touch /{name}"), Snapshot("M", name, "T", "1"))
        state = look(COUNTED, engine, before=state)
    assert state.open == "one"
    perform(RemoveImage("B:1"))
    state = look(COUNTED, engine, before=state)
    assert state.is_finished
    assert not state.reopened


def test_many_ways_lead_there(engine: Engine, perform: Perform) -> None:
    perform(
        CreateContainer("Mine", "Base:1.0"),
        StartContainer("Mine"),
        Execute("Mine", "mkdir /srv; echo x > /srv/page"),
        StopContainer("Mine"),
        Snapshot("Mine", "Web", "Me", "3"),
    )
    assert look(SMALL, engine).open == ""


def test_the_hint_that_fits(engine: Engine, perform: Perform) -> None:
    step = SMALL.steps[1]
    assert fitting_hint(step, engine) == 2
    perform(CreateContainer("Other", "Base:1.0"))
    assert fitting_hint(step, engine) == 1
    perform(CreateContainer("Demo", "Base:1.0"))
    assert fitting_hint(step, engine) == 0
    assert look(SMALL, engine).hint == 0
    special = replace(step, hints=step.hints[:1])
    perform(Discard("Demo"))
    assert fitting_hint(special, engine) is None


def test_measures(engine: Engine) -> None:
    show(engine, "run", "fill")
    found = measured(SMALL.steps[2], engine)
    assert found == {"size": 5000, "files": 1}
    text = with_figures(SMALL.steps[2].explanation.english, {"size": "5 kB", "files": "1"})
    assert text == "It is 5 kB in 1 files, … missing."
    show(engine, "capture")
    found = measured(SMALL.steps[3], engine)
    base, web = (engine.repository().image(one) for one in ("Base:1.0", "Web:1.0"))
    assert base is not None
    assert web is not None
    assert found == {
        "layer": web.layers[-1].size_bytes,
        "image": web.size_bytes,
        "waste": 0,
        "files": 1,
        "saved": base.size_bytes,
        "images": 2,
    }
    assert measured(SMALL.steps[0], engine) == {}


def test_goals_and_score(engine: Engine, perform: Perform) -> None:
    assert [one.is_reached for one in goal_states(SMALL, engine)] == [True, False]
    assert score(SMALL, engine) is None
    show(engine, "run", "fill", "capture")
    base, web = goal_states(SMALL, engine)
    assert (base.reference, base.bricks) == ("Base:1.0", 1)
    assert (web.reference, web.bricks, web.is_reached) == ("Web:1.0", 1, True)
    reached = score(SMALL, engine)
    assert reached is not None
    assert (reached.bricks, reached.best_bricks, reached.best_bytes) == (1, 1, 5000)
    assert 5000 < reached.bytes < 5500
    assert reached.is_best
    perform(StartContainer("Demo"), Execute("Demo", "head -c 900 /dev/urandom > /srv/b"),
            StopContainer("Demo"), Snapshot("Demo", "Web", "Tests", "2.0"))  # fmt: skip
    worse = score(SMALL, engine)
    assert worse is not None
    assert worse.bricks == 2
    assert not worse.is_best
    assert reached.is_better_than(worse)
    assert reached.is_better_than(None)
    assert not worse.is_better_than(reached)


def test_a_step_whose_command_fails_says_so(engine: Engine) -> None:
    show(engine, "run")
    step = replace(SMALL.steps[2], actions=(Execute("Demo", "exit 7"),))
    broken = replace(SMALL, steps=(*SMALL.steps[:2], step))
    with pytest.raises(LessonError, match="exit code 7"):
        show_step(broken, 3, engine)
    idle = replace(SMALL, steps=(*SMALL.steps[:2], replace(step, actions=())))
    with pytest.raises(LessonError, match="step 3"):
        show_step(idle, 3, engine)


def test_showing_can_be_cancelled(engine: Engine) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        show_step(SMALL, 2, engine, cancel=cancel)
    assert not engine.repository().containers


def test_undo_takes_the_last_step_back_and_performs_those_before_anew(engine: Engine) -> None:
    show(engine, "run", "fill", "capture")
    plan = undo_plan(SMALL, engine)
    assert plan is not None
    assert plan.containers == ("Demo",)
    assert plan.images == ("Web:1.0",)  # the base is an earlier step's
    assert plan.replays == ("base", "run", "fill")
    undo_step(SMALL, engine)
    state = look(SMALL, engine)
    assert state.open == "capture"
    assert state.done == {"base", "run", "fill"}
    undo_step(SMALL, engine)
    undo_step(SMALL, engine)
    assert look(SMALL, engine).done == {"base"}
    assert not engine.repository().containers


def test_undo_is_refused_when_others_stand_in_the_way(engine: Engine, perform: Perform) -> None:
    show(engine, "run", "fill", "capture")
    perform(CreateContainer("Mine", "Web:1.0"))
    plan = undo_plan(SMALL, engine)
    assert plan is not None
    assert [reference for reference, _why in plan.kept] == ["Web:1.0"]
    with pytest.raises(LessonError, match="Mine"):
        undo_step(SMALL, engine)
    assert engine.repository().container("Demo") is not None


def test_nothing_done_is_nothing_to_undo(engine: Engine) -> None:
    other = lesson(RUN)
    assert undo_plan(other, engine) is None
    with pytest.raises(LessonError, match="no step is done"):
        undo_step(other, engine)


def test_reset_removes_what_the_lesson_made_and_nothing_else(
    engine: Engine, perform: Perform
) -> None:
    show(engine, "run", "fill", "capture")
    perform(
        CreateContainer("Mine", "Base:1.0"),
        StartContainer("Mine"),
        Execute("Mine", "touch /mine"),
        StopContainer("Mine"),
        Snapshot("Mine", "Own", "Me", "1.0"),
    )
    plan = reset_plan(SMALL, engine)
    assert plan.containers == ("Demo",)
    assert plan.images == ("Web:1.0",)
    ((kept, why),) = plan.kept
    assert kept == "Base:1.0"
    assert "Own:1.0" in why
    assert reset(SMALL, engine) == plan
    repository = engine.repository()
    assert {image.reference for image in repository.images} == {"Base:1.0", "Own:1.0"}
    assert [container.name for container in repository.containers] == ["Mine"]
    assert reset_plan(SMALL, engine).is_empty
