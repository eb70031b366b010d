"""The merged tree at a level: folders, sums, and what became of each path later."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from core.catalog.life import next_touch
from core.catalog.patterns import path_matcher
from core.catalog.rows import FILE_TYPES, attributes_of_rows, bytes_of, kind_of_end, text_of
from core.catalog.stack import StackTree
from core.catalog.states import KINDS, Difference, TreeState
from core.catalog.table import Column, RowFlag, RowKind
from core.errors import FileNotThereError
from core.model import ChangeKind, FilePage, FileRow
from core.translation import tr_noop

_DIRECTORY, _TEXT = (
    int(RowKind.DIRECTORY),
    int(RowFlag.TEXT),
)  # plain numbers: they are compared often


class FileList:
    """One level of a stack, as a file system to look into."""

    def __init__(self, stack: StackTree, level: int, difference: Difference) -> None:
        """`difference` is what the layer of that level did."""
        self._stack = stack
        self._level = level
        self._difference = difference
        self._state = TreeState(stack, level)

    @cached_property
    def files(self) -> int:
        """How many regular files there are."""
        return int(np.count_nonzero(self._state.files()))

    def page(self, folder: str, pattern: str, offset: int, limit: int) -> FilePage:
        """What is in a folder, by name, or all that match a pattern.

        Raises FileNotThereError for a folder that is not there.
        """
        nodes = self._matching(pattern) if pattern.strip() else self._in_folder(folder)
        start = max(offset, 0)
        chosen = nodes[start : start + max(limit, 0)]
        return FilePage(tuple(self._rows(chosen)), len(nodes))

    @cached_property
    def _sizes(self) -> Column:
        return self._stack.tree.sums(self._state.file_sizes() - self._counted_twice)

    @cached_property
    def _counted_twice(self) -> Column:
        """By node what sums over it have too much, since an inode shows below it by two names.

        Of names in preorder, each two neighbours have one directory that is the lowest above both.
        """
        stack, tree = self._stack, self._stack.tree
        found = np.zeros(len(tree), np.int64)
        nodes = np.flatnonzero(self._state.files())
        inodes = stack.inode[self._state.rows[nodes]]
        order = np.argsort(inodes, kind="stable")  # names of an inode stay in preorder
        nodes, inodes = nodes[order], inodes[order]
        for place in np.flatnonzero(inodes[1:] == inodes[:-1]).tolist():
            above, name = int(nodes[place]), int(nodes[place + 1])
            while tree.end[above] <= name:
                above = int(tree.parent[above])
            found[above] += stack.columns["size"][inodes[place]]
        return found

    @cached_property
    def _counts(self) -> Column:
        return self._stack.tree.sums(self._state.files())

    @cached_property
    def _shown(self) -> Column:
        """By node whether there is a row: what is there, and what this layer deleted."""
        found: Column = (self._state.rows >= 0) | self._difference.is_top
        return found

    @cached_property
    def _running_shown(self) -> Column:
        """How many rows there are before each node."""
        return np.concatenate([np.zeros(1, np.int64), np.cumsum(self._shown)])

    def _in_folder(self, folder: str) -> Column:
        tree = self._stack.tree
        node = tree.node(bytes_of(folder))
        row = int(self._state.rows[node]) if node is not None else -1
        if node is None or (node and row < 0):
            raise FileNotThereError(folder)
        if row >= 0 and self._stack.columns["kind"][row] != RowKind.DIRECTORY:
            raise FileNotThereError(folder, tr_noop("it is no directory"))
        children = tree.children(node)
        return children[self._shown[children]]

    def _matching(self, pattern: str) -> Column:
        matches = path_matcher(pattern)
        paths = self._stack.tree.comparable_paths
        nodes = np.flatnonzero(self._shown)
        found = [node for node in nodes.tolist() if node and matches(paths[node])]
        return np.array(found, np.int64)

    def _rows(self, nodes: Column) -> list[FileRow]:
        stack, tree = self._stack, self._stack.tree
        now = self._state.rows[nodes]
        is_gone = now < 0
        rows = np.where(is_gone, self._difference.before.rows[nodes], now)
        counted = self._running_shown
        columns = (
            nodes, rows, is_gone, stack.columns["kind"][rows], stack.columns["flags"][rows],
            stack.level_of_row[rows], self._difference.kind[nodes], self._sizes[nodes],
            self._counts[nodes], counted[tree.end[nodes]] - counted[nodes + 1],
        )  # fmt: skip
        found = []
        for (node, row, gone, kind, flags, level, place, size, files, below), attributes in zip(
            zip(*(column.tolist() for column in columns), strict=True),
            attributes_of_rows(stack, rows),
            strict=True,
        ):
            is_directory = kind == _DIRECTORY
            found.append(
                FileRow(
                    path=text_of(tree.path(node)),
                    file_type=FILE_TYPES[kind],
                    size_bytes=0 if gone else size,
                    files=0 if gone else files,
                    level=self._origin(node, row) if is_directory else level,
                    kind=KINDS[place] if place >= 0 else None,
                    later=None if gone else self._later(row, is_directory=is_directory),
                    has_children=not gone and below > 0,
                    is_text=bool(flags & _TEXT),
                    attributes=attributes,
                )
            )
        return found

    def _origin(self, node: int, row: int) -> int:
        """The level that brought a directory: later layers name it again with what they put in."""
        stack = self._stack
        named = stack.rows_at(node)
        if named[0] == row:
            return int(stack.level_of_row[row])  # most directories are named once
        rows = np.array(named)
        rows = rows[(rows <= row) & stack.is_put[rows]]
        older, newer = rows[:-1], rows[1:]
        is_same = stack.columns["kind"][older] == _DIRECTORY
        is_same &= stack.killer[older] == node
        is_same &= stack.dies_at[older] == stack.level_of_row[newer]
        breaks = np.flatnonzero(~is_same)
        return int(stack.level_of_row[rows[breaks[-1] + 1 if len(breaks) else 0]])

    def _later(self, row: int, *, is_directory: bool) -> tuple[int, ChangeKind] | None:
        """The next layer that touches it. Naming a directory again does nothing to it."""
        stack = self._stack
        if is_directory and stack.rows_at(int(stack.node_of_row[row]))[-1] > row:
            return next_touch(stack, row, self._level)
        level = int(stack.dies_at[row])
        return (level, kind_of_end(stack, row)) if level < stack.levels else None
