"""An image on its way as a job: beside the window's other work, told to whoever looks at it."""

from __future__ import annotations

from collections.abc import Callable

from app.commands.context import Context
from app.viewmodel.remote_desk import Moving
from app.viewmodel.trouble import trouble_of
from app.worker import Failed, Job, Lane, Outcome, Succeeded
from app.worker.newest_gate import NewestGate
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.model import Transfer
from core.progress import Progress, Report
from core.translation import tr, translated

OnTransfer = Callable[[Transfer], None]
Work = Callable[[Engine, CancelToken, Report, OnTransfer], object]


class MovingJob(Moving):
    """Runs in a thread of its own: what takes minutes must not hold up other requests."""

    def __init__(
        self,
        context: Context,
        engine: Engine,
        title: str,
        work: Work,
        ended: Callable[[Outcome], None],
        *,
        registry: str = "",
    ) -> None:
        """`ended` is called before anybody who looks is told; `registry` is the one asked."""
        super().__init__()
        self._runner = context.runner
        self._session = context.session
        self._ended = ended
        self._registry = registry
        self._phase = ""
        self._moved = Transfer(())
        self.transfer = Transfer(())
        self.is_watched = True
        self._gate: NewestGate[Transfer] = NewestGate(lambda: self._runner.post(self._show))
        self.job: Job = self._runner.submit(
            title,
            lambda cancel, report: work(
                engine, cancel, self._phase_teller(report), self._note_transfer
            ),
            lane=Lane.STREAM,
            then=self._deliver,
            is_visible=False,
        )

    def cancel(self) -> None:
        self.job.cancel()

    def leave_alone(self) -> None:
        self.is_watched = False
        self._runner.reveal(self.job)

    # --- in the job's thread ------------------------------------------------------------------

    def _note_transfer(self, transfer: Transfer) -> None:
        self._moved = transfer
        self._gate.put(transfer)

    def _phase_teller(self, report: Report) -> Report:
        """What is told of single layers says more than a sum: only the phase counts then."""

        def tell(progress: Progress) -> None:
            if progress.phase != self._phase:
                self._phase = progress.phase
                self._runner.post(
                    lambda phase=progress.phase: self.phase_changed.emit(translated(phase))
                )
            moved = self._moved
            report(_progress(progress.phase, moved) if moved.moving_bytes else progress)

        return tell

    # --- in the GUI thread --------------------------------------------------------------------

    def _show(self) -> None:
        newest = self._gate.take()
        if newest is not None:
            self.transfer = newest
            self._runner.show_progress(self.job, _progress(self._phase or tr("On its way"), newest))
            self.moved.emit(newest)

    def _deliver(self, outcome: Outcome) -> None:
        self._show()
        self._ended(outcome)
        match outcome:
            case Succeeded(value):
                self.arrived.emit(value)
            case Failed(error) if self.is_watched:
                self.failed.emit(trouble_of(error, self._registry))
            case Failed(error):
                self._session.raise_error(error)
            case _:
                self.stopped.emit()


def _progress(phase: str, transfer: Transfer) -> Progress:
    return Progress(phase, transfer.moved_bytes, transfer.moving_bytes or None)
