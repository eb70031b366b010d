"""Images, layers and files of the repository, written as archives."""

from __future__ import annotations

from core.cancel import CancelToken
from core.model import Exported, ExportRequest
from core.progress import Report
from core.snapshot import LayerCache
from core.store import ImageLayout


class ArchivesOut:
    """See Travel.export_images, export_layer and export_files."""

    def __init__(self, layout: ImageLayout, layers: LayerCache) -> None:
        self._layout = layout
        self._layers = layers

    def images(self, request: ExportRequest, cancel: CancelToken, report: Report) -> Exported:
        """See Travel.export_images."""
        raise NotImplementedError

    def layer(
        self,
        reference: str,
        level: int,
        path: str,
        replace: bool,
        cancel: CancelToken,
        report: Report,
    ) -> Exported:
        """See Travel.export_layer."""
        raise NotImplementedError

    def files(
        self,
        reference: str,
        level: int,
        inside: str,
        path: str,
        replace: bool,
        cancel: CancelToken,
        report: Report,
    ) -> Exported:
        """See Travel.export_files."""
        raise NotImplementedError
