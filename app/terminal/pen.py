"""How a cell is written: its two colours and its style, and the sequence that changes them.

A colour is one number: -1 the default, 0 to 255 the palette, from `TRUE_COLOUR` on red, green and
blue, a byte each.
"""

from __future__ import annotations

from typing import NamedTuple

DEFAULT_COLOUR = -1
TRUE_COLOUR = 1 << 24

BOLD = 1
FAINT = 2
ITALIC = 4
UNDERLINED = 8
BLINKING = 16
INVERSE = 32
HIDDEN = 64
STRUCK = 128

_SET = {
    1: BOLD, 2: FAINT, 3: ITALIC, 4: UNDERLINED, 5: BLINKING, 6: BLINKING, 7: INVERSE, 8: HIDDEN,
    9: STRUCK, 21: UNDERLINED,
}  # fmt: skip
_CLEARED = {
    22: BOLD | FAINT, 23: ITALIC, 24: UNDERLINED, 25: BLINKING, 27: INVERSE, 28: HIDDEN, 29: STRUCK,
}  # fmt: skip


class Pen(NamedTuple):
    """What a cell is written with."""

    ink: int = DEFAULT_COLOUR
    paper: int = DEFAULT_COLOUR
    style: int = 0

    @property
    def eraser(self) -> Pen:
        """What erased cells look like: the paper's colour stays (xterm's back colour erase)."""
        return PLAIN if self.paper == DEFAULT_COLOUR else Pen(paper=self.paper)


PLAIN = Pen()

Parameters = list[list[int]]  # each with its sub-parameters; -1 where none is given


def changed_pen(pen: Pen, parameters: Parameters) -> Pen:
    """The pen after "select graphic rendition" (ECMA-48 8.3.117); what is unknown is ignored."""
    ink, paper, style = pen
    at = 0
    while at < len(parameters):
        parts = parameters[at]
        code = max(0, parts[0])
        at += 1
        if code == 0:
            ink, paper, style = PLAIN
        elif code in _SET:
            has_no_line = code == 4 and len(parts) > 1 and parts[1] == 0
            style = style & ~UNDERLINED if has_no_line else style | _SET[code]
        elif code in _CLEARED:
            style &= ~_CLEARED[code]
        elif code in (38, 48, 58):
            if len(parts) > 1:
                colour = _colour(parts[1:], has_place=len(parts) > 5)
            else:
                flat = [part[0] for part in parameters[at : at + 4]]
                colour = _colour(flat, has_place=False)
                at += {5: 2, 2: 4}.get(flat[0] if flat else 0, 0)
            if code == 38:
                ink = ink if colour is None else colour
            elif code == 48:
                paper = paper if colour is None else colour
        elif 30 <= code <= 37:
            ink = code - 30
        elif 40 <= code <= 47:
            paper = code - 40
        elif 90 <= code <= 97:
            ink = code - 82
        elif 100 <= code <= 107:
            paper = code - 92
        elif code == 39:
            ink = DEFAULT_COLOUR
        elif code == 49:
            paper = DEFAULT_COLOUR
    return Pen(ink, paper, style)


def _colour(parts: list[int], *, has_place: bool) -> int | None:
    """From "5;index" or "2;red;green;blue"; with colons a colour space may come in between."""
    match parts:
        case [5, index, *_] if 0 <= index <= 255:
            return index
        case [2, *rest]:
            wanted = rest[1:4] if has_place else rest[:3]
            if len(wanted) == 3:
                red, green, blue = (min(255, max(0, part)) for part in wanted)
                return TRUE_COLOUR | red << 16 | green << 8 | blue
    return None
