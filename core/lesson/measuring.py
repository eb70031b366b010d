"""Numbers that explanations tell, read off the engine's state."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from core.errors import BricklayerError
from core.lesson.format import PLACEHOLDER
from core.lesson.lesson import Measure, MeasureKind, Step
from core.lesson.sight import image_named, layer_place, sizes_of
from core.lesson.workbench import Looking
from core.model import (
    ChangeKind,
    ChangeQuery,
    FileType,
    Image,
    LayerPlace,
    Repository,
)

_ROWS = 100_000


def measured(step: Step, bench: Looking) -> dict[str, int]:
    """The step's measures by name: bytes or counts. What cannot be measured now is missing."""
    if not step.measures:
        return {}
    repository, found = bench.repository(), dict[str, int]()
    for measure in step.measures:
        with suppress(BricklayerError, _NotThereError):
            found[measure.name] = _measure(measure, bench, repository)
    return found


def with_figures(text: str, figures: Mapping[str, str]) -> str:
    """A text in which `{{name}}` is the figure of that name; what was not measured is “…”."""
    return PLACEHOLDER.sub(lambda match: figures.get(match[1], "…"), text)


class _NotThereError(Exception):
    """What is to be measured is not there."""


def _measure(measure: Measure, bench: Looking, repository: Repository) -> int:
    match measure.of:
        case MeasureKind.LAYER_BYTES:
            image, level, _place = _layer(measure, repository)
            return image.layers[level].size_bytes
        case MeasureKind.IMAGE_BYTES:
            return _image(measure, repository).size_bytes
        case MeasureKind.RECLAIMABLE_BYTES:
            return bench.efficiency(_image(measure, repository).reference).reclaimable_bytes
        case MeasureKind.ADDED_FILES:
            return _added_files(measure, bench, repository)
        case MeasureKind.CHANGED_BYTES:
            return bench.changes(_container_id(measure, repository), limit=1).size_bytes
        case MeasureKind.SAVED_BYTES:
            alone_bytes, stored_bytes = sizes_of(repository)
            return alone_bytes - stored_bytes
        case MeasureKind.IMAGES:
            return len(repository.images)


def _added_files(measure: Measure, bench: Looking, repository: Repository) -> int:
    if measure.container:
        changes = bench.changes(_container_id(measure, repository), limit=_ROWS).changes
        added = [one for one in changes if one.kind is ChangeKind.ADDED]
        return sum(one.file_type is not FileType.DIRECTORY for one in added)
    _of, _level, place = _layer(measure, repository)
    query = ChangeQuery(folder=None, kinds=frozenset((ChangeKind.ADDED,)), limit=_ROWS)
    rows = bench.changes_of_layer(place, query).rows
    return sum(row.file_type is not FileType.DIRECTORY for row in rows)


def _image(measure: Measure, repository: Repository) -> Image:
    image = image_named(repository, measure.image)
    if image is None:
        raise _NotThereError
    return image


def _layer(measure: Measure, repository: Repository) -> tuple[Image, int, LayerPlace]:
    image = _image(measure, repository)
    found = layer_place(image, measure.layer)
    if found is None:
        raise _NotThereError
    return image, *found


def _container_id(measure: Measure, repository: Repository) -> str:
    container = repository.container(measure.container)
    if container is None:
        raise _NotThereError
    return container.id
