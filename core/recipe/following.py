"""Following a recipe in a container: its steps one after the other, each told before it begins.

What a step did stays when a later one fails or is cancelled: the person decides what becomes of
the container.
"""

from __future__ import annotations

import os
import posixpath
import shlex
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.cancel import CancelToken
from core.errors import (
    FileAccessError,
    FileNotThereError,
    RecipeError,
    RecipeStepFailedError,
)
from core.errors.root import visible
from core.model import ChangeKind, ExecRequest, OutputChunk
from core.progress import Progress, Report
from core.recipe.answers import checked_answers, filled, shell_line
from core.recipe.bench import Bench
from core.recipe.fitting import Ground, fit
from core.recipe.recipe import CopyStep, ParameterKind, Recipe, RecipeStep, RunStep, Way, WriteStep
from core.translation import tr

_LINE_LIMIT_BYTES = 100_000  # of what a shell is given; execve(2) allows 128 KiB
_WRITERS = frozenset(("sh", "mkdir", "chmod"))


@dataclass(frozen=True, slots=True)
class Plan:
    """A recipe that fits, with all answers. `language` is for what the person reads."""

    recipe: Recipe
    way: Way
    answers: Mapping[str, str] = field(default_factory=dict)
    has_writers: bool = True  # the image has what writes a file from a line
    language: str = "en"

    @property
    def switch(self) -> str:
        """What the container has to be plugged into."""
        return "host" if self.way.needs_network else "none"

    def words(self, step: RecipeStep) -> str:
        """What a step does, for people: its title, else its command."""
        return step.title.in_language(self.language) or self.command(step)

    def command(self, step: RecipeStep) -> str:
        """What a step does, as a line."""
        match step:
            case RunStep(line):
                return shell_line(line, self.answers)
            case CopyStep(key, to):
                name = os.path.basename(self.answers.get(key, "").rstrip("/"))
                shown = shlex.quote(name) if name else "…"
                return f"COPY {shown} {shlex.quote(inner_path(to, self.answers))}"
            case WriteStep():
                path = inner_path(step.path, self.answers)
                try:
                    content = self.content(step).decode()
                except UnicodeDecodeError:
                    return f"COPY {shlex.quote(step.file)} {shlex.quote(path)}"
                return _write_line(path, content, step)

    def content(self, step: WriteStep) -> bytes:
        """What is written."""
        if step.file:
            return self.recipe.files[step.file]
        if step.parameter:
            text = self.answers.get(step.parameter, "")
            return (text if not text or text.endswith("\n") else f"{text}\n").encode()
        return filled(step.text, self.answers).encode()


def plan(recipe: Recipe, ground: Ground, given: Mapping[str, str], language: str = "en") -> Plan:
    """Everything decided, nothing done. Raises RecipeError: it does not fit, or an answer is wrong.

    Also when an answer would write outside the folder that it is meant for.
    """
    found = fit(recipe, ground)
    if found.way is None:
        raise RecipeError(recipe.title, _as_reason(found.sentence))
    answers = checked_answers(recipe, given, language)
    made = Plan(recipe, found.way, answers, ground.programs >= _WRITERS, language)
    for step in made.way.steps:
        if isinstance(step, CopyStep | WriteStep):
            target = step.to if isinstance(step, CopyStep) else step.path
            if ".." in filled(target, answers).split("/"):
                raise RecipeError(recipe.title, tr("a path inside cannot have “..” in it"))
    return made


def follow(
    made: Plan,
    bench: Bench,
    container_id: str,
    *,
    output: Callable[[OutputChunk], None],
    started: Callable[[int, str], None],
    cancel: CancelToken,
    report: Report,
) -> None:
    """Do all steps in a running container. `started` is told each step's number and command.

    `output` and `started` are called from this thread. Raises RecipeStepFailedError, Cancelled, and
    what the engine raises; what was done up to then stays in the container.
    """
    for number, step in enumerate(made.way.steps, start=1):
        cancel.check()
        report(Progress(made.words(step)[:80], number - 1, len(made.way.steps), "steps"))
        command = made.command(step)
        started(number, command)
        match step:
            case RunStep():
                _run(made, bench, container_id, command, output, cancel)
            case CopyStep():
                _copy(made, step, bench, container_id, cancel, report)
            case WriteStep():
                _write(made, step, bench, container_id, command, output, cancel)


def inner_path(template: str, answers: Mapping[str, str]) -> str:
    """A path inside, from the root; a slash at its end says that it is a folder."""
    text = filled(template, answers)
    path = posixpath.normpath("/" + text.lstrip("/"))
    return f"{path}/" if text.endswith("/") and path != "/" else path


def _run(
    made: Plan,
    bench: Bench,
    container_id: str,
    line: str,
    output: Callable[[OutputChunk], None],
    cancel: CancelToken,
) -> None:
    request = ExecRequest(shell_line=line)
    run = bench.execute(container_id, request, output=output, cancel=cancel)
    cancel.check()
    if run.exit_code != 0:
        raise RecipeStepFailedError(made.recipe.title, line, run.exit_code)


def _copy(
    made: Plan,
    step: CopyStep,
    bench: Bench,
    container_id: str,
    cancel: CancelToken,
    report: Report,
) -> None:
    source = made.answers.get(step.parameter, "").rstrip("/")
    if not source:
        return  # an optional one
    to = inner_path(step.to, made.answers)
    parameter = made.recipe.parameter(step.parameter)
    if parameter is not None and parameter.kind is ParameterKind.FOLDER:
        try:
            names = sorted(os.listdir(source))
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileAccessError(visible(source), reason, detail=str(error)) from error
        sources = tuple(os.path.join(source, name) for name in names)
        bench.copy_in(container_id, sources, to.strip("/"), cancel=cancel, report=report)
        return
    folder, name = posixpath.split(to)
    if name in ("", os.path.basename(source)):
        bench.copy_in(container_id, (source,), folder.strip("/"), cancel=cancel, report=report)
        return
    with tempfile.TemporaryDirectory(prefix="bricklayer-recipe-") as stage:
        staged = Path(stage) / name
        try:
            shutil.copy(source, staged)
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileAccessError(visible(source), reason, detail=str(error)) from error
        bench.copy_in(container_id, (str(staged),), folder.strip("/"), cancel=cancel, report=report)


def _write(
    made: Plan,
    step: WriteStep,
    bench: Bench,
    container_id: str,
    line: str,
    output: Callable[[OutputChunk], None],
    cancel: CancelToken,
) -> None:
    """By a line where that is possible, so that the recording tells what the file holds."""
    is_line = not line.startswith("COPY ") and "\x00" not in line
    if made.has_writers and is_line and len(line.encode()) <= _LINE_LIMIT_BYTES:
        _run(made, bench, container_id, line, output, cancel)
        return
    folder, name = posixpath.split(inner_path(step.path, made.answers))
    if step.if_missing and _is_there(bench, container_id, folder.strip("/"), name, cancel):
        return
    with tempfile.TemporaryDirectory(prefix="bricklayer-recipe-") as stage:
        staged = Path(stage) / name
        staged.write_bytes(made.content(step))
        staged.chmod(0o644 if step.mode is None else step.mode)
        bench.copy_in(container_id, (str(staged),), folder.strip("/"), cancel=cancel)


def _write_line(path: str, content: str, step: WriteStep) -> str:
    file, folder = shlex.quote(path), shlex.quote(posixpath.dirname(path))
    line = f"mkdir -p {folder} && printf '%s' {shlex.quote(content)} > {file}"
    if step.mode is not None:
        line = f"{line} && chmod {step.mode:o} {file}"
    return f"[ -e {file} ] || {{ {line}; }}" if step.if_missing else line


def _is_there(bench: Bench, container_id: str, folder: str, name: str, cancel: CancelToken) -> bool:
    offset = 0
    try:
        while True:
            page = bench.files_in(container_id, folder, offset=offset, cancel=cancel)
            if any(row.name == name and row.kind is not ChangeKind.DELETED for row in page.rows):
                return True
            offset += len(page.rows)
            if not page.rows or offset >= page.total:
                return False
    except FileNotThereError:
        return False


def _as_reason(sentence: str) -> str:
    return f"{sentence[0].lower()}{sentence[1:].rstrip('.')}"
