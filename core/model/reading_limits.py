"""How much an archive from outside may ask of this computer; the person can change it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What is beyond is refused, with a sentence that names the limit.

    `expansion` is how many times larger than its compressed bytes a layer may become; it is asked
    only of what unpacks to more than `expansion_from_bytes`, since small files pack well.
    """

    entries: int = 1_000_000  # of one layer
    layers: int = 1_000  # of one image
    layer_bytes: int = 1 << 40  # all files of one layer, unpacked; holes count
    expansion: int = 200
    expansion_from_bytes: int = 256 << 20
    free_bytes: int = 512 << 20  # that unpacking leaves on the disk; a tenth of a smaller disk
