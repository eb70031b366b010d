"""`bricklayer serve` and `bricklayer neighbours`: images for the classroom without a window.

What is offered stays offered until Ctrl+C. Standard output has the addresses, the lines to type and
one line for each pull; exit codes: 0 fine, 1 an error, 2 the command line is wrong.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from app.viewmodel.offer_words import command_lines, qr_address
from app.viewmodel.sizes import plural, size_text, visible
from core.cancel import CancelToken
from core.errors import ImageNotFoundError, NotSupportedError
from core.model.serving import DEFAULT_PORT

if TYPE_CHECKING:
    from core.model import Neighbour, Repository, ServedPull, Serving

_SUGGESTIONS = 6
_LISTEN_S = 3.0
_BLACK_ON_WHITE = "\x1b[30;107m"
_PLAIN = "\x1b[0m"
_QUIET_MODULES = 2


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    add_repository: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Their options."""
    serve = commands.add_parser(
        "serve", help="offer images to this network, as a registry, until Ctrl+C"
    )
    serve.add_argument("images", metavar="IMAGE", nargs="*", help="Name:Version; all without any")
    serve.add_argument(
        "--port", type=_port, default=DEFAULT_PORT, help="0: any that is free (default: 5000)"
    )
    serve.add_argument(
        "--push", action="store_true", help="who knows the token may store images here too"
    )
    serve.add_argument("--local", action="store_true", help="for programs of this computer alone")
    serve.add_argument("--title", default="", help="what others see; the computer's name")
    add_repository(serve)
    neighbours = commands.add_parser("neighbours", help="say who offers images in this network")
    neighbours.add_argument(
        "--seconds", type=float, default=_LISTEN_S, help="how long to listen (default: 3)"
    )
    add_repository(neighbours)


def run_serve(options: argparse.Namespace) -> int:
    """Offer until Ctrl+C; the exit code. Raises what `core.errors` holds."""
    from core.engine.connect import connect
    from core.model import ServeRequest

    engine = connect(options.repository)
    show = _Showing(sys.stdout)
    try:
        references = _chosen(engine.repository(), options.images)
        request = ServeRequest(
            references=references,
            port=options.port,
            address="127.0.0.1" if options.local else "",
            allow_push=options.push,
            title=options.title,
        )
        engine.serve(request, on_change=show, cancel=CancelToken())
    except KeyboardInterrupt:
        sys.stderr.write("bricklayer: nothing is offered any more\n")
    finally:
        engine.close()
    return 0


def run_neighbours(options: argparse.Namespace) -> int:
    """Listen for a while, then say who is there; the exit code."""
    from core.engine.connect import connect

    engine = connect(options.repository)
    found: list[tuple[Neighbour, ...]] = [()]
    cancel = CancelToken()
    signal.signal(signal.SIGALRM, lambda *_what: cancel.cancel())
    signal.setitimer(signal.ITIMER_REAL, max(0.1, options.seconds))
    try:
        engine.watch_neighbours(on_change=found.append, cancel=cancel)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        engine.close()
    for one in found[-1]:
        extra = ", takes images too" if one.takes_push else ""
        sys.stdout.write(f"{one.address}  {visible(one.title)}{extra}\n")
        for name in one.images:
            sys.stdout.write(f"    {one.address}/{name}\n")
    if not found[-1]:
        sys.stderr.write("bricklayer: nobody in this network offers images\n")
    return 0


class _Showing:
    """Writes what is new of each state."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._addresses: tuple[str, ...] = ()
        self._images: tuple[tuple[str, str], ...] = ()
        self._sentence = ""
        self._told: list[ServedPull] = []

    def __call__(self, serving: Serving) -> None:
        if serving.addresses != self._addresses:
            self._addresses = serving.addresses
            self._show_place(serving)
        if serving.images != self._images:
            self._images = serving.images
            self._show_images(serving)
        if serving.announcement_sentence != self._sentence:
            self._sentence = serving.announcement_sentence
            sys.stderr.write(f"bricklayer: {self._sentence or 'Others find it by themselves.'}\n")
        done = [one for one in reversed(serving.pulls) if one.is_done]
        for one in done:
            if one not in self._told:
                what = "stored" if one.is_push else "fetched"
                size = size_text(one.sent_bytes)
                self._out.write(f"{one.peer} {what} {visible(one.reference)}, {size}\n")
        self._told = done
        self._out.flush()

    def _show_place(self, serving: Serving) -> None:
        count = plural(len(serving.images), "image")
        self._out.write(f"Offering {count} at {serving.addresses[0]}\n")
        others = ", ".join(serving.addresses[1:])
        if others:
            self._out.write(f"also at {others}\n")
        if self._out.isatty():
            self._out.write(qr_text(qr_address(serving)))
        if serving.push_token:
            self._out.write(f"To store images: user {serving.push_user}, ")
            self._out.write(f"token {serving.push_token}\n")

    def _show_images(self, serving: Serving) -> None:
        for reference, name in serving.images:
            self._out.write(f"\n{visible(reference)}\n")
            for line in command_lines(serving.addresses[0], name):
                self._out.write(f"    {line}\n")
        self._out.write("\nCtrl+C ends the offer.\n")


def qr_text(address: str) -> str:
    """A QR code for a terminal of any colours: dark on white, two modules in a character."""
    import segno

    rows = [
        [bool(module) for module in row]
        for row in segno.make(address, error="m", micro=False).matrix_iter(border=_QUIET_MODULES)
    ]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    signs = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
    lines = (
        "".join(signs[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )
    return "".join(f"{_BLACK_ON_WHITE}{line}{_PLAIN}\n" for line in lines)


def _chosen(repository: Repository, wanted: list[str]) -> tuple[str, ...]:
    there = [image.reference for image in repository.images]
    for reference in wanted:
        if reference not in there:
            names = ", ".join(visible(one) for one in there[:_SUGGESTIONS])
            raise ImageNotFoundError(reference, detail=f"There are: {names}." if names else "")
    if not there:
        reason = "there is no image in the local repository yet"
        raise NotSupportedError("Offering images", reason)
    return tuple(dict.fromkeys(wanted)) or tuple(there)


def _port(given: str) -> int:
    if not given.isdecimal() or int(given) > 65535:
        raise argparse.ArgumentTypeError(f"{given!r} is no port: choose 0 to 65535")
    return int(given)
