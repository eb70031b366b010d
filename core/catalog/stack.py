"""Layers on one another: what is visible at each level, and what became of every row.

The rules are those of image-spec layer.md ("Whiteouts", "Applying Changesets"): whiteouts and
opaque markers concern lower layers only, whatever their place in the archive; a directory on a
directory keeps what is in it; anything else replaces. No string is compared here: paths are nodes
of a `PathTree`, rows are places in arrays over all layers ("global rows").
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.catalog.path_tree import PathTree
from core.catalog.table import Column, LayerTable, RowFlag, RowKind
from core.model import WasteCause

CAUSES = tuple(WasteCause)
"""The column `cause` holds places in this."""

_DELETED, _OVERWRITTEN, _METADATA, _IDENTICAL, _TYPE_CHANGED = (
    CAUSES.index(cause)
    for cause in (
        WasteCause.DELETED,
        WasteCause.OVERWRITTEN,
        WasteCause.METADATA,
        WasteCause.IDENTICAL,
        WasteCause.TYPE_CHANGED,
    )
)
_MOST_TELLING_LAST = (_DELETED, _TYPE_CHANGED, _IDENTICAL, _METADATA, _OVERWRITTEN)
"""Of several names that one layer hides in different ways."""

_ATTRIBUTES = ("mode", "uid", "gid", "xattr_digest")
_MEANINGLESS = {"mode": RowKind.SYMLINK, "mtime_ns": RowKind.DIRECTORY}  # as in `states`
_VISIBLE_BYTES = 64 << 20  # of the levels that were looked at last
_VISIBLE_LEVELS = 9
_COPIED = ("kind", "flags", "size", "digest", "mtime_ns", "device", "offset", *_ATTRIBUTES)


@dataclass(frozen=True)
class InodeFates:
    """Arrays by global row. Only rows where `is_inode` stand for stored bytes.

    `hidden_at` is the level that hid an inode's last name (the number of layers while it is live),
    `cause` why, a place in CAUSES: of several last names the most telling one.
    """

    is_inode: Column
    is_live: Column
    hidden_at: Column
    cause: Column


class StackTree:
    """An image's tables, bottom first. Arrays are by node of `tree` or by global row."""

    def __init__(
        self, tables: Sequence[LayerTable], *, tree: PathTree | None = None, first: int = 0
    ) -> None:
        """With a `tree` of more tables than these, they are its tables from `first` on."""
        self.tables = tuple(tables)
        self.levels = len(tables)
        self.tree = tree or PathTree(tables)
        self.starts: Column = np.cumsum([0, *(len(table) for table in tables)]).astype(np.int64)
        rows = int(self.starts[-1])
        nodes = self.tree.node_of_row[first : first + self.levels]
        self.node_of_row: Column = np.concatenate([np.zeros(0, np.int32), *nodes])
        self.columns: dict[str, Column] = {
            name: np.concatenate([table.column(name) for table in tables])
            if tables
            else np.zeros((0, 2) if name == "digest" else 0, np.int64)
            for name in _COPIED
        }
        self.level_of_row: Column = np.repeat(
            np.arange(self.levels, dtype=np.int32), np.diff(self.starts)
        )
        self.inode: Column = np.concatenate(
            [np.zeros(0, np.int64)]
            + [t.column("inode") + start for t, start in zip(tables, self.starts, strict=False)]
        )
        self.dies_at: Column = np.full(rows, self.levels, np.int32)
        self.cause: Column = np.zeros(rows, np.int8)
        self.killer: Column = np.full(rows, -1, np.int32)  # the node whose entry hid the row
        self.is_put: Column = np.zeros(rows, bool)  # rows that showed, and not mere whiteouts
        self._visible_cache: dict[int, Column] = {}
        self._visible_lock = threading.Lock()
        visible = np.full(len(self.tree), -1, np.int64)
        for level in range(self.levels):
            self._put_layer(level, visible)

    # --- looking ------------------------------------------------------------------------------

    def rows_of(self, level: int) -> slice:
        """The global rows of a layer."""
        return slice(int(self.starts[level]), int(self.starts[level + 1]))

    def local(self, row: int) -> tuple[LayerTable, int]:
        """The table and the row in it of a global row."""
        level = int(self.level_of_row[row])
        return self.tables[level], row - int(self.starts[level])

    def visible(self, level: int) -> Column:
        """By node the global row that shows at a level, -1 where nothing does.

        Level -1 is the empty tree below the first layer. Thread-safe.
        """
        with self._visible_lock:
            found = self._visible_cache.pop(level, None)
            if found is None:
                found = np.full(len(self.tree), -1, np.int64)
                if level >= 0:
                    stop = int(self.starts[level + 1])
                    rows = np.flatnonzero(self.is_put[:stop] & (self.dies_at[:stop] > level))
                    found[self.node_of_row[rows]] = rows
                kept = max(2, min(_VISIBLE_LEVELS, _VISIBLE_BYTES // found.nbytes))
                while len(self._visible_cache) >= kept:
                    del self._visible_cache[next(iter(self._visible_cache))]
            self._visible_cache[level] = found
            return found

    def successor(self, row: int) -> int | None:
        """The row that a later layer put in the place of a row; None when there is none."""
        level, node = int(self.dies_at[row]), int(self.node_of_row[row])
        if level == self.levels or int(self.killer[row]) != node:
            return None
        for other in self.rows_at(node):
            if self.starts[level] <= other < self.starts[level + 1] and self.is_put[other]:
                return other
        return None

    def link(self, row: int) -> bytes:
        """A symbolic link's target, or a hard link's other name; b"" for others."""
        table, at = self.local(row)
        if at in table.links:
            return table.links[at]
        inode = int(table.column("inode")[at])
        if inode == at:
            return b""
        return table.links.get(inode, b"") or table.path(inode)

    def rows_at(self, node: int) -> list[int]:
        """The global rows of a path, bottom first; whiteouts are among them."""
        order, firsts = self._rows_by_node
        rows: list[int] = order[firsts[node] : firsts[node + 1]].tolist()
        return rows

    def rows_below(self, node: int) -> Column:
        """The global rows of a path and of all paths below it."""
        order, firsts = self._rows_by_node
        found: Column = order[firsts[node] : firsts[int(self.tree.end[node])]]
        return found

    @cached_property
    def _rows_by_node(self) -> tuple[Column, list[int]]:
        """Rows in the order of their nodes, and where each node's begin."""
        order = np.argsort(self.node_of_row, kind="stable")
        counts = np.bincount(self.node_of_row, minlength=len(self.tree))
        return order, [0, *np.cumsum(counts).tolist()]

    @cached_property
    def is_regular(self) -> Column:
        """By global row."""
        found: Column = self.columns["kind"] == RowKind.REGULAR
        return found

    @cached_property
    def stored_bytes(self) -> Column:
        """By global row what its layer stores for it: 0 for second names of an inode."""
        own = self.inode == np.arange(len(self.inode))
        sizes: Column = np.where(self.is_regular & own, self.columns["size"], 0)
        return sizes.astype(np.int64)

    @cached_property
    def visible_bytes(self) -> Column:
        """By level the sum of the visible regular files; each inode counts once.

        An inode shows without a gap from its layer to the one that hides its last name.
        """
        fates = self.fates
        changes = np.zeros(self.levels + 1, np.int64)
        sizes = self.columns["size"][fates.is_inode]
        np.add.at(changes, self.level_of_row[fates.is_inode], sizes)
        np.subtract.at(changes, fates.hidden_at[fates.is_inode], sizes)
        found: Column = np.cumsum(changes[:-1])
        return found

    @cached_property
    def fates(self) -> InodeFates:
        """What became of every inode in the whole stack."""
        rows = len(self.inode)
        is_name = self.is_regular & self.is_put
        is_inode = self.is_regular & (self.inode == np.arange(rows))
        hidden_at = np.full(rows, -1, np.int32)
        names = np.flatnonzero(is_name)
        np.maximum.at(hidden_at, self.inode[names], self.dies_at[names])
        cause = np.full(rows, _DELETED, np.int8)
        last = names[self.dies_at[names] == hidden_at[self.inode[names]]]
        for one in _MOST_TELLING_LAST:
            cause[self.inode[last[self.cause[last] == one]]] = one
        return InodeFates(is_inode, is_inode & (hidden_at == self.levels), hidden_at, cause)

    # --- stacking -----------------------------------------------------------------------------

    def _put_layer(self, level: int, visible: Column) -> None:
        """One layer more on `visible`, which is changed."""
        rows = self.rows_of(level)
        nodes = self.node_of_row[rows]
        kind, flags = self.columns["kind"][rows], self.columns["flags"][rows]
        self._resolve_links_below(level, flags, visible)
        under = visible[nodes]
        self._kill_subtrees(level, nodes[kind == RowKind.WHITEOUT], visible, _DELETED)
        opaque = nodes[(flags & RowFlag.OPAQUE) != 0]
        self._kill_below(level, opaque, visible, _DELETED)
        before = visible[nodes]
        had_directory = (before >= 0) & (self.columns["kind"][before] == RowKind.DIRECTORY)
        is_entry = kind != RowKind.WHITEOUT
        # A directory that is only implied leaves the one below as it is, unless that was removed.
        is_entry &= ~(
            ((flags & (RowFlag.IMPLIED | RowFlag.RECREATED)) == RowFlag.IMPLIED) & had_directory
        )
        turned = nodes[is_entry & had_directory & (kind != RowKind.DIRECTORY)]
        self._kill_below(level, turned, visible, _TYPE_CHANGED)
        put = np.flatnonzero(is_entry) + rows.start
        self.is_put[put] = True
        # What the layer names again was changed by that, even where a marker hides it as well.
        old = under[is_entry]
        has_old = old >= 0
        self._supersede(level, old[has_old], put[has_old])
        visible[self.node_of_row[put]] = put

    def _supersede(self, level: int, old: Column, new: Column) -> None:
        """Rows whose very path the layer names again."""
        columns = self.columns
        is_same_type = columns["kind"][old] == columns["kind"][new]
        is_same_content = is_same_type & self.same_contents(old, new)
        kind = columns["kind"][new]
        is_same = is_same_content.copy()
        for name in (*_ATTRIBUTES, "mtime_ns"):
            is_equal = columns[name][old] == columns[name][new]
            if name in _MEANINGLESS:
                is_equal |= kind == _MEANINGLESS[name]
            is_same &= is_equal
        self.dies_at[old] = level
        self.killer[old] = self.node_of_row[new]
        self.cause[old] = np.select(
            [~is_same_type, ~is_same_content, ~is_same],
            [_TYPE_CHANGED, _OVERWRITTEN, _METADATA],
            _IDENTICAL,
        )

    def same_contents(self, old: Column, new: Column) -> Column:
        """Whether contents, link target or device number are equal, of rows of one type each."""
        digest, size = self.columns["digest"], self.columns["size"]
        is_same: Column = (digest[old] == digest[new]).all(axis=1) & (size[old] == size[new])
        device = self.columns["device"]
        is_same &= device[old] == device[new]
        return is_same

    def _kill_subtrees(self, level: int, nodes: Column, visible: Column, cause: int) -> None:
        """Whole subtrees, their roots as well."""
        ends = self.tree.end[nodes]
        leaves = nodes[ends == nodes + 1]
        self._kill(level, leaves, visible[leaves], cause)
        visible[leaves] = -1
        for node in nodes[ends != nodes + 1].tolist():
            self._kill_slice(level, node, node, int(self.tree.end[node]), visible, cause)

    def _kill_below(self, level: int, nodes: Column, visible: Column, cause: int) -> None:
        """What is in directories, but not they themselves."""
        for node in nodes.tolist():
            self._kill_slice(level, node, node + 1, int(self.tree.end[node]), visible, cause)

    def _kill_slice(
        self, level: int, killer: int, start: int, stop: int, visible: Column, cause: int
    ) -> None:
        rows = visible[start:stop]
        rows = rows[rows >= 0]
        self.dies_at[rows] = level
        self.cause[rows] = cause
        self.killer[rows] = killer
        visible[start:stop] = -1

    def _kill(self, level: int, killers: Column, rows: Column, cause: int) -> None:
        is_there = rows >= 0
        self.dies_at[rows[is_there]] = level
        self.cause[rows[is_there]] = cause
        self.killer[rows[is_there]] = killers[is_there]

    def _resolve_links_below(self, level: int, flags: Column, visible: Column) -> None:
        """A hard link to a file of a lower layer is one more name of that inode."""
        start = int(self.starts[level])
        for at in np.flatnonzero((flags & RowFlag.LINK_BELOW) != 0).tolist():
            node = self.tree.node(self.tables[level].links[at])
            target = int(visible[node]) if node is not None else -1
            if target < 0 or self.columns["kind"][target] == RowKind.DIRECTORY:
                continue  # nothing is there: an empty file, as far as anybody can tell
            row = start + at
            for name in _COPIED:
                if name != "flags":
                    self.columns[name][row] = self.columns[name][target]
            self.inode[row] = self.inode[target]
