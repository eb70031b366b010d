"""Writable layers watched as they change."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import datetime

from core.cancel import CancelToken
from core.engine.container_record import ContainerDirectory, ContainerRecord
from core.engine.containers import Containers
from core.engine.places import Places
from core.errors import BricklayerError, Cancelled, ContainerNotFoundError
from core.model import CommandChanges, LiveChanges
from core.runtime.mounts import INIT_PATH
from core.watching import Ground, LayerWatch, Watching

_ALWAYS_MOUNTED = ("/proc", "/dev", "/sys")
_FIRST_LOOK_S = 2.0  # a command does not wait any longer for its changes to be told apart


class LiveLayers:
    """Watches the writable layers of containers: one watch each, however many want to know.

    Thread-safe. A watch that nobody used for some minutes is let go.
    """

    def __init__(
        self, containers: Containers, places: Places, watching: Watching | None = None
    ) -> None:
        self._containers = containers
        self._places = places
        self._watching = watching or Watching()
        self._lock = threading.Lock()
        self._layers: dict[str, LayerWatch] = {}

    def watch(
        self, container_id: str, on_change: Callable[[LiveChanges], None], cancel: CancelToken
    ) -> None:
        """See RunningContainers.watch_changes."""
        try:
            layer = self._layer(container_id, cancel)
        except Cancelled:
            return
        layer.follow(on_change, cancel)

    def before_command(self, container_id: str) -> None:
        """A command is about to run: from now on what changes is noted. Raises nothing."""
        try:
            self._layer(container_id).settle(_FIRST_LOOK_S)
        except (BricklayerError, OSError):
            return  # the command will say what is wrong, if anything is; it is not watched

    def changes_since(self, container_id: str, since: datetime) -> CommandChanges | None:
        """What was seen to change since then, all that happened up to now; None: not watched."""
        with self._lock:
            layer = self._layers.get(container_id)
        return None if layer is None else layer.changes_since(since.timestamp())

    def start_over(self, container_id: str) -> None:
        """Its writable layer is another one now (a mark, a snapshot, rolled back, discarded)."""
        with self._lock:
            layer = self._layers.get(container_id)
        if layer is None:
            return
        layer.start_over()
        if layer.is_over:
            self._forget(container_id, layer)

    def close(self) -> None:
        """Stop watching. Idempotent."""
        self._watching.close()
        with self._lock:
            self._layers.clear()

    def _layer(self, container_id: str, cancel: CancelToken | None = None) -> LayerWatch:
        """Its watch, from now on. Raises BricklayerError, Cancelled."""
        self._containers.record(container_id)
        with self._lock:
            found = self._layers.get(container_id)
        if found is not None and not found.is_over:
            return found
        # Once with the token of who waits; later it is asked by the thread that watches all.
        first = [cancel]
        made = self._watching.add(
            lambda: self._ground(container_id, first.pop() if first else None)
        )
        with self._lock:
            found = self._layers.get(container_id)
            if found is None or found.is_over:
                self._layers[container_id] = made
                return made
        made.end()  # somebody else was quicker
        return found

    def _forget(self, container_id: str, layer: LayerWatch) -> None:
        with self._lock:
            if self._layers.get(container_id) is layer:
                del self._layers[container_id]

    def _ground(self, container_id: str, cancel: CancelToken | None) -> Ground | None:
        """What a container's writable layer stands on now; None when it was discarded."""
        try:
            directory, record = self._containers.record(container_id)
        except ContainerNotFoundError:
            return None
        starting = self._containers.starting
        lowers = starting.lowers(record, cancel)
        mounted = _MountedPaths(directory, record)
        return Ground(
            directory.upper,
            lowers,
            self._places.form,
            noise=lambda: starting.noise(record, directory.upper, lowers),
            mounts=mounted.paths,
        )


class _MountedPaths:
    """Where something is mounted in a container, by what its runtime was told last."""

    def __init__(self, directory: ContainerDirectory, record: ContainerRecord) -> None:
        self._config = directory.bundle / "config.json"
        self._targets = {volume.target for volume in record.volumes}
        self._read_ns = 0
        self._paths: tuple[str, ...] = self._outermost(set(_ALWAYS_MOUNTED))

    def paths(self) -> tuple[str, ...]:
        """Relative to the container's root, without those that are inside of others."""
        try:
            changed_ns = self._config.stat().st_mtime_ns
            if changed_ns != self._read_ns:
                mounts = json.loads(self._config.read_bytes()).get("mounts", ())
                self._paths = self._outermost({mount["destination"] for mount in mounts})
                self._read_ns = changed_ns
        except (OSError, ValueError):
            pass  # it does not run, or is just being started: as it was
        return self._paths

    def _outermost(self, found: set[str]) -> tuple[str, ...]:
        found = found - {INIT_PATH} | self._targets
        inner = {one for one in found for other in found if one.startswith(other.rstrip("/") + "/")}
        kept = (found - inner) | self._targets
        return tuple(sorted(path.strip("/") for path in kept))
