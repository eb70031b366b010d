"""Files of paragraphs with fields: dpkg's, apt's and apk's databases (deb822(5), apk-v2(5))."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEAD_BYTES = 128 << 10
"""How much of a paragraph is looked at: lists of files may follow for megabytes."""

PARAGRAPHS_LIMIT = 100_000
_GAP = re.compile(rb"\n[ \t\r\n]*\n")


class FieldPattern:
    """Finds some fields of a paragraph; names match in any case when `is_any_case`."""

    def __init__(self, *names: str, is_any_case: bool = False) -> None:
        alternatives = "|".join(map(re.escape, names))
        # A value goes on in lines that begin with a blank.
        self._regex = re.compile(
            rb"^(%s):((?:[^\n]*)(?:\n[ \t][^\n]*)*)" % alternatives.encode("ascii"),
            re.MULTILINE | (re.IGNORECASE if is_any_case else 0),
        )
        self._is_any_case = is_any_case

    def fields(self, paragraph: bytes) -> dict[bytes, bytes]:
        """Values by name as given (lower case when any case fits); of repeated ones the first."""
        found: dict[bytes, bytes] = {}
        for name, value in self._regex.findall(paragraph):
            found.setdefault(name.lower() if self._is_any_case else name, value.strip())
        return found


def paragraphs(content: bytes) -> Iterator[bytes]:
    """The heads of the paragraphs, those that are empty left out; at most PARAGRAPHS_LIMIT."""
    at = 0
    for _ in range(PARAGRAPHS_LIMIT):
        gap = _GAP.search(content, at)
        end = gap.start() if gap else len(content)
        head = content[at : min(end, at + _HEAD_BYTES)]
        if head.strip():
            yield head
        if not gap:
            return
        at = gap.end()
