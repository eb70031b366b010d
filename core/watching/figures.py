"""What is told of a writable layer at one moment, from what is known of it."""

from __future__ import annotations

import heapq
import itertools
import os
from datetime import UTC, datetime

from core.layer.comparing import is_gone
from core.layer.lookup import LayerStack
from core.layer.tree import FILE_FLAGS, DirectoryWalk
from core.model import ChangeKind, DirectorySum, FileType, LiveChanges, SeenChange
from core.watching.tree import Directory, Row, SeenTree

NEWEST_LIMIT = 200
DIRECTORIES_LIMIT = 100
_OMITTED_LIMIT = 100
_COMPARED_BYTES = 16 << 20  # larger files are not compared byte for byte
_BUDGET_BYTES = 32 << 20  # for one moment; the rest waits for the next
_PIECE_BYTES = 1 << 20


def live_changes(
    tree: SeenTree,
    *,
    hidden: int,
    mounts: tuple[str, ...],
    is_settling: bool,
    sentence: str,
) -> LiveChanges:
    """Everything that is told, bounded in size whatever has changed."""
    root = tree.root
    return LiveChanges(
        added=root.added,
        modified=root.modified,
        metadata=root.metadata,
        deleted=root.deleted,
        size_bytes=root.size_bytes,
        copied_bytes=root.copied_bytes,
        newest=tuple(seen for row in newest_rows(tree) if (seen := _as_seen(row)) is not None),
        directories=_heaviest(tree),
        hidden=hidden,
        mounts=mounts,
        omitted=_omitted(tree),
        is_settling=is_settling,
        sentence=sentence,
    )


def newest_rows(tree: SeenTree) -> list[Row]:
    """Those that are told of by name, newest first."""
    shown = (row for row in reversed(tree.rows) if not row.is_hidden)
    return list(itertools.islice(shown, NEWEST_LIMIT))


def work_out_bytes(tree: SeenTree, walk: DirectoryWalk, lowers: LayerStack) -> bool:
    """Compare modified files that are told of byte for byte; whether all of them are done.

    OSError when something cannot be read.
    """
    budget_bytes = _BUDGET_BYTES
    for row in newest_rows(tree):
        difference = row.difference
        if (
            difference is None
            or row.changed_bytes is not None
            or difference.kind is not ChangeKind.MODIFIED
            or difference.file_type is not FileType.REGULAR
        ):
            continue
        weight_bytes = max(difference.size_bytes, difference.size_before_bytes)
        if weight_bytes > _COMPARED_BYTES:
            continue
        if weight_bytes > budget_bytes:
            return False
        budget_bytes -= weight_bytes
        row.changed_bytes = _changed_bytes(row, walk, lowers)
    return True


def _changed_bytes(row: Row, walk: DirectoryWalk, lowers: LayerStack) -> int | None:
    below = lowers.find(row.path)
    if below is None:
        return None
    try:
        parent = walk.open(row.directory.path)
        upper = os.open(row.name, FILE_FLAGS, dir_fd=parent)
    except OSError as error:
        if is_gone(error):
            return None  # it changed again, and an event tells so
        raise
    try:
        lower = os.open(below.name, FILE_FLAGS, dir_fd=below.directory)
        try:
            return differing_bytes(upper, lower)
        finally:
            os.close(lower)
    finally:
        os.close(upper)


def differing_bytes(one: int, other: int) -> int:
    """How many bytes of two files (descriptors) differ; what only one of them has differs."""
    import numpy as np  # only when something was modified

    count = 0
    offset = 0
    while True:
        left = os.pread(one, _PIECE_BYTES, offset)
        right = os.pread(other, _PIECE_BYTES, offset)
        if not left and not right:
            return count
        shared = min(len(left), len(right))
        if left[:shared] != right[:shared]:
            pair = (np.frombuffer(piece, dtype=np.uint8, count=shared) for piece in (left, right))
            count += int(np.count_nonzero(next(pair) != next(pair)))
        count += max(len(left), len(right)) - shared
        offset += max(len(left), len(right))


def _as_seen(row: Row) -> SeenChange | None:
    if row.difference is None:
        return None
    seen = datetime.fromtimestamp(row.seen, UTC)
    return SeenChange(row.difference.at(row.path), seen, row.changed_bytes)


def _heaviest(tree: SeenTree) -> tuple[DirectorySum, ...]:
    changed = (one for one in tree.directories if one.parent is not None and one.total)
    chosen = heapq.nlargest(DIRECTORIES_LIMIT, changed, key=_weight)
    return tuple(
        DirectorySum(
            path=one.path.decode("utf-8", "surrogateescape"),
            added=one.added,
            modified=one.modified,
            deleted=one.deleted,
            size_bytes=one.size_bytes,
        )
        for one in chosen
    )


def _weight(directory: Directory) -> tuple[int, int]:
    return directory.size_bytes, directory.total


def _omitted(tree: SeenTree) -> tuple[str, ...]:
    reasons = (reason for one in tree.omitting for reason in one.omitted.values())
    return tuple(sorted(itertools.islice(reasons, _OMITTED_LIMIT)))
