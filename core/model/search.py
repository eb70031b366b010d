"""Looking for paths and contents over all layers of all images."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.change import FileType


@dataclass(frozen=True, slots=True)
class NameHit:
    """A path that matches, and the layers (diff IDs) that hold an entry for it, whiteouts too."""

    path: str
    file_type: FileType
    diff_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameSearch:
    """The best matches first. `diff_ids` are all layers with any match that was found.

    `is_cut`: there are more. `pending` counts layers that are not catalogued yet.
    """

    words: str
    hits: tuple[NameHit, ...]
    diff_ids: frozenset[str]
    is_cut: bool = False
    pending: int = 0


@dataclass(frozen=True, slots=True)
class ContentHit:
    """A line in a file of a layer that matches."""

    diff_id: str
    path: str
    line_number: int
    line: str  # cut around the match
