"""The life of a path: which layer brought it, changed it, deleted it."""

from __future__ import annotations

from collections.abc import Sequence

from core.catalog.rows import (
    attributes_of,
    file_type_of,
    kind_of_end,
    metadata_parts,
    text_of,
)
from core.catalog.stack import StackTree
from core.catalog.table import RowKind
from core.errors import FileNotThereError
from core.model import ChangeKind, FileType, Layer, LifeEvent


def life_of_path(stack: StackTree, path: bytes, layers: Sequence[Layer]) -> tuple[LifeEvent, ...]:
    """Bottom first. `layers` are the image's. Raises FileNotThereError when no layer has it."""
    node = stack.tree.node(path)
    rows = [row for row in stack.rows_at(node) if stack.is_put[row]] if node is not None else []
    if not rows:
        raise FileNotThereError(text_of(path), "no layer of this image has it")
    events: list[LifeEvent] = []
    before: int | None = None
    for row in rows:
        level = int(stack.level_of_row[row])
        if before is not None and stack.dies_at[before] != level:
            events.append(_end(stack, before, layers))
            before = None
        event = _arrival(stack, before, row, layers)
        if event is not None:
            events.append(event)
        before = row
    if before is not None and stack.dies_at[before] < stack.levels:
        events.append(_end(stack, before, layers))
    return tuple(events)


def _arrival(
    stack: StackTree, before: int | None, row: int, layers: Sequence[Layer]
) -> LifeEvent | None:
    """A layer names the path. None for a directory that is named again and stays what it was."""
    kind = ChangeKind.ADDED
    parts = metadata_parts(stack, before, row) if before is not None else ()
    if before is not None:
        kind = kind_of_end(stack, before)
        is_directory = stack.columns["kind"][row] == RowKind.DIRECTORY
        if kind is ChangeKind.DELETED:
            kind = ChangeKind.REPLACED  # removed with its directory, and made anew at once
        elif is_directory and kind in (ChangeKind.METADATA, ChangeKind.IDENTICAL):
            if not parts:
                return None
            kind = ChangeKind.METADATA
    level = int(stack.level_of_row[row])
    file_type = file_type_of(stack, row)
    return LifeEvent(
        level=level,
        chain_id=layers[level].chain_id,
        kind=kind,
        file_type=file_type,
        size_bytes=int(stack.columns["size"][row]) if file_type is FileType.REGULAR else 0,
        attributes=attributes_of(stack, row),
        metadata=parts,
        created_by=layers[level].created_by,
    )


def _end(stack: StackTree, row: int, layers: Sequence[Layer]) -> LifeEvent:
    level, killer = int(stack.dies_at[row]), int(stack.killer[row])
    is_by_itself = killer == int(stack.node_of_row[row])
    return LifeEvent(
        level=level,
        chain_id=layers[level].chain_id,
        kind=ChangeKind.DELETED,
        file_type=file_type_of(stack, row),
        attributes=attributes_of(stack, row),
        by_path="" if is_by_itself else text_of(stack.tree.path(killer)),
        created_by=layers[level].created_by,
    )
