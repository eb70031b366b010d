"""The column beside the wall that leads through something: a lesson, or a Containerfile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.commands.building import BuildCommands
from app.commands.lessons import LessonCommands
from app.theme import Theme
from app.viewmodel.lesson_view import LessonView

if TYPE_CHECKING:
    from app.panels.build_panel import BuildPanel
    from app.panels.lesson_panel import LessonPanel

LEAST_PX = 280
_LARGEST_PX = 520


class Guide(QStackedWidget):
    """Shows what was opened last; hidden when nothing is.

    Signals: changed(); lesson_made(LessonPanel): once, when a lesson is shown first.
    """

    changed = Signal()
    lesson_made = Signal(object)

    def __init__(
        self,
        theme: Theme,
        lessons: LessonCommands,
        building: BuildCommands,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lessons, self._building = lessons, building
        self.made_lesson: LessonPanel | None = None
        self._build: BuildPanel | None = None
        self._maker: QWidget | None = None
        self.setMinimumWidth(LEAST_PX)
        self.setMaximumWidth(_LARGEST_PX)
        self.hide()
        lessons.changed.connect(self._show_lesson)
        building.changed.connect(self._show_build)

    @property
    def is_open(self) -> bool:
        """Whether there is something to be led through."""
        is_led = self._lessons.view is not None or self._building.view is not None
        return is_led or self.has_maker

    @property
    def has_maker(self) -> bool:
        """Whether a lesson is being made."""
        return self._maker is not None

    @property
    def current_lesson(self) -> LessonView | None:
        """The lesson that is open."""
        return self._lessons.view

    @property
    def lesson(self) -> LessonPanel:
        """The steps of a lesson; made when they are needed first."""
        if self.made_lesson is None:
            from app.panels.lesson_panel import LessonPanel

            panel = self.made_lesson = LessonPanel(self._theme)
            panel.left.connect(self._lessons.leave)
            panel.show_me_requested.connect(self._lessons.show_me)
            self.addWidget(panel)
            self.lesson_made.emit(panel)
        return self.made_lesson

    @property
    def build(self) -> BuildPanel:
        """The steps of a Containerfile; made when they are needed first."""
        if self._build is None:
            from app.panels.build_panel import BuildPanel

            panel, building = BuildPanel(self._theme), self._building
            for signal, verb in (
                (panel.step_requested, building.step),
                (panel.run_requested, building.run_all),
                (panel.pause_requested, building.pause),
                (panel.cancel_requested, building.cancel),
                (panel.capture_requested, building.capture),
                (panel.left, building.leave),
            ):
                signal.connect(verb)
            self.addWidget(panel)
            self._build = panel
        return self._build

    def show_maker(self, panel: QWidget | None) -> None:
        """Show where a lesson is made; None: it is made no more."""
        self._maker = panel
        if panel is not None:
            self.addWidget(panel)
            self.setCurrentWidget(panel)
            self._show()
        else:
            self.show_state()

    def show_state(self) -> None:
        """As things are now: when the window is made."""
        self._show_build()
        self._show_lesson(self._lessons.view)

    def detach(self) -> None:
        """Hear nothing more."""
        self._lessons.changed.disconnect(self._show_lesson)
        self._building.changed.disconnect(self._show_build)

    def _show_lesson(self, view: LessonView | None) -> None:
        if view is not None:
            self.lesson.show_lesson(view)
            self.setCurrentWidget(self.lesson)
        elif self._building.view is not None:
            self.setCurrentWidget(self.build)
        elif self._maker is not None:
            self.setCurrentWidget(self._maker)
        self._show()

    def _show_build(self) -> None:
        view = self._building.view
        if view is not None:
            self.build.show_build(view)
            self.setCurrentWidget(self.build)
        elif self._lessons.view is not None:
            self.setCurrentWidget(self.lesson)
        elif self._maker is not None:
            self.setCurrentWidget(self._maker)
        self._show()

    def _show(self) -> None:
        self.setVisible(self.is_open)
        self.changed.emit()
