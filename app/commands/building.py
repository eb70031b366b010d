"""Build an image from a Containerfile, brick by brick: one step, all of them, or on by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.commands.context import Context
from app.viewmodel.build_view import BuildView, free_name
from app.viewmodel.session import SelectionKind
from app.worker import Failed, Job, Lane, Outcome, Succeeded
from app.worker.output_gate import OutputGate
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.model import BuildPlan, Container, NewContainer
from core.progress import Report
from core.translation import tr

_PORTION_MS = 25
_HOST = "host"


class BuildCommands(QObject):
    """Signals: changed(): `view` is another one, None when nothing is being built."""

    changed = Signal()

    def __init__(self, context: Context, snapshot: Callable[[str], None]) -> None:
        """`snapshot` asks for the image's name at the end."""
        super().__init__()
        self._context = context
        self._snapshot = snapshot
        self._job: Job | None = None
        self.view: BuildView | None = None

    def why_not(self) -> str:
        """Building needs an engine that can run containers."""
        readiness = self._context.session.readiness
        return tr("The engine is still starting") if readiness is None else readiness.sentence

    def ask(self) -> None:
        """Choose a Containerfile."""
        if not self.why_not():
            self._context.asker.ask_containerfile(self.open)

    def open(self, path: Path) -> None:
        """Read it and show its steps; nothing is done yet."""

        def read(value: object) -> None:
            assert isinstance(value, BuildPlan)
            self._show(BuildView(value))

        self._context.read(
            tr("Reading a Containerfile"),
            lambda engine, _cancel, _report: engine.read_containerfile(str(path)),
            read,
        )

    def step(self) -> None:
        """Do the next step and wait."""
        self._go(is_running_all=False)

    def run_all(self) -> None:
        """Do all that are left, one after the other."""
        self._go(is_running_all=True)

    def pause(self) -> None:
        """Wait after the step that is being done."""
        if self.view is not None:
            self._show(replace(self.view, is_running_all=False))

    def cancel(self) -> None:
        """Take the step back that is being done."""
        self.pause()
        job = self._job
        if job is not None:
            self._context.runner.stop(job)

    def capture(self) -> None:
        """Make the image."""
        if self.view is not None and self.view.container_id:
            self._snapshot(self.view.container_id)

    def leave(self) -> None:
        """Go on by hand: the container stays with what was built in it."""
        if self._job is not None:
            self.pause()
        self._show(None)

    # --- steps --------------------------------------------------------------------------------

    def _go(self, *, is_running_all: bool) -> None:
        view = self.view
        if view is None or view.is_working or view.reason or view.is_finished:
            return
        view = replace(view, is_working=True, is_running_all=is_running_all, failure="")
        self._show(view)
        if view.container_id:
            self._do(view)
        else:
            self._make_container(view)

    def _make_container(self, view: BuildView) -> None:
        taken = {one.name for one in self._context.session.repository.containers}
        request = NewContainer(free_name(view.plan.path, taken), view.plan.base, switch=_HOST)

        def work(engine: Engine, _cancel: CancelToken, _report: Report) -> Container:
            return engine.start_container(engine.create_container(request).id)

        def ended(outcome: Outcome) -> None:
            self._context.refresh()
            if self.view is None:
                return
            match outcome:
                case Succeeded(Container() as container):
                    self._select_when_there(container.id)
                    made = replace(self.view, container_id=container.id)
                    self._show(made)
                    if self.view is not None:
                        self._do(made)
                case Failed(error):
                    self._stop(str(error))
                case _:
                    self._stop(tr("It was cancelled."))

        self._submit(tr("Making container {name}", name=request.name), work, ended)

    def _do(self, view: BuildView) -> None:
        step = view.next_step
        if step is None or step.sentence:
            self._stop("")
            return
        session, container_id = self._context.session, view.container_id
        session.console(container_id).start_step(
            tr("Step {number}: {text_value}", number=step.number, text_value=step.text)
        )
        session.console_changed.emit(container_id)
        gate = OutputGate(lambda: self._context.runner.post(lambda: self._show_output(gate)))

        def work(engine: Engine, cancel: CancelToken, report: Report) -> Container:
            return engine.build_step(
                container_id, view.plan, step.number, output=gate.put, cancel=cancel, report=report
            )

        def ended(outcome: Outcome) -> None:
            self._job = None
            session.set_busy(container_id, "")
            self._show_output(gate)
            self._context.refresh()
            session.console(container_id).finish(
                tr("step {number} done", number=step.number)
                if isinstance(outcome, Succeeded)
                else tr("step {number} taken back", number=step.number)
            )
            session.console_changed.emit(container_id)
            match outcome:
                case Succeeded(Container() as container):
                    self._step_done(container)
                case Failed(error):
                    self._stop(str(error))
                case _:
                    self._stop(tr("It was cancelled."))

        session.set_busy(container_id, tr("Step {number}", number=step.number))
        self._submit(
            tr("Step {number}: {text_value}", number=step.number, text_value=step.text[:60]),
            work,
            ended,
        )

    def _step_done(self, container: Container) -> None:
        if self.view is None:
            return
        view = self.view.after(container)
        goes_on = view.is_running_all and view.next_step is not None and not view.reason
        self._show(replace(view, is_working=goes_on, is_running_all=goes_on))
        if goes_on:
            self._do(view)

    def _stop(self, failure: str) -> None:
        if self.view is not None:
            self._show(replace(self.view, is_working=False, is_running_all=False, failure=failure))

    def _submit(
        self,
        title: str,
        work: Callable[[Engine, CancelToken, Report], Container],
        ended: Callable[[Outcome], None],
    ) -> None:
        engine = self._context.engine
        if engine is None:
            self._stop(tr("The engine is not there."))
            return
        self._job = self._context.runner.submit(
            title,
            lambda cancel, report: work(engine, cancel, report),
            lane=Lane.WRITE,
            then=ended,
        )

    # --- what is shown ------------------------------------------------------------------------

    def _show(self, view: BuildView | None) -> None:
        if view != self.view:
            self.view = view
            self.changed.emit()

    def _show_output(self, gate: OutputGate) -> None:
        """In the container's console, in portions."""
        view = self.view
        chunk = gate.take()
        if chunk is None or view is None:
            return
        session = self._context.session
        session.console(view.container_id).output(chunk.stream, chunk.content, chunk.skipped_bytes)
        session.console_changed.emit(view.container_id)
        QTimer.singleShot(_PORTION_MS, self, lambda: self._show_output(gate))

    def _select_when_there(self, container_id: str) -> None:
        session = self._context.session

        def select() -> None:
            if session.repository.container(container_id) is not None:
                session.repository_changed.disconnect(select)
                session.select(SelectionKind.CONTAINER, container_id)

        session.repository_changed.connect(select)
