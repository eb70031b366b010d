"""The history of an image as steps: which entry made which brick, and which made none.

History is free text that anybody writes. It is matched to layers only when it truly fits: as many
entries that make a layer as there are layers. One wrong command under a brick is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from app.viewmodel.sizes import counted, date_text, day_text, visible
from core.model import Image, ImageHistoryEntry, Layer
from core.translation import tr, tr_noop

UNKNOWN_COMMAND = tr_noop("command unknown")
_FIRST_REAL_YEAR = 1981  # builds that can be repeated write 1970 or 1980; Docker's "no time" is 1

_INSTRUCTIONS = (
    "ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL"
    "|STOPSIGNAL|USER|VOLUME|WORKDIR"
)
_INSTRUCTION = re.compile(rf"({_INSTRUCTIONS})\s+(.*)", re.S)
_SHELL = r"(?:/usr)?/bin/\w*sh (?:-\S+ (?:pipefail )?)*?-c "
_NO_OPERATION = re.compile(rf"{_SHELL}#\(nop\)\s*")
_SHELL_LINE = re.compile(rf"{_SHELL}\s*")
_BUILD_ARGUMENTS = re.compile(rf"\|\d+ .*?(?={_SHELL})", re.S)  # "|1 VERSION=2 /bin/sh -c make"


@dataclass(frozen=True, slots=True)
class CommandText:
    """A step's command as a person writes it; `recorded` is what the image says, unchanged.

    `instruction` is that of a Containerfile, "" where none can be told.
    """

    instruction: str
    words: str
    recorded: str

    @property
    def one_line(self) -> str:
        """For a list: control characters and line ends shown."""
        words = " ".join(part.strip() for part in self.words.splitlines()) or self.words
        return visible(f"{self.instruction} {words}".strip())

    @property
    def is_known(self) -> bool:
        """Whether the image tells it."""
        return bool(self.recorded.strip())


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One entry of the history: with the layer that it made, or without one.

    `level` counts layers from the bottom, 0 first; None for an entry that made none.
    """

    command: CommandText
    layer: Layer | None = None
    level: int | None = None
    created: datetime | None = None
    author: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class ImageHistory:
    """Steps from the newest to the oldest. `orphans` are entries that fit no layer for certain.

    `reason` says in one sentence why they do not, "" when all fit.
    """

    steps: tuple[HistoryStep, ...]
    orphans: tuple[HistoryStep, ...] = ()
    reason: str = ""


def pair_history(image: Image) -> ImageHistory:
    """Each layer with the entry that made it, and entries without a layer between them.

    (image-spec config.md, `history`: an entry with `empty_layer` has made none.)
    """
    making = sum(not entry.empty_layer for entry in image.history)
    if making != len(image.layers):
        return _unpaired(image, making)
    steps: list[HistoryStep] = []
    level = 0
    for entry in image.history:
        if entry.empty_layer:
            steps.append(_step(entry))
            continue
        layer = image.layers[level]
        steps.append(_step(entry, layer, level))
        level += 1
    return ImageHistory(tuple(reversed(steps)))


def split_command(recorded: str) -> CommandText:
    """Instruction and words out of what builders write: `/bin/sh -c #(nop) CMD …` is CMD."""
    text = recorded.strip().removesuffix("# buildkit").rstrip()
    text = _NO_OPERATION.sub("", text, count=1) if _NO_OPERATION.match(text) else text
    match = _INSTRUCTION.match(text)
    instruction, words = (match[1], match[2]) if match else ("", text)
    if instruction in ("", "RUN"):
        inner = _BUILD_ARGUMENTS.sub("", words, count=1) if words.startswith("|") else words
        shell = _SHELL_LINE.match(inner)
        if shell is not None:
            instruction, words = "RUN", inner[shell.end() :]
    return CommandText(instruction, words.strip(), recorded)


def when_text(moment: datetime | None, now: datetime | None = None) -> str:
    """Local time as far as it is of use: today 09:12, 3 Nov, 3 Nov 2024; "" when not told."""
    if moment is None or moment.year < _FIRST_REAL_YEAR:
        return ""
    local = moment.astimezone()
    today = (now or datetime.now().astimezone()).astimezone()
    if local.date() == today.date():
        return tr("today {time}", time=f"{local:%H:%M}")
    return day_text(local) if local.year == today.year else date_text(local)


def _unpaired(image: Image, making: int) -> ImageHistory:
    steps = tuple(
        HistoryStep(
            split_command(layer.created_by), layer, level, layer.created, comment=layer.comment
        )
        for level, layer in reversed(list(enumerate(image.layers)))
    )
    if not image.history:
        if all(step.command.is_known for step in steps):
            return ImageHistory(steps)
        return ImageHistory(steps, reason=tr("The image does not tell how its bricks were made."))
    told = counted("{count} step makes a brick", "{count} steps make a brick", making)
    reason = tr(
        "By its history {told}, but the image has {layers}: which step "
        "made which brick cannot be told.",
        told=told,
        layers=counted("{count} brick", "{count} bricks", len(image.layers)),
    )
    return ImageHistory(steps, tuple(_step(entry) for entry in reversed(image.history)), reason)


def _step(
    entry: ImageHistoryEntry, layer: Layer | None = None, level: int | None = None
) -> HistoryStep:
    return HistoryStep(
        split_command(entry.created_by), layer, level, entry.created, entry.author, entry.comment
    )
