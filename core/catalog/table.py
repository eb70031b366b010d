"""What one layer holds, as columns: the catalog's unit, kept by diffID.

A row is a path; rows stand in preorder (a directory before what is in it, siblings by name as
bytes), so that everything below a directory is one slice. Row 0 is the root. Directories that the
archive left out are there too, marked IMPLIED. Of entries with one name the last counts, as for
tar itself; whiteouts are rows of their own kind, opaque markers a flag of their directory.
"""

from __future__ import annotations

import enum
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import xxhash

FORMAT_VERSION = 2
_MAGIC = b"layer catalog\n\x00\x01"
_ALIGNMENT = 16
_HEAD_LIMIT_BYTES = 1 << 20
_HEAD_DIGEST_BYTES = 16

Column = npt.NDArray[Any]


class RowKind(enum.IntEnum):
    """The column `kind`."""

    REGULAR = 0
    DIRECTORY = 1
    SYMLINK = 2
    FIFO = 3
    CHARACTER_DEVICE = 4
    BLOCK_DEVICE = 5
    WHITEOUT = 6


class RowFlag(enum.IntFlag):
    """The column `flags`."""

    IMPLIED = 1  # a directory that the archive does not name
    OPAQUE = 2  # a directory that hides what lower layers have in it
    LINK_BELOW = 4  # a hard link whose other name is in a lower layer; `links` has its path
    HARDLINK = 8  # shares the inode of the row `inode`
    TEXT = 16  # a regular file without NUL bytes in its first 8,000
    RECREATED = 32  # removed by a whiteout and made anew in this very layer


COLUMNS: Mapping[str, str] = {
    "kind": "u1",
    "flags": "u1",
    "mode": "<u2",
    "uid": "<u4",
    "gid": "<u4",
    "mtime_ns": "<i8",
    "size": "<i8",  # of regular files; a hard link has its inode's
    "device": "<u8",  # major << 32 | minor
    "digest": "<u8",  # two words a row: of the contents, of a link's target; zeros for others
    "xattr_digest": "<u8",  # 0 without xattrs
    "offset": "<i8",  # of the contents in the plain tar; -1 for others; see `offset_of_sparse`
    "inode": "<i4",  # the row that holds the contents: itself, or a hard link's other name
    "path_hash": "<u8",
    "parent": "<i4",  # row of the directory; -1 for the root
    "end": "<i4",  # one past the last row below it
    "depth": "<u2",  # 0 for the root
    "name_start": "<u4",  # where the last component begins in the path
    "path_end": "<u8",  # into `paths`; the path begins where the one before it ends
}
"""Every column and its type; `digest` has two words a row."""


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What is known of the layer as a whole, sizes in bytes."""

    diff_id: str
    digest: str  # of the blob that was read
    seed: int  # of all digests and hashes in the table; they compare within one catalog only
    tar_bytes: int
    entries: int  # in the archive
    stored_bytes: int  # of all regular entries, those that a later one of the same name repeats too
    repeated_bytes: int  # of entries that a later one of the same archive replaces
    notes: tuple[str, ...] = ()  # odd things, a sentence each


@dataclass(frozen=True)
class LayerTable:
    """One layer's rows. Arrays are read-only.

    `links` holds targets of symbolic links and other names of hard links (LINK_BELOW), `xattrs` the
    extended attributes, both by row, for those rows that have them.
    """

    facts: TableFacts
    columns: Mapping[str, Column]
    paths: bytes
    links: Mapping[int, bytes] = field(default_factory=dict)
    xattrs: Mapping[int, Mapping[str, bytes]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.columns["kind"])

    def column(self, name: str) -> Column:
        """A column by its name in COLUMNS."""
        return self.columns[name]

    def path(self, row: int) -> bytes:
        """A row's path, b"" for the root."""
        ends = self.columns["path_end"]
        start = int(ends[row - 1]) if row else 0
        return self.paths[start : int(ends[row])]

    def all_paths(self) -> list[bytes]:
        """The paths of all rows."""
        paths, start, found = self.paths, 0, []
        for end in self.columns["path_end"].tolist():
            found.append(paths[start:end])
            start = end
        return found

    def name(self, row: int) -> bytes:
        """The last component."""
        return self.path(row)[int(self.columns["name_start"][row]) :]

    def row(self, path: bytes) -> int | None:
        """The row of a path."""
        wanted = path_hash(path, self.facts.seed)
        at = int(np.searchsorted(self._sorted_hashes, wanted))
        if at < len(self) and self._sorted_hashes[at] == wanted:
            row = int(self._hash_order[at])
            return row if self.path(row) == path else None
        return None

    @cached_property
    def _hash_order(self) -> Column:
        return np.argsort(self.columns["path_hash"], kind="stable").astype(np.int32)

    @cached_property
    def _sorted_hashes(self) -> Column:
        return self.columns["path_hash"][self._hash_order]


def empty_table(diff_id: str, seed: int) -> LayerTable:
    """Only the root: stands in for a layer that cannot be read."""
    columns: dict[str, Column] = {name: np.zeros(1, kind) for name, kind in COLUMNS.items()}
    columns["digest"] = np.zeros((1, 2), COLUMNS["digest"])
    columns["kind"][0], columns["flags"][0] = RowKind.DIRECTORY, RowFlag.IMPLIED
    columns["mode"][0], columns["offset"][0], columns["parent"][0] = 0o755, -1, -1
    columns["end"][0], columns["path_hash"][0] = 1, path_hash(b"", seed)
    return LayerTable(TableFacts(diff_id, "", seed, 0, 0, 0, 0), columns, b"")


def path_hash(path: bytes, seed: int) -> int:
    """How a path is known in the columns."""
    return int(xxhash.xxh3_64_intdigest(path, seed))


def content_digest(content: bytes, seed: int) -> tuple[int, int]:
    """Two words that tell whether contents are the same.

    No cryptographic digest, but with a seed that nobody outside knows; where a digest is promised
    to somebody it is sha256.
    """
    digest = xxhash.xxh3_128_intdigest(content, seed)
    return digest >> 64, digest & (2**64 - 1)


def write_table(table: LayerTable, write: Callable[[bytes | memoryview], object]) -> None:
    """The table as a file, piece by piece: it may be large."""
    parts: dict[str, bytes | memoryview] = {
        name: np.ascontiguousarray(table.columns[name], dtype=kind).reshape(-1).view("u1").data
        for name, kind in COLUMNS.items()
    }
    parts["paths"] = table.paths
    parts["links"] = _dump_sparse(table.links)
    parts["xattrs"] = json.dumps(
        {
            row: {name: value.hex() for name, value in values.items()}
            for row, values in table.xattrs.items()
        }
    ).encode("ascii")
    places, length, digest = {}, 0, xxhash.xxh3_128()
    for name, part in parts.items():
        padding = -length % _ALIGNMENT
        places[name] = (length + padding, len(part))
        length += padding + len(part)
        digest.update(b"\x00" * padding)
        digest.update(part)
    facts = table.facts
    head = json.dumps(
        {
            "version": FORMAT_VERSION,
            "facts": {name: getattr(facts, name) for name in TableFacts.__slots__},
            "parts": places,
            "body": digest.hexdigest(),
        }
    ).encode("ascii")
    head += b" " * (-(len(_MAGIC) + _HEAD_DIGEST_BYTES + 8 + len(head)) % _ALIGNMENT)
    write(b"".join((_MAGIC, xxhash.xxh3_128_digest(head), len(head).to_bytes(8, "little"), head)))
    at = 0
    for name, part in parts.items():
        start, length = places[name]
        write(b"\x00" * (start - at))
        write(part)
        at = start + length


def dump_table(table: LayerTable) -> bytes:
    """The table as the bytes of a file."""
    content = bytearray()
    write_table(table, content.extend)
    return bytes(content)


def read_facts(file: BinaryIO) -> TableFacts:
    """What a file of the catalog is about, by its head alone.

    Raises ValueError for what is none or of another version; damage of the rest is not seen.
    """
    return _facts(_read_head(file))


def load_table(content: bytes) -> LayerTable:
    """Read a file of the catalog. Raises ValueError for what is damaged or of another version."""
    file = io.BytesIO(content)
    head = _read_head(file)
    body_start = file.tell()
    body = memoryview(content)[body_start:]
    if head["body"] != xxhash.xxh3_128_hexdigest(body):
        raise ValueError("the table is damaged")

    def part(name: str) -> memoryview:
        at, length = head["parts"][name]
        return body[at : at + length]

    columns: dict[str, Column] = {
        name: np.frombuffer(part(name), kind) for name, kind in COLUMNS.items()
    }
    columns["digest"] = columns["digest"].reshape(-1, 2)
    return LayerTable(
        facts=_facts(head),
        columns=columns,
        paths=bytes(part("paths")),
        links=_load_sparse(part("links")),
        xattrs={
            int(row): {name: bytes.fromhex(value) for name, value in values.items()}
            for row, values in json.loads(bytes(part("xattrs"))).items()
        },
    )


def _read_head(file: BinaryIO) -> dict[str, Any]:
    start = file.read(len(_MAGIC) + _HEAD_DIGEST_BYTES + 8)
    length = int.from_bytes(start[-8:], "little")
    if start[: len(_MAGIC)] != _MAGIC or length > _HEAD_LIMIT_BYTES:
        raise ValueError("no table of the catalog")
    raw = file.read(length)
    if xxhash.xxh3_128_digest(raw) != start[len(_MAGIC) : -8]:
        raise ValueError("the table is damaged")
    head: dict[str, Any] = json.loads(raw)
    if head["version"] != FORMAT_VERSION:
        raise ValueError("a table of another version")
    return head


def _facts(head: Mapping[str, Any]) -> TableFacts:
    facts = head["facts"]
    return TableFacts(**{**facts, "notes": tuple(facts["notes"])})


def _dump_sparse(values: Mapping[int, bytes]) -> bytes:
    rows = np.fromiter(values.keys(), "<i4", len(values))
    lengths = np.fromiter((len(value) for value in values.values()), "<i4", len(values))
    count = len(values).to_bytes(8, "little")
    return b"".join((count, rows.tobytes(), lengths.tobytes(), *values.values()))


def _load_sparse(content: memoryview) -> dict[int, bytes]:
    count = int.from_bytes(content[:8], "little")
    rows = np.frombuffer(content[8 : 8 + 4 * count], "<i4")
    lengths = np.frombuffer(content[8 + 4 * count : 8 + 8 * count], "<i4")
    blob, at = bytes(content[8 + 8 * count :]), 0
    found = {}
    for row, length in zip(rows.tolist(), lengths.tolist(), strict=True):
        found[row] = blob[at : at + length]
        at += length
    return found
