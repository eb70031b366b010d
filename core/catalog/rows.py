"""Rows of a stack as values for the world."""

from __future__ import annotations

import numpy as np

from core.catalog.patterns import raw_text
from core.catalog.stack import CAUSES, StackTree
from core.catalog.table import Column, RowFlag, RowKind
from core.layer import EntryType
from core.model import ChangeKind, FileAttributes, FileType, MetadataPart, WasteCause

_LINKED = int(RowFlag.HARDLINK | RowFlag.LINK_BELOW)
_SYMLINK = int(RowKind.SYMLINK)
_TYPES = {
    RowKind.REGULAR: FileType.REGULAR,
    RowKind.DIRECTORY: FileType.DIRECTORY,
    RowKind.SYMLINK: FileType.SYMLINK,
    RowKind.FIFO: FileType.FIFO,
    RowKind.CHARACTER_DEVICE: FileType.CHARACTER_DEVICE,
    RowKind.BLOCK_DEVICE: FileType.BLOCK_DEVICE,
    RowKind.WHITEOUT: FileType.REGULAR,
}
FILE_TYPES = tuple(_TYPES[kind] for kind in RowKind)
"""By the number of a RowKind."""
ENTRY_TYPES = {
    RowKind.REGULAR: EntryType.REGULAR,
    RowKind.DIRECTORY: EntryType.DIRECTORY,
    RowKind.SYMLINK: EntryType.SYMLINK,
    RowKind.FIFO: EntryType.FIFO,
    RowKind.CHARACTER_DEVICE: EntryType.CHARACTER_DEVICE,
    RowKind.BLOCK_DEVICE: EntryType.BLOCK_DEVICE,
}
"""Of a tar that is written from rows; a whiteout is none of them, it is written by its name."""

_KINDS = {
    WasteCause.DELETED: ChangeKind.DELETED,
    WasteCause.OVERWRITTEN: ChangeKind.MODIFIED,
    WasteCause.METADATA: ChangeKind.METADATA,
    WasteCause.IDENTICAL: ChangeKind.IDENTICAL,
}


def text_of(path: bytes) -> str:
    """A path for the world: bytes that are not UTF-8 are kept by surrogateescape."""
    return path.decode("utf-8", "surrogateescape")


def bytes_of(path: str) -> bytes:
    """The way back; a leading slash is forgiven."""
    return raw_text(path).strip(b"/")


def file_type_of(stack: StackTree, row: int) -> FileType:
    """The type of a global row."""
    return FILE_TYPES[int(stack.columns["kind"][row])]


def attributes_of(stack: StackTree, row: int) -> FileAttributes:
    """What a layer says of a global row beside its contents."""
    return attributes_of_rows(stack, np.array([row]))[0]


def attributes_of_rows(stack: StackTree, rows: Column) -> list[FileAttributes]:
    """The same for many rows: columns are taken whole, since single numbers cost much more."""
    columns = stack.columns
    names = ("mode", "uid", "gid", "mtime_ns", "device", "kind", "flags", "xattr_digest")
    values = (columns[name][rows].tolist() for name in names)
    found = []
    for row, mode, uid, gid, time_ns, device, kind, flags, xattrs in zip(
        rows.tolist(), *values, strict=True
    ):
        has_link = kind == _SYMLINK or flags & _LINKED
        attributes = FileAttributes(
            mode=mode,
            uid=uid,
            gid=gid,
            modified_ns=time_ns,
            link=text_of(stack.link(row)) if has_link else "",
            xattrs=_xattr_names(stack, row) if xattrs else (),
            device=(device >> 32, device & 0xFFFFFFFF) if device else (0, 0),
        )
        found.append(attributes)
    return found


def _xattr_names(stack: StackTree, row: int) -> tuple[str, ...]:
    table, at = stack.local(int(stack.inode[row]))  # of a hard link they are its inode's
    return tuple(sorted(table.xattrs.get(at, ())))


def kind_of_end(stack: StackTree, row: int) -> ChangeKind:
    """What the layer that ended a row did to its path."""
    cause = CAUSES[int(stack.cause[row])]
    if int(stack.killer[row]) != int(stack.node_of_row[row]):
        return ChangeKind.DELETED  # with a directory above it
    return _KINDS.get(cause, ChangeKind.REPLACED)


def metadata_parts(stack: StackTree, old: int, new: int) -> tuple[MetadataPart, ...]:
    """What differs between two rows beside their contents.

    Of directories not the time, of symbolic links not the mode.
    """
    columns = stack.columns
    is_directory = columns["kind"][new] == RowKind.DIRECTORY
    is_link = columns["kind"][new] == RowKind.SYMLINK
    found = []
    for part, names in (
        (MetadataPart.MODE, () if is_link else ("mode",)),
        (MetadataPart.OWNER, ("uid", "gid")),
        (MetadataPart.XATTRS, ("xattr_digest",)),
        (MetadataPart.TIME, () if is_directory else ("mtime_ns",)),
    ):
        if any(columns[name][old] != columns[name][new] for name in names):
            found.append(part)
    return tuple(found)
