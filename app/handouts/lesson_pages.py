"""A lesson on paper: the pupil's copy to fill in, the teacher's with everything, and the result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.handouts.brick_pages import Look
from app.handouts.flow import Block, Figured, Gap, Lines, Text, flow_pages, heading
from app.handouts.page import Page, Words
from app.handouts.tower_pair import paint_tower_pair, pair_height
from app.viewmodel.lesson_markup import plain_words
from app.viewmodel.lesson_wording import goal_role, score_view
from app.viewmodel.sizes import counted
from app.viewmodel.wall import Wall
from core.lesson import Goal, Lesson, Step, goal_states_in, score
from core.lesson.scoring import ScoreResult
from core.localized import LocalizedText
from core.model import Repository
from core.translation import language, tr

_INDENT_PX, _OPTION_PX = 26.0, 48.0
_MEASURE = re.compile(r"\{\{\w+\}\}")


@dataclass(frozen=True, slots=True)
class Copy:
    """Whose copy it is. A pupil's may have hints; a teacher's has all that there is."""

    is_teachers: bool = False
    has_hints: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What was built, for the last page."""

    repository: Repository
    wall: Wall


def lesson_pages(
    lesson: Lesson, copy: Copy, result: Result | None, date: str, look: Look
) -> list[Page]:
    """All pages; without a result only the lesson itself."""
    whose = tr("Teacher's copy") if copy.is_teachers else tr("Pupil's copy")
    caption = tr(
        "{whose}  ·  {minutes}  ·  {steps}  ·  {variant}",
        whose=whose,
        minutes=counted("{count} minute", "{count} minutes", lesson.minutes),
        steps=counted("{count} step", "{count} steps", len(lesson.steps)),
        variant=_said(lesson.variant.title),
    )
    blocks: list[Block] = [Text(_said(lesson.summary), 13, below_px=12)]
    if not copy.is_teachers:
        blocks.append(_name_line())
    for number, step in enumerate(lesson.steps, start=1):
        parts = list(_step(number, step, copy))
        # A pupil has all that belongs to a step before her eyes.
        last = len(parts) - 1 if not copy.is_teachers else 3
        blocks += [replace(part, keeps_next=True) for part in parts[:last]] + parts[last:]
    if result is not None and lesson.goals:
        blocks += _result(lesson, result)
    words = Words(_said(lesson.title), caption, date)
    return flow_pages(blocks, words, look.theme, paper=look.paper, is_white=look.is_white)


def _said(text: LocalizedText) -> str:
    return plain_words(text.in_language(language()))


def _measured(text: LocalizedText) -> str:
    """What is measured while the lesson is taken is not known on paper."""
    return _MEASURE.sub("…", _said(text))


def _name_line() -> Block:
    return Text(
        tr("Name: {line}    Date: {short_line}", line="_" * 34, short_line="_" * 16), 12,
        token="text2", below_px=18,
    )  # fmt: skip


def _step(number: int, step: Step, copy: Copy) -> Iterator[Block]:
    yield Gap(6)
    yield Text(
        _said(step.title), 14, 700, indent_px=_INDENT_PX, sign=f"{number}", below_px=4,
        keeps_next=True,
    )  # fmt: skip
    yield Text(_said(step.do), 12, indent_px=_INDENT_PX, below_px=3)
    yield Text(_said(step.expect), 12, token="text2", indent_px=_INDENT_PX)
    yield from _prediction(step, copy)
    if copy.is_teachers:
        yield from _solution(step)
    elif copy.has_hints:
        yield from _hints(step)
    if not copy.is_teachers:
        yield Text(
            tr("What did you see?"), 11, 600, token="text2", indent_px=_INDENT_PX, below_px=0,
            keeps_next=True,
        )  # fmt: skip
        yield Lines(1, _INDENT_PX)


def _prediction(step: Step, copy: Copy) -> Iterator[Block]:
    asked = step.prediction
    if asked is None:
        return
    question = tr("Before you do it: {question}", question=_said(asked.question))
    yield Text(question, 12, 600, indent_px=_INDENT_PX, below_px=5, keeps_next=True)
    for number, option in enumerate(asked.options, start=1):
        is_marked = copy.is_teachers and number == asked.answer
        yield Text(
            _said(option), 12, 600 if is_marked else 400,
            token="added" if is_marked else "text", indent_px=_OPTION_PX,
            sign="✓" if is_marked else "box", below_px=4,
        )  # fmt: skip
    if copy.is_teachers:
        yield Text(_said(asked.reply), 11.5, token="text2", indent_px=_OPTION_PX)
    else:
        yield Text(
            tr("Because:"), 11, token="text2", indent_px=_OPTION_PX, below_px=0, keeps_next=True
        )
        yield Lines(2, _OPTION_PX)


def _solution(step: Step) -> Iterator[Block]:
    """How it is done, what is typed, what helps, and what it has shown."""
    if step.how:
        yield _named(tr("How: {words}", words=_said(step.how)))
    for line in step.lines:
        yield Text(line, 10.5, is_code=True, indent_px=_OPTION_PX, below_px=4)
    yield from _hints(step)
    if step.explanation:
        yield _named(tr("Afterwards: {words}", words=_measured(step.explanation)))
    if step.detail:
        yield Text(_measured(step.detail), 11.5, token="text2", indent_px=_INDENT_PX)


def _hints(step: Step) -> Iterator[Block]:
    for hint in step.hints:
        yield _named(tr("Hint: {words}", words=_measured(hint.text)))


def _named(words: str) -> Block:
    return Text(words, 11.5, indent_px=_INDENT_PX, below_px=5)


# --- the result -------------------------------------------------------------------------------


def _result(lesson: Lesson, result: Result) -> Iterator[Block]:
    """Each tower that nothing else stands on, as it should be and as it is."""
    yield Gap(14)
    states = {one.goal.image: one for one in goal_states_in(lesson, result.repository)}
    carried = {goal.stands_on for goal in lesson.goals}
    yield heading(tr("What was to be built, and what was built"))
    for goal in lesson.goals:
        if goal.image in carried:
            continue
        wanted = tuple(
            (_said(brick.title), goal_role(brick.role), "") for brick in _all_bricks(lesson, goal)
        )
        state = states[goal.image]
        flag = result.wall.flag(state.reference) if state.reference else None
        built = tuple(
            (brick.title, brick.role, brick.figure)
            for brick in (result.wall.bricks[one] for one in (flag.chain if flag else ()))
        )
        words = (
            tr("{image} stands as it should.", image=goal.image)
            if state.is_reached
            else tr("{image} does not stand yet.", image=goal.image)
        )
        yield Text(words, 12.5, 600, keeps_next=True)
        height = pair_height(max(len(wanted), len(built)))

        def draw(painter, theme, box, wanted=wanted, built=built) -> None:  # type: ignore[no-untyped-def]
            paint_tower_pair(painter, theme, box, wanted, built)

        yield Figured(height, draw)
    yield from _score(lesson, result)


def _all_bricks(lesson: Lesson, goal: Goal) -> list:  # type: ignore[type-arg]
    """Of a goal, with those of all that it stands on below."""
    by_name = {one.image: one for one in lesson.goals}
    bricks = list(goal.bricks)
    below = by_name.get(goal.stands_on)
    while below is not None:
        bricks = [*below.bricks, *bricks]
        below = by_name.get(below.stands_on)
    return bricks


class _Standing:
    """A repository as it was read, for those who ask a bench for it."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    def repository(self) -> Repository:
        return self._repository


def _score(lesson: Lesson, result: Result) -> Iterator[Block]:
    reached: ScoreResult | None = score(lesson, _Standing(result.repository))  # type: ignore[arg-type]
    seen = score_view(reached)
    if seen is not None:
        yield Text(seen.words, 13, 600, below_px=3)
        yield Text(f"{'★' * seen.stars}{'☆' * (3 - seen.stars)}   {seen.praise}", 12)
