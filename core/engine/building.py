"""Images built step by step from a Containerfile, and Containerfiles from what was done."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from core.building import (
    BaseFacts,
    IgnoreRules,
    SourceError,
    find_sources,
    is_archive,
    load_ignore_rules,
    read_plan,
    read_text,
)
from core.cancel import CancelToken
from core.engine.build_copy import Copying
from core.engine.build_settings import Settings, created_by, settings_of
from core.engine.container_files import ContainerFiles
from core.engine.container_record import ConfigChanges, ContainerRecord
from core.engine.containers import Containers
from core.engine.marks import Marks
from core.engine.own_layers import own_layers
from core.engine.places import Places
from core.engine.session_writing import containerfile_of
from core.engine.step_note import forget_step, note_step
from core.errors import (
    BuildStepFailedError,
    Cancelled,
    CommandNotFoundError,
    ContainerStateError,
    DataError,
    FileAccessError,
    FileNotThereError,
    ImageGoneError,
    ImageNotFoundError,
    NotSupportedError,
)
from core.layer import has_changes
from core.model import (
    BuildPlan,
    BuildStep,
    CommandRun,
    Container,
    ContainerState,
    ExecRequest,
    OutputChunk,
    StepKind,
    first_stale_mark,
    next_step,
    step_label,
)
from core.progress import Progress, Report
from core.store import ImageLayout
from core.store.durable import storage_errors
from core.translation import tr_noop

Output = Callable[[OutputChunk], None]
Execute = Callable[[str, ExecRequest, Output, CancelToken], CommandRun]

_WRITING = (StepKind.RUN, StepKind.COPY, StepKind.ADD, StepKind.WORKDIR)
_LATEST = ":latest"  # what other builders take where no version is said


class Building:
    """Implements the recording's part of `core.engine.running.RunningContainers`. Thread-safe."""

    def __init__(
        self,
        containers: Containers,
        files: ContainerFiles,
        marks: Marks,
        execute: Execute,
        places: Places,
    ) -> None:
        """`execute` runs a command in a container, as Engine.execute does."""
        self._containers = containers
        self._marks = marks
        self._execute = execute
        self._places = places
        self._copying = Copying(containers, files, places)
        self._busy: set[str] = set()  # containers that a step is done in
        self._busy_lock = threading.Lock()

    def containerfile(self, container_id: str) -> str:
        """See RunningContainers.containerfile."""
        return containerfile_of(self._containers, self._places, container_id)

    def read(self, path: str, context: str, arguments: tuple[tuple[str, str], ...]) -> BuildPlan:
        """See RunningContainers.read_containerfile."""
        path = os.path.abspath(path)
        context = os.path.abspath(context) if context else os.path.dirname(path)
        if not os.path.isdir(context):
            raise FileAccessError(context, tr_noop("it is no folder to copy from"))
        plan = read_plan(read_text(path), path, context, dict(arguments), self._find_base)
        rules = load_ignore_rules(context, path)
        return replace(plan, steps=tuple(_with_sources(plan, step, rules) for step in plan.steps))

    def step(
        self,
        container_id: str,
        plan: BuildPlan,
        number: int,
        output: Output,
        cancel: CancelToken,
        report: Report,
    ) -> Container:
        """See RunningContainers.build_step."""
        with self._alone(container_id):
            step = self._checked(container_id, plan, number)
            self._keep_work_by_hand(container_id, number)
            report(Progress(f"Step {number} of {len(plan.steps)}"))
            with self._noted(container_id, step):
                try:
                    cancel.check()
                    config = self._perform(container_id, plan, step, output, cancel, report)
                    cancel.check()
                    return self._marks.mark(
                        container_id,
                        step_label(step),
                        created_by=created_by(step),
                        config=config,
                        may_be_empty=True,
                    )
                except BaseException:
                    self._take_back(container_id)
                    raise

    # --- before a step ------------------------------------------------------------------------

    @contextmanager
    def _alone(self, container_id: str) -> Iterator[None]:
        with self._busy_lock:
            if container_id in self._busy:
                _directory, record = self._containers.record(container_id)
                raise ContainerStateError(
                    record.name, tr_noop("being built in"), tr_noop("waited for")
                )
            self._busy.add(container_id)
        try:
            yield
        finally:
            with self._busy_lock:
                self._busy.discard(container_id)

    def _checked(self, container_id: str, plan: BuildPlan, number: int) -> BuildStep:
        """The step, when it is the one that comes now.

        NotSupportedError, BuildStepFailedError, ContainerStateError.
        """
        if plan.problems:
            raise NotSupportedError(tr_noop("Building this"), plan.problems[0].rstrip("."))
        if not 1 <= number <= len(plan.steps):
            reason = f"the Containerfile has {len(plan.steps)} steps"
            raise NotSupportedError(f"Step {number}", reason)
        step = plan.steps[number - 1]
        if step.sentence or step.kind is None:
            raise NotSupportedError(f"Step {number}", _as_reason(step))
        _directory, record = self._containers.record(container_id)
        container = self._containers.as_model(record)
        if container.image_reference != plan.base:
            reason = f"{container.name} is made of {container.image_reference}, not of {plan.base}"
            raise BuildStepFailedError(number, step.text, reason)
        stale = first_stale_mark(container, plan)
        if stale is not None:
            reason = f"the file was changed after “{stale.label}”; roll back to before that first"
            raise BuildStepFailedError(number, step.text, reason)
        expected = next_step(container, plan)
        if expected != number:
            reason = "all steps are done" if expected is None else f"step {expected} comes first"
            raise BuildStepFailedError(number, step.text, reason)
        if step.kind is StepKind.RUN:
            self._require_not_paused(record)
        return step

    def _keep_work_by_hand(self, container_id: str, number: int) -> None:
        """What was done between two steps must not go when the next one is taken back."""
        if self._is_written(container_id):
            self._marks.mark(container_id, f"by hand, before step {number}")

    def _is_written(self, container_id: str) -> bool:
        """Whether anything was written since the last mark."""
        with self._containers.lock(container_id):
            directory, record = self._containers.record(container_id)
            upper = own_layers(self._containers.starting, directory, record, CancelToken())[-1]
            return has_changes(
                directory.upper, upper.lowers, form=self._places.form, exclude=upper.exclude
            )

    @contextmanager
    def _noted(self, container_id: str, step: BuildStep) -> Iterator[None]:
        """Should the engine be killed meanwhile, the next one takes the step back."""
        if step.kind not in _WRITING:
            yield
            return
        directory, record = self._containers.record(container_id)
        with storage_errors(self._places.private):
            note_step(directory, record)
        try:
            yield
        finally:  # however it ended: what is written afterwards is work by hand
            with storage_errors(self._places.private):
                forget_step(directory)

    # --- the step -----------------------------------------------------------------------------

    def _perform(
        self,
        container_id: str,
        plan: BuildPlan,
        step: BuildStep,
        output: Output,
        cancel: CancelToken,
        report: Report,
    ) -> ConfigChanges:
        """Do it; the configuration from here on."""
        settings = self._settings(container_id, plan, step)
        try:
            if step.kind is StepKind.RUN:
                self._run(container_id, settings, step, output, cancel)
            elif step.kind in (StepKind.COPY, StepKind.ADD):
                self._copying.copy(container_id, plan, step, settings, cancel, report)
            elif step.kind is StepKind.WORKDIR:
                folder = settings.absolute(step.words[0])
                self._copying.make_folder(container_id, folder, settings.user, cancel, report)
        except (FileAccessError, FileNotThereError, NotSupportedError) as error:
            reason = str(error).rstrip(".")
            raise BuildStepFailedError(
                step.number, step.text, reason[:1].lower() + reason[1:], detail=error.detail
            ) from error
        return settings.after(step)

    def _settings(self, container_id: str, plan: BuildPlan, step: BuildStep) -> Settings:
        _directory, record = self._containers.record(container_id)
        layout = ImageLayout.open(self._places.repository, create=False)
        try:
            run = layout.read_image(self._containers.starting.manifest_of(record)).config.run
        except DataError as error:
            raise ImageGoneError(record.name, record.image_reference, detail=str(error)) from error
        before = plan.steps[: step.number - 1]
        return settings_of(record, before, run.user, run.working_dir)

    def _run(
        self,
        container_id: str,
        settings: Settings,
        step: BuildStep,
        output: Output,
        cancel: CancelToken,
    ) -> None:
        self._start(container_id)
        request = ExecRequest(
            argv=step.words if step.is_exec_form else ("/bin/sh", "-c", *step.words),
            user=settings.user,
            working_dir=settings.working_dir,
            env=settings.env_of_commands(),
            is_recorded=False,
        )
        try:
            run = self._execute(container_id, request, output, cancel)
        except CommandNotFoundError as error:
            reason = f"there is no program “{error.program}” in the container that can be run"
            raise BuildStepFailedError(
                step.number, step.text, reason, detail=error.detail
            ) from error
        if run.was_cancelled:
            raise Cancelled
        if run.failure:
            raise BuildStepFailedError(step.number, step.text, run.failure)

    def _start(self, container_id: str) -> None:
        _directory, record = self._containers.record(container_id)
        self._require_not_paused(record)
        if self._containers.as_model(record).state is not ContainerState.RUNNING:
            self._containers.start(container_id, CancelToken())

    def _require_not_paused(self, record: ContainerRecord) -> None:
        """Nothing can be run in a paused one. Raises ContainerStateError."""
        state = self._containers.as_model(record).state
        if state is ContainerState.PAUSED:
            raise ContainerStateError(record.name, state.value, "running")

    def _take_back(self, container_id: str) -> None:
        """Everything that was written since the last mark, when there is something."""
        _directory, record = self._containers.record(container_id)
        if self._is_written(container_id):
            self._marks.roll_back(container_id, record.marks[-1].mark.id if record.marks else "")

    # --- images -------------------------------------------------------------------------------

    def _find_base(self, name: str) -> BaseFacts | None:
        """The image that FROM means; without a version the only one there is, or the latest."""
        layout = ImageLayout.open(self._places.repository, create=False)
        known = [reference for reference, _descriptor in layout.references()]
        versions = [one for one in known if one.rpartition(":")[0] == name]
        if name in known:
            reference = name
        elif name + _LATEST in known:
            reference = name + _LATEST
        elif len(versions) == 1:
            reference = versions[0]
        else:
            return None
        try:
            config = layout.read_image(layout.resolve(reference)).config
        except (DataError, ImageNotFoundError):
            return None  # damaged, or removed this moment
        return BaseFacts(
            reference=reference,
            env=config.run.env,
            platform=f"{config.platform.os}/{config.platform.architecture}",
            has_triggers=bool(config.run.rest.get("OnBuild")),
        )


def _with_sources(plan: BuildPlan, step: BuildStep, rules: IgnoreRules) -> BuildStep:
    """An ADD of an archive is known beforehand; what is missing may still come."""
    if step.kind is not StepKind.ADD or step.sentence:
        return step
    try:
        sources = find_sources(plan.context, step.words[:-1], rules)
        archives = [one.within for one in sources if is_archive(one.path)]
    except (SourceError, OSError):
        return step
    if not archives:
        return step
    sentence = (
        f"Line {step.line}: ADD of the archive {archives[0]} is not supported: "
        "unpack it, and COPY the folder."
    )
    return replace(step, sentence=sentence)


def _as_reason(step: BuildStep) -> str:
    return (step.sentence or f"Line {step.line} is not supported").rstrip(".")
