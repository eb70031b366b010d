"""What the runtime left in an upper directory by itself: mount points, nobody's change."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from core.layer import WhiteoutForm
from core.layer.lookup import Found, LayerStack
from core.layer.tree import DIRECTORY_FLAGS

_ALWAYS = (b".init", b"dev", b"proc", b"sys")


def injected_paths(
    upper: Path, lowers: Sequence[Path], form: WhiteoutForm, *, mount_points: Iterable[bytes] = ()
) -> frozenset[bytes]:
    """Mount points that the runtime made in the upper directory, and directories on the way.

    They are empty files and directories that no lower layer has; `lowers` are unpacked layers, top
    first; `mount_points` are those beside every container's, without a leading slash. What somebody
    wrote at such a path is a change like any other.
    """
    found: set[bytes] = set()
    with LayerStack(lowers, form) as below, LayerStack([upper], form) as own:
        for path in (*_ALWAYS, *mount_points):
            entry = own.find(path)
            if entry is not None and _is_empty(entry) and below.find(path) is None:
                found.add(path)
        # What stands on the way was made, or copied up, for the mount point alone.
        for path in sorted(_parents(found), key=lambda parent: -parent.count(b"/")):
            entry, original = own.find(path), below.find(path)
            if entry is None or not _names_in(entry) <= _names_below(path, found):
                continue
            if original is None or _attributes(entry) == _attributes(original):
                found.add(path)
    return frozenset(found)


def _parents(paths: Collection[bytes]) -> set[bytes]:
    parents: set[bytes] = set()
    for path in paths:
        while b"/" in path:
            path = path.rpartition(b"/")[0]
            parents.add(path)
    return parents


def _names_below(directory: bytes, paths: Collection[bytes]) -> set[bytes]:
    split = (path.rpartition(b"/") for path in paths)
    return {name for parent, _slash, name in split if parent == directory}


def _names_in(found: Found) -> set[bytes]:
    """All that lies in a directory, whiteouts too."""
    directory = os.open(found.name, DIRECTORY_FLAGS, dir_fd=found.directory)
    try:
        return {os.fsencode(name) for name in os.listdir(directory)}
    finally:
        os.close(directory)


def _attributes(entry: Found) -> tuple[int, int, int]:
    return entry.status.st_mode, entry.status.st_uid, entry.status.st_gid


def _is_empty(found: Found) -> bool:
    if stat.S_ISDIR(found.status.st_mode):
        return not _names_in(found)
    return stat.S_ISREG(found.status.st_mode) and found.status.st_size == 0
