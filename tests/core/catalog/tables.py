"""Tables of archives made by hand, for tests."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from core.catalog.cataloguer import LayerSource
from core.catalog.scanning import scan_blob
from core.catalog.table import LayerTable, RowFlag, RowKind

SEED = 4_711


def sha256(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def table_of(tar: bytes, *, blob: bytes | None = None, seed: int = SEED) -> LayerTable:
    """The table of a plain tar, read from `blob`."""
    blob = tar if blob is None else blob
    return scan_blob(
        io.BytesIO(blob),
        diff_id=sha256(tar),
        digest=sha256(blob),
        size_bytes=len(blob),
        seed=seed,
    )


def source_of(tar: bytes, directory: Path, *, blob: bytes | None = None) -> LayerSource:
    """A blob on disk."""
    blob = tar if blob is None else blob
    path = directory / sha256(blob)[7:]
    path.write_bytes(blob)
    return LayerSource(sha256(tar), sha256(blob), len(blob), path)


def flags_of(table: LayerTable, path: bytes) -> RowFlag:
    row = table.row(path)
    assert row is not None, path
    return RowFlag(int(table.column("flags")[row]))


def kind_of(table: LayerTable, path: bytes) -> RowKind:
    row = table.row(path)
    assert row is not None, path
    return RowKind(int(table.column("kind")[row]))


def value_of(table: LayerTable, path: bytes, column: str) -> int:
    row = table.row(path)
    assert row is not None, path
    return int(table.column(column)[row])
