"""One pass over a blob: what it verifies, and that it gives the same however it is packed."""

from __future__ import annotations

import gzip
import io
import threading

import pytest
import zstandard

from core.cancel import CancelToken
from core.catalog.scanning import scan_blob
from core.catalog.table import LayerTable, dump_table
from core.errors import Cancelled, DigestMismatchError, LayerFormatError
from core.progress import Progress
from tests.core.catalog.tables import SEED, sha256, table_of
from tests.corpus.tar_bytes import END, directory, file, hardlink, symlink

TAR = (
    b"".join(
        [
            directory(b"etc"),
            file(b"etc/passwd", b"root:x:0:0\n"),
            symlink(b"etc/link", b"passwd"),
            hardlink(b"etc/hard", b"etc/passwd"),
            file(b"big", bytes(range(256)) * 4000),
        ]
    )
    + END
)


def halves(content: bytes) -> bytes:
    return gzip.compress(content[:1500]) + gzip.compress(content[1500:])


PACKED = {
    "plain": TAR,
    "gzip": gzip.compress(TAR),
    "zstd": zstandard.compress(TAR),
    "two members": halves(TAR),
    "zeros after": gzip.compress(TAR) + b"\x00" * 1000,
}


@pytest.mark.parametrize("kind", PACKED)
def test_the_table_does_not_depend_on_the_packing(kind: str) -> None:
    table = table_of(TAR, blob=PACKED[kind])
    assert table.facts.digest == sha256(PACKED[kind])
    assert table.facts.tar_bytes == len(TAR)
    assert table.facts.entries == 5
    assert (table.facts.stored_bytes, table.facts.repeated_bytes) == (1_024_011, 0)
    plain = table_of(TAR)
    assert [table.path(row) for row in range(len(table))] == [
        b"", b"big", b"etc", b"etc/hard", b"etc/link", b"etc/passwd",
    ]  # fmt: skip
    for name, column in plain.columns.items():
        assert (table.column(name) == column).all(), name
    assert dict(table.links) == dict(plain.links) == {4: b"passwd"}


def scan(blob: bytes, **wrong: object) -> LayerTable:
    promised: dict[str, object] = {
        "diff_id": sha256(TAR), "digest": sha256(blob), "size_bytes": len(blob), **wrong,
    }  # fmt: skip
    return scan_blob(io.BytesIO(blob), seed=SEED, **promised)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", PACKED)
def test_every_promise_is_checked(kind: str) -> None:
    blob, other = PACKED[kind], sha256(b"other")
    for wrong in ({"digest": other}, {"size_bytes": len(blob) - 1}, {"size_bytes": len(blob) + 1}):
        with pytest.raises(DigestMismatchError):
            scan(blob, **wrong)
    with pytest.raises(DigestMismatchError) as caught:
        scan(blob, diff_id=other)
    assert (caught.value.expected, caught.value.actual) == (other, sha256(TAR))


def test_bytes_behind_the_end_belong_to_the_blob() -> None:
    blob = PACKED["gzip"]
    with pytest.raises(DigestMismatchError):
        scan(blob + b"\x00", digest=sha256(blob), size_bytes=len(blob))


def test_a_damaged_blob_is_called_damaged_and_not_hostile() -> None:
    """Whatever the damage looks like to the one who decompresses or reads the archive."""
    for kind in ("gzip", "zstd", "plain"):
        blob = PACKED[kind]
        for at in range(0, len(blob), len(blob) // 40):
            damaged = blob[:at] + bytes([blob[at] ^ 0x10]) + blob[at + 1 :]
            with pytest.raises(DigestMismatchError):
                scan(damaged, digest=sha256(blob))
        for size in range(0, len(blob), len(blob) // 20):
            with pytest.raises(DigestMismatchError):
                scan(blob[:size], digest=sha256(blob), size_bytes=len(blob))


def test_an_archive_that_is_refused_is_not_called_damaged() -> None:
    hostile = gzip.compress(file(b"../evil") + END)
    with pytest.raises(LayerFormatError) as caught:
        scan(hostile)
    assert caught.value.code == "unsafe-path"


def test_progress_ends_at_the_size_of_the_blob() -> None:
    blob, heard = gzip.compress(TAR, 0), list[Progress]()
    scan_blob(
        io.BytesIO(blob),
        diff_id=sha256(TAR),
        digest=sha256(blob),
        size_bytes=len(blob),
        seed=SEED,
        report=heard.append,
    )
    assert heard[-1].done == heard[-1].total == len(blob)
    assert [progress.done for progress in heard] == sorted(progress.done for progress in heard)


def test_cancelling_stops_it_and_leaves_no_thread() -> None:
    blob, token = gzip.compress(TAR, 0), CancelToken()
    before = threading.active_count()

    class Stream(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 300_000:
                token.cancel()
            return super().read(size)

    with pytest.raises(Cancelled):
        scan_blob(
            Stream(blob),
            diff_id=sha256(TAR),
            digest=sha256(blob),
            size_bytes=len(blob),
            seed=SEED,
            cancel=token,
        )
    assert threading.active_count() == before


def test_the_same_layer_gives_the_same_table() -> None:
    assert dump_table(table_of(TAR)) == dump_table(table_of(TAR))
    assert dump_table(table_of(TAR)) != dump_table(table_of(TAR, seed=SEED + 1))
