"""What the strict reader yields."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class EntryType(enum.Enum):
    """Type of an entry; whiteouts are types of their own, so nobody can forget them."""

    REGULAR = "file"
    HARDLINK = "hard link"
    SYMLINK = "symbolic link"
    CHARACTER_DEVICE = "character device"
    BLOCK_DEVICE = "block device"
    DIRECTORY = "directory"
    FIFO = "fifo"
    WHITEOUT = "whiteout"
    OPAQUE = "opaque whiteout"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `path` is relative and normalised, b"" for the root itself.

    For WHITEOUT `path` is the name that is removed, for OPAQUE the directory that hides. `link` is
    a symbolic link's target as it stands, or a hard link's normalised path in the same layer.
    `size_bytes` is that of the contents with their holes.
    """

    path: bytes
    type: EntryType
    mode: int = 0o644
    uid: int = 0
    gid: int = 0
    mtime_ns: int = 0
    size_bytes: int = 0
    link: bytes = b""
    xattrs: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def shown_path(self) -> str:
        """For people: control characters escaped."""
        return shown(self.path)


def shown(name: bytes) -> str:
    """A name for a sentence: odd bytes, control and bidi characters made visible."""
    text = name.decode("utf-8", "backslashreplace")
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )
