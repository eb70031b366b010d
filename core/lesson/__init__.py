"""Lessons as data: steps, actions, checks on the engine's state; played by a window or headless."""

from core.lesson.actions import Action
from core.lesson.checks import Check
from core.lesson.format import parse_lesson
from core.lesson.judging import holds
from core.lesson.lesson import (
    Goal,
    GoalBrick,
    Hint,
    Lesson,
    Level,
    Measure,
    MeasureKind,
    Prediction,
    Score,
    Step,
    Variant,
)
from core.lesson.looking import LessonState, fitting_hint, look
from core.lesson.measuring import measured
from core.lesson.performing import Performance
from core.lesson.player import UNHEARD, LessonObserver, done_steps, play, show_step
from core.lesson.scoring import GoalState, ScoreResult, goal_states, goal_states_in, score
from core.lesson.sharing import NOT_SHARED, LocalSharing, Sharing
from core.lesson.sight import Sight
from core.lesson.undoing import ResetPlan, reset, reset_plan, undo_plan, undo_step
from core.lesson.workbench import Workbench

__all__ = [
    "NOT_SHARED",
    "UNHEARD",
    "Action",
    "Check",
    "Goal",
    "GoalBrick",
    "GoalState",
    "Hint",
    "Lesson",
    "LessonObserver",
    "LessonState",
    "Level",
    "LocalSharing",
    "Measure",
    "MeasureKind",
    "Performance",
    "Prediction",
    "ResetPlan",
    "Score",
    "ScoreResult",
    "Sharing",
    "Sight",
    "Step",
    "Variant",
    "Workbench",
    "done_steps",
    "fitting_hint",
    "goal_states",
    "goal_states_in",
    "holds",
    "look",
    "measured",
    "parse_lesson",
    "play",
    "reset",
    "reset_plan",
    "score",
    "show_step",
    "undo_plan",
    "undo_step",
]
