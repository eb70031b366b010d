"""How much may be read from outside, kept with the repository."""

from __future__ import annotations

from core.model import ReadingLimits
from core.store.layout import ImageLayout


def read_limits(layout: ImageLayout) -> ReadingLimits:
    """As they were set, else as they come."""
    return ReadingLimits()


def write_limits(layout: ImageLayout, limits: ReadingLimits) -> None:
    """Durable. Raises NameGrammarError for one that is no positive number."""
    raise NotImplementedError
