"""The one door: everything that a window or a lesson can ask of an engine.

All methods block; long ones take keyword-only `cancel` and `report`. They raise only classes of
`core.errors`. Methods may be called from several threads at once. "Atomic" means: on an error or a
cancel nothing of the request is visible.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.cancel import NEVER, CancelToken
from core.engine.inspection import Inspection
from core.engine.reworking import Reworking
from core.engine.running import RunningContainers
from core.engine.travel import Travel
from core.events import Event
from core.model import (
    BaseImageRequest,
    BaseImageSource,
    Capabilities,
    ChangeSummary,
    CommandRun,
    Container,
    ExecRequest,
    Image,
    NewContainer,
    OutputChunk,
    Readiness,
    RemovalPlan,
    Repository,
    SnapshotRequest,
    Switch,
    TerminalSize,
)
from core.progress import Report, ignore


class Terminal(Protocol):
    """A process in a container on a pseudo-terminal whose master end is `fileno()`."""

    def fileno(self) -> int:
        """The master end, owned by this object; read and write raw bytes."""
        ...

    def resize(self, size: TerminalSize) -> None:
        """Tell the process about a new size (SIGWINCH)."""
        ...

    def wait(self) -> int | None:
        """Block until the process ended; its exit code, None when unknown."""
        ...

    def close(self) -> None:
        """Hang up. Idempotent."""
        ...


class Engine(Inspection, RunningContainers, Travel, Reworking, Protocol):
    """An engine: images, containers, and what one can do with them and see in them."""

    @property
    def title(self) -> str:
        """For the engine box: "Built-in · this computer"."""
        ...

    def capabilities(self) -> Capabilities:
        """What can be asked here at all. Cheap after the first `probe`."""
        ...

    def probe(self) -> Readiness:
        """Look which facilities the machine offers. Takes up to some seconds; cached afterwards."""
        ...

    def repository(self) -> Repository:
        """All images and containers as they are now."""
        ...

    def switches(self) -> tuple[Switch, ...]:
        """Virtual switches to plug a container into; "none" and "host" always come first."""
        ...

    def base_image_sources(self) -> tuple[BaseImageSource, ...]:
        """Where a container OS image can come from, with the reason where one cannot be used."""
        ...

    def make_base_image(
        self, request: BaseImageRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Image:
        """Make a container OS image. Atomic. Raises ImageExistsError, BaseImageFailedError, …"""
        ...

    def removal_plan(self, reference: str) -> RemovalPlan:
        """What stands on an image and what removing it would free."""
        ...

    def remove_image(self, reference: str) -> None:
        """Remove an image and the blobs that only it uses. Atomic. Raises ImageInUseError."""
        ...

    def create_container(self, request: NewContainer) -> Container:
        """Make a container; nothing runs yet. Atomic."""
        ...

    def start_container(self, container_id: str) -> Container:
        """Mount the layers and start its init. Raises ImageGoneError, RuntimeFailedError, …"""
        ...

    def stop_container(
        self, container_id: str, *, grace_s: float = 5.0, cancel: CancelToken = NEVER
    ) -> Container:
        """SIGTERM, then after `grace_s` SIGKILL. Idempotent; what was written is kept."""
        ...

    def pause_container(self, container_id: str) -> Container:
        """Freeze all its processes. Raises NotSupportedError where the machine cannot."""
        ...

    def resume_container(self, container_id: str) -> Container:
        """Thaw."""
        ...

    def rename_container(self, container_id: str, name: str) -> Container:
        """Give it another name, unique in the repository."""
        ...

    def discard_container(self, container_id: str) -> None:
        """Stop it if needed and delete everything written in it. Cannot be undone."""
        ...

    def execute(
        self,
        container_id: str,
        request: ExecRequest,
        *,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken = NEVER,
    ) -> CommandRun:
        """Run a command to its end, `output` called from this thread as it arrives.

        Cancelling ends the command (TERM, then KILL) and returns a run with `was_cancelled`.
        Raises CommandNotFoundError, ContainerStateError.
        """
        ...

    def open_terminal(self, container_id: str, request: ExecRequest) -> Terminal:
        """Start a command on a pseudo-terminal and hand over its master end."""
        ...

    def commands(self, container_id: str) -> tuple[CommandRun, ...]:
        """The recording: what was run since the image that the container stands on, oldest first.

        A snapshot of a stopped container begins it anew, since that stands on the new image then.
        """
        ...

    def changes(
        self, container_id: str, *, limit: int = 10_000, cancel: CancelToken = NEVER
    ) -> ChangeSummary:
        """What a snapshot taken now would hold."""
        ...

    def snapshot(
        self, request: SnapshotRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Image:
        """Capture what a container wrote as a new image, a layer for each mark. Atomic, durable.

        A stopped container stands on the new image afterwards, unless something was left out; a
        running one is paused meanwhile where the machine can, and goes on as it was, with its
        marks and its recording. Raises NothingChangedError, ImageExistsError, NameGrammarError (a
        path to be left out).
        """
        ...

    def watch(self, on_event: Callable[[Event], None], *, cancel: CancelToken) -> None:
        """Call `on_event` from this thread for what happens, until cancelled."""
        ...

    def close(self) -> None:
        """Let go. Running containers go on."""
        ...


METHODS = frozenset(
    name
    for part in (Engine, Inspection, RunningContainers, Travel, Reworking)
    for name in vars(part)
    if not name.startswith("_") and name not in ("title", "close")
)
"""What can be asked of an engine in another process."""

__all__ = ["METHODS", "Engine", "Terminal"]
