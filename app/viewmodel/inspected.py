"""What the inspector looks at: one layer of an image, or the whole image."""

from __future__ import annotations

from dataclasses import dataclass

from app.viewmodel.roles import Role
from core.model import FileAt, Image, Layer, LayerPlace
from core.translation import tr


@dataclass(frozen=True, slots=True)
class InspectedTarget:
    """A layer in its image. `roles` and `titles` are those of all the image's layers, bottom first.

    Of an image as a whole (`is_image`) the place is its topmost layer; `layer` is None then, and
    `level` the topmost one, -1 for an image without layers.
    """

    place: LayerPlace
    image: Image
    layer: Layer | None
    level: int
    roles: tuple[Role, ...]
    titles: tuple[str, ...]
    is_image: bool = False

    @property
    def levels(self) -> int:
        """How many layers the image has."""
        return len(self.image.layers)

    @property
    def unavailable_reason(self) -> str:
        """Why the layer's contents cannot be looked at, "" when they can."""
        if self.layer is None or self.layer.available:
            return ""
        return self.layer.unavailable_reason or tr("they are not in this repository")

    def place_at(self, level: int) -> LayerPlace:
        """The layer of the same image at another level. Raises IndexError."""
        return LayerPlace(self.place.reference, self.image.layers[level].chain_id)

    def level_of(self, chain_id: str) -> int | None:
        """Where a layer is in this image."""
        for level, layer in enumerate(self.image.layers):
            if layer.chain_id == chain_id:
                return level
        return None

    def role_at(self, level: int) -> Role:
        """The role of a layer; of one that is not there the most general."""
        return self.roles[level] if 0 <= level < len(self.roles) else Role.APP

    def title_at(self, level: int) -> str:
        """The title of a layer, "" of one that is not there."""
        return self.titles[level] if 0 <= level < len(self.titles) else ""

    def file(self, path: str) -> FileAt:
        """A file as it is at this layer."""
        return FileAt(self.place, path)
