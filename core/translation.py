"""Words for the person, in her language: texts are English in the code, a catalog has others.

A text is a template with named places, `tr("{count} of {total} done", count=3, total=7)`, so that
a translator sees a whole sentence and may order its parts anew. Facts are put in after the look-up
and are never looked into. The catalog is one for the process and set once, before windows are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Catalog:
    """Translations by (context, English text); plural forms by (context, one, many)."""

    language: str
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    plurals: Mapping[tuple[str, str, str], tuple[str, ...]] = field(default_factory=dict)
    plural_form: Callable[[int], int] = lambda count: 0 if count == 1 else 1


_ENGLISH = Catalog("en")
_catalog = _ENGLISH


def use_catalog(catalog: Catalog | None) -> None:
    """From now on all texts come from there; None: English. Texts made before stay as they are."""
    global _catalog
    _catalog = catalog or _ENGLISH


def language() -> str:
    """Of the catalog in use, as BCP 47 says it: "en", "de"."""
    return _catalog.language


def tr(text: str, /, *, context: str = "", **facts: object) -> str:
    """A text in the person's language, its facts put in.

    `context` tells equal English words apart ("Open" as a verb and as a state). Without facts the
    text is taken as it is, braces included.
    """
    found = _catalog.texts.get((context, text), text)
    return found.format(**facts) if facts else found


def tr_count(one: str, many: str, count: int, /, *, context: str = "", **facts: object) -> str:
    """A text that depends on a number, in the form that the language has for it.

    What stands for the number is a fact like others: it is written as the caller wants it.
    """
    forms = _catalog.plurals.get((context, one, many))
    if forms:
        found = forms[min(_catalog.plural_form(count), len(forms) - 1)]
    else:
        found = one if count == 1 else many
    return found.format(**facts) if facts else found


def tr_noop(text: str, /, *, context: str = "") -> str:
    """The text itself: marks what is looked up later, where it is shown, by `translated`.

    For keys and names that are made when modules are imported, and for what one process says and
    another one shows. The context is for those who gather texts, and must be the same there.
    """
    return text


def translated(text: str, /, *, context: str = "", **facts: object) -> str:
    """Like `tr`, for a text that was marked by `tr_noop` elsewhere; what nobody knows stays."""
    return tr(text, context=context, **facts)
