"""Images to be written as one archive: totals, names of files, the request."""

from __future__ import annotations

from app.viewmodel.export_form import (
    chosen_images,
    request_of,
    rows_of,
    suggested_name,
    together_bytes,
    together_words,
)
from core.model import ArchiveForm
from tests.app.panels import archive_samples as archives
from tests.app.panels import samples

IMAGES = samples.repository().images


def test_layers_that_images_share_count_once() -> None:
    assert together_bytes(IMAGES) == IMAGES[1].size_bytes == 235_504_100
    assert together_words(IMAGES) == "2 images, 5 bricks, 236 MB; sharing saves 74.8 MB"
    assert together_words(IMAGES[:1]) == "1 image, 1 brick, 74.8 MB"
    assert together_words(()) == "Nothing is chosen"


def test_images_are_written_in_the_repositorys_order() -> None:
    assert chosen_images(IMAGES, {"orders-api:4.2.0", "debian:12-slim", "gone"}) == IMAGES


def test_files_are_called_after_what_is_in_them() -> None:
    oci, docker = ArchiveForm.OCI_ARCHIVE, ArchiveForm.DOCKER_ARCHIVE
    assert suggested_name(IMAGES[:1], oci) == "debian-12-slim.oci.tar"
    assert suggested_name(IMAGES, docker) == "debian-12-slim-and-1-more.docker.tar"
    assert suggested_name((), oci) == "images.oci.tar"
    odd = samples.image("../../etc/passwd", "\x1b1", ())
    assert "/" not in suggested_name((odd,), oci)
    assert not suggested_name((odd,), oci).startswith(".")


def test_what_is_not_whole_here_cannot_be_written() -> None:
    whole, part = rows_of((IMAGES[0], archives.orders("x:1", True, True)))
    assert whole.can_choose
    assert not part.can_choose
    assert part.refusal == "3 bricks of it are not here"
    assert "One brick" in rows_of((archives.orders("x:1", *[True] * 4),))[0].refusal


def test_the_request_says_all_that_was_chosen() -> None:
    request = request_of(IMAGES, "/tmp/x.tar", ArchiveForm.DOCKER_ARCHIVE, replace=True)
    assert request.references == ("debian:12-slim", "orders-api:4.2.0")
    assert (request.path, request.form, request.replace) == (
        "/tmp/x.tar", ArchiveForm.DOCKER_ARCHIVE, True,
    )  # fmt: skip
