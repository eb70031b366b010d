"""What all items of a scene need to know to paint themselves."""

from __future__ import annotations

from dataclasses import dataclass

from app.scene.brick_geometry import PITCH
from app.theme import Theme

_DETAILS = ((18.0, 3), (9.0, 2), (5.0, 1))

_STRONG_EDGE = 1.6  # of high contrast


@dataclass(slots=True)
class Surroundings:
    """Shared by reference; the scene repaints when it changes. `zoom` is screen px for one px."""

    theme: Theme
    zoom: float = 1.0
    text_scale: float = 1.0
    type_scale: float = 1.0  # of words before a class
    outline_scale: float = 1.0
    has_few_labels: bool = False  # only what a brick is called

    @property
    def edge_scale(self) -> float:
        """How many times thicker outlines are than usual."""
        return max(self.outline_scale, _STRONG_EDGE if self.theme.has_high_contrast else 1.0)

    @property
    def detail(self) -> int:
        """Level of detail by the pitch on the screen: 3 = everything, 0 = coloured rectangles."""
        pitch = PITCH * self.zoom
        return next((level for limit, level in _DETAILS if pitch >= limit), 0)

    @property
    def words_px(self) -> float:
        """How large words on bricks are on the screen: they grow with the bricks, within limits."""
        wanted = 12.0 * self.zoom * self.text_scale * self.type_scale
        return min(max(28.0, 22.0 * self.type_scale), max(11.0 * self.type_scale, wanted))
