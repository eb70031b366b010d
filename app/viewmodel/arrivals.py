"""Images on their way here as they stand on the wall: what is missing of a tower, and fills.

What such an image shares with images that are here stands already; its own bricks stand on that as
ghosts until they have come, and then as bricks like all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from app.viewmodel.travel_tower import TravelBrick, TravelRow, TravelTower, tower_of
from core.model import FoundImage, Image, Transfer
from core.translation import tr


@dataclass(frozen=True, slots=True)
class Arrival:
    """An image that is being brought here. `key` tells apart what comes at the same time."""

    key: str
    image: Image
    transfer: Transfer = field(default_factory=lambda: Transfer(()))
    has_landed: bool = False  # it is here; the next look at the repository shows it


@dataclass(frozen=True, slots=True)
class Ghost:
    """The bricks of an image that are not on the wall yet, bottom first.

    `chain_id` is the brick that they stand on, "" for the plate; `flag` is how it will be called.
    """

    key: str
    name: str
    version: str
    chain_id: str
    bricks: tuple[TravelBrick, ...]

    @property
    def rows(self) -> tuple[TravelRow, ...]:
        """What is drawn, bottom first: of very many bricks the small ones together."""
        return TravelTower(self.name, self.version, "", self.bricks).rows()

    @property
    def height(self) -> float:
        """Of all that is drawn, in stud pitches."""
        return sum(row.height for row in self.rows)

    @property
    def share(self) -> float:
        """How much of it has come, from 0 to 1."""
        total = sum(brick.size_bytes for brick in self.bricks)
        if not total:
            return 0.0
        return sum(brick.share * brick.size_bytes for brick in self.bricks) / total

    @property
    def title(self) -> str:
        """How the image is called."""
        return f"{self.name}:{self.version}" if self.version else self.name

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        return tr(
            "Image {title} on its way here, {share:.0f} % of it has come",
            title=self.title,
            share=self.share * 100,
        )


def ghosts_of(arrivals: Iterable[Arrival], standing: Set[str]) -> tuple[Ghost, ...]:
    """What has to be drawn of each; `standing` are the chain IDs of the bricks on the wall.

    An image all of whose bricks stand already needs none: its flag comes when it has arrived.
    """
    ghosts = []
    for arrival in arrivals:
        layers = arrival.image.layers
        shared = 0
        while shared < len(layers) and layers[shared].chain_id in standing:
            shared += 1
        if shared == len(layers):
            continue
        tower = tower_of(FoundImage("", arrival.image)).with_transfer(arrival.transfer)
        ghosts.append(
            Ghost(
                arrival.key,
                tower.name,
                tower.version,
                layers[shared - 1].chain_id if shared else "",
                tower.bricks[shared:],
            )
        )
    return tuple(ghosts)
