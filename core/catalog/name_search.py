"""Names over all catalogued layers, found while the person types.

Words are looked for in last components only; what is below a folder that matches follows from the
folders, so that a search costs a look at some 20 bytes a path. Memory is about 36 bytes and the
last component for each distinct path, and 5 bytes for each row of each layer.
"""

from __future__ import annotations

import re
import threading

import numpy as np
import numpy.typing as npt

from core.cancel import NEVER, CancelToken
from core.catalog.name_columns import CONTAINS, IN_PATH, NO_MATCH, STARTS
from core.catalog.name_tree import NameTree, empty_tree, folded
from core.catalog.table import Column, LayerTable, RowKind
from core.model import FileType, NameHit, NameSearch

_SPECIAL = frozenset("*?[")
_LENGTH_BITS = 12  # of a path, which is at most 4,095 bytes long
_PENDING_ROWS = 200_000  # that may wait to be joined in at once
_FILE_TYPES = {
    RowKind.REGULAR: FileType.REGULAR,
    RowKind.DIRECTORY: FileType.DIRECTORY,
    RowKind.SYMLINK: FileType.SYMLINK,
    RowKind.FIFO: FileType.FIFO,
    RowKind.CHARACTER_DEVICE: FileType.CHARACTER_DEVICE,
    RowKind.BLOCK_DEVICE: FileType.BLOCK_DEVICE,
}

_Ranks = npt.NDArray[np.uint8]
_Mask = npt.NDArray[np.bool_]


class NameIndex:
    """Paths of layers to search in. Thread-safe; layers may come and go at any time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tree = empty_tree(0)
        self._added: dict[str, LayerTable] = {}
        self._dropped: set[str] = set()

    def add(self, table: LayerTable) -> None:
        """Take in a layer; one that is there already is passed over.

        Raises ValueError for a table of another catalog than the first one's.
        """
        diff_id = table.facts.diff_id
        with self._lock:
            if not self._tree.diff_ids and not self._added:
                self._tree = empty_tree(table.facts.seed)
            if table.facts.seed != self._tree.seed:
                raise ValueError("tables of different catalogs cannot be told apart")
            if diff_id in self._dropped:
                self._settle()
            if diff_id not in self._tree.diff_ids:
                self._added.setdefault(diff_id, table)
            if sum(len(waiting) for waiting in self._added.values()) > _PENDING_ROWS:
                self._settle()

    def drop(self, diff_id: str) -> None:
        """Forget a layer; nothing happens when it is not there."""
        with self._lock:
            if self._added.pop(diff_id, None) is None and diff_id in self._tree.diff_ids:
                self._dropped.add(diff_id)

    @property
    def diff_ids(self) -> frozenset[str]:
        """The layers that are searched."""
        with self._lock:
            return frozenset({*self._tree.diff_ids, *self._added} - self._dropped)

    @property
    def size_bytes(self) -> int:
        """Memory that the index takes."""
        return self._settled().size_bytes

    def search(self, words: str, limit: int = 200, cancel: CancelToken = NEVER) -> NameSearch:
        """The best `limit` paths that hold all words, in any case.

        A word with a slash spans components, one with a slash in front begins at the root. With
        `*`, `?` or `[` it is a shell pattern of last components, as many as it has, `**` for any
        number; with a slash in front of the whole path. Best is whose last component is a word,
        then begins with one, holds one; then what is below such a folder; shorter paths first.
        Raises Cancelled. `pending` is left to the caller.
        """
        tree = self._settled()
        best: _Ranks | None = None
        for word in words.split():
            ranks = _ranks(tree, re.sub("/+", "/", folded(word)), cancel)
            if best is None:
                best = ranks
            else:
                is_out = (best == NO_MATCH) | (ranks == NO_MATCH)
                best = np.minimum(best, ranks)
                best[is_out] = NO_MATCH
        if best is None:
            return NameSearch(words, (), frozenset())
        matches = (best != NO_MATCH) & tree.is_live
        matches[0] = False  # the root
        cancel.check()
        nodes = np.flatnonzero(matches)
        chosen = _best(tree, nodes, best, limit)
        return NameSearch(
            words,
            _hits(tree, chosen),
            _touched(tree, matches) if len(nodes) else frozenset(),
            is_cut=len(nodes) > len(chosen),
        )

    def _settled(self) -> NameTree:
        with self._lock:
            self._settle()
            return self._tree

    def _settle(self) -> None:
        if self._dropped:
            self._tree = self._tree.without(frozenset(self._dropped))
            self._dropped.clear()
        if self._added:
            self._tree = self._tree.joined(list(self._added.values()))
            self._added.clear()


# --- one word -------------------------------------------------------------------------------------


def _ranks(tree: NameTree, word: str, cancel: CancelToken) -> _Ranks:
    cancel.check()
    if _SPECIAL & set(word):
        return _pattern_ranks(tree, word, cancel)
    try:
        wanted = word.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character: in no name
        return np.full(len(tree), NO_MATCH, np.uint8)
    own = _spanning(tree, wanted, cancel) if b"/" in wanted else tree.ranks(wanted, cancel)
    below = tree.spread(own[tree.folder_node] != NO_MATCH)
    return np.minimum(own, np.where(below, IN_PATH, NO_MATCH).astype(np.uint8)[tree.folder])


def _spanning(tree: NameTree, word: bytes, cancel: CancelToken) -> _Ranks:
    """Where the last part of a word with slashes is, the other parts in the folders above."""
    first, *middle, last = word.split(b"/")
    folders = _only_root(tree)
    if first:
        folders = tree.where(first + b"/", cancel)[tree.folder_node]
    for part in middle:
        is_part = tree.where(b"/" + part + b"/", cancel)[tree.folder_node]
        folders = is_part & folders[tree.folder_up]
    is_inside = folders[tree.folder]
    found = np.full(len(tree), NO_MATCH, np.uint8)
    if not last:
        found[is_inside] = IN_PATH
        return found
    ranks = tree.ranks(last, cancel)
    is_match = is_inside & (ranks <= STARTS)
    found[is_match] = ranks[is_match]
    return found


def _pattern_ranks(tree: NameTree, pattern: str, cancel: CancelToken) -> _Ranks:
    """rsync(1) has the same rule for patterns with slashes; `**` is of bash's globstar."""
    is_anchored = pattern.startswith("/")
    *above, last = pattern.strip("/").split("/")
    folders = _only_root(tree) if is_anchored else np.ones(len(tree.folder_node), np.bool_)
    for part in above:
        if part == "**":
            folders = tree.spread(folders)
        else:
            fits = tree.matching(part, cancel)[tree.folder_node]
            folders = fits & folders[tree.folder_up]
    if last == "**":
        found = tree.spread(folders)[tree.folder]
    else:
        found = tree.matching(last, cancel)
        if above or is_anchored:
            found &= folders[tree.folder]
    return np.where(found, CONTAINS, NO_MATCH).astype(np.uint8)


def _only_root(tree: NameTree) -> _Mask:
    folders = np.zeros(len(tree.folder_node), np.bool_)
    folders[0] = True
    return folders


# --- the answer -----------------------------------------------------------------------------------


def _best(tree: NameTree, nodes: Column, ranks: _Ranks, limit: int) -> list[int]:
    """At most `limit` nodes, the best and shortest, by path; of equals at the end the oldest."""
    keys = ranks[nodes].astype(np.uint16) << _LENGTH_BITS
    keys |= np.minimum(tree.lengths[nodes], (1 << _LENGTH_BITS) - 1)
    if len(nodes) > limit:
        up_to = np.cumsum(np.bincount(keys))
        worst = int(np.searchsorted(up_to, max(limit, 0)))
        sure = np.flatnonzero(keys < worst)
        tied = np.flatnonzero(keys == worst)[: max(limit - len(sure), 0)]
        taken = np.concatenate((sure, tied))
        nodes, keys = nodes[taken], keys[taken]
    found = sorted(
        (key, tree.path(node), node)
        for key, node in zip(keys.tolist(), nodes.tolist(), strict=True)
    )
    return [node for _key, _path, node in found]


def _hits(tree: NameTree, nodes: list[int]) -> tuple[NameHit, ...]:
    place = np.full(len(tree), -1, np.int32)
    place[nodes] = np.arange(len(nodes))
    is_hit = np.zeros(len(tree), np.bool_)
    is_hit[nodes] = True
    rows = np.flatnonzero(is_hit[tree.row_node])
    layers = np.searchsorted(tree.row_starts, rows, side="right") - 1
    diff_ids: list[list[str]] = [[] for _ in nodes]
    types: list[FileType | None] = [None for _ in nodes]
    for row, layer, at in zip(
        rows.tolist(), layers.tolist(), place[tree.row_node[rows]].tolist(), strict=True
    ):
        diff_ids[at].append(tree.diff_ids[layer])
        # A whiteout does not say what it removes.
        types[at] = types[at] or _FILE_TYPES.get(RowKind(int(tree.row_kind[row])))
    return tuple(
        NameHit(
            tree.path(node).decode("utf-8", "surrogateescape"),
            types[at] or FileType.REGULAR,
            tuple(diff_ids[at]),
        )
        for at, node in enumerate(nodes)
    )


def _touched(tree: NameTree, matches: _Mask) -> frozenset[str]:
    """The layers with any of these nodes. Every layer has a row at least, the root."""
    has_any = np.logical_or.reduceat(matches[tree.row_node], tree.row_starts[:-1])
    return frozenset(tree.diff_ids[layer] for layer in np.flatnonzero(has_any).tolist())
