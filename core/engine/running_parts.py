"""The built-in engine's dealings with running containers, each part in a module of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.cancel import NEVER, CancelToken
from core.engine.building import Building, Execute
from core.engine.container_files import ContainerFiles
from core.engine.containers import Containers
from core.engine.event_hub import EventHub
from core.engine.inspection import FILE_LIMIT_BYTES
from core.engine.live_layers import LiveLayers
from core.engine.marks import Marks
from core.engine.places import Places
from core.engine.resource_use import ResourceUse
from core.engine.switches import Switches
from core.events import CommandFinished, ContainerChanged, SwitchesChanged
from core.model import (
    BuildPlan,
    CommandRun,
    Container,
    FileContent,
    FileDiff,
    FilePage,
    Limits,
    LiveChanges,
    NewSwitch,
    OutputChunk,
    Process,
    SnapshotPreview,
    Switch,
    Usage,
)
from core.progress import Report, ignore
from core.recording import Recording


class RunningParts:
    """Implements `core.engine.running.RunningContainers`, which documents the methods."""

    def __init__(
        self,
        containers: Containers,
        switches: Switches,
        places: Places,
        events: EventHub,
        execute: Execute,
    ) -> None:
        self._all = containers
        self._plugs = switches
        self._told_to = events
        self.live = LiveLayers(containers, places)
        self.files = ContainerFiles(containers, places)
        self.marks = Marks(containers, places)
        self.use = ResourceUse(containers, places)
        self.building = Building(containers, self.files, self.marks, execute, places)

    # --- live changes and files ---------------------------------------------------------------

    def watch_changes(
        self,
        container_id: str,
        *,
        on_change: Callable[[LiveChanges], None],
        cancel: CancelToken = NEVER,
    ) -> None:
        self.live.watch(container_id, on_change, cancel)

    def diff_of_change(
        self, container_id: str, path: str, *, context: int = 3, cancel: CancelToken = NEVER
    ) -> FileDiff:
        return self.files.diff_of_change(container_id, path, context=context, cancel=cancel)

    def files_in(
        self,
        container_id: str,
        folder: str = "",
        *,
        offset: int = 0,
        limit: int = 500,
        cancel: CancelToken = NEVER,
    ) -> FilePage:
        return self.files.files_in(container_id, folder, offset=offset, limit=limit, cancel=cancel)

    def read_container_file(
        self,
        container_id: str,
        path: str,
        *,
        limit_bytes: int = FILE_LIMIT_BYTES,
        cancel: CancelToken = NEVER,
    ) -> FileContent:
        return self.files.read(container_id, path, limit_bytes=limit_bytes, cancel=cancel)

    def copy_in(
        self,
        container_id: str,
        sources: tuple[str, ...],
        folder: str = "",
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> int:
        return self.files.copy_in(container_id, sources, folder, cancel, report)

    def copy_out(
        self,
        container_id: str,
        paths: tuple[str, ...],
        folder: str,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> tuple[str, ...]:
        return self.files.copy_out(container_id, paths, folder, cancel, report)

    # --- marks, and what comes before a snapshot ------------------------------------------------

    def mark(self, container_id: str, label: str = "") -> Container:
        return self._after(self.marks.mark(container_id, label))

    def roll_back(self, container_id: str, mark_id: str = "") -> Container:
        return self._after(self.marks.roll_back(container_id, mark_id))

    def preview_snapshot(
        self, container_id: str, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> SnapshotPreview:
        return self.marks.preview(container_id, cancel, report)

    # --- the recording ------------------------------------------------------------------------

    def record_command(self, container_id: str, run: CommandRun) -> CommandRun:
        run = replace(run, changes=self.live.changes_since(container_id, run.started))
        with self._all.moves.looking(container_id):
            directory, record = self._all.record(container_id)
            try:
                if not record.has_thrown_away(run.started):
                    Recording(directory.commands).append(run)
            except OSError:
                pass  # a full disk, say: what was run has happened all the same
        self._told_to.publish(CommandFinished(container_id, run))
        return run

    def containerfile(self, container_id: str) -> str:
        return self.building.containerfile(container_id)

    def read_containerfile(
        self, path: str, context: str = "", arguments: tuple[tuple[str, str], ...] = ()
    ) -> BuildPlan:
        return self.building.read(path, context, arguments)

    def build_step(
        self,
        container_id: str,
        plan: BuildPlan,
        number: int,
        *,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Container:
        container = self.building.step(container_id, plan, number, output, cancel, report)
        return self._after(container)

    # --- switches -----------------------------------------------------------------------------

    def create_switch(self, request: NewSwitch) -> Switch:
        switch = self._plugs.create(request)
        self._told_to.publish(SwitchesChanged())
        return switch

    def remove_switch(self, name: str) -> None:
        users = tuple(one.name for one in self._all.list() if one.switch == name)
        self._plugs.remove(name, users)
        self._told_to.publish(SwitchesChanged())

    # --- resources and processes --------------------------------------------------------------

    def watch_usage(
        self,
        container_id: str,
        *,
        on_usage: Callable[[Usage], None],
        interval_s: float = 1.0,
        cancel: CancelToken = NEVER,
    ) -> None:
        self.use.watch(container_id, on_usage, interval_s, cancel)

    def set_limits(self, container_id: str, limits: Limits) -> Container:
        container = self.use.set_limits(container_id, limits)
        self._told_to.publish(ContainerChanged(container))
        return container

    def processes(self, container_id: str) -> tuple[Process, ...]:
        return self.use.processes(container_id)

    def signal_process(
        self, container_id: str, pid: int, start_time: int, signal_name: str = "TERM"
    ) -> None:
        self.use.signal(container_id, pid, start_time, signal_name)

    def follow_log(
        self,
        container_id: str,
        *,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken = NEVER,
    ) -> None:
        self.use.follow_log(container_id, output, cancel)

    def _after(self, container: Container) -> Container:
        """Its writable layer is another one now."""
        self.live.start_over(container.id)
        self._told_to.publish(ContainerChanged(container))
        return container
