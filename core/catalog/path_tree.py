"""All paths of several layers as one tree, its nodes numbered in preorder.

Node 0 is the root; everything below a node is the slice from the node after it to its `end`, so
that sums over a directory are differences of running sums. Paths are told apart by their seeded
hashes (`table.path_hash`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from core.catalog.patterns import comparable_path
from core.catalog.table import Column, LayerTable, path_hash


class PathTree:
    """Arrays by node: `parent` (-1 for the root), `end` (one past the last below), `depth`."""

    def __init__(self, tables: Sequence[LayerTable]) -> None:
        """`node_of_row[i][row]` is the node of a row of `tables[i]`."""
        self._tables = tuple(tables)
        self._seed = tables[0].facts.seed if tables else 0
        if not tables:
            self._make_empty()
            return
        starts = np.cumsum([0, *(len(table) for table in tables)])
        hashes = np.concatenate([table.column("path_hash") for table in tables])
        hashes, first, inverse = np.unique(hashes, return_index=True, return_inverse=True)
        distinct = np.sort(first)
        ranked = self._in_order(distinct, starts)
        node_at = np.empty(len(distinct), np.int32)
        node_at[ranked] = np.arange(len(distinct), dtype=np.int32)
        node_of_hash = node_at[np.searchsorted(distinct, first)]
        nodes = node_of_hash[inverse.ravel()]
        source = distinct[ranked]
        self._table_of = np.searchsorted(starts, source, side="right").astype(np.int32) - 1
        self._row_of = (source - starts[self._table_of]).astype(np.int32)
        parents = np.concatenate(
            [
                np.where(table.column("parent") >= 0, table.column("parent") + start, -1)
                for table, start in zip(tables, starts[:-1].tolist(), strict=True)
            ]
        )[source]
        self.parent: Column = np.where(parents >= 0, nodes[parents], -1).astype(np.int32)
        depths = np.concatenate([table.column("depth") for table in tables])
        self.depth: Column = depths[source].astype(np.int32)
        self.end: Column = self._ends()
        self.node_of_row: tuple[Column, ...] = tuple(
            nodes[start:stop]
            for start, stop in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)
        )
        self._hashes = hashes
        self._node_of_hash = node_of_hash

    def __len__(self) -> int:
        return len(self.parent)

    def path(self, node: int) -> bytes:
        """A node's path, b"" for the root."""
        if not self._tables:
            return b""
        return self._tables[int(self._table_of[node])].path(int(self._row_of[node]))

    def name(self, node: int) -> bytes:
        """The last component of its path."""
        if not self._tables:
            return b""
        return self._tables[int(self._table_of[node])].name(int(self._row_of[node]))

    def node(self, path: bytes) -> int | None:
        """The node of a path, None when no layer names it."""
        if not path:
            return 0
        wanted = np.uint64(path_hash(path, self._seed))
        at = int(np.searchsorted(self._hashes, wanted))
        if at == len(self._hashes) or self._hashes[at] != wanted:
            return None
        node = int(self._node_of_hash[at])
        return node if self.path(node) == path else None

    def children(self, node: int) -> Column:
        """The nodes directly below, in the order of their names."""
        start, stop = node + 1, int(self.end[node])
        return (np.flatnonzero(self.parent[start:stop] == node) + start).astype(np.int32)

    def sums(self, values: Column) -> Column:
        """For each node the sum over it and everything below."""
        running = np.concatenate([np.zeros(1, np.int64), np.cumsum(values, dtype=np.int64)])
        found: Column = running[self.end] - running[:-1]
        return found

    @cached_property
    def comparable_paths(self) -> tuple[bytes, ...]:
        """All paths without regard to case, for filters; made when first asked for."""
        if not self._tables:
            return (b"",)
        paths = [table.all_paths() for table in self._tables]
        places = zip(self._table_of.tolist(), self._row_of.tolist(), strict=True)
        return tuple(comparable_path(paths[table][row]) for table, row in places)

    def _make_empty(self) -> None:
        self.parent = np.full(1, -1, np.int32)
        self.depth = np.zeros(1, np.int32)
        self.end = np.ones(1, np.int32)
        self.node_of_row = ()
        self._hashes = np.zeros(0, np.uint64)
        self._node_of_hash = np.zeros(0, np.int32)

    def _in_order(self, distinct: Column, starts: Column) -> Column:
        """Positions of distinct rows in preorder.

        Each table is sorted already, and sorting finds such runs and merges them.
        """
        bounds = np.searchsorted(distinct, starts)
        if bounds[1] == len(distinct):
            return np.arange(len(distinct))
        keys: list[bytes] = []
        for number, table in enumerate(self._tables):
            rows = (distinct[bounds[number] : bounds[number + 1]] - starts[number]).tolist()
            paths = table.all_paths() if rows else []
            keys += [paths[row].replace(b"/", b"\x00") for row in rows]
        return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)

    def _ends(self) -> Column:
        sizes = np.ones(len(self.parent), np.int32)
        for depth in range(int(self.depth.max()), 0, -1):
            nodes = np.flatnonzero(self.depth == depth)
            np.add.at(sizes, self.parent[nodes], sizes[nodes])
        return np.arange(len(sizes), dtype=np.int32) + sizes
