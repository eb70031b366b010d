"""`bricklayer inspect` and `bricklayer compare`: reports without a window, for scripts too.

Exit codes: 0 fine, 1 an error, 2 the command line is wrong, 3 a limit is crossed or (when that was
asked for) two places differ. What makes reports is imported when one is wanted.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from app.complaints import say
from core.errors import (
    FileAccessError,
    ImageNotFoundError,
    NameGrammarError,
    NotSupportedError,
)

if TYPE_CHECKING:
    from fractions import Fraction

    from core.engine.protocol import Engine
    from core.model import Image, Repository
    from core.progress import Progress, Report
    from core.report import AnyReport, Thresholds

CROSSED = 3
"""Exit code: everything worked, and the answer is no."""

_EPILOG = (
    "exit codes: 0 fine; 1 an error; 2 the command line is wrong; "
    "3 a limit is crossed, or the two differ and --fail-on-difference was given"
)
_FORMATS = ("text", "json", "html", "markdown", "csv")
_KINDS = ("secret", "setuid", "cache", "log", "history", "writable")
_SUGGESTIONS = 3
_LEVEL_DIGITS = 4  # longer numbers are the beginning of a chain ID
_PATHS_SHOWN = 1000
_LEAST_DIGITS = 6  # of a chain ID's beginning


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    add_repository: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Their options."""
    inspect = commands.add_parser(
        "inspect", help="report on an image or a layer, and hold it against limits", epilog=_EPILOG
    )
    inspect.add_argument("image", metavar="IMAGE", help="an image's reference, as in Web:1.0")
    inspect.add_argument(
        "--layer",
        metavar="N|CHAINID",
        default="",
        help="only this layer: counted from the bottom, 1 first, or the beginning of its chain ID",
    )
    _add_output(inspect)
    inspect.add_argument(
        "--secrets", action="store_true", help="read files for secrets, not only names and modes"
    )
    limits = inspect.add_argument_group(
        "limits (what is met is allowed; one that is crossed makes exit code 3)"
    )
    limits.add_argument(
        "--max-reclaimable",
        type=_size,
        metavar="SIZE",
        help="bytes that nobody can see: 50MB, 1GiB",
    )
    limits.add_argument(
        "--min-efficiency", type=_share, metavar="SHARE", help="visible of stored: 95%% or 0.95"
    )
    limits.add_argument(
        "--max-size", type=_size, metavar="SIZE", help="of the download: all stored layers"
    )
    limits.add_argument("--max-layers", type=_count, metavar="N", help="how many layers")
    limits.add_argument(
        "--forbid",
        type=_kinds,
        default=(),
        metavar="KIND,...",
        help=f"no warning of these kinds: {', '.join(_KINDS)} (secret reads files, as --secrets)",
    )
    limits.add_argument(
        "--max-severity", choices=["low", "medium"], help="no warning that is worse"
    )
    add_repository(inspect)
    compare = commands.add_parser(
        "compare", help="how two images, or any two layers, differ", epilog=_EPILOG
    )
    for side in ("left", "right"):
        compare.add_argument(
            side,
            metavar=side.upper(),
            help="a reference, or REFERENCE@LEVEL for the files up to a layer (1 is the bottom)",
        )
    _add_output(compare)
    compare.add_argument(
        "--fail-on-difference", action="store_true", help="exit code 3 when they differ"
    )
    add_repository(compare)


def run_inspect(options: argparse.Namespace) -> int:
    """Inspect; the exit code. Raises what `core.errors` holds."""
    from core.report import ImageReport, gather_image, gather_layer, violations

    thresholds = _thresholds(options)
    if options.layer and thresholds is not None:
        sys.stderr.write("bricklayer: limits are for a whole image; leave out --layer, or them\n")
        return 2

    def gather(engine: Engine, report: Report) -> AnyReport:
        image = find_image(engine.repository(), options.image)
        has_secrets = options.secrets or "secret" in options.forbid
        if not options.layer:
            return gather_image(engine, image, has_secrets=has_secrets, report=report)
        level = find_level(image, options.layer)
        return gather_layer(
            engine, image, level, has_secrets=has_secrets, path_limit=options.paths, report=report
        )

    gathered = _gather_and_write(options, gather)
    if thresholds is None or not isinstance(gathered, ImageReport):
        return 1 if gathered is None else 0
    crossed = violations(gathered, thresholds)
    for sentence in crossed:
        say(sentence)
    return CROSSED if crossed else 0


def run_compare(options: argparse.Namespace) -> int:
    """Compare; the exit code. Raises what `core.errors` holds."""
    from core.report import ComparisonReport, gather_comparison, verdict

    def gather(engine: Engine, report: Report) -> AnyReport:
        repository = engine.repository()
        left, right = (find_place(repository, side) for side in (options.left, options.right))
        return gather_comparison(engine, left, right, path_limit=options.paths, report=report)

    gathered = _gather_and_write(options, gather)
    if not isinstance(gathered, ComparisonReport):
        return 1
    if gathered.is_same or not options.fail_on_difference:
        return 0
    say(verdict(gathered))
    return CROSSED


def find_image(repository: Repository, reference: str) -> Image:
    """The image of that reference.

    Raises ImageNotFoundError, whose detail names those that were perhaps meant, and
    NotSupportedError for one that is there and cannot be read.
    """
    from core.report import visible

    image = repository.image(reference)
    if image is not None:
        return image
    for problem in repository.problems:
        if problem.subject == reference:
            reason = problem.sentence.rstrip(".")
            raise NotSupportedError(
                f"Inspecting {visible(reference)}", reason[:1].lower() + reason[1:]
            )
    meant = [visible(name) for name in _similar(repository, reference)]
    if meant:
        detail = f"Did you mean {' or '.join(meant)}?"
    else:
        names = [visible(image.reference) for image in repository.images[: _SUGGESTIONS * 2]]
        more = " …" if len(repository.images) > len(names) else ""
        detail = f"There are: {', '.join(names)}{more}." if names else "It holds no images yet."
    raise ImageNotFoundError(visible(reference), detail=detail)


def find_place(repository: Repository, given: str) -> tuple[Image, int | None]:
    """An image, and the level (from 0) where it was written as REFERENCE@LEVEL.

    Raises ImageNotFoundError and NameGrammarError.
    """
    head, _at, tail = given.rpartition("@")
    if repository.image(given) is None and repository.image(head) is not None:
        image = find_image(repository, head)
        return image, find_level(image, tail)
    return find_image(repository, given), None


def find_level(image: Image, given: str) -> int:
    """The level, from 0, of a number that counts from 1 or of a chain ID's beginning.

    Raises NameGrammarError.
    """
    count = len(image.layers)
    if given.isascii() and given.isdigit() and len(given) <= _LEVEL_DIGITS:
        found = [int(given) - 1] if 1 <= int(given) <= count else []
    else:
        digits = given.lower().removeprefix("sha256:")
        found = [
            level
            for level, layer in enumerate(image.layers)
            if len(digits) >= _LEAST_DIGITS and layer.chain_id.partition(":")[2].startswith(digits)
        ]
    if len(found) != 1:
        from core.report import visible

        what = f"layer of {visible(image.reference)}"
        rule = f"write 1 (the bottom) to {count}, or {_LEAST_DIGITS} or more digits of a chain ID"
        raise NameGrammarError(what, given, rule if count else "it has no layers")
    return found[0]


def _similar(repository: Repository, reference: str) -> list[str]:
    """References that look like it, or are versions of it."""
    import difflib

    by_folded = {image.reference.casefold(): image.reference for image in repository.images}
    folded = reference.casefold()
    versions = [name for key, name in by_folded.items() if key.rpartition(":")[0] == folded]
    close = difflib.get_close_matches(folded, by_folded, _SUGGESTIONS, 0.6)
    return list(dict.fromkeys([*versions, *(by_folded[key] for key in close)]))[:_SUGGESTIONS]


def _gather_and_write(
    options: argparse.Namespace, gather: Callable[[Engine, Report], AnyReport]
) -> AnyReport | None:
    """What was gathered, once it is written; None after an image that is not there."""
    from core.engine.connect import connect
    from core.report import render

    format = _format(options)
    engine = connect(options.repository)
    progress = _ProgressLine()
    try:
        gathered = gather(engine, progress)
    except ImageNotFoundError as error:
        progress.clear()
        say(f"{error} {error.detail}".rstrip())
        return None
    finally:
        progress.clear()
        engine.close()
    _write(render(gathered, format), format, options.output)
    return gathered


def _format(options: argparse.Namespace) -> str:
    """What was asked for, or what the file's ending says. Raises FileAccessError."""
    from core.report import format_of

    output: Path | None = options.output
    if output is None or output == Path("-"):
        return options.format or "text"
    if not output.parent.is_dir():  # better now than when all is gathered
        raise FileAccessError(str(output), "there is no such folder")
    return options.format or (format_of(output) if output.suffix else "text")


def _write(content: str, format: str, output: Path | None) -> None:
    from core.report import write_report

    if output is not None and output != Path("-"):
        write_report(output, content)
        return
    try:
        if isinstance(sys.stdout, io.TextIOWrapper):
            _write_encoded(sys.stdout, content, is_text=format == "text")
        else:
            sys.stdout.write(content)
    except OSError as error:
        # What is still held back must not be tried, and complained of, once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # else: `| head` has seen enough
            reason = (error.strerror or "it cannot be written").lower()
            raise FileAccessError("Standard output", reason) from error


def _write_encoded(stdout: io.TextIOWrapper, content: str, *, is_text: bool) -> None:
    """Text as the terminal speaks; all else in UTF-8, with the line ends that its format wants."""
    stdout.flush()
    if is_text:
        encoded = content.replace("\n", os.linesep).encode(stdout.encoding, "replace")
    else:
        encoded = content.encode("utf-8")
    binary = cast("BinaryIO", stdout.buffer)
    written = 0
    while written < len(encoded):  # PYTHONUNBUFFERED: a part may be written, and no error told
        written += binary.write(encoded[written:])
    stdout.flush()


def _thresholds(options: argparse.Namespace) -> Thresholds | None:
    """The limits that were given; None when none was."""
    from core.model import FindingKind, Severity
    from core.report import Thresholds

    given = Thresholds(
        options.max_reclaimable,
        options.min_efficiency,
        options.max_size,
        options.max_layers,
        tuple(FindingKind[word.upper()] for word in options.forbid),
        Severity(options.max_severity) if options.max_severity else None,
    )
    return None if given == Thresholds() else given


class _ProgressLine:
    """One line on standard error that is written over; nothing where no terminal shows it."""

    def __init__(self) -> None:
        from core.progress import Throttle

        self._is_shown = False
        self._show = Throttle(self._write, 0.1) if sys.stderr.isatty() else None

    def __call__(self, progress: Progress) -> None:
        if self._show is not None:
            self._show(progress)

    def clear(self) -> None:
        if self._is_shown:
            self._is_shown = False
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _write(self, progress: Progress) -> None:
        from core.report import visible

        share = f" {100 * progress.done // progress.total} %" if progress.total else ""
        self._is_shown = True
        sys.stderr.write(f"\r\x1b[K{visible(progress.phase)[:60]}{share}")
        sys.stderr.flush()


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=_FORMATS, help="else what the file's ending says, else text"
    )
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write into a file: all of it or nothing"
    )
    parser.add_argument(
        "--paths",
        type=_paths,
        default=_PATHS_SHOWN,
        metavar="N|all",
        help=f"how many paths to list at most ({_PATHS_SHOWN} if not given)",
    )


def _size(given: str) -> int:
    from core.report import parse_size

    try:
        return parse_size(given)
    except NameGrammarError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _share(given: str) -> Fraction:
    from core.report import parse_share

    try:
        return parse_share(given)
    except NameGrammarError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _kinds(given: str) -> tuple[str, ...]:
    words = tuple(word.strip().lower() for word in given.split(",") if word.strip())
    unknown = [word for word in words if word not in _KINDS]
    if unknown or not words:
        raise argparse.ArgumentTypeError(
            f"“{', '.join(unknown)}” is no kind of warning; there are {', '.join(_KINDS)}"
        )
    return words


def _paths(given: str) -> int | None:
    return None if given == "all" else _count(given)


def _count(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) <= 9):
        raise argparse.ArgumentTypeError(f"“{given}” is no whole number from 0")
    return int(given)
