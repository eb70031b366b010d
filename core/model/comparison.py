"""Two images, or any two layers, side by side."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from core.model.change import ChangeKind
from core.model.layer_contents import LayerPlace
from core.model.packages import PackageChange


@dataclass(frozen=True, slots=True)
class LayerPair:
    """Layers side by side; None where the other side has none. `is_same`: equal diff IDs."""

    left: int | None
    right: int | None
    is_same: bool


@dataclass(frozen=True, slots=True)
class ConfigDifference:
    """A setting that differs; None where a side does not have it."""

    key: str  # "Command", "Environment PATH", "Label …", "User", …
    left: str | None
    right: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """From left to right: ADDED is only at the right, DELETED only at the left.

    `counts` has every kind; paths that are equal in everything are `unchanged`.
    """

    left: LayerPlace
    right: LayerPlace
    counts: tuple[tuple[ChangeKind, int], ...]
    unchanged: int
    left_bytes: int  # visible files
    right_bytes: int
    layers: tuple[LayerPair, ...]
    config: tuple[ConfigDifference, ...]
    packages: tuple[PackageChange, ...]
    notes: tuple[str, ...] = ()
    is_complete: bool = True  # no layer of either side is out of reach

    def count(self, *kinds: ChangeKind) -> int:
        """How many paths differ in these ways."""
        return sum(number for kind, number in self.counts if kind in kinds)

    @property
    def is_same(self) -> bool:
        """Whether files, with their times, and configuration are surely equal."""
        has_difference = self.config or any(number for _kind, number in self.counts)
        return self.is_complete and not has_difference


class DiffMark(enum.Enum):
    """What a line of a text diff is."""

    SAME = " "
    REMOVED = "-"
    ADDED = "+"
    GAP = "@"  # lines that are equal and left out; the text says how many


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line with its numbers on both sides (from 1; None where it is not there).

    `spans` are pieces of its text and whether each is among what changed within the line.
    """

    mark: DiffMark
    old_number: int | None
    new_number: int | None
    spans: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(text for text, _is_changed in self.spans)


@dataclass(frozen=True, slots=True)
class FileAt:
    """A file in the merged tree at a layer."""

    place: LayerPlace
    path: str


@dataclass(frozen=True, slots=True)
class FileDiff:
    """Two states of a file. For binary files `lines` is empty and the heads show the first bytes.

    A side's size is None when the file is not there.
    """

    old_path: str
    new_path: str
    old_size_bytes: int | None
    new_size_bytes: int | None
    lines: tuple[DiffLine, ...] = ()
    added: int = 0
    removed: int = 0
    is_binary: bool = False
    is_cut: bool = False  # only the start of a long file was compared
    old_head: bytes = b""
    new_head: bytes = b""
