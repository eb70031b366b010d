"""What containers use of this computer: figures, processes, limits, logs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from core.cancel import CancelToken
from core.engine.container_record import ContainerRecord
from core.engine.containers import Containers, process_of
from core.engine.ending import memory_kills
from core.engine.places import Places
from core.errors import (
    ContainerNotFoundError,
    LimitRefusedError,
    NotSupportedError,
    RuntimeFailedError,
)
from core.model import Container, Limits, OutputChunk, Process, Usage
from core.runtime import (
    UsageMeter,
    check_limits,
    follow,
    groups_of,
    limit_resources,
    list_processes,
    memory_bytes,
    send_signal,
    update_flags,
)
from core.store.durable import storage_errors
from core.translation import tr_noop

_SHORTEST_INTERVAL_S = 0.1
_WAITING_INTERVAL_S = 0.5  # to look whether it runs now


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
        interval_s = max(interval_s, _SHORTEST_INTERVAL_S)
        _directory, record = self._containers.record(container_id)
        meter: UsageMeter | None = None
        measured_run: tuple[int, int] | None = None
        due = time.monotonic()
        while not cancel.is_cancelled:
            process = process_of(record)
            if process is None:
                meter, due = None, time.monotonic() + min(interval_s, _WAITING_INTERVAL_S)
            else:
                run = process.pid, process.start_time
                if meter is None or run != measured_run:
                    meter, measured_run = UsageMeter(process.pid, container_id), run
                usage = meter.measure()
                if process.is_alive:  # else these are figures of nobody
                    on_usage(usage)
                due = max(due + interval_s, time.monotonic())
            if cancel.wait(due - time.monotonic()):
                return
            try:
                _directory, record = self._containers.record(container_id)
            except ContainerNotFoundError:
                return  # it was discarded

    def set_limits(self, container_id: str, limits: Limits) -> Container:
        """See RunningContainers.set_limits."""
        check_limits(limits)
        if not self._containers.limits.any_enforced:
            raise NotSupportedError(
                tr_noop("Limiting a container"),
                tr_noop("control groups are not yours on this computer"),
            )
        with self._containers.lock(container_id), storage_errors(self._places.private):
            directory, record = self._containers.record(container_id)
            wanted = replace(record, limits=limits)
            self._apply(wanted)
            try:
                directory.write(wanted)
            except OSError:
                self._apply(record)
                raise
            return self._containers.as_model(wanted)

    def processes(self, container_id: str) -> tuple[Process, ...]:
        """See RunningContainers.processes."""
        _directory, record = self._containers.record(container_id)
        process = process_of(record)
        return list_processes(process.pid) if process is not None else ()

    def signal(self, container_id: str, pid: int, start_time: int, signal_name: str) -> None:
        """See RunningContainers.signal_process."""
        _directory, record = self._containers.record(container_id)
        process = process_of(record)
        if process is not None:
            send_signal(process.pid, pid, start_time, signal_name)

    def memory_kills(self, container_id: str) -> int:
        """How often the kernel ended a process of it for want of memory, since its start."""
        return memory_kills(self._containers.directories.of(container_id))

    def follow_log(
        self, container_id: str, output: Callable[[OutputChunk], None], cancel: CancelToken
    ) -> None:
        """See RunningContainers.follow_log."""
        directory, _record = self._containers.record(container_id)

        def is_discarded() -> bool:
            return not directory.has_record

        follow(directory.log, output, cancel, is_discarded)

    def _apply(self, record: ContainerRecord) -> None:
        """Give a running container its limits. Raises LimitRefusedError, RuntimeFailedError."""
        process = process_of(record)
        if process is None:
            return  # with its next start
        resources = limit_resources(self._containers.limits, record.limits)
        try:
            self._containers.starting.runtime(record.id).update(record.id, update_flags(resources))
        except RuntimeFailedError as error:
            # The kernel does not take away memory that is in use.
            used = memory_bytes(groups_of(process.pid, record.id))
            limit = resources.get("memory", {}).get("limit")
            if used is None or limit is None or used < limit * 0.9:
                raise
            possible = f"more than the {used / (1 << 20):.0f} MiB that it uses now"
            raise LimitRefusedError("memory", f"{limit >> 20} MiB", possible) from error
