"""Performing a step of a lesson before the pupil's eyes, and taking back what a lesson made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from app.commands.context import Context
from app.viewmodel.session import SelectionKind
from app.worker import Failed, Job, Lane, Outcome, Succeeded
from core.cancel import CancelToken
from core.model import OutputChunk
from core.progress import Progress, Report
from core.translation import tr

if TYPE_CHECKING:
    from core.lesson import Action, Lesson, ResetPlan, Sharing, Step

_LOOK_FIRST_S = 0.9  # the pointer goes to the place before something happens there


class Ended(Protocol):
    """Told when the program has done its part."""

    def __call__(self, *, is_taken_back: bool) -> None: ...


class LessonShowing(QObject):
    """One thing at a time, on the lane of what changes the repository.

    Signals: acting(action): what is about to be done, told in the GUI thread.
    """

    acting = Signal(object)

    def __init__(self, context: Context, changed: Callable[[], None], ended: Ended) -> None:
        super().__init__()
        self._context = context
        self._changed, self._ended = changed, ended
        self._job: Job | None = None
        self.busy_words = ""

    @property
    def is_busy(self) -> bool:
        """Whether the program works on the lesson."""
        return bool(self.busy_words)

    def show_step(self, lesson: Lesson, number: int, sharing: Sharing) -> None:
        """Perform a step; what goes wrong is said as other errors are."""
        from core.lesson import show_step

        engine = self._context.engine
        if engine is None or self.is_busy:
            return
        pause_s = 0.0 if self._context.settings.reduce_motion else _LOOK_FIRST_S

        def work(cancel: CancelToken, report: Report) -> None:
            observer = _Teller(report, self._tell, cancel, pause_s)
            show_step(lesson, number, engine, observer, sharing=sharing, cancel=cancel)

        title = str(lesson.steps[number - 1].title)
        self._submit(
            title, tr("Showing it …"), work, lambda: self._select_container(lesson, number)
        )

    def ask_undo(self, lesson: Lesson, sharing: Sharing) -> None:
        """Say what one step back removes, then do it."""
        from core.lesson import undo_plan, undo_step

        def planned(value: object) -> None:
            plan: ResetPlan | None = value  # type: ignore[assignment]
            if plan is None:
                self._context.session.notice_raised.emit(tr("No step is done yet"))
                return
            self._context.asker.ask_lesson_undo(lesson, plan, undo)

        def undo() -> None:
            engine = self._context.engine
            if engine is None or self.is_busy:
                return

            def work(cancel: CancelToken, report: Report) -> None:
                observer = _Teller(report, self._tell, cancel, 0.0)
                undo_step(lesson, engine, observer, sharing=sharing, cancel=cancel)

            self._submit(tr("Taking a step back"), tr("Going back …"), work, is_taken_back=True)

        self._context.read(
            tr("Looking what a step back removes"),
            lambda engine, _cancel, _report: undo_plan(lesson, engine, sharing=sharing),
            planned,
            replaces="lesson-plan",
        )

    def ask_reset(self, lesson: Lesson, sharing: Sharing) -> None:
        """Say what will be removed, then remove it."""
        from core.lesson import reset, reset_plan

        def work(cancel: CancelToken, _report: Report) -> None:
            engine = self._context.engine
            if engine is not None:
                reset(lesson, engine, sharing=sharing, cancel=cancel)

        def remove() -> None:
            self._submit(tr("Resetting the lesson"), tr("Removing …"), work, is_taken_back=True)

        self._context.read(
            tr("Looking what the lesson made"),
            lambda engine, _cancel, _report: reset_plan(lesson, engine, sharing=sharing),
            lambda plan: self._context.asker.ask_lesson_reset(lesson, plan, remove),  # type: ignore[arg-type]
            replaces="lesson-plan",
        )

    def stop(self) -> None:
        """Ask what is being performed to stop; its end is told as always."""
        job = self._job
        if job is not None:
            self._context.runner.stop(job)

    # --- the work -----------------------------------------------------------------------------

    def _submit(
        self,
        title: str,
        busy_words: str,
        work: Callable[[CancelToken, Report], None],
        then: Callable[[], None] | None = None,
        *,
        is_taken_back: bool = False,
    ) -> None:
        if self.is_busy or self._context.engine is None:
            return
        self.busy_words = busy_words
        self._changed()

        def ended(outcome: Outcome) -> None:
            self._job, self.busy_words = None, ""
            self.acting.emit(None)
            self._context.refresh()
            if isinstance(outcome, Failed):
                self._context.session.raise_error(outcome.error)
            elif isinstance(outcome, Succeeded) and then is not None:
                then()
            self._ended(is_taken_back=is_taken_back)

        self._job = self._context.runner.submit(title, work, lane=Lane.WRITE, then=ended)

    def _tell(self, action: Action) -> None:
        """From the worker's thread."""
        self._context.runner.post(lambda: self.acting.emit(action))

    def _select_container(self, lesson: Lesson, number: int) -> None:
        """Show what the step was about, once the repository is read."""
        from core.lesson.actions import CreateContainer, Execute, StartContainer

        session = self._context.session
        name = next(
            (
                action.name if isinstance(action, CreateContainer) else action.container
                for action in lesson.steps[number - 1].actions
                if isinstance(action, CreateContainer | StartContainer | Execute)
            ),
            "",
        )
        if not name:
            return

        def select() -> None:
            session.repository_changed.disconnect(select)
            found = session.repository.container(name)
            if found is not None:
                session.select(SelectionKind.CONTAINER, found.id)

        session.repository_changed.connect(select)


class _Teller:
    """Hears the player: tells what is done now, and waits a moment before it happens."""

    def __init__(
        self, report: Report, tell: Callable[[Action], None], cancel: CancelToken, pause_s: float
    ) -> None:
        self._report, self._tell = report, tell
        self._cancel, self._pause_s = cancel, pause_s

    def step_started(self, number: int, step: Step) -> None:
        self._report(Progress(str(step.title)))

    def step_was_done(self, number: int, step: Step) -> None:
        """Nothing to show."""

    def step_finished(self, number: int, step: Step) -> None:
        """The check that follows shows it."""

    def action_started(self, action: Action) -> None:
        self._report(Progress(action.as_text[:80]))
        self._tell(action)
        if self._pause_s:
            self._cancel.wait(self._pause_s)
            self._cancel.check()

    def action_had_nothing_to_do(self, action: Action) -> None:
        """Nothing to show."""

    def output_arrived(self, chunk: OutputChunk) -> None:
        """The console shows commands that a person typed."""

    def progressed(self, progress: Progress) -> None:
        self._report(progress)
