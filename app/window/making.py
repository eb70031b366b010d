"""The column in which a lesson is made: shown beside the wall while there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from app.commands.lesson_making import LessonMaking
from app.theme import Theme
from app.window.guide import Guide
from core.translation import tr

if TYPE_CHECKING:
    from app.dialogs.questions import ConfirmDialog
    from app.panels.lesson_maker import LessonMaker


class Making(QObject):
    """The window's part of `verbs.making`; the panel is made when it is needed first."""

    def __init__(
        self, window: QMainWindow, theme: Theme, guide: Guide, making: LessonMaking
    ) -> None:
        super().__init__(window)
        self._window, self._theme, self._guide, self._making = window, theme, guide, making
        self.panel: LessonMaker | None = None
        self.question: ConfirmDialog | None = None
        making.changed.connect(self._show)
        self._show()

    def detach(self) -> None:
        """Hear nothing more."""
        self._making.changed.disconnect(self._show)

    def begin(self) -> None:
        """A new lesson, or the one that is being made."""
        self._making.begin()
        if self.panel is not None:
            self._guide.show_maker(self.panel)

    def edit(self, name: str) -> None:
        """Open one's own; the one that is being made is asked about first."""
        self._ask_first(lambda: self._making.edit(name))

    def close(self) -> None:
        """Ask when there is something that no file has."""
        self._ask_first(lambda: None)

    def _ask_first(self, then: object) -> None:
        def go_on() -> None:
            self._making.close()
            then()  # type: ignore[operator]

        making = self._making.making
        if making is None or (making.is_kept and not making.is_recording):
            go_on()
            return
        from app.dialogs.questions import ConfirmDialog

        self.question = ConfirmDialog(
            self._window,
            tr("Drop this lesson?"),
            [tr("It has not been exported, and its steps would be lost. What you built stays.")],
            tr("Drop"),
        )
        self.question.confirmed.connect(go_on)
        self.question.finished.connect(self.question.deleteLater)
        self.question.open()

    def _show(self) -> None:
        making = self._making.making
        if making is None:
            self._guide.show_maker(None)
            return
        is_new = self.panel is None or not self._guide.has_maker
        if self.panel is None:
            self.panel = self._made_panel()
        self.panel.show_making(making)
        if is_new:
            self._guide.show_maker(self.panel)

    def _made_panel(self) -> LessonMaker:
        from app.panels.lesson_maker import LessonMaker

        panel, making = LessonMaker(self._theme), self._making
        for signal, verb in (
            (panel.written, making.write),
            (panel.step_written, making.write_step),
            (panel.check_chosen, making.choose_check),
            (panel.step_chosen, making.choose),
            (panel.moved, making.move_step),
            (panel.record_requested, making.record),
            (panel.done_requested, making.end_step),
            (panel.discard_requested, making.discard_step),
            (panel.delete_requested, making.delete_step),
            (panel.try_requested, making.attempt),
            (panel.stop_requested, making.stop),
            (panel.export_requested, making.export),
            (panel.close_requested, self.close),
        ):
            signal.connect(verb)
        return panel
