"""What the dialog for pictures and handouts may ask; answers come later in the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QImage

from app.viewmodel.handout_form import HandoutRequest


@dataclass(frozen=True, slots=True)
class Choosable:
    """What can be shown: by key and title. Images come with the number of their layers."""

    images: tuple[tuple[str, str, int], ...] = ()
    containers: tuple[tuple[str, str], ...] = ()
    lessons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The first page, or the end of a film; `words` say how much more there is."""

    image: QImage
    words: str


class HandoutDesk(Protocol):
    """Made by `commands/handouts.py`."""

    def choosable(self) -> Choosable:
        """What there is now."""
        ...

    def preview(
        self,
        request: HandoutRequest,
        width_px: int,
        then: Callable[[Preview], None],
        failed: Callable[[str], None],
    ) -> None:
        """Draw it small. A newer question drops the older one."""
        ...

    def forget_preview(self) -> None:
        """Nobody looks any more."""
        ...

    def save(self, request: HandoutRequest, path: Path) -> None:
        """Make it and write it, beside the window; the session says so when it is done."""
        ...

    def copy(self, request: HandoutRequest) -> None:
        """The picture to the clipboard."""
        ...
