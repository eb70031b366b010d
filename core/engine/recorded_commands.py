"""What an image's history tells of the commands that made a layer, to run them again.

History is free text (image-spec config.md, `history`). Read here are the forms of those who write
commands into it: recordings of ours (`core.recording.as_history_text`), our builds ("RUN …"), and
docker, buildah and BuildKit ("/bin/sh -c …", "RUN /bin/sh -c … # buildkit").
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from core.oci.image_config import HistoryEntry

UNRECORDED = "captured from a container"
"""What our snapshots say where nothing was recorded."""

_CUT = "…"
_NO_COMMAND = re.compile(r"(?:RUN )?/bin/sh -c #\(nop\)\s*(.*)", re.DOTALL)
_SHELL = re.compile(r"(?:RUN )?/bin/sh -c (.*)", re.DOTALL)
_INSTRUCTION = re.compile(
    r"(COPY|ADD|WORKDIR|ENV|USER|CMD|ENTRYPOINT|LABEL|EXPOSE|ARG|VOLUME|STOPSIGNAL|SHELL|"
    r"HEALTHCHECK|ONBUILD|MAINTAINER|FROM) "
)
_WENT_WRONG = re.compile(r"  # (?:exit code -?\d+|cancelled)(?: && |$)")
_JOINT = " && "
_SEPARATORS = frozenset(("&&", "||", ";", "|", "&", "(", ")", "{", "}", "!", "then", "do", "else"))
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_PREFIXES = frozenset(("sudo", "exec", "env", "nice", "time", "command", "nohup"))


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """One history entry. `commands` are shell lines in their order, () where none are known.

    `failed` went wrong then; `keyword` is that of an instruction, "" for a recording of ours.
    """

    text: str
    commands: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    keyword: str = ""
    operand: str = ""  # what follows the keyword


def read_step(created_by: str) -> RecordedStep:
    """One entry's text, understood as far as it can be."""
    text = created_by.strip().removesuffix("# buildkit").strip()
    if not text or text == UNRECORDED or text.endswith(_CUT):
        return RecordedStep(text)
    found = _NO_COMMAND.fullmatch(text)
    if found:
        keyword, _space, operand = found[1].partition(" ")
        return RecordedStep(text, keyword=keyword, operand=operand.strip())
    found = _SHELL.fullmatch(text)
    if found:
        return RecordedStep(text, (found[1].strip(),), keyword="RUN")
    if text.startswith("RUN "):
        return _run_instruction(text)
    found = _INSTRUCTION.match(text)
    if found:
        return RecordedStep(text, keyword=found[1], operand=text[found.end() :].strip())
    return _recording(text)


def programs_of(command: str) -> tuple[str, ...]:
    """Words of a shell line that stand where programs do, each once; as far as one can tell.

    () for a line that is no simple one: an open quote, say.
    """
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    found: list[str] = []
    is_next = True
    try:
        for word in lexer:
            if word in _SEPARATORS or (word and not set(word) - set("();|&")):
                is_next = True
            elif is_next and not _ASSIGNMENT.match(word) and word not in _PREFIXES:
                found.append(word)
                is_next = False
    except ValueError:
        return ()
    return tuple(dict.fromkeys(found))


def joined_history(entries: Sequence[HistoryEntry], limit: int) -> str:
    """What the history shall say of one layer that holds what these made."""
    steps = [read_step(entry.created_by) for entry in entries]
    if all(step.commands for step in steps):
        text = _JOINT.join(step.text if not step.keyword else step.commands[0] for step in steps)
    else:
        told = "; ".join(step.text or UNRECORDED for step in steps)
        text = f"{len(entries)} layers made one: {told}"
    return text if len(text) <= limit else text[: limit - 1] + _CUT


def _run_instruction(text: str) -> RecordedStep:
    operand = text[len("RUN ") :].strip()
    if operand.startswith(("--", "|", "<<")):
        return RecordedStep(text, keyword="RUN")  # options, arguments, files in line
    if operand.startswith("["):
        try:
            words = json.loads(operand)
        except ValueError:
            words = None
        if isinstance(words, list) and words and all(isinstance(word, str) for word in words):
            return RecordedStep(text, (shlex.join(words),), keyword="RUN")
    return RecordedStep(text, (operand,), keyword="RUN")


def _recording(text: str) -> RecordedStep:
    """Several commands stand there as one line; those that went wrong are marked."""
    if text.startswith("|"):
        return RecordedStep(text)  # build arguments that docker tells of in its own way
    commands: list[str] = []
    failed: list[str] = []
    start = 0
    for mark in _WENT_WRONG.finditer(text):
        before, _joint, wrong = text[start : mark.start()].rpartition(_JOINT)
        commands += [before] if before else []
        failed.append(wrong)
        start = mark.end()
    rest = text[start:].strip()
    return RecordedStep(text, tuple(commands + ([rest] if rest else [])), tuple(failed))
