"""A look at a lesson, in the worker's thread: how far it is, what was measured, what broke."""

from __future__ import annotations

from app.viewmodel.check_words import broken_words
from app.viewmodel.lesson_wording import Seen
from core.engine.protocol import Engine
from core.lesson import (
    Lesson,
    Sharing,
    Sight,
    checks,
    goal_states,
    holds,
    look,
    measured,
    score,
)

_UNHEARD = (checks.PortAnswers, checks.CommandPrints, checks.IsPushed, checks.IsSharing)


def look_at(lesson: Lesson, engine: Engine, before: Seen | None, sharing: Sharing) -> Seen:
    """Measures are taken when a step is done first: they are about what happened in it."""
    state = look(
        lesson, engine, before=before.state if before is not None else None, sharing=sharing
    )
    known = dict(before.measures) if before is not None else {}
    was_done = before.state.done if before is not None else frozenset()
    for step in lesson.steps:
        if step.id in state.done and (step.id not in known or step.id not in was_done):
            known[step.id] = measured(step, engine)
    reasons = {}
    if state.reopened:
        sight = Sight(engine, sharing)
        for step in lesson.steps:
            if step.id in state.reopened:
                broken = next((one for one in step.checks if not holds(one, sight)), None)
                reasons[step.id] = broken_words(broken) if broken is not None else ""
    result = score(lesson, engine) if lesson.score is not None and state.is_finished else None
    return Seen(state, known, reasons, goal_states(lesson, engine), result)


def has_unheard_checks(lesson: Lesson) -> bool:
    """Whether some of it is true or not without anything in the repository changing."""
    return any(isinstance(check, _UNHEARD) for step in lesson.steps for check in step.checks)
