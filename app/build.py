"""`bricklayer build` and `bricklayer containerfile`: building without a window, for scripts too.

Exit codes: 0 fine, 1 an error, 2 the command line is wrong, 3 a step failed. A build that is given
a name ends as an image, and its container goes; else the container stays, to go on by hand.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.complaints import say
from core.errors import BuildStepFailedError, ContainerNotFoundError, NotSupportedError

if TYPE_CHECKING:
    from core.engine.protocol import Engine
    from core.model import BuildPlan, Container, OutputChunk, Repository

STEP_FAILED = 3
"""Exit code: a command of the Containerfile ended with an error, or a file is missing."""

_EPILOG = "exit codes: 0 fine; 1 an error; 2 the command line is wrong; 3 a step failed"
_SUGGESTIONS = 6


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    add_repository: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Their options."""
    build = commands.add_parser(
        "build", help="build an image from a Containerfile, a layer a step", epilog=_EPILOG
    )
    build.add_argument("file", metavar="FILE", type=Path, help="the Containerfile")
    build.add_argument(
        "--context", metavar="DIR", type=Path, help="folder that COPY takes from; that of the file"
    )
    build.add_argument(
        "--arg",
        metavar="K=V",
        type=_argument,
        action="append",
        default=[],
        help="value for an ARG; may be given several times",
    )
    build.add_argument("--name", default="", help="name of the image; without one none is made")
    build.add_argument("--publisher", default="", help="who publishes the image")
    build.add_argument("--version", default="", help="version of the image", dest="image_version")
    build.add_argument("--switch", default="host", help="network: host, none, or a switch")
    add_repository(build)
    written = commands.add_parser(
        "containerfile", help="write what was done in a container as a Containerfile"
    )
    written.add_argument("container", metavar="CONTAINER", help="a container's name or id")
    add_repository(written)


def run_build(options: argparse.Namespace) -> int:
    """Build; the exit code. Raises what `core.errors` holds."""
    from core.engine.connect import connect

    named = [bool(one) for one in (options.name, options.publisher, options.image_version)]
    if any(named) and not all(named):
        say("an image needs all of --name, --publisher and --version")
        return 2
    context = str(options.context.absolute()) if options.context is not None else ""
    engine = connect(options.repository)
    try:
        plan = engine.read_containerfile(str(options.file.absolute()), context, tuple(options.arg))
        refusals = [*plan.problems, *(step.sentence for step in plan.steps if step.sentence)]
        for sentence in refusals:
            say(sentence)
        return 1 if refusals else _build(engine, plan, options)
    finally:
        engine.close()


def run_containerfile(options: argparse.Namespace) -> int:
    """Write to standard output; the exit code. Raises what `core.errors` holds."""
    from core.engine.connect import connect

    engine = connect(options.repository)
    try:
        container = find_container(engine.repository(), options.container)
        text = engine.containerfile(container.id)
    except ContainerNotFoundError as error:
        say(f"{error} {error.detail}".rstrip())
        return 1
    finally:
        engine.close()
    _write(text.encode("utf-8", "surrogateescape"))
    return 0


def find_container(repository: Repository, given: str) -> Container:
    """By its name or id. Raises ContainerNotFoundError."""
    for container in repository.containers:
        if given in (container.name, container.id):
            return container
    names = ", ".join(one.name for one in repository.containers[:_SUGGESTIONS])
    detail = f"There are: {names}." if names else "There are no containers."
    raise ContainerNotFoundError(given, detail=detail)


def _build(engine: Engine, plan: BuildPlan, options: argparse.Namespace) -> int:
    from app.viewmodel.build_view import free_name
    from core.model import NewContainer, SnapshotRequest

    repository = engine.repository()
    if options.name:  # better now than when all is built
        _require_free(repository, f"{options.name}:{options.image_version}")
    name = free_name(plan.path, {one.name for one in repository.containers})
    container = engine.create_container(NewContainer(name, plan.base, switch=options.switch))
    is_kept = False
    try:
        container = engine.start_container(container.id)
        for step in plan.steps:
            say(f"step {step.number} of {len(plan.steps)}: {step.text.splitlines()[0]}")
            container = engine.build_step(container.id, plan, step.number, output=_show)
        engine.stop_container(container.id)
        if options.name:
            request = SnapshotRequest(
                container.id, options.name, options.publisher, options.image_version,
                even_if_empty=True,
            )  # fmt: skip
            image = engine.snapshot(request)
            sys.stdout.write(f"image {image.reference} {image.manifest_digest}\n")
        else:
            sys.stdout.write(f"container {container.name} {container.id}\n")
            is_kept = True
    except BuildStepFailedError as error:
        say(str(error) + (f" {error.detail}" if error.detail else ""))
        return STEP_FAILED
    finally:
        if not is_kept:
            engine.discard_container(container.id)
    return 0


def _require_free(repository: Repository, reference: str) -> None:
    if repository.image(reference) is not None:
        reason = "an image of that name and version is there already; choose another version"
        raise NotSupportedError(f"Building {reference}", reason)


def _argument(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"{given!r} is not of the form NAME=value")
    return name, value


def _show(chunk: OutputChunk) -> None:
    """What a step's command says is no result: it goes where the steps are told."""
    if chunk.skipped_bytes:
        sys.stderr.write(f"… {chunk.skipped_bytes} bytes left out …\n")
    sys.stderr.write(chunk.content.decode(errors="replace"))


def _write(content: bytes) -> None:
    sys.stdout.flush()
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        sys.stdout.write(content.decode(errors="replace"))
        return
    try:
        binary.write(content)
        binary.flush()
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
