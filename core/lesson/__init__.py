"""Lessons as data: steps, actions, checks on the engine's state; played by a window or headless."""

from core.lesson.actions import Action, perform
from core.lesson.checks import Check, holds
from core.lesson.format import parse_lesson
from core.lesson.lesson import Lesson, Step, Variant
from core.lesson.player import LessonObserver, done_steps, play, show_step
from core.lesson.workbench import Workbench

__all__ = [
    "Action",
    "Check",
    "Lesson",
    "LessonObserver",
    "Step",
    "Variant",
    "Workbench",
    "done_steps",
    "holds",
    "parse_lesson",
    "perform",
    "play",
    "show_step",
]
