"""A run of layers as one layer: what it has to hold so that nothing above or below sees a change.

It is the difference of two merged trees, that below the run and that at its top (image-spec
layer.md, "Whiteouts", "Hardlinks"): what shows at the top and came with the run is an entry; what
showed below the run and no longer does is a whiteout, or an opaque marker where a directory was
made anew; all else that the run held cannot be seen by anybody and goes. Contents come straight
from the blobs, one pass over each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from core.cancel import NEVER, CancelToken
from core.catalog.contents import Buffer, OpenBlob, stream_files
from core.catalog.rows import ENTRY_TYPES
from core.catalog.stack import StackTree
from core.catalog.table import Column, RowFlag, RowKind
from core.errors import LayerUnavailableError
from core.layer import Entry, EntryType, TarWriter
from core.progress import Progress, Report, Throttle, ignore

_BLOCK_BYTES = 512
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class HiddenFiles:
    """Files of a run that nobody sees at its top. `examples` are paths of the largest."""

    count: int
    size_bytes: int
    examples: tuple[bytes, ...]


class MergedRun:
    """Layers `first` to `last` (0 is the lowest) of a stack, whose tables are all known.

    Deterministic: equal layers give equal bytes. Arrays are by node, or of nodes.
    """

    def __init__(self, stack: StackTree, first: int, last: int) -> None:
        self._stack = stack
        self._first, self._last = first, last
        self._start, self._stop = int(stack.starts[first]), int(stack.starts[last + 1])
        self._before, self._after = stack.visible(first - 1), stack.visible(last)
        self._opaque = self._opaque_nodes()
        self._whiteouts = self._whiteout_nodes()
        self._entries = self._entry_nodes()
        self._names = self._names_by_inode()

    # --- figures ------------------------------------------------------------------------------

    @property
    def entries(self) -> int:
        """How many entries the layer has, markers among them."""
        return len(self._entries) + self.markers

    @property
    def markers(self) -> int:
        """Whiteouts and opaque markers that are still needed."""
        return len(self._whiteouts) + len(self._opaque)

    @property
    def old_markers(self) -> int:
        """Those that the run has now."""
        rows = slice(self._start, self._stop)
        columns = self._stack.columns
        is_marker = columns["kind"][rows] == RowKind.WHITEOUT
        is_marker |= (columns["flags"][rows] & RowFlag.OPAQUE) != 0
        return int(np.count_nonzero(is_marker))

    @property
    def file_bytes(self) -> int:
        """Of all its regular files."""
        inodes = self._content_inodes()
        return int(self._stack.columns["size"][inodes].sum())

    def tar_bytes_by_level(self) -> dict[int, int]:
        """About how long the tar is, by the level that its parts come from."""
        stack = self._stack
        inodes = stack.inode[self._after[self._entries]]
        found: dict[int, int] = defaultdict(int)
        for level, count in zip(
            *np.unique(stack.level_of_row[inodes], return_counts=True), strict=True
        ):
            found[int(level)] += int(count) * _BLOCK_BYTES
        contents = self._content_inodes()
        sizes = stack.columns["size"][contents]
        padded = sizes + -sizes % _BLOCK_BYTES
        for level in np.unique(stack.level_of_row[contents]).tolist():
            found[level] += int(padded[stack.level_of_row[contents] == level].sum())
        found[self._last] += self.markers * _BLOCK_BYTES
        return dict(found)

    def hidden_files(self) -> HiddenFiles:
        """What the run stores and hides itself."""
        stack = self._stack
        rows = np.arange(self._start, self._stop)
        is_inode = stack.is_regular[rows] & (stack.inode[rows] == rows)
        names = np.flatnonzero(stack.is_regular[: self._stop] & stack.is_put[: self._stop])
        is_seen = np.zeros(self._stop, bool)
        showing = names[stack.dies_at[names] > self._last]
        is_seen[stack.inode[showing]] = True
        hidden = rows[is_inode & ~is_seen[rows]]
        sizes = stack.columns["size"][hidden]
        largest = hidden[np.argsort(-sizes, kind="stable")[:_EXAMPLES]]
        paths = tuple(stack.tree.path(int(stack.node_of_row[row])) for row in largest.tolist())
        return HiddenFiles(len(hidden), int(sizes.sum()), paths)

    # --- writing ------------------------------------------------------------------------------

    def write(
        self,
        opener_of: Callable[[int], OpenBlob],
        write: Callable[[bytes], object],
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> None:
        """The plain tar. `opener_of` a level opens its blob.

        Names that carry no contents come first, in preorder; then files, layer by layer, each with
        its other names after it. Raises LayerUnavailableError, Cancelled, and what `write` raises.
        """
        self._require_links()
        tar = TarWriter(write)
        for entry, device in self._named(cancel):
            tar.add(entry, device=device)
        tell, done, total = Throttle(report), 0, self.file_bytes
        contents = self._content_inodes()
        for level in np.unique(self._stack.level_of_row[contents]).tolist():
            start = int(self._stack.starts[level])
            rows = contents[self._stack.level_of_row[contents] == level] - start

            def put(row: int, place: int, piece: Buffer, start: int = start) -> None:
                nonlocal done
                inode = start + row
                names, size_bytes = self._names[inode], int(self._stack.columns["size"][inode])
                if place == 0:
                    tar.add(self._entry(names[0], inode))
                tar.content(bytes(piece))
                done += len(piece)
                tell(Progress("Merging layers", done, total))
                if place + len(piece) == size_bytes:
                    tar.end_content(size_bytes)
                    for name in names[1:]:
                        tar.add(self._link(name, inode, self._path(names[0])))

            stream_files(
                opener_of(level),
                self._stack.tables[level],
                rows.tolist(),
                put,
                cancel=cancel,
                report=ignore,
            )
        tar.close()

    def _named(self, cancel: CancelToken) -> Iterator[tuple[Entry, tuple[int, int]]]:
        """Everything but files with contents."""
        stack, nothing = self._stack, (0, 0)
        whiteouts, opaque = set(self._whiteouts.tolist()), set(self._opaque.tolist())
        entries = set(self._entries.tolist())
        lower = self._names_below()
        for number, node in enumerate(sorted(whiteouts | opaque | entries)):
            if not number % 4096:
                cancel.check()
            if node in whiteouts:
                yield Entry(self._path(node), EntryType.WHITEOUT), nothing
                continue
            inode = int(stack.inode[self._after[node]]) if node in entries else -1
            if inode >= 0 and inode in lower:
                yield self._link(node, inode, self._path(lower[inode])), nothing
            elif inode >= 0 and not self._has_contents(inode):
                names = self._names[inode]
                if node != names[0]:
                    yield self._link(node, inode, self._path(names[0])), nothing
                else:
                    device = int(stack.columns["device"][inode])
                    yield self._entry(node, inode), (device >> 32, device & 0xFFFFFFFF)
            if node in opaque:
                yield Entry(self._path(node), EntryType.OPAQUE), nothing

    def _entry(self, node: int, inode: int) -> Entry:
        columns = self._stack.columns
        kind = RowKind(int(columns["kind"][inode]))
        table, at = self._stack.local(inode)
        return Entry(
            path=self._path(node),
            type=ENTRY_TYPES[kind],
            mode=int(columns["mode"][inode]),
            uid=int(columns["uid"][inode]),
            gid=int(columns["gid"][inode]),
            mtime_ns=int(columns["mtime_ns"][inode]),
            size_bytes=int(columns["size"][inode]) if kind is RowKind.REGULAR else 0,
            link=self._stack.link(inode) if kind is RowKind.SYMLINK else b"",
            xattrs=dict(table.xattrs.get(at, {})),
        )

    def _link(self, node: int, inode: int, target: bytes) -> Entry:
        columns = self._stack.columns
        return Entry(
            path=self._path(node),
            type=EntryType.HARDLINK,
            mode=int(columns["mode"][inode]),
            uid=int(columns["uid"][inode]),
            gid=int(columns["gid"][inode]),
            mtime_ns=int(columns["mtime_ns"][inode]),
            link=target,
        )

    def _path(self, node: int) -> bytes:
        return self._stack.tree.path(node)

    def _has_contents(self, inode: int) -> bool:
        return bool(self._stack.is_regular[inode]) and int(self._stack.columns["size"][inode]) > 0

    # --- what is in it ------------------------------------------------------------------------

    def _is_directory(self, rows: Column) -> Column:
        """By place in `rows`, of which -1 is none."""
        found: Column = rows >= 0
        found = found.copy()
        found[found] = self._stack.columns["kind"][rows[found]] == RowKind.DIRECTORY
        return found

    def _opaque_nodes(self) -> Column:
        """Directories of both trees that were emptied as a whole in between, the topmost ones.

        Something that showed directly in them was hidden by them, or from above.
        """
        stack, tree = self._stack, self._stack.tree
        gone = np.flatnonzero(self._before >= 0)
        gone = gone[gone > 0]
        rows = self._before[gone]
        is_emptied = (stack.dies_at[rows] <= self._last) & (stack.killer[rows] != gone)
        parents = np.unique(tree.parent[gone[is_emptied]])
        is_directory = self._is_directory(self._before[parents])
        is_directory &= self._is_directory(self._after[parents])
        found: list[int] = []
        end = -1
        for node in parents[is_directory].tolist():  # in preorder
            if node >= end:
                found.append(node)
                end = int(tree.end[node])
        return np.array(found, np.int64)

    def _whiteout_nodes(self) -> Column:
        """The topmost paths that showed below the run and do not at its top."""
        tree = self._stack.tree
        gone = np.flatnonzero((self._before >= 0) & (self._after < 0))
        gone = gone[gone > 0]
        is_covered = np.zeros(len(tree), bool)
        for node in self._opaque.tolist():
            is_covered[node + 1 : int(tree.end[node])] = True
        is_needed = self._is_directory(self._after[tree.parent[gone]]) & ~is_covered[gone]
        found: Column = gone[is_needed]
        return found

    def _entry_nodes(self) -> Column:
        """What shows at the top and came with the run.

        Also directories that no archive names: what they were there for may have gone since.
        """
        nodes = np.flatnonzero(self._after >= self._start)
        flags = self._stack.columns["flags"][self._after[nodes]]
        found: Column = nodes[(nodes > 0) | ((flags & RowFlag.IMPLIED) == 0)]
        return found

    def _names_by_inode(self) -> dict[int, list[int]]:
        """Nodes of each inode's names in the layer, in preorder."""
        found: dict[int, list[int]] = defaultdict(list)
        inodes = self._stack.inode[self._after[self._entries]]
        for node, inode in zip(self._entries.tolist(), inodes.tolist(), strict=True):
            found[inode].append(node)
        return dict(found)

    def _names_below(self) -> dict[int, int]:
        """Of inodes from below the run that got more names in it: a name that still shows there."""
        wanted = {inode for inode in self._names if inode < self._start}
        found: dict[int, int] = {}
        if wanted:
            nodes = np.flatnonzero((self._after >= 0) & (self._after < self._start))
            inodes = self._stack.inode[self._after[nodes]]
            for node, inode in zip(nodes.tolist(), inodes.tolist(), strict=True):
                if inode in wanted:
                    found.setdefault(inode, node)
        return found

    def _content_inodes(self) -> Column:
        """Rows whose contents the layer holds."""
        lower = self._names_below()
        found = [one for one in self._names if one not in lower and self._has_contents(one)]
        return np.array(sorted(found), np.int64)

    def _require_links(self) -> None:
        """A hard link to nothing cannot be unpacked, in whatever layer it stands."""
        flags = self._stack.columns["flags"]
        for inode in self._names:
            if flags[inode] & RowFlag.LINK_BELOW:
                level = int(self._stack.level_of_row[inode])
                diff_id = self._stack.tables[level].facts.diff_id
                reason = "it holds a link to a file that is not there"
                raise LayerUnavailableError(diff_id, reason)
