"""The part of an engine that recipes work with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.cancel import NEVER, CancelToken
from core.model import CommandRun, ExecRequest, FilePage, LayerPlace, OutputChunk
from core.progress import Report, ignore


class Bench(Protocol):
    """A subset of `core.engine.protocol.Engine`, which see; recipes know nothing else of it."""

    def files_at(
        self,
        place: LayerPlace,
        folder: str = "",
        *,
        pattern: str = "",
        offset: int = 0,
        limit: int = 500,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> FilePage: ...

    def files_in(
        self,
        container_id: str,
        folder: str = "",
        *,
        offset: int = 0,
        limit: int = 500,
        cancel: CancelToken = NEVER,
    ) -> FilePage: ...

    def copy_in(
        self,
        container_id: str,
        sources: tuple[str, ...],
        folder: str = "",
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> int: ...

    def execute(
        self,
        container_id: str,
        request: ExecRequest,
        *,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken = NEVER,
    ) -> CommandRun: ...
