"""Plays a lesson without a window: says what it does step by step and draws the finished stacks."""

from __future__ import annotations

import os
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from app.lesson_files import load_lesson
from app.viewmodel.sizes import plural, size_text, visible
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import Cancelled, NotSupportedError
from core.lesson import Action, Lesson, Step, play
from core.model import OutputChunk
from core.progress import Progress

_OUTPUT_LINES_SHOWN = 6  # of one command; the rest is counted


def play_headless(
    lesson_name: str,
    *,
    out: TextIO,
    repository: Path | None = None,
    picture: Path | None = None,
    variant: str = "",
) -> None:
    """Play a lesson on real containers and draw `picture` (a PNG; an SVG is put beside it).

    Steps that are done already are said to be so, hence it may be repeated. Raises what
    `core.errors` holds: LessonError, NotSupportedError when no container can run here, …
    """
    lesson = load_lesson(lesson_name, variant)
    engine = connect(repository)
    try:
        out.write(f"{lesson.title}  ({lesson.variant.title})\n")
        readiness = engine.probe()
        if not readiness.can_run_containers:
            raise NotSupportedError("Running containers", readiness.sentence.rstrip("."))
        out.write(f"Repository: {engine.repository().location}\n")
        play(lesson, engine, _Narrator(lesson, out))
        _say_result(engine, out)
        if picture is not None:
            for path in _draw(engine, picture):
                out.write(f"Picture: {path}\n")
    except KeyboardInterrupt:
        raise Cancelled from None
    finally:
        engine.close()


def _say_result(engine: Engine, out: TextIO) -> None:
    repository = engine.repository()
    images = repository.images
    bricks = {layer.chain_id for image in images for layer in image.layers}
    count = plural(len(bricks), "brick")
    out.write(f"\nThe repository holds {plural(len(images), 'image')} of {count}:\n")
    for image in images:
        layers = plural(len(image.layers), "layer")
        out.write(
            f"  {visible(image.reference):<18} {visible(image.publisher):<10} {layers:<9} "
            f"{size_text(image.size_bytes)} in all\n"
        )
    saved = sum(image.size_bytes for image in images) - repository.stored_bytes
    out.write(
        f"  {size_text(repository.stored_bytes)} stored; {size_text(max(saved, 0))} saved "
        "by sharing layers\n"
    )


def _draw(engine: Engine, picture: Path) -> tuple[Path, ...]:
    """PNG and SVG of the wall, drawn without a display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.scene.picture import draw_repository  # Qt only when it is needed

    paths = (picture.with_suffix(".png"), picture.with_suffix(".svg"))
    # The finished stacks: containers that are left over stand beside the lesson.
    repository = replace(engine.repository(), containers=())
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        draw_repository(repository, path)
    return paths


class _Narrator:
    """Says in plain lines what the player does."""

    def __init__(self, lesson: Lesson, out: TextIO) -> None:
        self._count = len(lesson.steps)
        self._out = out
        self._lines_left = 0
        self._lines_hidden = 0
        self._phase = ""

    def step_started(self, number: int, step: Step) -> None:
        self._out.write(f"\nStep {number} of {self._count}: {step.title}\n")
        self._out.write(
            textwrap.fill(
                f"{step.do} {step.expect}", 88, initial_indent="  ", subsequent_indent="  "
            )
        )
        self._out.write("\n")
        self._out.flush()

    def step_was_done(self, number: int, step: Step) -> None:
        self._out.write(f"\nStep {number} of {self._count}: {step.title}\n  ✓ was done already\n")

    def step_finished(self, number: int, step: Step) -> None:
        self._end_output()
        explanation = f" {step.explanation}" if step.explanation else ""
        self._out.write(f"  ✓ done.{explanation}\n")
        self._out.flush()

    def action_started(self, action: Action) -> None:
        self._end_output()
        self._out.write(f"  → {action.as_text}\n")
        self._lines_left = _OUTPUT_LINES_SHOWN
        self._phase = ""
        self._out.flush()

    def action_had_nothing_to_do(self, action: Action) -> None:
        self._out.write("    (was done already)\n")

    def output_arrived(self, chunk: OutputChunk) -> None:
        for line in chunk.content.decode(errors="replace").splitlines():
            if self._lines_left > 0:
                self._out.write(f"    {visible(line)[:100]}\n")
                self._lines_left -= 1
            else:
                self._lines_hidden += 1
        self._out.flush()

    def progressed(self, progress: Progress) -> None:
        if progress.phase != self._phase:
            self._phase = progress.phase
            self._out.write(f"    {progress.phase}\n")
            self._out.flush()

    def _end_output(self) -> None:
        if self._lines_hidden:
            self._out.write(f"    … {self._lines_hidden} more lines\n")
        self._lines_hidden = 0
