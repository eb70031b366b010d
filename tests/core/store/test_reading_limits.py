"""What may be read from outside: kept, checked, and never lost."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest

from core.errors import (
    LayerFormatError,
    MalformedDocumentError,
    NameGrammarError,
    RepositoryReadOnlyError,
)
from core.model import ReadingLimits
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.image_config import ImageConfig
from core.oci.manifest import Manifest
from core.oci.platform import this_machine
from core.store import ImageLayout, collect, list_images
from core.store.reading_limits import read_limits, require_layer_count, write_limits
from tests.core.store.layout_samples import layer_tar

CHANGED = ReadingLimits(
    entries=5, layers=6, layer_bytes=7, expansion=8, expansion_from_bytes=9, free_bytes=10
)


@pytest.fixture
def layout(tmp_path: Path) -> ImageLayout:
    return ImageLayout.open(tmp_path / "repository")


def kept(layout: ImageLayout) -> Path:
    return layout.private / "reading-limits.json"


def test_they_come_as_they_are_and_stay_as_they_were_set(layout: ImageLayout) -> None:
    assert read_limits(layout) == ReadingLimits()
    assert not kept(layout).exists()
    write_limits(layout, CHANGED)
    assert read_limits(ImageLayout.open(layout.path)) == CHANGED
    assert kept(layout).stat().st_mode & 0o777 == 0o600
    write_limits(layout, ReadingLimits())
    assert read_limits(layout) == ReadingLimits()
    assert not list(layout.private.glob("*.damaged"))


@pytest.mark.parametrize("name", [field.name for field in fields(ReadingLimits)])
@pytest.mark.parametrize("value", [0, -1, 2**70, True, 1.5, "7"])
def test_what_is_no_limit_is_refused_and_the_old_ones_stand(
    layout: ImageLayout, name: str, value: object
) -> None:
    write_limits(layout, CHANGED)
    with pytest.raises(NameGrammarError) as caught:
        write_limits(layout, replace(CHANGED, **{name: value}))  # type: ignore[arg-type]
    assert name in str(caught.value)
    assert read_limits(layout) == CHANGED


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"entries": "5"}',
        b'{"entries": 0}',
        b'{"entries": -5}',
        b'{"entries": true}',
        b'{"entries": 1e3}',
        b'{"entries": 99999999999999999999}',
        b'{"entries": 5, "entries": 6}',
        b'\xef\xbb\xbf{"entries": 5}',
        b'{"entries": NaN}',
    ],
)
def test_a_damaged_file_means_limits_as_they_come_and_is_not_lost(
    layout: ImageLayout, content: bytes
) -> None:
    kept(layout).write_bytes(content)
    assert read_limits(layout) == ReadingLimits()
    assert kept(layout).read_bytes() == content
    write_limits(layout, CHANGED)
    assert read_limits(layout) == CHANGED
    assert kept(layout).with_name("reading-limits.json.damaged").read_bytes() == content


@pytest.mark.parametrize("kind", ["fifo", "link", "folder"])
def test_what_is_no_file_blocks_nobody(layout: ImageLayout, kind: str, tmp_path: Path) -> None:
    if kind == "fifo":
        os.mkfifo(kept(layout))
    elif kind == "folder":
        kept(layout).mkdir()
    else:
        other = tmp_path / "other"
        other.write_text(json.dumps(asdict(CHANGED)))
        kept(layout).symlink_to(other)
    assert read_limits(layout) == ReadingLimits()
    write_limits(layout, CHANGED)
    assert read_limits(layout) == CHANGED


def test_limits_that_an_older_or_newer_version_wrote(layout: ImageLayout) -> None:
    kept(layout).write_text('{"entries": 5, "of tomorrow": {"x": []}}')
    assert read_limits(layout) == ReadingLimits(entries=5)


def test_nothing_is_written_to_a_repository_that_is_only_read(layout: ImageLayout) -> None:
    with pytest.raises(RepositoryReadOnlyError):
        write_limits(ImageLayout(layout.path, is_writable=False), CHANGED)
    assert not kept(layout).exists()


def put_layers(layout: ImageLayout, count: int) -> Descriptor:
    """An image of so many layers, all the same."""
    tar = layer_tar({"a": b"x"})
    layer = layout.put_document(tar, media_types.LAYER_TAR)
    config = ImageConfig(platform=this_machine(), diff_ids=(layer.digest,) * count)
    described = layout.put_document(config.to_bytes(), media_types.IMAGE_CONFIG)
    manifest = Manifest(described, (layer,) * count)
    descriptor = layout.put_document(manifest.to_bytes(), media_types.IMAGE_MANIFEST)
    layout.set_reference("Many:1", descriptor, replace_old=True)
    return descriptor


def test_the_number_of_layers_can_be_changed(layout: ImageLayout) -> None:
    put_layers(layout, 1001)
    images, (problem,) = list_images(layout)
    assert images == ()
    assert "1,001 layers, over the limit of 1,000" in problem.sentence
    with pytest.raises(LayerFormatError) as caught:
        require_layer_count(1001, read_limits(layout))
    assert caught.value.code == "limit"
    assert "1,001 layers, over the limit of 1,000" in str(caught.value)
    assert "“Limits for images from outside…”" in str(caught.value)
    write_limits(layout, ReadingLimits(layers=1001))
    require_layer_count(1001, read_limits(layout))
    ((image,), problems) = list_images(layout)
    assert (len(image.layers), problems) == (1001, ())


def test_too_many_layers_do_not_keep_others_from_being_collected(layout: ImageLayout) -> None:
    descriptor = put_layers(layout, 1001)
    blob = layout.put_document(b"of nobody", "application/x-other")
    os.utime(layout.blob_path(blob.digest), (0, 0))
    assert collect(layout) == blob.size_bytes
    with pytest.raises(MalformedDocumentError):
        layout.read_image(descriptor)
