"""What `TarScan` yields: entries as columns."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.layer.entry import EntryType

Column = npt.NDArray[Any]


class EntryCode(enum.IntEnum):
    """An entry's type as a number."""

    REGULAR = 0
    DIRECTORY = 1
    SYMLINK = 2
    FIFO = 3
    CHARACTER_DEVICE = 4
    BLOCK_DEVICE = 5
    WHITEOUT = 6
    HARDLINK = 7
    OPAQUE = 8


CODES = {kind: EntryCode[kind.name] for kind in EntryType}


@dataclass(frozen=True, slots=True)
class ScannedEntries:
    """Some entries of an archive, in its order.

    Columns have one element an entry, `digests` two words. `links` and `xattrs` are by place in
    `paths`.
    """

    paths: list[bytes]  # as in Entry: for whiteouts the path that they concern
    codes: Column  # of EntryCode
    modes: Column
    uids: Column
    gids: Column
    mtimes_ns: Column
    sizes: Column
    devices: Column  # major << 32 | minor
    digests: Column  # of regular entries: seeded xxh3_128 of the contents, the high word first
    offsets: Column  # where contents begin in the plain tar, -1 where there are none; or
    # `offset_of_sparse`, since of a sparse file not all is there
    are_text: Column  # whether the first TEXT_BYTES of a regular entry have no NUL
    links: dict[int, bytes]
    xattrs: dict[int, dict[str, bytes]]

    def first(self, count: int) -> ScannedEntries:
        """Only the first of them."""
        return ScannedEntries(
            **{name: getattr(self, name)[:count] for name in ("paths", *COLUMN_TYPES)},
            links={row: link for row, link in self.links.items() if row < count},
            xattrs={row: values for row, values in self.xattrs.items() if row < count},
        )


def offset_of_sparse(start: int) -> int:
    """What stands for an offset for a sparse file, whose entry starts there with its headers."""
    return -2 - start


def start_of_sparse(offset: int) -> int | None:
    """The other way; None for what is no sparse file."""
    return -2 - offset if offset < -1 else None


COLUMN_TYPES = {
    "codes": np.dtype("u1"),
    "modes": np.dtype("<u2"),
    "uids": np.dtype("<u4"),
    "gids": np.dtype("<u4"),
    "mtimes_ns": np.dtype("<i8"),
    "sizes": np.dtype("<i8"),
    "devices": np.dtype("<u8"),
    "digests": np.dtype("<u8"),
    "offsets": np.dtype("<i8"),
    "are_text": np.dtype("?"),
}
