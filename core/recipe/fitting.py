"""Whether a recipe fits an image: the image's own files say, before anything is started."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.cancel import NEVER, CancelToken
from core.errors import FileNotThereError
from core.model import ChangeKind, FilePage, FileRow, FileType, Image, LayerPlace
from core.progress import Report, ignore
from core.recipe.bench import Bench
from core.recipe.recipe import PACKAGE_MANAGERS, Recipe, Way
from core.translation import tr

PROGRAM_FOLDERS = (
    "bin", "sbin", "usr/bin", "usr/sbin", "usr/local/bin", "usr/local/sbin",
)  # fmt: skip
"""Where programs are, as the usual PATH says."""

_PAGE = 500
_PAGES_LIMIT = 40
_ROUTES, _ROUTES_V6 = Path("/proc/net/route"), Path("/proc/net/ipv6_route")
_PROXIES = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a recipe would stand on. `sentence` says why nothing can be put there at all."""

    programs: frozenset[str] = frozenset()  # names
    is_connected: bool = False
    sentence: str = ""

    @property
    def package_managers(self) -> tuple[str, ...]:
        """Those that are there."""
        return tuple(name for name, program in PACKAGE_MANAGERS.items() if program in self.programs)


@dataclass(frozen=True, slots=True)
class Fit:
    """The way that would be taken, or (None) why there is none, in one sentence."""

    way: Way | None = None
    sentence: str = ""

    @property
    def switch(self) -> str:
        """What a container has to be plugged into for it."""
        return "host" if self.way is not None and self.way.needs_network else "none"


def look_at_image(
    image: Image, bench: Bench, *, cancel: CancelToken = NEVER, report: Report = ignore
) -> Ground:
    """Look at an image's merged files. Raises what `Inspection.files_at` raises, but for …

    … folders that are not there: an image may have none at all.
    """
    if not image.is_runnable:
        return Ground(sentence=tr("This image cannot run on this computer."))
    if not image.layers:
        return Ground(is_connected=is_connected())
    place = LayerPlace(image.reference, image.top_chain_id)

    def page(folder: str, offset: int) -> FilePage:
        return bench.files_at(
            place, folder, offset=offset, limit=_PAGE, cancel=cancel, report=report
        )

    return Ground(_programs(page), is_connected())


def look_at_container(
    container_id: str, switch: str, bench: Bench, *, cancel: CancelToken = NEVER
) -> Ground:
    """Look at a container's files as they are now; one without a switch is not connected.

    Raises what `RunningContainers.files_in` raises, but for folders that are not there.
    """

    def page(folder: str, offset: int) -> FilePage:
        return bench.files_in(container_id, folder, offset=offset, limit=_PAGE, cancel=cancel)

    return Ground(_programs(page), switch != "none" and is_connected())


def fit(recipe: Recipe, ground: Ground) -> Fit:
    """The first way of a recipe for which all is there."""
    if recipe.base_source:
        return Fit(sentence=tr("It is a base to start from, and goes onto the baseplate."))
    if ground.sentence:
        return Fit(sentence=ground.sentence)
    offline: Way | None = None
    missing: list[str] = []
    for way in recipe.ways:
        lacks = _first_missing(way, ground)
        if lacks:
            missing.append(lacks)
        elif way.needs_network and not ground.is_connected:
            offline = offline or way
        else:
            return Fit(way)
    if offline is not None:
        return Fit(sentence=_offline_sentence(offline))
    return Fit(sentence=_missing_sentence(list(dict.fromkeys(missing))))


def is_connected(routes: Path = _ROUTES, routes_v6: Path = _ROUTES_V6) -> bool:
    """Whether this computer has a way out at all: a proxy, or a route to everywhere.

    No packet is sent: what is at the other end tells the command itself (proc(5), /proc/net/route;
    the destination 0 with the mask 0 is the default route).
    """
    if any(os.environ.get(name) for name in _PROXIES):
        return True
    for words in _lines(routes):
        if len(words) >= 8 and words[1] == "00000000" and words[7] == "00000000":
            return True
    return any(
        words[0].strip("0") == "" and words[1] == "00" and words[-1] != "lo"
        for words in _lines(routes_v6)
        if len(words) >= 10
    )


def _lines(path: Path) -> Iterator[list[str]]:
    try:
        text = path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return  # no such protocol here
    yield from (line.split() for line in text.splitlines())


def _programs(page: Callable[[str, int], FilePage]) -> frozenset[str]:
    found: set[str] = set()
    for folder in PROGRAM_FOLDERS:
        try:
            for row in _rows(page, folder):
                if _is_program(row):
                    found.add(row.name)
        except FileNotThereError:
            continue  # no such folder, or a link to one of the others
    return frozenset(found)


def _rows(page: Callable[[str, int], FilePage], folder: str) -> Iterator[FileRow]:
    offset = 0
    for _number in range(_PAGES_LIMIT):
        got = page(folder, offset)
        yield from got.rows
        offset += len(got.rows)
        if offset >= got.total or not got.rows:
            return


def _is_program(row: FileRow) -> bool:
    if row.kind is ChangeKind.DELETED:
        return False
    is_file = row.file_type is FileType.REGULAR and bool(row.attributes.mode & 0o111)
    return is_file or row.file_type is FileType.SYMLINK


def _first_missing(way: Way, ground: Ground) -> str:
    """What is not there, as a word for a list; "" when all is."""
    manager = way.package_manager
    if manager and PACKAGE_MANAGERS[manager] not in ground.programs:
        return manager
    if way.needs_shell and "sh" not in ground.programs:
        return tr("a shell")
    return next((one for one in way.programs if one not in ground.programs), "")


def _missing_sentence(missing: list[str]) -> str:
    if len(missing) == 1:
        return tr("Needs {what}, and this image has none.", what=missing[0])
    return tr(
        "Needs {what} or {last}, and this image has none of them.",
        what=", ".join(missing[:-1]),
        last=missing[-1],
    )


def _offline_sentence(way: Way) -> str:
    if way.package_manager:
        return tr(
            "Needs a network to fetch packages with {package_manager}, and there is none.",
            package_manager=way.package_manager,
        )
    return tr("Needs a network, and there is none.")
