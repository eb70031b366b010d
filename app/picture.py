"""`bricklayer picture`: the wall or one image's stack as a file, without a window.

Exit codes: 0 fine, 1 an error, 2 the command line is wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.complaints import say
from core.errors import NotSupportedError

if TYPE_CHECKING:
    from app.handouts.making import Material
    from app.viewmodel.handout_form import HandoutRequest

_ENDINGS = ("png", "svg", "pdf", "gif", "webp")


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    add_repository: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Its options."""
    picture = commands.add_parser("picture", help="draw the wall or one stack, to show or to print")
    picture.add_argument(
        "image", metavar="IMAGE", nargs="?", default="", help="as in Web:1.0; none: the wall"
    )
    picture.add_argument(
        "--out", metavar="FILE", type=Path, required=True,
        help="its ending is the format: .png, .svg, .pdf, or a stack's film as .gif or .webp",
    )  # fmt: skip
    picture.add_argument("--white", action="store_true", help="white ground, as paper has")
    picture.add_argument("--pages", choices=["a4", "letter"], default="a4", help="paper of a PDF")
    add_repository(picture)


def run_picture(options: argparse.Namespace) -> int:
    """Draw it; the exit code. Raises what `core.errors` holds."""
    ending = options.out.suffix.lower().lstrip(".")
    if ending not in _ENDINGS:
        reason = f"the file's ending has to be one of {', '.join(_ENDINGS)}"
        raise NotSupportedError(f"Drawing {options.out.name}", reason)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # Qt only when it is needed

    from app.handouts.making import Material
    from app.viewmodel.handout_form import HandoutRequest, Kind, What
    from app.viewmodel.wall import build_wall
    from core.engine.connect import connect

    kind = Kind(ending)
    if kind.is_film and not options.image:
        raise NotSupportedError("A film of the wall", "only one image's stack is built; name one")
    engine = connect(options.repository)
    try:
        repository = engine.repository()
    finally:
        engine.close()
    _application = QApplication.instance() or QApplication(sys.argv[:1])
    what = What.STACK if options.image else What.WALL
    request = HandoutRequest(
        what, options.image, kind, is_white=options.white or kind is Kind.PDF, paper=options.pages
    )
    content = _drawn(request, Material(build_wall(repository), repository))
    from app.handouts.handout import write_bytes

    write_bytes(options.out, content)
    say(f"{options.out} was written")
    return 0


def _drawn(request: HandoutRequest, material: Material) -> bytes:
    from app.handouts.handout import Handout
    from app.handouts.making import film_of, format_of, page_steps

    if request.kind.is_film:
        from app.handouts.film_file import FilmFormat, encode

        film = film_of(request, material)
        for _progress in film.steps():
            pass
        return encode(film, FilmFormat(request.kind.value))
    steps = page_steps(request, material)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            handout = Handout(end.value, format_of(request.kind), request.subject)
            break
    for _progress in handout.steps():
        pass
    return handout.finish()
