"""`bricklayer import`: images of archives into the repository, without a window.

Exit codes: 0 fine, 1 an error, 2 the command line is wrong. A name that means another image here is
never moved without --replace: the newcomer is then called name@digest.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.complaints import say
from app.viewmodel.import_form import check_reference
from app.viewmodel.sizes import plural, size_text, visible
from core.errors import ImageNotFoundError, NameGrammarError, NotSupportedError

if TYPE_CHECKING:
    from core.engine.protocol import Engine
    from core.model import ArchiveLook, Arrivals, FoundImage, ImportRequest

_EPILOG = (
    "exit codes: 0 fine; 1 an error; 2 the command line is wrong. What a FILE is, is seen from its "
    "content: an OCI archive or layout folder, what docker save or podman save wrote, or a root "
    "file system's tar, which becomes a base image. Without --image all images come that are for "
    "this computer."
)
_SHORT_DIGITS = 19


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    add_repository: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Its options."""
    bring = commands.add_parser(
        "import", help="bring images of archives into the repository", epilog=_EPILOG
    )
    bring.add_argument("files", metavar="FILE", nargs="+", help="an archive, or a layout's folder")
    bring.add_argument(
        "--look", action="store_true", help="only say what is in it; nothing is kept"
    )
    bring.add_argument(
        "--image",
        metavar="NAME",
        action="append",
        default=[],
        help="only this one, by a name of it or its digest's beginning; may be given again",
    )
    bring.add_argument(
        "--as", dest="reference", metavar="NAME:VERSION", help="how the one image is called here"
    )
    machines = bring.add_mutually_exclusive_group()
    machines.add_argument(
        "--platform", default="", metavar="OS/ARCH", help="what is for this one, as in linux/arm64"
    )
    machines.add_argument(
        "--all-platforms", action="store_true", help="also what is for other computers"
    )
    bring.add_argument(
        "--replace", action="store_true", help="names that mean other images here are moved"
    )
    bring.add_argument("--json", action="store_true", help="write what was found or came as JSON")
    root = bring.add_argument_group("a root file system")
    root.add_argument("--name", default="", help="of the base image that it becomes")
    root.add_argument("--publisher", default="", help="of that image")
    root.add_argument("--version", default="", help="of that image")
    add_repository(bring)


def run_import(options: argparse.Namespace) -> int:
    """Import, or only look; the exit code. Raises what `core.errors` holds."""
    from core.engine.connect import connect

    complaint = _complaint(options)
    if complaint:
        say(complaint)
        return 2
    engine = connect(options.repository)
    written: list[dict[str, Any]] = []
    try:
        for given in options.files:
            path = os.path.abspath(given)
            if options.look:
                look = engine.look_at_archive(path)
                written.append(_look_facts(look))
                if not options.json:
                    _show_look(given, look)
            else:
                arrivals = engine.import_images(_request(engine, path, options))
                written.append(_arrival_facts(path, arrivals))
                if not options.json:
                    _show_arrivals(arrivals)
    finally:
        engine.close()
        if options.json:
            json.dump(written, sys.stdout, indent=2)
            sys.stdout.write("\n")
    return 0


def _complaint(options: argparse.Namespace) -> str:
    """What is wrong with the command line, "" when nothing is."""
    if options.reference is not None:
        if options.look or len(options.files) > 1 or len(options.image) > 1:
            return "--as is for bringing one image of one file"
        try:
            options.reference = check_reference(options.reference)
        except NameGrammarError as error:
            return str(error)
    is_named = options.name or options.publisher or options.version
    if is_named and (options.look or options.reference or len(options.files) > 1):
        return "--name, --publisher and --version are for bringing one root file system"
    return ""


def _request(engine: Engine, path: str, options: argparse.Namespace) -> ImportRequest:
    from core.model import ImportChoice, ImportRequest, NameConflict

    conflict = NameConflict.REPLACE if options.replace else NameConflict.KEEP_BOTH
    root = (options.name, options.publisher, options.version)
    is_usual = not (options.image or options.reference)
    if is_usual and not (options.all_platforms or options.platform):
        return ImportRequest(path, (), conflict, (0, 0, 0, 0), *root)
    look = engine.look_at_archive(path)
    if options.platform:
        look = _only_for(options.platform, look)
    is_any = options.all_platforms or bool(options.platform)
    chosen = _chosen(look, options.image, is_any_platform=is_any)
    if options.reference is not None and len(chosen) > 1:
        names = ", ".join(visible(one.image.reference) for one in chosen)
        raise NameGrammarError(
            "name of several images", options.reference, f"choose one with --image: {names}"
        )
    choices = tuple(ImportChoice(one.key, options.reference or "") for one in chosen)
    return ImportRequest(path, choices, conflict, look.stamp, *root)


def _only_for(platform: str, look: ArchiveLook) -> ArchiveLook:
    """An archive without what is for other machines. Raises NotSupportedError for nothing."""
    wanted = platform.strip().lower()
    images = tuple(one for one in look.images if one.image.platform == wanted)
    if not images:
        there = ", ".join(dict.fromkeys(visible(one.image.platform) for one in look.images))
        reason = f"its images are for {there}" if there else "there is no image in it"
        raise NotSupportedError(f"Bringing what is for {visible(wanted)}", reason)
    return replace(look, images=images)


def _chosen(look: ArchiveLook, wanted: Sequence[str], *, is_any_platform: bool) -> list[FoundImage]:
    """What was asked for; a name with several platforms means this computer's first."""
    if not wanted:
        able = [one for one in look.images if not one.refusal]
        return [one for one in able if is_any_platform or one.fits_machine] or able[:1]
    chosen: list[FoundImage] = []
    for name in wanted:
        meant = [one for one in look.images if _is_called(one, name)]
        if not meant:
            raise ImageNotFoundError(name)
        chosen += [one for one in (meant if is_any_platform else meant[:1]) if one not in chosen]
    return chosen


def _is_called(found: FoundImage, name: str) -> bool:
    image = found.image
    ids = (found.key, image.manifest_digest, image.image_id)
    is_id = len(name) >= len("sha256:") and any(one.startswith(name) for one in ids)
    return is_id or name in (image.reference, *found.names)


def _show_look(given: str, look: ArchiveLook) -> None:
    packed = f", packed with {look.compression}" if look.compression else ""
    count = plural(len(look.images), "image")
    size = size_text(look.size_bytes)
    sys.stdout.write(f"{visible(given)}: {look.form.value}{packed}, {size}, {count}\n")
    for found in look.images:
        image = found.image
        facts = [
            visible(image.platform),
            plural(len(image.layers), "layer"),
            size_text(image.size_bytes),
            (image.manifest_digest or image.image_id)[:_SHORT_DIGITS],
            _state(found),
        ]
        line = "  ".join(fact for fact in facts if fact)
        sys.stdout.write(f"  {visible(image.reference)}  {line}\n")
    for problem in look.problems:
        sys.stdout.write(f"  {visible(problem.subject)}: {visible(problem.sentence)[:300]}\n")


def _state(found: FoundImage) -> str:
    if found.refusal:
        return f"cannot be brought here: {visible(found.refusal)[:300]}"
    if found.is_here:
        return "here already"
    if found.taken_name:
        return "the name means another image here"
    return "" if found.fits_machine else "for another machine"


def _show_arrivals(arrivals: Arrivals) -> None:
    """Standard output has a line for each image: its name here, the digest of its manifest."""
    for taken, given in arrivals.kept_both:
        say(f"{visible(taken)} means another image here, so this one is called {visible(given)}")
    for image in arrivals.images:
        sys.stdout.write(f"{visible(image.reference)} {image.manifest_digest}\n")


def _look_facts(look: ArchiveLook) -> dict[str, Any]:
    return {
        "path": look.path,
        "form": look.form.value,
        "compression": look.compression,
        "size_bytes": look.size_bytes,
        "images": [_found_facts(found) for found in look.images],
        "problems": [{"subject": one.subject, "sentence": one.sentence} for one in look.problems],
    }


def _found_facts(found: FoundImage) -> dict[str, Any]:
    image = found.image
    return {
        "reference": image.reference,
        "names": list(found.names),
        "manifest_digest": image.manifest_digest,
        "image_id": image.image_id,
        "platform": image.platform,
        "layers": [
            {"diff_id": one.diff_id, "digest": one.digest, "size_bytes": one.size_bytes,
             "is_here": one.available}
            for one in image.layers
        ],
        "is_here": found.is_here,
        "taken_name": found.taken_name,
        "fits_machine": found.fits_machine,
        "refusal": found.refusal,
    }  # fmt: skip


def _arrival_facts(path: str, arrivals: Arrivals) -> dict[str, Any]:
    return {
        "path": path,
        "images": [
            {"reference": one.reference, "manifest_digest": one.manifest_digest,
             "image_id": one.image_id}
            for one in arrivals.images
        ],
        "kept_both": [{"name": name, "given": given} for name, given in arrivals.kept_both],
        "new_bytes": arrivals.new_bytes,
    }  # fmt: skip
