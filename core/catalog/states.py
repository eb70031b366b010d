"""A merged tree at one moment, by node: what is where, and how two moments differ."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from core.catalog.stack import StackTree
from core.catalog.table import Column, RowFlag, RowKind
from core.model import ChangeKind, MetadataPart

KINDS = tuple(ChangeKind)
"""The array `kind` of a difference holds places in this, -1 for no change."""

PARTS = tuple(MetadataPart)
"""Bit n of the array `parts` stands for PARTS[n]."""

_ADDED, _MODIFIED, _METADATA, _REPLACED, _DELETED, _IDENTICAL = range(len(KINDS))
_PART_COLUMNS = (("mode",), ("uid", "gid"), ("xattr_digest",), ("mtime_ns",))


@dataclass(frozen=True)
class TreeState:
    """What shows at a level: `rows` by node, -1 where nothing does, as rows of `stack`."""

    stack: StackTree
    level: int

    @property
    def rows(self) -> Column:
        """Global rows by node."""
        return self.stack.visible(self.level)

    def take(self, name: str, rows: Column) -> Column:
        """A column at rows that exist."""
        return self.stack.columns[name][rows]

    def file_sizes(self) -> Column:
        """By node the size of the visible regular file, 0 for others."""
        rows = self.rows
        sizes = np.zeros(len(rows), np.int64)
        is_file = self.files()
        sizes[is_file] = self.stack.columns["size"][rows[is_file]]
        return sizes

    def files(self) -> Column:
        """By node whether a regular file shows."""
        rows = self.rows
        is_there: Column = rows >= 0
        is_there = is_there.copy()
        is_there[is_there] = self.stack.is_regular[rows[is_there]]
        return is_there


@dataclass(frozen=True)
class Difference:
    """From one state to another, by node.

    `kind` is a place in KINDS or -1; `parts` the bits of what differs beside the contents;
    `is_top` tells of deleted paths whether they count by themselves: those that a layer deleted
    with their directory, or with what is no directory any more, do not.
    """

    before: TreeState
    after: TreeState
    kind: Column
    parts: Column
    is_top: Column

    def counts(self, mask: Column) -> tuple[tuple[ChangeKind, int], ...]:
        """How many of each kind; of what was deleted with its directory only the directory."""
        counted = self.kind[mask & ((self.kind != _DELETED) | self.is_top)]
        numbers = np.bincount(counted[counted >= 0], minlength=len(KINDS))
        return tuple((kind, int(numbers[place])) for place, kind in enumerate(KINDS))


def difference_of_layer(stack: StackTree, level: int) -> Difference:
    """What a layer did to what lies under it: what it names again is IDENTICAL when it is."""
    before, after = TreeState(stack, level - 1), TreeState(stack, level)
    is_touched = np.zeros(len(stack.tree), bool)
    rows = after.rows
    is_there = rows >= 0
    is_touched[is_there] = stack.level_of_row[rows[is_there]] == level
    named = stack.rows_of(level)
    is_marker = (stack.columns["flags"][named] & RowFlag.OPAQUE) != 0
    is_opaque = np.zeros(len(stack.tree), bool)
    is_opaque[stack.node_of_row[named][is_marker]] = True  # also where only the marker names it
    return _compare(before, after, is_touched | is_opaque, is_opaque, has_identical=True)


def difference_of_states(before: TreeState, after: TreeState) -> Difference:
    """How two merged trees differ. Their stacks share one PathTree.

    Nobody deleted anything here: every path that is only in one of them counts by itself.
    """
    is_there: Column = after.rows >= 0
    nothing = np.zeros(len(is_there), bool)
    found = _compare(before, after, is_there, nothing, has_identical=False)
    return replace(found, is_top=found.kind == _DELETED)


def _compare(
    before: TreeState,
    after: TreeState,
    is_touched: Column,
    is_opaque: Column,
    *,
    has_identical: bool,
) -> Difference:
    old_rows, new_rows = before.rows, after.rows
    nodes = len(old_rows)
    kind = np.full(nodes, -1, np.int8)
    parts = np.zeros(nodes, np.uint8)
    kind[(old_rows >= 0) & (new_rows < 0)] = _DELETED
    kind[is_touched & (old_rows < 0)] = _ADDED
    both = np.flatnonzero(is_touched & (old_rows >= 0))
    old, new = old_rows[both], new_rows[both]
    old_kind, new_kind = before.take("kind", old), after.take("kind", new)
    is_directory = new_kind == RowKind.DIRECTORY
    bits = np.zeros(len(both), np.uint8)
    for place, names in enumerate(_PART_COLUMNS):
        for name in names:
            differs = before.take(name, old) != after.take(name, new)
            bits |= differs.astype(np.uint8) << place
    bits[is_directory] &= 0b0111  # its time changes with everything that is done in it
    bits[new_kind == RowKind.SYMLINK] &= 0b1110  # nobody can see or set its mode
    is_same = (before.take("digest", old) == after.take("digest", new)).all(axis=1)
    for name in ("size", "device"):
        is_same &= before.take(name, old) == after.take(name, new)
    rest = np.where(is_directory | (not has_identical), -1, _IDENTICAL)
    kind[both] = np.select(
        [(old_kind != new_kind) | is_opaque[both], ~is_same, bits != 0],
        [_REPLACED, _MODIFIED, _METADATA],
        rest,
    )
    parts[both] = bits
    if kind[0] in (_ADDED, _DELETED):
        kind[0] = -1  # the root is always there
    is_gone: Column = kind == _DELETED
    is_folder = new_rows >= 0
    is_folder[is_folder] = after.take("kind", new_rows[is_folder]) == RowKind.DIRECTORY
    is_folder[0] = True
    is_top = is_gone & is_folder[after.stack.tree.parent]
    return Difference(before, after, kind, parts, is_top)
