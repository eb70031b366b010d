"""Making a lesson in the window: recording steps by doing them, trying, exporting.

What lessons are made of is imported when the first one is begun.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.commands.context import Context
from app.worker import Failed, Job, Lane, Outcome, Succeeded
from core.cancel import CancelToken
from core.errors import BricklayerError, FileAccessError
from core.events import Event
from core.progress import Report
from core.translation import tr

if TYPE_CHECKING:
    from app.viewmodel.lesson_making import Making
    from core.lesson import Lesson
    from core.lesson.authoring import RecordedStep, Recorder
    from core.lesson.checks import Check
    from core.localized import LocalizedText

_MINUTES = 10


class LessonMaking(QObject):
    """One lesson at a time. Signals: changed(): `making` is another; it is None without one."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.making: Making | None = None
        self._recorder: Recorder | None = None
        self._job: Job | None = None

    def hear(self, event: Event) -> None:
        """Something happened on the engine."""
        if self._recorder is not None and self.making is not None and self.making.is_recording:
            self._recorder.hear(event)

    # --- the whole ----------------------------------------------------------------------------

    def begin(self) -> None:
        """A new lesson; the one that is being made goes on."""
        from app.viewmodel.lesson_making import Making

        if self.making is None:
            self._set(Making())

    def edit(self, name: str) -> None:
        """Open one's own lesson, a name or a file; errors are shown."""
        from app.lesson_files import load_lesson
        from app.viewmodel.lesson_making import Making, StepDraft
        from core.lesson.authoring import ProposedCheck

        if self.making is not None:
            return
        try:
            lesson = load_lesson(name)
        except BricklayerError as error:
            self._context.session.raise_error(error)
            return
        if len(lesson.variants) > 1:
            self._context.session.notice_raised.emit(
                tr("This lesson can be taken in several ways; edit it in its file.")
            )
            return
        steps = tuple(
            StepDraft(step, tuple(ProposedCheck(check, "", True) for check in step.checks))
            for step in lesson.steps
        )
        self._set(Making(lesson, lesson.title, lesson.summary, steps, 0 if steps else -1))

    def close(self) -> None:
        """Drop it; whoever calls has asked before."""
        self.stop()
        self._job = None
        self._recorder = None
        self._set(None)

    def keep_draft(self) -> str:
        """Before the program ends: what is in no file yet goes to one's own lessons, by that name.

        "" when there is nothing to keep. Raises FileAccessError, LessonError.
        """
        making = self.making
        if making is None or making.is_kept or not making.steps:
            return ""
        from app.lesson_files import keep_lesson
        from core.lesson.authoring import write_lesson

        draft = making.filled(tr("Unfinished lesson"))
        if not draft.steps:
            return ""
        lesson = self._lesson_of(draft)
        return keep_lesson(write_lesson(lesson), draft.title.english, lesson.files)

    def leave_engine(self) -> None:
        """Another repository is opened: its recording ends, the steps stay."""
        self.stop()
        self._job = self._recorder = None
        if self.making is not None:
            self._set(replace(self.making, is_recording=False, busy_words=""))

    # --- recording ----------------------------------------------------------------------------

    def record(self) -> None:
        """A step begins: what is done from now on belongs to it."""
        from core.lesson.authoring import Recorder

        engine, making = self._context.engine, self.making
        if engine is None or making is None or making.is_recording or making.busy_words:
            return
        recorder = self._recorder = self._recorder or Recorder(engine)
        self._busy(
            tr("Looking at what is there …"), lambda _cancel, _report: recorder.begin(), self._began
        )

    def end_step(self) -> None:
        """What was done becomes a step."""
        recorder, making = self._recorder, self.making
        if recorder is None or making is None or not making.is_recording or making.busy_words:
            return
        self._busy(
            tr("Looking at what has changed …"),
            lambda _cancel, _report: recorder.end_step(),
            self._recorded,
        )

    def discard_step(self) -> None:
        """Stop recording; what was done stays, but is in no step."""
        if self.making is not None and not self.making.busy_words:
            self._set(replace(self.making, is_recording=False))

    def _began(self, _value: object) -> None:
        if self.making is not None:
            self._set(replace(self.making, is_recording=True))

    def _recorded(self, value: object) -> None:
        from app.viewmodel.lesson_making import StepDraft
        from core.lesson.authoring import as_id, new_step
        from core.localized import LocalizedText

        making, recorded = self.making, value
        if making is None:
            return
        if TYPE_CHECKING:
            assert isinstance(recorded, RecordedStep)
        if not recorded.actions:
            self._context.session.notice_raised.emit(tr("Nothing was done in this step yet."))
            return
        title, empty = LocalizedText(recorded.title), LocalizedText()
        step_id = as_id(recorded.title, [one.step.id for one in making.steps])
        step = new_step(step_id, recorded, title=title, do=title, expect=empty)
        steps = (*making.steps, StepDraft(step, recorded.proposals, recorded.notes))
        self._set(
            replace(
                making, steps=steps, chosen=len(steps) - 1, is_recording=False, is_kept=False,
                result=(),
            )
        )  # fmt: skip

    # --- editing ------------------------------------------------------------------------------

    def choose(self, place: int) -> None:
        """Show another step."""
        if self.making is not None and place != self.making.chosen:
            self._set(replace(self.making, chosen=place))

    def write(self, name: str, text: LocalizedText) -> None:
        """Another "title" or "summary" of the lesson."""
        if self.making is not None:
            self._edit(replace(self.making, **{name: text}))  # type: ignore[arg-type]

    def write_step(self, name: str, text: LocalizedText) -> None:
        """Another text of the step that is shown."""
        making = self.making
        if making is not None and making.draft is not None:
            steps = list(making.steps)
            steps[making.chosen] = making.draft.with_text(name, text)
            self._edit(replace(making, steps=tuple(steps)))

    def choose_check(self, check: Check, is_chosen: bool) -> None:
        """Take a check of the step that is shown, or leave it out."""
        making = self.making
        if making is not None and making.draft is not None:
            steps = list(making.steps)
            steps[making.chosen] = making.draft.with_check(check, is_chosen=is_chosen)
            self._edit(replace(making, steps=tuple(steps)))

    def move_step(self, by: int) -> None:
        """The step that is shown goes up (-1) or down (1)."""
        making = self.making
        if making is None or making.draft is None:
            return
        place = making.chosen + by
        if 0 <= place < len(making.steps):
            steps = list(making.steps)
            steps.insert(place, steps.pop(making.chosen))
            self._edit(replace(making, steps=tuple(steps), chosen=place))

    def delete_step(self) -> None:
        """Take the step that is shown out of the lesson."""
        making = self.making
        if making is not None and making.draft is not None:
            steps = making.steps[: making.chosen] + making.steps[making.chosen + 1 :]
            chosen = min(making.chosen, len(steps) - 1)
            self._edit(replace(making, steps=steps, chosen=chosen))

    def _edit(self, making: Making) -> None:
        self._set(replace(making, is_kept=False, result=()))

    # --- trying and exporting -----------------------------------------------------------------

    def lesson(self) -> Lesson | None:
        """It as it would be read from its file; None with an error shown when it is not one."""
        making = self.making
        if making is None or making.missing:
            return None
        try:
            return self._lesson_of(making)
        except BricklayerError as error:
            self._context.session.raise_error(error)
            return None

    def _lesson_of(self, making: Making) -> Lesson:
        """Raises LessonError when it could not be read again."""
        from core.lesson.authoring import as_id, checked, new_lesson

        steps = tuple(one.step for one in making.steps)
        title, summary = making.title, making.summary
        if making.lesson is not None:
            return checked(replace(making.lesson, title=title, summary=summary, steps=steps))
        name = as_id(title.english)
        return checked(
            new_lesson(name, title=title, summary=summary, minutes=_MINUTES, steps=steps)
        )

    def attempt(self) -> None:
        """Play it in a repository of its own that is thrown away."""
        lesson, making = self.lesson(), self.making
        if lesson is None or making is None or making.busy_words or making.is_recording:
            return
        self._set(replace(making, result=()))

        def tried(value: object) -> None:
            if self.making is not None and self.making.steps == making.steps:
                self._set(replace(self.making, result=value))  # type: ignore[arg-type]

        self._busy(tr("Trying the lesson …"), lambda c, _r: _proved(lesson, c), tried)

    def stop(self) -> None:
        """Ask the try to stop; its end is told as always."""
        job = self._job
        if job is not None:
            self._context.runner.stop(job)

    def export(self) -> None:
        """Ask for a file, and write it there."""
        lesson = self.lesson()
        if lesson is not None:
            ending = ".zip" if lesson.files else ".toml"
            self._context.asker.ask_text_path(
                tr("Export the lesson"), lesson.name + ending, lambda path: self._save(lesson, path)
            )

    def _save(self, lesson: Lesson, path: Path) -> None:
        from core.lesson.authoring import pack_lesson, write_lesson

        ending = ".zip" if lesson.files else ".toml"
        place = path if path.suffix.lower() == ending else path.with_name(path.name + ending)
        saved = self.making

        def work(_cancel: CancelToken, _report: Report) -> None:
            try:
                pack_lesson(write_lesson(lesson), lesson.files, place)
            except OSError as error:
                reason = error.strerror or str(error)
                raise FileAccessError(str(place), reason, detail=str(error)) from error

        def done(_value: object) -> None:
            making = self.making
            if making is not None and saved is not None and making.steps == saved.steps:
                self._set(replace(making, is_kept=True))
            self._context.settings.note_own_lesson(str(place))
            self._context.session.notice_raised.emit(tr("The lesson is exported."))

        self._busy(tr("Exporting the lesson …"), work, done)

    # --- the work -----------------------------------------------------------------------------

    def _busy(
        self,
        words: str,
        work: Callable[[CancelToken, Report], object],
        then: Callable[[object], None],
    ) -> None:
        if self.making is None:
            return
        self._set(replace(self.making, busy_words=words))

        def ended(outcome: Outcome) -> None:
            if self._job is not job:
                return  # the lesson was closed since
            self._job = None
            if self.making is not None:
                self._set(replace(self.making, busy_words=""))
            if isinstance(outcome, Succeeded):
                then(outcome.value)
            elif isinstance(outcome, Failed):
                self._context.session.raise_error(outcome.error)

        job = self._job = self._context.runner.submit(words, work, lane=Lane.STREAM, then=ended)

    def _set(self, making: Making | None) -> None:
        self.making = making
        self.changed.emit()


def _proved(lesson: Lesson, cancel: CancelToken) -> tuple[str, ...]:
    """What is wrong with it, or one sentence that nothing is."""
    import tempfile

    from core.engine.connect import connect
    from core.lesson.authoring import prove

    with tempfile.TemporaryDirectory(prefix="bricklayer-try-") as scratch:
        engine = connect(Path(scratch) / "repository")
        try:
            proof = prove(lesson, engine, cancel=cancel)
        finally:
            for container in engine.repository().containers:
                engine.discard_container(container.id)
            engine.close()
    if proof.is_proved:
        return (tr("Every check fails before its step and holds after it."),)
    return tuple(
        tr("Step {number}: {sentence}", number=one.step, sentence=one.sentence)
        if one.step
        else one.sentence
        for one in proof.problems
    )
