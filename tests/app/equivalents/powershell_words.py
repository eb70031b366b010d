"""A strict reader of PowerShell lines: it takes no more than what we write, and refuses the rest.

By about_Quoting_Rules, about_Parsing and about_Script_Blocks. There is no PowerShell where tests
run, so this stands in for it: each word must come out as it went in, whatever is in it, and nothing
may be looked into: no variable but those of our scripts, no expansion, no operator.
"""

from __future__ import annotations

import re

_QUOTES = "'\u2018\u2019\u201a\u201b"
_BARE = re.compile(r"[\w.:/\\-]+")
_VARIABLE = re.compile(r"\$(?:image|container)(?:\.ContainerId)?\b")
_NUMBER = re.compile(r"\[string\]\[char\]0x([0-9a-f]+)|\[char\]::ConvertFromUtf32\(0x([0-9a-f]+)\)")

Command = list[object]
"""Words; a script block is a tuple of its commands."""


def commands_of(line: str) -> list[Command]:
    """The commands of a line, with `;` and `|` between them. Raises ValueError for all else."""
    found, at = _commands(line, 0, end="")
    if at != len(line):
        raise ValueError(line[at:])
    return found


def _commands(line: str, at: int, end: str) -> tuple[list[Command], int]:
    commands: list[Command] = [[]]
    while at < len(line) and line[at : at + 1] != end:
        char = line[at]
        if char == " ":
            at += 1
        elif char in ";|":
            commands.append([])
            at += 1
        elif char == "#":
            at = len(line)
        elif char == "=" and len(commands[-1]) == 1:
            commands[-1].append("=")
            at += 1
        else:
            word, at = _word(line, at)
            commands[-1].append(word)
            if at < len(line) and line[at] not in " ;|" and line[at] != end:
                raise ValueError(line[at:])
    return [one for one in commands if one], at


def _word(line: str, at: int) -> tuple[object, int]:
    char = line[at]
    if char == "{":
        inner, at = _commands(line, at + 1, "}")
        if line[at : at + 1] != "}":
            raise ValueError("an open block")
        return tuple(tuple(one) for one in inner), at + 1
    if char == "(":
        return _expression(line, at + 1)
    if char in _QUOTES:
        return _string(line, at)
    found = _VARIABLE.match(line, at) or _BARE.match(line, at)
    if found is None:
        raise ValueError(line[at:])
    return found[0], found.end()


def _string(line: str, at: int) -> tuple[str, int]:
    if line[at : at + 1] not in tuple(_QUOTES):
        raise ValueError(line[at:])
    text, at = "", at + 1
    while True:
        if at >= len(line):
            raise ValueError("an open string")
        if line[at] in _QUOTES:
            if line[at + 1 : at + 2] not in tuple(_QUOTES):
                return text, at + 1
            at += 1
        text += line[at]
        at += 1


def _expression(line: str, at: int) -> tuple[str, int]:
    """Parts in quotes and by number, with ` + ` between them."""
    text = ""
    while True:
        number = _NUMBER.match(line, at)
        if number is not None:
            text, at = text + chr(int(number[1] or number[2], 16)), number.end()
        else:
            part, at = _string(line, at)
            text += part
        if line[at : at + 1] == ")":
            return text, at + 1
        if line[at : at + 3] != " + ":
            raise ValueError(line[at:])
        at += 3
