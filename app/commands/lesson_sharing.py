"""The repository offered as a registry: by the person in the window, or by a lesson."""

from __future__ import annotations

from app.viewmodel.session import Session
from core.lesson import LocalSharing, Workbench
from core.model import Serving


class WindowSharing:
    """Implements core.lesson.Sharing. Asked from the worker's threads, so it only reads."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._local = LocalSharing()

    def serving(self) -> Serving | None:
        """The lesson's own offer, else the person's."""
        return self._local.serving() or self._session.serving

    def start(self, bench: Workbench) -> Serving:
        """Nothing new where the person offers the repository with a token already."""
        offered = self._session.serving
        if offered is not None and offered.push_token:
            return offered
        return self._local.start(bench)

    def stop(self) -> None:
        """End the lesson's own offer; the person's is hers."""
        self._local.stop()
