"""Looks into single layers: the catalog itself, changes, files as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.cancel import NEVER, CancelToken
from core.catalog.contents import read_contents
from core.catalog.life import life_of_path
from core.catalog.name_search import NameIndex
from core.catalog.rows import bytes_of
from core.catalog.sizes import layer_sizes
from core.catalog.table import LayerTable, RowKind
from core.catalog.text_diff import diff_contents
from core.catalog.waste import measure_waste
from core.engine.inspection import FILE_LIMIT_BYTES
from core.engine.layer_findings import LayerFindings
from core.engine.opened_images import (
    CACHED_LIMIT_BYTES,
    OpenedImage,
    OpenedImages,
    Unpacked,
    row_of_file,
)
from core.engine.recent import Recent
from core.errors import FileNotThereError, LayerUnavailableError
from core.model import (
    CatalogState,
    ChangePage,
    ChangeQuery,
    FileAt,
    FileContent,
    FileDiff,
    FilePage,
    Image,
    Layer,
    LayerFigures,
    LayerPlace,
    LayerSummary,
    LifeEvent,
)
from core.progress import Report, ignore
from core.store.layout import ImageLayout
from core.translation import tr_noop

_DIFF_LIMIT_BYTES = 4 << 20
_PIECE_BYTES = 1 << 20
_KEPT_FIGURES = 100_000  # of layers


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a layer's figures are whatever lies on it."""

    file_bytes: int
    files: int
    findings: int


class LayerInspection:
    """One half of `core.engine.inspection.Inspection`, which documents the methods."""

    def __init__(
        self,
        layout: Callable[[], ImageLayout | None],
        directory: Path,
        unpacked: Unpacked | None = None,
    ) -> None:
        """`directory` keeps the catalog; it may be deleted at any time. `unpacked` knows where a
        layer is unpacked, if it is.
        """
        self._opened = OpenedImages(layout, directory, unpacked)
        self._names = NameIndex()
        self._measured: Recent[str, _Measured] = Recent(_KEPT_FIGURES)  # by diff ID
        # Dead bytes by level; by top chain ID and the levels that are not available.
        self._wasted: Recent[object, tuple[int, ...]] = Recent(_KEPT_FIGURES, len)
        self._findings = LayerFindings(self._opened)

    @property
    def opened(self) -> OpenedImages:
        """Images by reference, with what is known of their stacks."""
        return self._opened

    # --- the catalog --------------------------------------------------------------------------

    def catalog_layers(self, *, cancel: CancelToken = NEVER, report: Report = ignore) -> int:
        sources = self._opened.sources(self._opened.layers())
        if not sources:
            return 0
        added = self._opened.tables.catalog(sources, cancel=cancel, report=report)
        # That took a while: images that came meanwhile are not to be forgotten.
        layers = self._opened.layers()
        if self._opened.are_all_readable():
            self._opened.tables.keep_only({layer.diff_id for layer in layers})
        self._fill_names(layers)
        return added

    def layer_figures(self) -> tuple[LayerFigures, ...]:
        return self._figures_of(self._opened.images())

    def _figures_of(self, images: Iterable[Image]) -> tuple[LayerFigures, ...]:
        hidden: dict[str, list[int]] = {}
        layers: dict[str, Layer] = {}
        for image in images:
            for layer, size_bytes in zip(image.layers, self._dead_bytes(image), strict=False):
                hidden.setdefault(layer.chain_id, []).append(size_bytes)
            for layer in image.layers:
                if layer.available or layer.chain_id not in layers:
                    layers[layer.chain_id] = layer
        return tuple(self._figures(layer, hidden.get(key, [])) for key, layer in layers.items())

    def _figures(self, layer: Layer, hidden: Sequence[int]) -> LayerFigures:
        """`hidden` is how many bytes of it each image hides, as far as that is known."""
        if layer.unavailable_reason:
            reason = layer.unavailable_reason
            return LayerFigures(layer.chain_id, CatalogState.UNAVAILABLE, reason)
        measured = self._measured.get(layer.diff_id)
        if measured is None:
            reason = self._opened.tables.refusal(layer.diff_id, layer.digest)
            if reason:
                return LayerFigures(layer.chain_id, CatalogState.UNAVAILABLE, reason)
            if not self._opened.tables.known(layer.diff_id):
                return LayerFigures(layer.chain_id, CatalogState.PENDING)
            try:
                measured = self._measure(self._opened.table(layer, NEVER, ignore))
            except LayerUnavailableError as error:
                return LayerFigures(layer.chain_id, CatalogState.UNAVAILABLE, error.reason)
            self._measured.put(layer.diff_id, measured)
        return LayerFigures(
            chain_id=layer.chain_id,
            state=CatalogState.KNOWN,
            file_bytes=measured.file_bytes,
            files=measured.files,
            wasted_bytes=max(hidden, default=None),
            dead_bytes=min(hidden, default=None),
            findings=measured.findings,
        )

    def _measure(self, table: LayerTable) -> _Measured:
        return _Measured(
            file_bytes=table.facts.stored_bytes,
            files=int(np.count_nonzero(table.column("kind") == RowKind.REGULAR)),
            findings=self._findings.count(table),
        )

    def _dead_bytes(self, image: Image) -> tuple[int, ...]:
        """By level; () while a layer is not catalogued."""
        gone = frozenset(n for n, layer in enumerate(image.layers) if not layer.available)
        key = (image.top_chain_id, gone)
        found = self._wasted.get(key)
        if found is None:
            opened = self._opened.opened_if_known(image)
            if opened is None:
                return ()
            chain = [layer.chain_id for layer in image.layers]
            with opened.analysis.lock:
                waste = measure_waste(opened.stack, image.reference, chain, 0)
            found = tuple(layer.dead_bytes for layer in waste.layers)
            if opened.analysis.missing.keys() == gone:
                self._wasted.put(key, found)
        return found

    # --- a layer ------------------------------------------------------------------------------

    def layer_summary(
        self, place: LayerPlace, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> LayerSummary:
        opened, level = self._opened.at(place, cancel, report)
        layer = opened.image.layers[level]
        is_shared = any(
            other.diff_id == layer.diff_id
            for image in self._opened.images()
            if image.manifest_digest != opened.image.manifest_digest
            for other in image.layers
        )
        analysis, stack = opened.analysis, opened.stack
        with analysis.lock:
            changes = analysis.changes(level)
            wasted, _cause = analysis.wasted
            facts = stack.tables[level].facts
            return LayerSummary(
                place=place,
                level=level,
                levels=stack.levels,
                counts=changes.counts,
                noise=changes.noise,
                text_changes=changes.text_changes,
                sizes=layer_sizes(stack, level, blob_bytes=layer.size_bytes, is_shared=is_shared),
                files=analysis.files(level).files,
                wasted_bytes=int(wasted[stack.rows_of(level)].sum()) + facts.repeated_bytes,
                notes=(*facts.notes, *missing_notes(opened, level)),
            )

    def changes_of_layer(
        self,
        place: LayerPlace,
        query: ChangeQuery,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> ChangePage:
        opened, level = self._opened.at(place, cancel, report)
        with opened.analysis.lock:
            return opened.analysis.changes(level).page(query)

    def files_at(
        self,
        place: LayerPlace,
        folder: str = "",
        *,
        pattern: str = "",
        offset: int = 0,
        limit: int = 500,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> FilePage:
        opened, level = self._opened.at(place, cancel, report)
        with opened.analysis.lock:
            return opened.analysis.files(level).page(folder, pattern, offset, limit)

    def life_of_path(
        self,
        reference: str,
        path: str,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> tuple[LifeEvent, ...]:
        opened = self._opened.open(reference, cancel, report)
        with opened.analysis.lock:
            return life_of_path(opened.stack, bytes_of(path), opened.image.layers)

    # --- files --------------------------------------------------------------------------------

    def read_file(
        self,
        file: FileAt,
        *,
        limit_bytes: int = FILE_LIMIT_BYTES,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> FileContent:
        content = bytearray()
        digest = hashlib.sha256()

        def take(piece: bytes) -> None:
            digest.update(piece)
            content.extend(piece[: max(0, limit_bytes - len(content))])

        size_bytes = self._read(file, take, None, cancel, report)
        return FileContent(
            path=file.path,
            size_bytes=size_bytes,
            content=bytes(content),
            digest=f"sha256:{digest.hexdigest()}",
            is_cut=size_bytes > limit_bytes,
        )

    def export_file(
        self,
        file: FileAt,
        *,
        output: Callable[[bytes], None],
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> None:
        self._read(file, lambda piece: output(bytes(piece)), None, cancel, report)

    def diff_files(
        self,
        old: FileAt,
        new: FileAt,
        *,
        context: int = 3,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> FileDiff:
        sides: list[tuple[bytes, int] | None] = []
        for file in (old, new):
            content = bytearray()
            try:
                size = self._read(file, content.extend, _DIFF_LIMIT_BYTES, cancel, report)
            except FileNotThereError:
                sides.append(None)
            else:
                sides.append((bytes(content), size))
        before, after = sides
        if before is None and after is None:
            raise FileNotThereError(new.path, tr_noop("it is at neither of the two layers"))
        return diff_contents(
            before[0] if before else None,
            after[0] if after else None,
            old_path=old.path,
            new_path=new.path,
            old_size=before[1] if before else None,
            new_size=after[1] if after else None,
            context=context,
            cancel=cancel,
        )

    def _read(
        self,
        file: FileAt,
        output: Callable[[bytes], object],
        limit_bytes: int | None,
        cancel: CancelToken,
        report: Report,
    ) -> int:
        """Give out a file's contents; its size."""
        opened, level = self._opened.at_any(file.place, cancel, report)
        stack = opened.stack
        with opened.analysis.lock:
            row = row_of_file(opened, level, bytes_of(file.path))
            inode = int(stack.inode[row])
            size_bytes = int(stack.columns["size"][row])
        stored_at = int(stack.level_of_row[inode])
        at = inode - int(stack.starts[stored_at])
        content = self._opened.quick_content(opened, stored_at, at)
        if content is not None:
            content = content[:limit_bytes]
            for start in range(0, len(content), _PIECE_BYTES):
                output(content[start : start + _PIECE_BYTES])
            return size_bytes
        pieces: list[bytes] = []

        def take(piece: bytes) -> None:
            output(piece)
            if size_bytes <= CACHED_LIMIT_BYTES:
                pieces.append(piece)

        read_contents(
            self._opened.blob_opener(opened.image.layers[stored_at]),
            stack.tables[stored_at],
            at,
            take,
            limit_bytes=limit_bytes,
            cancel=cancel,
            report=report,
        )
        self._opened.keep_content(opened, stored_at, at, b"".join(pieces))
        return size_bytes

    def _fill_names(self, layers: Iterable[Layer]) -> None:
        """Take new layers into the index of names, and forget those that are gone."""
        wanted = {layer.diff_id: layer for layer in layers}
        for diff_id in self._names.diff_ids - wanted.keys():
            self._names.drop(diff_id)
        for diff_id in wanted.keys() - self._names.diff_ids:
            if self._opened.tables.known(diff_id):
                try:
                    self._names.add(self._opened.table(wanted[diff_id], NEVER, ignore))
                except LayerUnavailableError:
                    continue  # its figures say why


def missing_notes(opened: OpenedImage, level: int) -> list[str]:
    """Layers below that cannot be read make a layer look as if it brought more than it did."""
    return [
        f"Layer {number + 1} below is not available ({reason}): "
        "what it holds seems to be added by the layers on it."
        for number, reason in opened.analysis.missing.items()
        if number < level
    ]
