"""`bricklayer play`: a lesson without a window, said step by step, and the finished stacks drawn.

With `--check` a lesson is proved instead: that it can be solved, and that its checks tell what is
done from what is not. Exit codes: 0 fine, 1 an error or a lesson that is not proved.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from app.lesson_files import list_lessons, load_lesson
from app.lesson_telling import Narrator, say_score
from app.viewmodel.sizes import plural, size_text, visible
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import Cancelled, NotSupportedError
from core.lesson import LocalSharing, play
from core.lesson.proof import Problem, prove


def run_play(options: argparse.Namespace, out: TextIO) -> int:
    """Play, prove or list; the exit code. Raises what `core.errors` holds."""
    if options.list or not options.lesson:
        return _list(out, options.language)
    if options.check:
        return _check(options, out)
    play_headless(
        options.lesson, out=out, repository=options.repository, picture=options.picture,
        variant=options.base, said=options.language,
    )  # fmt: skip
    return 0


def play_headless(
    lesson_name: str,
    *,
    out: TextIO,
    repository: Path | None = None,
    picture: Path | None = None,
    variant: str = "",
    said: str = "en",
) -> None:
    """Play a lesson on real containers and draw `picture` (a PNG; an SVG is put beside it).

    Steps that are done already are said to be so, hence it may be repeated. Raises what
    `core.errors` holds: LessonError, NotSupportedError when no container can run here, …
    """
    lesson = load_lesson(lesson_name, variant)
    engine, sharing = connect(repository), LocalSharing()
    try:
        title = lesson.title.in_language(said)
        out.write(f"{title}  ({lesson.variant.title.in_language(said)})\n")
        _require_containers(engine)
        out.write(f"Repository: {engine.repository().location}\n")
        play(lesson, engine, Narrator(lesson, engine, out, said), sharing=sharing)
        _say_result(engine, out)
        say_score(lesson, engine, out)
        if picture is not None:
            for path in _draw(engine, picture):
                out.write(f"Picture: {path}\n")
    except KeyboardInterrupt:
        raise Cancelled from None
    finally:
        sharing.stop()
        engine.close()


def _list(out: TextIO, said: str) -> int:
    for one in list_lessons():
        facts = f"{one.minutes} min, {plural(one.steps, 'step')}, {one.level.value}, "
        facts += f"{'/'.join(one.languages)}, {', '.join(key for key, *_ in one.variants)}"
        out.write(f"{visible(one.name):<24} {visible(one.title.in_language(said))}\n")
        out.write(f"{'':<24} {visible(one.sentence) or facts}\n")
    return 0


def _check(options: argparse.Namespace, out: TextIO) -> int:
    """In a repository of its own: it needs an empty one, and removes what the lesson made."""
    lesson = load_lesson(options.lesson, options.base)
    said = options.language
    out.write(f"{lesson.title.in_language(said)}  ({lesson.variant.title.in_language(said)})\n")

    def told(problem: Problem) -> None:
        place = f"step {problem.step}: " if problem.step else ""
        out.write(f"  ✗ {place}{problem.sentence}\n")
        out.flush()

    with tempfile.TemporaryDirectory(prefix="bricklayer-check-") as scratch:
        engine = connect(options.repository or Path(scratch) / "repository")
        try:
            _require_containers(engine)
            proof = prove(lesson, engine, Narrator(lesson, engine, out, said), told=told)
        except KeyboardInterrupt:
            raise Cancelled from None
        finally:
            engine.close()
    if proof.score is not None:
        out.write(
            f"\nThe shown solution needs {plural(proof.score.bricks, 'brick')} and "
            f"{proof.score.bytes} bytes; the lesson says that the best needs "
            f"{proof.score.best_bricks} and {proof.score.best_bytes}.\n"
        )
    if proof.is_proved:
        out.write(f"\n✓ proved: {plural(len(lesson.steps), 'step')}\n")
        return 0
    out.write(f"\n✗ not proved: {plural(len(proof.problems), 'problem')}\n")
    for problem in proof.problems:
        told(problem)
    return 1


def _require_containers(engine: Engine) -> None:
    readiness = engine.probe()
    if not readiness.can_run_containers:
        raise NotSupportedError("Running containers", readiness.sentence.rstrip("."))


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
