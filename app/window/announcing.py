"""What a person who cannot see the window is told: messages, and how a container grows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from app.viewmodel.session import Session
from app.viewmodel.sizes import count_text, size_text
from app.viewmodel.wording import Message
from core.translation import tr

_REST_MS = 5000  # between two sentences about the same container: a flood helps nobody

Say = Callable[[str, QAccessible.AnnouncementPoliteness], None]


class Announcing(QObject):
    """Hears the session for as long as its window is there.

    Errors interrupt what is being read. What a container's writable layer holds waits for its turn,
    is said at most once in five seconds, and then as it is at that moment.
    """

    def __init__(self, session: Session, window: QObject, say: Say | None = None) -> None:
        super().__init__(window)
        self._session = session
        self._say = say or self._tell_qt
        self._told = ""
        self._resting = QTimer(self, singleShot=True, interval=_REST_MS)
        self._resting.timeout.connect(self._tell_changes)
        session.message_raised.connect(self._tell_message)
        session.notice_raised.connect(self._tell_notice)
        session.live_changed.connect(self._changes_came)

    def _tell_message(self, message: Message) -> None:
        words = f"{message.headline}. {message.sentence}"
        self._say(words, QAccessible.AnnouncementPoliteness.Assertive)

    def _tell_notice(self, words: str) -> None:
        self._say(words, QAccessible.AnnouncementPoliteness.Polite)

    def _changes_came(self, _container_id: str) -> None:
        if not self._resting.isActive():
            self._tell_changes()

    def _tell_changes(self) -> None:
        container = self._session.selected_container
        live = self._session.live.get(container.id) if container is not None else None
        if live is None or live.is_empty:
            return
        words = tr(
            "{added} added, {modified} modified, {deleted} deleted, {size}",
            added=count_text(live.added),
            modified=count_text(live.modified),
            deleted=count_text(live.deleted),
            size=size_text(live.size_bytes),
        )
        if words != self._told:
            self._told = words
            self._say(words, QAccessible.AnnouncementPoliteness.Polite)
            self._resting.start()

    def _tell_qt(self, words: str, politeness: QAccessible.AnnouncementPoliteness) -> None:
        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self.parent(), words)
            event.setPoliteness(politeness)
            QAccessible.updateAccessibility(event)
