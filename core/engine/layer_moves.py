"""Keeps those who look at a container's own layers from those who move their directories.

A mark, a roll back and a snapshot rename them within milliseconds, and somebody who just then opens
them one by one would find one missing, or two that do not belong together.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class LayerMoves:
    """Many may look at once, and wait while something is moved. Thread-safe; not to be nested."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._looking: Counter[str] = Counter()
        self._moving: set[str] = set()

    @contextmanager
    def looking(self, container_id: str) -> Iterator[None]:
        """Nothing is moved meanwhile; read the record in here too."""
        with self._changed:
            self._changed.wait_for(lambda: container_id not in self._moving)
            self._looking[container_id] += 1
        try:
            yield
        finally:
            with self._changed:
                self._looking[container_id] -= 1
                if not self._looking[container_id]:
                    del self._looking[container_id]
                self._changed.notify_all()

    @contextmanager
    def moving(self, container_id: str) -> Iterator[None]:
        """Waits for those who look; who comes later waits."""
        with self._changed:
            self._changed.wait_for(lambda: container_id not in self._moving)
            self._moving.add(container_id)
            self._changed.wait_for(lambda: container_id not in self._looking)
        try:
            yield
        finally:
            with self._changed:
                self._moving.discard(container_id)
                self._changed.notify_all()
