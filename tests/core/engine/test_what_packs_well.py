"""Zeros that a person has herself are no bomb: limits are for what comes from outside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import LayerFormatError
from core.model import (
    ArchiveForm,
    BaseImageRequest,
    ExportRequest,
    FileAt,
    ImportChoice,
    ImportRequest,
    LayerPlace,
    NewContainer,
    ReadingLimits,
    SnapshotRequest,
)
from tests.core.engine.marked import said, started
from tests.corpus.tar_bytes import END, directory, file

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="owners and mounts need root here")

LIMITS = ReadingLimits(expansion=20, expansion_from_bytes=1 << 20)
SIZE = 4 << 20


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    connected = connect(tmp_path / "repository")
    yield connected
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


def test_own_zeros_are_looked_into_and_run(engine: Engine, tmp_path: Path) -> None:
    engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    engine.set_reading_limits(LIMITS)
    container = started(engine, "zeros")
    said(engine, container, f"dd if=/dev/zero of=/zeros bs=1024 count={SIZE >> 10}")
    engine.snapshot(SnapshotRequest(container.id, "Zeros", "Tests", "1"))
    tarball = tmp_path / "rootfs.tar"
    tarball.write_bytes(directory(b"etc") + file(b"zeros", bytes(SIZE)) + END)
    engine.make_base_image(BaseImageRequest("tarball", "Ball", "Tests", "1", tarball=str(tarball)))
    for reference in ("Zeros:1", "Ball:1"):
        image = engine.repository().image(reference)
        assert image is not None
        assert image.layers[-1].size_bytes * 100 < SIZE
        place = LayerPlace(reference, image.layers[-1].chain_id)
        assert engine.read_file(FileAt(place, "zeros")).size_bytes == SIZE
    engine.create_container(NewContainer("ball", "Ball:1"))


def test_plain_zeros_come_in_and_packed_ones_do_not(engine: Engine, tmp_path: Path) -> None:
    tarball = tmp_path / "rootfs.tar"
    tarball.write_bytes(directory(b"etc") + file(b"zeros", bytes(SIZE)) + END)
    engine.make_base_image(BaseImageRequest("tarball", "Ball", "Tests", "1", tarball=str(tarball)))
    for form in (ArchiveForm.DOCKER_ARCHIVE, ArchiveForm.OCI_ARCHIVE):
        path = tmp_path / f"{form.name}.tar"
        engine.export_images(ExportRequest(("Ball:1",), str(path), form))
        other = connect(tmp_path / form.name)
        try:
            other.set_reading_limits(LIMITS)
            (found,) = other.look_at_archive(str(path)).images
            request = ImportRequest(str(path), (ImportChoice(found.key),))
            if form is ArchiveForm.DOCKER_ARCHIVE:
                (image,) = other.import_images(request).images
                place = LayerPlace(image.reference, image.layers[-1].chain_id)
                assert other.read_file(FileAt(place, "zeros")).size_bytes == SIZE
                continue
            with pytest.raises(LayerFormatError, match="over 20 times its size") as caught:
                other.import_images(request)
            assert caught.value.code == "limit"
            assert other.repository().images == ()
        finally:
            other.close()
