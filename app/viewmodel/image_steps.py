"""How an image came to be, from its history: images on one another, and the steps between them.

A history keeps the commands of a layer in one text, joined by `&&`, with a remark behind those that
failed (core.recording.as_history_text). They are run in one shell again: who typed `cd` at a prompt
went on from there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.model import Image, ImageHistoryEntry, StepKind

UNRECORDED = "captured from a container"
"""What a history says of a layer that no command is known for (core.engine.next_image)."""

_CUT = "…"
_REMARK = re.compile(r"  # (?:cancelled|exit code \d+)(?: && |$)")
_INSTRUCTION = re.compile(rf"(?:{'|'.join(kind.value for kind in StepKind)}) \S")


@dataclass(frozen=True, slots=True)
class ShellLine:
    """A line for a shell in the container. `may_fail`: it ended with an error then, too."""

    text: str
    may_fail: bool = False


@dataclass(frozen=True, slots=True)
class ImageStep:
    """A layer, or a change of the configuration, that one image has above the one below it.

    `level` is the layer's place from 1, None without one. Exactly one of `lines`, `instruction` (of
    a Containerfile) and `unknown` (why it cannot be repeated; told in full in `told`) is set.
    """

    level: int | None
    lines: tuple[ShellLine, ...] = ()
    instruction: str = ""
    unknown: str = ""
    told: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class ImageStage:
    """An image and the steps that lead to it from the one below."""

    image: Image
    steps: tuple[ImageStep, ...]


@dataclass(frozen=True, slots=True)
class Making:
    """How an image is made: from a base, through images with names of their own."""

    base: Image
    stages: tuple[ImageStage, ...]


def making_of(image: Image, images: Sequence[Image]) -> Making:
    """From the lowest image of this repository that it stands on; itself when there is none."""
    below = _images_below(image, images)
    chain = [*below, image]
    stages = tuple(
        ImageStage(upper, tuple(_steps(lower, upper))) for lower, upper in pairwise(chain)
    )
    return Making(chain[0], stages)


def _images_below(image: Image, images: Sequence[Image]) -> list[Image]:
    """One for each level that has one, the lowest first; the one that it was made of goes first."""
    chain_ids = [layer.chain_id for layer in image.layers]
    found: dict[int, Image] = {}
    for other in images:
        count = len(other.layers)
        is_below = 0 < count < len(chain_ids) and other.top_chain_id == chain_ids[count - 1]
        if is_below and (count not in found or other.reference == image.base_name):
            found[count] = other
    return [found[count] for count in sorted(found)]


def _steps(lower: Image, upper: Image) -> list[ImageStep]:
    entries = _entries_above(lower, upper)
    level = len(lower.layers)
    steps: list[ImageStep] = []
    for entry in entries:
        if not entry.empty_layer:
            level += 1
        steps.append(_step(entry, None if entry.empty_layer else level))
    missing = range(level + 1, len(upper.layers) + 1)
    steps += [ImageStep(number, unknown="no history") for number in missing]
    return steps


def _entries_above(lower: Image, upper: Image) -> tuple[ImageHistoryEntry, ...]:
    """History entries of the layers that `upper` has above `lower`, empty ones among them."""
    count, passed = len(lower.layers), 0
    if upper.history[: len(lower.history)] == lower.history:
        return upper.history[len(lower.history) :]
    for number, entry in enumerate(upper.history):
        passed += not entry.empty_layer
        if passed == count:
            return upper.history[number + 1 :]
    return ()


def _step(entry: ImageHistoryEntry, level: int | None) -> ImageStep:
    text = entry.created_by.strip()
    comment = entry.comment
    if text.endswith(_CUT):
        return ImageStep(level, unknown="cut", told=text, comment=comment)
    if _INSTRUCTION.match(text):
        return ImageStep(level, instruction=text, comment=comment)
    if not text or text == UNRECORDED:
        return ImageStep(level, unknown="unrecorded", told=text, comment=comment)
    return ImageStep(level, lines=tuple(_shell_lines(text)), comment=comment)


def _shell_lines(text: str) -> list[ShellLine]:
    lines: list[ShellLine] = []
    at = 0
    for remark in _REMARK.finditer(text):
        lines.append(ShellLine(text[at : remark.start()], may_fail=True))
        at = remark.end()
    if at < len(text):
        lines.append(ShellLine(text[at:]))
    return lines
