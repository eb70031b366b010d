"""What a person allows layers to ask for holds for catalog and unpacked layers alike."""

from __future__ import annotations

import gzip
import os
from dataclasses import replace
from pathlib import Path

import pytest

from core.catalog.cataloguer import Catalog
from core.errors import LayerFormatError, LayerUnavailableError
from core.layer import WhiteoutForm
from core.model import ReadingLimits
from core.oci import media_types
from core.oci.digest import sha256_digest
from core.snapshot import LayerCache
from core.store import ImageLayout
from core.store.reading_limits import write_limits
from tests.core.catalog.tables import source_of
from tests.corpus.tar_bytes import END, file, sparse_1_0

SPARSE = sparse_1_0(b"disk", 50_000, [(0, b"start")]) + END
LIMITS = ReadingLimits()


def test_a_layer_that_asked_for_too_much_is_read_when_more_is_allowed(tmp_path: Path) -> None:
    allowed = [replace(LIMITS, entries=2)]
    catalog = Catalog(tmp_path / "catalog", processes=1, limits=lambda: allowed[0])
    source = source_of(b"".join(file(b"f%d" % n) for n in range(3)) + END, tmp_path)
    assert catalog.catalog([source]) == 0
    told = catalog.refusal(source.diff_id, source.digest)
    assert "it has over 2 entries, which is the limit; it can be changed in “Limits for" in told
    with pytest.raises(LayerUnavailableError, match="over 2 entries"):
        catalog.table(source)
    again = Catalog(tmp_path / "catalog", processes=1, limits=lambda: allowed[0])
    assert again.catalog([source]) == 0, "it is remembered"
    allowed[0] = replace(LIMITS, entries=3)
    assert again.catalog([source]) == 1
    assert catalog.table(source).facts.diff_id == source.diff_id
    assert again.refusal(source.diff_id, source.digest) == ""


@pytest.mark.parametrize("blob", [SPARSE, gzip.compress(SPARSE)], ids=["plain", "gzip"])
def test_holes_count_as_expanded(tmp_path: Path, blob: bytes) -> None:
    source = source_of(SPARSE, tmp_path, blob=blob)
    tight = replace(LIMITS, expansion=2, expansion_from_bytes=40_000)
    catalog = Catalog(tmp_path / "catalog", processes=1, limits=lambda: tight)
    with pytest.raises(LayerUnavailableError, match="at “disk”: it unpacks to over 2 times"):
        catalog.table(source)
    wide = Catalog(tmp_path / "catalog", processes=1, limits=lambda: LIMITS)
    assert len(wide.table(source)) == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="owners need root")
def test_unpacking_asks_the_repository_each_time(tmp_path: Path) -> None:
    layout = ImageLayout.open(tmp_path / "repository")
    blob = layout.put_document(gzip.compress(SPARSE), media_types.LAYER_GZIP)
    cache = LayerCache(layout, tmp_path / "layers", WhiteoutForm.TRUSTED)
    cache.open()
    diff_id = sha256_digest(SPARSE)
    for limits, reason in (
        (replace(LIMITS, layer_bytes=49_999), "its files hold over 48.83 KiB"),
        (replace(LIMITS, expansion=2, expansion_from_bytes=40_000), "over 2 times its size"),
    ):
        write_limits(layout, limits)
        with pytest.raises(LayerFormatError, match=reason) as caught:
            cache.ensure([diff_id], [blob])
        assert caught.value.code == "limit"
        assert os.listdir(tmp_path / "layers") == []
        # A descriptor that says that the blob is larger changes nothing.
        with pytest.raises(LayerFormatError, match=reason):
            cache.ensure([diff_id], [replace(blob, size_bytes=1 << 30)])
    write_limits(layout, LIMITS)
    (directory,) = cache.ensure([diff_id], [blob])
    assert (directory / "disk").read_bytes() == b"start" + bytes(49_995)
