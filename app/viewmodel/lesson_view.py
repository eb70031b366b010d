"""A lesson as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.lesson import Lesson


@dataclass(frozen=True, slots=True)
class LessonView:
    """`done` steps from the first on; `is_busy` while a step is shown by the program."""

    lesson: Lesson
    done: int = 0
    is_busy: bool = False

    @property
    def is_finished(self) -> bool:
        """Whether all steps are done."""
        return self.done >= len(self.lesson.steps)

    @property
    def explanation(self) -> tuple[str, str]:
        """What the last step that was done has shown."""
        if not self.done:
            return self.lesson.summary, ""
        step = self.lesson.steps[self.done - 1]
        return step.explanation, step.explanation_detail
