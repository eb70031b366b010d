"""What was done since the program was started, in order, as it would be said elsewhere.

The newest deed, and what is about to be done, stay in the strip until something else is selected.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.viewmodel import equivalents
from app.viewmodel.dialects import Dialect
from core.model import NewContainer

Say = Callable[[Dialect], str]
"""What is said for each of the tools."""

_MOST_DEEDS = 10_000


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done: `verb` is the engine's name for it, `say` the line for it.

    `subject` is what it was done to, `made` what came of it: a container's id or an image's
    reference. `is_looking`: a script would not do it again, since it waits for a person.
    """

    verb: str
    say: Say
    subject: str = ""
    made: str = ""
    request: NewContainer | None = None
    is_looking: bool = False
    is_end: bool = False  # of its subject
    may_fail: bool = False  # it ended with an error then, too

    def is_about(self, key: str) -> bool:
        """Whether it has to do with what is selected ("": nothing)."""
        if not key:
            return self.is_end or not self.subject
        return key in (self.subject, self.made) or not self.subject


class WorkLog(QObject):
    """Signals: changed(): another deed, or what is about to be done.

    Lives in the GUI thread; bounded: the oldest deeds are forgotten.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._deeds: list[Deed] = []
        self._recent: Deed | None = None
        self._next: Say | None = None

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """All of them, oldest first."""
        return tuple(self._deeds)

    def about(self, container_id: str) -> tuple[Deed, ...]:
        """Those that have to do with one container, oldest first."""
        return tuple(one for one in self._deeds if container_id in (one.subject, one.made))

    @property
    def shown(self) -> Say | None:
        """What is about to be done, else what was done last and is still looked at."""
        return self._next or (self._recent.say if self._recent is not None else None)

    def note(self, deed: Deed) -> None:
        """It was done. To start what was just made is one thing with making it: `run`."""
        last = self._deeds[-1] if self._deeds else None
        if deed.verb == "start_container" and last is not None and last.made == deed.subject:
            request = last.request
            if request is not None:
                deed = Deed(
                    "run", lambda dialect: equivalents.new_container(dialect, request),
                    deed.subject, deed.subject,
                )  # fmt: skip
                self._deeds.pop()
        self._deeds.append(deed)
        del self._deeds[:-_MOST_DEEDS]
        self._recent, self._next = deed, None
        self.changed.emit()

    def announce(self, say: Say | None) -> None:
        """What a person is about to do, in a menu or a question; None: no longer."""
        if say is not self._next:
            self._next = say
            self.changed.emit()

    def selected(self, key: str) -> None:
        """Something else is looked at now: only what made it, or ended it, stays to be seen."""
        self._next = None
        if self._recent is not None and not self._recent.is_about(key):
            self._recent = None

    def clear(self) -> None:
        """Begin anew: another repository."""
        self._deeds.clear()
        self._recent = self._next = None
        self.changed.emit()
