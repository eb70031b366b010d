"""The part of an engine that a lesson works with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.cancel import NEVER, CancelToken
from core.model import (
    BaseImageRequest,
    ChangeSummary,
    CommandRun,
    Container,
    ExecRequest,
    Image,
    NewContainer,
    OutputChunk,
    Repository,
    SnapshotRequest,
)
from core.progress import Report, ignore


class Workbench(Protocol):
    """A subset of `core.engine.protocol.Engine`, which see; lessons know nothing else of it."""

    def repository(self) -> Repository: ...

    def make_base_image(
        self, request: BaseImageRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Image: ...

    def create_container(self, request: NewContainer) -> Container: ...

    def start_container(self, container_id: str) -> Container: ...

    def stop_container(
        self, container_id: str, *, grace_s: float = 5.0, cancel: CancelToken = NEVER
    ) -> Container: ...

    def discard_container(self, container_id: str) -> None: ...

    def execute(
        self,
        container_id: str,
        request: ExecRequest,
        *,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken = NEVER,
    ) -> CommandRun: ...

    def changes(
        self, container_id: str, *, limit: int = 10_000, cancel: CancelToken = NEVER
    ) -> ChangeSummary: ...

    def snapshot(
        self, request: SnapshotRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Image: ...
