"""Words about archives that are needed early: what is dropped, what has come."""

from __future__ import annotations

import os

from app.viewmodel.sizes import size_text, visible
from core.model import Arrivals
from core.translation import tr

_SHORT_DIGITS = 12


def file_name(path: str) -> str:
    """The last part of a path, to be shown."""
    return visible(os.path.basename(path.rstrip("/")) or path)


def arrival_words(arrivals: Arrivals) -> str:
    """What has come, in one sentence."""
    if not arrivals.images:
        return tr("Nothing had to come")
    first = visible(arrivals.images[0].reference)
    if arrivals.kept_both:
        taken, given = arrivals.kept_both[0]
        more = len(arrivals.images) - 1
        rest = tr("; {more} more came", more=more) if more else ""
        return tr(
            "{taken} means another image here: this one is {given}{rest}",
            taken=visible(taken),
            given=_shortened(given),
            rest=rest,
        )
    new = (
        tr(", {new_bytes} of it new", new_bytes=size_text(arrivals.new_bytes))
        if arrivals.new_bytes
        else ""
    )
    if len(arrivals.images) == 1:
        return tr("{first} is in the repository{new}", first=first, new=new)
    return tr(
        "{first} and {images} more are in the repository{new}",
        first=first,
        images=len(arrivals.images) - 1,
        new=new,
    )


def _shortened(reference: str) -> str:
    """A digest in a name is told by its first digits."""
    head, at, digest = visible(reference).partition("@")
    algorithm, colon, digits = digest.partition(":")
    return f"{head}{at}{algorithm}{colon}{digits[:_SHORT_DIGITS]}…" if colon else head + at + digest
