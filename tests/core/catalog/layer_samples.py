"""Layers made of a few entries, as blobs to read and as tables."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from typing import BinaryIO

import zstandard

from core.catalog.table import LayerTable
from tests.core.catalog.tables import table_of
from tests.corpus.tar_bytes import END, file

FORMS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": lambda content: gzip.compress(content, mtime=0),
    "zstd": zstandard.ZstdCompressor().compress,
}


class CountingStream(io.BytesIO):
    """Counts what is read from it."""

    read_bytes = 0

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        self.read_bytes += len(piece)
        return piece


class SampleLayer:
    """A layer of these entries (see `tar_bytes`). `streams` are those that were opened."""

    def __init__(self, *entries: bytes, form: str = "plain") -> None:
        tar = b"".join(entries) + END
        self.blob = FORMS[form](tar)
        self.table: LayerTable = table_of(tar, blob=self.blob)
        self.streams: list[CountingStream] = []

    def open(self) -> BinaryIO:
        self.streams.append(CountingStream(self.blob))
        return self.streams[-1]

    def row(self, path: bytes) -> int:
        row = self.table.row(path)
        assert row is not None
        return row

    def damage(self, old: bytes, new: bytes) -> None:
        """Change bytes of the blob after it was catalogued."""
        assert self.blob.count(old) == 1
        self.blob = self.blob.replace(old, new)


def table_with(*paths: str) -> LayerTable:
    """A layer of empty files."""
    return table_of(b"".join(file(path.encode()) for path in paths) + END)
