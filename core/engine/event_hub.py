"""Hands events of the built-in engine to everybody who watches."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from core.cancel import CancelToken
from core.events import Event


class EventHub:
    """One publisher side, any number of watchers, each with a queue and a thread of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queues: list[queue.SimpleQueue[Event | None]] = []

    def publish(self, event: Event) -> None:
        """Hand `event` to all watchers. Never blocks."""
        with self._lock:
            for watcher in self._queues:
                watcher.put(event)

    def watch(self, on_event: Callable[[Event], None], cancel: CancelToken) -> None:
        """Call `on_event` in this thread for every event from now on, until cancelled."""
        events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        with self._lock:
            self._queues.append(events)
        forget = cancel.on_cancel(lambda: events.put(None))
        try:
            while (event := events.get()) is not None:
                on_event(event)
        finally:
            forget()
            with self._lock:
                self._queues.remove(events)
