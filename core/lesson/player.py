"""Plays a lesson: performs steps and requires that their checks hold afterwards."""

from __future__ import annotations

from typing import Protocol

from core.cancel import NEVER, CancelToken
from core.errors import LessonError
from core.lesson.actions import Action
from core.lesson.lesson import Lesson, Step
from core.lesson.looking import holding_steps, look, step_holds
from core.lesson.performing import Performance
from core.lesson.sharing import NOT_SHARED, Sharing
from core.lesson.sight import Sight
from core.lesson.workbench import Workbench
from core.model import OutputChunk
from core.progress import Progress
from core.translation import tr


class LessonObserver(Protocol):
    """Who wants to hear how a lesson goes on. Called from the thread that plays."""

    def step_started(self, number: int, step: Step) -> None:
        """Steps are numbered from 1."""
        ...

    def step_was_done(self, number: int, step: Step) -> None:
        """Its goal was reached before."""
        ...

    def step_finished(self, number: int, step: Step) -> None:
        """Its checks hold now."""
        ...

    def action_started(self, action: Action) -> None: ...

    def action_had_nothing_to_do(self, action: Action) -> None: ...

    def output_arrived(self, chunk: OutputChunk) -> None: ...

    def progressed(self, progress: Progress) -> None: ...


class Unheard:
    """An observer that does nothing."""

    def step_started(self, number: int, step: Step) -> None: ...

    def step_was_done(self, number: int, step: Step) -> None: ...

    def step_finished(self, number: int, step: Step) -> None: ...

    def action_started(self, action: Action) -> None: ...

    def action_had_nothing_to_do(self, action: Action) -> None: ...

    def output_arrived(self, chunk: OutputChunk) -> None: ...

    def progressed(self, progress: Progress) -> None: ...


UNHEARD = Unheard()


def show_step(
    lesson: Lesson,
    number: int,
    bench: Workbench,
    observer: LessonObserver = UNHEARD,
    *,
    sharing: Sharing = NOT_SHARED,
    cancel: CancelToken = NEVER,
) -> None:
    """Perform step `number` (from 1) and require that its checks hold afterwards.

    Raises LessonError when they do not, and whatever the engine raises.
    """
    step = lesson.steps[number - 1]
    observer.step_started(number, step)
    performance = Performance(
        bench, sharing, lesson.files, observer.output_arrived, observer.progressed, cancel
    )
    for action in step.actions:
        cancel.check()
        observer.action_started(action)
        if not performance.perform(action):
            observer.action_had_nothing_to_do(action)
    if not step_holds(step, Sight(bench, sharing)):
        reason = tr("step {number}, “{step}”, did not reach its goal", number=number,
                    step=step.title)  # fmt: skip
        raise LessonError(str(lesson.title), reason)
    observer.step_finished(number, step)


def play(
    lesson: Lesson,
    bench: Workbench,
    observer: LessonObserver = UNHEARD,
    *,
    sharing: Sharing = NOT_SHARED,
    cancel: CancelToken = NEVER,
) -> None:
    """Play all steps that are not done. May be repeated; raises as `show_step`."""
    done = holding_steps(lesson, Sight(bench, sharing))
    for number, step in enumerate(lesson.steps, start=1):
        if step.id in done:
            observer.step_was_done(number, step)
        else:
            show_step(lesson, number, bench, observer, sharing=sharing, cancel=cancel)


def done_steps(lesson: Lesson, bench: Workbench) -> int:
    """How many steps from the first on are done."""
    state = look(lesson, bench)
    ids = [step.id for step in lesson.steps]
    return ids.index(state.open) if state.open else len(ids)
