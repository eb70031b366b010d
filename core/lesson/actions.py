"""What a lesson can do by itself when the pupil asks to be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.cancel import CancelToken
from core.errors import ContainerNotFoundError, LessonError
from core.lesson.workbench import Workbench
from core.model import (
    BaseImageRequest,
    Container,
    ExecRequest,
    NewContainer,
    OutputChunk,
    SnapshotRequest,
)
from core.progress import Report


@dataclass(frozen=True, slots=True)
class MakeBaseImage:
    """Make a container OS image; nothing to do when it is there."""

    source: str
    name: str
    publisher: str
    version: str

    @property
    def as_text(self) -> str:
        """For the headless player's list of what it did."""
        return f"make the base image {self.name} {self.version} from “{self.source}”"


@dataclass(frozen=True, slots=True)
class CreateContainer:
    """Make a container; nothing to do when one of that name is there."""

    name: str
    image: str
    switch: str = "none"

    @property
    def as_text(self) -> str:
        """See MakeBaseImage.as_text."""
        return f"create container {self.name} of {self.image} on switch “{self.switch}”"


@dataclass(frozen=True, slots=True)
class StartContainer:
    """Start a container; nothing to do when it runs."""

    container: str

    @property
    def as_text(self) -> str:
        """See MakeBaseImage.as_text."""
        return f"start {self.container}"


@dataclass(frozen=True, slots=True)
class Execute:
    """Run a shell line as administrator in a container and require that it succeeds."""

    container: str
    line: str

    @property
    def as_text(self) -> str:
        """See MakeBaseImage.as_text."""
        return f"{self.container}# {self.line}"


@dataclass(frozen=True, slots=True)
class StopContainer:
    """Stop a container; nothing to do when it does not run."""

    container: str

    @property
    def as_text(self) -> str:
        """See MakeBaseImage.as_text."""
        return f"stop {self.container}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Capture a container as an image; nothing to do when the image is there."""

    container: str
    name: str
    publisher: str
    version: str
    description: str = ""

    @property
    def as_text(self) -> str:
        """See MakeBaseImage.as_text."""
        return f"capture {self.container} as image {self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Discard:
    """Discard a container; nothing to do when it is gone."""

    container: str

    @property
    def as_text(self) -> str:
        """See MakeBaseImage.as_text."""
        return f"discard {self.container}"


Action = (
    MakeBaseImage | CreateContainer | StartContainer | Execute | StopContainer | Snapshot | Discard
)


def perform(
    action: Action,
    bench: Workbench,
    *,
    output: Callable[[OutputChunk], None],
    cancel: CancelToken,
    report: Report,
) -> bool:
    """Do it; False when there was nothing left to do.

    Raises what the engine raises, and LessonError when a command does not end with exit code 0.
    """
    match action:
        case MakeBaseImage():
            return _make_base_image(action, bench, cancel, report)
        case CreateContainer(name, image, switch):
            if bench.repository().container(name) is not None:
                return False
            bench.create_container(NewContainer(name, image, switch))
        case StartContainer(name):
            container = _find(bench, name)
            if container.is_live:
                return False
            bench.start_container(container.id)
        case Execute():
            _execute(action, bench, output, cancel)
        case StopContainer(name):
            container = _find(bench, name)
            if not container.is_live:
                return False
            bench.stop_container(container.id, cancel=cancel)
        case Snapshot():
            return _snapshot(action, bench, cancel, report)
        case Discard(name):
            found = bench.repository().container(name)
            if found is None:
                return False
            bench.discard_container(found.id)
    return True


def _find(bench: Workbench, name: str) -> Container:
    container = bench.repository().container(name)
    if container is None:
        raise ContainerNotFoundError(name)
    return container


def _make_base_image(
    action: MakeBaseImage, bench: Workbench, cancel: CancelToken, report: Report
) -> bool:
    if bench.repository().find_images(action.name, version=action.version):
        return False
    request = BaseImageRequest(action.source, action.name, action.publisher, action.version)
    bench.make_base_image(request, cancel=cancel, report=report)
    return True


def _execute(
    action: Execute,
    bench: Workbench,
    output: Callable[[OutputChunk], None],
    cancel: CancelToken,
) -> None:
    container = _find(bench, action.container)
    run = bench.execute(
        container.id, ExecRequest(shell_line=action.line), output=output, cancel=cancel
    )
    cancel.check()
    if run.exit_code != 0:
        raise LessonError(
            action.container, f"“{action.line}” ended with exit code {run.exit_code} instead of 0"
        )


def _snapshot(action: Snapshot, bench: Workbench, cancel: CancelToken, report: Report) -> bool:
    if bench.repository().find_images(action.name, version=action.version):
        return False
    container = _find(bench, action.container)
    request = SnapshotRequest(
        container.id, action.name, action.publisher, action.version, action.description
    )
    bench.snapshot(request, cancel=cancel, report=report)
    return True
