"""A lesson as it is shown: plain words in the person's language, and how far each step is."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.viewmodel.lesson_markup import plain_words
from app.viewmodel.roles import Role
from core.translation import tr

if TYPE_CHECKING:
    from core.lesson import Lesson

SKIPPED = -1


class StepState(enum.Enum):
    """How far a step is; AGAIN: it was done, and something broke it."""

    DONE = "done"
    OPEN = "open"
    AGAIN = "again"
    LATER = "later"

    @property
    def words(self) -> str:
        """For screen readers."""
        return {
            StepState.DONE: tr("done"),
            StepState.OPEN: tr("open"),
            StepState.AGAIN: tr("open again"),
            StepState.LATER: tr("not yet"),
        }[self]


class Help(enum.IntEnum):
    """How much help the pupil asked for at the open step: a nudge, then how it is clicked."""

    NONE = 0
    NUDGE = 1
    HOW = 2


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before a step. `chosen` counts the options from 1; 0: not yet."""

    text: str
    options: tuple[str, ...]
    answer: int
    chosen: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.chosen == 0

    @property
    def is_right(self) -> bool:
        """Whether what was predicted is what happens."""
        return self.chosen == self.answer

    @property
    def said(self) -> str:
        """What the pupil predicted; "" when she did not."""
        return self.options[self.chosen - 1] if 0 < self.chosen <= len(self.options) else ""


@dataclass(frozen=True, slots=True)
class StepView:
    """One step. `words` are its explanation when it is done, or why it is open again."""

    number: int
    title: str
    state: StepState
    words: str = ""
    detail: str = ""
    reply: str = ""  # to the prediction, once the step is done
    question: Question | None = None
    do: str = ""
    expect: str = ""
    lines: tuple[str, ...] = ()
    how: str = ""
    hint: str = ""  # that fits what is seen now
    is_mistake: bool = False  # the hint is about a mistake, so nobody has to ask for it

    @property
    def is_open(self) -> bool:
        """Whether something is to be done for it."""
        return self.state in (StepState.OPEN, StepState.AGAIN)

    @property
    def verdict(self) -> str:
        """Of a prediction, once the step is done: what was said, and whether it was so."""
        if self.question is None or not self.question.said:
            return ""
        said = self.question.said
        if self.question.is_right:
            return tr("You said “{said}”, and so it is.", said=said)
        right = self.question.options[self.question.answer - 1]
        return tr("You said “{said}”; it is “{right}”.", said=said, right=right)


@dataclass(frozen=True, slots=True)
class GoalBrick:
    """A brick that stands at the end. `is_reached`: one like it stands already."""

    title: str
    role: Role
    is_reached: bool = False

    @property
    def as_sentence(self) -> str:
        """For the list that screen readers get."""
        if self.is_reached:
            return tr("{title}, {role}: it stands", title=self.title, role=self.role.title)
        return tr("{title}, {role}: not yet", title=self.title, role=self.role.title)


@dataclass(frozen=True, slots=True)
class GoalTower:
    """An image that stands at the end, with all its bricks, the lowest first."""

    image: str
    bricks: tuple[GoalBrick, ...]

    @property
    def is_reached(self) -> bool:
        """Whether all of it stands."""
        return all(brick.is_reached for brick in self.bricks)


@dataclass(frozen=True, slots=True)
class ScoreView:
    """How well it was built: a line of figures, stars (1 to 3) and what they mean in words."""

    words: str
    stars: int
    praise: str


@dataclass(frozen=True, slots=True)
class LessonView:
    """Where a lesson is. `open_number` is the step that is open now; 0 when all are done."""

    lesson: Lesson
    title: str = ""
    summary: str = ""
    steps: tuple[StepView, ...] = ()
    open_number: int = 0
    goals: tuple[GoalTower, ...] = ()
    score: ScoreView | None = None
    next_title: str = ""  # of the lesson that follows
    help: Help = Help.NONE
    is_busy: bool = False
    busy_words: str = ""
    is_checked: bool = False  # whether the engine was asked since it was opened
    notes: tuple[str, ...] = field(default=())  # of the lesson itself ("needs a network")

    @property
    def open_step(self) -> StepView | None:
        """The step that is open."""
        return self.steps[self.open_number - 1] if self.open_number else None

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.state is StepState.DONE for step in self.steps)

    @property
    def is_finished(self) -> bool:
        """Whether all steps are done."""
        return bool(self.steps) and self.done == len(self.steps)

    @property
    def explanation(self) -> tuple[str, str]:
        """What the step that was done last has shown: for the bar over the wall."""
        before = [step for step in self.steps if step.state is StepState.DONE]
        if self.open_number:
            before = [step for step in before if step.number < self.open_number]
        if not before:
            return plain_words(self.summary), ""
        last = before[-1]
        # A prediction is answered here; what else there is to tell stands beside the step.
        more = " ".join(one for one in (last.verdict, last.reply) if one) or last.detail
        return plain_words(last.words), plain_words(more)
