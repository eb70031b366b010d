"""`bricklayer squash` and `bricklayer rebase`: images made anew of others, without a window.

Exit codes: 0 fine, 1 an error, 2 the command line is wrong, 3 a command failed on the other base.
What a plan says goes to standard output with --dry-run, else to standard error, before it is done.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.complaints import say
from core.errors import NameGrammarError, RebaseFailedError
from core.oci.names import split_reference

if TYPE_CHECKING:
    from core.engine.protocol import Engine
    from core.model import Image, LayerMove, OutputChunk, RebasePlan

COMMAND_FAILED = 3
"""Exit code: a recorded command went wrong on the other base, or cannot run there."""

_RUN_OF_BRICKS = re.compile(r"(\d{1,4})-(\d{1,4})")
_EPILOG = "exit codes: 0 fine; 1 an error; 2 the command line is wrong"
_PUBLISHER = "Local"


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    add_repository: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Their options."""
    squash = commands.add_parser(
        "squash", help="make one brick of several that stand on one another", epilog=_EPILOG
    )
    squash.add_argument("image", metavar="IMAGE", help="NAME:VERSION")
    squash.add_argument(
        "--bricks", required=True, type=_run, metavar="FIRST-LAST", help="from the bottom: 2-4"
    )
    _add_new_image(squash)
    add_repository(squash)
    rebase = commands.add_parser(
        "rebase",
        help="put the bricks of an image on another base, by their recorded commands",
        epilog=_EPILOG + "; 3 a command failed on the other base",
    )
    rebase.add_argument("image", metavar="IMAGE", help="NAME:VERSION")
    rebase.add_argument("--onto", required=True, metavar="IMAGE", help="the other base")
    rebase.add_argument(
        "--base-layers", type=int, metavar="N", help="the N lowest layers are its base now"
    )
    for option, words in (
        ("--run", "run this brick's commands again"),
        ("--copy", "take this brick's files as they are"),
        ("--leave-out", "leave this brick out"),
    ):
        rebase.add_argument(
            option, type=int, action="append", default=[], metavar="BRICK",
            help=f"{words} (from the bottom; may be given again)",
        )  # fmt: skip
    rebase.add_argument(
        "--copy-all", action="store_true", help="run nothing, take all layers as they are"
    )
    rebase.add_argument(
        "--switch", default="none", help="network while commands run: host, none, or a switch"
    )
    _add_new_image(rebase)
    add_repository(rebase)


def run_squash(options: argparse.Namespace) -> int:
    """Squash, or say what it would do; the exit code. Raises what `core.errors` holds."""
    from app.viewmodel.rework_words import squash_lines
    from core.engine.connect import connect
    from core.model import SquashRequest

    named = _named(options)
    if named is None:
        return 2
    first, last = options.bricks
    engine = connect(options.repository)
    try:
        plan = engine.squash_plan(options.image, first, last)
        _tell(squash_lines(plan), options)
        if options.dry_run:
            return 0
        name, version = named
        request = SquashRequest(
            options.image, first, last, name, _publisher(engine, options), version,
            options.description, options.replace,
        )  # fmt: skip
        _show_image(engine.squash(request))
    finally:
        engine.close()
    return 0


def run_rebase(options: argparse.Namespace) -> int:
    """Rebase, or say what it would do; the exit code. Raises what `core.errors` holds."""
    from core.engine.connect import connect
    from core.model import RebaseRequest

    named = _named(options)
    if named is None:
        return 2
    engine = connect(options.repository)
    try:
        plan = engine.rebase_plan(options.image, options.onto, options.base_layers)
        moves = _moves(options, plan)
        _tell(_rebase_lines(plan, dict(moves)), options)
        if plan.sentence:
            if not options.dry_run:
                say(plan.sentence)
            return 1
        if options.dry_run:
            return 0
        name, version = named
        request = RebaseRequest(
            options.image, options.onto, name, _publisher(engine, options), version,
            options.description, options.replace, options.base_layers, moves, options.switch,
        )  # fmt: skip
        _show_image(engine.rebase(request, output=_show))
    except RebaseFailedError as error:
        say(str(error) + (f" {error.detail}" if error.detail else ""))
        return COMMAND_FAILED
    finally:
        engine.close()
    return 0


def _add_new_image(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as", dest="reference", metavar="NAME:VERSION", help="the new image")
    parser.add_argument("--publisher", default="", help="who publishes it; that of the old image")
    parser.add_argument("--description", default="", help="of the new image")
    parser.add_argument(
        "--replace", action="store_true", help="a name that means another image is moved"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what it would do; nothing is changed"
    )


def _run(given: str) -> tuple[int, int]:
    found = _RUN_OF_BRICKS.fullmatch(given)
    if found is None:
        raise argparse.ArgumentTypeError(f"{given!r} is not of the form FIRST-LAST, as in 2-4")
    return int(found[1]), int(found[2])


def _named(options: argparse.Namespace) -> tuple[str, str] | None:
    """Name and version of the new image; None when the command line lacks them."""
    if options.reference is None:
        if options.dry_run:
            return "", ""
        say("--as NAME:VERSION is missing; --dry-run only says what would be done")
        return None
    name, version = split_reference(options.reference)
    if not name or not version:
        say(str(NameGrammarError("image name", options.reference, "write it as NAME:VERSION")))
        return None
    return name, version


def _publisher(engine: Engine, options: argparse.Namespace) -> str:
    image = engine.repository().image(options.image)
    known = image.publisher if image is not None else ""
    return options.publisher or known or _PUBLISHER


def _moves(options: argparse.Namespace, plan: RebasePlan) -> tuple[tuple[int, LayerMove], ...]:
    from core.model import LayerMove

    found: dict[int, LayerMove] = {}
    if options.copy_all:
        found = {brick.number: LayerMove.COPY for brick in plan.layers}
    for numbers, move in (
        (options.run, LayerMove.RUN),
        (options.copy, LayerMove.COPY),
        (options.leave_out, LayerMove.LEAVE_OUT),
    ):
        found.update(dict.fromkeys(numbers, move))
    return tuple(found.items())


def _rebase_lines(plan: RebasePlan, moves: dict[int, LayerMove]) -> list[str]:
    from app.viewmodel.rework_words import base_text, brick_risks, move_text, settings_text
    from app.viewmodel.sizes import visible

    lines = [plan.sentence or base_text(plan)]
    for brick in plan.layers:
        move = moves.get(brick.number, brick.move)
        lines.append(f"brick {brick.number}: {move_text(move)}: {visible(brick.title)}")
        lines += [f"    {sentence}" for sentence in brick_risks(brick, move, plan)]
    lines.append(settings_text(plan))
    return [line for line in lines if line]


def _tell(lines: list[str], options: argparse.Namespace) -> None:
    for line in lines:
        if options.dry_run:
            sys.stdout.write(line + "\n")
        else:
            say(line)


def _show_image(image: Image) -> None:
    sys.stdout.write(f"image {image.reference} {image.manifest_digest}\n")


def _show(chunk: OutputChunk) -> None:
    """What commands say is no result: it goes where the plan is told."""
    sys.stderr.write(chunk.content.decode(errors="replace"))
