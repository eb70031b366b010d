"""Words about archives that are needed early: what is dropped, what has come."""

from __future__ import annotations

import os

from app.viewmodel.sizes import size_text, visible
from core.model import Arrivals

_SHORT_DIGITS = 12


def file_name(path: str) -> str:
    """The last part of a path, to be shown."""
    return visible(os.path.basename(path.rstrip("/")) or path)


def arrival_words(arrivals: Arrivals) -> str:
    """What has come, in one sentence."""
    if not arrivals.images:
        return "Nothing had to come"
    first = visible(arrivals.images[0].reference)
    if arrivals.kept_both:
        taken, given = arrivals.kept_both[0]
        more = len(arrivals.images) - 1
        rest = f"; {more} more came" if more else ""
        return f"{visible(taken)} means another image here: this one is {_shortened(given)}{rest}"
    new = f", {size_text(arrivals.new_bytes)} of it new" if arrivals.new_bytes else ""
    if len(arrivals.images) == 1:
        return f"{first} is in the repository{new}"
    return f"{first} and {len(arrivals.images) - 1} more are in the repository{new}"


def _shortened(reference: str) -> str:
    """A digest in a name is told by its first digits."""
    head, at, digest = visible(reference).partition("@")
    algorithm, colon, digits = digest.partition(":")
    return f"{head}{at}{algorithm}{colon}{digits[:_SHORT_DIGITS]}…" if colon else head + at + digest
