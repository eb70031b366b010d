"""Words of an instruction: quotes, the escape character and variables.

The rules are those of the Dockerfile reference ("Environment replacement"): `$x`, `${x}`,
`${x:-y}`, `${x:+y}`, `${x:?y}` and the same without the colon; nothing is put in between single
quotes. Other forms, like `${x#y}`, are refused instead of being taken for something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]")
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]")
_DEEPEST = 20


class WordError(ValueError):
    """A word that cannot be understood; the text is the reason within a sentence."""


def expand(word: str, variables: Mapping[str, str], escape: str = "\\") -> str:
    """A word without its quotes, with variables put in. Raises WordError."""
    expander = _Expander(word, variables, escape)
    return expander.until("")


def split_words(text: str, escape: str = "\\") -> list[str]:
    """Words between white space, quotes kept and closed. Raises WordError."""
    words: list[str] = []
    at, word, quote = 0, "", ""
    while at < len(text):
        char = text[at]
        at += 1
        if char == escape and quote != "'" and at < len(text):
            word += char + text[at]
            at += 1
        elif not quote and char.isspace():
            if word:
                words.append(word)
            word = ""
        else:
            if quote and char == quote:
                quote = ""
            elif not quote and char in "\"'":
                quote = char
            word += char
    if quote:
        raise WordError(f"a quote {quote} is never closed")
    return [*words, word] if word else words


def json_list(text: str) -> tuple[str, ...] | None:
    """The exec form: a JSON list of texts; None for anything else, which is the shell form."""
    if not text.startswith("["):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return None
    return tuple(value)


class _Expander:
    def __init__(self, text: str, variables: Mapping[str, str], escape: str) -> None:
        self._text = text
        self._at = 0
        self._variables = variables
        self._escape = escape
        self._depth = 0

    def until(self, stop: str) -> str:
        """Everything up to the sign `stop`, which is passed over; "": up to the end."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise WordError("its variables are nested too deeply")
        pieces: list[str] = []
        while self._at < len(self._text):
            char = self._next()
            if char == stop:
                self._depth -= 1
                return "".join(pieces)
            if char == "'":
                pieces.append(self._single_quoted())
            elif char == '"':
                pieces.append(self._double_quoted())
            elif char == "$":
                pieces.append(self._variable())
            elif char == self._escape:
                pieces.append(self._next())
            else:
                pieces.append(char)
        if stop:
            raise WordError("a ${ is never closed")
        self._depth -= 1
        return "".join(pieces)

    def _next(self) -> str:
        char = self._text[self._at : self._at + 1]
        self._at += 1
        return char

    def _single_quoted(self) -> str:
        end = self._text.find("'", self._at)
        if end < 0:
            raise WordError("a quote ' is never closed")
        inside = self._text[self._at : end]
        self._at = end + 1
        return inside

    def _double_quoted(self) -> str:
        pieces: list[str] = []
        while self._at < len(self._text):
            char = self._next()
            if char == '"':
                return "".join(pieces)
            if char == "$":
                pieces.append(self._variable())
            elif char == self._escape and self._text[self._at : self._at + 1] in (
                '"',
                "$",
                self._escape,
            ):
                pieces.append(self._next())
            else:
                pieces.append(char)
        raise WordError('a quote " is never closed')

    def _variable(self) -> str:
        if self._text[self._at : self._at + 1] != "{":
            match = _PLAIN_NAME.match(self._text, self._at)
            if match is None:
                return "$"
            self._at = match.end()
            return self._variables.get(match[0], "")
        self._at += 1
        match = _NAME.match(self._text, self._at)
        if match is None:
            raise WordError("a ${ is not followed by a name")
        self._at = match.end()
        name, value = match[0], self._variables.get(match[0])
        sign = self._next()
        if sign == "}":
            return value or ""
        has_colon = sign == ":"
        if has_colon:
            sign = self._next()
        is_given = value is not None and not (has_colon and value == "")
        if not sign:
            raise WordError("a ${ is never closed")
        if sign not in ("-", "+", "?"):
            raise WordError(f"${{{name}…}} is written in a form that is not supported")
        word = self.until("}")
        if sign == "-":
            return (value or "") if is_given else word
        if sign == "+":
            return word if is_given else ""
        if not is_given:
            raise WordError(f"{name} must be given" + (f": {word}" if word else ""))
        return value or ""
