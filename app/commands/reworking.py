"""Make images anew of others: squash a run of bricks, put bricks on another base."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.commands.context import Context
from app.viewmodel.console import harmless
from app.viewmodel.rework_desk import Failed as Complain
from app.viewmodel.rework_desk import Rebuilding
from app.viewmodel.session import SelectionKind
from app.viewmodel.sizes import visible
from app.viewmodel.wording import in_bricks
from app.worker import Failed, Job, Lane, Outcome, Succeeded
from app.worker.output_gate import OutputGate
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.model import Image, RebasePlan, RebaseRequest, SquashPlan, SquashRequest
from core.progress import Progress, Report
from core.translation import tr


class ReworkCommands:
    """Each verb: why it cannot run now ("" when it can), and running it. Is a ReworkDesk."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def why_not(self) -> str:
        """New images need a repository that can be written."""
        session = self._context.session
        if session.readiness is None:
            return tr("The engine is still starting")
        if not session.capabilities.can_write:
            return session.readiness.sentence or tr("This repository can only be read")
        return ""

    def why_no_squash(self, image: Image | None) -> str:
        """Two bricks at least have to be there."""
        if image is not None and len(image.layers) < 2:
            return tr("It is a single brick: there is nothing to squash")
        return self.why_not()

    def why_no_rebase(self, image: Image | None) -> str:
        """Another image has to be there."""
        others = [
            one for one in self._context.session.repository.images
            if image is not None and one.reference != image.reference
        ]  # fmt: skip
        return self.why_not() if others else tr("There is no other image to put it on")

    # --- asking -------------------------------------------------------------------------------

    def squash(self, reference: str, chain_id: str = "") -> None:
        """Ask which bricks of an image become one; `chain_id` is one of them."""
        image = self._context.session.repository.image(reference)
        if image is None or self.why_no_squash(image):
            return
        chain = [layer.chain_id for layer in image.layers]
        number = chain.index(chain_id) + 1 if chain_id in chain else len(chain)
        first = max(1, number - 1)
        run = (first, first + 1)
        self._context.asker.ask_squash(self, image, run, self._submit_squash)

    def rebase(self, reference: str, onto: str = "", base_levels: int | None = None) -> None:
        """Ask onto which image the bricks above the base are put, and how."""
        image = self._context.session.repository.image(reference)
        if image is not None and not self.why_no_rebase(image):
            self._context.asker.ask_rebase(self, image, onto, base_levels)

    def _submit_squash(self, request: SquashRequest) -> None:
        self._context.write(
            tr("Squashing bricks of {reference}", reference=visible(request.reference)),
            lambda engine, cancel, report: engine.squash(request, cancel=cancel, report=report),
            self._show_image,
        )

    def _show_image(self, value: object) -> None:
        assert isinstance(value, Image)
        self._context.session.select(SelectionKind.IMAGE, value.reference)
        self._context.session.notice_raised.emit(
            tr("{reference} is in the repository", reference=value.reference)
        )

    # --- the desk -----------------------------------------------------------------------------

    def plan_squash(
        self,
        reference: str,
        first: int,
        last: int,
        then: Callable[[SquashPlan], None],
        failed: Complain,
    ) -> None:
        """See ReworkDesk."""

        def planned(value: object) -> None:
            assert isinstance(value, SquashPlan)
            then(value)

        self._context.inspect(
            tr("Looking what squashing saves"),
            lambda engine, cancel, report: engine.squash_plan(
                reference, first, last, cancel=cancel, report=report
            ),
            planned,
            slot="squash-plan",
            failed=failed,
        )

    def plan_rebase(
        self,
        reference: str,
        onto: str,
        base_levels: int | None,
        then: Callable[[RebasePlan], None],
        failed: Complain,
    ) -> None:
        """See ReworkDesk."""

        def planned(value: object) -> None:
            assert isinstance(value, RebasePlan)
            then(value)

        self._context.inspect(
            tr("Looking what fits the other base"),
            lambda engine, cancel, report: engine.rebase_plan(
                reference, onto, base_levels, cancel=cancel, report=report
            ),
            planned,
            slot="rebase-plan",
            failed=failed,
        )

    def rebase_now(self, request: RebaseRequest) -> Rebuilding:
        """Begin; it is told to whoever looks."""
        engine = self._context.engine
        assert engine is not None
        return RebuildingJob(self._context, engine, request, self._show_image)


class RebuildingJob(Rebuilding):
    """Runs in a thread of its own: commands take minutes, and other requests go on meanwhile."""

    def __init__(
        self,
        context: Context,
        engine: Engine,
        request: RebaseRequest,
        show_image: Callable[[object], None],
    ) -> None:
        super().__init__()
        self._context = context
        self._runner = context.runner
        self._show_image = show_image
        self._is_watched = True
        self._gate = OutputGate(lambda: self._runner.post(self._show_output))

        def work(cancel: CancelToken, report: Report) -> Image:
            return engine.rebase(
                request, output=self._gate.put, cancel=cancel, report=self._teller(report)
            )

        self.job: Job = self._runner.submit(
            tr("Putting {reference} on {onto}", reference=visible(request.reference),
               onto=visible(request.onto)),
            work,
            lane=Lane.STREAM,
            then=self._deliver,
            is_visible=False,
        )  # fmt: skip

    def cancel(self) -> None:
        self._runner.stop(self.job)

    def leave_alone(self) -> None:
        self._is_watched = False
        self._runner.reveal(self.job)

    def _teller(self, report: Report) -> Report:
        def tell(progress: Progress) -> None:
            self._runner.post(partial(self._show_phase, progress))
            report(progress)

        return tell

    def _show_phase(self, progress: Progress) -> None:
        if progress.unit == "steps":
            words = harmless(progress.phase)
            self.phase_changed.emit(words, progress.done, progress.total or 0)

    def _show_output(self) -> None:
        while (chunk := self._gate.take()) is not None:
            self.output_came.emit(chunk)

    def _deliver(self, outcome: Outcome) -> None:
        self._show_output()
        self._context.refresh()
        match outcome:
            case Succeeded(value):
                self._show_image(value)
                self.arrived.emit(value)
            case Failed(error) if self._is_watched:
                self.failed.emit(in_bricks(str(error)))
            case Failed(error):
                self._context.session.raise_error(error)
            case _:
                self.stopped.emit()
