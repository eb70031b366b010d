"""Taking images in, from wherever they come: every byte checked, unpacked, then named."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.cancel import CancelToken
from core.engine.places import Places
from core.model import Arrivals, NameConflict, Transfer
from core.progress import Report
from core.snapshot import LayerCache
from core.store import ImageLayout
from core.store.incoming import IncomingImage


class Arriving:
    """Stores incoming images; see Travel.import_images and Travel.pull."""

    def __init__(self, layout: ImageLayout, layers: LayerCache, places: Places) -> None:
        self._layout = layout
        self._layers = layers
        self._places = places

    def take(
        self,
        images: Sequence[IncomingImage],
        conflict: NameConflict,
        cancel: CancelToken,
        report: Report,
        on_transfer: Callable[[Transfer], None],
        *,
        side_by_side: int = 1,
    ) -> Arrivals:
        """All of them or none. `side_by_side`: how many layers are read at once."""
        raise NotImplementedError
