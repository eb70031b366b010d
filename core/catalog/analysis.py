"""Everything that is known of one stack, worked out when it is first asked for and kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

import numpy as np

from core.catalog.changes import ChangeList
from core.catalog.engine_paths import engine_noise
from core.catalog.files import FileList
from core.catalog.stack import StackTree
from core.catalog.states import Difference, difference_of_layer
from core.catalog.table import Column, LayerTable, RowFlag
from core.catalog.waste import wasted_rows

_Value = TypeVar("_Value")

_KEPT_LEVELS = 16
_KEPT_BYTES = 96 << 20  # of levels together
_BYTES_A_NODE = 90  # of a level's difference, changes and files, about
_BYTES_A_ROW = 120


class StackAnalysis:
    """Tables of an image, bottom first. Hold `lock` while asking: caches are filled meanwhile.

    `missing` says by level why a layer's contents are not available; its table is empty.
    """

    def __init__(self, tables: Sequence[LayerTable], missing: Mapping[int, str]) -> None:
        self.stack = StackTree(tables)
        self.missing = missing
        self.lock = threading.RLock()
        self._differences: dict[int, Difference] = {}
        self._changes: dict[int, ChangeList] = {}
        self._files: dict[int, FileList] = {}
        level_bytes = _BYTES_A_NODE * len(self.stack.tree)
        self._kept_levels = max(2, min(_KEPT_LEVELS, _KEPT_BYTES // level_bytes))

    @property
    def size_bytes(self) -> int:
        """About the memory it may take, without the tables."""
        stack = self.stack
        a_node = 40 + _BYTES_A_NODE * min(self._kept_levels, max(stack.levels, 1))
        return _BYTES_A_ROW * len(stack.inode) + a_node * len(stack.tree)

    def difference(self, level: int) -> Difference:
        """What a layer did to what lies under it."""
        return self._kept(self._differences, level, lambda: difference_of_layer(self.stack, level))

    def changes(self, level: int) -> ChangeList:
        """The same, to be listed."""
        return self._kept(self._changes, level, lambda: self._make_changes(level))

    def files(self, level: int) -> FileList:
        """The merged tree at a level."""
        return self._kept(
            self._files, level, lambda: FileList(self.stack, level, self.difference(level))
        )

    @cached_property
    def wasted(self) -> tuple[Column, Column]:
        """By global row the dead bytes stored for it, and why (-1: not dead)."""
        return wasted_rows(self.stack)

    def by_node(self, level: int, values: Column, missing: int) -> Column:
        """Values of a layer's rows by node; `missing` for what the layer does not name."""
        rows = self.stack.rows_of(level)
        found = np.full(len(self.stack.tree), missing, values.dtype)
        found[self.stack.node_of_row[rows]] = values[rows]
        return found

    def _make_changes(self, level: int) -> ChangeList:
        wasted, cause = self.wasted
        flags = self.by_node(level, self.stack.columns["flags"], 0)
        return ChangeList(
            self.difference(level),
            sizes=self.by_node(level, self.stack.stored_bytes, 0),
            noise=engine_noise(self.stack, level),
            wasted=self.by_node(level, wasted, 0),
            wasted_cause=self.by_node(level, cause, -1),
            opaque=(flags & RowFlag.OPAQUE) != 0,
        )

    def _kept(self, cache: dict[int, _Value], key: int, make: Callable[[], _Value]) -> _Value:
        found = cache.get(key)
        if found is None:
            if len(cache) >= self._kept_levels:
                del cache[next(iter(cache))]
            found = cache[key] = make()
        return found
