"""What a container changed against its image."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class ChangeKind(enum.Enum):
    """How a path differs from what lies under it."""

    ADDED = "added"
    MODIFIED = "modified"  # content (or link target)
    METADATA = "metadata"  # only mode, owner, times or xattrs
    REPLACED = "replaced"  # by another file type, or a directory that hides what lay under it
    DELETED = "deleted"
    IDENTICAL = "rewritten identically"  # stored once more though nothing differs


class FileType(enum.Enum):
    """Type of the file as it is now (as it was, for a deleted one)."""

    REGULAR = "file"
    DIRECTORY = "directory"
    SYMLINK = "symlink"
    FIFO = "fifo"
    CHARACTER_DEVICE = "character device"
    BLOCK_DEVICE = "block device"
    SOCKET = "socket"


@dataclass(frozen=True, slots=True)
class FileChange:
    """One changed path, relative to the container's root, without a leading slash.

    Bytes that are not UTF-8 are kept by surrogateescape. `size_bytes` is what the new layer stores
    for it (0 for deletions and non-files); `size_before_bytes` what lay under it.
    """

    path: str
    kind: ChangeKind
    file_type: FileType
    size_bytes: int = 0
    size_before_bytes: int = 0
    modified_ns: int = 0  # mtime, nanoseconds since the epoch


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """All changes of a container at one moment; engine-made noise is not among them.

    `changes` is sorted by path and may be cut at `limit`; the counts never are. `omitted` tells
    what a snapshot would have to leave out (sockets, names that look like whiteouts).
    """

    changes: tuple[FileChange, ...]
    added: int
    modified: int  # MODIFIED, METADATA and REPLACED
    deleted: int
    size_bytes: int
    omitted: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether a snapshot would make an empty layer."""
        return not (self.added or self.modified or self.deleted)
