"""How large layers are, and where in them the bytes lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from core.catalog.path_tree import PathTree
from core.catalog.rows import bytes_of, text_of
from core.catalog.stack import StackTree
from core.catalog.table import Column
from core.errors import FileNotThereError
from core.model import LayerSizes, SizeNode

BOXES = 60
"""How many boxes a picture has at most."""

_OUTER_SHARE = 5  # one box of so many is a directory that may hold others
_LEAST_OUTER = 6
_WIDE = 8  # a directory is opened when it has more than one part of so many of all bytes
_LARGE_FILE = 4  # a file has a box of its own inside another from so large a part of all on
_VISIBLE = 200  # what is less than one part of so many is not drawn by itself
_CHAIN = 0.9  # a child with so much of a directory's bytes stands for it


def layer_sizes(stack: StackTree, level: int, *, blob_bytes: int, is_shared: bool) -> LayerSizes:
    """All sizes of a layer, at its place in this stack."""
    facts = stack.tables[level].facts
    total_bytes = int(stack.visible_bytes[level])
    below_bytes = int(stack.visible_bytes[level - 1]) if level else 0
    return LayerSizes(
        file_bytes=facts.stored_bytes,
        disk_bytes=facts.tar_bytes,
        download_bytes=blob_bytes,
        only_here_bytes=0 if is_shared else blob_bytes,
        added_bytes=total_bytes - below_bytes,
        total_bytes=total_bytes,
    )


def size_map_of_layer(
    stack: StackTree,
    level: int,
    wasted: Column,
    folder: str = "",
    boxes: int = BOXES,
    *,
    chain_id: str = "",
) -> SizeNode:
    """What a layer stores. `wasted` are dead bytes by global row (`waste.wasted_rows`).

    Raises FileNotThereError for a folder that no layer has.
    """
    rows = np.arange(stack.starts[level], stack.starts[level + 1])
    return _DirectoryMap(stack, rows, wasted, lambda _node: chain_id).root(folder, boxes)


def size_map_of_image(
    stack: StackTree,
    chain_ids: Sequence[str],
    wasted: Column,
    folder: str = "",
    boxes: int = BOXES,
) -> SizeNode:
    """What all layers store for each path, what is dead among it too.

    Raises FileNotThereError for a folder that no layer has.
    """
    rows = np.arange(len(stack.inode))

    def main_layer(node: int) -> str:
        below = stack.rows_below(node)
        by_level = np.zeros(max(1, stack.levels), np.int64)
        np.add.at(by_level, stack.level_of_row[below], stack.stored_bytes[below])
        return chain_ids[int(np.argmax(by_level))] if chain_ids else ""

    return _DirectoryMap(stack, rows, wasted, main_layer).root(folder, boxes)


class _DirectoryMap:
    """Chooses which directories have boxes. Every box has all the bytes below its path."""

    def __init__(
        self, stack: StackTree, rows: Column, wasted: Column, chain_of: Callable[[int], str]
    ) -> None:
        self._tree: PathTree = stack.tree
        self._chain_of = chain_of
        stored = stack.stored_bytes[rows]
        nodes = stack.node_of_row[rows]
        self._sizes = self._sums(nodes, stored)
        self._files = self._sums(nodes, (stack.is_regular[rows]) & self._is_own(stack, rows))
        self._wasted = self._sums(nodes, wasted[rows])

    def root(self, folder: str, boxes: int) -> SizeNode:
        node = self._tree.node(bytes_of(folder))
        if node is None:
            raise FileNotThereError(folder)
        outer = self._outer(node, boxes)
        budget = max(0, boxes - len(outer))
        inner = self._inner(outer, int(self._sizes[node]), budget)
        prefix = len(self._tree.path(node)) + 1 if node else 0
        children = []
        for one in outer:
            inside = [self._box(child, prefix, []) for child in inner[one]]
            children.append(self._box(one, prefix, self._with_rest(one, inside) if inside else []))
        found = self._box(node, prefix, self._with_rest(node, children))
        return replace(found, title=text_of(self._tree.name(node)))

    # --- which --------------------------------------------------------------------------------

    def _outer(self, node: int, boxes: int) -> list[int]:
        """Directories and files that show, none of them inside another one."""
        total = int(self._sizes[node])
        limit = max(_LEAST_OUTER, boxes // _OUTER_SHARE)
        chosen = self._children(node, total)
        closed: set[int] = set()
        while True:
            wide = [one for one in chosen if one not in closed and self._is_open(one, total)]
            if not wide:
                break
            largest = max(wide, key=lambda one: int(self._sizes[one]))
            children = self._children(largest, total)
            is_chain = self._sizes[children[0]] >= _CHAIN * self._sizes[largest]
            if len(chosen) - 1 + len(children) > limit and not is_chain:
                closed.add(largest)
                continue
            chosen.remove(largest)
            chosen += children
        chosen.sort(key=lambda one: (-int(self._sizes[one]), one))
        return chosen[:limit]

    def _is_open(self, node: int, total: int) -> bool:
        """Whether its children say more than it does: a wide one, or one with a single heir."""
        children = self._children(node, total)
        if not children or not self._is_directory(children[0]):
            heir = children[0] if children else None
            return heir is not None and bool(self._sizes[heir] == self._sizes[node])
        is_chain = bool(self._sizes[children[0]] >= _CHAIN * self._sizes[node])
        return is_chain or bool(self._sizes[node] * _WIDE > total)

    def _inner(self, outer: list[int], total: int, budget: int) -> dict[int, list[int]]:
        """Boxes inside others: directories, and files only where they are large."""
        candidates = [
            (int(self._sizes[child]), child, one)
            for one in outer
            for child in self._children(one, total)
            if self._is_directory(child) or self._sizes[child] * _LARGE_FILE >= total
        ]
        candidates.sort(key=lambda found: (-found[0], found[1]))
        chosen: dict[int, list[int]] = {one: [] for one in outer}
        for _size, child, one in candidates[:budget]:
            chosen[one].append(child)
        return chosen

    def _children(self, node: int, total: int) -> list[int]:
        """Those that are large enough to be seen, the largest first."""
        children = self._tree.children(node)
        sizes = self._sizes[children]
        children = children[(sizes > 0) & (sizes * _VISIBLE >= total)]
        found: list[int] = children[np.argsort(-self._sizes[children], kind="stable")].tolist()
        return found

    def _is_directory(self, node: int) -> bool:
        return bool(self._tree.end[node] > node + 1)

    # --- boxes --------------------------------------------------------------------------------

    def _box(self, node: int, prefix: int, children: list[SizeNode]) -> SizeNode:
        path = self._tree.path(node)
        return SizeNode(
            key=text_of(path),
            title=text_of(path[prefix:]),
            size_bytes=int(self._sizes[node]),
            files=int(self._files[node]),
            wasted_bytes=int(self._wasted[node]),
            chain_id=self._chain_of(node),
            children=tuple(children),
        )

    def _with_rest(self, node: int, children: list[SizeNode]) -> list[SizeNode]:
        """One box more for all that has none."""
        size_bytes = int(self._sizes[node]) - sum(child.size_bytes for child in children)
        if size_bytes <= 0:
            return children
        files = int(self._files[node]) - sum(child.files for child in children)
        wasted_bytes = int(self._wasted[node]) - sum(child.wasted_bytes for child in children)
        return [*children, SizeNode("", smaller_ones(files), size_bytes, files, wasted_bytes)]

    def _sums(self, nodes: Column, values: Column) -> Column:
        by_node = np.zeros(len(self._tree), np.int64)
        np.add.at(by_node, nodes, values.astype(np.int64))
        return self._tree.sums(by_node)

    @staticmethod
    def _is_own(stack: StackTree, rows: Column) -> Column:
        found: Column = stack.inode[rows] == rows
        return found


def smaller_ones(files: int) -> str:
    """What is too small for boxes of its own."""
    return "a smaller one" if files == 1 else f"{files:,} smaller ones"
