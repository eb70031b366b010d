"""Looks into layers by an engine in another process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

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
from core.progress import Report, ignore

_Result = TypeVar("_Result")


class RemoteInspection:
    """Implements `core.engine.inspection.Inspection`, which documents the methods, by calls."""

    def _call(
        self,
        kind: type[_Result],
        method: str,
        *args: Any,
        cancel: CancelToken | None = None,
        callbacks: dict[str, Callable[[Any], None]] | None = None,
        **kwargs: Any,
    ) -> _Result:
        raise NotImplementedError

    def _look(
        self,
        kind: type[_Result],
        method: str,
        *what: Any,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
        output: Callable[[Any], None] | None = None,
        **how: Any,
    ) -> _Result:
        """A question that can be cancelled and tells its progress."""
        cancel.check()
        callbacks: dict[str, Callable[[Any], None]] = {"report": report}
        if output is not None:
            callbacks["output"] = output
        return self._call(kind, method, *what, cancel=cancel, callbacks=callbacks, **how)

    def catalog_layers(self, **how: Any) -> int:
        return self._look(int, "catalog_layers", **how)

    def layer_figures(self) -> tuple[LayerFigures, ...]:
        return self._call(tuple, "layer_figures")

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
        return self._look(type(None), "export_file", *what, **how)

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

    def search_names(self, words: str, *, cancel: CancelToken = NEVER, **how: Any) -> NameSearch:
        return self._call(NameSearch, "search_names", words, cancel=cancel, **how)

    def search_contents(self, *what: Any, **how: Any) -> int:
        return self._look(int, "search_contents", *what, **how)

    def compare(self, *what: Any, **how: Any) -> Comparison:
        return self._look(Comparison, "compare", *what, **how)

    def compared_files(self, *what: Any, **how: Any) -> ChangePage:
        return self._look(ChangePage, "compared_files", *what, **how)
