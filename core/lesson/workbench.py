"""The part of an engine that a lesson works with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.cancel import NEVER, CancelToken
from core.model import (
    AS_KEPT,
    Arrivals,
    BaseImageRequest,
    BuildPlan,
    ChangePage,
    ChangeQuery,
    ChangeSummary,
    CommandRun,
    Container,
    Efficiency,
    ExecRequest,
    FileAt,
    FileContent,
    Image,
    LayerPlace,
    LifeEvent,
    NewContainer,
    OutputChunk,
    PullRequest,
    Pushed,
    PushRequest,
    RebaseRequest,
    RegistryAccess,
    RegistryListing,
    RemovalPlan,
    Repository,
    ServeRequest,
    Serving,
    SnapshotRequest,
    SquashRequest,
)
from core.progress import Report, ignore


class Looking(Protocol):
    """What checks, hints and measures ask."""

    def repository(self) -> Repository: ...

    def changes(
        self, container_id: str, *, limit: int = 10_000, cancel: CancelToken = NEVER
    ) -> ChangeSummary: ...

    def read_container_file(
        self, container_id: str, path: str, *, cancel: CancelToken = NEVER
    ) -> FileContent: ...

    def containerfile(self, container_id: str) -> str: ...

    def commands(self, container_id: str) -> tuple[CommandRun, ...]: ...

    def execute(
        self,
        container_id: str,
        request: ExecRequest,
        *,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken = NEVER,
    ) -> CommandRun: ...

    def life_of_path(
        self, reference: str, path: str, *, cancel: CancelToken = NEVER
    ) -> tuple[LifeEvent, ...]: ...

    def changes_of_layer(
        self, place: LayerPlace, query: ChangeQuery, *, cancel: CancelToken = NEVER
    ) -> ChangePage: ...

    def read_file(self, file: FileAt, *, cancel: CancelToken = NEVER) -> FileContent: ...

    def efficiency(self, reference: str, *, cancel: CancelToken = NEVER) -> Efficiency: ...

    def remote_tags(
        self, repository: str, access: RegistryAccess = AS_KEPT, *, cancel: CancelToken = NEVER
    ) -> RegistryListing: ...


class Workbench(Looking, Protocol):
    """A subset of `core.engine.protocol.Engine`, which see; lessons know nothing else of it."""

    def make_base_image(
        self, request: BaseImageRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Image: ...

    def create_container(self, request: NewContainer) -> Container: ...

    def start_container(self, container_id: str) -> Container: ...

    def stop_container(
        self, container_id: str, *, grace_s: float = 5.0, cancel: CancelToken = NEVER
    ) -> Container: ...

    def resume_container(self, container_id: str) -> Container: ...

    def discard_container(self, container_id: str) -> None: ...

    def copy_in(
        self,
        container_id: str,
        sources: tuple[str, ...],
        folder: str = "",
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> int: ...

    def mark(self, container_id: str, label: str = "") -> Container: ...

    def roll_back(self, container_id: str, mark_id: str = "") -> Container: ...

    def snapshot(
        self, request: SnapshotRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Image: ...

    def removal_plan(self, reference: str) -> RemovalPlan: ...

    def remove_image(self, reference: str) -> None: ...

    def read_containerfile(
        self, path: str, context: str = "", arguments: tuple[tuple[str, str], ...] = ()
    ) -> BuildPlan: ...

    def build_step(
        self,
        container_id: str,
        plan: BuildPlan,
        number: int,
        *,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Container: ...

    def squash(
        self, request: SquashRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Image: ...

    def rebase(
        self,
        request: RebaseRequest,
        *,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Image: ...

    def pull(
        self, request: PullRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Arrivals: ...

    def push(
        self, request: PushRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Pushed: ...

    def serve(
        self,
        request: ServeRequest,
        *,
        on_change: Callable[[Serving], None],
        cancel: CancelToken = NEVER,
    ) -> None: ...
