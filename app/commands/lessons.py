"""Playing a lesson in the window: the program checks by itself, and shows a step when asked.

What lessons are made of is imported with the first one that is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.commands.context import Context
from app.viewmodel.lesson_view import LessonView
from app.viewmodel.session import SelectionKind
from core.errors import BricklayerError
from core.model import OutputChunk
from core.progress import Progress, Report
from core.translation import tr

if TYPE_CHECKING:
    from core.lesson import Action, Lesson, Step, Variant


class LessonCommands(QObject):
    """One lesson at a time. Signals: changed(LessonView | None): where it is, None without one."""

    changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._view: LessonView | None = None
        session = context.session
        session.repository_changed.connect(self.check)
        session.changes_measured.connect(self._container_changed)
        session.live_changed.connect(self._container_changed)

    @property
    def is_open(self) -> bool:
        """Whether a lesson is being played."""
        return self._view is not None

    def variants(self, name: str = "first") -> tuple[Variant, ...]:
        """The ways in which a lesson can be taken; none when it cannot be read."""
        from app.lesson_files import load_lesson

        try:
            return load_lesson(name).variants
        except BricklayerError:
            return ()  # `start` says why

    def start(self, name: str = "first", variant: str = "") -> None:
        """Open a lesson that the program brings, in one of its variants ("" = the first)."""
        from app.lesson_files import load_lesson

        try:
            lesson = load_lesson(name, variant)
        except BricklayerError as error:
            self._context.session.raise_error(error)
            return
        self._set(LessonView(lesson))
        self.check()

    @property
    def view(self) -> LessonView | None:
        """Where the lesson is; None when none is open."""
        return self._view

    def leave(self) -> None:
        """Close it; what was built stays."""
        self._set(None)

    def check(self) -> None:
        """Look which steps are done: called whenever something has changed."""
        from core.lesson import done_steps

        view = self._view
        if view is None or view.is_busy:
            return
        lesson = view.lesson

        def looked(value: object) -> None:
            current = self._view
            if current is not None and current.lesson is lesson and isinstance(value, int):
                self._set(LessonView(lesson, value, current.is_busy))

        self._context.read(
            tr("Checking the lesson"),
            lambda engine, _cancel, _report: done_steps(lesson, engine),
            looked,
            replaces="lesson-check",
        )

    def _container_changed(self, _container_id: str) -> None:
        self.check()

    def show_me(self, number: int) -> None:
        """Perform a step."""
        from core.lesson import show_step

        view = self._view
        if view is None or view.is_busy:
            return
        lesson = view.lesson
        self._set(LessonView(lesson, view.done, True))

        def ended(_value: object = None) -> None:
            if self._view is not None:
                self._set(LessonView(lesson, self._view.done, False))
            self._select_container(lesson, number)

        session = self._context.session
        # Also after an error the lesson goes on: the message says what went wrong.
        session.repository_changed.connect(self._unblock)
        self._context.write(
            lesson.steps[number - 1].title,
            lambda engine, cancel, report: show_step(
                lesson, number, engine, _Quiet(report), cancel=cancel
            ),
            ended,
        )

    def _unblock(self) -> None:
        self._context.session.repository_changed.disconnect(self._unblock)
        if self._view is not None and self._view.is_busy:
            self._set(LessonView(self._view.lesson, self._view.done, False))
            self.check()

    def _select_container(self, lesson: Lesson, number: int) -> None:
        """Show what the step was about, once the repository is read."""
        from core.lesson.actions import CreateContainer, StartContainer

        session = self._context.session
        name = next(
            (
                action.name if isinstance(action, CreateContainer) else action.container
                for action in lesson.steps[number - 1].actions
                if isinstance(action, CreateContainer | StartContainer)
            ),
            "",
        )
        container = session.repository.container(name) if name else None
        if container is not None:
            session.select(SelectionKind.CONTAINER, container.id)
        self.check()

    def _set(self, view: LessonView | None) -> None:
        if view != self._view:
            self._view = view
            self.changed.emit(view)


class _Quiet:
    """Hears the player; only progress is shown."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def step_started(self, number: int, step: Step) -> None:
        self._report(Progress(step.title))

    def step_was_done(self, number: int, step: Step) -> None:
        """Nothing to show."""

    def step_finished(self, number: int, step: Step) -> None:
        """The check that follows shows it."""

    def action_started(self, action: Action) -> None:
        self._report(Progress(action.as_text[:80]))

    def action_had_nothing_to_do(self, action: Action) -> None:
        """Nothing to show."""

    def output_arrived(self, chunk: OutputChunk) -> None:
        """The console shows commands that a person typed."""

    def progressed(self, progress: Progress) -> None:
        self._report(progress)
