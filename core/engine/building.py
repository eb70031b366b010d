"""Images built step by step from a Containerfile, and Containerfiles from what was done."""

from __future__ import annotations

from collections.abc import Callable

from core.cancel import CancelToken
from core.engine.container_files import ContainerFiles
from core.engine.containers import Containers
from core.engine.marks import Marks
from core.errors import NotSupportedError
from core.model import BuildPlan, CommandRun, Container, ExecRequest, OutputChunk
from core.progress import Report

Execute = Callable[[str, ExecRequest, Callable[[OutputChunk], None], CancelToken], CommandRun]


class Building:
    """Implements the recording's part of `core.engine.running.RunningContainers`."""

    def __init__(
        self, containers: Containers, files: ContainerFiles, marks: Marks, execute: Execute
    ) -> None:
        """`execute` runs a command in a container, as Engine.execute does."""
        self._containers = containers
        self._files = files
        self._marks = marks
        self._execute = execute

    def containerfile(self, container_id: str) -> str:
        """See RunningContainers.containerfile."""
        raise NotSupportedError("This", "it is not built yet")

    def read(self, path: str, context: str, arguments: tuple[tuple[str, str], ...]) -> BuildPlan:
        """See RunningContainers.read_containerfile."""
        raise NotSupportedError("This", "it is not built yet")

    def step(
        self,
        container_id: str,
        plan: BuildPlan,
        number: int,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken,
        report: Report,
    ) -> Container:
        """See RunningContainers.build_step."""
        raise NotSupportedError("This", "it is not built yet")
