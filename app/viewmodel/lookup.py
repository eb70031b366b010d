"""What an inspector's panels may ask, and how answers come: later, in the GUI thread.

Panels get a `Lookup` and know neither worker nor engine. Every method returns at once. `then` is
called with the answer unless a newer question of the same `slot` came first; on an error `failed`
is called with one plain sentence, or the session shows it when there is no `failed`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from core.model import (
    ChangePage,
    ChangeQuery,
    Comparison,
    ContentHit,
    Efficiency,
    FileAt,
    FileContent,
    FileDiff,
    FilePage,
    Finding,
    LayerPlace,
    LayerSummary,
    LifeEvent,
    NameSearch,
    PackageOrigin,
    PackageReport,
    SizeNode,
)

Failed = Callable[[str], None]


class Lookup(Protocol):
    """Questions about layers. `slot` names who asks: a newer question of a slot drops the older."""

    def summary(
        self,
        place: LayerPlace,
        then: Callable[[LayerSummary], None],
        *,
        failed: Failed | None = None,
        slot: str = "summary",
    ) -> None: ...

    def changes(
        self,
        place: LayerPlace,
        query: ChangeQuery,
        then: Callable[[ChangePage], None],
        *,
        failed: Failed | None = None,
        slot: str = "",
    ) -> None: ...

    def files(
        self,
        place: LayerPlace,
        folder: str,
        then: Callable[[FilePage], None],
        *,
        pattern: str = "",
        offset: int = 0,
        failed: Failed | None = None,
        slot: str = "",
    ) -> None: ...

    def life(
        self,
        reference: str,
        path: str,
        then: Callable[[tuple[LifeEvent, ...]], None],
        *,
        failed: Failed | None = None,
        slot: str = "life",
    ) -> None: ...

    def content(
        self,
        file: FileAt,
        then: Callable[[FileContent], None],
        *,
        failed: Failed | None = None,
        slot: str = "content",
    ) -> None: ...

    def save(self, file: FileAt, path: Path) -> None:
        """Write a file as it was at a layer to `path`; the session says so when it is done."""
        ...

    def diff(
        self,
        old: FileAt,
        new: FileAt,
        then: Callable[[FileDiff], None],
        *,
        context: int = 3,
        failed: Failed | None = None,
        slot: str = "diff",
    ) -> None: ...

    def size_map(
        self,
        place: LayerPlace | None,
        then: Callable[[SizeNode], None],
        *,
        is_whole_image: bool = False,
        folder: str = "",
        failed: Failed | None = None,
        slot: str = "size-map",
    ) -> None: ...

    def efficiency(
        self,
        reference: str,
        then: Callable[[Efficiency], None],
        *,
        failed: Failed | None = None,
        slot: str = "efficiency",
    ) -> None: ...

    def packages(
        self,
        place: LayerPlace,
        then: Callable[[PackageReport], None],
        *,
        failed: Failed | None = None,
        slot: str = "packages",
    ) -> None: ...

    def installed(
        self,
        place: LayerPlace,
        then: Callable[[tuple[PackageOrigin, ...]], None],
        *,
        failed: Failed | None = None,
        slot: str = "installed",
    ) -> None: ...

    def findings(
        self,
        reference: str,
        then: Callable[[tuple[Finding, ...]], None],
        *,
        has_contents: bool = False,
        failed: Failed | None = None,
        slot: str = "findings",
    ) -> None: ...

    def names(
        self,
        words: str,
        then: Callable[[NameSearch], None],
        *,
        failed: Failed | None = None,
        slot: str = "names",
    ) -> None: ...

    def contents(
        self,
        text: str,
        found: Callable[[tuple[ContentHit, ...]], None],
        then: Callable[[int], None],
        *,
        references: tuple[str, ...] = (),
        failed: Failed | None = None,
        slot: str = "contents",
    ) -> None:
        """`found` is called again and again with what was found since; `then` with the count."""
        ...

    def compare(
        self,
        left: LayerPlace,
        right: LayerPlace,
        then: Callable[[Comparison], None],
        *,
        failed: Failed | None = None,
        slot: str = "compare",
    ) -> None: ...

    def compared(
        self,
        left: LayerPlace,
        right: LayerPlace,
        query: ChangeQuery,
        then: Callable[[ChangePage], None],
        *,
        failed: Failed | None = None,
        slot: str = "",
    ) -> None: ...

    def forget(self, slot: str) -> None:
        """Nobody waits for the answer of this slot any more: it is cancelled."""
        ...
