"""Looks into layers, imported with the first question: an engine starts without them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from core.cancel import NEVER, CancelToken
from core.model import (
    ChangePage,
    Comparison,
    Efficiency,
    FileContent,
    FileDiff,
    FilePage,
    Finding,
    LayerFigures,
    LayerSummary,
    LifeEvent,
    NameSearch,
    PackageOrigin,
    PackageReport,
    SizeNode,
)

if TYPE_CHECKING:
    from core.engine.catalog_inspection import CatalogInspection
    from core.store.layout import ImageLayout

_Result = TypeVar("_Result")


class LateInspection:
    """Implements `core.engine.inspection.Inspection`, which documents the methods."""

    def __init__(
        self,
        layout: Callable[[], ImageLayout | None],
        directory: Path,
        unpacked: Callable[[str, str], Path | None] | None = None,
    ) -> None:
        """`layout` gives None while there is no repository; `directory` is for the catalog.

        `unpacked` knows where a layer is unpacked, if it is, by its diff ID and chain ID.
        """
        self._inspected_layout = layout
        self._catalog_directory = directory
        self._unpacked = unpacked
        self._made: CatalogInspection | None = None
        self._making = threading.Lock()
        self._closing = CancelToken()

    @property
    def _inspection(self) -> CatalogInspection:
        with self._making:
            if self._made is None:
                from core.engine.catalog_inspection import CatalogInspection

                self._made = CatalogInspection(
                    self._inspected_layout, self._catalog_directory, self._unpacked
                )
            return self._made

    def stop_looking(self) -> None:
        """Nobody wants an answer any more: what is under way ends as if it was cancelled."""
        self._closing.cancel()

    def _look(
        self,
        kind: type[_Result],
        method: str,
        *what: Any,
        cancel: CancelToken = NEVER,
        **how: Any,
    ) -> _Result:
        either = CancelToken()
        forget = [token.on_cancel(either.cancel) for token in (cancel, self._closing)]
        try:
            answer: _Result = getattr(self._inspection, method)(*what, cancel=either, **how)
            return answer
        finally:
            for undo in forget:
                undo()

    def catalog_layers(self, **how: Any) -> int:
        return self._look(int, "catalog_layers", **how)

    def layer_figures(self) -> tuple[LayerFigures, ...]:
        return self._inspection.layer_figures()

    def layer_summary(self, *what: Any, **how: Any) -> LayerSummary:
        return self._look(LayerSummary, "layer_summary", *what, **how)

    def changes_of_layer(self, *what: Any, **how: Any) -> ChangePage:
        return self._look(ChangePage, "changes_of_layer", *what, **how)

    def files_at(self, *what: Any, **how: Any) -> FilePage:
        return self._look(FilePage, "files_at", *what, **how)

    def life_of_path(self, *what: Any, **how: Any) -> tuple[LifeEvent, ...]:
        return self._look(tuple, "life_of_path", *what, **how)

    def read_file(self, *what: Any, **how: Any) -> FileContent:
        return self._look(FileContent, "read_file", *what, **how)

    def export_file(self, *what: Any, **how: Any) -> None:
        self._look(type(None), "export_file", *what, **how)

    def diff_files(self, *what: Any, **how: Any) -> FileDiff:
        return self._look(FileDiff, "diff_files", *what, **how)

    def size_map(self, *what: Any, **how: Any) -> SizeNode:
        return self._look(SizeNode, "size_map", *what, **how)

    def efficiency(self, *what: Any, **how: Any) -> Efficiency:
        return self._look(Efficiency, "efficiency", *what, **how)

    def packages_of_layer(self, *what: Any, **how: Any) -> PackageReport:
        return self._look(PackageReport, "packages_of_layer", *what, **how)

    def installed_packages(self, *what: Any, **how: Any) -> tuple[PackageOrigin, ...]:
        return self._look(tuple, "installed_packages", *what, **how)

    def findings(self, *what: Any, **how: Any) -> tuple[Finding, ...]:
        return self._look(tuple, "findings", *what, **how)

    def search_names(self, *what: Any, **how: Any) -> NameSearch:
        return self._look(NameSearch, "search_names", *what, **how)

    def search_contents(self, *what: Any, **how: Any) -> int:
        return self._look(int, "search_contents", *what, **how)

    def compare(self, *what: Any, **how: Any) -> Comparison:
        return self._look(Comparison, "compare", *what, **how)

    def compared_files(self, *what: Any, **how: Any) -> ChangePage:
        return self._look(ChangePage, "compared_files", *what, **how)
