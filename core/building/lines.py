"""A Containerfile as instructions: continuation lines joined, comments left out, heredocs gathered.

The rules are those of the Dockerfile reference ("Format", "Parser directives", "Here-documents").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.building.reading import malformed, shown

_DIRECTIVE = re.compile(r"\s*#\s*([A-Za-z][A-Za-z0-9]*)\s*=\s*(.+?)\s*$")
_COMMENT = re.compile(r"\s*#")
_HEREDOC_WORD = re.compile(r"""\d*<<(-?)(["']?)([^\s<"']+)\2""")
_WITH_HEREDOCS = ("RUN", "COPY", "ADD")
_QUOTED_OR_WORD = re.compile(r"""(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+|\S""")


@dataclass(frozen=True, slots=True)
class Heredoc:
    """Text given below an instruction. `ending` is the line that closes it."""

    ending: str
    body: str  # with its line end; leading tabs are gone where the file asks for that


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction as it stands in the file. `line` counts from 1; `keyword` is in capitals."""

    line: int
    keyword: str
    rest: str
    heredocs: tuple[Heredoc, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """All instructions. `escape` is the character that joins lines and takes a meaning away."""

    instructions: tuple[Instruction, ...]
    escape: str = "\\"


def split_document(text: str) -> Document:
    """Raises MalformedDocumentError, which names the line."""
    nul = text.find("\0")
    if nul >= 0:
        raise malformed(text.count("\n", 0, nul) + 1, "it holds a NUL, so it is no text")
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    escape = _escape_directive(lines)
    return Document(tuple(_instructions(lines, escape)), escape)


def _escape_directive(lines: list[str]) -> str:
    """Directives stand before everything else, comments and empty lines too."""
    for number, line in enumerate(lines, 1):
        match = _DIRECTIVE.match(line)
        if match is None or match[1].lower() not in ("syntax", "escape", "check"):
            break
        if match[1].lower() == "escape":
            if match[2] not in ("\\", "`"):
                raise malformed(number, "the escape character can only be \\ or `")
            return match[2]
    return "\\"


def _instructions(lines: list[str], escape: str) -> Iterator[Instruction]:
    token = re.escape(escape)
    # Two of them at the end are one that is meant as it stands, and no continuation.
    continued = re.compile(rf"(?:(?<=[^{token}])|^){token}[ \t]*$")
    at = 0
    while at < len(lines):
        first = at
        if _COMMENT.match(lines[at]) or not lines[at].strip():
            at += 1
            continue
        pieces: list[str] = []
        while at < len(lines):
            line = lines[at]
            at += 1
            # Between continuation lines comments and (deprecated) empty lines are passed over.
            if pieces and (_COMMENT.match(line) or not line.strip()):
                continue
            joined = continued.sub("", line)
            pieces.append(joined)
            if joined == line:
                break
        words = "".join(pieces).strip().split(None, 1)
        if not words:
            continue  # nothing but continuation
        keyword, rest = words[0].upper(), words[1] if len(words) > 1 else ""
        heredocs: list[Heredoc] = []
        if keyword in _WITH_HEREDOCS:
            for ending, has_tabs in _opened_heredocs(rest):
                heredoc, at = _read_heredoc(lines, at, first + 1, ending, has_tabs=has_tabs)
                heredocs.append(heredoc)
        yield Instruction(first + 1, keyword, rest, tuple(heredocs))


def _opened_heredocs(rest: str) -> list[tuple[str, bool]]:
    """Endings of the heredocs that a line opens, and whether leading tabs are to be left out."""
    words = (_HEREDOC_WORD.fullmatch(word) for word in _QUOTED_OR_WORD.findall(rest))
    return [(match[3], bool(match[1])) for match in words if match]


def _read_heredoc(
    lines: list[str], at: int, opened: int, ending: str, *, has_tabs: bool
) -> tuple[Heredoc, int]:
    body: list[str] = []
    for index in range(at, len(lines)):
        line = lines[index].lstrip("\t") if has_tabs else lines[index]
        if line == ending:
            return Heredoc(ending, "".join(f"{one}\n" for one in body)), index + 1
        body.append(line)
    raise malformed(opened, f"the text that it opens is never closed by a line {shown(ending)}")
