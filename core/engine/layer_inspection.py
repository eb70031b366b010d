"""Looks into single layers: the catalog itself, changes, files as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from core.cancel import NEVER, CancelToken
from core.catalog.cataloguer import Catalog
from core.catalog.contents import read_contents
from core.catalog.life import life_of_path
from core.catalog.name_search import NameIndex
from core.catalog.rows import bytes_of
from core.catalog.sizes import layer_sizes
from core.catalog.table import RowKind
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

_DIFF_LIMIT_BYTES = 4 << 20


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
        self._catalog = Catalog(directory)
        self._opened = OpenedImages(layout, self._catalog, unpacked)
        self._names = NameIndex()
        self._wasted: dict[str, tuple[int, ...]] = {}  # top chain ID → dead bytes by level
        self._findings = LayerFindings(self._opened)

    # --- the catalog --------------------------------------------------------------------------

    def catalog_layers(self, *, cancel: CancelToken = NEVER, report: Report = ignore) -> int:
        if self._opened.layout is None:
            return 0
        layers = distinct_layers(self._opened.images())
        added = self._catalog.catalog(self._opened.sources(layers), cancel=cancel, report=report)
        self._catalog.keep_only({layer.diff_id for layer in layers})
        self._fill_names(layers)
        return added

    def layer_figures(self) -> tuple[LayerFigures, ...]:
        images = self._opened.images()
        hidden: dict[str, list[int]] = {}
        for image in images:
            for layer, size_bytes in zip(image.layers, self._dead_bytes(image), strict=False):
                hidden.setdefault(layer.chain_id, []).append(size_bytes)
        layers = {layer.chain_id: layer for image in images for layer in image.layers}
        return tuple(self._figures(layer, hidden.get(key, [])) for key, layer in layers.items())

    def _figures(self, layer: Layer, hidden: Sequence[int]) -> LayerFigures:
        """`hidden` is how many bytes of it each image hides, as far as that is known."""
        reason = layer.unavailable_reason or self._catalog.refusal(layer.diff_id, layer.digest)
        if reason:
            return LayerFigures(layer.chain_id, CatalogState.UNAVAILABLE, reason)
        if not self._catalog.known(layer.diff_id):
            return LayerFigures(layer.chain_id, CatalogState.PENDING)
        try:
            table = self._opened.table(layer, NEVER, ignore)
        except LayerUnavailableError as error:
            return LayerFigures(layer.chain_id, CatalogState.UNAVAILABLE, error.reason)
        return LayerFigures(
            chain_id=layer.chain_id,
            state=CatalogState.KNOWN,
            file_bytes=table.facts.stored_bytes,
            files=int(np.count_nonzero(table.column("kind") == RowKind.REGULAR)),
            wasted_bytes=max(hidden, default=None),
            dead_bytes=min(hidden, default=None),
            findings=self._findings.count(table),
        )

    def _dead_bytes(self, image: Image) -> tuple[int, ...]:
        """By level; () while a layer is not catalogued."""
        key = image.top_chain_id
        found = self._wasted.get(key)
        if found is None:
            opened = self._opened.opened_if_known(image)
            if opened is None:
                return ()
            chain = [layer.chain_id for layer in image.layers]
            with opened.analysis.lock:
                waste = measure_waste(opened.stack, image.reference, chain, 0)
            found = tuple(layer.dead_bytes for layer in waste.layers)
            if not opened.analysis.missing:
                self._wasted[key] = found
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
                notes=(*facts.notes, *_missing_notes(opened, level)),
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
            raise FileNotThereError(new.path, "it is at neither of the two layers")
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
        opened = self._opened.open(file.place.reference, cancel, report)
        level = opened.level_of(file.place.chain_id)
        stack = opened.stack
        with opened.analysis.lock:
            row = row_of_file(opened, level, bytes_of(file.path))
            inode = int(stack.inode[row])
            size_bytes = int(stack.columns["size"][row])
        stored_at = int(stack.level_of_row[inode])
        at = inode - int(stack.starts[stored_at])
        content = self._opened.quick_content(opened, stored_at, at)
        if content is not None:
            output(content if limit_bytes is None else content[:limit_bytes])
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
            if self._catalog.known(diff_id):
                try:
                    self._names.add(self._opened.table(wanted[diff_id], NEVER, ignore))
                except LayerUnavailableError:
                    continue  # its figures say why


def distinct_layers(images: Iterable[Image]) -> list[Layer]:
    """The layers of images, each diff ID once; one that is available goes before others."""
    found: dict[str, Layer] = {}
    for image in images:
        for layer in image.layers:
            if layer.diff_id not in found or layer.available:
                found[layer.diff_id] = layer
    return list(found.values())


def _missing_notes(opened: OpenedImage, level: int) -> list[str]:
    """Layers below that cannot be read make a layer look as if it brought more than it did."""
    return [
        f"Layer {number + 1} below is not available ({reason}): "
        "what it holds seems to be added by the layers on it."
        for number, reason in opened.analysis.missing.items()
        if number < level
    ]
