"""What dialogs about archives may ask, and how answers come: later, in the GUI thread.

They get an `ArchiveDesk` and know neither worker nor engine. Every method returns at once. A newer
question of the same kind drops the older one, and asks the engine to stop with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.viewmodel.remote_desk import Moving
from app.viewmodel.trouble import Trouble
from core.model import ArchiveLook, FoundImage, ImportRequest
from core.progress import Progress

Failed = Callable[[Trouble], None]


class ArchiveDesk(Protocol):
    """Looks into archives, images on their way here from them, and what may come in."""

    def look(
        self,
        path: str,
        then: Callable[[ArchiveLook], None],
        failed: Failed,
        progress: Callable[[Progress], None],
    ) -> None:
        """What is in it; nothing of it is kept."""
        ...

    def stop_looking(self) -> None:
        """Nobody waits for it any more."""
        ...

    def bring(self, request: ImportRequest, images: tuple[FoundImage, ...]) -> Moving:
        """Bring these images of an archive here."""
        ...

    def edit_limits(self) -> None:
        """Show what may come in at most, to be changed."""
        ...
