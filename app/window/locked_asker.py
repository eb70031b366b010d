"""Dangerous actions refuse while a class looks on, with a sentence and an open way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from app.commands.context import Asker
from core.translation import tr


def locked_words() -> dict[str, str]:
    """What is locked, by the question that would be asked."""
    return {
        "ask_remove_image": tr("Removing images"),
        "ask_discard": tr("Discarding containers"),
        "ask_roll_back": tr("Rolling back"),
        "ask_kill_first": tr("Ending the first process"),
        "ask_squash": tr("Squashing bricks"),
        "ask_rebase": tr("Rebasing images"),
        "ask_lesson_reset": tr("Resetting the lesson"),
    }


class LockedAsker:
    """Everything that another asker asks, apart from what is locked.

    `refuse(words, go_on)` says so to the person; `go_on` asks the question after all.
    """

    def __init__(self, asker: Asker, refuse: Callable[[str, Callable[[], None]], None]) -> None:
        self.asker = asker
        self._refuse = refuse
        self._words = locked_words()

    def __getattr__(self, name: str) -> Any:
        ask = getattr(self.asker, name)
        words = self._words.get(name)
        if words is None:
            return ask

        def locked(*args: Any, **kwargs: Any) -> None:
            self._refuse(words, lambda: ask(*args, **kwargs))

        return locked


def lock(asker: Asker, refuse: Callable[[str, Callable[[], None]], None]) -> Asker:
    """The same asker with its dangerous questions locked."""
    return cast(Asker, LockedAsker(unlock(asker), refuse))


def unlock(asker: Asker) -> Asker:
    """The asker as it was before."""
    return asker.asker if isinstance(asker, LockedAsker) else asker
