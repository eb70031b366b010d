"""Languages of the window: Qt Linguist files (`resources/translations/bricklayer_<language>.ts`).

They are read as they are, since a compiled one would be a binary to be kept in step;
`python -m tests.translations` brings them up to date. Call `choose_language` before anything of
the window is imported: some texts are made on import.
"""

from __future__ import annotations

import os
from importlib.resources import files

from core.translation import Catalog, language, tr, tr_count, use_catalog

__all__ = ["choose_language", "language", "languages", "read_catalog", "tr", "tr_count"]

_FOLDER, _PREFIX, _SUFFIX = "translations", "bricklayer_", ".ts"
_PLURAL_SEPARATOR = "\n"  # between the English singular and plural in one <source>
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # as gettext asks them, in this order


def languages() -> tuple[str, ...]:
    """Those that the program brings, English first."""
    found = (entry.name for entry in (files("resources") / _FOLDER).iterdir())
    others = (name for name in found if name.startswith(_PREFIX) and name.endswith(_SUFFIX))
    return ("en", *sorted(name[len(_PREFIX) : -len(_SUFFIX)] for name in others))


def choose_language(wanted: str = "") -> str:
    """Use the wanted language ("" = the one of the desktop) and say which it is now.

    What the program does not bring is English.
    """
    known = languages()
    chosen = next((one for one in _wishes(wanted) if one in known), "en")
    use_catalog(None if chosen == "en" else read_catalog(chosen))
    return chosen


def read_catalog(chosen: str) -> Catalog:
    """The catalog of a language; unfinished and obsolete messages are left out."""
    from xml.etree import ElementTree  # who reads English needs none

    path = files("resources") / _FOLDER / f"{_PREFIX}{chosen}{_SUFFIX}"
    texts: dict[tuple[str, str], str] = {}
    plurals: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for context in ElementTree.fromstring(path.read_text(encoding="utf-8")).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type"):
                continue
            source = message.findtext("source", "")
            comment = message.findtext("comment", "")
            if message.get("numerus") == "yes":
                one, _separator, many = source.partition(_PLURAL_SEPARATOR)
                forms = tuple(form.text or "" for form in translation.iter("numerusform"))
                plurals[comment, one, many] = forms
            else:
                texts[comment, source] = translation.text or source
    return Catalog(chosen, texts, plurals)


def _wishes(wanted: str) -> list[str]:
    """Languages in the order in which they are wished for: `de_AT.UTF-8` is `de_AT`, then `de`."""
    if wanted:
        said = [wanted]
    else:
        said = next(
            (os.environ[name].split(":") for name in _VARIABLES if os.environ.get(name)), []
        )
    wishes = []
    for one in said:
        plain = one.partition(".")[0].partition("@")[0].replace("-", "_")
        wishes += [plain, plain.partition("_")[0]]
    return wishes
