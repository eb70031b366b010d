"""What `TarScan` has to say of an archive, found out slowly and simply from `TarReader`."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.catalog.table import content_digest
from core.errors import LayerFormatError
from core.layer import Entry, EntryType, Limits, TarReader
from core.layer.header import parse_header
from core.layer.scan import TarScan
from core.layer.scanned import CODES, EntryCode

SEED = 20_240_917
SPARSE = -2
"""Stands for where a sparse file begins; see test_sparse for the places themselves."""


@dataclass(frozen=True)
class Row:
    """An entry as both see it."""

    path: bytes
    code: int
    mode: int
    uid: int
    gid: int
    mtime_ns: int
    size: int
    device: int
    digest: tuple[int, int]
    offset: int
    is_text: bool
    link: bytes
    xattrs: tuple[tuple[str, bytes], ...]


def read_slowly(
    content: bytes, limits: Limits | None = None
) -> tuple[list[Row], LayerFormatError | None]:
    """All entries before the first fault, and the fault."""
    stream, rows = io.BytesIO(content), []
    reader = TarReader(stream, limits=limits)
    try:
        for entry in reader:
            at = stream.tell()
            data = content[at : at + entry.size_bytes]
            rows.append(_row(entry, content, SPARSE if reader.is_sparse else at, data))
            if reader.is_sparse:
                data = b"".join(iter(reader.read, b""))
                rows[-1] = _row(entry, content, SPARSE, data)
    except LayerFormatError as error:
        return rows, error
    return rows, None


def _row(entry: Entry, content: bytes, at: int, data: bytes) -> Row:
    is_regular = entry.type is EntryType.REGULAR
    device = 0
    if entry.type in (EntryType.CHARACTER_DEVICE, EntryType.BLOCK_DEVICE):
        header = parse_header(content[at - 512 : at])
        device = header.device_major % 2**32 << 32 | header.device_minor % 2**32
    return Row(
        path=entry.path,
        code=CODES[entry.type],
        mode=entry.mode,
        uid=entry.uid,
        gid=entry.gid,
        mtime_ns=entry.mtime_ns,
        size=entry.size_bytes,
        device=device,
        digest=content_digest(data, SEED) if is_regular else (0, 0),
        offset=at if is_regular else -1,
        is_text=is_regular and 0 not in data[:8000],
        link=entry.link,
        xattrs=tuple(sorted(entry.xattrs.items())),
    )


def scan(
    pieces: Iterable[bytes], limits: Limits | None = None
) -> tuple[list[Row], LayerFormatError | None]:
    """The same by `TarScan`."""
    rows: list[Row] = []
    try:
        for entries in TarScan(pieces, seed=SEED, limits=limits):
            for at, path in enumerate(entries.paths):
                rows.append(
                    Row(
                        path=path,
                        code=EntryCode(entries.codes[at]),
                        mode=int(entries.modes[at]),
                        uid=int(entries.uids[at]),
                        gid=int(entries.gids[at]),
                        mtime_ns=int(entries.mtimes_ns[at]),
                        size=int(entries.sizes[at]),
                        device=int(entries.devices[at]),
                        digest=(int(entries.digests[at, 0]), int(entries.digests[at, 1])),
                        offset=max(int(entries.offsets[at]), SPARSE),
                        is_text=bool(entries.are_text[at]),
                        link=entries.links.get(at, b""),
                        xattrs=tuple(sorted(entries.xattrs.get(at, {}).items())),
                    )
                )
    except LayerFormatError as error:
        return rows, error
    return rows, None


def cut(content: bytes, size: int) -> Iterator[bytes]:
    """In pieces."""
    for at in range(0, len(content), size):
        yield content[at : at + size]


def assert_same(content: bytes, *, piece_bytes: int = 1 << 20, limits: Limits | None = None) -> str:
    """Both say the same; the code of the refusal, "" when it is none.

    In an entry with several faults each may name another one: then the codes may differ, but not
    the place.
    """
    expected, refusal = read_slowly(content, limits)
    found, fault = scan(cut(content, piece_bytes), limits)
    assert (fault is None) == (refusal is None), (fault, refusal)
    if fault is None or refusal is None:
        assert found == expected
        return ""
    assert fault.code == refusal.code, (fault, refusal)
    # The entry whose contents are cut off was seen by the reader before it knew.
    assert [row.path for row in found] == [row.path for row in expected]
    if refusal.code != "truncated":
        assert found == expected
    return refusal.code
