"""The engine, with all that it does noted down: for the strip, and to be saved as a script.

One place for everything that is clicked, typed or dragged, and for lessons and builds too: whatever
comes to pass goes through the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from app.viewmodel.deeds import DOING, TravelDeeds
from app.viewmodel.seen import Seen
from app.viewmodel.work_log import Deed
from core.engine.protocol import Engine

_NOTED_BEFORE = frozenset(("serve",))  # they go on until they are stopped


def noting(engine: Engine, tell: Callable[[Deed], None]) -> Engine:
    """An engine that tells each deed once it is done; `tell` is called from any thread."""
    return cast(Engine, _NotingEngine(engine, tell))


class _NotingEngine:
    """Gives everything on to the engine; what fails is no deed."""

    def __init__(self, engine: Engine, tell: Callable[[Deed], None]) -> None:
        self._engine = engine
        self._tell = tell
        self._seen = Seen()
        self._deeds = TravelDeeds(self._seen)

    def __getattr__(self, name: str) -> object:
        asked = getattr(self._engine, name)
        if not callable(asked):
            return asked

        def ask(*given: object, **named: object) -> object:
            make: Callable[..., Deed] | None = getattr(self._deeds, name, None)
            is_deed = name in DOING and make is not None
            if is_deed and name in _NOTED_BEFORE:
                self._tell(make(None, *given, **named))  # type: ignore[misc]
            answer = asked(*given, **named)
            if is_deed and name not in _NOTED_BEFORE:
                self._tell(make(answer, *given, **named))  # type: ignore[misc]
            self._seen.take(answer)
            return answer

        return ask
