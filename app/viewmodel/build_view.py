"""A build as it is shown: steps with their states, and what can be done next."""

from __future__ import annotations

import enum
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from core.model import BuildPlan, BuildStep, Container, steps_done
from core.translation import tr_noop, translated

_NAME_LIMIT = 40


class StepState(enum.Enum):
    """Where a step stands."""

    DONE = tr_noop("done")
    RUNNING = tr_noop("running")
    FAILED = tr_noop("failed")
    WAITING = tr_noop("waiting")
    UNSUPPORTED = tr_noop("not supported")

    @property
    def words(self) -> str:
        """In the person's language."""
        return translated(self.value)


@dataclass(frozen=True, slots=True)
class BuildView:
    """A plan, the container that it is built in ("" before), and how far it is."""

    plan: BuildPlan
    container_id: str = ""
    done: int = 0  # steps
    is_working: bool = False
    is_running_all: bool = False  # goes on by itself after each step
    failure: str = ""  # why the step after those that are done failed

    @property
    def next_step(self) -> BuildStep | None:
        """The one that comes now; None when all are done."""
        return self.plan.steps[self.done] if self.done < len(self.plan.steps) else None

    @property
    def is_finished(self) -> bool:
        """Whether there is nothing left but the snapshot."""
        return bool(self.container_id) and self.next_step is None

    @property
    def reason(self) -> str:
        """Why nothing can be built on; "" when it can."""
        if self.plan.problems:
            return self.plan.problems[0]
        step = self.next_step
        return step.sentence if step is not None else ""

    @property
    def title(self) -> str:
        """The file's name."""
        return self.plan.path.rpartition("/")[2]

    def state(self, step: BuildStep) -> StepState:
        """Where a step stands."""
        index = step.number - 1
        if index < self.done:
            return StepState.DONE
        if step.sentence:
            return StepState.UNSUPPORTED
        if index == self.done and self.failure:
            return StepState.FAILED
        if index == self.done and self.is_working and self.container_id:
            return StepState.RUNNING
        return StepState.WAITING

    def after(self, container: Container) -> BuildView:
        """The view when a step was done in that container."""
        return replace(self, container_id=container.id, done=steps_done(container), failure="")


def free_name(path: str, taken: Collection[str]) -> str:
    """A container's name that is not taken, after the folder that the Containerfile is in."""
    folder = path.split("/")[-2:-1]
    stem = re.sub(r"[^a-z0-9]+", "-", (folder[0] if folder else "").lower()).strip("-")
    stem = stem[:_NAME_LIMIT].strip("-") or "build"
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
