"""Verbs for the classroom: offer images to this network, end it, and see who else does.

An offer runs as long as this program wants it to: it is a stream of what is told about it, and ends
when the stream is cancelled, when another repository is opened, and with the program.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.commands.context import Context
from app.viewmodel.wording import in_bricks
from app.worker import Failed, Job, Lane, Outcome
from app.worker.newest_gate import NewestGate
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import BricklayerError
from core.model import Neighbour, ServeRequest, Serving
from core.progress import Report
from core.translation import tr

_STARTING = tr("The engine is still starting")
_LISTEN_AFTER_MS = 3000  # the window is used first, then the network is listened to


class OfferingCommands(QObject):
    """Each verb, and `app.viewmodel.offer_desk.OfferDesk` for the dialogs that they open."""

    def __init__(self, context: Context, *, listen_after_ms: int = _LISTEN_AFTER_MS) -> None:
        super().__init__()
        self._context = context
        self._job: Job | None = None
        self._heard: Engine | None = None  # whose network is listened to
        self._listening: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=listen_after_ms)
        self._timer.timeout.connect(self._listen)
        context.session.repository_changed.connect(self._listen_soon)

    # --- offering -----------------------------------------------------------------------------

    def why_not(self) -> str:
        """There has to be an image; what is on already can always be looked at."""
        session = self._context.session
        if self._context.engine is None or not session.is_loaded:
            return _STARTING
        if session.serving is not None or session.repository.images:
            return ""
        return tr("There is no image here yet")

    def show(self) -> None:
        """Ask what is to be offered, or show what is."""
        reason = self.why_not()
        if reason:
            self._context.session.notice_raised.emit(reason)
        else:
            self._context.asker.show_offer(self)

    def start(self, request: ServeRequest, failed: Callable[[str], None] | None = None) -> None:
        """Offer images instead of what is offered now; without `failed` errors are shown."""
        engine = self._context.engine
        if engine is None:
            return
        self.stop()

        def work(cancel: CancelToken, _report: Report) -> None:
            engine.serve(request, on_change=gate.put, cancel=cancel)

        def show() -> None:
            newest = gate.take()
            if newest is not None and self._job is job:
                self._context.session.set_serving(newest)

        gate: NewestGate[Serving] = NewestGate(lambda: self._context.runner.post(show))
        job = self._context.runner.submit(
            tr("Sharing images"), work, lane=Lane.STREAM, is_visible=False,
            then=lambda outcome: self._ended(job, outcome, failed),
        )  # fmt: skip
        self._job = job

    def stop(self) -> None:
        """Offer nothing any more. Idempotent."""
        job, self._job = self._job, None
        self._context.session.set_serving(None)
        self._drop(job)

    def leave(self) -> None:
        """Another repository comes, or the program ends."""
        self.stop()
        self._timer.stop()
        listening, self._listening, self._heard = self._listening, None, None
        self._context.session.set_neighbours(())
        self._drop(listening)

    def _ended(self, job: Job, outcome: Outcome, failed: Callable[[str], None] | None) -> None:
        if self._job is not job:
            return
        self._job = None
        was_on = self._context.session.serving is not None
        self._context.session.set_serving(None)
        if not isinstance(outcome, Failed):
            return
        if failed is not None and not was_on and isinstance(outcome.error, BricklayerError):
            failed(in_bricks(str(outcome.error)))
        else:
            self._context.session.raise_error(outcome.error)

    # --- who else does ------------------------------------------------------------------------

    def _listen_soon(self) -> None:
        if self._context.engine is not self._heard and not self._timer.isActive():
            self._timer.start()

    def _listen(self) -> None:
        engine = self._context.engine
        if engine is None or engine is self._heard:
            return
        self._heard = engine

        def work(cancel: CancelToken, _report: Report) -> None:
            engine.watch_neighbours(on_change=gate.put, cancel=cancel)

        def show() -> None:
            newest = gate.take()
            if newest is not None and self._heard is engine:
                self._context.session.set_neighbours(newest)

        gate: NewestGate[tuple[Neighbour, ...]]
        gate = NewestGate(lambda: self._context.runner.post(show))
        self._listening = self._context.runner.submit(
            tr("Looking who else offers images"), work, lane=Lane.STREAM, is_visible=False,
            then=lambda outcome: self._fell_silent(engine, outcome),
        )  # fmt: skip

    def _fell_silent(self, engine: Engine, outcome: Outcome) -> None:
        """What is not possible here is told by a list that stays empty."""
        if self._heard is engine:
            self._context.session.set_neighbours(())
            if isinstance(outcome, Failed) and not isinstance(outcome.error, BricklayerError):
                self._context.session.raise_error(outcome.error)

    def _drop(self, job: Job | None) -> None:
        """Cancelling tells another process, so the window does not wait for it."""
        if job is not None:
            job.is_dropped = True
            self._context.runner.stop(job)
