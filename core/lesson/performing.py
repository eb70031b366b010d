"""Carries out a lesson's actions. What is there already is not made again."""

from __future__ import annotations

import posixpath
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.cancel import NEVER, CancelToken
from core.errors import ContainerNotFoundError, LessonError, MarkNotFoundError
from core.lesson import actions
from core.lesson.actions import Action
from core.lesson.format import REGISTRY
from core.lesson.lesson import LessonFile
from core.lesson.packing import unpack_files
from core.lesson.sharing import NOT_SHARED, Sharing, access_to, address_of
from core.lesson.workbench import Workbench
from core.model import (
    BaseImageRequest,
    Container,
    ContainerState,
    ExecRequest,
    NameConflict,
    NewContainer,
    OutputChunk,
    PublishedPort,
    PullRequest,
    PushRequest,
    RebaseRequest,
    SnapshotRequest,
    SquashRequest,
)
from core.progress import Report, ignore
from core.translation import tr


def unheard(_chunk: OutputChunk) -> None:
    """For callers that do not want to see what commands print."""


@dataclass(frozen=True, slots=True)
class Performance:
    """On what actions are carried out, and who hears of it.

    `files` are the lesson's own.
    """

    bench: Workbench
    sharing: Sharing = NOT_SHARED
    files: tuple[LessonFile, ...] = ()
    output: Callable[[OutputChunk], None] = unheard
    report: Report = ignore
    cancel: CancelToken = NEVER

    def perform(self, action: Action) -> bool:
        """Do it; False when there was nothing left to do.

        Raises what the engine raises, and LessonError when a command does not end with exit code 0.
        """
        does: Callable[[Performance, Action], bool] = _DEEDS[type(action)]
        return does(self, action)

    def container(self, name: str) -> Container:
        """Raises ContainerNotFoundError."""
        found = self.bench.repository().container(name)
        if found is None:
            raise ContainerNotFoundError(name)
        return found

    @contextmanager
    def unpacked(self, below: str = "") -> Iterator[Path]:
        """The lesson's files (those at or below a path) in a folder that goes afterwards."""
        with tempfile.TemporaryDirectory(prefix="bricklayer-lesson-") as scratch:
            unpack_files(self.files, Path(scratch), below)
            yield Path(scratch)

    def has_image(self, name: str, version: str) -> bool:
        """Whether it needs not be made any more."""
        return bool(self.bench.repository().find_images(name, version=version))


def _make_base_image(on: Performance, action: actions.MakeBaseImage) -> bool:
    if on.has_image(action.name, action.version):
        return False
    request = BaseImageRequest(action.source, action.name, action.publisher, action.version)
    on.bench.make_base_image(request, cancel=on.cancel, report=on.report)
    return True


def _create_container(on: Performance, action: actions.CreateContainer) -> bool:
    if on.bench.repository().container(action.name) is not None:
        return False
    ports = tuple(
        PublishedPort(int(host), int(inside))
        for host, _colon, inside in (one.partition(":") for one in action.ports)
    )
    on.bench.create_container(NewContainer(action.name, action.image, action.switch, ports=ports))
    return True


def _start_container(on: Performance, action: actions.StartContainer) -> bool:
    container = on.container(action.container)
    if container.state is ContainerState.RUNNING:
        return False
    if container.state is ContainerState.PAUSED:
        on.bench.resume_container(container.id)
    else:
        on.bench.start_container(container.id)
    return True


def _stop_container(on: Performance, action: actions.StopContainer) -> bool:
    container = on.container(action.container)
    if not container.is_live:
        return False
    on.bench.stop_container(container.id, cancel=on.cancel)
    return True


def _discard(on: Performance, action: actions.Discard) -> bool:
    found = on.bench.repository().container(action.container)
    if found is None:
        return False
    on.bench.discard_container(found.id)
    return True


def _execute(on: Performance, action: actions.Execute) -> bool:
    _run(on, action.container, action.line)
    return True


def _write_file(on: Performance, action: actions.WriteFile) -> bool:
    _run(on, action.container, action.as_line)
    return True


def _run(on: Performance, name: str, line: str) -> None:
    container = on.container(name)
    request = ExecRequest(shell_line=line)
    run = on.bench.execute(container.id, request, output=on.output, cancel=on.cancel)
    on.cancel.check()
    if run.exit_code != 0:
        reason = tr(
            "“{line}” ended with exit code {exit_code} instead of 0",
            line=line,
            exit_code=run.exit_code,
        )
        raise LessonError(name, reason)


def _copy_in(on: Performance, action: actions.CopyIn) -> bool:
    container, source = on.container(action.container), posixpath.normpath(action.source)
    with on.unpacked(source) as folder:
        path = folder / source
        if not path.exists():
            raise LessonError(source, tr("the lesson's folder does not hold it"))
        on.bench.copy_in(
            container.id, (str(path),), action.target.strip("/"), cancel=on.cancel,
            report=on.report,
        )  # fmt: skip
    return True


def _snapshot(on: Performance, action: actions.Snapshot) -> bool:
    if on.has_image(action.name, action.version):
        return False
    container = on.container(action.container)
    request = SnapshotRequest(
        container.id, action.name, action.publisher, action.version, action.description
    )
    on.bench.snapshot(request, cancel=on.cancel, report=on.report)
    return True


def _mark(on: Performance, action: actions.MarkContainer) -> bool:
    container = on.container(action.container)
    if any(mark.label == action.label for mark in container.marks):
        return False
    on.bench.mark(container.id, action.label)
    return True


def _roll_back(on: Performance, action: actions.RollBack) -> bool:
    container = on.container(action.container)
    mark_id = ""
    if action.label:
        marks = [mark for mark in container.marks if mark.label == action.label]
        if not marks:
            raise MarkNotFoundError(container.name)
        mark_id = marks[-1].id
    later = bool(container.marks) and container.marks[-1].id != mark_id
    if not later and on.bench.changes(container.id, limit=1).is_empty:
        return False
    on.bench.roll_back(container.id, mark_id)
    return True


def _remove_image(on: Performance, action: actions.RemoveImage) -> bool:
    if on.bench.repository().image(action.image) is None:
        return False
    on.bench.remove_image(action.image)
    return True


def _build(on: Performance, action: actions.Build) -> bool:
    """Step by step in a container that goes afterwards, a brick a step."""
    if on.has_image(action.name, action.version):
        return False
    bench = on.bench
    with on.unpacked() as context:
        path = context / "Containerfile"
        path.write_text(action.containerfile, encoding="utf-8")
        plan = bench.read_containerfile(str(path), str(context))
        refusals = [*plan.problems, *(step.sentence for step in plan.steps if step.sentence)]
        if refusals:
            raise LessonError(action.name, refusals[0].rstrip("."))
        taken = {one.name for one in bench.repository().containers}
        names = (f"build-{action.name}-{number}" for number in range(1, len(taken) + 2))
        name = next(name for name in names if name not in taken)
        container = bench.create_container(NewContainer(name, plan.base))
        try:
            bench.start_container(container.id)
            for step in plan.steps:
                bench.build_step(
                    container.id, plan, step.number, output=on.output, cancel=on.cancel,
                    report=on.report,
                )  # fmt: skip
            bench.stop_container(container.id)
            request = SnapshotRequest(
                container.id, action.name, action.publisher, action.version, even_if_empty=True
            )
            bench.snapshot(request, cancel=on.cancel, report=on.report)
        finally:
            bench.discard_container(container.id)
    return True


def _share(on: Performance, _action: actions.ShareRepository) -> bool:
    if on.sharing.serving() is not None:
        return False
    on.sharing.start(on.bench)
    return True


def _push(on: Performance, action: actions.Push) -> bool:
    to = _with_address(on, action.to)
    access = access_to(to, on.sharing.serving())
    on.bench.push(PushRequest(action.image, to, access), cancel=on.cancel, report=on.report)
    return True


def _pull(on: Performance, action: actions.Pull) -> bool:
    if on.bench.repository().image(action.name) is not None:
        return False
    source = _with_address(on, action.source)
    access = access_to(source, on.sharing.serving())
    request = PullRequest(source, access, local_reference=action.name, conflict=NameConflict.REFUSE)
    on.bench.pull(request, cancel=on.cancel, report=on.report)
    return True


def _with_address(on: Performance, text: str) -> str:
    placeholder = "{{" + REGISTRY + "}}"
    if placeholder not in text:
        return text
    address = address_of(on.sharing.serving())
    if not address:
        raise LessonError(text, tr("the repository is not shared, so it has no address"))
    return text.replace(placeholder, address)


def _squash(on: Performance, action: actions.Squash) -> bool:
    if on.has_image(action.name, action.version):
        return False
    request = SquashRequest(
        action.image, action.first, action.last, action.name, action.publisher, action.version
    )
    on.bench.squash(request, cancel=on.cancel, report=on.report)
    return True


def _rebase(on: Performance, action: actions.Rebase) -> bool:
    if on.has_image(action.name, action.version):
        return False
    request = RebaseRequest(
        action.image, action.onto, action.name, action.publisher, action.version
    )
    on.bench.rebase(request, output=on.output, cancel=on.cancel, report=on.report)
    return True


_DEEDS: dict[type[Action], Callable[..., bool]] = {
    actions.MakeBaseImage: _make_base_image,
    actions.CreateContainer: _create_container,
    actions.StartContainer: _start_container,
    actions.StopContainer: _stop_container,
    actions.Discard: _discard,
    actions.Execute: _execute,
    actions.WriteFile: _write_file,
    actions.CopyIn: _copy_in,
    actions.Snapshot: _snapshot,
    actions.MarkContainer: _mark,
    actions.RollBack: _roll_back,
    actions.RemoveImage: _remove_image,
    actions.Build: _build,
    actions.Squash: _squash,
    actions.Rebase: _rebase,
    actions.ShareRepository: _share,
    actions.Push: _push,
    actions.Pull: _pull,
}
