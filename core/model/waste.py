"""Bytes that an image stores and nobody can see.

The unit is the inode: a regular entry of a layer's tar with all its hard links in that layer.
stored = all inodes; live = those with at least one visible name in the whole image;
reclaimable = stored - live, by rebuilding or squashing. It is not what this disk would get back:
other images may use the same layers.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class WasteCause(enum.Enum):
    """What hid an inode's last name."""

    DELETED = "deleted"
    OVERWRITTEN = "overwritten"
    METADATA = "metadata only"  # the whole file was copied for its mode, owner or time
    IDENTICAL = "rewritten identically"
    TYPE_CHANGED = "replaced by another type"
    REPEATED = "repeated in its own archive"


@dataclass(frozen=True, slots=True)
class WastedFile:
    """A dead inode: stored at `level`, hidden at `hidden_at`."""

    path: str
    size_bytes: int
    level: int
    hidden_at: int
    cause: WasteCause


@dataclass(frozen=True, slots=True)
class LayerWaste:
    """`dead_bytes` of the layer's own bytes are dead; `caused_bytes` died by this layer."""

    level: int
    chain_id: str
    stored_bytes: int
    dead_bytes: int
    caused_bytes: int


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about it, in one sentence."""

    sentence: str
    saved_bytes: int
    levels: tuple[int, ...] = ()
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Efficiency:
    """Of a whole image. `files` holds the largest, `by_cause` all of them.

    `base_levels` is how many layers are another image's that this one stands on.
    """

    reference: str
    stored_bytes: int
    live_bytes: int
    layers: tuple[LayerWaste, ...]
    files: tuple[WastedFile, ...]
    wasted_files: int
    by_cause: tuple[tuple[WasteCause, int], ...]
    advice: tuple[Advice, ...]
    base_levels: int = 0

    @property
    def reclaimable_bytes(self) -> int:
        """What rebuilding or squashing would save."""
        return self.stored_bytes - self.live_bytes

    @property
    def efficiency(self) -> float:
        """live / stored; 1 for an image that stores nothing."""
        return self.live_bytes / self.stored_bytes if self.stored_bytes else 1.0

    @property
    def above_base_share(self) -> float | None:
        """Reclaimable bytes that layers above the base caused, of the bytes that these store.

        None when they store nothing.
        """
        above = [layer for layer in self.layers if layer.level >= self.base_levels]
        stored_bytes = sum(layer.stored_bytes for layer in above)
        return sum(layer.caused_bytes for layer in above) / stored_bytes if stored_bytes else None
