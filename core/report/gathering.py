"""Asks for all that a report holds. What one unreadable layer hides does not hide the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from core.cancel import NEVER, CancelToken
from core.errors import LayerUnavailableError
from core.model import (
    ChangePage,
    ChangeQuery,
    ChangeRow,
    Comparison,
    Efficiency,
    Finding,
    Image,
    LayerPlace,
    LayerSummary,
    PackageReport,
    SortKey,
)
from core.progress import Progress, Report, ignore
from core.report.contents import (
    ComparisonReport,
    HistoryStep,
    ImageReport,
    LayerEntry,
    LayerReport,
)
from core.report.wording import visible

PATH_LIMIT = 1000
"""How many paths a report lists when nobody says otherwise."""

_PAGE_ROWS = 2000

_Answer = TypeVar("_Answer")


class ReportSource(Protocol):
    """The questions that reports are made of; an engine's inspection answers them."""

    def layer_summary(
        self, place: LayerPlace, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> LayerSummary: ...

    def changes_of_layer(
        self,
        place: LayerPlace,
        query: ChangeQuery,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> ChangePage: ...

    def efficiency(
        self, reference: str, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Efficiency: ...

    def packages_of_layer(
        self, place: LayerPlace, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> PackageReport: ...

    def findings(
        self,
        reference: str,
        *,
        has_contents: bool = False,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> tuple[Finding, ...]: ...

    def compare(
        self,
        left: LayerPlace,
        right: LayerPlace,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Comparison: ...

    def compared_files(
        self,
        left: LayerPlace,
        right: LayerPlace,
        query: ChangeQuery,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> ChangePage: ...


def gather_image(
    inspection: ReportSource,
    image: Image,
    *,
    has_secrets: bool = False,
    cancel: CancelToken = NEVER,
    report: Report = ignore,
) -> ImageReport:
    """All of an image; with `has_secrets` its files are read for secrets as well.

    Raises ImageNotFoundError and Cancelled. What LayerUnavailableError hides is None in the report.
    """
    asked = _Questions(inspection, image, cancel, report)
    efficiency = asked.efficiency()
    layers = tuple(asked.layer(level, efficiency) for level in range(len(image.layers)))
    findings = asked.findings(has_secrets)
    making = sum(not entry.empty_layer for entry in image.history)
    is_matched = making == len(image.layers)
    return ImageReport(
        image,
        layers,
        efficiency,
        findings,
        has_secrets and findings is not None,
        _paired(image, is_matched),
        is_matched,
        tuple(asked.unavailable),
    )


def gather_layer(
    inspection: ReportSource,
    image: Image,
    level: int,
    *,
    has_secrets: bool = False,
    path_limit: int | None = PATH_LIMIT,
    cancel: CancelToken = NEVER,
    report: Report = ignore,
) -> LayerReport:
    """One layer of an image, `level` from 0, with at most `path_limit` paths (None: all).

    Raises ImageNotFoundError and Cancelled. What LayerUnavailableError hides is None or empty.
    """
    asked = _Questions(inspection, image, cancel, report)
    efficiency = asked.efficiency()
    entry = asked.layer(level, efficiency)
    place = _place(image, level)

    def ask(query: ChangeQuery) -> ChangePage:
        return inspection.changes_of_layer(place, query, cancel=cancel, report=report)

    changes, total = asked.known(lambda: _all_rows(ask, path_limit, cancel)) or ((), 0)
    findings = asked.findings(has_secrets)
    if findings is not None:
        findings = tuple(finding for finding in findings if finding.level == level)
    wasted = tuple(f for f in efficiency.files if f.level == level) if efficiency else ()
    return LayerReport(
        image,
        entry,
        changes,
        total,
        findings,
        has_secrets and findings is not None,
        wasted,
        tuple(asked.unavailable),
    )


def gather_comparison(
    inspection: ReportSource,
    left: tuple[Image, int | None],
    right: tuple[Image, int | None],
    *,
    path_limit: int | None = PATH_LIMIT,
    cancel: CancelToken = NEVER,
    report: Report = ignore,
) -> ComparisonReport:
    """Two images, or layers of them (level from 0; None: the whole image).

    At most `path_limit` paths are listed (None: all). A layer that cannot be read counts only
    where the other side has not the same one. Raises ImageNotFoundError, LayerUnavailableError
    (of the two places themselves) and Cancelled.
    """
    left_level, right_level = _level(*left), _level(*right)
    left_place, right_place = _place(left[0], left_level), _place(right[0], right_level)
    comparison = inspection.compare(left_place, right_place, cancel=cancel, report=report)

    def ask(query: ChangeQuery) -> ChangePage:
        return inspection.compared_files(
            left_place, right_place, query, cancel=cancel, report=report
        )

    paths, total = _all_rows(ask, path_limit, cancel)
    different = [pair for pair in comparison.layers if not pair.is_same]
    unavailable: list[str] = []
    for image, levels in (
        (left[0], [pair.left for pair in different]),
        (right[0], [pair.right for pair in different]),
    ):
        asked = _Questions(inspection, image, cancel, report)
        for level in levels:
            if level is not None:
                asked.summary(level)
        unavailable += [f"{visible(image.reference)}: {why}" for why in asked.unavailable]
    return ComparisonReport(
        comparison, left_level, right_level, paths, total, tuple(dict.fromkeys(unavailable))
    )


class _Questions:
    """Asks about one image and keeps why something has no answer."""

    def __init__(
        self, inspection: ReportSource, image: Image, cancel: CancelToken, report: Report
    ) -> None:
        self._inspection = inspection
        self._image = image
        self._cancel = cancel
        self._report = report
        self.unavailable: list[str] = []

    def known(self, ask: Callable[[], _Answer]) -> _Answer | None:
        """The answer, or None and a reason more."""
        self._cancel.check()
        try:
            return ask()
        except LayerUnavailableError as error:
            sentence = self._sentence(error)
            if sentence not in self.unavailable:
                self.unavailable.append(sentence)
            return None

    def efficiency(self) -> Efficiency | None:
        return self.known(
            lambda: self._inspection.efficiency(
                self._image.reference, cancel=self._cancel, report=self._report
            )
        )

    def findings(self, has_secrets: bool) -> tuple[Finding, ...] | None:
        return self.known(
            lambda: self._inspection.findings(
                self._image.reference,
                has_contents=has_secrets,
                cancel=self._cancel,
                report=self._report,
            )
        )

    def summary(self, level: int) -> LayerSummary | None:
        place = _place(self._image, level)
        return self.known(
            lambda: self._inspection.layer_summary(place, cancel=self._cancel, report=self._report)
        )

    def layer(self, level: int, efficiency: Efficiency | None) -> LayerEntry:
        """One layer; its own reasons are in its entry and not among the image's."""
        layer = self._image.layers[level]
        place = _place(self._image, level)
        count = len(self._image.layers)
        self._report(Progress(f"Layer {level + 1} of {count}", level + 1, count, "steps"))
        of_image, self.unavailable = self.unavailable, []
        summary = self.summary(level)
        packages = self.known(
            lambda: self._inspection.packages_of_layer(
                place, cancel=self._cancel, report=self._report
            )
        )
        reasons, self.unavailable = self.unavailable, of_image
        waste = None
        if efficiency is not None:
            waste = next((waste for waste in efficiency.layers if waste.level == level), None)
        return LayerEntry(level, layer, summary, packages, waste, " ".join(reasons))

    def _sentence(self, error: LayerUnavailableError) -> str:
        """With the level, where the image has the layer: the error only knows a digest."""
        for level, layer in enumerate(self._image.layers, start=1):
            if error.layer in (layer.diff_id, layer.chain_id):
                return f"The contents of layer {level} are not available: {error.reason}."
        return str(error)


def _all_rows(
    ask: Callable[[ChangeQuery], ChangePage], limit: int | None, cancel: CancelToken
) -> tuple[tuple[ChangeRow, ...], int]:
    """Rows page by page, as many as are wanted, and how many there are."""
    rows: list[ChangeRow] = []
    while True:
        cancel.check()
        wanted = _PAGE_ROWS if limit is None else min(_PAGE_ROWS, limit - len(rows))
        page = ask(
            ChangeQuery(
                folder=None,
                sort=SortKey.NAME,
                is_descending=False,
                offset=len(rows),
                limit=max(wanted, 1),  # also of no rows the total is told
            )
        )
        rows += page.rows[: max(wanted, 0)]
        is_full = limit is not None and len(rows) >= limit
        if is_full or len(rows) >= page.total or not page.rows:
            return tuple(rows), page.total


def _paired(image: Image, is_matched: bool) -> tuple[HistoryStep, ...]:
    steps = []
    level = 0
    for entry in image.history:
        makes_layer = is_matched and not entry.empty_layer
        steps.append(HistoryStep(entry, level if makes_layer else None))
        level += makes_layer
    return tuple(steps)


def _level(image: Image, level: int | None) -> int | None:
    if level is not None:
        return level
    return len(image.layers) - 1 if image.layers else None


def _place(image: Image, level: int | None) -> LayerPlace:
    return LayerPlace(image.reference, "" if level is None else image.layers[level].chain_id)
