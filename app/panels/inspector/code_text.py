"""A line of a file as it is shown: tabs with their room, control characters seen, colours.

What is copied is always the line itself; positions are kept in it and translated for the screen.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from app.panels.controls import code_font
from app.theme import Theme, mix
from app.viewmodel.highlighting import Mark, TokenKind
from app.viewmodel.sizes import count_text, visible
from core.translation import tr

TAB = 4
"""Columns from one tab stop to the next."""
CHARACTER_LIMIT = 4096
"""Of a line; the rest is told, not shown."""
CODE_PX = 12

_WIDE_PX = 1e7
_CHANGED_SHARE = 0.29
_MARK_RADIUS = 4.0
_LAST_OF_ONE_UNIT = "\uffff"  # in UTF-16
_EXOTIC = 0x1100  # from here on a character may be wider than one column

Stretch = tuple[int, int]
"""Start and length in the line."""


class ShownText:
    """What stands on the screen for a line, and where each of its characters is in there."""

    __slots__ = ("_starts", "source", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        self._starts: list[int] | None = None
        head = source[:CHARACTER_LIMIT]
        if head.isprintable() and max(head, default="") <= _LAST_OF_ONE_UNIT:
            self.text = head
        else:
            self.text = self._translate(head)
        rest = len(source) - len(head)
        if rest:
            self.text += tr("  … {rest} more characters", rest=count_text(rest))

    def _translate(self, head: str) -> str:
        """Qt counts in units of UTF-16, tab stops are columns."""
        parts: list[str] = []
        starts: list[int] = []
        column, unit = 0, 0
        for character in head:
            starts.append(unit)
            if character == "\t":
                part = " " * (TAB - column % TAB)
            else:
                part = character if character.isprintable() else _escaped(character)
            parts.append(part)
            column += len(part)
            unit += len(part) + (character > _LAST_OF_ONE_UNIT and len(part) == 1)
        self._starts = [*starts, unit]
        return "".join(parts)

    @property
    def columns(self) -> int:
        """About how wide it is; East Asian characters count twice."""
        if self.text.isascii():
            return len(self.text)
        return len(self.text) + sum(ord(character) >= _EXOTIC for character in self.text)

    def to_shown(self, place: int) -> int:
        """A place in the line, on the screen."""
        if self._starts is None:
            return min(place, len(self.source), CHARACTER_LIMIT)
        return self._starts[min(place, len(self._starts) - 1)]

    def to_source(self, place: int) -> int:
        """A place on the screen, in the line; what stands for one character is not split."""
        if self._starts is None:
            return min(place, len(self.source), CHARACTER_LIMIT)
        return bisect_right(self._starts, place, hi=len(self._starts)) - 1

    def stretch(self, start: int, length: int) -> Stretch:
        """A stretch of the line, on the screen."""
        begin = self.to_shown(start)
        return begin, self.to_shown(start + length) - begin


class CodeInk:
    """Fonts and colours of code, made once for a view."""

    def __init__(self, theme: Theme, size_px: int = CODE_PX) -> None:
        self.font = code_font(size_px)
        self.strong = code_font(size_px, 700)
        self.text = theme.color("text")
        self.quiet = theme.color("text3")
        self.formats = {kind: self._format(theme, kind) for kind in TokenKind}
        self.changed = {
            token: mix(theme.color(f"{token}_soft"), theme.color(token), _CHANGED_SHARE)
            for token in ("added", "deleted")
        }
        self.changed_text = QTextCharFormat()
        self.changed_text.setForeground(self.text)
        self.changed_text.setFontWeight(QFont.Weight.Bold.value)
        self.selected = QTextCharFormat()
        self.selected.setForeground(theme.color("on_accent"))
        self.selected.setBackground(theme.color("accent"))
        self.found = QTextCharFormat()
        self.found.setForeground(self.text)
        self.found.setBackground(theme.color("modified_soft"))
        self.found_here = QTextCharFormat()
        self.found_here.setForeground(theme.color("on_accent"))
        self.found_here.setBackground(theme.color("modified"))

    def _format(self, theme: Theme, kind: TokenKind) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(theme.color(f"syntax_{kind.value}"))
        return form


class CodeLine:
    """A line ready to be painted. Make another one when its colours arrive."""

    def __init__(
        self,
        ink: CodeInk,
        source: str,
        marks: Sequence[Mark] = (),
        changed: Sequence[Stretch] = (),
        changed_token: str = "",
    ) -> None:
        """`changed` are words that differ; `changed_token` "added" or "deleted" their colour."""
        self.shown = ShownText(source)
        self._ground = ink.changed.get(changed_token)
        self._changed = [self.shown.stretch(*stretch) for stretch in changed]
        self._layout = QTextLayout(self.shown.text, ink.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self._layout.setTextOption(option)
        ranges = [
            _range(*self.shown.stretch(start, length), ink.formats[kind])
            for start, length, kind in marks
        ]
        ranges += [_range(start, length, ink.changed_text) for start, length in self._changed]
        self._layout.setFormats(ranges)
        self._layout.beginLayout()
        self._line = self._layout.createLine()
        self._line.setLineWidth(_WIDE_PX)
        self._layout.endLayout()

    @property
    def width(self) -> float:
        """In pixels."""
        return self._line.naturalTextWidth()

    def x_of(self, place: int) -> float:
        """Where a place in the line is, in pixels from its start."""
        return _first(self._line.cursorToX(self.shown.to_shown(place)))

    def place_at(self, x: float) -> int:
        """Which place in the line is nearest."""
        return self.shown.to_source(int(self._line.xToCursor(x)))

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        ink: CodeInk,
        lights: Sequence[tuple[Stretch, QTextCharFormat]] = (),
    ) -> None:
        """Draw it in the middle of the rectangle's height; `lights` are selected or found."""
        top = rect.top() + (rect.height() - self._line.height()) / 2
        origin = QPointF(rect.left(), top)
        if self._ground is not None and self._changed:
            self._paint_changed(painter, rect, self._ground)
        over = [_range(*self.shown.stretch(*stretch), form) for stretch, form in lights]
        painter.setPen(ink.text)
        self._layout.draw(painter, origin, over)

    def _paint_changed(self, painter: QPainter, rect: QRectF, ground: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        for start, length in self._changed:
            left = _first(self._line.cursorToX(start))
            right = _first(self._line.cursorToX(start + length))
            box = QRectF(rect.left() + left, rect.top() + 4, right - left, rect.height() - 8)
            painter.drawRoundedRect(box.adjusted(-1, 0, 1, 0), _MARK_RADIUS, _MARK_RADIUS)


def _escaped(character: str) -> str:
    """What cannot be seen; a byte that is no text as that byte."""
    code = ord(character)
    return f"\\x{code & 0xFF:02x}" if 0xDC80 <= code <= 0xDCFF else visible(character)


def clipboard_text(text: str) -> str:
    """What can be put on the clipboard: bytes that are no text become replacement characters."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _range(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    one = QTextLayout.FormatRange()
    one.start, one.length, one.format = start, length, form
    return one


def _first(value: object) -> float:
    """Qt gives the place back with the pixel."""
    return float(value[0] if isinstance(value, tuple) else value)  # type: ignore[arg-type]
