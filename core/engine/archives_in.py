"""Archives and layout folders: looking into them and bringing their images here."""

from __future__ import annotations

from collections.abc import Callable

from core.cancel import CancelToken
from core.engine.arriving import Arriving
from core.engine.images import ImageActions
from core.engine.places import Places
from core.model import ArchiveLook, Arrivals, ImportRequest, Transfer
from core.progress import Report
from core.store import ImageLayout


class ArchivesIn:
    """See Travel.look_at_archive and Travel.import_images."""

    def __init__(
        self, layout: ImageLayout, places: Places, images: ImageActions, arriving: Arriving
    ) -> None:
        self._layout = layout
        self._places = places
        self._images = images
        self._arriving = arriving

    def look(self, path: str, cancel: CancelToken, report: Report) -> ArchiveLook:
        """See Travel.look_at_archive."""
        raise NotImplementedError

    def take(
        self,
        request: ImportRequest,
        cancel: CancelToken,
        report: Report,
        on_transfer: Callable[[Transfer], None],
    ) -> Arrivals:
        """See Travel.import_images."""
        raise NotImplementedError
