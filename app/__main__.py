"""The command line: `bricklayer`, and its commands, `play` to `neighbours`.

Imports stay late, so that each command pays only for what it uses.
"""

from __future__ import annotations

import argparse
import io
import sys
from importlib.metadata import version
from pathlib import Path

from app import (
    build,
    exporting,
    importing,
    inspect,
    picture,
    recipes,
    registry,
    registry_login,
    reworking,
    script,
    serving,
)
from app.complaints import say
from app.settings_file import kept_language
from app.translation import choose_language
from core.errors import BricklayerError, Cancelled


def main(arguments: list[str] | None = None) -> int:
    """Run a command; its exit code. Errors are one sentence on standard error."""
    options = _parser().parse_args(arguments)
    if options.language:
        choose_language(options.language)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # not every terminal knows every sign
    try:
        if options.command == "play":
            from app.play import run_play

            return run_play(options, sys.stdout)
        if options.command in _RUN:
            return _RUN[options.command](options)
        from app.display_server import require_display

        require_display()
        if not options.language:
            choose_language(kept_language())
        from app.application import run_window

        return run_window(options.repository, options.theme)
    except (Cancelled, KeyboardInterrupt):
        say("stopped")
        return 130
    except ImportError as error:
        # Qt's own libraries come from the system; the rest is installed with the program.
        say(f"{error}. Install what is missing with ./run")
        return 1
    except BricklayerError as error:
        say(str(error))
        return 1


def _probe(options: argparse.Namespace) -> int:
    from core.engine.connect import connect

    engine = connect(options.repository)
    try:
        readiness = engine.probe()
    finally:
        engine.close()
    sys.stdout.write(f"mode: {readiness.mode}\n")
    for facility in readiness.facilities:
        mark = "ok     " if facility.is_available else "missing"
        sys.stdout.write(f"{mark}  {facility.title}: {facility.finding}\n")
        if facility.sentence:
            sys.stdout.write(f"         {facility.sentence}\n")
    return 0 if readiness.can_run_containers else 1


_RUN = {
    "probe": _probe,
    "inspect": inspect.run_inspect,
    "compare": inspect.run_compare,
    "build": build.run_build,
    "containerfile": build.run_containerfile,
    "recipe": recipes.run_recipe,
    "login": registry_login.run_login,
    "logout": registry_login.run_logout,
    "look": registry.run_look,
    "tags": registry.run_tags,
    "pull": registry.run_pull,
    "push": registry.run_push,
    "export": exporting.run_export,
    "import": importing.run_import,
    "serve": serving.run_serve,
    "neighbours": serving.run_neighbours,
    "picture": picture.run_picture,
    "script": script.run_script,
    "squash": reworking.run_squash,
    "rebase": reworking.run_rebase,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bricklayer",
        description="See, teach and build layered container images as toy bricks.",
    )
    parser.add_argument("--version", action="version", version=version("bricklayer"))
    parser.add_argument("--theme", choices=["light", "dark"], default="", help="look of the window")
    parser.add_argument(
        "--language", default="", help="of the window: en, de; else as chosen there, or as LANG"
    )
    _add_repository(parser)
    commands = parser.add_subparsers(dest="command")
    _add_play(commands)
    probe = commands.add_parser("probe", help="say what this computer offers to containers")
    _add_repository(probe)
    inspect.add_commands(commands, _add_repository)
    build.add_commands(commands, _add_repository)
    recipes.add_commands(commands, _add_repository)
    registry_login.add_commands(commands, _add_repository)
    registry.add_commands(commands, _add_repository)
    exporting.add_commands(commands, _add_repository)
    importing.add_commands(commands, _add_repository)
    serving.add_commands(commands, _add_repository)
    picture.add_commands(commands, _add_repository)
    script.add_commands(commands, _add_repository)
    reworking.add_commands(commands, _add_repository)
    return parser


def _add_play(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Not in `app.play`, which imports what plays."""
    play = commands.add_parser("play", help="play a lesson without a window, or prove it")
    play.add_argument(
        "lesson", nargs="?", default="",
        help="name of a lesson, or a .toml file, a folder or a .zip; none: the list of all",
    )  # fmt: skip
    play.add_argument("--base", default="", help="variant of the lesson: starter or debian")
    play.add_argument("--language", default="en", help="of its texts: en, de")
    play.add_argument("--list", action="store_true", help="say which lessons there are")
    play.add_argument(
        "--check", action="store_true",
        help="prove it, in a repository that goes afterwards unless one is named",
    )  # fmt: skip
    play.add_argument("--picture", type=Path, help="draw the stacks: a PNG, and an SVG beside it")
    _add_repository(play)


def _add_repository(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--repository",
        type=Path,
        # A subcommand's default must not hide what was given before it.
        default=argparse.SUPPRESS if parser.prog != "bricklayer" else None,
        help="folder of the local repository, an OCI image layout",
    )


if __name__ == "__main__":
    raise SystemExit(main())
