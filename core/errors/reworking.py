"""What can go wrong while an image is made anew of another one."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors.root import UserFixableError, visible
from core.translation import tr, translated


@dataclass(eq=False)
class RebaseFailedError(UserFixableError):
    """A layer could not be put on the other base; nothing was kept."""

    number: int  # of the one in the old image, from the bottom
    text: str  # what was to be done
    reason: str  # "it ended with exit code 2"

    def sentence(self) -> str:
        return tr(
            "Layer {number} ({text}) could not be put on the other base: {reason}. "
            "No image was made; choose for this layer to copy its files, or to leave it out.",
            number=self.number,
            text=visible(self.text),
            reason=translated(self.reason),
        )
