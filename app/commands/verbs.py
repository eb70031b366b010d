"""All that a person can do, in one place: made once, while windows come and go."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from app.commands.archives import ArchiveCommands
from app.commands.building import BuildCommands
from app.commands.containers import ContainerCommands
from app.commands.context import Context
from app.commands.following import Following
from app.commands.images import ImageCommands
from app.commands.inspection import InspectionCommands
from app.commands.lesson_making import LessonMaking
from app.commands.lessons import LessonCommands
from app.commands.offering import OfferingCommands
from app.commands.recipes import RecipeCommands
from app.commands.registries import RegistryCommands
from app.commands.reports import ReportCommands
from app.commands.reworking import ReworkCommands
from app.commands.running import RunningCommands
from app.commands.terminals import TerminalCommands

if TYPE_CHECKING:
    from app.commands.handouts import HandoutCommands
    from app.commands.scripts import ScriptCommands


class Verbs:
    """One object for each file of `app.commands`; what no window needs at its start comes later.

    `looking_at` says which page of the inspector is open: reference, key and level; the window sets
    it.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self.looking_at: Callable[[], tuple[str, str, int] | None] = lambda: None
        self.images = ImageCommands(context)
        self.containers = ContainerCommands(context)
        self.lessons = LessonCommands(context)
        self.making = LessonMaking(context)
        self.inspection = InspectionCommands(context)
        self.reports = ReportCommands(context)
        self.archives = ArchiveCommands(context)
        self.registries = RegistryCommands(context, self.archives.edit_limits)
        self.offering = OfferingCommands(context)
        self.running = RunningCommands(context)
        self.terminals = TerminalCommands(context, self.running.record)
        self.running.started_anew.connect(self.terminals.open_again)
        self.following = Following(context)
        self.building = BuildCommands(context, self.containers.snapshot)
        self.recipes = RecipeCommands(context, self.containers, self.images)
        self.reworking = ReworkCommands(context)

    @cached_property
    def handouts(self) -> HandoutCommands:
        """Pictures and pages."""
        from app.commands.handouts import HandoutCommands

        return HandoutCommands(self._context, self.lessons, lambda: self.looking_at())

    @cached_property
    def scripts(self) -> ScriptCommands:
        """Whole works as scripts."""
        from app.commands.scripts import ScriptCommands

        return ScriptCommands(self._context)
