"""Where a lesson is, read off the engine's state: which steps are done, open, or open again.

A step is done when all its checks hold now, or when a later step is done and its lasting checks
hold (those whose `until` step is not done). A check that the step at work breaks on its way (it
stops the container first) does not open those before it again. Steps are reached in their order:
one that is true by chance before its turn is not done yet.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from core.lesson import actions, checks
from core.lesson.checks import Check
from core.lesson.judging import all_hold, holds
from core.lesson.lesson import Lesson, Step
from core.lesson.sharing import NOT_SHARED, Sharing
from core.lesson.sight import Sight
from core.lesson.workbench import Looking


@dataclass(frozen=True, slots=True)
class LessonState:
    """Ids of steps. `reached`: were done at some time since somebody began to look.

    `hint` is the number (from 0) of the open step's hint that fits now, None when none does;
    `registry` the address of the shared repository, "" while it is not shared.
    """

    done: frozenset[str] = frozenset()
    open: str = ""  # the first that is not done; "" when all are
    reopened: frozenset[str] = frozenset()  # were done, and something broke them
    reached: frozenset[str] = frozenset()
    hint: int | None = None
    registry: str = ""

    @property
    def is_finished(self) -> bool:
        """Whether all steps are done."""
        return not self.open


def look(
    lesson: Lesson,
    bench: Looking,
    *,
    before: LessonState | None = None,
    sharing: Sharing = NOT_SHARED,
) -> LessonState:
    """Where a lesson is now. `before` is what the last look found: what was reached is kept."""
    return look_with(lesson, Sight(bench, sharing), before=before)


def look_with(lesson: Lesson, sight: Sight, *, before: LessonState | None = None) -> LessonState:
    """As `look`, by what was asked already."""
    reached_before = before.reached if before is not None else frozenset()
    done = holding_steps(lesson, sight, before)
    _keep_order(lesson, done, reached_before)
    reached = reached_before | done
    _excuse(lesson, sight, done, reached)
    opened = next((step for step in lesson.steps if step.id not in done), None)
    return LessonState(
        done=frozenset(done),
        open=opened.id if opened is not None else "",
        reopened=frozenset(reached - done),
        reached=frozenset(reached),
        hint=fitting_hint_with(opened, sight) if opened is not None else None,
        registry=sight.registry,
    )


def holding_steps(lesson: Lesson, sight: Sight, before: LessonState | None = None) -> set[str]:
    """Ids of steps that are done by what is there now, in whatever order that came.

    Some states are met twice: with nine images of ten, one is to come, or one was removed again.
    What was reached `before` tells which it is.
    """
    done: set[str] = set()
    for step in reversed(lesson.steps):  # what is done later proves what was before
        ended = done
        if before is not None and step.id not in before.reached:
            ended = done & before.reached
        if _is_done(step, done, ended, sight):
            done.add(step.id)
    return done


def step_holds(step: Step, sight: Sight) -> bool:
    """Whether all checks of a step hold now."""
    return all_hold(step.checks, sight)


def fitting_hint(step: Step, bench: Looking, *, sharing: Sharing = NOT_SHARED) -> int | None:
    """Number (from 0) of the first hint whose conditions hold; None when none fits."""
    return fitting_hint_with(step, Sight(bench, sharing))


def fitting_hint_with(step: Step, sight: Sight) -> int | None:
    """As `fitting_hint`, by what was asked already."""
    fits = (number for number, hint in enumerate(step.hints) if all_hold(hint.when, sight))
    return next(fits, None)


def _is_done(step: Step, later_done: set[str], ended: Collection[str], sight: Sight) -> bool:
    """`ended` are steps that end what lasts until they are done."""
    if later_done:
        lasting = [check for check in step.checks if check.is_lasting]
        return all_hold((check for check in lasting if check.until not in ended), sight)
    return step_holds(step, sight)


def _keep_order(lesson: Lesson, done: set[str], reached: Collection[str]) -> None:
    """What was never reached is not done before all that comes before it is, or was once."""
    is_behind = False
    for step in lesson.steps:
        if is_behind and step.id not in reached:
            done.discard(step.id)
        is_behind = is_behind or (step.id not in done and step.id not in reached)


def _excuse(lesson: Lesson, sight: Sight, done: set[str], reached: Collection[str]) -> None:
    """Steps stay done when only what the step at work does on its way speaks against them."""
    at_work = next((step for step in lesson.steps if step.id not in reached), None)
    if at_work is None or not at_work.actions:
        return
    for step in lesson.steps[: lesson.steps.index(at_work)]:
        if step.id in done:
            continue
        broken = [check for check in step.checks if not holds(check, sight)]
        if all(_is_on_the_way(check, at_work, lesson, sight) for check in broken):
            done.add(step.id)


def _is_on_the_way(check: Check, at_work: Step, lesson: Lesson, sight: Sight) -> bool:
    """Whether it lasts until the step at work only, or that step breaks it by itself."""
    if check.is_lasting:
        return check.until == at_work.id
    if check.is_negated:
        return False
    for action in at_work.actions:
        match action:
            case actions.Discard(name):
                if _is_about(check, name):
                    return True
            case actions.StopContainer(name):
                container = sight.repository.container(name)
                stopped = container is not None and not container.is_live
                if stopped and _needs_processes(check, name):
                    return True
            case actions.Snapshot(name):
                if _is_captured(name, lesson, sight) and _is_of_writable_layer(check, name):
                    return True
            case _:
                pass
    return False


def _is_captured(name: str, lesson: Lesson, sight: Sight) -> bool:
    """Whether a container stands on another image by now: it was captured, if under a wrong name.

    Then the hint about that name helps, and steps that are open again would not.
    """
    container = sight.repository.container(name)
    made_of = {
        action.image
        for step in lesson.steps
        for action in step.actions
        if isinstance(action, actions.CreateContainer) and action.name == name
    }
    return container is not None and container.image_reference not in made_of


def _is_of_writable_layer(check: Check, name: str) -> bool:
    """Whether it is about what a snapshot takes out of a container, or about its image."""
    match check:
        case checks.ContainerIs(container, _, image):
            return container == name and bool(image)
        case checks.PathChanged(container) | checks.ChangesSize(container):
            return container == name
        case checks.IsMarked(container):
            return container == name
        case _:
            return False


def _is_about(check: Check, container: str) -> bool:
    named = check.name if isinstance(check, checks.ContainerIs) else getattr(check, "container", "")
    return named == container or isinstance(check, checks.PortAnswers)


def _needs_processes(check: Check, container: str) -> bool:
    match check:
        case checks.ContainerIs(name, state):
            return name == container and state in ("running", "paused")
        case checks.CommandPrints(name):
            return name == container
        case checks.PortAnswers():
            return True
        case _:
            return False
