"""A lesson as values, in one of its variants and in all its languages."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.lesson.actions import Action, Execute, WriteFile
from core.lesson.checks import Check
from core.localized import LocalizedText

EMPTY = LocalizedText()
LessonFile = tuple[str, bytes]
"""A path in the lesson's folder, and what the file holds."""


class Level(enum.Enum):
    """For whom a lesson is."""

    FIRST = "first"
    NEXT = "next"
    DEEP = "deep"


class MeasureKind(enum.Enum):
    """What an explanation can tell in numbers."""

    LAYER_BYTES = "layer-bytes"
    IMAGE_BYTES = "image-bytes"
    RECLAIMABLE_BYTES = "reclaimable-bytes"
    ADDED_FILES = "added-files"
    CHANGED_BYTES = "changed-bytes"
    SAVED_BYTES = "saved-bytes"
    IMAGES = "images"

    @property
    def is_size(self) -> bool:
        """Whether the number is of bytes, to be shown with a unit."""
        return self.value.endswith("-bytes")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of the engine's state; `{{name}}` in explanations stands for it."""

    name: str
    of: MeasureKind
    image: str = ""
    layer: int = 0  # from 1 at the bottom, -1 the topmost; 0: none is meant
    container: str = ""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A question that is asked before a step; `answer` counts the options from 1."""

    question: LocalizedText
    options: tuple[LocalizedText, ...]
    answer: int
    reply: LocalizedText = EMPTY  # shown to everybody when the step is done


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint that fits when all of `when` holds; without conditions it always fits."""

    text: LocalizedText
    when: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step. It is done when its checks hold, however the pupil got there (`looking`)."""

    id: str
    title: LocalizedText
    do: LocalizedText  # one sentence: what we do
    expect: LocalizedText  # one sentence: what to expect
    actions: tuple[Action, ...]  # what "Show me" performs
    checks: tuple[Check, ...]
    prediction: Prediction | None = None
    hints: tuple[Hint, ...] = ()
    how: LocalizedText = EMPTY  # how it is clicked
    measures: tuple[Measure, ...] = ()
    explanation: LocalizedText = EMPTY  # shown afterwards, one sentence
    detail: LocalizedText = EMPTY

    @property
    def lines(self) -> tuple[str, ...]:
        """Command lines that the pupil would type, for copying."""
        return tuple(
            action.line if isinstance(action, Execute) else action.as_line
            for action in self.actions
            if isinstance(action, Execute | WriteFile)
        )


@dataclass(frozen=True, slots=True)
class GoalBrick:
    """A brick to be built. `role` colours it: os, packages, runtime, app, config, data."""

    title: LocalizedText
    role: str


@dataclass(frozen=True, slots=True)
class Goal:
    """An image that stands at the end; `bricks` are those above `stands_on`, the lowest first."""

    image: str  # its name
    bricks: tuple[GoalBrick, ...]
    stands_on: str = ""  # name of another goal


@dataclass(frozen=True, slots=True)
class Score:
    """What the best solution needs: bricks of `image` above the image named `base`, and bytes."""

    image: str
    best_bricks: int
    best_bytes: int
    base: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to play a lesson: on which base image. `values` are already put in everywhere."""

    key: str
    title: LocalizedText
    needs_network: bool = False
    values: tuple[tuple[str, str], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson in one of its variants, ready to be played."""

    name: str  # of its file or folder: by this its progress is kept
    title: LocalizedText
    summary: LocalizedText
    minutes: int
    variant: Variant
    variants: tuple[Variant, ...]
    steps: tuple[Step, ...]
    level: Level = Level.NEXT
    goals: tuple[Goal, ...] = ()
    score: Score | None = None
    files: tuple[LessonFile, ...] = ()  # that it copies into containers

    def step(self, step_id: str) -> Step | None:
        """The step of that id."""
        return next((step for step in self.steps if step.id == step_id), None)

    def texts(self) -> Iterator[LocalizedText]:
        """All that it says."""
        yield from (self.title, self.summary)
        yield from (variant.title for variant in self.variants)
        yield from (one.title for goal in self.goals for one in goal.bricks)
        for step in self.steps:
            yield from (step.title, step.do, step.expect, step.how, step.explanation, step.detail)
            yield from (hint.text for hint in step.hints)
            if step.prediction is not None:
                yield from (step.prediction.question, step.prediction.reply)
                yield from step.prediction.options

    @property
    def languages(self) -> tuple[str, ...]:
        """Those in which every text of it is there, English first."""
        said = [set(text.languages()) for text in self.texts() if text]
        return ("en", *sorted(set.intersection(*said) - {"en"})) if said else ("en",)
