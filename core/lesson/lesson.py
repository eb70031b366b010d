"""A lesson as values."""

from __future__ import annotations

from dataclasses import dataclass

from core.lesson.actions import Action
from core.lesson.checks import Check


@dataclass(frozen=True, slots=True)
class Step:
    """One step. It is done when all its checks hold, however the pupil got there."""

    id: str
    title: str
    text: str  # what we do and what to expect
    actions: tuple[Action, ...]  # what "Show me" performs
    checks: tuple[Check, ...]
    explanation: str = ""  # shown afterwards, one sentence
    explanation_detail: str = ""
    hint: str = ""
    lines: tuple[str, ...] = ()  # command lines the pupil would type, for copying


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to play a lesson: on which base image."""

    key: str
    title: str
    needs_network: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson in one of its variants, ready to be played."""

    title: str
    summary: str
    language: str
    minutes: int
    variant: Variant
    variants: tuple[Variant, ...]
    steps: tuple[Step, ...]
