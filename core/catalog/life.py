"""The life of a path: which layer brought it, changed it, deleted it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from core.catalog.rows import (
    attributes_of,
    file_type_of,
    kind_of_end,
    metadata_parts,
    text_of,
)
from core.catalog.stack import CAUSES, StackTree
from core.catalog.table import Column, RowFlag, RowKind
from core.errors import FileNotThereError
from core.model import ChangeKind, FileType, Layer, LifeEvent, MetadataPart, WasteCause
from core.translation import tr_noop

_IDENTICAL = CAUSES.index(WasteCause.IDENTICAL)


class _Step(NamedTuple):
    """What a layer does to a path. `row` is what shows then, or was deleted."""

    level: int
    kind: ChangeKind
    row: int
    parts: tuple[MetadataPart, ...] = ()


def life_of_path(stack: StackTree, path: bytes, layers: Sequence[Layer]) -> tuple[LifeEvent, ...]:
    """Bottom first. `layers` are the image's. Raises FileNotThereError when no layer has it."""
    node = stack.tree.node(path)
    events = [] if node is None else [_event(stack, step, layers) for step in _steps(stack, node)]
    if not events:
        raise FileNotThereError(text_of(path), tr_noop("no layer of this image has it"))
    return tuple(events)


def next_touch(stack: StackTree, row: int, level: int) -> tuple[int, ChangeKind] | None:
    """The first layer above a level that does something to the path of `row`, which shows there."""
    node = int(stack.node_of_row[row])
    rows = _telling_rows(stack, node, row)
    if stack.is_put[rows].all():
        # Hundreds of layers may name a directory that stays what it was.
        older, newer = rows[:-1], rows[1:]
        is_same = stack.columns["kind"][newer] == RowKind.DIRECTORY
        is_same &= (stack.columns["flags"][newer] & RowFlag.OPAQUE) == 0
        is_same &= (stack.killer[older] == node) & (stack.cause[older] == _IDENTICAL)
        is_same &= stack.dies_at[older] == stack.level_of_row[newer]
        breaks = np.flatnonzero(~is_same)
        row = int(rows[breaks[0] if len(breaks) else -1])
        level = max(level, int(stack.level_of_row[row]))
    for step in _steps(stack, node, row, level):
        return step.level, step.kind
    return None


def _steps(
    stack: StackTree, node: int, before: int | None = None, above: int = -1
) -> Iterator[_Step]:
    """Bottom first, from the level `above` on, where `before` shows.

    A directory that is named again and stays what it was is no step.
    """
    for row in _telling_rows(stack, node, int(stack.starts[above + 1])).tolist():
        level = int(stack.level_of_row[row])
        is_put = bool(stack.is_put[row])
        if before is not None:
            end = int(stack.dies_at[before])
            if end < level or (end == level and not is_put):
                yield _Step(end, ChangeKind.DELETED, before)
                before = None
        if is_put:
            step = _arrival(stack, before, row)
            if step is not None:
                yield step
            before = row
        elif before is not None and stack.columns["flags"][row] & RowFlag.OPAQUE:
            yield _Step(level, ChangeKind.REPLACED, before)  # only a marker names it
    if before is not None and stack.dies_at[before] < stack.levels:
        yield _Step(int(stack.dies_at[before]), ChangeKind.DELETED, before)


def _telling_rows(stack: StackTree, node: int, first: int) -> Column:
    """The rows of a path from one on, but not directories that are merely implied."""
    rows = np.array(stack.rows_at(node), np.int64)
    rows = rows[rows >= first]
    is_telling = (stack.columns["kind"][rows] == RowKind.WHITEOUT) | stack.is_put[rows]
    is_telling |= (stack.columns["flags"][rows] & RowFlag.OPAQUE) != 0
    found: Column = rows[is_telling]
    return found


def _arrival(stack: StackTree, before: int | None, row: int) -> _Step | None:
    """A layer names the path."""
    level = int(stack.level_of_row[row])
    if before is None:
        return _Step(level, ChangeKind.ADDED, row)
    kind = kind_of_end(stack, before)
    if kind is ChangeKind.DELETED or stack.columns["flags"][row] & RowFlag.OPAQUE:
        kind = ChangeKind.REPLACED  # removed with all that was in it, and made anew at once
    elif kind is ChangeKind.IDENTICAL and stack.columns["kind"][row] == RowKind.DIRECTORY:
        return None
    return _Step(level, kind, row, metadata_parts(stack, before, row))


def _event(stack: StackTree, step: _Step, layers: Sequence[Layer]) -> LifeEvent:
    row, level = step.row, step.level
    is_gone = step.kind is ChangeKind.DELETED
    killer = int(stack.killer[row])
    is_by_itself = not is_gone or killer == int(stack.node_of_row[row])
    file_type = file_type_of(stack, row)
    has_size = file_type is FileType.REGULAR and not is_gone
    return LifeEvent(
        level=level,
        chain_id=layers[level].chain_id,
        kind=step.kind,
        file_type=file_type,
        size_bytes=int(stack.columns["size"][row]) if has_size else 0,
        attributes=attributes_of(stack, row),
        metadata=step.parts,
        by_path="" if is_by_itself else text_of(stack.tree.path(killer)),
        created_by=layers[level].created_by,
    )
