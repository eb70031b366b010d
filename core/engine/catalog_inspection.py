"""Looks into whole images and the whole repository: the other half of an engine's inspection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from core.cancel import NEVER, CancelToken
from core.catalog.changes import ChangeList
from core.catalog.comparison import TreeComparison, compare_config, compare_trees, pair_layers
from core.catalog.content_search import search_layer
from core.catalog.packages.attribution import compare_packages, origins
from core.catalog.packages.record import Notes
from core.catalog.repository_sizes import StoredImage, StoredLayer, size_map_of_repository
from core.catalog.sizes import BOXES, size_map_of_image, size_map_of_layer
from core.catalog.waste import measure_waste
from core.engine.layer_inspection import LayerInspection, missing_notes
from core.engine.layer_packages import LayerPackages
from core.engine.opened_images import OpenedImage, Unpacked, base_levels_of
from core.engine.recent import Recent
from core.errors import ImageNotFoundError, LayerUnavailableError
from core.model import (
    ChangePage,
    ChangeQuery,
    Comparison,
    ContentHit,
    Efficiency,
    Finding,
    Image,
    LayerPlace,
    NameSearch,
    PackageChange,
    PackageOrigin,
    PackageReport,
    SizeNode,
)
from core.progress import Progress, Report, ignore
from core.store.layout import ImageLayout
from core.translation import tr_noop

_KEPT_IMAGES = 4  # their packages
_HITS_LIMIT = 20_000  # lines that a search in contents tells
_KEPT_NODES = 3_000_000  # of comparisons, some 150 bytes each


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
        self._packages: Recent[str, LayerPackages] = Recent(_KEPT_IMAGES)
        self._compared: Recent[tuple[str, str], TreeComparison] = Recent(
            _KEPT_NODES, lambda compared: len(compared.left.tree)
        )

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
            return size_map_of_repository(self._stored_images(self._opened.images()), boxes)
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
        notes = (*notes, *missing_notes(opened, level))
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
                self._packages.put(key, found)
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
        layers = self._opened.layers()
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
        known = {image.reference for image in images}
        for reference in references:
            if reference not in known:
                raise ImageNotFoundError(reference)
        wanted = [image for image in images if not references or image.reference in references]
        layers = [layer for layer in self._opened.layers(wanted) if layer.available]
        self._opened.catalog(layers, cancel, report)
        total = sum(layer.size_bytes for layer in layers)
        done = count = 0

        def tell(hit: ContentHit) -> None:
            nonlocal count
            count += 1
            output(hit)

        for layer in layers:
            if count >= _HITS_LIMIT:
                break  # nobody reads so many
            try:
                table = self._opened.table(layer, cancel, ignore)
                opener = self._opened.blob_opener(layer)
                search_layer(
                    opener, table, text, tell, cancel=cancel, hits_limit=_HITS_LIMIT - count
                )
            except LayerUnavailableError:
                pass  # its figures say why, or its blob was damaged since
            done += layer.size_bytes
            report(Progress(tr_noop("Searching"), done, total))
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
        one, low = self._opened.at_any(left, cancel, report)
        other, high = self._opened.at_any(right, cancel, report)
        trees = self._trees(left, right, cancel, report)
        packages, notes = self._compared_packages((one, low), (other, high), cancel, report)
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
            packages=packages or (),
            notes=tuple(dict.fromkeys((*missing, *notes))),
            is_complete=not missing and packages is not None,
        )

    def _compared_packages(
        self,
        left: tuple[OpenedImage, int],
        right: tuple[OpenedImage, int],
        cancel: CancelToken,
        report: Report,
    ) -> tuple[tuple[PackageChange, ...] | None, Notes]:
        """None when their databases cannot be read any more; all else is known without them."""
        try:
            before, before_notes = self._packages_of(left[0]).at(left[1], cancel, report)
            after, after_notes = self._packages_of(right[0]).at(right[1], cancel, report)
        except LayerUnavailableError as error:
            return None, (f"Packages cannot be compared: {error.reason}.",)
        return compare_packages(before, after), (*before_notes, *after_notes)

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
            one, low = self._opened.at_any(left, cancel, report)
            other, high = self._opened.at_any(right, cancel, report)
            found = compare_trees(one.stack.tables[: low + 1], other.stack.tables[: high + 1])
            if not one.analysis.missing and not other.analysis.missing:
                self._compared.put(key, found)
        return found

    def _stored_images(self, images: Sequence[Image]) -> list[StoredImage]:
        """What is known of these images' layers, for the map of the repository."""
        figures = {one.chain_id: one for one in self._figures_of(images)}
        found = []
        for image in images:
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
