"""Where the bytes of a whole repository are: every layer once, whoever has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.catalog.sizes import BOXES
from core.model import SizeNode


@dataclass(frozen=True, slots=True)
class StoredLayer:
    """A layer of an image with what is known of it; `title` is for people."""

    chain_id: str
    diff_id: str
    title: str
    file_bytes: int
    files: int = 0
    wasted_bytes: int = 0


@dataclass(frozen=True, slots=True)
class StoredImage:
    """An image's layers, bottom first."""

    reference: str
    layers: tuple[StoredLayer, ...]

    @property
    def diff_ids(self) -> tuple[str, ...]:
        """What tells whether another image stands on this one."""
        return tuple(layer.diff_id for layer in self.layers)


def size_map_of_repository(images: Sequence[StoredImage], boxes: int = BOXES) -> SizeNode:
    """A box for each image with the layers that it brings, and one for what several share.

    A layer that several images have belongs to the one that all others stand on; where there is
    none, to the shared ones, whose box has no key.
    """
    owned: dict[str, list[StoredLayer]] = {}
    for layer, users in _users(images):
        owned.setdefault(_owner(users), []).append(layer)
    groups = sorted(owned.items(), key=lambda group: (-_bytes(group[1]), group[0]))
    layers = [
        (number, layer) for number, (_reference, brought) in enumerate(groups) for layer in brought
    ]
    layers.sort(key=lambda found: (-found[1].file_bytes, found[0]))
    shown = layers[: max(0, boxes - len(groups))]
    children = tuple(
        _group(reference, brought, [layer for at, layer in shown if at == number])
        for number, (reference, brought) in enumerate(groups)
        if _bytes(brought)
    )
    return SizeNode(
        "",
        "",
        sum(child.size_bytes for child in children),
        sum(child.files for child in children),
        sum(child.wasted_bytes for child in children),
        children=children,
    )


def _users(images: Sequence[StoredImage]) -> list[tuple[StoredLayer, list[StoredImage]]]:
    """Each stored layer with the images that have it."""
    found: dict[str, tuple[StoredLayer, list[StoredImage]]] = {}
    for image in images:
        for layer in {layer.diff_id: layer for layer in image.layers}.values():
            found.setdefault(layer.diff_id, (layer, []))[1].append(image)
    return list(found.values())


def _owner(users: Sequence[StoredImage]) -> str:
    """The image that all the others stand on, "" when there is none."""
    lowest = min(users, key=lambda image: len(image.layers))
    count = len(lowest.layers)
    is_base = all(image.diff_ids[:count] == lowest.diff_ids for image in users)
    return lowest.reference if is_base else ""


def _group(reference: str, layers: Sequence[StoredLayer], shown: Sequence[StoredLayer]) -> SizeNode:
    boxes = [
        SizeNode(
            layer.chain_id,
            layer.title,
            layer.file_bytes,
            layer.files,
            layer.wasted_bytes,
            layer.chain_id,
        )
        for layer in shown
        if layer.file_bytes
    ]
    rest = [layer for layer in layers if layer.file_bytes and layer not in shown]
    if rest and boxes:
        title = "a smaller layer" if len(rest) == 1 else f"{len(rest):,} smaller layers"
        boxes.append(
            SizeNode(
                "",
                title,
                _bytes(rest),
                sum(layer.files for layer in rest),
                sum(layer.wasted_bytes for layer in rest),
            )
        )
    largest = max(layers, key=lambda layer: layer.file_bytes)
    return SizeNode(
        reference,
        reference or "Shared by several images",
        _bytes(layers),
        sum(layer.files for layer in layers),
        sum(layer.wasted_bytes for layer in layers),
        largest.chain_id,
        tuple(boxes),
    )


def _bytes(layers: Sequence[StoredLayer]) -> int:
    return sum(layer.file_bytes for layer in layers)
