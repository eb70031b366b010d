"""Files of containers: looked at, compared, copied in and out."""

from __future__ import annotations

from core.cancel import NEVER, CancelToken
from core.engine.containers import Containers
from core.engine.places import Places
from core.errors import NotSupportedError
from core.model import FileContent, FileDiff, FilePage
from core.progress import Report


class ContainerFiles:
    """Implements the files' part of `core.engine.running.RunningContainers`. Thread-safe."""

    def __init__(self, containers: Containers, places: Places) -> None:
        self._containers = containers
        self._places = places

    def diff_of_change(
        self, container_id: str, path: str, *, context: int, cancel: CancelToken = NEVER
    ) -> FileDiff:
        raise NotSupportedError("This", "it is not built yet")

    def files_in(
        self, container_id: str, folder: str, *, offset: int, limit: int, cancel: CancelToken
    ) -> FilePage:
        raise NotSupportedError("This", "it is not built yet")

    def read(
        self, container_id: str, path: str, *, limit_bytes: int, cancel: CancelToken
    ) -> FileContent:
        raise NotSupportedError("This", "it is not built yet")

    def copy_in(
        self,
        container_id: str,
        sources: tuple[str, ...],
        folder: str,
        cancel: CancelToken,
        report: Report,
    ) -> int:
        raise NotSupportedError("This", "it is not built yet")

    def copy_out(
        self,
        container_id: str,
        paths: tuple[str, ...],
        folder: str,
        cancel: CancelToken,
        report: Report,
    ) -> tuple[str, ...]:
        raise NotSupportedError("This", "it is not built yet")
