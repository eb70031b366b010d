"""What the dialogs about sharing images may ask for; `app.commands.offering` is the real one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.model import ServeRequest


class OfferDesk(Protocol):
    """Answers come later, in the GUI thread."""

    def start(self, request: ServeRequest, failed: Callable[[str], None]) -> None:
        """Offer images; `failed` gets a sentence. That it is on is told by the session."""
        ...

    def stop(self) -> None:
        """Offer nothing any more. Idempotent."""
        ...
