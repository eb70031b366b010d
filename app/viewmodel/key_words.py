"""Keys as they are written on a keyboard of the person's language: Ctrl+Del is Strg+Entf."""

from __future__ import annotations

import re

from core.translation import tr_noop, translated

_NAMES = (
    tr_noop("Ctrl"),
    tr_noop("Shift"),
    tr_noop("Alt", context="key"),
    tr_noop("Enter"),
    tr_noop("Esc"),
    tr_noop("Delete", context="key"),
    tr_noop("Home"),
    tr_noop("End", context="key"),
    tr_noop("PgUp"),
    tr_noop("PgDown"),
    tr_noop("Tab", context="key"),
    tr_noop("Space"),
)
_WITH_CONTEXT = ("Alt", "Delete", "End", "Tab")  # words that mean something else too
_NAME = re.compile(rf"\b(?:{'|'.join(_NAMES)})\b")


def keys_text(keys: str) -> str:
    """Every name of a key in the person's language."""
    return _NAME.sub(lambda found: _name(found[0]), keys)


def _name(key: str) -> str:
    return translated(key, context="key" if key in _WITH_CONTEXT else "")
