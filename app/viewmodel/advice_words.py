"""The advice of the engine in the person's language.

The engine says a whole English sentence (`core.catalog.advice`), in a process that knows no other
language. Elsewhere the same is said again from what the advice carries, by what it is about.
"""

from __future__ import annotations

from app.viewmodel.sizes import visible
from core.model import Advice
from core.translation import language, tr_noop, translated

KINDS = (
    (
        "makes nothing smaller",
        tr_noop(
            "Brick {upper} hides files of the base image{where}, which makes nothing smaller: "
            "build on a base image without them."
        ),
    ),
    (
        "build on a base image that has",
        tr_noop(
            "Brick {upper} copies whole files of the base image{where} only for their mode, owner "
            "or time: leave them as they are, or build on a base image that has them so."
        ),
    ),
    (
        "only to change",
        tr_noop(
            "Brick {upper} copies whole files of brick {lower}{where} only for their mode, owner "
            "or time: set these where the files are made (COPY --chmod, COPY --chown)."
        ),
    ),
    (
        "once more though nothing differs",
        tr_noop("Brick {upper} stores the same files once more{where}: leave them out there."),
    ),
    (
        "these are caches",
        tr_noop(
            "Brick {upper} deletes caches of brick {lower}{where}: remove them in the same step "
            "that fetches them."
        ),
    ),
    (
        " replaces ",
        tr_noop(
            "Brick {upper} replaces files of brick {lower}{where}: make them right there, or join "
            "the two."
        ),
    ),
    (
        "something of another type",
        tr_noop(
            "Brick {upper} puts something of another type in the place of files of brick "
            "{lower}{where}: make it so there, or join the two."
        ),
    ),
    (
        " deletes ",
        tr_noop(
            "Brick {upper} deletes files of brick {lower}{where}: delete them there already, or "
            "join the two."
        ),
    ),
    ("holds files twice", tr_noop("The archive of brick {lower} holds files twice.")),
    (
        "left behind in",
        tr_noop(
            "Package lists or caches are left behind in brick {lower}{where}: remove them in the "
            "same step that fetches them."
        ),
    ),
    (
        "The base image itself",
        tr_noop(
            "The base image itself stores files that nobody sees: only whoever makes it can save "
            "that, or squash it for you."
        ),
    ),
)
"""What a sentence of each kind holds, the special before the general, and how it is said."""


def advice_words(advice: Advice) -> str:
    """One sentence: the engine's own in English, and for what is not known here."""
    if language() == "en":
        return advice.sentence
    found = next((words for mark, words in KINDS if mark in advice.sentence), "")
    if not found or not advice.levels:
        return advice.sentence
    where = f" ({', '.join(map(visible, advice.paths))})" if advice.paths else ""
    upper, lower = advice.levels[-1] + 1, advice.levels[0] + 1
    return translated(found, upper=upper, lower=lower, where=where)
