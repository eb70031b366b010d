"""What was built beside what is to be built: goals reached, and bricks and bytes counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.lesson.lesson import Goal, Lesson
from core.lesson.sight import image_named, images_named
from core.lesson.workbench import Looking
from core.model import Image, Layer, Repository


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """Bricks above the base and their stored bytes, beside what the best solution needs."""

    bricks: int
    bytes: int
    best_bricks: int
    best_bytes: int

    @property
    def is_best(self) -> bool:
        """Whether it needs no more bricks than the best, and hardly more bytes (a tenth)."""
        return self.bricks <= self.best_bricks and self.bytes <= self.best_bytes * 1.1

    def is_better_than(self, other: ScoreResult | None) -> bool:
        """Fewer bytes count, then fewer bricks."""
        return other is None or (self.bytes, self.bricks) < (other.bytes, other.bricks)


@dataclass(frozen=True, slots=True)
class GoalState:
    """How much of a goal stands: `bricks` of its bricks, from the lowest; `reference` the image's.

    `is_reached`: the image is there, on what it shall stand on, with that many bricks at least.
    """

    goal: Goal
    bricks: int = 0
    reference: str = ""
    is_reached: bool = False


def score(lesson: Lesson, bench: Looking) -> ScoreResult | None:
    """None when the lesson has no score, or its image is not there."""
    if lesson.score is None:
        return None
    repository = bench.repository()
    image = image_named(repository, lesson.score.image)
    if image is None:
        return None
    above = layers_above(image, lesson.score.base, repository)
    if above is None:
        above = image.layers
    return ScoreResult(
        bricks=len(above),
        bytes=sum(layer.size_bytes for layer in above),
        best_bricks=lesson.score.best_bricks,
        best_bytes=lesson.score.best_bytes,
    )


def goal_states(lesson: Lesson, bench: Looking) -> tuple[GoalState, ...]:
    """Which goal bricks are there already."""
    return goal_states_in(lesson, bench.repository())


def goal_states_in(lesson: Lesson, repository: Repository) -> tuple[GoalState, ...]:
    """As `goal_states`, of a repository as it was read."""
    return tuple(_goal_state(goal, repository) for goal in lesson.goals)


def _goal_state(goal: Goal, repository: Repository) -> GoalState:
    for image in reversed(images_named(repository, goal.image)):
        above = layers_above(image, goal.stands_on, repository)
        if above is not None:
            bricks = min(len(above), len(goal.bricks))
            return GoalState(goal, bricks, image.reference, bricks == len(goal.bricks))
    return GoalState(goal)


def layers_above(image: Image, base: str, repository: Repository) -> Sequence[Layer] | None:
    """Layers of an image above those of an image named `base`; all without a base.

    None when it does not stand on it.
    """
    if not base:
        return image.layers
    tops = {one.top_chain_id for one in images_named(repository, base)}
    levels = [level for level, layer in enumerate(image.layers) if layer.chain_id in tops]
    return image.layers[levels[-1] + 1 :] if levels else None
