"""Building an image step by step from a Containerfile (Containerfile(5), Dockerfile reference)."""

from __future__ import annotations

import enum
from dataclasses import dataclass


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
