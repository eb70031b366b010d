"""`bricklayer look`, `tags`, `pull` and `push`: images of registries without a window.

Exit codes: 0 fine, 1 an error, 2 the command line is wrong. How layers move is told on standard
error; what comes from a registry is shown as text, whatever it holds.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.complaints import say
from app.viewmodel.import_form import check_reference
from app.viewmodel.sizes import plural, size_text, visible
from core.errors import NameGrammarError

if TYPE_CHECKING:
    from core.engine.protocol import Engine
    from core.model import FoundImage, RegistryAccess, RemoteLook

_HERE = "here already"
_REFERENCE_HELP = "as in debian, class/web:1.0, host:5000/class/web:1.0"


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    add_repository: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Their options."""
    look = commands.add_parser("look", help="say what a remote image is made of; fetches no layer")
    look.add_argument("reference", metavar="REFERENCE", help=_REFERENCE_HELP)
    look.add_argument("--json", action="store_true", help="for programs")
    tags = commands.add_parser("tags", help="list the tags of a remote repository")
    tags.add_argument("reference", metavar="REPOSITORY", help="as in host:5000/class/web")
    pull = commands.add_parser("pull", help="bring a remote image here")
    pull.add_argument("reference", metavar="REFERENCE", help=_REFERENCE_HELP)
    pull.add_argument("--as", dest="name", metavar="NAME:VERSION", default="", help="its name here")
    pull.add_argument("--platform", metavar="OS/ARCH", default="", help="of several, this one")
    pull.add_argument(
        "--replace", action="store_true", help="move a name that means another image here"
    )
    push = commands.add_parser("push", help="store an image in a registry")
    push.add_argument("image", metavar="IMAGE", help="an image's reference here, as in Web:1.0")
    push.add_argument("reference", metavar="REFERENCE", help="as in host:5000/class/web:1.0")
    for parser in (look, tags, pull, push):
        parser.add_argument(
            "--allow-http",
            action="store_true",
            help="take plain http, and certificates that nobody vouches for",
        )
        add_repository(parser)


def run_look(options: argparse.Namespace) -> int:
    """See above. Raises what `core.errors` holds, as do the others."""
    look = _with_engine(
        options, lambda engine: engine.look_at_remote(options.reference, _access(options))
    )
    if options.json:
        json.dump(_look_facts(look), sys.stdout, indent=2)
        sys.stdout.write("\n")
        return 0
    _line(f"{visible(look.reference)}  {look.digest}")
    for found in look.images:
        _show(found)
    for problem in look.problems:
        say(f"{visible(problem.subject)}: {visible(problem.sentence)}")
    if look.is_plain and options.allow_http:  # else it is this computer itself
        say("it came over plain http: who is between can read and change it")
    return 0


def run_tags(options: argparse.Namespace) -> int:
    """See above."""
    listing = _with_engine(
        options, lambda engine: engine.remote_tags(options.reference, _access(options))
    )
    for name in listing.names:
        _line(visible(name))
    if listing.sentence:
        say(listing.sentence)
    return 0


def run_pull(options: argparse.Namespace) -> int:
    """See above."""
    from app.transfer_lines import TransferLines
    from core.model import NameConflict, PullRequest

    if options.name:
        try:
            check_reference(options.name)
        except NameGrammarError as error:
            say(str(error))
            return 2

    def pull(engine: Engine) -> Any:
        look = engine.look_at_remote(options.reference, _access(options))
        keys = tuple(one.key for one in look.images if one.image.platform == options.platform)
        if options.platform and not keys:
            return None
        request = PullRequest(
            options.reference,
            _access(options),
            digest=look.digest,
            keys=keys,
            local_reference=options.name,
            conflict=NameConflict.REPLACE if options.replace else NameConflict.KEEP_BOTH,
        )
        with TransferLines(sys.stderr) as lines:
            return engine.pull(request, on_transfer=lines)

    arrivals = _with_engine(options, pull)
    if arrivals is None:
        say(f"it is not there for {visible(options.platform)}; `bricklayer look` tells what is")
        return 1
    for wanted, given in arrivals.kept_both:
        say(f"{visible(wanted)} means another image here, so it is called {visible(given)}")
    for image in arrivals.images:
        _line(f"{visible(image.reference)}  {image.manifest_digest}")
    return 0


def run_push(options: argparse.Namespace) -> int:
    """See above."""
    from app.transfer_lines import TransferLines
    from core.model import PushRequest

    request = PushRequest(options.image, options.reference, _access(options))
    with TransferLines(sys.stderr) as lines:
        pushed = _with_engine(options, lambda engine: engine.push(request, on_transfer=lines))
    _line(f"{visible(pushed.reference)}  {pushed.digest}")
    return 0


def _show(found: FoundImage) -> None:
    image = found.image
    coming = _HERE if found.is_here else f"{size_text(found.missing_bytes)} to come"
    if found.taken_name:
        coming += ", the name means another image here"
    _line(
        f"{visible(image.reference)}  {visible(image.platform)}  "
        f"{plural(len(image.layers), 'layer')}, {size_text(image.size_bytes)}, {coming}"
    )
    for number, layer in enumerate(image.layers, start=1):
        where = _HERE if layer.available else "to come"
        _line(f"  {number:3}  {size_text(layer.size_bytes):>9}  {where:12}  "
              f"{visible(layer.created_by)[:100]}".rstrip())  # fmt: skip
    if found.refusal:
        say(visible(found.refusal))


def _look_facts(look: RemoteLook) -> dict[str, Any]:
    return {
        "reference": look.reference,
        "digest": look.digest,
        "is_plain": look.is_plain,
        "login": look.login,
        "images": [_found_facts(found) for found in look.images],
        "problems": [{"subject": one.subject, "sentence": one.sentence} for one in look.problems],
    }


def _found_facts(found: FoundImage) -> dict[str, Any]:
    image = found.image
    return {
        "reference": image.reference,
        "manifest_digest": image.manifest_digest,
        "image_id": image.image_id,
        "platform": image.platform,
        "created": image.created.isoformat() if image.created is not None else None,
        "config": {
            "entrypoint": list(image.config.entrypoint),
            "command": list(image.config.command),
            "env": list(image.config.env),
            "working_dir": image.config.working_dir,
            "user": image.config.user,
            "exposed_ports": list(image.config.exposed_ports),
            "labels": dict(image.config.labels),
        },
        "layers": [
            {"diff_id": one.diff_id, "digest": one.digest, "media_type": one.media_type,
             "size_bytes": one.size_bytes, "created_by": one.created_by, "is_here": one.available}
            for one in image.layers
        ],
        "missing_bytes": found.missing_bytes,
        "is_here": found.is_here,
        "taken_name": found.taken_name,
        "fits_machine": found.fits_machine,
        "refusal": found.refusal,
    }  # fmt: skip


def _access(options: argparse.Namespace) -> RegistryAccess:
    from core.model import RegistryAccess

    return RegistryAccess(allow_http=options.allow_http)


def _with_engine(options: argparse.Namespace, work: Callable[[Engine], Any]) -> Any:
    from core.engine.connect import connect

    engine = connect(options.repository)
    try:
        return work(engine)
    finally:
        engine.close()


def _line(words: str) -> None:
    sys.stdout.write(words + "\n")
