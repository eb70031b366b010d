"""References of a layout as `core.model.Image`, and those that cannot be read as problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.errors import BricklayerError
from core.model import Image, ImageConfigSummary, ImageHistoryEntry, Layer, Problem
from core.oci import annotation_keys, media_types, platform
from core.oci.chain import chain_ids
from core.oci.descriptor import Descriptor
from core.oci.image_config import HistoryEntry, ImageConfig, parse_time
from core.oci.names import split_reference
from core.store.layout import ImageLayout, StoredImage


def list_images(layout: ImageLayout) -> tuple[tuple[Image, ...], tuple[Problem, ...]]:
    """All images in the index's order, and a problem for each that cannot be shown.

    Raises RepositoryUnusableError only when the index itself cannot be read.
    """
    images: list[Image] = []
    problems: list[Problem] = []
    for name, descriptor in layout.references():
        try:
            images.append(read_model_image(layout, name, descriptor))
        except BricklayerError as error:
            problems.append(Problem(name, str(error)))
    return tuple(images), tuple(problems)


def read_model_image(layout: ImageLayout, reference: str, descriptor: Descriptor) -> Image:
    """One image. Raises DataError."""
    stored = layout.read_image(descriptor)
    return as_model_image(reference, stored, lambda layer, _: _unavailable_reason(layout, layer))


def as_model_image(
    reference: str, stored: StoredImage, reason_of: Callable[[Descriptor, str], str]
) -> Image:
    """An image by its documents, wherever they are.

    `reason_of` a layer and its diffID: why its contents are not here, "" when they are.
    """
    config = stored.config
    layers = _layers(stored, reason_of)
    facts = {**config.run.labels, **stored.manifest.annotations}
    name, version = split_reference(reference)
    machine = platform.this_machine()
    return Image(
        reference=reference,
        name=facts.get(annotation_keys.TITLE) or name,
        publisher=facts.get(annotation_keys.VENDOR) or config.author,
        version=facts.get(annotation_keys.VERSION) or version,
        manifest_digest=stored.descriptor.digest,
        image_id=stored.manifest.config.digest,
        layers=layers,
        history=tuple(_history_entry(entry) for entry in config.history),
        config=_config_summary(config),
        description=facts.get(annotation_keys.DESCRIPTION, ""),
        created=parse_time(facts.get(annotation_keys.CREATED) or config.created)
        or parse_time(config.created),
        base_name=facts.get(annotation_keys.BASE_NAME, ""),
        base_digest=facts.get(annotation_keys.BASE_DIGEST, ""),
        platform=config.platform.as_text,
        is_runnable=config.platform.fits(machine) and all(layer.available for layer in layers),
    )


def _layers(stored: StoredImage, reason_of: Callable[[Descriptor, str], str]) -> tuple[Layer, ...]:
    config = stored.config
    made_layers = [entry for entry in config.history if not entry.empty_layer]
    # History is free text that anybody writes: it is matched only when it truly fits.
    if len(made_layers) != len(stored.manifest.layers):
        made_layers = [HistoryEntry()] * len(stored.manifest.layers)
    return tuple(
        _layer(descriptor, diff_id, chain_id, entry, reason_of(descriptor, diff_id))
        for descriptor, diff_id, chain_id, entry in zip(
            stored.manifest.layers,
            config.diff_ids,
            chain_ids(config.diff_ids),
            made_layers,
            strict=True,
        )
    )


def _layer(
    descriptor: Descriptor, diff_id: str, chain_id: str, entry: HistoryEntry, reason: str
) -> Layer:
    return Layer(
        diff_id=diff_id,
        chain_id=chain_id,
        digest=descriptor.digest,
        media_type=descriptor.media_type,
        size_bytes=descriptor.size_bytes,
        created=parse_time(entry.created),
        created_by=entry.created_by,
        comment=entry.comment,
        available=not reason,
        unavailable_reason=reason,
    )


def _unavailable_reason(layout: ImageLayout, layer: Descriptor) -> str:
    """Why nobody can look into a layer, "" when one can, as far as its words and size tell."""
    size_bytes, media_type = layout.blob_size(layer.digest), layer.media_type
    if size_bytes is None and media_type in media_types.FOREIGN_LAYERS:
        return "its contents are not in this repository: they are to be had from its maker only"
    if size_bytes is None:
        return "its contents are not in this repository"
    if size_bytes != layer.size_bytes:
        return "its contents are damaged"
    if media_type in media_types.LAYERS:
        return ""
    if media_type.endswith(media_types.ENCRYPTED_SUFFIX):
        return "its contents are encrypted"
    if media_type == media_types.ATTESTATION:
        return "it is an attestation, no file system layer"
    return f"its format is not known ({media_type or 'unnamed'})"


def _history_entry(entry: HistoryEntry) -> ImageHistoryEntry:
    return ImageHistoryEntry(
        created=parse_time(entry.created),
        created_by=entry.created_by,
        author=entry.author,
        comment=entry.comment,
        empty_layer=entry.empty_layer,
    )


def _config_summary(config: ImageConfig) -> ImageConfigSummary:
    run = config.run
    labels: Mapping[str, str] = run.labels
    return ImageConfigSummary(
        command=run.command,
        entrypoint=run.entrypoint,
        env=run.env,
        working_dir=run.working_dir,
        user=run.user,
        exposed_ports=run.exposed_ports,
        labels=tuple(sorted(labels.items())),
    )
