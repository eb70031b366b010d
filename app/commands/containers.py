"""Verbs for containers: new, start, stop, pause, run a command, snapshot, discard, rename."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from app.commands.context import Context
from app.viewmodel.session import SelectionKind
from app.viewmodel.sizes import duration_text
from app.worker import Failed, Job, Lane, Outcome, Stopped, Succeeded
from app.worker.output_gate import OutputGate
from core.cancel import CancelToken
from core.model import (
    ChangeSummary,
    CommandRun,
    Container,
    ContainerState,
    ExecRequest,
    Image,
    NewContainer,
    SnapshotRequest,
)
from core.progress import Report
from core.translation import tr

_CHANGES_SHOWN = 5_000
_PORTION_MS = 25


class ContainerCommands:
    """Each verb: why it cannot run now ("" when it can), and running it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._commands: dict[str, Job] = {}  # running command by container
        self._gates: dict[str, OutputGate] = {}
        self._endings: dict[str, str] = {}  # of commands whose output is still being shown
        self.captured: list[Callable[[SnapshotRequest, Image], None]] = []  # told of each snapshot

    # --- may it run ---------------------------------------------------------------------------

    def why_no_new_container(self) -> str:
        """A container needs an engine that can run, and an image."""
        session = self._context.session
        if session.readiness is None:
            return tr("The engine is still starting")
        if not session.capabilities.can_run:
            return session.readiness.sentence
        return "" if session.repository.images else tr("Make a base image first")

    def why_no_snapshot(self) -> str:
        """A snapshot is taken of the selected container."""
        container = self._context.session.selected_container
        if container is None:
            return tr("Select a container first")
        return self._context.session.busy.get(container.id, "")

    # --- verbs --------------------------------------------------------------------------------

    def new_container(self, image: Image | None = None) -> None:
        """Ask for name and switch, make it and start it."""
        session = self._context.session
        if not self.why_no_new_container():
            self._context.asker.ask_new_container(
                session.repository,
                image or session.selected_image,
                session.switches,
                self.submit_new_container,
            )

    def submit_new_container(self, request: NewContainer) -> None:
        """Make a container that was asked for, show it, and start it."""

        def made(value: object) -> None:
            assert isinstance(value, Container)
            session = self._context.session
            # It is selected once the repository that holds it has been read.
            session.repository_changed.connect(show)

        def show() -> None:
            session = self._context.session
            found = session.repository.container(request.name)
            session.repository_changed.disconnect(show)
            if found is not None:
                session.select(SelectionKind.CONTAINER, found.id)
                self.start(found.id)

        self._context.write(
            tr("Making container {name}", name=request.name),
            lambda engine, _cancel, _report: engine.create_container(request),
            made,
        )

    def start(self, container_id: str) -> None:
        """Start it."""
        self._context.write(
            tr("Starting"),
            lambda engine, _cancel, _report: engine.start_container(container_id),
            lambda _value: self.measure(container_id),
            container_id=container_id,
        )

    def stop(self, container_id: str) -> None:
        """Stop it."""
        self._context.write(
            tr("Stopping"),
            lambda engine, cancel, _report: engine.stop_container(container_id, cancel=cancel),
            lambda _value: self.measure(container_id),
            container_id=container_id,
        )

    def pause_or_resume(self, container_id: str) -> None:
        """Freeze or thaw it."""
        container = self._context.session.repository.container(container_id)
        is_paused = container is not None and container.state is ContainerState.PAUSED
        self._context.write(
            tr("Resuming") if is_paused else tr("Pausing"),
            lambda engine, _cancel, _report: (
                engine.resume_container(container_id)
                if is_paused
                else engine.pause_container(container_id)
            ),
            container_id=container_id,
        )

    def discard(self, container_id: str) -> None:
        """Ask once, then throw it away."""
        session = self._context.session
        container = session.repository.container(container_id)
        if container is None:
            return
        name = container.name

        def throw_away() -> None:
            self._context.write(
                tr("Discarding {name}", name=name),
                lambda engine, _cancel, _report: engine.discard_container(container_id),
                lambda _value: session.notice_raised.emit(tr("{name} was discarded", name=name)),
                container_id=container_id,
            )

        known = session.live.get(container_id) or session.changes.get(container_id)
        self._context.asker.ask_discard(container, known, throw_away)

    def rename(self, container_id: str) -> None:
        """Ask for another name."""
        container = self._context.session.repository.container(container_id)
        if container is not None:
            self._context.asker.ask_name(
                container,
                lambda name: self._context.write(
                    tr("Renaming"),
                    lambda engine, _cancel, _report: engine.rename_container(container_id, name),
                    container_id=container_id,
                ),
            )

    def snapshot(self, container_id: str) -> None:
        """Measure what goes in, ask for the image's name, and capture."""
        context = self._context
        container = context.session.repository.container(container_id)
        if container is None:
            return

        def measured(value: object) -> None:
            summary, preview = value  # type: ignore[misc]
            context.session.set_changes(container_id, summary)
            context.asker.ask_snapshot(
                container,
                context.session.repository,
                context.session.wall,
                summary,
                preview,
                self.submit_snapshot,
            )

        context.read(
            tr("Looking what changed"),
            lambda engine, cancel, report: (
                engine.changes(container_id, limit=_CHANGES_SHOWN, cancel=cancel),
                engine.preview_snapshot(container_id, cancel=cancel, report=report),
            ),
            measured,
            replaces=f"snapshot-{container_id}",
        )

    def submit_snapshot(self, request: SnapshotRequest) -> None:
        """Capture a container."""
        session = self._context.session
        session.consoles.pop(request.container_id, None)
        self._context.settings.publisher = request.publisher

        def captured(value: object) -> None:
            assert isinstance(value, Image)
            for told in self.captured:
                told(request, value)
            session.notice_raised.emit(
                tr("{reference} is in the repository", reference=value.reference)
            )
            session.select(SelectionKind.IMAGE, value.reference)
            self.measure(request.container_id)

        self._context.write(
            tr("Capturing {name} {version}", name=request.name, version=request.version),
            lambda engine, cancel, report: engine.snapshot(request, cancel=cancel, report=report),
            captured,
            container_id=request.container_id,
        )

    # --- commands inside ----------------------------------------------------------------------

    def execute(self, container_id: str, line: str) -> None:
        """Run a line as administrator; output goes to the container's console."""
        context, session = self._context, self._context.session
        engine = context.engine
        if engine is None or container_id in self._commands or not line.strip():
            return
        session.console(container_id).start(line)
        session.console_changed.emit(container_id)

        gate = OutputGate(lambda: context.runner.post(lambda: self._show_output(container_id)))
        self._gates[container_id] = gate

        def work(cancel: CancelToken, _report: Report) -> CommandRun:
            request = ExecRequest(shell_line=line)
            return engine.execute(container_id, request, output=gate.put, cancel=cancel)

        self._commands[container_id] = context.runner.submit(
            line,
            work,
            lane=Lane.STREAM,
            then=lambda outcome: self._command_ended(container_id, outcome),
            is_visible=False,
        )

    def note_command(self, container_id: str, job: Job) -> None:
        """Something else runs commands there; it is cancelled as they are."""
        self._commands[container_id] = job

    def forget_command(self, container_id: str) -> None:
        """It ended."""
        self._commands.pop(container_id, None)

    def cancel_command(self, container_id: str) -> None:
        """End the command that runs in a container."""
        job = self._commands.get(container_id)
        if job is not None:
            # Ending its processes may take a moment, so the window does not wait for it.
            self._context.runner.stop(job)

    def measure(self, container_id: str) -> None:
        """Look what the container changed."""

        def measured(value: object) -> None:
            assert isinstance(value, ChangeSummary)
            self._context.session.set_changes(container_id, value)

        if self._context.session.repository.container(container_id) is not None:
            self._context.read(
                tr("Looking what changed"),
                lambda engine, cancel, _report: engine.changes(
                    container_id, limit=_CHANGES_SHOWN, cancel=cancel
                ),
                measured,
                replaces=f"changes-{container_id}",
            )

    def _show_output(self, container_id: str) -> None:
        """One portion; the rest when the window has shown it."""
        gate = self._gates.get(container_id)
        chunk = gate.take() if gate is not None else None
        session = self._context.session
        if chunk is None:
            self._finish_when_shown(container_id)
            return
        session.console(container_id).output(chunk.stream, chunk.content, chunk.skipped_bytes)
        session.console_changed.emit(container_id)
        QTimer.singleShot(_PORTION_MS, session, lambda: self._show_output(container_id))

    def _command_ended(self, container_id: str, outcome: Outcome) -> None:
        self._commands.pop(container_id, None)
        match outcome:
            case Succeeded(CommandRun() as run):
                took = duration_text(run.duration_s)
                code = (
                    tr("cancelled")
                    if run.was_cancelled
                    else tr("exit code {exit_code}", exit_code=run.exit_code)
                )
                why = tr(" · out of memory") if run.was_out_of_memory else ""
                note = f"{code}{why} · {took}"
            case Failed(error):
                note = str(error)
            case Stopped() | _:
                note = tr("cancelled")
        self._endings[container_id] = note
        self._show_output(container_id)

    def _finish_when_shown(self, container_id: str) -> None:
        note = self._endings.pop(container_id, None)
        if note is not None:
            self._gates.pop(container_id, None)
            self._context.session.console(container_id).finish(note)
            self._context.session.console_changed.emit(container_id)
            self.measure(container_id)
