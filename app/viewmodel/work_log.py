"""What was done since the program was started, in order, as it would be said elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.viewmodel import equivalents
from app.viewmodel.dialects import Dialect
from core.model import NewContainer

_MOST_DEEDS = 10_000


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done: `verb` is the engine's name for it, `say` the line for it.

    `subject` is a container's id, or an image's reference. `is_looking`: it changed nothing that a
    script would have to do again, or waits for a person.
    """

    verb: str
    say: Callable[[Dialect], str]
    subject: str = ""
    request: NewContainer | None = None
    is_looking: bool = False


class WorkLog(QObject):
    """Signals: noted(Deed). Lives in the GUI thread; bounded: the oldest deeds are forgotten."""

    noted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._deeds: list[Deed] = []

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """All of them, oldest first."""
        return tuple(self._deeds)

    @property
    def newest(self) -> Deed | None:
        """What was done last."""
        return self._deeds[-1] if self._deeds else None

    def note(self, deed: Deed) -> None:
        """It was done. To start what was just made is one thing with making it: `run`."""
        last = self.newest
        is_start = deed.verb == "start_container" and last is not None
        if is_start and last.request is not None and last.subject == deed.subject:  # type: ignore[union-attr]
            request = last.request  # type: ignore[union-attr]
            deed = Deed(
                "run", lambda dialect: equivalents.new_container(dialect, request), deed.subject
            )
            self._deeds.pop()
        self._deeds.append(deed)
        del self._deeds[:-_MOST_DEEDS]
        self.noted.emit(deed)

    def clear(self) -> None:
        """Begin anew."""
        self._deeds.clear()
