"""What an engine told last of containers and images: by it, deeds call them by their names."""

from __future__ import annotations

from core.model import Container, Image, ImageConfigSummary, Repository


class Seen:
    """Containers and images as an engine told of them last, to call them by their names.

    Written from whichever thread asks the engine; each write is one assignment.
    """

    def __init__(self) -> None:
        self._containers: dict[str, Container] = {}
        self._images: dict[str, Image] = {}

    def take(self, answer: object) -> None:
        """Whatever an engine answered."""
        match answer:
            case Repository():
                self._containers = {one.id: one for one in answer.containers}
                self._images = {one.reference: one for one in answer.images}
            case Container():
                self._containers[answer.id] = answer
            case Image():
                self._images[answer.reference] = answer
            case _:
                pass

    def container(self, container_id: str) -> Container | None:
        """As it was told of last."""
        return self._containers.get(container_id)

    def image(self, reference: str) -> Image | None:
        """As it was told of last."""
        return self._images.get(reference)

    def name(self, container_id: str) -> str:
        """What it is called; its id when nothing is known of it."""
        container = self._containers.get(container_id)
        return container.name if container is not None else container_id

    def config_of(self, container_id: str) -> ImageConfigSummary:
        """What the image of a container says."""
        container = self._containers.get(container_id)
        image = self._images.get(container.image_reference) if container is not None else None
        return image.config if image is not None else ImageConfigSummary()
