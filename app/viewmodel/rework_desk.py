"""What dialogs about squashing and rebasing may ask; `app.commands.reworking` is the real desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from core.model import RebasePlan, RebaseRequest, SquashPlan

Failed = Callable[[str], None]
"""Called with a sentence."""


class Rebuilding(QObject):
    """An image being made anew. Signals: output_came(OutputChunk); phase_changed(words, done,
    total); arrived(Image); failed(sentence); stopped().
    """

    output_came = Signal(object)
    phase_changed = Signal(str, int, int)
    arrived = Signal(object)
    failed = Signal(str)
    stopped = Signal()

    def cancel(self) -> None:
        """Take everything back."""
        raise NotImplementedError

    def leave_alone(self) -> None:
        """Nobody looks any more: from now on it is one of the window's jobs."""
        raise NotImplementedError


class ReworkDesk(Protocol):
    """Answers come later, in the GUI thread; a newer question of a kind drops the older one."""

    def plan_squash(
        self,
        reference: str,
        first: int,
        last: int,
        then: Callable[[SquashPlan], None],
        failed: Failed,
    ) -> None: ...

    def plan_rebase(
        self,
        reference: str,
        onto: str,
        base_levels: int | None,
        then: Callable[[RebasePlan], None],
        failed: Failed,
    ) -> None: ...

    def rebase_now(self, request: RebaseRequest) -> Rebuilding: ...
