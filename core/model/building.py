"""Building an image step by step from a Containerfile (Containerfile(5), Dockerfile reference)."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from core.model.container import Container
from core.model.live import Mark

_LABEL = re.compile(r"step (\d+): ")
_LABEL_TEXT_LIMIT = 200


class StepKind(enum.Enum):
    """Instructions that can be followed."""

    RUN = "RUN"
    COPY = "COPY"
    ADD = "ADD"
    ENV = "ENV"
    WORKDIR = "WORKDIR"
    USER = "USER"
    CMD = "CMD"
    ENTRYPOINT = "ENTRYPOINT"
    LABEL = "LABEL"
    EXPOSE = "EXPOSE"
    ARG = "ARG"


@dataclass(frozen=True, slots=True)
class BuildStep:
    """One instruction. `text` is as it is written, continuation lines joined.

    `words` are its operands with variables put in where the instruction wants that; `flags` its
    options, like "--chown=1:1". `sentence` is set when it cannot be followed here, and says why.
    """

    number: int  # 1 is the first after FROM
    line: int  # in the file, from 1
    kind: StepKind | None  # None: an instruction that is not supported
    text: str
    words: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    is_exec_form: bool = False  # a JSON list and no shell line
    sentence: str = ""

    @property
    def makes_files(self) -> bool:
        """Whether it may change files; the others only change the configuration."""
        return self.kind in (StepKind.RUN, StepKind.COPY, StepKind.ADD, StepKind.WORKDIR)


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """A Containerfile as it can be built here. `base` is the image reference after FROM.

    `problems` are sentences about the whole (several stages, say); with one it cannot be built.
    """

    path: str
    context: str  # the folder that COPY and ADD take from
    base: str
    steps: tuple[BuildStep, ...]
    problems: tuple[str, ...] = ()
    arguments: tuple[tuple[str, str], ...] = ()  # ARG names and values before FROM


def step_label(step: BuildStep) -> str:
    """The label of the mark that a step leaves, by which it is known again."""
    first_line = step.text.split("\n", 1)[0]
    shown = "".join(char if char.isprintable() else " " for char in first_line)
    return f"step {step.number}: {shown[:_LABEL_TEXT_LIMIT]}".rstrip()


def step_of_mark(mark: Mark) -> int | None:
    """The number of the step that left a mark; None for a mark that was set by hand."""
    match = _LABEL.match(mark.label)
    return int(match[1]) if match else None


def steps_done(container: Container) -> int:
    """How many steps its marks stand for; marks by hand in between count for none."""
    return max((step_of_mark(mark) or 0 for mark in container.marks), default=0)


def next_step(container: Container, plan: BuildPlan) -> int | None:
    """The number of the step that comes now; None when all are done."""
    number = steps_done(container) + 1
    return number if number <= len(plan.steps) else None


def first_stale_mark(container: Container, plan: BuildPlan) -> Mark | None:
    """The oldest mark of a step that the plan no longer has in that place."""
    labels = {step.number: step_label(step) for step in plan.steps}
    for mark in container.marks:
        number = step_of_mark(mark)
        if number is not None and labels.get(number) != mark.label:
            return mark
    return None
