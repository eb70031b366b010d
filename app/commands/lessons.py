"""Playing a lesson in the window: the program checks by itself whenever something changes.

What lessons are made of is imported with the first one that is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.commands.context import Context
from app.commands.lesson_showing import LessonShowing
from app.viewmodel.lesson_view import Help, LessonView
from app.worker import Failed, Lane, Outcome, Succeeded
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import BricklayerError
from core.progress import Report
from core.translation import tr

if TYPE_CHECKING:
    from app.commands.lesson_book import LessonBook
    from app.commands.lesson_sharing import WindowSharing
    from app.viewmodel.lesson_cards import LessonCard
    from app.viewmodel.lesson_wording import Seen
    from core.lesson import Lesson, Variant

FIRST = "first"
_CHECK_AFTER_MS = 150  # when several things change at once, one look is enough
_LOOK_AGAIN_MS = 3000  # at what nobody tells of: a port, a program, a registry


class LessonCommands(QObject):
    """One lesson at a time. Signals: changed(LessonView | None): where it is, None without one;
    acting(action): what the program is about to do while it shows a step.
    """

    changed = Signal(object)
    acting = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lesson: Lesson | None = None
        self._name = ""
        self._seen: Seen | None = None
        self._view: LessonView | None = None
        self._help = Help.NONE
        self._open_step = ""
        self._predictions: dict[str, int] = {}
        self._next: LessonCard | None = None
        self._sharing: WindowSharing | None = None
        self._book: LessonBook | None = None
        self.book_path: Path | None = None  # where progress is kept; None: the usual place
        self.showing = LessonShowing(context, self._publish, self._ended)
        self.showing.acting.connect(self.acting)
        self._timer = QTimer(self, singleShot=True, interval=_CHECK_AFTER_MS)
        self._timer.timeout.connect(self.check)
        self._again = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._again.timeout.connect(self.check)
        session = context.session
        for told in (
            session.repository_changed, session.changes_measured, session.live_changed,
            session.runs_changed, session.console_changed, session.serving_changed,
        ):  # fmt: skip
            told.connect(self._check_soon)

    @property
    def is_open(self) -> bool:
        """Whether a lesson is being played."""
        return self._lesson is not None

    @property
    def view(self) -> LessonView | None:
        """Where the lesson is; None when none is open."""
        return self._view

    @property
    def lesson(self) -> Lesson | None:
        """The lesson that is open."""
        return self._lesson

    @property
    def book(self) -> LessonBook:
        """What is kept of all lessons; read when it is asked for first."""
        if self._book is None:
            from app.commands.lesson_book import LessonBook

            self._book = LessonBook(self.book_path)
        return self._book

    @property
    def sharing(self) -> WindowSharing:
        """The repository as a registry of the lesson's, or of the person's own."""
        if self._sharing is None:
            from app.commands.lesson_sharing import WindowSharing

            self._sharing = WindowSharing(self._context.session)
        return self._sharing

    # --- opening ------------------------------------------------------------------------------

    def why_not(self) -> str:
        """Lessons are taken on real containers."""
        readiness = self._context.session.readiness
        return "" if readiness is None else readiness.sentence

    def variants(self, name: str = FIRST) -> tuple[Variant, ...]:
        """The ways in which a lesson can be taken; none when it cannot be read."""
        from app.lesson_files import load_lesson

        try:
            return load_lesson(name).variants
        except BricklayerError:
            return ()  # `start` says why

    def start(self, name: str = FIRST, variant: str = "") -> None:
        """Open a lesson that the program brings, or a file, in one of its variants ("" = first)."""
        from app.lesson_files import load_lesson

        try:
            lesson = load_lesson(name, variant)
        except BricklayerError as error:
            self._context.session.raise_error(error)
            return
        self._open(lesson, name)

    def start_last(self) -> None:
        """Go on with the one that was open last; without one, with the first."""
        settings = self._context.settings
        name = settings.last_lesson
        if name and ("/" not in name or Path(name).exists()):
            self.start(name, settings.last_lesson_variant)
        else:
            self.start()

    def start_next(self) -> None:
        """The lesson that comes after this one."""
        if self._next is not None:
            self.start(self._next.name)

    def leave(self) -> None:
        """Close it; what was built stays."""
        self.showing.stop()
        self._lesson = None
        self._seen = None
        self._again.stop()
        self._set(None)

    def close(self) -> None:
        """The program ends: offer nothing any more, keep what was reached."""
        self._timer.stop()
        self._again.stop()
        if self._sharing is not None:
            self._sharing.stop()

    def _open(self, lesson: Lesson, name: str) -> None:
        self.showing.stop()
        self._lesson, self._name, self._seen = lesson, name, None
        self._help, self._open_step = Help.NONE, ""
        settings = self._context.settings
        settings.last_lesson, settings.last_lesson_variant = name, lesson.variant.key
        self._predictions = dict(self.book.standing(lesson.name).predictions)
        self._next = None
        self._find_next()
        self._watch_unheard()
        self._publish()
        self.check()

    def _find_next(self) -> None:
        lesson = self._lesson

        def found(cards: tuple[LessonCard, ...]) -> None:
            names = [card.name for card in cards]
            if self._lesson is lesson and self._name in names[:-1]:
                self._next = cards[names.index(self._name) + 1]
                self._publish()

        self.read_cards(found)

    def read_cards(self, then: Callable[[tuple[LessonCard, ...]], None]) -> None:
        """All lessons, for the chooser; `then` gets LessonCards in the GUI thread."""
        from app.viewmodel.lesson_cards import lesson_cards

        book, own = self.book, tuple(self._context.settings.own_lessons)

        def ended(outcome: Outcome) -> None:
            if isinstance(outcome, Succeeded):
                then(outcome.value)  # type: ignore[arg-type]
            elif isinstance(outcome, Failed):
                self._context.session.raise_error(outcome.error)

        self._context.runner.submit(
            tr("Reading the lessons"),
            lambda _cancel, _report: lesson_cards(book, own),
            lane=Lane.INSPECT,
            then=ended,
            is_visible=False,
        )

    # --- what the pupil does in the panel -----------------------------------------------------

    def predict(self, number: int, option: int) -> None:
        """Answer the question before a step; `option` counts from 1, or is SKIPPED."""
        lesson = self._lesson
        if lesson is not None:
            self._predictions[lesson.steps[number - 1].id] = option
            self.book.note_prediction(lesson, lesson.steps[number - 1].id, option)
            self._publish()

    def ask_help(self) -> None:
        """A little more: the nudge, then how it is clicked."""
        step = self._view.open_step if self._view is not None else None
        if step is None:
            return
        has_nudge = bool(step.hint) and not step.is_mistake
        if self._help is Help.NONE and has_nudge:
            self._help = Help.NUDGE
        else:
            self._help = Help.HOW
        self._publish()

    def show_me(self, number: int) -> None:
        """Perform a step."""
        if self._lesson is not None:
            self.showing.show_step(self._lesson, number, self.sharing)

    def stop_showing(self) -> None:
        """Stop performing."""
        self.showing.stop()

    def undo(self) -> None:
        """Ask, then go back to before the last step that is done."""
        if self._lesson is not None:
            self.showing.ask_undo(self._lesson, self.sharing)

    def reset(self) -> None:
        """Ask, then remove all that the lesson made."""
        if self._lesson is not None:
            self.showing.ask_reset(self._lesson, self.sharing)

    # --- looking ------------------------------------------------------------------------------

    def check(self) -> None:
        """Look which steps are done: called whenever something has changed."""
        lesson = self._lesson
        if lesson is None or self.showing.is_busy:
            return
        from app.commands.lesson_looking import look_at

        before, sharing = self._seen, self.sharing

        def work(engine: Engine, _cancel: CancelToken, _report: Report) -> Seen:
            return look_at(lesson, engine, before, sharing)

        def looked(value: object) -> None:
            if self._lesson is lesson and not self.showing.is_busy:
                self._take(lesson, value)  # type: ignore[arg-type]

        title = tr("Checking the lesson")
        self._context.read(title, work, looked, replaces="lesson-check", is_quiet=True)

    def _check_soon(self) -> None:
        if self._lesson is not None and not self._timer.isActive():
            self._timer.start()

    def _take(self, lesson: Lesson, seen: Seen) -> None:
        self._seen = seen
        if seen.state.open != self._open_step:
            self._open_step, self._help = seen.state.open, Help.NONE
        self.book.note(lesson, len(seen.state.done), seen.score)
        self._publish()

    def _ended(self, *, is_taken_back: bool) -> None:
        """The program showed a step, or took something back."""
        if is_taken_back:
            self._seen = None  # what was reached before is not open again, it is taken back
            self._predictions = {}
            if self._lesson is not None:
                self.book.take_back(self._lesson)
        self._publish()
        self.check()

    def _watch_unheard(self) -> None:
        from app.commands.lesson_looking import has_unheard_checks

        lesson = self._lesson
        if lesson is not None and has_unheard_checks(lesson):
            self._again.start()
        else:
            self._again.stop()

    def _publish(self) -> None:
        from app.viewmodel.lesson_wording import Taking, view_of

        lesson = self._lesson
        if lesson is None:
            return
        next_title = self._next.title if self._next is not None else ""
        taking = Taking(dict(self._predictions), self._help, self.showing.busy_words, next_title)
        self._set(view_of(lesson, self._seen, taking))

    def _set(self, view: LessonView | None) -> None:
        if view != self._view:
            self._view = view
            self.changed.emit(view)
