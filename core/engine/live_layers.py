"""Writable layers watched as they change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from core.cancel import CancelToken
from core.engine.containers import Containers
from core.engine.places import Places
from core.errors import NotSupportedError
from core.model import CommandChanges, LiveChanges


class LiveLayers:
    """Watches the writable layers of containers. Thread-safe."""

    def __init__(self, containers: Containers, places: Places) -> None:
        self._containers = containers
        self._places = places

    def watch(
        self, container_id: str, on_change: Callable[[LiveChanges], None], cancel: CancelToken
    ) -> None:
        """See RunningContainers.watch_changes."""
        raise NotSupportedError("This", "it is not built yet")

    def before_command(self, container_id: str) -> None:
        """A command is about to run: from now on what changes is noted. Raises nothing."""

    def changes_since(self, container_id: str, since: datetime) -> CommandChanges | None:
        """What was seen to change since then, all that happened up to now; None: not watched."""
        return None

    def start_over(self, container_id: str) -> None:
        """Its writable layer is another one now (a mark, a snapshot, rolled back, discarded)."""

    def close(self) -> None:
        """Stop watching. Idempotent."""
