"""All entries to lessons: toolbar, F11, the first page, files that are dropped; and the way out."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMainWindow

from app.commands.context import Context
from app.commands.verbs import Verbs
from app.theme import Theme
from app.window.guide import Guide
from app.window.making import Making
from app.window.projector import Projector, Screen
from app.window.shortcuts import Shortcut
from app.window.stage import Stage
from app.window.toolbar import Choice, Toolbar
from core.translation import tr

if TYPE_CHECKING:
    from app.dialogs.lesson_chooser import LessonChooser
    from app.panels.lesson_panel import LessonPanel
    from app.viewmodel.lesson_cards import LessonCard

_LESSON_FILE = "lesson.toml"


class Classroom(QObject):
    """The window's part of `verbs.lessons`, with the projector."""

    def __init__(
        self,
        window: QMainWindow,
        theme: Theme,
        context: Context,
        verbs: Verbs,
        screen: Screen,
    ) -> None:
        super().__init__(window)
        self._window, self._theme, self._context = window, theme, context
        self._lessons = verbs.lessons
        self._take_archives = verbs.archives.import_archives
        self.projector = Projector(window, theme, context, screen)
        self.making = Making(window, theme, screen.guide, verbs.making)
        self.chooser: LessonChooser | None = None
        self._connect_parts(screen.toolbar, screen.stage, screen.guide)

    def _connect_parts(self, bar: Toolbar, stage: Stage, guide: Guide) -> None:
        """What opens the chooser, and the panel when there is one."""
        bar.lessons_requested.connect(self.show_chooser)
        bar.offer(bar.lessons, self.ways)
        stage.empty.lesson_requested.connect(self.show_chooser)
        guide.lesson_made.connect(self._connect_panel)

    def _connect_panel(self, panel: LessonPanel) -> None:
        lessons = self._lessons
        panel.stop_requested.connect(lessons.stop_showing)
        panel.help_requested.connect(lessons.ask_help)
        panel.predicted.connect(lessons.predict)
        panel.undo_requested.connect(lessons.undo)
        panel.reset_requested.connect(lessons.reset)
        panel.next_requested.connect(lessons.start_next)
        panel.chooser_requested.connect(self.show_chooser)

    @property
    def shortcuts(self) -> tuple[Shortcut, ...]:
        """Keys of the whole window."""
        return (
            ("F11", self.toggle),
            ("Ctrl+Shift+L", self.show_chooser),
            *self.projector.shortcuts,
        )

    def detach(self) -> None:
        """Another window takes over."""
        self.projector.detach()
        self.making.detach()

    def ways(self) -> list[Choice]:
        """What the toolbar's button has in its menu."""
        lessons = self._lessons
        go_on: list[Choice] = (
            [(tr("Leave the lesson"), lessons.leave)]
            if lessons.is_open
            else [(tr("Go on with the last lesson"), lessons.start_last)]
        )
        return [
            (tr("All lessons…"), self.show_chooser),
            *go_on,
            (tr("Open a lesson file…"), self.ask_file),
            (tr("Make a lesson…"), self.making.begin),
            *self.projector.ways(),
        ]

    def toggle(self) -> None:
        """Into the lesson that was open last, or out of this one."""
        if self._lessons.is_open:
            self._lessons.leave()
        elif not self._lessons.why_not():
            if self._context.settings.last_lesson:
                self._lessons.start_last()
            else:
                self.show_chooser()

    def show_chooser(self) -> None:
        """All lessons as cards, once they are read."""
        self._lessons.read_cards(self._show_cards)

    def ask_file(self) -> None:
        """Open a lesson that somebody handed round."""
        dialog = QFileDialog(self._window, tr("Open a lesson"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Lessons (*.toml *.zip)"), tr("All files (*)")])
        dialog.fileSelected.connect(self.open_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_file(self, path: str) -> None:
        """Start the lesson in a file or folder; it is among the person's own from then on."""
        self._lessons.start(path)
        if self._lessons.is_open:
            self._context.settings.note_own_lesson(path)

    def take_drop(self, paths: tuple[str, ...]) -> None:
        """A lesson is opened; everything else is an archive of images."""
        if len(paths) == 1 and is_lesson_file(paths[0]):
            self.open_file(paths[0])
        else:
            self._take_archives(paths)

    def _show_cards(self, cards: tuple[LessonCard, ...]) -> None:
        from app.dialogs.lesson_chooser import LessonChooser

        if self.chooser is not None:
            return
        chooser = self.chooser = LessonChooser(
            self._window,
            self._theme,
            cards,
            last=self._context.settings.last_lesson,
            reason=self._lessons.why_not(),
        )
        chooser.chosen.connect(self._start)
        chooser.file_requested.connect(self.ask_file)
        chooser.author_requested.connect(self.making.begin)
        chooser.edit_requested.connect(self.making.edit)
        chooser.forgotten.connect(self._forget)
        chooser.finished.connect(self._closed)
        chooser.open()

    def _start(self, name: str, variant: str) -> None:
        self._lessons.start(name, variant)

    def _forget(self, path: str) -> None:
        settings = self._context.settings
        settings.own_lessons = [one for one in settings.own_lessons if one != path]

    def _closed(self) -> None:
        if self.chooser is not None:
            self.chooser.deleteLater()
            self.chooser = None


def is_lesson_file(path: str) -> bool:
    """Whether a file or folder is a lesson, by its name and its list of files only."""
    place = Path(path)
    if place.is_dir():
        return (place / _LESSON_FILE).is_file()
    if place.suffix.lower() == ".toml":
        return place.is_file()
    if place.suffix.lower() != ".zip":
        return False
    try:
        with zipfile.ZipFile(place) as packed:
            return any(name.rpartition("/")[2] == _LESSON_FILE for name in packed.namelist())
    except (OSError, zipfile.BadZipFile):
        return False
