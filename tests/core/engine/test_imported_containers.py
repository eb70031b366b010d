"""Containers run from images that came as archives: as root, and as an ordinary person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.model import (
    ArchiveForm,
    BaseImageRequest,
    ExecRequest,
    ExportRequest,
    ImportChoice,
    ImportRequest,
    NewContainer,
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("importing") / "repository")
    yield connected
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[ArchiveForm, Path]:
    """One image in each form, as we write them, and its files."""
    place = tmp_path_factory.mktemp("archives")
    made = connect(place / "repository")
    made.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    found = {}
    for form in (ArchiveForm.OCI_ARCHIVE, ArchiveForm.DOCKER_ARCHIVE):
        found[form] = place / f"{form.name}.tar"
        made.export_images(ExportRequest(("Base:1",), str(found[form]), form))
    found[ArchiveForm.ROOTFS] = place / "tiny-rootfs-2.5.1-x86.tar"
    made.export_files("Base:1", 0, "", str(found[ArchiveForm.ROOTFS]))
    made.close()
    return found


@pytest.mark.parametrize("form", [ArchiveForm.OCI_ARCHIVE, ArchiveForm.DOCKER_ARCHIVE,
                                  ArchiveForm.ROOTFS])  # fmt: skip
def test_a_container_starts_from_what_was_imported(
    engine: Engine, archives: dict[ArchiveForm, Path], form: ArchiveForm
) -> None:
    look = engine.look_at_archive(str(archives[form]))
    assert look.form is form
    (found,) = look.images
    arrived = engine.import_images(
        ImportRequest(look.path, (ImportChoice(found.key),), stamp=look.stamp)
    )
    (image,) = arrived.images
    assert image.reference == found.image.reference
    wanted = "tiny-rootfs:2.5.1" if form is ArchiveForm.ROOTFS else "Base:1"
    assert image.reference == wanted
    container = engine.create_container(NewContainer(f"c-{form.name}", image.reference))
    engine.start_container(container.id)
    heard: list[bytes] = []
    engine.execute(
        container.id, ExecRequest(shell_line="echo here"),
        output=lambda chunk: heard.append(chunk.content),
    )  # fmt: skip
    assert b"".join(heard) == b"here\n"
    engine.discard_container(container.id)
