"""One thread for all layers that are watched. It sleeps in poll(2) while nothing happens."""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Callable

from core.watching.ground import Ground
from core.watching.layer_watch import LayerWatch

_BREATH_S = 0.005  # while events pour in, so that many are taken at once
_WATCHES_SHARE = 4  # of what a person may have, for one layer
_WATCHES_LIMIT = 65_536  # each takes about a kilobyte of the kernel's memory


class Watching:
    """Watches layers; the thread starts with the first. Thread-safe."""

    def __init__(self, watches_limit: int | None = None) -> None:
        """`watches_limit`: directories that may be watched for one layer; None: as this computer
        allows."""
        self.wakings = 0
        self._watches_limit = watches_limit
        self._lock = threading.Lock()
        self._layers: dict[LayerWatch, None] = {}
        self._thread: threading.Thread | None = None
        self._bell = -1
        self._is_closed = False

    def add(self, find_ground: Callable[[], Ground | None]) -> LayerWatch:
        """Watch a layer from now on; see LayerWatch. Raises BricklayerError."""
        limit = self._watches_limit
        layer = LayerWatch(
            find_ground, self._ring, watches_limit=_allowed_watches() if limit is None else limit
        )
        with self._lock:
            if not self._is_closed:
                self._layers[layer] = None
            if not self._is_closed and self._thread is None:
                self._bell = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
                self._thread = threading.Thread(target=self._run, name="watching", daemon=True)
                self._thread.start()
            is_closed = self._is_closed
        if is_closed:
            layer.end()
        self._ring()
        return layer

    def close(self) -> None:
        """End all watches and the thread. Idempotent."""
        with self._lock:
            self._is_closed = True
            layers, self._layers = list(self._layers), {}
            thread, self._thread = self._thread, None
        for layer in layers:
            layer.end()
        if thread is not None:
            self._ring()
            thread.join()
            with self._lock:
                os.close(self._bell)
                self._bell = -1

    def _ring(self) -> None:
        with self._lock:
            if self._bell >= 0:
                os.eventfd_write(self._bell, 1)

    def _run(self) -> None:
        while True:
            with self._lock:
                if self._is_closed:
                    return
                for ended in [one for one in self._layers if one.is_over]:
                    del self._layers[ended]
                layers = list(self._layers)
            told = self._wait(layers)
            self.wakings += 1
            now = time.monotonic()
            is_busy = False
            for layer in layers:
                due = layer.due
                if layer.fileno() in told or (due is not None and due <= now):
                    is_busy = layer.step() or is_busy
            if told and not is_busy:
                time.sleep(_BREATH_S)

    def _wait(self, layers: list[LayerWatch]) -> set[int | None]:
        """Sleep until something comes or is due; descriptors that have something."""
        poll = select.poll()
        poll.register(self._bell, select.POLLIN)
        for layer in layers:
            descriptor = layer.fileno()
            if descriptor is not None and descriptor >= 0:
                poll.register(descriptor, select.POLLIN)
        due = min((one.due for one in layers if one.due is not None), default=None)
        timeout_ms = None if due is None else max(0.0, due - time.monotonic()) * 1000
        told: set[int | None] = {descriptor for descriptor, _events in poll.poll(timeout_ms)}
        if self._bell in told:
            told.discard(self._bell)
            os.eventfd_read(self._bell)
        return told


def _allowed_watches() -> int:
    """Not all that inotify(7) allows a person: other programs watch files too."""
    try:
        with open("/proc/sys/fs/inotify/max_user_watches", encoding="ascii") as limit:
            return min(int(limit.read()) // _WATCHES_SHARE, _WATCHES_LIMIT)
    except (OSError, ValueError):
        return _WATCHES_LIMIT  # the kernel says when it is enough
