"""A lesson and what was seen of it, put into words: what the panel shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.viewmodel.lesson_view import (
    GoalBrick,
    GoalTower,
    Help,
    LessonView,
    Question,
    ScoreView,
    StepState,
    StepView,
)
from app.viewmodel.roles import Role, role_by_key
from app.viewmodel.sizes import count_text, counted, size_text
from core.lesson import GoalState, Lesson, LessonState, ScoreResult, Step
from core.translation import language, tr

_PLACE = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}")
_NOT_KNOWN = "…"
_ROLE_KEYS = {
    "os": "os", "packages": "pkg", "runtime": "rt", "app": "app", "config": "cfg", "data": "data",
}  # fmt: skip
_GOOD_BYTES_FACTOR = 1.5


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at the engine found. `measures` by step id, `reasons` of what is open again."""

    state: LessonState
    measures: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    goals: tuple[GoalState, ...] = ()
    score: ScoreResult | None = None


@dataclass(frozen=True, slots=True)
class Taking:
    """What the pupil did in the panel: predictions by step id, and how much help she wanted."""

    predictions: Mapping[str, int] = field(default_factory=dict)
    help: Help = Help.NONE
    busy_words: str = ""
    next_title: str = ""


def view_of(lesson: Lesson, seen: Seen | None, taking: Taking) -> LessonView:
    """All words of the panel, in the person's language."""
    state = seen.state if seen is not None else LessonState(open=lesson.steps[0].id)
    said = language()
    ids = [step.id for step in lesson.steps]
    return LessonView(
        lesson=lesson,
        title=lesson.title.in_language(said),
        summary=lesson.summary.in_language(said),
        steps=tuple(
            _step(number, step, state, seen or Seen(state), taking)
            for number, step in enumerate(lesson.steps, start=1)
        ),
        open_number=ids.index(state.open) + 1 if state.open in ids else 0,
        goals=_towers(lesson, seen.goals if seen is not None else ()),
        score=score_view(seen.score) if seen is not None and state.is_finished else None,
        next_title=taking.next_title,
        help=taking.help,
        is_busy=bool(taking.busy_words),
        busy_words=taking.busy_words,
        is_checked=seen is not None,
    )


def score_view(score: ScoreResult | None) -> ScoreView | None:
    """Figures, stars, and what they say in words."""
    if score is None:
        return None
    words = tr(
        "{bricks}, {size}; best {best_bricks}, {best_size}",
        bricks=counted("{count} brick", "{count} bricks", score.bricks),
        size=size_text(score.bytes),
        best_bricks=count_text(score.best_bricks),
        best_size=size_text(score.best_bytes),
    )
    if score.is_best:
        return ScoreView(words, 3, tr("Three stars: it cannot be done with much less."))
    is_near = score.bytes <= score.best_bytes * _GOOD_BYTES_FACTOR
    if is_near and score.bricks <= score.best_bricks + 1:
        return ScoreView(words, 2, tr("Two stars: nearly the best."))
    return ScoreView(words, 1, tr("One star: it works, and could be smaller."))


def _step(number: int, step: Step, state: LessonState, seen: Seen, taking: Taking) -> StepView:
    said = language()
    is_open = step.id == state.open
    numbers = seen.measures.get(step.id, {})
    if step.id in state.done:
        how_far = StepState.DONE
        words = _filled(step.explanation.in_language(said), step, numbers)
    elif step.id in state.reopened:
        how_far, words = StepState.AGAIN, seen.reasons.get(step.id, "")
    else:
        how_far, words = StepState.OPEN if is_open else StepState.LATER, ""
    question = None
    if step.prediction is not None:
        question = Question(
            step.prediction.question.in_language(said),
            tuple(option.in_language(said) for option in step.prediction.options),
            step.prediction.answer,
            taking.predictions.get(step.id, 0),
        )
    hint = step.hints[state.hint] if is_open and state.hint is not None else None
    is_done = how_far is StepState.DONE
    return StepView(
        number=number,
        title=step.title.in_language(said),
        state=how_far,
        words=words,
        detail=_filled(step.detail.in_language(said), step, numbers) if is_done else "",
        reply=step.prediction.reply.in_language(said) if is_done and step.prediction else "",
        question=question,
        do=step.do.in_language(said),
        expect=step.expect.in_language(said),
        lines=step.lines,
        how=step.how.in_language(said),
        hint=hint.text.in_language(said) if hint is not None else "",
        is_mistake=hint is not None and bool(hint.when),
    )


def _filled(words: str, step: Step, numbers: Mapping[str, int]) -> str:
    """Measured numbers in their places."""
    kinds = {measure.name: measure.of for measure in step.measures}

    def put(match: re.Match[str]) -> str:
        name = match[1]
        if name not in numbers or name not in kinds:
            return _NOT_KNOWN
        number = numbers[name]
        return size_text(number) if kinds[name].is_size else count_text(number)

    return _PLACE.sub(put, words)


def _towers(lesson: Lesson, states: tuple[GoalState, ...]) -> tuple[GoalTower, ...]:
    """One for each image that no other goal stands on; reached bricks are filled."""
    said = language()
    reached = {state.goal.image: state.bricks for state in states}
    below = {goal.stands_on for goal in lesson.goals}
    by_image = {goal.image: goal for goal in lesson.goals}
    towers = []
    for goal in lesson.goals:
        if goal.image in below:
            continue
        chain = [goal]
        while chain[0].stands_on in by_image:
            chain.insert(0, by_image[chain[0].stands_on])
        bricks = tuple(
            GoalBrick(brick.title.in_language(said), goal_role(brick.role),
                      number < reached.get(part.image, 0))
            for part in chain
            for number, brick in enumerate(part.bricks)
        )  # fmt: skip
        towers.append(GoalTower(goal.image, bricks))
    return tuple(towers)


def goal_role(name: str) -> Role:
    """The role that a lesson file means."""
    return role_by_key(_ROLE_KEYS.get(name, "data"))
