"""What a translation must keep of its text, whatever the language."""

from __future__ import annotations

import string
from collections.abc import Iterator

from tests.translations.texts import Text

_ENDS = (".", "…", ":", "?", "!")


def complaints_of(text: Text, forms: tuple[str, ...], *, plural_forms: int = 2) -> Iterator[str]:
    """What is wrong with a translation; nothing when all is well."""
    if len(forms) != (plural_forms if text.many else 1):
        yield f"{len(forms)} forms"
        return
    source = text.many or text.one
    for number, form in enumerate(forms):
        if not form.strip():
            yield "it is empty"
        told, wanted = _places(form), _places(source)
        # One thing may be called so without its number ("one file"), many may not.
        is_exact = not text.many or number == len(forms) - 1
        if told != wanted and (is_exact or not told <= wanted | _places(text.one)):
            yield f"places {sorted(told)} instead of {sorted(wanted)}"
        if _blanks(form) != _blanks(source):
            yield "other blanks around it"
        # Months and signs, which have a context, are written as a language wants it.
        if _end(form) != _end(source) and not text.context:
            yield f"it ends with “{form[-1:]}”, not with “{source[-1:]}”"
        if form.count("\t") != source.count("\t") or form.count("\n") != source.count("\n"):
            yield "other tabs or lines"
        if form.count("&") != source.count("&"):
            yield "another number of &"


def _places(text: str) -> set[tuple[str, str]]:
    """Named places with how they are written: {("share", ".0f")}."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:  # braces that are only braces
        return set()
    return {(name, how or "") for _before, name, how, _conversion in parts if name}


def _blanks(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]


def _end(text: str) -> str:
    end = text.rstrip(" ")[-1:]
    return end if end in _ENDS else ""
