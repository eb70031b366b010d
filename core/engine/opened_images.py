"""Images of a layout whose layers are catalogued, ready to be looked into."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.cancel import CancelToken
from core.catalog.analysis import StackAnalysis
from core.catalog.cataloguer import Catalog, LayerSource
from core.catalog.contents import ContentCache
from core.catalog.stack import StackTree
from core.catalog.table import LayerTable, empty_table
from core.catalog.unpacked import read_unpacked
from core.errors import (
    FileNotThereError,
    ImageNotFoundError,
    LayerUnavailableError,
)
from core.model import Image, Layer, LayerPlace
from core.progress import Report
from core.store.images import list_images, read_model_image
from core.store.layout import ImageLayout

Unpacked = Callable[[str, str], Path | None]
"""Where a layer is unpacked, by its diff ID and chain ID; None when it is not."""

CACHED_LIMIT_BYTES = 4 << 20
"""Larger files are not remembered."""

_KEPT_STACKS = 6
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
        """Where in the image a layer is. Raises LayerUnavailableError when it is not."""
        for level, layer in enumerate(self.image.layers):
            if layer.chain_id == chain_id:
                return level
        raise LayerUnavailableError(chain_id, f"{self.image.reference} has no such layer any more")

    def require(self, level: int) -> None:
        """Raises LayerUnavailableError when the layer's contents are not known."""
        reason = self.analysis.missing.get(level)
        if reason is not None:
            raise LayerUnavailableError(self.image.layers[level].diff_id, reason)


class OpenedImages:
    """Opens images of a layout by reference; the last few stacks are kept. Thread-safe."""

    def __init__(
        self,
        layout: Callable[[], ImageLayout | None],
        catalog: Catalog,
        unpacked: Unpacked | None = None,
    ) -> None:
        self._layout = layout
        self._catalog = catalog
        self._unpacked = unpacked
        self._contents = ContentCache(_CONTENTS_BYTES)
        self._lock = threading.Lock()
        self._stacks: OrderedDict[object, StackAnalysis] = OrderedDict()

    @property
    def layout(self) -> ImageLayout | None:
        """The repository, None when there is none (yet)."""
        return self._layout()

    def images(self) -> tuple[Image, ...]:
        """All that can be shown."""
        layout = self.layout
        return list_images(layout)[0] if layout is not None else ()

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
        self.catalog(image.layers, cancel, report)
        return OpenedImage(image, self._analysis(image, cancel, report))

    def catalog(self, layers: Iterable[Layer], cancel: CancelToken, report: Report) -> None:
        """Read those of them that nobody read yet."""
        self._catalog.catalog(self.sources(layers), cancel=cancel, report=report)

    def opened_if_known(self, image: Image) -> OpenedImage | None:
        """An image all of whose available layers are catalogued already, without reading any."""
        if all(self.is_known(layer) for layer in image.layers):
            return OpenedImage(image, self._analysis(image, CancelToken(), _silent))
        return None

    def at(self, place: LayerPlace, cancel: CancelToken, report: Report) -> tuple[OpenedImage, int]:
        """An image and the level of a place in it; its layer is available."""
        opened = self.open(place.reference, cancel, report)
        level = opened.level_of(place.chain_id)
        opened.require(level)
        return opened, level

    def sources(self, layers: Iterable[Layer]) -> list[LayerSource]:
        """What to read for them, each layer once; those that are not here are left out."""
        layout = self.layout
        assert layout is not None
        found = {}
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
            or self._catalog.known(layer.diff_id)
            or bool(self._catalog.refusal(layer.diff_id, layer.digest))
        )

    def blob_opener(self, layer: Layer) -> Callable[[], BinaryIO]:
        """Opens a layer's blob."""
        layout = self.layout
        assert layout is not None
        return lambda: layout.open_blob(layer.digest)

    def table(self, layer: Layer, cancel: CancelToken, report: Report) -> LayerTable:
        """A layer's table. Raises LayerUnavailableError, Cancelled."""
        if not layer.available:
            raise LayerUnavailableError(layer.diff_id, layer.unavailable_reason)
        return self._catalog.table(self.sources([layer])[0], cancel=cancel, report=report)

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
        tables: list[LayerTable] = []
        missing: dict[int, str] = {}
        key = tuple((layer.diff_id, layer.digest, layer.available) for layer in image.layers)
        with self._lock:
            if (found := self._stacks.get(key)) is not None:
                self._stacks.move_to_end(key)
                return found
        for level, layer in enumerate(image.layers):
            try:
                tables.append(self.table(layer, cancel, report))
            except LayerUnavailableError as error:
                missing[level] = error.reason
                tables.append(empty_table(layer.diff_id, self._catalog.seed))
        analysis = StackAnalysis(tables, missing)
        with self._lock:
            self._stacks[key] = analysis
            while len(self._stacks) > _KEPT_STACKS:
                self._stacks.popitem(last=False)
        return analysis


def row_of_file(opened: OpenedImage, level: int, path: bytes) -> int:
    """The global row of the regular file that shows at a path. Raises FileNotThereError."""
    stack = opened.stack
    node = stack.tree.node(path)
    row = int(stack.visible(level)[node]) if node is not None else -1
    shown = path.decode("utf-8", "backslashreplace")
    if row < 0:
        raise FileNotThereError(shown)
    if not stack.is_regular[row]:
        raise FileNotThereError(shown, "it is no regular file")
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
