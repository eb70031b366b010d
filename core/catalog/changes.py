"""Lists of changes: of a layer against what lies under it, or between any two merged trees."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np

from core.catalog.patterns import path_matcher
from core.catalog.rows import FILE_TYPES, attributes_of_rows, bytes_of, text_of
from core.catalog.stack import CAUSES
from core.catalog.states import KINDS, PARTS, Difference
from core.catalog.table import Column, RowFlag
from core.errors import FileNotThereError
from core.model import (
    ChangeKind,
    ChangePage,
    ChangeQuery,
    ChangeRow,
    FileAttributes,
    FileType,
    SortKey,
)

_DELETED = KINDS.index(ChangeKind.DELETED)
_TEXT = int(RowFlag.TEXT)


class _Shown(NamedTuple):
    """A path as it is now, or was before it was deleted."""

    file_type: FileType
    flags: int
    attributes: FileAttributes
    before: FileAttributes | None


class ChangeList:
    """Answers queries about one difference. Arrays are by node."""

    def __init__(
        self,
        difference: Difference,
        *,
        sizes: Column,
        noise: Column,
        wasted: Column,
        wasted_cause: Column,
        opaque: Column | None = None,
    ) -> None:
        """`sizes` are what is stored for a path; `wasted_cause` places in CAUSES, -1 for none;
        `opaque` tells of directories whether they hide what was below.
        """
        self._difference = difference
        self._tree = difference.after.stack.tree
        self._sizes = np.where(difference.kind >= 0, sizes, 0)
        self._noise = noise
        self._wasted = np.where(difference.kind >= 0, wasted, 0)
        self._cause = wasted_cause
        self._opaque = np.zeros(len(noise), bool) if opaque is None else opaque
        before = difference.before.file_sizes()
        self._sizes_before = np.where(difference.kind >= 0, before, 0)

    @cached_property
    def counts(self) -> tuple[tuple[ChangeKind, int], ...]:
        """How many changes of each kind there are, noise left out."""
        return self._difference.counts(~self._noise)

    @cached_property
    def noise(self) -> int:
        """How many changes are noise."""
        return int(np.count_nonzero(self._noise & (self._difference.kind >= 0)))

    @cached_property
    def text_changes(self) -> int:
        """How many text files have other contents than before."""
        kind = self._difference.kind
        is_modified = kind == KINDS.index(ChangeKind.MODIFIED)
        return int(np.count_nonzero(is_modified & self._is_text & ~self._noise))

    def page(self, query: ChangeQuery) -> ChangePage:
        """The rows that a query asks for. Raises FileNotThereError for an unknown folder."""
        matching = self._matching(query)
        # Who looks for single paths wants them, though they went with their directory.
        is_by_itself = bool(query.pattern.strip()) or query.least_bytes > 0
        counted = matching if is_by_itself else matching & self._is_counted
        nodes = (
            np.flatnonzero(counted)
            if query.folder is None
            else self._in_folder(query.folder, matching)
        )
        sizes = np.where(matching, np.maximum(self._sizes, 0), 0)
        lost = np.where(matching & (self._difference.kind == _DELETED), self._sizes_before, 0)
        weight = sizes + lost
        if query.folder is not None:
            weight = self._tree.sums(weight)
        nodes = self._sorted(nodes, weight, query)
        total = len(nodes)
        start = max(query.offset, 0)
        nodes = nodes[start : start + max(query.limit, 0)]
        return ChangePage(
            rows=self._rows(nodes, matching, counted, is_flat=query.folder is None),
            total=total,
            changes=int(np.count_nonzero(counted)),
            size_bytes=int(sizes.sum()),
        )

    # --- which --------------------------------------------------------------------------------

    @cached_property
    def _is_counted(self) -> Column:
        """What was deleted together with its directory does not count by itself."""
        found: Column = (self._difference.kind != _DELETED) | self._difference.is_top
        return found

    @cached_property
    def _is_text(self) -> Column:
        """By node whether a text file is there now."""
        after = self._difference.after
        rows = after.rows
        found = np.zeros(len(rows), bool)
        is_there = np.flatnonzero(rows >= 0)
        flags = after.take("flags", rows[is_there])
        found[is_there] = (flags & RowFlag.TEXT) != 0
        return found

    def _matching(self, query: ChangeQuery) -> Column:
        kind = self._difference.kind
        allowed = np.array([one in query.kinds for one in KINDS] + [False])
        mask: Column = allowed[kind]  # -1 takes the last one
        if not query.has_noise:
            mask = mask & ~self._noise
        if query.is_text_only:
            mask = mask & self._is_text
        if query.is_wasted_only:
            mask = mask & (self._wasted > 0)
        if query.least_bytes > 0:
            mask = mask & (np.maximum(self._sizes, self._sizes_before) >= query.least_bytes)
        if query.pattern.strip():
            matches = path_matcher(query.pattern)
            paths = self._tree.comparable_paths
            nodes = np.flatnonzero(mask)
            kept = [node for node in nodes.tolist() if matches(paths[node])]
            mask = np.zeros(len(mask), bool)
            mask[kept] = True
        return mask

    def _in_folder(self, folder: str, matching: Column) -> Column:
        node = self._tree.node(bytes_of(folder))
        if node is None:
            raise FileNotThereError(folder)
        children = self._tree.children(node)
        return children[self._tree.sums(matching)[children] > 0]

    def _sorted(self, nodes: Column, weight: Column, query: ChangeQuery) -> Column:
        """Equal ones stay in the order of their names."""
        found: Column
        if query.sort is SortKey.NAME:
            found = nodes[::-1] if query.is_descending else nodes
            return found
        keys = weight if query.sort is SortKey.SIZE else self._difference.kind
        keys = keys[nodes].astype(np.int64)
        found = nodes[np.lexsort((nodes, -keys if query.is_descending else keys))]
        return found

    # --- rows ---------------------------------------------------------------------------------

    def _rows(
        self, nodes: Column, matching: Column, counted: Column, *, is_flat: bool
    ) -> tuple[ChangeRow, ...]:
        tree, kinds = self._tree, self._difference.kind
        is_gone = kinds[nodes] == _DELETED
        inside = tree.sums(counted)[nodes] - counted[nodes]
        gone = matching & (kinds == _DELETED)
        gone_inside = tree.sums(gone)[nodes] - gone[nodes]
        sums = []
        for values in (self._sizes, self._sizes_before, self._wasted):
            below = tree.sums(np.where(matching, values, 0))[nodes]
            sums.append(np.where(is_flat & ~is_gone, values[nodes], below))
        columns = (
            nodes, kinds[nodes], self._difference.parts[nodes], self._noise[nodes],
            self._cause[nodes], self._opaque[nodes], np.where(is_gone, gone_inside, inside), *sums,
        )  # fmt: skip
        return tuple(
            self._row(shown, *values)
            for shown, values in zip(
                self._shown(nodes),
                zip(*(column.tolist() for column in columns), strict=True),
                strict=True,
            )
        )

    def _shown(self, nodes: Column) -> list[_Shown]:
        """What is there now, or was before it was deleted."""
        before, after = self._difference.before, self._difference.after
        old, new = before.rows[nodes], after.rows[nodes]
        has_old, has_new = old >= 0, new >= 0
        older = iter(attributes_of_rows(before.stack, old[has_old]))
        newer = iter(attributes_of_rows(after.stack, new[has_new]))
        found = []
        for old_row, new_row in zip(old.tolist(), new.tolist(), strict=True):
            was = next(older) if old_row >= 0 else None
            state, row = (after, new_row) if new_row >= 0 else (before, old_row)
            attributes = next(newer) if new_row >= 0 else was
            kind, flags = (int(state.stack.columns[name][row]) for name in ("kind", "flags"))
            found.append(_Shown(FILE_TYPES[kind], flags, attributes or FileAttributes(), was))
        return found

    def _row(
        self, shown: _Shown, node: int, place: int, bits: int, is_noise: bool, cause: int,
        is_opaque: bool, inside: int, size: int, size_before: int, wasted: int,
    ) -> ChangeRow:  # fmt: skip
        kind = KINDS[place] if place >= 0 else None
        return ChangeRow(
            path=text_of(self._tree.path(node)),
            kind=kind,
            file_type=shown.file_type,
            size_bytes=size,
            size_before_bytes=size_before,
            inside=inside,
            metadata=tuple(part for bit, part in enumerate(PARTS) if bits >> bit & 1),
            hides_below=kind is ChangeKind.REPLACED and is_opaque,
            is_text=bool(shown.flags & _TEXT),
            is_noise=is_noise,
            waste=CAUSES[cause] if cause >= 0 else None,
            wasted_bytes=wasted,
            attributes=shown.attributes,
            attributes_before=shown.before if kind else None,
        )
