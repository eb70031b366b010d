"""An equivalent command line over several lines, with the colours that an editor would give it."""

from __future__ import annotations

import re

from app.viewmodel.equivalents import Dialect

Span = tuple[str, str]

_OPTION = re.compile(r"--?[A-Za-z]")
_CONTINUES = {Dialect.DOCKER: "\\", Dialect.PODMAN: "\\", Dialect.POWERSHELL: "`"}
_FLAGS = ("-d", "--internal")  # options without a value
_PROGRAM_WORDS = {Dialect.DOCKER: 2, Dialect.PODMAN: 2, Dialect.POWERSHELL: 1}


def words_of(line: str) -> list[str]:
    """Split at blanks outside of quotes; the quotes stay, so that joining gives the line again."""
    words, word, quote = [], "", ""
    is_escaped = False  # by a backslash, in the $'…' form
    for char in line:
        if is_escaped:
            is_escaped = False
        elif quote == "$'":
            is_escaped = char == "\\"
            quote = "" if char == "'" else quote
        elif quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = "$'" if char == "'" and word.endswith("$") else char
        elif char == " ":
            words.append(word)
            word = ""
            continue
        word += char
    words.append(word)
    return [one for one in words if one]


def command_spans(line: str, dialect: Dialect) -> list[Span]:
    """Program, options with their values one a line, then what remains; each command by itself."""
    if line.startswith("#"):
        return [(line, "terminal_dim")]  # that there is no such command
    spans: list[Span] = []
    for words in _commands_of(words_of(line), dialect):
        if spans:
            spans.append(("\n", "terminal_text"))
        spans += _spans_of(words, dialect)
    return spans


def _commands_of(words: list[str], dialect: Dialect) -> list[list[str]]:
    """PowerShell's semicolon ends a command, `&&` one of a POSIX shell."""
    end = ";" if dialect is Dialect.POWERSHELL else "&&"
    commands: list[list[str]] = [[]]
    for word in words:
        commands[-1].append(word)
        if word.endswith(end):
            commands.append([])
    return [one for one in commands if one]


def _spans_of(words: list[str], dialect: Dialect) -> list[Span]:
    head = _PROGRAM_WORDS[dialect]
    if words[1:2] == ["network"] and dialect is not Dialect.POWERSHELL:
        head += 1  # "docker network create"
    if words[head : head + 1] == ["-d"]:
        head += 1  # it belongs to "run" as much as to the options
    spans: list[Span] = [(" ".join(words[:head]), "terminal_blue")]
    rest = words[head:]
    end = f" {_CONTINUES[dialect]}\n  "
    at = 0
    while at < len(rest):
        word = rest[at]
        if _OPTION.match(word):
            spans += [(end, "terminal_dim"), (word, "terminal_yellow")]
            has_value = word not in _FLAGS and at + 1 < len(rest)
            if has_value and not _OPTION.match(rest[at + 1]):
                at += 1
                spans += [(" ", "terminal_text"), (rest[at], "terminal_green")]
            at += 1
            continue
        spans.append((end, "terminal_dim"))
        last = rest[at:]
        for number, one in enumerate(last):
            is_last = number == len(last) - 1
            spans.append((one, "terminal_magenta" if is_last else "terminal_text"))
            if not is_last:
                spans.append((" ", "terminal_text"))
        break
    return spans
