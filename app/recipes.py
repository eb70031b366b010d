"""`bricklayer recipe`: recipes without a window, for scripts too.

Exit codes: 0 fine, 1 an error, 2 the command line is wrong, 3 a step failed, 4 it does not fit. A
recipe that is given a name ends as an image, and its container goes; else the container stays, to
go on by hand.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.complaints import say
from core.errors import ImageNotFoundError, NotSupportedError, RecipeStepFailedError

if TYPE_CHECKING:
    from core.engine.protocol import Engine
    from core.model import Image, OutputChunk, Repository
    from core.recipe import Plan, Proposed, Recipe

STEP_FAILED, DOES_NOT_FIT = 3, 4
"""Exit codes: a command of the recipe ended with an error; the image lacks what it needs."""

_EPILOG = "exit codes: 0 fine; 1 an error; 2 wrong command line; 3 a step failed; 4 it does not fit"


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    add_repository: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Their options."""
    recipe = commands.add_parser("recipe", help="make a layer by a recipe", epilog=_EPILOG)
    verbs = recipe.add_subparsers(dest="verb", required=True)
    verbs.add_parser("list", help="say which recipes there are, and what they ask")
    fitting = verbs.add_parser("fit", help="say which recipes fit an image, and why others do not")
    fitting.add_argument("image", metavar="IMAGE", help="NAME:VERSION")
    add_repository(fitting)
    run = verbs.add_parser("run", help="follow a recipe in a container of an image", epilog=_EPILOG)
    run.add_argument("recipe", metavar="RECIPE", help="name of a recipe, or its file or folder")
    run.add_argument("image", metavar="IMAGE", help="NAME:VERSION")
    run.add_argument(
        "--set",
        metavar="K=V",
        type=_answer,
        action="append",
        default=[],
        dest="answers",
        help="a value that the recipe asks for; may be given several times",
    )
    run.add_argument("--name", default="", help="name of the image; without one none is made")
    run.add_argument("--publisher", default="", help="who publishes the image")
    run.add_argument("--version", default="", help="version of the image", dest="image_version")
    run.add_argument("--switch", default="", help="network: host, none, or a switch")
    add_repository(run)


def run_recipe(options: argparse.Namespace) -> int:
    """Do what is asked; the exit code. Raises what `core.errors` holds."""
    if options.verb == "list":
        return _list()
    from core.engine.connect import connect

    engine = connect(options.repository)
    try:
        repository = engine.repository()
        image = repository.image(options.image)
        if image is None:
            raise ImageNotFoundError(options.image)
        return _fit(engine, image) if options.verb == "fit" else _run(engine, image, options)
    finally:
        engine.close()


def _list() -> int:
    from app.recipe_files import all_recipes

    recipes, wrong = all_recipes()
    for recipe in recipes:
        sys.stdout.write(f"{recipe.key:<16} {recipe.title:<18} {recipe.summary}\n")
        for one in recipe.parameters:
            told = f"default {one.default!r}" if one.default else "needed"
            told = "optional" if one.is_optional else told
            sys.stdout.write(f"{'':<16}   {one.key} ({one.kind.value}, {told}): {one.title}\n")
    for error in wrong:
        say(str(error))
    return 1 if wrong else 0


def _fit(engine: Engine, image: Image) -> int:
    from app.recipe_files import all_recipes
    from core.recipe import fit, look_at_image

    ground = look_at_image(image, engine)
    fits_any = False
    for recipe in all_recipes()[0]:
        found = fit(recipe, ground)
        fits_any = fits_any or found.way is not None
        if found.way is None:
            sys.stdout.write(f"no   {recipe.key:<16} {found.sentence}\n")
        else:
            how = f"with {found.way.package_manager}" if found.way.package_manager else ""
            sys.stdout.write(f"yes  {recipe.key:<16} {how}".rstrip() + "\n")
    return 0 if fits_any else DOES_NOT_FIT


def _run(engine: Engine, image: Image, options: argparse.Namespace) -> int:
    from app.recipe_files import find_recipe
    from core.recipe import fit, look_at_image, plan, propose

    recipe = find_recipe(options.recipe)
    ground = look_at_image(image, engine)
    found = fit(recipe, ground)
    if found.way is None:
        say(f"{recipe.title} does not fit {image.reference}: {found.sentence}")
        return DOES_NOT_FIT
    made = plan(recipe, ground, _full_paths(recipe, dict(options.answers)))
    repository = engine.repository()
    proposed = propose(recipe, made.answers, image, repository)
    if options.name:  # better now than when all is done
        _require_free(repository, options.name, options.image_version or proposed.version)
    return _follow(engine, image, made, proposed, options)


def _follow(
    engine: Engine, image: Image, made: Plan, proposed: Proposed, options: argparse.Namespace
) -> int:
    from core.cancel import NEVER
    from core.model import NewContainer, SnapshotRequest
    from core.progress import ignore
    from core.recipe import follow, free_container_name

    recipe: Recipe = made.recipe
    name = free_container_name(recipe, {one.name for one in engine.repository().containers})
    switch = options.switch or made.switch
    container = engine.create_container(NewContainer(name, image.reference, switch=switch))
    is_kept = False
    try:
        engine.start_container(container.id)
        follow(
            made, engine, container.id,
            output=_show, started=lambda number, command: _tell(made, number, command),
            cancel=NEVER, report=ignore,
        )  # fmt: skip
        engine.stop_container(container.id)
        if options.name:
            snapshot = SnapshotRequest(
                container.id, options.name, options.publisher or proposed.publisher or "Local",
                options.image_version or proposed.version, proposed.message,
            )  # fmt: skip
            captured = engine.snapshot(snapshot)
            sys.stdout.write(f"image {captured.reference} {captured.manifest_digest}\n")
        else:
            sys.stdout.write(f"container {container.name} {container.id}\n")
            is_kept = True
    except RecipeStepFailedError as error:
        say(f"{error} The container was thrown away; {image.reference} is as it was.")
        return STEP_FAILED
    finally:
        if not is_kept:
            engine.discard_container(container.id)
    return 0


def _full_paths(recipe: Recipe, answers: dict[str, str]) -> dict[str, str]:
    """Files and folders of the person may be named from where she is."""
    from core.recipe import ParameterKind

    kinds = {one.key: one.kind for one in recipe.parameters}
    return {
        key: os.path.abspath(os.path.expanduser(answer))
        if kinds.get(key) in (ParameterKind.FOLDER, ParameterKind.FILE) and answer
        else answer
        for key, answer in answers.items()
    }


def _require_free(repository: Repository, name: str, version: str) -> None:
    from core.oci.names import check_image_name, check_version, join_reference

    reference = join_reference(check_image_name(name), check_version(version))
    if repository.image(reference) is not None:
        reason = "an image of that name and version is there already; choose another version"
        raise NotSupportedError(f"Making {reference}", reason)


def _tell(made: Plan, number: int, command: str) -> None:
    say(f"step {number} of {len(made.way.steps)}: {command.splitlines()[0][:200]}")


def _answer(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"{given!r} is not of the form key=value")
    return name, value


def _show(chunk: OutputChunk) -> None:
    """What a step's command says is no result: it goes where the steps are told."""
    if chunk.skipped_bytes:
        sys.stderr.write(f"… {chunk.skipped_bytes} bytes left out …\n")
    sys.stderr.write(chunk.content.decode(errors="replace"))
