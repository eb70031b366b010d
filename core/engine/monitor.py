"""Notices what nobody told: containers that ended by themselves, an index that another wrote."""

from __future__ import annotations

import threading

from core.engine.containers import Containers
from core.engine.event_hub import EventHub
from core.errors import BricklayerError
from core.events import ContainerChanged, RepositoryChanged
from core.store import ImageLayout

_INTERVAL_S = 1.0


class Monitor:
    """One thread, started with the first watcher; a look costs some file status calls."""

    def __init__(self, layout: ImageLayout, containers: Containers, events: EventHub) -> None:
        self._layout = layout
        self._containers = containers
        self._events = events
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Idempotent."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="monitor", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Idempotent; waits for the thread."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        stamp = self._layout.index_stamp()
        while not self._stopped.wait(_INTERVAL_S):
            current = self._layout.index_stamp()
            if current != stamp:
                stamp = current
                self._events.publish(RepositoryChanged())
            self._look_at_containers()

    def _look_at_containers(self) -> None:
        for _directory, record in self._containers.directories.records():
            if record.pid is None:
                continue
            try:
                ended = self._containers.clear_if_ended(record.id)
            except BricklayerError:
                continue  # discarded, or in the hands of somebody who will say what is wrong
            if ended is not None:
                self._events.publish(ContainerChanged(ended))
