"""Unpacked layers that are right in their place only, and those that are right everywhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.layer import WhiteoutForm
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.digest import hex_of
from core.snapshot import LayerCache
from core.store import ImageLayout
from tests.corpus.tar_bytes import END, directory, file

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="owners need root")


@pytest.fixture
def cache(tmp_path: Path) -> LayerCache:
    layout = ImageLayout.open(tmp_path / "repository")
    made = LayerCache(layout, tmp_path / "layers", WhiteoutForm.TRUSTED)
    made.open()
    return made


def put(cache: LayerCache, tar: bytes) -> Descriptor:
    return cache._layout.put_document(tar + END, media_types.LAYER_TAR)


def ensure(cache: LayerCache, *layers: Descriptor) -> tuple[Path, ...]:
    return cache.ensure([layer.digest for layer in layers], layers)


def test_a_layer_that_was_the_lowest_is_not_taken_for_one_above_others(cache: LayerCache) -> None:
    """What it leaves out is to be taken from what lies below it, each time."""
    base = put(cache, directory(b"tmp", 0o1777) + file(b"tmp/old", b"x"))
    layer = put(cache, file(b"tmp/new", b"y") + file(b"tmp/.wh.old"))
    (lowest,) = ensure(cache, layer)
    assert lowest.joinpath("tmp").stat().st_mode & 0o7777 == 0o755
    assert sorted(os.listdir(lowest / "tmp")) == ["new"]
    _below, above = ensure(cache, base, layer)
    assert above != lowest
    assert above.joinpath("tmp").stat().st_mode & 0o7777 == 0o1777
    assert sorted(os.listdir(above / "tmp")) == ["new", "old"]
    assert cache.find([layer.digest]) == (lowest,)
    assert ensure(cache, layer) == (lowest,)
    assert ensure(cache, base, layer)[1] == above


def test_they_go_when_no_image_has_them_in_that_place(cache: LayerCache) -> None:
    base, layer = put(cache, directory(b"tmp")), put(cache, file(b"tmp/new", b"y"))
    (lowest,) = ensure(cache, layer)
    below, above = ensure(cache, base, layer)
    cache.remove_unused([[layer.digest]])
    assert lowest.exists()
    assert not above.exists()
    assert not below.exists()
    cache.remove_unused([])
    assert not lowest.exists()


def test_a_whole_layer_is_the_same_wherever_it_lies(cache: LayerCache) -> None:
    base, layer = put(cache, directory(b"a")), put(cache, directory(b"tmp") + file(b"tmp/x", b"y"))
    (lowest,) = ensure(cache, layer)
    assert ensure(cache, base, layer)[1] == lowest
    assert lowest.parent.name == hex_of(layer.digest)
