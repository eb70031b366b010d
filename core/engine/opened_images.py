"""Images of a layout whose layers are catalogued, ready to be looked into."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from core.cancel import CancelToken
from core.catalog.analysis import StackAnalysis
from core.catalog.cataloguer import Catalog, LayerSource
from core.catalog.contents import ContentCache
from core.catalog.stack import StackTree
from core.catalog.table import LayerTable, empty_table
from core.catalog.unpacked import read_unpacked
from core.engine.recent import Recent
from core.errors import (
    BlobMissingError,
    FileNotThereError,
    ImageNotFoundError,
    LayerUnavailableError,
)
from core.model import Image, Layer, LayerPlace
from core.progress import Report
from core.store.durable import storage_errors
from core.store.images import list_images, read_model_image
from core.store.layout import ImageLayout
from core.store.packed_here import counted_bytes
from core.store.reading_limits import read_limits
from core.translation import tr_noop

Unpacked = Callable[[str, str], Path | None]
"""Where a layer is unpacked, by its diff ID and chain ID; None when it is not."""

CACHED_LIMIT_BYTES = 4 << 20
"""Larger files are not remembered."""

_STACKS_BYTES = 512 << 20
_CONTENTS_BYTES = 32 << 20


@dataclass(frozen=True)
class OpenedImage:
    """An image with everything that is known of its stack."""

    image: Image
    analysis: StackAnalysis

    @property
    def stack(self) -> StackTree:
        """Its layers as one tree."""
        return self.analysis.stack

    def level_of(self, chain_id: str) -> int:
        """Where in the image a layer is; of an image without layers "" is -1, below all layers.

        Raises LayerUnavailableError when it is not there.
        """
        if not chain_id and not self.image.layers:
            return -1
        for level, layer in enumerate(self.image.layers):
            if layer.chain_id == chain_id:
                return level
        raise LayerUnavailableError(chain_id, f"{self.image.reference} has no such layer any more")

    def require(self, level: int) -> None:
        """Raises LayerUnavailableError when the layer's contents are not known."""
        reason = self.analysis.missing.get(level)
        if reason is not None:
            raise LayerUnavailableError(self.image.layers[level].diff_id, reason)


@dataclass(frozen=True)
class _Listing:
    """All images at one moment, and what tells whether they are still the same.

    `sizes` are of all blobs that they name, None for those that were not there.
    """

    images: tuple[Image, ...]
    sizes: Mapping[str, int | None]
    stamp: tuple[int, ...]
    is_whole: bool = False

    def is_of(self, layout: ImageLayout, stamp: tuple[int, ...]) -> bool:
        """Whether listing anew would give the same."""
        return self.stamp == stamp and all(
            layout.blob_size(digest) == size for digest, size in self.sizes.items()
        )


def _catalog(directory: Path, layout: ImageLayout) -> Catalog:
    return Catalog(
        directory,
        limits=partial(read_limits, layout),
        counted_bytes=partial(counted_bytes, layout),
    )


class OpenedImages:
    """Opens images of a layout by reference; the last few stacks are kept. Thread-safe."""

    def __init__(
        self,
        layout: Callable[[], ImageLayout | None],
        directory: Path,
        unpacked: Unpacked | None = None,
    ) -> None:
        """`directory` is made with the first layer that is to be read, not before."""
        self._layout = layout
        self._directory = directory
        self._unpacked = unpacked
        self._contents = ContentCache(_CONTENTS_BYTES)
        self._lock = threading.Lock()
        self._stacking = threading.Lock()
        self._made: Catalog | None = None
        self._listed: _Listing | None = None
        self._stacks: Recent[object, StackAnalysis] = Recent(
            _STACKS_BYTES, lambda analysis: analysis.size_bytes
        )

    @property
    def tables(self) -> Catalog:
        """The catalog of the repository's layers. Raises ImageNotFoundError without a repository.

        Raises StorageFullError and FileAccessError when there is no place for it.
        """
        with self._lock:
            if self._made is None:
                layout = self.layout
                if layout is None:
                    raise ImageNotFoundError("")
                with storage_errors(self._directory):
                    self._made = self._make_catalog(layout)
            return self._made

    def _make_catalog(self, layout: ImageLayout) -> Catalog:
        is_anothers = not layout.is_writable and os.access(layout.path, os.W_OK)
        if not (is_anothers and hasattr(os, "geteuid")):
            return _catalog(self._directory, layout)
        # We could write there and must not: what root made its owner could not use.
        directory = tempfile.mkdtemp(prefix="bricklayer-catalog-")
        weakref.finalize(self, shutil.rmtree, directory, ignore_errors=True)
        return _catalog(Path(directory), layout)

    @property
    def layout(self) -> ImageLayout | None:
        """The repository, None when there is none (yet)."""
        return self._layout()

    def images(self) -> tuple[Image, ...]:
        """All that can be shown. Hundreds of them are listed anew only when something changed."""
        return self._listing().images

    def are_all_readable(self) -> bool:
        """Whether every reference can be shown: else some layers are of images not known now."""
        return self._listing().is_whole

    def _listing(self) -> _Listing:
        layout = self.layout
        if layout is None:
            return _Listing((), {}, ())
        stamp = (*layout.index_stamp(), layout.blobs_stamp())
        found = self._listed
        if found is not None and found.is_of(layout, stamp):
            return found
        images, problems = list_images(layout)
        digests = {layer.digest for image in images for layer in image.layers}
        for image in images:
            digests |= {image.manifest_digest, image.image_id}
        sizes = {digest: layout.blob_size(digest) for digest in digests}
        self._listed = found = _Listing(images, sizes, stamp, is_whole=not problems)
        return found

    def layers(self, images: Iterable[Image] | None = None) -> list[Layer]:
        """The layers of these images, or of all, each diff ID once.

        Of several blobs for one layer that goes first which is here and was not refused.
        """
        found: dict[str, Layer] = {}
        for image in self.images() if images is None else images:
            for layer in image.layers:
                old = found.get(layer.diff_id)
                is_other = old is None or (old.digest, old.available) != (
                    layer.digest,
                    layer.available,
                )
                if is_other and (old is None or not self._is_hopeful(old)):
                    found[layer.diff_id] = layer
        return list(found.values())

    def _is_hopeful(self, layer: Layer) -> bool:
        return layer.available and not self.tables.refusal(layer.diff_id, layer.digest)

    def image(self, reference: str) -> Image:
        """One of them. Raises ImageNotFoundError, DataError."""
        layout = self.layout
        if layout is None:
            raise ImageNotFoundError(reference)
        return read_model_image(layout, reference, layout.resolve(reference))

    def open(self, reference: str, cancel: CancelToken, report: Report) -> OpenedImage:
        """An image whose layers are catalogued now, if they were not.

        Layers that cannot be read are empty and `missing`. Raises ImageNotFoundError, Cancelled.
        """
        image = self.image(reference)
        found = self._stacks.get(_stack_key(image))
        if found is None or found.missing:
            self.catalog(image.layers, cancel, report)
            found = self._analysis(image, cancel, report)
        return OpenedImage(image, found)

    def catalog(self, layers: Iterable[Layer], cancel: CancelToken, report: Report) -> None:
        """Read those of them that nobody read yet."""
        sources = self.sources(layers)
        if sources:
            self.tables.catalog(sources, cancel=cancel, report=report)

    def opened_if_known(self, image: Image) -> OpenedImage | None:
        """An image all of whose available layers are catalogued already, without reading any.

        It is not kept: those that somebody looks into are.
        """
        if all(self.is_known(layer) for layer in image.layers):
            found = self._stacks.get(_stack_key(image))
            found = found or StackAnalysis(*self._tables_of(image, CancelToken(), _silent))
            return OpenedImage(image, found)
        return None

    def at(self, place: LayerPlace, cancel: CancelToken, report: Report) -> tuple[OpenedImage, int]:
        """An image and the level of a place in it; its layer is available."""
        opened, level = self.at_any(place, cancel, report)
        if level < 0:
            raise LayerUnavailableError(place.chain_id, f"{place.reference} has no layers")
        return opened, level

    def at_any(
        self, place: LayerPlace, cancel: CancelToken, report: Report
    ) -> tuple[OpenedImage, int]:
        """The same; of an image without layers the level is -1."""
        opened = self.open(place.reference, cancel, report)
        level = opened.level_of(place.chain_id)
        opened.require(level)
        return opened, level

    def sources(self, layers: Iterable[Layer]) -> list[LayerSource]:
        """What to read for them, each layer once; those that are not here are left out."""
        layout = self.layout
        found: dict[str, LayerSource] = {}
        if layout is None:
            return []
        for layer in layers:
            if layer.available:
                found[layer.diff_id] = LayerSource(
                    layer.diff_id, layer.digest, layer.size_bytes, layout.blob_path(layer.digest)
                )
        return list(found.values())

    def is_known(self, layer: Layer) -> bool:
        """Whether its contents are catalogued, or known to be out of reach."""
        return (
            not layer.available
            or self.tables.known(layer.diff_id)
            or bool(self.tables.refusal(layer.diff_id, layer.digest))
        )

    def blob_opener(self, layer: Layer) -> Callable[[], BinaryIO]:
        """Opens a layer's blob."""

        def opened() -> BinaryIO:
            layout = self.layout
            if layout is None:
                raise BlobMissingError(layer.digest)
            return layout.open_blob(layer.digest)

        return opened

    def table(self, layer: Layer, cancel: CancelToken, report: Report) -> LayerTable:
        """A layer's table. Raises LayerUnavailableError, Cancelled."""
        if not layer.available:
            raise LayerUnavailableError(layer.diff_id, layer.unavailable_reason)
        sources = self.sources([layer])
        if not sources:
            raise LayerUnavailableError(layer.diff_id, tr_noop("the repository is gone"))
        return self.tables.table(sources[0], cancel=cancel, report=report)

    def quick_content(self, opened: OpenedImage, level: int, row: int) -> bytes | None:
        """A file's contents without reading its blob, by its row in a layer; None if need be."""
        layer, table = opened.image.layers[level], opened.stack.tables[level]
        found = self._contents.get(layer.diff_id, row)
        if found is None and self._unpacked is not None:
            directory = self._unpacked(layer.diff_id, layer.chain_id)
            found = read_unpacked(directory, table, row) if directory is not None else None
        return found

    def keep_content(self, opened: OpenedImage, level: int, row: int, content: bytes) -> None:
        """Remember what was read, if that is all of it."""
        table = opened.stack.tables[level]
        if len(content) == int(table.column("size")[row]):
            self._contents.put(opened.image.layers[level].diff_id, row, content)

    def _analysis(self, image: Image, cancel: CancelToken, report: Report) -> StackAnalysis:
        key = _stack_key(image)
        tables, missing = self._tables_of(image, cancel, report)
        with self._stacking:  # once, however many ask
            found = self._stacks.get(key)
            # A blob that was missing or damaged may have been put there anew since.
            if found is None or found.missing != missing:
                found = StackAnalysis(tables, missing)
                self._stacks.put(key, found)
            return found

    def _tables_of(
        self, image: Image, cancel: CancelToken, report: Report
    ) -> tuple[list[LayerTable], dict[int, str]]:
        """By level; and why those are not available that are empty."""
        tables: list[LayerTable] = []
        missing: dict[int, str] = {}
        for level, layer in enumerate(image.layers):
            try:
                tables.append(self.table(layer, cancel, report))
            except LayerUnavailableError as error:
                missing[level] = error.reason
                tables.append(empty_table(layer.diff_id, self.tables.seed))
        return tables, missing


def _stack_key(image: Image) -> object:
    return tuple((layer.diff_id, layer.digest, layer.available) for layer in image.layers)


def row_of_file(opened: OpenedImage, level: int, path: bytes) -> int:
    """The global row of the regular file that shows at a path. Raises FileNotThereError."""
    stack = opened.stack
    node = stack.tree.node(path)
    row = int(stack.visible(level)[node]) if node is not None else -1
    shown = path.decode("utf-8", "backslashreplace")
    if row < 0:
        raise FileNotThereError(shown)
    if not stack.is_regular[row]:
        raise FileNotThereError(shown, tr_noop("it is no regular file"))
    return row


def base_levels_of(image: Image, images: Iterable[Image]) -> int:
    """How many layers are those of the largest other image that this one stands on."""
    chain = [layer.chain_id for layer in image.layers]
    return max(
        (
            len(other.layers)
            for other in images
            if other.layers
            and len(other.layers) < len(chain)
            and other.top_chain_id == chain[len(other.layers) - 1]
        ),
        default=0,
    )


def _silent(_progress: object) -> None:
    """Nothing is read that takes long."""
