"""All distinct paths of many layers, as arrays to search in.

A *node* is a path, node 0 the root. A *folder* is a node that others are in; folders have numbers
of their own, so that what is said of folders is said of few. Parents come before their children in
both. Paths are told apart by their seeded hashes (`table.path_hash`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt

from core.cancel import CancelToken
from core.catalog import name_columns
from core.catalog.name_columns import NameColumns, pattern_test
from core.catalog.table import Column, LayerTable, path_hash


@dataclass(frozen=True)
class NameTree:
    """A state of the index; never changed. Each layer touches its rows' nodes."""

    seed: int
    names: NameColumns  # by node
    lengths: npt.NDArray[np.uint16]  # of the whole paths
    folder: npt.NDArray[np.int32]  # that a node is in; the root is in itself
    hashes: npt.NDArray[np.uint64]  # of the paths, ascending
    node_of_hash: npt.NDArray[np.int32]
    folder_node: npt.NDArray[np.int32]
    folder_up: npt.NDArray[np.int32]
    folder_depth: npt.NDArray[np.uint16]
    odd_names: NameColumns  # names with other letters than ASCII's, folded
    odd_nodes: npt.NDArray[np.int32]  # and whose they are
    diff_ids: tuple[str, ...]
    row_starts: npt.NDArray[np.int64]  # by layer, and the end
    row_node: npt.NDArray[np.int32]
    row_kind: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.folder)

    @cached_property
    def is_live(self) -> npt.NDArray[np.bool_]:
        """By node whether any layer has it."""
        found = np.zeros(len(self), np.bool_)
        found[self.row_node] = True
        return found

    @cached_property
    def size_bytes(self) -> int:
        """Memory."""
        values = [getattr(self, field.name) for field in fields(self)]
        return sum(v.nbytes for v in values if isinstance(v, np.ndarray)) + sum(
            v.size_bytes for v in values if isinstance(v, NameColumns)
        )

    def path(self, node: int) -> bytes:
        """A node's path, b"" for the root."""
        parts = []
        while node:
            parts.append(self.names.name(node))
            node = int(self.folder_node[self.folder[node]])
        return b"/".join(reversed(parts))

    # --- what names say, by node ----------------------------------------------------------------

    def ranks(self, word: bytes, cancel: CancelToken) -> npt.NDArray[np.uint8]:
        """How well names match a folded word without a slash, as in `name_columns`."""
        found = self.names.ranks(word, cancel)
        found[self.odd_nodes] = self.odd_names.ranks(word, cancel)
        return found

    def where(self, needle: bytes, cancel: CancelToken) -> npt.NDArray[np.bool_]:
        """Names that begin with, end with or are a folded word: "/word", "word/", "/word/"."""
        found = self.names.where(needle, cancel)
        found[self.odd_nodes] = self.odd_names.where(needle, cancel)
        return found

    def matching(self, pattern: str, cancel: CancelToken) -> npt.NDArray[np.bool_]:
        """Names that a folded shell pattern without a slash fits."""
        found = self.names.matching(pattern, cancel)
        fits = pattern_test(pattern)
        odd = self.odd_names
        found[self.odd_nodes] = [
            fits(odd.name(at).decode("utf-8", "surrogateescape")) for at in range(len(odd))
        ]
        found[0] = False
        return found

    def spread(self, folders: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """By folder: these and all that are below them."""
        found = folders.copy()
        if found.any():
            for level in self._levels:
                found[level] |= found[self.folder_up[level]]
        return found

    @cached_property
    def _levels(self) -> list[Column]:
        """Folders by their depth, the root's aside."""
        order = np.argsort(self.folder_depth, kind="stable")
        bounds = np.cumsum(np.bincount(self.folder_depth))
        return np.split(order, bounds[:-1])[1:]

    # --- layers come and go ---------------------------------------------------------------------

    def joined(self, tables: Sequence[LayerTable]) -> NameTree:
        """With these layers too, at least one. Raises ValueError for tables of another catalog."""
        if any(table.facts.seed != self.seed for table in tables):
            raise ValueError("tables of different catalogs cannot be told apart")
        starts = np.cumsum([0, *(len(table) for table in tables)])
        hashes = np.concatenate([table.column("path_hash") for table in tables])
        at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        is_new = self.hashes[at] != hashes
        row_node = self.node_of_hash[at]
        rows = np.flatnonzero(is_new)
        new_hashes, first, inverse = np.unique(hashes[rows], return_index=True, return_inverse=True)
        new_nodes = np.empty(len(first), np.int32)  # by hash; numbered as they come
        new_nodes[np.argsort(first)] = np.arange(len(self), len(self) + len(first))
        row_node[rows] = new_nodes[inverse]
        new_rows = rows[np.sort(first)]
        names, lengths = _names_of(tables, starts, new_rows)
        parent_rows = np.concatenate(
            [table.column("parent") + start for table, start in zip(tables, starts, strict=False)]
        )[new_rows]
        depths = np.concatenate([table.column("depth") for table in tables])
        places = np.searchsorted(self.hashes, new_hashes)
        odd_names, odd_nodes = _odd(names, len(self))
        return NameTree(
            seed=self.seed,
            names=name_columns.combined((self.names, names)),
            lengths=np.concatenate((self.lengths, lengths)),
            **self._folders(row_node[parent_rows], depths[parent_rows]),
            hashes=np.insert(self.hashes, places, new_hashes),
            node_of_hash=np.insert(self.node_of_hash, places, new_nodes),
            odd_names=name_columns.combined((self.odd_names, odd_names)),
            odd_nodes=np.concatenate((self.odd_nodes, odd_nodes)),
            diff_ids=(*self.diff_ids, *(table.facts.diff_id for table in tables)),
            row_starts=np.concatenate((self.row_starts, starts[1:] + self.row_starts[-1])),
            row_node=np.concatenate((self.row_node, row_node)),
            row_kind=np.concatenate((self.row_kind, *(table.column("kind") for table in tables))),
        )

    def _folders(self, parents: Column, depths: Column) -> dict[str, Column]:
        """The columns of folders with new nodes in these parents, whose depths are given."""
        number = np.full(len(self) + len(parents), -1, np.int32)
        number[self.folder_node] = np.arange(len(self.folder_node))
        fresh, first = np.unique(parents, return_index=True)
        is_new = number[fresh] < 0
        fresh, first = fresh[is_new], first[is_new]
        number[fresh] = np.arange(len(fresh)) + len(self.folder_node)
        folder = np.concatenate((self.folder, number[parents]))
        return {
            "folder": folder,
            "folder_node": np.concatenate((self.folder_node, fresh.astype(np.int32))),
            "folder_up": np.concatenate((self.folder_up, folder[fresh])),
            "folder_depth": np.concatenate((self.folder_depth, depths[first].astype(np.uint16))),
        }

    def without(self, diff_ids: frozenset[str]) -> NameTree:
        """Without these layers. Nodes that nothing has stay until they are the greater part."""
        is_kept = np.array([diff_id not in diff_ids for diff_id in self.diff_ids], np.bool_)
        sizes = np.diff(self.row_starts)
        rows = np.repeat(is_kept, sizes)
        row_node = self.row_node[rows]
        is_live = np.zeros(len(self), np.bool_)
        is_live[row_node] = True
        is_live[0] = True
        nodes: Column = np.arange(len(self))
        if 2 * np.count_nonzero(is_live) < len(self):
            nodes = np.flatnonzero(is_live)
        return self._kept(
            nodes,
            diff_ids=tuple(name for name in self.diff_ids if name not in diff_ids),
            row_starts=np.cumsum([0, *sizes[is_kept]]).astype(np.int64),
            row_node=row_node,
            row_kind=self.row_kind[rows],
        )

    def _kept(
        self,
        nodes: Column,
        *,
        diff_ids: tuple[str, ...],
        row_starts: Column,
        row_node: Column,
        row_kind: Column,
    ) -> NameTree:
        """Some nodes, the folders of all of them among them, and other layers."""
        number = np.full(len(self), -1, np.int32)
        number[nodes] = np.arange(len(nodes))
        folders = np.flatnonzero(number[self.folder_node] >= 0)
        folder_number = np.full(len(self.folder_node), -1, np.int32)
        folder_number[folders] = np.arange(len(folders))
        hashed = number[self.node_of_hash]
        odd = np.flatnonzero(number[self.odd_nodes] >= 0)
        return NameTree(
            seed=self.seed,
            names=self.names.kept(nodes),
            lengths=self.lengths[nodes],
            folder=folder_number[self.folder[nodes]],
            hashes=self.hashes[hashed >= 0],
            node_of_hash=hashed[hashed >= 0],
            folder_node=number[self.folder_node[folders]],
            folder_up=folder_number[self.folder_up[folders]],
            folder_depth=self.folder_depth[folders],
            odd_names=self.odd_names.kept(odd),
            odd_nodes=number[self.odd_nodes[odd]],
            diff_ids=diff_ids,
            row_starts=row_starts,
            row_node=number[row_node],
            row_kind=row_kind,
        )


def empty_tree(seed: int) -> NameTree:
    """The root and no layer. `seed` is that of the catalog's tables."""
    zero = np.zeros(1, np.int32)
    return NameTree(
        seed=seed,
        names=name_columns.named([b""]),
        lengths=np.zeros(1, np.uint16),
        folder=zero,
        hashes=np.array([path_hash(b"", seed)], np.uint64),
        node_of_hash=zero,
        folder_node=zero,
        folder_up=zero,
        folder_depth=np.zeros(1, np.uint16),
        odd_names=name_columns.named([]),
        odd_nodes=zero[:0],
        diff_ids=(),
        row_starts=np.zeros(1, np.int64),
        row_node=zero[:0],
        row_kind=np.zeros(0, np.uint8),
    )


def folded(text: str) -> str:
    """For comparing in any case; composed, since some systems take accents apart."""
    return unicodedata.normalize("NFC", text.casefold())


def _names_of(
    tables: Sequence[LayerTable], starts: Column, rows: Column
) -> tuple[NameColumns, npt.NDArray[np.uint16]]:
    """The last components and the lengths of the paths of rows over all tables, ascending."""
    parts, lengths = [name_columns.named([])], [np.zeros(0, np.uint16)]
    bounds = np.searchsorted(rows, starts).tolist()
    for table, start, low, high in zip(tables, starts, bounds, bounds[1:], strict=False):
        local = rows[low:high] - start
        if not len(local):
            continue
        ends = table.column("path_end").astype(np.int64)
        begins = np.concatenate((np.zeros(1, np.int64), ends[:-1]))[local]
        names = begins + table.column("name_start")[local]
        paths = np.frombuffer(table.paths, np.uint8)
        parts.append(name_columns.gathered(paths, names, ends[local] - names))
        lengths.append((ends[local] - begins).astype(np.uint16))
    return name_columns.combined(parts), np.concatenate(lengths)


def _odd(names: NameColumns, first_node: int) -> tuple[NameColumns, npt.NDArray[np.int32]]:
    """Names with other letters than ASCII's, folded, and their nodes."""
    holders = np.unique(names.holders(np.flatnonzero(names.text >= 0x80)))
    texts = [names.name(at).decode("utf-8", "surrogateescape") for at in holders.tolist()]
    odd = [folded(text).encode("utf-8", "surrogateescape") for text in texts]
    return name_columns.named(odd), (holders + first_node).astype(np.int32)
