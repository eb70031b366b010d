"""What was packed here is no bomb, however well it packs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.catalog.cataloguer import Catalog, LayerSource
from core.errors import LayerFormatError, LayerUnavailableError, RepositoryReadOnlyError
from core.layer import GzipSink, WhiteoutForm
from core.model import ReadingLimits
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.snapshot import LayerCache
from core.store import ImageLayout, collect
from core.store.packed_here import counted_bytes, remember_packed
from core.store.reading_limits import read_limits, write_limits
from tests.corpus.tar_bytes import END, file

TAR = file(b"zeros", bytes(1 << 20)) + END
LIMITS = ReadingLimits(expansion=2, expansion_from_bytes=1000)


@pytest.fixture
def layout(tmp_path: Path) -> ImageLayout:
    layout = ImageLayout.open(tmp_path / "repository")
    write_limits(layout, LIMITS)
    return layout


def put(layout: ImageLayout, *, is_remembered: bool) -> tuple[str, Descriptor]:
    with layout.new_blob() as blob, GzipSink(blob.write) as sink:
        sink.write(TAR)
        sink.finish()
        digest, size_bytes = blob.commit()
    assert size_bytes * 20 < len(TAR)
    if is_remembered:
        remember_packed(layout, digest, sink.tar_bytes)
    return sink.diff_id, Descriptor(media_types.LAYER_GZIP, digest, size_bytes)


@pytest.mark.skipif(os.geteuid() != 0, reason="owners need root")
@pytest.mark.parametrize("is_remembered", [True, False])
def test_it_is_read_and_unpacked_whatever_the_limit(
    layout: ImageLayout, tmp_path: Path, is_remembered: bool
) -> None:
    diff_id, blob = put(layout, is_remembered=is_remembered)
    cache = LayerCache(layout, tmp_path / "layers", WhiteoutForm.TRUSTED)
    cache.open()
    catalog = Catalog(
        tmp_path / "catalog",
        processes=1,
        limits=lambda: read_limits(layout),
        counted_bytes=lambda digest, size: counted_bytes(layout, digest, size),
    )
    source = LayerSource(diff_id, blob.digest, blob.size_bytes, layout.blob_path(blob.digest))
    if is_remembered:
        (directory,) = cache.ensure([diff_id], [blob])
        assert (directory / "zeros").stat().st_size == 1 << 20
        assert len(catalog.table(source)) == 2
        return
    with pytest.raises(LayerFormatError, match="over 2 times its size"):
        cache.ensure([diff_id], [blob])
    with pytest.raises(LayerUnavailableError, match="over 2 times its size"):
        catalog.table(source)


def test_it_is_forgotten_with_its_blob(layout: ImageLayout) -> None:
    _diff_id, blob = put(layout, is_remembered=True)
    _other, _ = put(layout, is_remembered=True)
    assert counted_bytes(layout, blob.digest, blob.size_bytes) == len(TAR)
    kept = list((layout.private / "packed-here").iterdir())
    assert len(kept) == 1
    assert collect(layout) == 0
    assert kept[0].exists()
    assert collect(layout, forgotten=[blob]) == blob.size_bytes
    assert not kept[0].exists()


@pytest.mark.parametrize("content", [b"", b"x", b"-5", b"9" * 30, b"1_0"])
def test_what_is_damaged_is_not_believed(layout: ImageLayout, content: bytes) -> None:
    _diff_id, blob = put(layout, is_remembered=True)
    (kept,) = (layout.private / "packed-here").iterdir()
    kept.write_bytes(content)
    counted = counted_bytes(layout, blob.digest, blob.size_bytes)
    assert counted == (int(b"9" * 20) if content == b"9" * 30 else blob.size_bytes)
    kept.unlink()
    os.mkfifo(kept)
    assert counted_bytes(layout, blob.digest, blob.size_bytes) == blob.size_bytes


def test_in_a_repository_that_is_only_read_nothing_is_believed(layout: ImageLayout) -> None:
    _diff_id, blob = put(layout, is_remembered=True)
    other = ImageLayout(layout.path, is_writable=False)
    assert counted_bytes(other, blob.digest, 7) == 7
    with pytest.raises(RepositoryReadOnlyError):
        remember_packed(other, blob.digest, 7)
