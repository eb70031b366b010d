"""Running containers of an engine in another process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from core.cancel import NEVER, CancelToken
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

_Result = TypeVar("_Result")


class RemoteRunning:
    """Implements `core.engine.running.RunningContainers`, which documents the methods, by calls."""

    def _call(
        self,
        kind: type[_Result],
        method: str,
        *args: Any,
        cancel: CancelToken | None = None,
        callbacks: dict[str, Callable[[Any], None]] | None = None,
        **kwargs: Any,
    ) -> _Result:
        raise NotImplementedError

    def watch_changes(
        self,
        container_id: str,
        *,
        on_change: Callable[[LiveChanges], None],
        cancel: CancelToken = NEVER,
    ) -> None:
        self._follow("watch_changes", container_id, cancel, {"on_change": on_change})

    def diff_of_change(self, *what: Any, cancel: CancelToken = NEVER, **how: Any) -> FileDiff:
        return self._call(FileDiff, "diff_of_change", *what, cancel=cancel, **how)

    def files_in(self, *what: Any, cancel: CancelToken = NEVER, **how: Any) -> FilePage:
        return self._call(FilePage, "files_in", *what, cancel=cancel, **how)

    def read_container_file(
        self, *what: Any, cancel: CancelToken = NEVER, **how: Any
    ) -> FileContent:
        return self._call(FileContent, "read_container_file", *what, cancel=cancel, **how)

    def copy_in(self, *what: Any, cancel: CancelToken = NEVER, report: Report = ignore) -> int:
        return self._call(int, "copy_in", *what, cancel=cancel, callbacks={"report": report})

    def copy_out(
        self, *what: Any, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> tuple[str, ...]:
        return self._call(tuple, "copy_out", *what, cancel=cancel, callbacks={"report": report})

    def mark(self, container_id: str, label: str = "") -> Container:
        return self._call(Container, "mark", container_id, label)

    def roll_back(self, container_id: str, mark_id: str = "") -> Container:
        return self._call(Container, "roll_back", container_id, mark_id)

    def preview_snapshot(
        self, container_id: str, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> SnapshotPreview:
        return self._call(
            SnapshotPreview,
            "preview_snapshot",
            container_id,
            cancel=cancel,
            callbacks={"report": report},
        )

    def record_command(self, container_id: str, run: CommandRun) -> CommandRun:
        return self._call(CommandRun, "record_command", container_id, run)

    def containerfile(self, container_id: str) -> str:
        return self._call(str, "containerfile", container_id)

    def read_containerfile(
        self, path: str, context: str = "", arguments: tuple[tuple[str, str], ...] = ()
    ) -> BuildPlan:
        return self._call(BuildPlan, "read_containerfile", path, context, arguments)

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
        return self._call(
            Container,
            "build_step",
            container_id,
            plan,
            number,
            cancel=cancel,
            callbacks={"output": output, "report": report},
        )

    def create_switch(self, request: NewSwitch) -> Switch:
        return self._call(Switch, "create_switch", request)

    def remove_switch(self, name: str) -> None:
        self._call(type(None), "remove_switch", name)

    def watch_usage(
        self,
        container_id: str,
        *,
        on_usage: Callable[[Usage], None],
        interval_s: float = 1.0,
        cancel: CancelToken = NEVER,
    ) -> None:
        callbacks = {"on_usage": on_usage}
        self._follow("watch_usage", container_id, cancel, callbacks, interval_s=interval_s)

    def set_limits(self, container_id: str, limits: Limits) -> Container:
        return self._call(Container, "set_limits", container_id, limits)

    def processes(self, container_id: str) -> tuple[Process, ...]:
        return self._call(tuple, "processes", container_id)

    def signal_process(
        self, container_id: str, pid: int, start_time: int, signal_name: str = "TERM"
    ) -> None:
        self._call(type(None), "signal_process", container_id, pid, start_time, signal_name)

    def follow_log(
        self,
        container_id: str,
        *,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken = NEVER,
    ) -> None:
        self._follow("follow_log", container_id, cancel, {"output": output})

    def _follow(
        self,
        method: str,
        container_id: str,
        cancel: CancelToken,
        callbacks: dict[str, Callable[[Any], None]],
        **how: Any,
    ) -> None:
        """Being told until one does not want to be any more, which is no error."""
        if not cancel.is_cancelled:
            self._call(type(None), method, container_id, cancel=cancel, callbacks=callbacks, **how)
