"""Plays a lesson: which steps are done, performing the open one, checking the result."""

from __future__ import annotations

from typing import Protocol

from core.cancel import NEVER, CancelToken
from core.errors import LessonError
from core.lesson.actions import Action, perform
from core.lesson.checks import CommandPrints, holds
from core.lesson.lesson import Lesson, Step
from core.lesson.workbench import Workbench
from core.model import OutputChunk
from core.progress import Progress


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


def is_done(step: Step, bench: Workbench) -> bool:
    """Whether all checks of a step hold now."""
    repository = bench.repository()
    # Commands are run last: the other checks are cheap, and most often say no already.
    ordered = sorted(step.checks, key=lambda check: isinstance(check, CommandPrints))
    return all(holds(check, bench, repository) for check in ordered)


def done_steps(lesson: Lesson, bench: Workbench) -> int:
    """How many steps from the first on are done.

    A later step that is done proves those before it (an image that was captured proves that its
    container ran, though it was stopped since), so it is looked for from the end.
    """
    for number in range(len(lesson.steps), 0, -1):
        if is_done(lesson.steps[number - 1], bench):
            return number
    return 0


def show_step(
    lesson: Lesson,
    number: int,
    bench: Workbench,
    observer: LessonObserver,
    *,
    cancel: CancelToken = NEVER,
) -> None:
    """Perform step `number` (from 1) and require that its checks hold afterwards.

    Raises LessonError when they do not, and whatever the engine raises.
    """
    step = lesson.steps[number - 1]
    observer.step_started(number, step)
    for action in step.actions:
        cancel.check()
        observer.action_started(action)
        did_something = perform(
            action,
            bench,
            output=observer.output_arrived,
            cancel=cancel,
            report=observer.progressed,
        )
        if not did_something:
            observer.action_had_nothing_to_do(action)
    if not is_done(step, bench):
        raise LessonError(lesson.title, f"step {number}, “{step.title}”, did not reach its goal")
    observer.step_finished(number, step)


def play(
    lesson: Lesson, bench: Workbench, observer: LessonObserver, *, cancel: CancelToken = NEVER
) -> None:
    """Play all steps that are not done. May be repeated; raises as `show_step`."""
    done = done_steps(lesson, bench)
    for number, step in enumerate(lesson.steps, start=1):
        if number <= done:
            observer.step_was_done(number, step)
        else:
            show_step(lesson, number, bench, observer, cancel=cancel)
