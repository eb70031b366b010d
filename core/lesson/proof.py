"""Proves a lesson: that it can be solved, and that its checks tell what is done from what is not.

Every check must be false before its step is performed (unless it says that it keeps something, or
an earlier step has the very same one) and true afterwards. No step may break one before it, not
even on its way. At the end all is done and all goals stand; undoing and resetting work. It is
played on real containers, in an empty repository.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from core.cancel import NEVER, CancelToken
from core.errors import BricklayerError, LessonError
from core.lesson.checks import CHECKS, Check
from core.lesson.judging import holds
from core.lesson.lesson import Lesson, Step
from core.lesson.looking import LessonState, look, step_holds
from core.lesson.measuring import measured
from core.lesson.performing import Performance
from core.lesson.player import UNHEARD, LessonObserver, play
from core.lesson.scoring import ScoreResult, goal_states, score
from core.lesson.sharing import LocalSharing
from core.lesson.sight import Sight
from core.lesson.undoing import made_containers, made_images, reset, undo_plan, undo_step
from core.lesson.workbench import Workbench
from core.translation import tr

_NAMES = {kind: name for name, kind in CHECKS.items()}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a lesson. `step` is from 1; 0: it is about the whole."""

    step: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it. `score` is that of the shown solution."""

    lesson: Lesson
    problems: tuple[Problem, ...]
    score: ScoreResult | None = None

    @property
    def is_proved(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def prove(
    lesson: Lesson,
    bench: Workbench,
    observer: LessonObserver = UNHEARD,
    *,
    has_undo: bool = True,
    told: Callable[[Problem], None] = lambda _problem: None,
    cancel: CancelToken = NEVER,
) -> Proof:
    """Play it and look closely. Needs a repository of its own: it removes what the lesson made.

    `told` hears each problem as it is found. `has_undo` False leaves the undoing out, which plays
    the lesson a second time. Raises Cancelled only; what an engine refuses is a problem.
    """
    sharing = LocalSharing()
    try:
        return _Prover(lesson, bench, observer, sharing, told, cancel).proof(has_undo=has_undo)
    finally:
        sharing.stop()


class _Prover:
    def __init__(
        self,
        lesson: Lesson,
        bench: Workbench,
        observer: LessonObserver,
        sharing: LocalSharing,
        told: Callable[[Problem], None],
        cancel: CancelToken,
    ) -> None:
        self._lesson, self._bench, self._observer = lesson, bench, observer
        self._sharing, self._told, self._cancel = sharing, told, cancel
        self._problems: list[Problem] = []
        self._state: LessonState | None = None

    def proof(self, *, has_undo: bool) -> Proof:
        """All of it; it ends with the first step that cannot be done."""
        reached: ScoreResult | None = None
        if self._is_fresh() and self._steps():
            reached = self._end()
            if has_undo:
                self._attempt(len(self._lesson.steps), self._undo)
            self._attempt(0, self._reset)
        return Proof(self._lesson, tuple(self._problems), reached)

    def _is_fresh(self) -> bool:
        repository = self._bench.repository()
        there = [
            *(name for name in made_containers(self._lesson.steps) if repository.container(name)),
            *(name for name in made_images(self._lesson.steps) if repository.image(name)),
        ]
        if there:
            self._wrong(0, tr("{names} is there already", names=", ".join(there)))
        return not there

    def _steps(self) -> bool:
        known: set[Check] = set()
        for number, step in enumerate(self._lesson.steps, start=1):
            self._cancel.check()
            self._before(number, step, known)
            known.update(step.checks)
            if not self._attempt(number, partial(self._show, number)):
                return False
            self._after(number, step)
        return True

    def _before(self, number: int, step: Step, known: set[Check]) -> None:
        sight = Sight(self._bench, self._sharing)
        for place, check in enumerate(step.checks, start=1):
            name, is_true = _NAMES[type(check)], holds(check, sight)
            if check.is_kept and not is_true:
                self._wrong(
                    number,
                    tr(
                        "check {place} ({check}) says that it keeps something, which is not so",
                        place=place,
                        check=name,
                    ),
                )
            elif is_true and not check.is_kept and check not in known:
                self._wrong(
                    number,
                    tr(
                        "check {place} ({check}) holds before; is it to stay so (keeps = true)?",
                        place=place,
                        check=name,
                    ),
                )
        if all(holds(check, sight) for check in step.checks):
            self._wrong(number, tr("it is done before anything was done for it"))

    def _show(self, number: int) -> None:
        """As the window does: it looks whenever something has changed."""
        step = self._lesson.steps[number - 1]
        performance = Performance(
            self._bench,
            self._sharing,
            self._lesson.files,
            self._observer.output_arrived,
            self._observer.progressed,
            self._cancel,
        )
        self._observer.step_started(number, step)
        for action in step.actions:
            self._cancel.check()
            self._observer.action_started(action)
            performance.perform(action)
            self._on_the_way(number, action.as_text)
        if not step_holds(step, Sight(self._bench, self._sharing)):
            raise LessonError(str(self._lesson.title), tr("this step did not reach its goal"))
        self._observer.step_finished(number, step)

    def _on_the_way(self, number: int, deed: str) -> None:
        state = look(self._lesson, self._bench, before=self._state, sharing=self._sharing)
        self._state = state
        for other, step in enumerate(self._lesson.steps, start=1):
            if step.id in state.reopened:
                self._wrong(
                    number, tr("step {other} opens again on “{deed}”", other=other, deed=deed)
                )
            if other > number and step.id in state.done:
                self._wrong(number, tr("step {other} is done by “{deed}”", other=other, deed=deed))

    def _after(self, number: int, step: Step) -> None:
        """As somebody sees it who comes now."""
        afresh = look(self._lesson, self._bench, sharing=self._sharing)
        for earlier, other in enumerate(self._lesson.steps[:number], start=1):
            if other.id not in afresh.done:
                self._wrong(number, tr("step {earlier} is open again after it", earlier=earlier))
        for later, other in enumerate(self._lesson.steps[number:], start=number + 1):
            if other.id in afresh.done:
                self._wrong(number, tr("step {later} is done with it", later=later))
        missing = [m.name for m in step.measures if m.name not in measured(step, self._bench)]
        if missing:
            self._wrong(number, tr("{names} cannot be measured", names=", ".join(missing)))

    def _end(self) -> ScoreResult | None:
        if not look(self._lesson, self._bench, sharing=self._sharing).is_finished:
            self._wrong(0, tr("not all steps are done at the end"))
        for one in goal_states(self._lesson, self._bench):
            if not one.is_reached:
                self._wrong(0, tr("goal {image} does not stand at the end", image=one.goal.image))
        reached = score(self._lesson, self._bench)
        if self._lesson.score is not None and reached is None:
            self._wrong(0, tr("the image that is scored is not there"))
        return reached

    def _undo(self) -> None:
        last = self._lesson.steps[-1]
        undo_step(
            self._lesson, self._bench, self._observer, sharing=self._sharing, cancel=self._cancel
        )
        state = look(self._lesson, self._bench, sharing=self._sharing)
        if state.open != last.id:
            self._wrong(len(self._lesson.steps), tr("after undoing it, it is not the open step"))
        play(self._lesson, self._bench, self._observer, sharing=self._sharing, cancel=self._cancel)
        if not look(self._lesson, self._bench, sharing=self._sharing).is_finished:
            self._wrong(0, tr("after undoing and playing on, not all steps are done"))

    def _reset(self) -> None:
        reset(self._lesson, self._bench, sharing=self._sharing, cancel=self._cancel)
        if undo_plan(self._lesson, self._bench, sharing=self._sharing) is not None:
            self._wrong(0, tr("after a reset, steps are done"))
        repository = self._bench.repository()
        if repository.images or repository.containers:
            names = [one.reference for one in repository.images]
            names += [one.name for one in repository.containers]
            self._wrong(0, tr("a reset leaves {names}", names=", ".join(names)))

    def _attempt(self, number: int, work: Callable[[], None]) -> bool:
        try:
            work()
        except BricklayerError as error:
            self._wrong(number, str(error))
            return False
        return True

    def _wrong(self, step: int, sentence: str) -> None:
        problem = Problem(step, sentence)
        self._problems.append(problem)
        self._told(problem)
