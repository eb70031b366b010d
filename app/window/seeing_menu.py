"""What helps somebody to see the window, in the engine's menu: less motion, more contrast."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from app.settings import Settings
from core.translation import tr


class SeeingMenu:
    """Both act at once: `renew` makes the window anew, its state is the session's."""

    def __init__(self, settings: Settings, renew: Callable[[], None]) -> None:
        self._settings = settings
        self._renew = renew

    def add_to(self, menu: QMenu) -> None:
        """Two entries with a tick where they are on."""
        settings = self._settings
        choices = menu.addMenu(tr("Seeing and moving"))
        still = choices.addAction(tr("Reduce motion"))
        still.setCheckable(True)
        still.setChecked(settings.reduce_motion)
        still.triggered.connect(self._reduce_motion)
        strong = choices.addAction(tr("High contrast"))
        strong.setCheckable(True)
        strong.setChecked(settings.has_high_contrast)
        strong.triggered.connect(self._raise_contrast)

    def _reduce_motion(self, is_on: bool) -> None:
        self._settings.reduce_motion = is_on
        self._renew()

    def _raise_contrast(self, is_on: bool) -> None:
        self._settings.has_high_contrast = is_on
        self._renew()
