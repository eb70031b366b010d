"""Marks: layers of a container's own, and the way back to them."""

from __future__ import annotations

from core.cancel import CancelToken
from core.engine.container_record import ConfigChanges
from core.engine.containers import Containers
from core.engine.places import Places
from core.errors import NotSupportedError
from core.model import Container, SnapshotPreview
from core.progress import Report


class Marks:
    """Sets marks and rolls back. Thread-safe."""

    def __init__(self, containers: Containers, places: Places) -> None:
        self._containers = containers
        self._places = places

    def mark(
        self,
        container_id: str,
        label: str,
        *,
        created_by: str = "",
        config: ConfigChanges | None = None,
        may_be_empty: bool = False,
    ) -> Container:
        """See RunningContainers.mark; with `config` the next image's configuration from here on."""
        raise NotSupportedError("This", "it is not built yet")

    def roll_back(self, container_id: str, mark_id: str) -> Container:
        """See RunningContainers.roll_back."""
        raise NotSupportedError("This", "it is not built yet")

    def preview(self, container_id: str, cancel: CancelToken, report: Report) -> SnapshotPreview:
        """See RunningContainers.preview_snapshot."""
        raise NotSupportedError("This", "it is not built yet")
