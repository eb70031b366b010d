"""Follows a container that is looked at: its changes, use of resources, processes and log.

One container at a time; of it its changes and what it uses, processes and log only while they are
on the screen. What comes faster than the window shows it is passed over: the newest counts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.commands.context import Context
from app.worker import Failed, Job, Lane, Outcome
from app.worker.newest_gate import NewestGate
from app.worker.output_gate import OutputGate
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import BricklayerError
from core.model import LiveChanges, OutputChunk, Process, Usage
from core.progress import Report
from core.translation import tr

_PROCESSES_MS = 1500
_LOG_PORTION_MS = 40


class Following(QObject):
    """Signals: usage_measured(Usage), processes_listed(tuple), log_arrived(bytes, how
    many were left out before them), log_started(): another log comes, or the same from its start.
    """

    usage_measured = Signal(object)
    processes_listed = Signal(object)
    log_arrived = Signal(bytes, object)
    log_started = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._container_id = ""
        self._page = ""
        self._changes_job: Job | None = None
        self._usage_job: Job | None = None
        self._page_job: Job | None = None
        self._gate: OutputGate | None = None
        self._timer = QTimer(self, interval=_PROCESSES_MS)
        self._timer.timeout.connect(self._list_processes)

    def follow(self, container_id: str) -> None:
        """Watch another container; "" = none."""
        engine = self._context.engine
        if container_id == self._container_id and (self._changes_job is not None or not engine):
            return
        self._leave()
        self._container_id = container_id
        if container_id and engine is not None:
            self._changes_job = self._stream(
                tr("Watching what changes"),
                lambda cancel: engine.watch_changes(
                    container_id, on_change=self._newest(container_id), cancel=cancel
                ),
                partial(self._changes_ended, container_id),
            )
            self._usage_job = self._stream(
                tr("Measuring"),
                lambda cancel: engine.watch_usage(
                    container_id, on_usage=self._usage_teller(container_id), cancel=cancel
                ),
                self._complain,
            )
            self._open_page()

    def look_at(self, page: str) -> None:
        """Which page is looked at: "processes", "log", or one that needs nothing."""
        if page != self._page:
            self._page = page
            self._close_page()
            self._open_page()

    def stop(self) -> None:
        """Watch nothing."""
        self.follow("")

    # --- changes ------------------------------------------------------------------------------

    def _newest(self, container_id: str) -> Callable[[LiveChanges], None]:
        """Hands the newest state over to the window, at most one at a time."""

        def show() -> None:
            newest = gate.take()
            if newest is not None and container_id == self._container_id:
                self._context.session.set_live(container_id, newest)

        gate: NewestGate[LiveChanges] = NewestGate(lambda: self._context.runner.post(show))
        return gate.put

    def _changes_ended(self, container_id: str, outcome: Outcome) -> None:
        if container_id != self._container_id:
            return
        self._changes_job = None
        self._complain(outcome)

    # --- pages --------------------------------------------------------------------------------

    def _open_page(self) -> None:
        engine, container_id = self._context.engine, self._container_id
        if engine is None or not container_id:
            return
        if self._page == "log":
            self._open_log(engine, container_id)
        elif self._page == "processes":
            self._list_processes()
            self._timer.start()

    def _open_log(self, engine: Engine, container_id: str) -> None:
        self.log_started.emit()
        gate = OutputGate(lambda: self._context.runner.post(lambda: self._show_log(gate)))
        self._gate = gate
        self._page_job = self._stream(
            tr("Reading the log"),
            lambda cancel: engine.follow_log(container_id, output=gate.put, cancel=cancel),
            self._complain,
        )

    def _show_log(self, gate: OutputGate) -> None:
        if gate is not self._gate:
            return
        chunk: OutputChunk | None = gate.take()
        if chunk is not None:
            self.log_arrived.emit(chunk.content, chunk.skipped_bytes)
            QTimer.singleShot(_LOG_PORTION_MS, self, lambda: self._show_log(gate))

    def _usage_teller(self, container_id: str) -> Callable[[Usage], None]:
        def told(usage: Usage) -> None:
            if container_id == self._container_id:
                self.usage_measured.emit(usage)

        return lambda usage: self._context.runner.post(lambda: told(usage))

    def _list_processes(self) -> None:
        container_id = self._container_id

        def listed(value: object) -> None:
            if container_id == self._container_id:
                processes: tuple[Process, ...] = value  # type: ignore[assignment]
                self.processes_listed.emit(processes)

        self._context.read(
            tr("Listing processes"),
            lambda engine, _cancel, _report: engine.processes(container_id),
            listed,
            replaces="processes",
            is_quiet=True,
        )

    # --- the way ------------------------------------------------------------------------------

    def _stream(
        self,
        title: str,
        work: Callable[[CancelToken], None],
        ended: Callable[[Outcome], None],
    ) -> Job:
        def run(cancel: CancelToken, _report: Report) -> None:
            work(cancel)

        return self._context.runner.submit(
            title, run, lane=Lane.STREAM, then=ended, is_visible=False
        )

    def _complain(self, outcome: Outcome) -> None:
        """What is not possible here is said on the page by what it cannot show."""
        if isinstance(outcome, Failed) and not isinstance(outcome.error, BricklayerError):
            self._context.session.raise_error(outcome.error)

    def _close_page(self) -> None:
        self._timer.stop()
        self._gate = None
        self._drop(self._page_job)
        self._page_job = None

    def _leave(self) -> None:
        self._close_page()
        self._drop(self._usage_job)
        self._usage_job = None
        if self._changes_job is not None:
            self._drop(self._changes_job)
            self._changes_job = None
            self._context.session.forget_live(self._container_id)

    def _drop(self, job: Job | None) -> None:
        """Cancelling tells another process, so the window does not wait for it."""
        if job is not None:
            job.is_dropped = True
            self._context.runner.stop(job)
