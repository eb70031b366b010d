"""Reads what programs write: text, controls and escape sequences, in pieces of any size.

Own code in place of pyte's stream: pyte looks at each character in a Python generator and makes an
object for each cell; here regular expressions find runs of text, which go to the screen as a whole.
"""

from __future__ import annotations

import codecs
import re

from app.terminal.allowed import (
    CONTROL_SEQUENCES,
    CONTROLS,
    ESCAPES,
    operating_system_command,
)
from app.terminal.pen import Parameters
from app.terminal.screen import Screen

_TEXT = re.compile("[^\x00-\x1f\x7f-\x9f]+")
_NOT_PLAIN = re.compile("[^ -~\r\n]")
_SEQUENCE = re.compile(r"\x1b\[([<-?]?)([0-9;:]*)([ -/]*)([@-~])")
_ESCAPE = re.compile(r"\x1b([ -/]*)([0-~])")
_STRING_END = re.compile("[\x07\x18\x1a\x1b]")
_STRING_STARTS = "]P_^X"  # OSC, DCS, APC, PM, SOS
_PARAMETERS_LIMIT = 32
_NUMBER_LIMIT = 100_000
_SEQUENCE_LIMIT = 256
_STRING_LIMIT = 8192
_LINES_WORTHWHILE = 4096  # characters


class Parser:
    """`feed` never raises, whatever it is given, and holds at most some kilobytes back."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._held = ""  # the start of a sequence whose end did not come yet
        self._string: list[str] | None = None  # inside of a string, what came of it
        self._string_kind = ""
        self._string_size = 0
        self._parameters: dict[str, Parameters] = {}

    def feed(self, received: bytes) -> None:
        """Let the screen show what a program wrote."""
        text = self._held + self._decoder.decode(received)
        self._held = ""
        self.screen.revision += 1
        at, end, special = 0, len(text), -1
        draw = self.screen.draw
        while at < end:
            if self._string is not None:
                at = self._in_string(text, at)
                continue
            if at > special:
                match = _NOT_PLAIN.search(text, at)
                special = match.start() if match else end
                if special - at > _LINES_WORTHWHILE:
                    at = self._lines(text, at, special)
                    continue
            match = _TEXT.match(text, at)
            if match is not None:
                draw(match[0])
                at = match.end()
                continue
            character = text[at]
            if character == "\x1b":
                match = _SEQUENCE.match(text, at)
                if match is not None:
                    self._sequence(match)
                    at = match.end()
                else:
                    at = self._other_escape(text, at)
                continue
            action = CONTROLS.get(character)
            if action is not None:
                action(self.screen)
            at += 1

    def _lines(self, text: str, at: int, special: int) -> int:
        """Whole plain lines at once where the screen can; the position after what was done."""
        start = text.find("\n", at, special) + 1
        end = text.rfind("\r\n", at, special) + 2
        if 0 < start < end:
            self._plainly(text[at:start])
            lines = text[start : end - 2].split("\r\n")
            joined = "".join(lines)
            if "\r" in joined or "\n" in joined or not self.screen.draw_lines(lines):
                self._plainly(text[start:end])
            at = end
        self._plainly(text[at:special])
        return special

    def _plainly(self, text: str) -> None:
        """Text, carriage returns and line feeds only."""
        screen = self.screen
        for number, line in enumerate(text.split("\n")):
            if number:
                screen.line_feed()
            for place, piece in enumerate(line.split("\r")):
                if place:
                    screen.carriage_return()
                if piece:
                    screen.draw(piece)

    def _sequence(self, match: re.Match[str]) -> None:
        prefix, given, between, final = match.groups()
        action = CONTROL_SEQUENCES.get(prefix + between + final)
        if action is None:
            return
        parameters = self._parameters.get(given)
        if parameters is None:
            if len(self._parameters) > 512:
                self._parameters.clear()
            parameters = self._parameters[given] = _parsed(given)
        action(self.screen, parameters)

    def _other_escape(self, text: str, at: int) -> int:
        """Not a plain control sequence; the position after it, or the end when more must come."""
        if at + 1 == len(text):
            self._held = "\x1b"
            return at + 1
        following = text[at + 1]
        if following == "[":
            return self._broken_sequence(text, at)
        if following in _STRING_STARTS:
            self._string, self._string_kind, self._string_size = [], following, 0
            return at + 2
        match = _ESCAPE.match(text, at)
        if match is not None:
            action = ESCAPES.get(match[1] + match[2])
            if action is not None:
                action(self.screen)
            return match.end()
        rest = text[at + 1 :]
        if len(rest) < _SEQUENCE_LIMIT and all(" " <= character <= "/" for character in rest):
            self._held = text[at:]
            return len(text)
        return at + 1  # ESC before a control or something that is none of ours

    def _broken_sequence(self, text: str, at: int) -> int:
        """A control sequence that is cut off, or has controls in it, which count (ECMA-48)."""
        kept = ["\x1b["]
        place = at + 2
        while place < len(text):
            character = text[place]
            if character == "\x1b":
                return place  # it was given up for another one
            if character in "\x18\x1a":
                return place + 1
            if "@" <= character <= "~":
                match = _SEQUENCE.fullmatch("".join(kept) + character)
                if match is not None:
                    self._sequence(match)
                return place + 1
            if character < " ":
                action = CONTROLS.get(character)
                if action is not None:
                    action(self.screen)
            elif character > "~":
                return place + (character < "\xa0")
            elif len(kept) < _SEQUENCE_LIMIT:
                kept.append(character)
            place += 1
        self._held = "".join(kept)
        return place

    def _in_string(self, text: str, at: int) -> int:
        """Collect a string up to its end; what is too long is not kept."""
        assert self._string is not None
        match = _STRING_END.search(text, at)
        end = match.start() if match else len(text)
        piece = text[at:end]
        self._string_size += len(piece)
        if self._string_kind == "]" and self._string_size <= _STRING_LIMIT:
            self._string.append(piece)
        if match is None:
            return end
        character = match[0]
        if character == "\x07" and self._string_kind != "]":
            return end + 1
        if character == "\x1b" and end + 1 == len(text):
            self._held = "\x1b"  # whether it is the end is known with the next one
            self._finish_string()
            return end + 1
        if character in "\x07\x1b":
            self._finish_string()
        self._string = None
        return end if character == "\x1b" else end + 1

    def _finish_string(self) -> None:
        collected, self._string = self._string, None
        if self._string_kind == "]" and collected and self._string_size <= _STRING_LIMIT:
            operating_system_command(self.screen, "".join(collected))


def _parsed(given: str) -> Parameters:
    return [
        [min(int(part[:6]), _NUMBER_LIMIT) if part else -1 for part in parts.split(":")[:8]]
        for parts in given.split(";")[:_PARAMETERS_LIMIT]
    ]
