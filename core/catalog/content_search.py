"""Looking for a text in all files of a layer, in one pass over its blob."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np

from core.cancel import NEVER, CancelToken
from core.catalog.contents import OpenBlob, decode_text, read_many
from core.catalog.line_pattern import LinePattern
from core.catalog.name_tree import folded
from core.catalog.table import LayerTable, RowFlag, RowKind
from core.model import ContentHit
from core.progress import Report, ignore

SIZE_LIMIT_BYTES = 32 << 20
"""So much of each file is looked through."""
HITS_LIMIT = 10_000
"""So many lines of a layer are told at most."""
_SHOWN_CHARACTERS = 240
_SHOWN_BEFORE = 80


class _Enough(Exception):
    """There are as many lines as were asked for."""


class _Needle(Protocol):
    """What is looked for."""

    def lines(self, content: bytes) -> Iterator[tuple[int, str, int]]:
        """The lines of a file with a match: number, text, and where a match begins or ends."""
        ...


def search_layer(
    open_blob: OpenBlob,
    table: LayerTable,
    needle: str,
    output: Callable[[ContentHit], object],
    *,
    cancel: CancelToken = NEVER,
    report: Report = ignore,
    size_limit: int = SIZE_LIMIT_BYTES,
    hits_limit: int = HITS_LIMIT,
) -> int:
    """Give lines that hold a text, in any case, to `output` in the archive's order; how many.

    Between slashes it is a regular expression for a line, in RE2's notation. Files with NUL bytes
    are no text; a hard link is searched once, under its inode's path. Lines are cut around the
    match. Raises NameGrammarError for a bad expression, LayerUnavailableError, Cancelled.
    """
    wanted = _needle(needle)
    if wanted is None:
        return 0
    count = 0

    def look(row: int, content: bytes) -> None:
        nonlocal count
        path = ""
        for number, line, place in wanted.lines(content):
            path = path or table.path(row).decode("utf-8", "surrogateescape")
            output(ContentHit(table.facts.diff_id, path, number, _cut(line, place)))
            count += 1
            if count >= hits_limit:
                raise _Enough
            cancel.check()

    try:
        read_many(
            open_blob,
            table,
            _text_rows(table),
            look,
            limit_bytes_each=size_limit,
            cancel=cancel,
            report=report,
        )
    except _Enough:
        pass
    return count


def _text_rows(table: LayerTable) -> list[int]:
    """Rows of regular files with text in them, each inode once."""
    flags = table.column("flags")
    is_wanted = (table.column("kind") == RowKind.REGULAR) & (table.column("size") > 0)
    is_wanted &= (flags & (RowFlag.TEXT | RowFlag.LINK_BELOW)) == RowFlag.TEXT
    is_wanted &= table.column("inode") == np.arange(len(table))
    rows: list[int] = np.flatnonzero(is_wanted).tolist()
    return rows


def _needle(text: str) -> _Needle | None:
    if len(text) > 2 and text.startswith("/") and text.endswith("/"):
        return _Pattern(LinePattern(text[1:-1]))
    if not text or "\n" in text:
        return None
    return _Bytes(text.lower().encode()) if text.isascii() else _Letters(folded(text))


class _Bytes:
    """A text of ASCII: found in the bytes, whatever the encoding."""

    def __init__(self, wanted: bytes) -> None:
        self._wanted = wanted

    def lines(self, content: bytes) -> Iterator[tuple[int, str, int]]:
        lowered = content.lower()
        number, counted, encoding = 1, 0, ""
        at = lowered.find(self._wanted)
        while at >= 0:
            number += content.count(b"\n", counted, at)
            counted = at
            start = content.rfind(b"\n", 0, at) + 1
            end = content.find(b"\n", at)
            end = len(content) if end < 0 else end
            encoding = encoding or _encoding(content)
            # Of a line without end no more than what is shown is made text.
            before = content[max(start, at - 4 * _SHOWN_CHARACTERS) : at].decode(encoding, "ignore")
            after = content[at : min(end, at + 4 * _SHOWN_CHARACTERS)].decode(encoding, "ignore")
            yield number, before + after, len(before)
            at = lowered.find(self._wanted, end)


class _Letters:
    """A text with other letters than ASCII's, folded."""

    def __init__(self, wanted: str) -> None:
        self._wanted = wanted

    def lines(self, content: bytes) -> Iterator[tuple[int, str, int]]:
        if content.isascii() and not self._wanted.isascii():
            return
        text = decode_text(content, is_cut=True)
        look = folded(text or "")
        if text is None or self._wanted not in look:
            return
        lines = text.split("\n")
        # Folding makes no new lines and takes none away.
        for number, line in enumerate(look.split("\n")):
            # It may move a place a little: that is for cutting only.
            place = line.find(self._wanted)
            if place >= 0:
                yield number + 1, lines[number], min(place, len(lines[number]))


class _Pattern:
    """A regular expression."""

    def __init__(self, pattern: LinePattern) -> None:
        self._pattern = pattern

    def lines(self, content: bytes) -> Iterator[tuple[int, str, int]]:
        text = decode_text(content, is_cut=True)
        if text is None:
            return
        plain = text.encode("utf-8", "replace").replace(b"\r\n", b"\n")
        number, counted = 1, 0
        for start, end, place in self._pattern.lines(plain):
            number += plain.count(b"\n", counted, start)
            counted = start
            before = plain[start:place].decode("utf-8", "ignore")
            yield number, before + plain[place:end].decode("utf-8", "ignore"), len(before)


def _encoding(content: bytes) -> str:
    try:
        content.decode()
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _cut(line: str, place: int) -> str:
    """At most _SHOWN_CHARACTERS of it, with the place in them; marks where something is missing."""
    line = line.removesuffix("\r")
    start = max(0, min(place - _SHOWN_BEFORE, len(line) - _SHOWN_CHARACTERS))
    shown = line[start : start + _SHOWN_CHARACTERS]
    return ("…" if start else "") + shown + ("…" if start + len(shown) < len(line) else "")
