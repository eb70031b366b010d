"""Output of a container's own command as lines with colours; everything else of it is shown."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

LINE_CHARS = 4_000
"""Longer lines are cut in pieces."""
_SGR = re.compile(r"\x1b\[([0-9;:]*)m")
_OTHER = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?")
_COLOURS = ("dim", "red", "green", "yellow", "blue", "magenta", "blue", "text")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line. `color` is "text", "dim", "red", "green", "yellow", "blue", "magenta"."""

    text: str
    color: str = "text"
    is_strong: bool = False


Line = tuple[Span, ...]


class LogReader:
    """Bytes in, lines out; colours go on in the next line until they are set back."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("backslashreplace")
        self._rest = ""
        self._color = "text"
        self._is_strong = False

    def feed(self, content: bytes) -> list[Line]:
        """The lines that are whole now."""
        text = self._rest + self._decoder.decode(content)
        *whole, self._rest = text.split("\n")
        lines = [self._line(one) for one in whole]
        while len(self._rest) > LINE_CHARS:
            lines.append(self._line(self._rest[:LINE_CHARS]))
            self._rest = self._rest[LINE_CHARS:]
        return lines

    def finish(self) -> list[Line]:
        """What was said without the end of its line."""
        rest, self._rest = self._rest, ""
        return [self._line(rest)] if rest else []

    @property
    def has_rest(self) -> bool:
        """Whether a line waits for its end."""
        return bool(self._rest)

    def _line(self, text: str) -> Line:
        """Of a progress bar that wrote over itself the last state is taken."""
        text = text.rstrip("\r").rpartition("\r")[2]
        cut = "" if len(text) <= LINE_CHARS else " …"
        text = text[:LINE_CHARS] + cut
        spans: list[Span] = []
        start = 0
        for found in _SGR.finditer(text):
            self._add(spans, text[start : found.start()])
            self._set(found[1])
            start = found.end()
        self._add(spans, text[start:])
        return tuple(spans)

    def _add(self, spans: list[Span], text: str) -> None:
        text = plain(_OTHER.sub("", text))
        if text:
            spans.append(Span(text, self._color, self._is_strong))

    def _set(self, codes: str) -> None:
        numbers = [int(code) if code.isdigit() else 0 for code in re.split("[;:]", codes)]
        place = 0
        while place < len(numbers):
            code = numbers[place]
            if code in (38, 48):  # a colour of its own: it may not be readable here
                place += {5: 2, 2: 4}.get(numbers[place + 1] if place + 1 < len(numbers) else 0, 0)
            elif code == 0:
                self._color, self._is_strong = "text", False
            elif code in (1, 22):
                self._is_strong = code == 1
            elif code == 2:
                self._color = "dim"
            elif code == 39:
                self._color = "text"
            elif 30 <= code <= 37:
                self._color = _COLOURS[code - 30]
            elif 90 <= code <= 97:
                self._color = _COLOURS[code - 90]
            place += 1


def plain(text: str) -> str:
    """Control and bidi characters are shown by their codes; tabs stay."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char == "\t" else char.encode("unicode_escape").decode()
        for char in text
    )
