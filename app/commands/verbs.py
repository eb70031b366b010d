"""All that a person can do, in one place: made once, while windows come and go."""

from __future__ import annotations

from app.commands.archives import ArchiveCommands
from app.commands.building import BuildCommands
from app.commands.containers import ContainerCommands
from app.commands.context import Context
from app.commands.following import Following
from app.commands.handouts import HandoutCommands
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
from app.commands.scripts import ScriptCommands
from app.commands.terminals import TerminalCommands


class Verbs:
    """One object for each file of `app.commands`."""

    def __init__(self, context: Context) -> None:
        self.images = ImageCommands(context)
        self.containers = ContainerCommands(context)
        self.lessons = LessonCommands(context)
        self.making = LessonMaking(context)
        self.handouts = HandoutCommands(context, self.lessons)
        self.inspection = InspectionCommands(context)
        self.reports = ReportCommands(context)
        self.archives = ArchiveCommands(context)
        self.registries = RegistryCommands(context, self.archives.edit_limits)
        self.offering = OfferingCommands(context)
        self.running = RunningCommands(context)
        self.terminals = TerminalCommands(context, self.running.record)
        self.running.started_anew.connect(self.terminals.open_again)
        self.following = Following(context)
        self.scripts = ScriptCommands(context)
        self.building = BuildCommands(context, self.containers.snapshot)
        self.recipes = RecipeCommands(context, self.containers, self.images)
        self.reworking = ReworkCommands(context)
