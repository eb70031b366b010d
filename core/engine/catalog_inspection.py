"""Looks into whole images and the whole repository: the other half of an engine's inspection."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from core.cancel import NEVER, CancelToken
from core.catalog.changes import ChangeList
from core.catalog.comparison import TreeComparison, compare_config, compare_trees, pair_layers
from core.catalog.content_search import search_layer
from core.catalog.packages.attribution import compare_packages, origins
from core.catalog.repository_sizes import StoredImage, StoredLayer, size_map_of_repository
from core.catalog.sizes import BOXES, size_map_of_image, size_map_of_layer
from core.catalog.waste import measure_waste
from core.engine.layer_inspection import LayerInspection, distinct_layers
from core.engine.layer_packages import LayerPackages
from core.engine.opened_images import OpenedImage, Unpacked, base_levels_of
from core.errors import LayerUnavailableError
from core.model import (
    ChangePage,
    ChangeQuery,
    Comparison,
    ContentHit,
    Efficiency,
    Finding,
    LayerPlace,
    NameSearch,
    PackageOrigin,
    PackageReport,
    SizeNode,
)
from core.progress import Progress, Report, ignore
from core.store.layout import ImageLayout

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_KEPT = 4


class CatalogInspection(LayerInspection):
    """Implements `core.engine.inspection.Inspection`, which documents the methods."""

    def __init__(
        self,
        layout: Callable[[], ImageLayout | None],
        directory: Path,
        unpacked: Unpacked | None = None,
    ) -> None:
        """See LayerInspection."""
        super().__init__(layout, directory, unpacked)
        self._packages: OrderedDict[str, LayerPackages] = OrderedDict()
        self._compared: OrderedDict[tuple[str, str], TreeComparison] = OrderedDict()

    # --- bytes --------------------------------------------------------------------------------

    def size_map(
        self,
        place: LayerPlace | None = None,
        *,
        is_whole_image: bool = False,
        folder: str = "",
        boxes: int = BOXES,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> SizeNode:
        if place is None:
            self.catalog_layers(cancel=cancel, report=report)
            return size_map_of_repository(self._stored_images(), boxes)
        if is_whole_image:
            opened = self._opened.open(place.reference, cancel, report)
            chain = [layer.chain_id for layer in opened.image.layers]
            with opened.analysis.lock:
                wasted, _cause = opened.analysis.wasted
                return size_map_of_image(opened.stack, chain, wasted, folder, boxes)
        opened, level = self._opened.at(place, cancel, report)
        with opened.analysis.lock:
            wasted, _cause = opened.analysis.wasted
            return size_map_of_layer(
                opened.stack, level, wasted, folder, boxes, chain_id=place.chain_id
            )

    def efficiency(
        self, reference: str, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Efficiency:
        opened = self._opened.open(reference, cancel, report)
        chain = [layer.chain_id for layer in opened.image.layers]
        base_levels = base_levels_of(opened.image, self._opened.images())
        with opened.analysis.lock:
            return measure_waste(opened.stack, reference, chain, base_levels)

    # --- packages and warnings ----------------------------------------------------------------

    def packages_of_layer(
        self, place: LayerPlace, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> PackageReport:
        opened, level = self._opened.at(place, cancel, report)
        packages = self._packages_of(opened)
        before, _notes = packages.at(level - 1, cancel, report)
        after, notes = packages.at(level, cancel, report)
        changes = compare_packages(before, after)
        along, size_bytes = packages.recommended(level, changes, cancel, report)
        return PackageReport(changes, len(after), notes, along, size_bytes)

    def installed_packages(
        self, place: LayerPlace, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> tuple[PackageOrigin, ...]:
        opened, level = self._opened.at(place, cancel, report)
        packages = self._packages_of(opened)
        return origins([packages.at(n, cancel, report)[0] for n in range(level + 1)])

    def _packages_of(self, opened: OpenedImage) -> LayerPackages:
        key = opened.image.top_chain_id
        found = self._packages.get(key)
        if found is None:
            found = LayerPackages(opened, self._opened)
            if not opened.analysis.missing:
                _keep(self._packages, key, found)
        return found

    def findings(
        self,
        reference: str,
        *,
        has_contents: bool = False,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> tuple[Finding, ...]:
        opened = self._opened.open(reference, cancel, report)
        return self._findings.of_image(opened, has_contents, cancel, report)

    # --- searching ----------------------------------------------------------------------------

    def search_names(
        self, words: str, *, limit: int = 200, cancel: CancelToken = NEVER
    ) -> NameSearch:
        layers = distinct_layers(self._opened.images())
        self._fill_names(layers)
        found = self._names.search(words, limit, cancel)
        pending = sum(not self._opened.is_known(layer) for layer in layers)
        return NameSearch(found.words, found.hits, found.diff_ids, found.is_cut, pending)

    def search_contents(
        self,
        text: str,
        *,
        references: tuple[str, ...] = (),
        output: Callable[[ContentHit], None],
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> int:
        images = self._opened.images()
        wanted = [image for image in images if not references or image.reference in references]
        layers = [layer for layer in distinct_layers(wanted) if layer.available]
        self._opened.catalog(layers, cancel, report)
        total = sum(layer.size_bytes for layer in layers)
        count = done = 0
        for layer in layers:
            try:
                table = self._opened.table(layer, cancel, ignore)
            except LayerUnavailableError:
                continue  # its figures say why
            count += search_layer(
                self._opened.blob_opener(layer),
                table,
                text,
                output,
                cancel=cancel,
            )
            done += layer.size_bytes
            report(Progress("Searching", done, total))
        return count

    # --- comparing ----------------------------------------------------------------------------

    def compare(
        self,
        left: LayerPlace,
        right: LayerPlace,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Comparison:
        one, low = self._opened.at(left, cancel, report)
        other, high = self._opened.at(right, cancel, report)
        trees = self._trees(left, right, cancel, report)
        before, before_notes = self._packages_of(one).at(low, cancel, report)
        after, after_notes = self._packages_of(other).at(high, cancel, report)
        sides = ((one.image, low), (other.image, high))
        missing = [
            f"Layer {level + 1} of {opened.image.reference} cannot be compared: {reason}."
            for opened, top in ((one, low), (other, high))
            for level, reason in opened.analysis.missing.items()
            if level <= top
        ]
        return Comparison(
            left=left,
            right=right,
            counts=trees.counts,
            unchanged=trees.unchanged,
            left_bytes=trees.left_bytes,
            right_bytes=trees.right_bytes,
            layers=pair_layers(
                *([layer.diff_id for layer in image.layers[: top + 1]] for image, top in sides)
            ),
            config=compare_config(
                one.image.config,
                other.image.config,
                left_platform=one.image.platform,
                right_platform=other.image.platform,
            ),
            packages=compare_packages(before, after),
            notes=tuple(dict.fromkeys((*missing, *before_notes, *after_notes))),
            is_complete=not missing,
        )

    def compared_files(
        self,
        left: LayerPlace,
        right: LayerPlace,
        query: ChangeQuery,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> ChangePage:
        trees = self._trees(left, right, cancel, report)
        nodes = len(trees.difference.kind)
        changes = ChangeList(
            trees.difference,
            sizes=trees.difference.after.file_sizes(),
            noise=np.zeros(nodes, bool),
            wasted=np.zeros(nodes, np.int64),
            wasted_cause=np.full(nodes, -1, np.int8),
        )
        return changes.page(query)

    def _trees(
        self, left: LayerPlace, right: LayerPlace, cancel: CancelToken, report: Report
    ) -> TreeComparison:
        key = (left.chain_id, right.chain_id)
        found = self._compared.get(key)
        if found is None:
            one, low = self._opened.at(left, cancel, report)
            other, high = self._opened.at(right, cancel, report)
            found = compare_trees(one.stack.tables[: low + 1], other.stack.tables[: high + 1])
            if not one.analysis.missing and not other.analysis.missing:
                _keep(self._compared, key, found)
        return found

    def _stored_images(self) -> list[StoredImage]:
        """What is known of all images' layers, for the map of the repository."""
        figures = {one.chain_id: one for one in self.layer_figures()}
        found = []
        for image in self._opened.images():
            layers = []
            for layer in image.layers:
                known = figures[layer.chain_id]
                layers.append(
                    StoredLayer(
                        chain_id=layer.chain_id,
                        diff_id=layer.diff_id,
                        title=layer.created_by,
                        file_bytes=known.file_bytes or 0,
                        files=known.files or 0,
                        wasted_bytes=known.dead_bytes or 0,
                    )
                )
            found.append(StoredImage(image.reference, tuple(layers)))
        return found


def _keep(cache: OrderedDict[_Key, _Value], key: _Key, value: _Value) -> None:
    cache[key] = value
    while len(cache) > _KEPT:
        cache.popitem(last=False)
