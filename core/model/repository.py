"""The local repository as a whole, and requests on it."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass

from core.model.container import Container
from core.model.image import Image


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the repository that cannot be shown, and why, in one sentence."""

    subject: str  # a reference or a digest
    sentence: str


@dataclass(frozen=True, slots=True)
class Repository:
    """All images and containers. Images are in the order of the index, containers by creation."""

    location: str
    images: tuple[Image, ...] = ()
    containers: tuple[Container, ...] = ()
    stored_bytes: int = 0  # all blobs, each once
    problems: tuple[Problem, ...] = ()
    is_writable: bool = True

    def find_images(
        self, name: str = "*", publisher: str = "*", version: str = "*"
    ) -> tuple[Image, ...]:
        """Images whose name, publisher and version match; `*`, `?` and `[…]` are wildcards."""
        return tuple(
            image
            for image in self.images
            if fnmatch.fnmatchcase(image.name.casefold(), name.casefold())
            and fnmatch.fnmatchcase(image.publisher.casefold(), publisher.casefold())
            and fnmatch.fnmatchcase(image.version, version)
        )

    def image(self, reference: str) -> Image | None:
        """The image of that reference."""
        return next((image for image in self.images if image.reference == reference), None)

    def container(self, id_or_name: str) -> Container | None:
        """The container of that id or name."""
        return next((c for c in self.containers if id_or_name in (c.id, c.name)), None)


@dataclass(frozen=True, slots=True)
class RemovalPlan:
    """What removing an image would mean. It may be removed when nothing stands on it."""

    reference: str
    images_on_top: tuple[str, ...]  # references whose layers continue this image's chain
    containers: tuple[str, ...]  # names of containers made of it
    freed_bytes: int  # blobs that only this image uses
    kept_bytes: int  # blobs that others use too

    @property
    def is_allowed(self) -> bool:
        """Whether nothing stands on it."""
        return not self.images_on_top and not self.containers


@dataclass(frozen=True, slots=True)
class SnapshotRequest:
    """A container to be captured as a new image. `even_if_empty` insists on an empty layer.

    Marks become layers of their own, below the one of what was written since. `leave_out` are paths
    of the container (directories as a whole) whose changes do not go into the image.
    """

    container_id: str
    name: str
    publisher: str
    version: str
    description: str = ""
    replace: bool = False
    even_if_empty: bool = False
    leave_out: tuple[str, ...] = ()
