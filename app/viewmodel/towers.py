"""Which towers a brick stands in."""

from __future__ import annotations

from core.model import Image, Repository


def images_with(repository: Repository, chain_id: str) -> tuple[Image, ...]:
    """All images that have a brick; those with the least above it come first."""
    found = [
        (len(image.layers) - level, number, image)
        for number, image in enumerate(repository.images)
        for level, layer in enumerate(image.layers)
        if layer.chain_id == chain_id
    ]
    return tuple(image for _above, _number, image in sorted(found, key=lambda one: one[:2]))
