"""Files of an image up to a level, as a tar: names and attributes from the catalog, in order.

Where each file's contents go is known from the sizes, so that they are put there as the layers
give them: every layer is read once, whatever the order of names, and nothing is kept in memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import numpy as np

from core.archive.writing_file import NewFile
from core.cancel import CancelToken
from core.catalog.contents import Buffer, stream_files
from core.catalog.rows import ENTRY_TYPES
from core.catalog.stack import StackTree
from core.catalog.table import Column, RowKind
from core.engine.merged_files import text_of
from core.engine.opened_images import OpenedImage, OpenedImages
from core.errors import FileNotThereError, ImagePartError, LayerUnavailableError
from core.errors.root import visible
from core.layer import Entry, EntryType, TarWriter
from core.layer.writer import entry_header
from core.progress import Progress, Report, Throttle, ignore

_BLOCK_BYTES = 512
_BATCH = 4096
_COLUMNS = ("kind", "mode", "uid", "gid", "mtime_ns", "size", "device", "xattr_digest")


def write_files(
    images: OpenedImages,
    what: tuple[str, int, bytes],
    file: NewFile,
    cancel: CancelToken,
    report: Report,
) -> None:
    """Write what shows at or below a path. `what` is an image's reference, a level, and the path.

    Of the whole (b"") the root itself is left out, as `docker export` does. Raises
    FileNotThereError, LayerUnavailableError, ImagePartError, StorageFullError, Cancelled.
    """
    reference, level, inside = what
    opened = images.open(reference, cancel, report)
    layers = len(opened.image.layers)
    if not 0 <= level < layers:
        raise LayerUnavailableError("", f"{reference} has no layer {level + 1}, it has {layers}")
    for place, reason in sorted(opened.analysis.missing.items()):
        if place <= level:
            raise ImagePartError(reference, f"layer {place + 1}", f"cannot be used: {reason}")
    with opened.analysis.lock:
        writing = _Writing(opened.stack, level, inside)
    report(Progress("Looking at files"))
    file.require_room(writing.file_bytes)
    writing.write_names(file, cancel)
    writing.write_contents(opened, images, file, cancel, Throttle(report))


class _Writing:
    """One tar: the names first, and room for the contents."""

    def __init__(self, stack: StackTree, level: int, inside: bytes) -> None:
        node, rows = stack.tree.node(inside), stack.visible(level)
        if node is None or (node and rows[node] < 0):
            raise FileNotThereError(visible(text_of(inside)))
        self._stack = stack
        below = np.arange(node, int(stack.tree.end[node])) if node else np.arange(1, len(rows))
        self._nodes: Column = below[rows[below] >= 0]
        self._rows: Column = rows[self._nodes]
        parent = inside.rpartition(b"/")[0]
        self._cut = len(parent) + 1 if parent else 0
        self._first_names: dict[int, bytes] = {}  # of inodes with several names
        inodes, counts = np.unique(stack.inode[self._rows], return_counts=True)
        self._shared = set(inodes[counts > 1].tolist())
        # By level: rows in its table, and where in the tar their contents go.
        self._wanted: dict[int, tuple[array[int], array[int]]] = {}

    @property
    def file_bytes(self) -> int:
        """Of all contents; names of one inode count again."""
        is_file = self._stack.is_regular[self._rows]
        return int(self._stack.columns["size"][self._rows[is_file]].sum())

    def write_names(self, file: NewFile, cancel: CancelToken) -> None:
        """All headers, with room for contents after those of files that have some."""
        for entry, device, inode in self._entries(cancel):
            file.append(entry_header(entry, device))
            if entry.type is EntryType.REGULAR and entry.size_bytes:
                self._want(inode, file.size_bytes)
                file.skip(entry.size_bytes + -entry.size_bytes % _BLOCK_BYTES)
        TarWriter(file.append).close()

    def write_contents(
        self,
        opened: OpenedImage,
        images: OpenedImages,
        file: NewFile,
        cancel: CancelToken,
        report: Report,
    ) -> None:
        """The contents, layer by layer. Raises ImagePartError."""
        total = sum(int(self._sizes(level).sum()) for level in self._wanted)
        done = 0
        for level, (rows, places) in sorted(self._wanted.items()):
            layer, table = opened.image.layers[level], self._stack.tables[level]
            place_of = dict(zip(rows, places, strict=True))

            def put(row: int, offset: int, piece: Buffer, of: dict[int, int] = place_of) -> None:
                nonlocal done
                file.write_at(of[row] + offset, piece)
                done += len(piece)
                report(Progress("Writing", done, total))

            try:
                stream_files(
                    images.blob_opener(layer), table, rows, put, cancel=cancel, report=ignore
                )
            except LayerUnavailableError as error:
                raise ImagePartError(
                    opened.image.reference,
                    f"layer {level + 1}",
                    f"cannot be used: {error.reason}",
                    detail=error.detail,
                ) from error

    def _sizes(self, level: int) -> Column:
        rows, _places = self._wanted[level]
        found: Column = self._stack.tables[level].column("size")[np.array(rows)]
        return found

    def _want(self, inode: int, place: int) -> None:
        level = int(self._stack.level_of_row[inode])
        rows, places = self._wanted.setdefault(level, (array("q"), array("q")))
        rows.append(inode - int(self._stack.starts[level]))
        places.append(place)

    def _entries(self, cancel: CancelToken) -> Iterator[tuple[Entry, tuple[int, int], int]]:
        """Entries in preorder, device numbers, and the inode as a row of the stack."""
        for start in range(0, len(self._rows), _BATCH):
            cancel.check()
            nodes, rows = self._nodes[start : start + _BATCH], self._rows[start : start + _BATCH]
            inodes = self._stack.inode[rows]
            values = (self._stack.columns[name][inodes].tolist() for name in _COLUMNS)
            for node, inode, kind, mode, uid, gid, mtime_ns, size, device, xattrs in zip(
                nodes.tolist(), inodes.tolist(), *values, strict=True
            ):
                path = self._stack.tree.path(node)[self._cut :]
                first = self._first_names.get(inode)
                if first is not None:
                    link = Entry(path, EntryType.HARDLINK, mode, uid, gid, mtime_ns, link=first)
                    yield link, (0, 0), inode
                    continue
                if inode in self._shared:
                    self._first_names[inode] = path
                yield (
                    Entry(
                        path,
                        ENTRY_TYPES[kind],
                        mode,
                        uid,
                        gid,
                        mtime_ns,
                        size if kind == RowKind.REGULAR else 0,
                        self._stack.link(inode) if kind == RowKind.SYMLINK else b"",
                        self._xattrs(inode) if xattrs else {},
                    ),
                    (device >> 32, device & 0xFFFFFFFF),
                    inode,
                )

    def _xattrs(self, inode: int) -> dict[str, bytes]:
        table, at = self._stack.local(inode)
        return dict(table.xattrs.get(at, {}))
