"""Lessons as cards: what each is about, how long it takes, and how far one is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.lesson_files import list_lessons, load_lesson
from app.viewmodel.lesson_wording import goal_role, score_view
from app.viewmodel.roles import Role
from core.errors import BricklayerError
from core.lesson import Lesson, Level, ScoreResult
from core.translation import language, tr


class KnownStanding(Protocol):
    """How far somebody is in a lesson."""

    steps_done: int
    is_finished: bool
    best: ScoreResult | None


class KnowsStandings(Protocol):
    """Who keeps how far somebody is."""

    def standing(self, name: str) -> KnownStanding: ...


@dataclass(frozen=True, slots=True)
class VariantChoice:
    """A way to take a lesson."""

    key: str
    title: str
    needs_network: bool


@dataclass(frozen=True, slots=True)
class LessonCard:
    """`name` is a shipped lesson's, or the path of a file. With a `problem` it cannot be taken."""

    name: str
    title: str
    summary: str = ""
    minutes: int = 0
    steps: int = 0
    steps_done: int = 0
    is_finished: bool = False
    level: Level = Level.NEXT
    variants: tuple[VariantChoice, ...] = ()
    languages: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()  # of its tallest goal, from the bottom
    score_words: str = ""
    stars: int = 0
    is_own: bool = False
    problem: str = ""

    @property
    def level_words(self) -> str:
        """For whom it is."""
        return {
            Level.FIRST: tr("To begin with"),
            Level.NEXT: tr("After the first"),
            Level.DEEP: tr("In depth"),
        }[self.level]

    @property
    def state_words(self) -> str:
        """How far one is; "" when it was not begun."""
        if self.is_finished:
            return tr("done")
        if self.steps_done:
            return tr("{done} of {total} steps", done=self.steps_done, total=self.steps)
        return ""

    @property
    def facts(self) -> str:
        """Minutes, steps and languages in one line."""
        parts = [
            tr("{minutes} minutes", minutes=self.minutes),
            tr("{steps} steps", steps=self.steps),
        ]
        if len(self.languages) > 1:
            parts.append(" · ".join(self.languages))
        return "   ".join(parts)

    @property
    def has_offline_variant(self) -> bool:
        """Whether it can be taken without a network."""
        return any(not variant.needs_network for variant in self.variants)


def lesson_cards(book: KnowsStandings, own: tuple[str, ...]) -> tuple[LessonCard, ...]:
    """Those that the program brings, easy ones first, then files of the person's own."""
    found = [_card(entry.name, book, is_own=entry.is_own) for entry in list_lessons()]
    return (*found, *(_card(path, book, is_own=True) for path in own if Path(path).exists()))


def _card(name: str, book: KnowsStandings, *, is_own: bool = False) -> LessonCard:
    try:
        lesson = load_lesson(name)
    except BricklayerError as error:
        return LessonCard(name, Path(name).name, is_own=is_own, problem=str(error))
    return card_of(lesson, name, book, is_own=is_own)


def card_of(lesson: Lesson, name: str, book: KnowsStandings, *, is_own: bool = False) -> LessonCard:
    """The card of a lesson that was read."""
    standing, said = book.standing(lesson.name), language()
    score = score_view(standing.best)
    return LessonCard(
        name=name,
        title=lesson.title.in_language(said),
        summary=lesson.summary.in_language(said),
        minutes=lesson.minutes,
        steps=len(lesson.steps),
        steps_done=standing.steps_done,
        is_finished=standing.is_finished,
        level=lesson.level,
        variants=tuple(
            VariantChoice(one.key, one.title.in_language(said), one.needs_network)
            for one in lesson.variants
        ),
        languages=lesson.languages,
        roles=_tallest(lesson),
        score_words=score.words if score is not None else "",
        stars=score.stars if score is not None else 0,
        is_own=is_own,
    )


def _tallest(lesson: Lesson) -> tuple[Role, ...]:
    """Roles of the goal with the most bricks."""
    by_image = {goal.image: goal for goal in lesson.goals}
    tallest: tuple[Role, ...] = ()
    for goal in lesson.goals:
        chain = [goal]
        while chain[0].stands_on in by_image:
            chain.insert(0, by_image[chain[0].stands_on])
        roles = tuple(goal_role(brick.role) for part in chain for brick in part.bricks)
        tallest = max(tallest, roles, key=len)
    return tallest or (Role.OS,)
