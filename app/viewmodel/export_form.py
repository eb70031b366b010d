"""Images to be written as one archive: what they weigh together, and how the file is called."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from app.viewmodel.choice_rows import ChoiceRow
from app.viewmodel.sizes import counted, size_text, visible
from core.model import ArchiveForm, ExportRequest, Image
from core.oci.names import split_reference
from core.translation import tr

FORMS = (
    (ArchiveForm.OCI_ARCHIVE, tr("OCI archive"), tr("For podman, skopeo and Bricklayer.")),
    (ArchiveForm.DOCKER_ARCHIVE, tr("Docker archive"), tr("For docker load; podman reads it too.")),
)
_ENDINGS = {ArchiveForm.OCI_ARCHIVE: "oci.tar", ArchiveForm.DOCKER_ARCHIVE: "docker.tar"}


def chosen_images(images: Sequence[Image], references: Collection[str]) -> tuple[Image, ...]:
    """Those of these references, in the repository's order."""
    return tuple(image for image in images if image.reference in references)


def together_bytes(images: Sequence[Image]) -> int:
    """Layers that they share are written once."""
    return sum({la.digest: la.size_bytes for image in images for la in image.layers}.values())


def together_words(images: Sequence[Image]) -> str:
    """Like "2 images, 5 bricks, 236 MB; sharing saves 74.8 MB"."""
    if not images:
        return tr("Nothing is chosen")
    digests = {layer.digest for image in images for layer in image.layers}
    size_bytes = together_bytes(images)
    saved = sum(image.size_bytes for image in images) - size_bytes
    counted_images = counted("{count} image", "{count} images", len(images))
    bricks = counted("{count} brick", "{count} bricks", len(digests))
    words = f"{counted_images}, {bricks}, {size_text(size_bytes)}"
    return (
        tr("{words}; sharing saves {saved}", words=words, saved=size_text(saved))
        if saved > 0
        else words
    )


def suggested_name(images: Sequence[Image], form: ArchiveForm) -> str:
    """Of the only image, else of the first one and how many more."""
    if not images:
        return f"images.{_ENDINGS[form]}"
    name, version = split_reference(images[0].reference)
    more = f"-and-{len(images) - 1}-more" if len(images) > 1 else ""
    words = re.sub(r"[^A-Za-z0-9._-]+", "-", f"{name}-{version}{more}").strip("-.")
    return f"{words[:120] or 'images'}.{_ENDINGS[form]}"


def rows_of(images: Sequence[Image]) -> tuple[ChoiceRow, ...]:
    """One for each; what is not whole here cannot be written."""
    return tuple(_row(image) for image in images)


def request_of(
    images: Sequence[Image], path: str, form: ArchiveForm, *, replace: bool
) -> ExportRequest:
    """What is asked of the engine."""
    return ExportRequest(tuple(image.reference for image in images), path, form, replace)


def _row(image: Image) -> ChoiceRow:
    missing = sum(not layer.available for layer in image.layers)
    refusal = (
        tr(
            "{missing} of it are not here",
            missing=counted("{count} brick", "{count} bricks", missing),
        )
        if missing > 1
        else ""
    )
    refusal = tr("One brick of it is not here") if missing == 1 else refusal
    parts = (
        visible(image.platform),
        counted("{count} brick", "{count} bricks", len(image.layers)),
        size_text(image.size_bytes),
    )
    return ChoiceRow(
        image.reference,
        visible(image.reference),
        " · ".join(part for part in parts if part),
        tr("not whole here") if refusal else "",
        "deleted",
        refusal,
    )
