"""Contents from an unpacked layer: at once, where reading the blob up to them takes seconds.

An unpacked layer is a cache that others may have touched. What it gives counts only when it is what
was catalogued from the verified blob; otherwise the blob is read.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from core.catalog.table import LayerTable, RowFlag, RowKind, content_digest
from core.layer.tree import FILE_FLAGS, DirectoryWalk

UNPACKED_LIMIT_BYTES = 64 << 20
"""Larger files are read from the blob, in pieces."""


def read_unpacked(directory: Path, table: LayerTable, row: int) -> bytes | None:
    """A regular file's contents from `directory`, the layer as it is unpacked.

    None when the file is not there, too large, or not what was catalogued.
    """
    inode = int(table.column("inode")[row])
    size = int(table.column("size")[row])
    is_below = bool(int(table.column("flags")[inode]) & RowFlag.LINK_BELOW)
    is_regular = table.column("kind")[row] == RowKind.REGULAR
    if not is_regular or is_below or size > UNPACKED_LIMIT_BYTES:
        return None
    parent, _slash, name = table.path(row).rpartition(b"/")
    try:
        with DirectoryWalk(directory) as walk:
            descriptor = os.open(name, FILE_FLAGS, dir_fd=walk.open(parent))
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return None
            content = file.read(size + 1)
    except (OSError, ValueError):
        return None  # swept meanwhile, or never there: the blob has it
    high, low = table.column("digest")[inode].tolist()
    is_same = len(content) == size and content_digest(content, table.facts.seed) == (high, low)
    return content if is_same else None
