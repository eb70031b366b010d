"""How many columns a character takes: what terminals and programs agree on (wcwidth)."""

from __future__ import annotations

import re

from wcwidth import wcwidth

# Letters, signs and drawing characters that surely take one column and join nothing.
NARROW = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0391-\u03a1\u03a3-\u0482\u048a-\u052f\u2010-\u2027"
    "\u2030-\u205e\u20a0-\u20bf\u2190-\u2319\u2500-\u25fc]+"
)
_known: dict[str, int] = {}
_KNOWN_LIMIT = 1 << 16


def columns_of(character: str) -> int:
    """0 (joins the one before, or is not shown), 1 or 2."""
    width = _known.get(character)
    if width is None:
        if len(_known) >= _KNOWN_LIMIT:
            _known.clear()
        width = _known[character] = max(0, wcwidth(character))
    return width


def cells_of(text: str) -> list[str]:
    """A text as cells: the one right of a wide character is empty."""
    if text.isascii() or NARROW.fullmatch(text):
        return list(text)
    cells: list[str] = []
    for character in text:
        width = columns_of(character)
        if width == 0:
            last = len(cells) - 1
            if last > 0 and cells[last] == "":
                last -= 1
            if last >= 0:
                cells[last] += character
            continue
        cells.append(character)
        if width == 2:
            cells.append("")
    return cells
