"""The dialogs that make images anew of others: part of what asks the person."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from app.settings import Settings
from app.theme import Theme
from app.viewmodel.rework_desk import ReworkDesk
from app.viewmodel.session import Session
from core.model import Image, SquashRequest


class ReworkQuestions:
    """This part of app.commands.context.Asker."""

    parent: QWidget | None
    _session: Session
    _settings: Settings
    _theme: Callable[[], Theme]
    _open: Callable[[QDialog], None]

    def ask_squash(
        self,
        desk: ReworkDesk,
        image: Image,
        run: tuple[int, int],
        answer: Callable[[SquashRequest], None],
    ) -> None:
        """Which bricks become one."""
        from app.dialogs.squash_dialog import SquashDialog

        session = self._session
        dialog = SquashDialog(
            self.parent, self._theme(), desk, image, session.repository, session.wall, run,
            self._settings.publisher, session.dialect,
        )  # fmt: skip
        dialog.chosen.connect(answer)
        self._open(dialog)

    def ask_rebase(
        self, desk: ReworkDesk, image: Image, onto: str, base_levels: int | None
    ) -> None:
        """What becomes of each brick on which other base; the dialog stays while it is done."""
        from app.dialogs.rebase_dialog import RebaseDialog

        session = self._session
        dialog = RebaseDialog(
            self.parent, self._theme(), desk, image, session.repository, session.wall,
            onto=onto, base_levels=base_levels, publisher=self._settings.publisher,
            dialect=session.dialect,
        )  # fmt: skip
        self._open(dialog)
