"""Colours of cells: xterm's 256 and true colours, always readable on what is behind them.

The first sixteen are the design's. A text whose colours lie too close is drawn lighter or darker
than the program asked for, until it reaches the contrast that WCAG 2.1 (1.4.3) wants of text.
"""

from __future__ import annotations

from PySide6.QtGui import QColor

from app.terminal.pen import DEFAULT_COLOUR, FAINT, HIDDEN, INVERSE, TRUE_COLOUR, Pen
from app.theme import Theme, mix

CONTRAST = 4.5
_CHANGED_CONTRAST = 7.0  # of a text that has to be drawn otherwise anyhow (1.4.6)
_FAINT_SHARE = 0.4
_BLACK, _CYAN = "#0A0C10", "#56D4DD"
_BRIGHT = ("#FFB3AC", "#8CE5AE", "#FFDD8A", "#9CCEFF", "#E4CBFF", "#8CE9F0", "#FFFFFF")
_CUBE = (0, 95, 135, 175, 215, 255)  # xterm's steps of red, green and blue
_KNOWN_LIMIT = 4096

Colours = tuple[QColor, QColor]


class Palette:
    """Ink and paper of pens; the paper is the terminal's own where a pen has none."""

    def __init__(self, theme: Theme) -> None:
        self.ink = theme.color("terminal_text")
        self.paper = theme.color("terminal")
        self.quiet = theme.color("terminal_dim")
        self.ring = theme.color("terminal_blue")
        self.selected = QColor("#3A4557")  # as in the style sheet
        self.found = theme.color("terminal_yellow")
        names = ("red", "green", "yellow", "blue", "magenta")
        self._colours = [QColor(_BLACK), *(theme.color(f"terminal_{name}") for name in names)]
        self._colours += [QColor(_CYAN), self.ink, self.quiet, *map(QColor, _BRIGHT)]
        self._colours += [
            QColor(red, green, blue) for red in _CUBE for green in _CUBE for blue in _CUBE
        ]
        self._colours += [QColor(*[8 + 10 * step] * 3) for step in range(24)]
        self._known: dict[tuple[Pen, bool], Colours] = {}

    def colour(self, number: int, default: QColor) -> QColor:
        """A pen's colour as one that can be painted with."""
        if number == DEFAULT_COLOUR:
            return default
        return QColor(number & 0xFFFFFF) if number >= TRUE_COLOUR else self._colours[number]

    def colours(self, pen: Pen, *, is_reversed: bool) -> Colours:
        """What a cell is written with and on, for a screen whose colours may be exchanged."""
        known = self._known.get((pen, is_reversed))
        if known is None:
            if len(self._known) >= _KNOWN_LIMIT:  # pictures in true colours
                self._known.clear()
            known = self._known[pen, is_reversed] = self._made(pen, is_reversed)
        return known

    def _made(self, pen: Pen, is_reversed: bool) -> Colours:
        ink, paper = self.colour(pen.ink, self.ink), self.colour(pen.paper, self.paper)
        if bool(pen.style & INVERSE) is not is_reversed:
            ink, paper = paper, ink
        if pen.style & HIDDEN:
            return paper, paper
        if pen.style & FAINT:
            ink = mix(ink, paper, _FAINT_SHARE)
        return readable(ink, paper), paper


def readable(ink: QColor, paper: QColor) -> QColor:
    """The ink, or one that is as much lighter or darker as is needed to be read well."""
    if contrast_of(ink, paper) >= CONTRAST:
        return ink
    white, black = QColor("white"), QColor("black")
    goal = max(white, black, key=lambda one: contrast_of(one, paper))
    for step in range(1, 10):
        nearer = mix(ink, goal, step / 10)
        if contrast_of(nearer, paper) >= _CHANGED_CONTRAST:
            return nearer
    return goal


def contrast_of(one: QColor, other: QColor) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.1)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
