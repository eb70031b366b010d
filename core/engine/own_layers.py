"""The layers that are a container's own: those of its marks, and what was written since."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from core.cancel import CancelToken
from core.engine.container_record import ContainerDirectory, ContainerRecord, KeptMark
from core.engine.starting import Starting
from core.errors import NameGrammarError
from core.translation import tr_noop

_RULE = "write it from the container's root, without a slash before it and without “..”"


@dataclass(frozen=True, slots=True)
class OwnLayer:
    """`lowers` lie under it, top first. Paths in `exclude` are there, and nobody wrote them.

    `kept` None: what was written since the last mark. `path` None: a mark without files.
    """

    path: Path | None
    lowers: tuple[Path, ...] = ()
    exclude: frozenset[bytes] = frozenset()
    kept: KeptMark | None = None


def own_layers(
    starting: Starting,
    directory: ContainerDirectory,
    record: ContainerRecord,
    cancel: CancelToken,
) -> tuple[OwnLayer, ...]:
    """Bottom first; the last one is the upper directory. Raises ImageGoneError."""
    below = starting.image_lowers(record, cancel)
    found = []
    for kept in record.marks:
        if kept.mark.is_empty:
            found.append(OwnLayer(None, kept=kept))
        else:
            path = directory.marks / kept.mark.id
            found.append(OwnLayer(path, below, kept=kept))
            below = (path, *below)
    noise = starting.noise(record, directory.upper, below)
    return (*found, OwnLayer(directory.upper, below, noise))


def paths_to_leave_out(given: Collection[str]) -> frozenset[bytes]:
    """As they stand in layers. Raises NameGrammarError."""
    found = set()
    for path in given:
        parts = path.rstrip("/").split("/")
        if "\x00" in path or any(part in ("", ".", "..") for part in parts):
            raise NameGrammarError(tr_noop("path to leave out"), path, _RULE)
        found.add("/".join(parts).encode("utf-8", "surrogateescape"))
    return frozenset(found)
