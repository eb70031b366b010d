"""`bricklayer export`: images, a layer or files as an archive, without a window.

Exit codes: 0 fine, 1 an error, 2 the command line is wrong. Nothing that is there is overwritten
without --replace, and a file is whole or not there at all.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.complaints import say
from core.errors import ImageNotFoundError, LayerUnavailableError
from core.errors.root import visible

if TYPE_CHECKING:
    from core.engine.protocol import Engine
    from core.model import Exported

_FORMS = ("oci", "docker")
_EPILOG = (
    "exit codes: 0 fine; 1 an error; 2 the command line is wrong. "
    "Docker's form holds one platform and lower case names; the OCI form holds images bit for bit."
)


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    add_repository: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Its options."""
    export = commands.add_parser(
        "export", help="write images, a layer or files as an archive", epilog=_EPILOG
    )
    export.add_argument(
        "images", metavar="IMAGE", nargs="+", help="an image's reference, as in Web:1.0"
    )
    export.add_argument("file", metavar="FILE", help="the archive to write")
    export.add_argument(
        "--form", choices=_FORMS, help="of an archive of images: oci (the default), docker"
    )
    export.add_argument(
        "--layer",
        metavar="N",
        type=_level,
        help="only this layer of one image, as its plain tar; 1 is the bottom",
    )
    export.add_argument(
        "--path",
        metavar="PATH",
        help="only this file or folder of one image, / for all of them, as a tar; "
        "with --layer as they are up to that layer",
    )
    export.add_argument("--replace", action="store_true", help="a file that is there already")
    add_repository(export)


def run_export(options: argparse.Namespace) -> int:
    """Export; the exit code. Raises what `core.errors` holds."""
    from core.engine.connect import connect

    is_part = options.layer is not None or options.path is not None
    if is_part and (len(options.images) > 1 or options.form is not None):
        say("--layer and --path are for one image, and their form is a plain tar")
        return 2
    engine = connect(options.repository)
    try:
        done = _part(engine, options) if is_part else _images(engine, options)
    finally:
        engine.close()
    for name, written in done.renamed:
        say(f"{visible(name)} is called {written} by tools that allow no other names")
    sys.stdout.write(f"{options.file} {done.size_bytes}\n")
    return 0


def _images(engine: Engine, options: argparse.Namespace) -> Exported:
    from core.model import ArchiveForm, ExportRequest

    is_docker = options.form == "docker"
    form = ArchiveForm.DOCKER_ARCHIVE if is_docker else ArchiveForm.OCI_ARCHIVE
    path = os.path.abspath(options.file)
    return engine.export_images(ExportRequest(tuple(options.images), path, form, options.replace))


def _part(engine: Engine, options: argparse.Namespace) -> Exported:
    (reference,) = options.images
    path = os.path.abspath(options.file)
    if options.path is None:
        return engine.export_layer(reference, options.layer - 1, path, replace=options.replace)
    level = _top(engine, reference) if options.layer is None else options.layer - 1
    return engine.export_files(reference, level, options.path, path, replace=options.replace)


def _top(engine: Engine, reference: str) -> int:
    image = engine.repository().image(reference)
    if image is None:
        raise ImageNotFoundError(reference)
    if not image.layers:
        raise LayerUnavailableError("", f"{reference} has no layers")
    return len(image.layers) - 1


def _level(given: str) -> int:
    if not given.isascii() or not given.isdigit() or not 0 < int(given) < 10_000:
        raise argparse.ArgumentTypeError(f"{given!r} is no number of a layer; 1 is the bottom")
    return int(given)
