"""`bricklayer script`: how an image is made, as a script for another tool.

Exit codes: 0 fine, 1 an error, 2 the command line is wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from app.complaints import say
from core.errors import ImageNotFoundError

_TOOLS = ("docker", "podman", "buildah", "powershell")


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    add_repository: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Its options."""
    script = commands.add_parser(
        "script",
        help="write how an image is made as a script for docker, podman, buildah or PowerShell",
        epilog="exit codes: 0 fine; 1 an error; 2 the command line is wrong",
    )
    script.add_argument("image", metavar="IMAGE", help="an image's reference, as in Web:1.0")
    script.add_argument(
        "--for", choices=_TOOLS, default="docker", dest="tool", help="docker, if nothing is said"
    )
    script.add_argument(
        "--output", metavar="FILE", type=Path, help="the script; standard output without it"
    )
    add_repository(script)


def run_script(options: argparse.Namespace) -> int:
    """Write it; the exit code. Raises what `core.errors` holds."""
    from app.viewmodel.scripts import ScriptTool, image_script
    from core.engine.connect import connect
    from core.report import write_file

    engine = connect(options.repository)
    try:
        images = engine.repository().images
    finally:
        engine.close()
    image = next((one for one in images if one.reference == options.image), None)
    if image is None:
        raise ImageNotFoundError(options.image)
    content = image_script(image, images, ScriptTool(options.tool)).encode(
        "utf-8", "surrogateescape"
    )
    if options.output is not None:
        write_file(options.output, content)
        say(f"{options.output} was written")
        return 0
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
