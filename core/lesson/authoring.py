"""Making a lesson: what a window that records one needs, at one place.

recorder = Recorder(engine); recorder.begin()
…events go to recorder.hear(event)…
recorded = recorder.end_step()
step = new_step("web-server", recorded, title=…, do=…, expect=…)
lesson = new_lesson("my-lesson", title=…, summary=…, minutes=10, steps=(step, …))
text = write_lesson(lesson)           # to be exported, or kept with `pack_lesson`
proof = prove(lesson, engine_on_an_empty_repository)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from core.lesson.checks import Check
from core.lesson.format import parse_lesson
from core.lesson.lesson import EMPTY, Goal, GoalBrick, Lesson, LessonFile, Level, Step, Variant
from core.lesson.packing import pack_lesson
from core.lesson.proof import Proof, prove
from core.lesson.proposing import ProposedCheck
from core.lesson.recording import RecordedStep, Recorder
from core.lesson.writing import write_lesson
from core.localized import LocalizedText
from core.model import Image, Repository
from core.translation import tr

__all__ = [
    "Proof",
    "ProposedCheck",
    "RecordedStep",
    "Recorder",
    "as_id",
    "checked",
    "goals_of",
    "new_lesson",
    "new_step",
    "pack_lesson",
    "prove",
    "write_lesson",
]

_VARIANT = "recorded"


def as_id(words: str, taken: Iterable[str] = ()) -> str:
    """A step's id, or a lesson's name, made of its title; one that is not taken."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    word = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "step"
    known, number = set(taken), 1
    while (free := word if number == 1 else f"{word}-{number}") in known:
        number += 1
    return free


def new_step(
    step_id: str,
    recorded: RecordedStep,
    *,
    title: LocalizedText,
    do: LocalizedText,
    expect: LocalizedText,
    checks: tuple[Check, ...] | None = None,
) -> Step:
    """A step of what was recorded; `checks` None: those proposals that are chosen beforehand."""
    if checks is None:
        checks = tuple(one.check for one in recorded.proposals if one.is_chosen)
    return Step(step_id, title, do, expect, recorded.actions, checks)


def new_lesson(
    name: str,
    *,
    title: LocalizedText,
    summary: LocalizedText,
    minutes: int,
    steps: tuple[Step, ...],
    level: Level = Level.NEXT,
    goals: tuple[Goal, ...] = (),
    variant_title: LocalizedText = EMPTY,
    files: tuple[LessonFile, ...] = (),
) -> Lesson:
    """A lesson of one variant."""
    variant = Variant(_VARIANT, variant_title or LocalizedText(tr("As it was recorded")))
    return Lesson(
        name, title, summary, minutes, variant, (variant,), steps, level, goals, files=files
    )


def checked(lesson: Lesson) -> Lesson:
    """The lesson as it will be read from its file. Raises LessonError: what is wrong with it."""
    return parse_lesson(write_lesson(lesson), name=lesson.name, files=lesson.files)


def goals_of(repository: Repository, references: Iterable[str]) -> tuple[Goal, ...]:
    """Goals of images that were made: each with its bricks above the one that it stands on."""
    images = [image for one in references if (image := repository.image(one)) is not None]
    images.sort(key=lambda image: len(image.layers))
    goals: list[Goal] = []
    for place, image in enumerate(images):
        below = _below(image, images[:place])
        own = image.layers[len(below.layers) if below is not None else 0 :]
        roles = [_role(number == 0 and below is None) for number, _ in enumerate(own)]
        title = LocalizedText(image.description or image.name)
        bricks = tuple(GoalBrick(title, role) for role in roles)
        goals.append(Goal(image.name, bricks, below.name if below is not None else ""))
    return tuple(goals)


def _below(image: Image, others: list[Image]) -> Image | None:
    chain_ids = {layer.chain_id for layer in image.layers[:-1]}
    found = [other for other in others if other.top_chain_id in chain_ids]
    return found[-1] if found else None


def _role(is_base: bool) -> str:
    return "os" if is_base else "app"
