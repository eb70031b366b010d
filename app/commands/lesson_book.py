"""What the window keeps of lessons: how far each is, predictions, and the best score."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from app.lesson_progress import KeptStanding, load_progress, save_progress
from core.lesson import Lesson, ScoreResult


@dataclass(slots=True)
class Standing:
    """Of one lesson. `steps_done` of `steps`; `best` is the best score that was reached."""

    steps_done: int = 0
    steps: int = 0
    is_finished: bool = False  # it was, at some time
    best: ScoreResult | None = None
    predictions: dict[str, int] = field(default_factory=dict)  # by step id


class LessonBook:
    """Standings by the lesson's name; every change is kept at once."""

    def __init__(self, path: Path | None = None) -> None:
        """`path` of the file; None: the usual one."""
        self._path = path
        self._standings = {
            name: Standing(
                kept.steps_done, kept.steps, kept.is_finished, kept.best, dict(kept.predictions)
            )
            for name, kept in load_progress(path).items()
        }
        self._kept = self._to_keep()

    def standing(self, name: str) -> Standing:
        """Of a lesson, as far as it is known."""
        return self._standings.setdefault(name, Standing())

    def note(self, lesson: Lesson, steps_done: int, score: ScoreResult | None) -> None:
        """A look at it was taken."""
        standing = self.standing(lesson.name)
        standing.steps_done, standing.steps = steps_done, len(lesson.steps)
        standing.is_finished = standing.is_finished or steps_done == len(lesson.steps)
        if score is not None and score.is_better_than(standing.best):
            standing.best = score
        self._keep()

    def note_prediction(self, lesson: Lesson, step_id: str, option: int) -> None:
        """What was answered before a step."""
        self.standing(lesson.name).predictions[step_id] = option
        self._keep()

    def take_back(self, lesson: Lesson) -> None:
        """Steps were taken back: questions are asked anew; what was reached once stays known."""
        standing = self.standing(lesson.name)
        standing.steps_done, standing.predictions = 0, {}
        self._keep()

    def _keep(self) -> None:
        """Write the file when something is new: a look is taken often, and mostly nothing is."""
        now = self._to_keep()
        if now != self._kept:
            self._kept = now
            save_progress(now, self._path)

    def _to_keep(self) -> dict[str, KeptStanding]:
        return {
            name: KeptStanding(
                one.steps_done, one.steps, one.is_finished, one.best,
                tuple(sorted(one.predictions.items())),
            )
            for name, one in self._standings.items()
            if one != Standing()
        }  # fmt: skip
