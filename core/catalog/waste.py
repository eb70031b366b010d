"""Bytes that an image stores and nobody can see. The definitions are in `core.model.waste`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.catalog.advice import advise
from core.catalog.rows import text_of
from core.catalog.stack import CAUSES, StackTree
from core.catalog.table import Column
from core.model import Efficiency, LayerWaste, WasteCause, WastedFile

_LISTED_FILES = 200


def wasted_rows(stack: StackTree) -> tuple[Column, Column]:
    """By global row the dead bytes stored for it, and why: a place in CAUSES, -1 where none are.

    An inode counts at the row that holds its contents, whatever its other names. What an archive
    repeats has no row and is not here.
    """
    fates = stack.fates
    wasted = np.where(fates.is_inode & ~fates.is_live, stack.stored_bytes, 0)
    cause = np.where(wasted > 0, fates.cause, -1).astype(np.int8)
    return wasted, cause


def measure_waste(
    stack: StackTree, reference: str, chain_ids: Sequence[str], base_levels: int = 0
) -> Efficiency:
    """What the image of these layers stores and nobody sees.

    `chain_ids` are by level; `base_levels` tells how many layers are another image's that this one
    stands on.
    """
    wasted, cause = wasted_rows(stack)
    rows = np.flatnonzero(wasted > 0)
    repeated = np.array([table.facts.repeated_bytes for table in stack.tables], np.int64)
    stored = np.array([table.facts.stored_bytes for table in stack.tables], np.int64)
    dead = repeated + _sums(stack.level_of_row[rows], wasted[rows], stack.levels)
    caused = repeated + _sums(stack.fates.hidden_at[rows], wasted[rows], stack.levels)
    by_cause = _sums(cause[rows], wasted[rows], len(CAUSES))
    by_cause[CAUSES.index(WasteCause.REPEATED)] += repeated.sum()
    stored_bytes = int(stored.sum())
    return Efficiency(
        reference=reference,
        stored_bytes=stored_bytes,
        live_bytes=stored_bytes - int(dead.sum()),
        layers=tuple(
            LayerWaste(level, chain_ids[level], *map(int, (stored[level], dead[level], by)))
            for level, by in enumerate(caused.tolist())
        ),
        files=tuple(_wasted_file(stack, row) for row in _largest(rows, wasted).tolist()),
        wasted_files=len(rows),
        by_cause=tuple(
            (one, size_bytes)
            for one, size_bytes in zip(CAUSES, by_cause.tolist(), strict=True)
            if size_bytes
        ),
        advice=advise(stack, stored_bytes, base_levels),
        base_levels=base_levels,
    )


def _sums(places: Column, sizes: Column, count: int) -> Column:
    """Exact sums by place: bincount's are of floating point."""
    found = np.zeros(count, np.int64)
    np.add.at(found, places, sizes)
    return found


def _largest(rows: Column, wasted: Column) -> Column:
    """The largest first; equal ones as they lie in the image."""
    found: Column = rows[np.lexsort((rows, -wasted[rows]))][:_LISTED_FILES]
    return found


def _wasted_file(stack: StackTree, row: int) -> WastedFile:
    return WastedFile(
        path=text_of(stack.tree.path(int(stack.node_of_row[row]))),
        size_bytes=int(stack.stored_bytes[row]),
        level=int(stack.level_of_row[row]),
        hidden_at=int(stack.fates.hidden_at[row]),
        cause=CAUSES[int(stack.fates.cause[row])],
    )
