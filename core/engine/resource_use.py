"""What containers use of this computer: figures, processes, limits, logs."""

from __future__ import annotations

from collections.abc import Callable

from core.cancel import CancelToken
from core.engine.containers import Containers
from core.engine.places import Places
from core.errors import NotSupportedError
from core.model import Container, Limits, OutputChunk, Process, Usage


class ResourceUse:
    """Implements the resources' part of `core.engine.running.RunningContainers`. Thread-safe."""

    def __init__(self, containers: Containers, places: Places) -> None:
        self._containers = containers
        self._places = places

    def watch(
        self,
        container_id: str,
        on_usage: Callable[[Usage], None],
        interval_s: float,
        cancel: CancelToken,
    ) -> None:
        """See RunningContainers.watch_usage."""
        raise NotSupportedError("This", "it is not built yet")

    def set_limits(self, container_id: str, limits: Limits) -> Container:
        """See RunningContainers.set_limits."""
        raise NotSupportedError("This", "it is not built yet")

    def processes(self, container_id: str) -> tuple[Process, ...]:
        """See RunningContainers.processes."""
        raise NotSupportedError("This", "it is not built yet")

    def signal(self, container_id: str, pid: int, start_time: int, signal_name: str) -> None:
        """See RunningContainers.signal_process."""
        raise NotSupportedError("This", "it is not built yet")

    def follow_log(
        self, container_id: str, output: Callable[[OutputChunk], None], cancel: CancelToken
    ) -> None:
        """See RunningContainers.follow_log."""
        raise NotSupportedError("This", "it is not built yet")
