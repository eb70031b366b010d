"""What a report holds: values of the model, gathered and nothing worded yet.

Levels are the model's, 0 for the bottom layer; formats show them as people count, from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from core.model import (
    ChangeRow,
    Comparison,
    Efficiency,
    Finding,
    Image,
    ImageHistoryEntry,
    Layer,
    LayerSummary,
    LayerWaste,
    PackageReport,
    WastedFile,
)


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A history entry. `level` is the layer it made; None when it made none or nobody can say."""

    entry: ImageHistoryEntry
    level: int | None


@dataclass(frozen=True, slots=True)
class LayerEntry:
    """One layer of an image. What could not be looked into is None, and `unavailable` says why."""

    level: int
    layer: Layer
    summary: LayerSummary | None
    packages: PackageReport | None
    waste: LayerWaste | None
    unavailable: str = ""


@dataclass(frozen=True, slots=True)
class ImageReport:
    """All of an image, layers from the bottom.

    `is_history_matched`: history has as many entries that made a layer as there are layers; else
    nobody can say which entry belongs to which (image-spec config.md, `history`).
    `are_contents_read`: files were read for secrets, not only their names and modes looked at.
    """

    image: Image
    layers: tuple[LayerEntry, ...]
    efficiency: Efficiency | None
    findings: tuple[Finding, ...] | None
    are_contents_read: bool
    history: tuple[HistoryStep, ...]
    is_history_matched: bool
    unavailable: tuple[str, ...] = ()  # why efficiency or findings are None, a sentence each

    @property
    def is_complete(self) -> bool:
        """Whether all layers could be looked into; else sums are without what the others hold."""
        return not self.unavailable and not any(entry.unavailable for entry in self.layers)

    def findings_of(self, level: int) -> tuple[Finding, ...]:
        """Those of one layer."""
        return tuple(finding for finding in self.findings or () if finding.level == level)


@dataclass(frozen=True, slots=True)
class LayerReport:
    """One layer with the paths it changed, sorted by path; `total_changes` counts all of them.

    `wasted_files` are the largest of its dead files.
    """

    image: Image
    entry: LayerEntry
    changes: tuple[ChangeRow, ...]
    total_changes: int
    findings: tuple[Finding, ...] | None
    are_contents_read: bool
    wasted_files: tuple[WastedFile, ...]
    unavailable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparisonReport:
    """Two places. `left_level` and `right_level` are None for an image without layers.

    `paths` differ, sorted by path ("before" is left); `total_paths` counts all of them. What
    `unavailable` layers hold, a sentence each, could not be compared.
    """

    comparison: Comparison
    left_level: int | None
    right_level: int | None
    paths: tuple[ChangeRow, ...]
    total_paths: int
    unavailable: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the two are known to be equal, times included."""
        return self.comparison.is_same and not self.unavailable


AnyReport: TypeAlias = ImageReport | LayerReport | ComparisonReport
