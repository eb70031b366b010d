"""From the entries of an archive to the rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import xxhash

from core.catalog.layer_tree import IMPLIED, LayerTree, key_of
from core.catalog.table import (
    COLUMNS,
    Column,
    LayerTable,
    RowFlag,
    RowKind,
    TableFacts,
    content_digest,
)
from core.layer.scanned import COLUMN_TYPES, EntryCode, ScannedEntries

_IMPLIED_MODE = 0o755
_ROWS_AT_ONCE = 4096
_DEVICE_CODES = (EntryCode.CHARACTER_DEVICE, EntryCode.BLOCK_DEVICE)
_KINDS = np.array(
    [
        {
            EntryCode.DIRECTORY: RowKind.DIRECTORY,
            EntryCode.SYMLINK: RowKind.SYMLINK,
            EntryCode.FIFO: RowKind.FIFO,
            EntryCode.CHARACTER_DEVICE: RowKind.CHARACTER_DEVICE,
            EntryCode.BLOCK_DEVICE: RowKind.BLOCK_DEVICE,
            EntryCode.WHITEOUT: RowKind.WHITEOUT,
        }.get(code, RowKind.REGULAR)
        for code in EntryCode
    ],
    "u1",
)
_TAKEN = {  # an entry's own columns, with what an implied directory has
    "mode": ("modes", _IMPLIED_MODE),
    "uid": ("uids", 0),
    "gid": ("gids", 0),
    "mtime_ns": ("mtimes_ns", 0),
    "device": ("devices", 0),
    "digest": ("digests", 0),
    "offset": ("offsets", -1),
}


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """What is known of the archive that the entries came from."""

    diff_id: str
    digest: str
    tar_bytes: int
    has_end_marker: bool


class TableBuilder:
    """Takes an archive's entries in their order; `build` makes the table of them, once.

    Half a million paths are many megabytes: what is not needed any more is let go at once.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._tree = LayerTree()
        self._parts: dict[str, list[Column]] = {name: [] for name in COLUMN_TYPES}
        self._links: dict[int, bytes] = {}
        self._xattrs: dict[int, dict[str, bytes]] = {}
        self._entries = 0

    def add(self, entries: ScannedEntries) -> None:
        """Raises LayerFormatError where the entries cannot be a tree."""
        links = {place: key_of(link) for place, link in entries.links.items()}
        keys = [key_of(path) for path in entries.paths]
        self._tree.add(keys, entries.codes.tobytes(), links)
        start = self._entries
        self._entries += len(keys)
        for place, link in entries.links.items():
            self._links[start + place] = link
        for place, values in entries.xattrs.items():
            self._xattrs[start + place] = values
        for name, parts in self._parts.items():
            parts.append(getattr(entries, name))

    def build(self, archive: ArchiveFacts) -> LayerTable:
        """The table of all that was added."""
        tree = self._tree
        tree.finish()
        keys = sorted(tree.at)
        numbers = np.fromiter(map(tree.at.__getitem__, keys), np.int64, len(keys))
        tree.at.clear()
        columns = _places(keys)
        are_removed, are_opaque = _marked(keys, tree.removed), _marked(keys, tree.opaque)
        paths = _joined(keys)
        columns["path_hash"] = _path_hashes(paths, columns["path_end"], self._seed)
        inodes = _inodes(numbers, tree.inodes)
        codes = self._take("codes", EntryCode.DIRECTORY)
        columns["kind"] = _KINDS[codes[inodes]]
        columns["flags"] = self._flags(numbers, inodes)
        _hide(columns, are_removed, are_opaque)
        columns["inode"] = _inode_rows(numbers, inodes, self._entries)
        used = np.zeros(self._entries + 1, bool)
        used[inodes] = True
        sizes = self._take("sizes", 0)
        stored, lost = int(sizes.sum()), int(sizes[~used].sum())
        columns["size"] = sizes[inodes]
        del sizes
        for name, (source, implied) in _TAKEN.items():
            columns[name] = self._take(source, implied)[inodes]
        links = self._row_links(inodes, codes, columns["digest"])
        xattrs = self._row_xattrs(inodes, columns)
        return LayerTable(
            facts=TableFacts(
                diff_id=archive.diff_id,
                digest=archive.digest,
                seed=self._seed,
                tar_bytes=archive.tar_bytes,
                entries=self._entries,
                stored_bytes=stored,
                repeated_bytes=lost,
                notes=self._notes(archive, codes, lost),
            ),
            columns={name: _frozen(columns.pop(name), kind) for name, kind in COLUMNS.items()},
            paths=paths,
            links=links,
            xattrs=xattrs,
        )

    def _take(self, name: str, implied: int) -> Column:
        """A column by entry, with one element more at the end for IMPLIED. Only once."""
        parts, kind = self._parts.pop(name), COLUMN_TYPES[name]
        shape = (1, 2) if name == "digests" else (1,)
        return np.concatenate([*parts, np.full(shape, implied, kind)])

    def _flags(self, numbers: Column, inodes: Column) -> Column:
        flags = np.zeros(len(numbers), "u1")
        below = np.fromiter(self._tree.below, np.int64, len(self._tree.below))
        for flag, rows in (
            (RowFlag.TEXT, self._take("are_text", 0)[inodes]),
            (RowFlag.IMPLIED, numbers == IMPLIED),
            (RowFlag.HARDLINK, inodes != numbers),
            (RowFlag.LINK_BELOW, np.isin(inodes, below)),
        ):
            flags[rows] |= np.uint8(flag)
        return flags

    def _row_links(self, inodes: Column, codes: Column, digests: Column) -> dict[int, bytes]:
        """Targets by row; fills in the digests of symbolic links."""
        found = {}
        is_link = np.isin(codes[inodes], (EntryCode.SYMLINK, EntryCode.HARDLINK))
        for row in np.flatnonzero(is_link).tolist():
            link = self._links[int(inodes[row])]
            found[row] = link
            if codes[inodes[row]] == EntryCode.SYMLINK:
                digests[row] = content_digest(link, self._seed)
        return found

    def _row_xattrs(
        self, inodes: Column, columns: dict[str, Column]
    ) -> dict[int, Mapping[str, bytes]]:
        """By row; makes their digests and those of devices."""
        digests = np.zeros(len(inodes), "<u8")
        found: dict[int, Mapping[str, bytes]] = {}
        if self._xattrs:
            having = np.fromiter(self._xattrs, np.int64, len(self._xattrs))
            for row in np.flatnonzero(np.isin(inodes, having)).tolist():
                values = self._xattrs[int(inodes[row])]
                found[row] = values
                digests[row] = xattr_digest(values, self._seed)
        columns["xattr_digest"] = digests
        devices = np.isin(columns["kind"], (RowKind.CHARACTER_DEVICE, RowKind.BLOCK_DEVICE))
        columns["digest"][devices, 0] = columns["device"][devices]
        return found

    def _notes(self, archive: ArchiveFacts, codes: Column, lost: int) -> tuple[str, ...]:
        notes = []
        devices = int(np.isin(codes, _DEVICE_CODES).sum())
        if devices:
            notes.append(
                f"It holds {_counted(devices, 'device file')}, which containers do not get: "
                "they have their own."
            )
        if self._tree.devices_left_out:
            count = _counted(self._tree.devices_left_out, "device file")
            notes.append(f"It names {count} where another file is.")
        if lost:
            notes.append("It holds files twice: only the later one of each name counts.")
        if not archive.has_end_marker:
            notes.append("The archive has no end mark, as some tools write it.")
        return tuple(notes)


def xattr_digest(xattrs: Mapping[str, bytes], seed: int) -> int:
    """A number that tells whether extended attributes are the same, 0 without any."""
    if not xattrs:
        return 0
    digest = xxhash.xxh3_64(seed=seed)
    for name, value in sorted(xattrs.items()):
        raw = name.encode("utf-8", "surrogateescape")
        digest.update(b"%d %d " % (len(raw), len(value)))
        digest.update(raw)
        digest.update(value)
    return digest.intdigest() or 1


def _marked(keys: list[bytes], marked: set[bytes]) -> Column:
    if not marked:
        return np.zeros(len(keys), bool)
    return np.fromiter((key in marked for key in keys), bool, len(keys))


def _hide(columns: dict[str, Column], are_removed: Column, are_opaque: Column) -> None:
    """What whiteouts and opaque markers of this layer make of rows of it."""
    are_removed &= columns["kind"] != RowKind.WHITEOUT
    columns["flags"][are_removed] |= np.uint8(RowFlag.RECREATED)
    are_opaque |= are_removed
    are_opaque &= columns["kind"] == RowKind.DIRECTORY
    columns["flags"][are_opaque] |= np.uint8(RowFlag.OPAQUE)


def _inodes(numbers: Column, links: Mapping[int, int]) -> Column:
    """The entry that made each row's inode."""
    if not links:
        return numbers
    inodes = numbers.copy()
    made_by = np.arange(max(links) + 1)
    made_by[np.fromiter(links.keys(), np.int64, len(links))] = np.fromiter(
        links.values(), np.int64, len(links)
    )
    linked = (numbers >= 0) & (numbers < len(made_by))
    inodes[linked] = made_by[numbers[linked]]
    return inodes


def _inode_rows(numbers: Column, inodes: Column, entries: int) -> Column:
    """The row that holds each row's contents: the entry's own, else its first other name."""
    rows = np.arange(len(numbers), dtype=np.int64)
    row_of = np.full(entries, -1, np.int64)
    named = numbers >= 0
    row_of[inodes[named][::-1]] = rows[named][::-1]  # the first name of each
    is_own = named & (numbers == inodes)
    row_of[numbers[is_own]] = rows[is_own]
    found = rows.copy()
    found[named] = row_of[inodes[named]]
    return found


def _places(keys: list[bytes]) -> dict[str, Column]:
    """Where each path is: in the blob of all paths, and in the tree."""
    count = len(keys)
    path_end = np.cumsum(np.fromiter(map(len, keys), np.uint64, count), dtype=np.uint64)
    name_start = np.fromiter((key.rfind(b"\x00") + 1 for key in keys), np.uint32, count)
    depth = np.fromiter((key.count(b"\x00") + 1 for key in keys), np.uint16, count)
    depth[0] = 0
    parent = np.full(count, -1, np.int32)
    end = np.full(count, count, np.int32)
    above = np.zeros(1, np.int32)
    for level in range(1, int(depth.max()) + 1):
        rows = np.flatnonzero(depth == level).astype(np.int32)
        parent[rows] = above[np.searchsorted(above, rows) - 1]
        # Up to the next one beside it, the last one as far as the directory itself.
        end[rows[:-1]] = rows[1:]
        end[rows] = np.minimum(end[rows], end[parent[rows]])
        above = rows
    return {
        "path_end": path_end,
        "name_start": name_start,
        "depth": depth,
        "parent": parent,
        "end": end,
    }


def _joined(keys: list[bytes]) -> bytes:
    """All paths one after the other. Takes the keys away, since both at once would be much."""
    parts = []
    for first in range(0, len(keys), _ROWS_AT_ONCE):
        some = slice(first, first + _ROWS_AT_ONCE)
        parts.append(b"".join(keys[some]).replace(b"\x00", b"/"))
        keys[some] = [b""] * len(keys[some])
    return b"".join(parts)


def _path_hashes(paths: bytes, path_end: Column, seed: int) -> Column:
    view, start = memoryview(paths), 0
    hashes = np.empty(len(path_end), np.uint64)
    hashed = xxhash.xxh3_64_intdigest
    for first in range(0, len(path_end), _ROWS_AT_ONCE):
        found = []
        for end in path_end[first : first + _ROWS_AT_ONCE].tolist():
            found.append(hashed(view[start:end], seed))
            start = end
        hashes[first : first + _ROWS_AT_ONCE] = found
    return hashes


def _frozen(column: Column, kind: str) -> Column:
    column = np.ascontiguousarray(column, kind)
    column.setflags(write=False)
    return column


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
