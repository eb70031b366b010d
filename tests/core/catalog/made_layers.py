"""Layers as lists of entries with their contents: to be written, catalogued, stacked naively."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

from core.catalog.scanning import scan_blob
from core.catalog.stack import StackTree
from core.catalog.table import LayerTable
from core.layer.entry import Entry, EntryType
from core.layer.writer import TarWriter

SEED = 1234567


@dataclass(frozen=True)
class Made:
    """An entry and, of a regular file, its content."""

    entry: Entry
    content: bytes = b""

    @property
    def path(self) -> bytes:
        return self.entry.path

    @property
    def type(self) -> EntryType:
        return self.entry.type


def made(path: bytes, kind: EntryType, content: bytes = b"", **attributes: object) -> Made:
    size = len(content)
    return Made(Entry(path=path, type=kind, size_bytes=size, **attributes), content)  # type: ignore[arg-type]


def tar_of(layer: Sequence[Made]) -> bytes:
    out = io.BytesIO()
    writer = TarWriter(out.write)
    for one in layer:
        if one.type is EntryType.REGULAR:
            writer.add_file(one.entry, one.content)
        else:
            writer.add(one.entry)
    writer.close()
    return out.getvalue()


def table_of(tar: bytes, seed: int = SEED) -> LayerTable:
    digest = "sha256:" + hashlib.sha256(tar).hexdigest()
    return scan_blob(io.BytesIO(tar), diff_id=digest, digest=digest, size_bytes=len(tar), seed=seed)


def stack_of(*layers: Sequence[Made]) -> StackTree:
    return StackTree([table_of(tar_of(layer)) for layer in layers])
