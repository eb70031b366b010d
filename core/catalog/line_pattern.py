"""Regular expressions for lines, whose work is bounded by the length of the text.

By RE2: Python's `re` goes back and tries again, for years if expression and text are made for it,
and nothing can stop it meanwhile. RE2 knows neither references to groups nor looking ahead or
behind, and takes `\\d`, `\\w` and `\\b` for ASCII's.
"""

from __future__ import annotations

from collections.abc import Iterator

import re2

from core.errors import NameGrammarError
from core.translation import tr_noop


class LinePattern:
    """An expression to look for in lines, in any case of letters.

    Raises NameGrammarError for what is none, or asks for too much.
    """

    def __init__(self, source: str) -> None:
        options = re2.Options()
        options.case_sensitive = False
        options.never_nl = True  # a match never goes on in the next line
        options.log_errors = False
        try:
            self._pattern = re2.compile(f"(?m:{source})", options)
        except (re2.error, UnicodeEncodeError) as error:
            raise NameGrammarError(
                tr_noop("pattern to search for"), source, _reason(error)
            ) from error

    def lines(self, text: bytes) -> Iterator[tuple[int, int, int]]:
        """Of each line with a match where it begins and ends, and where its first match ends.

        `text` is UTF-8, its lines end in a line feed.
        """
        at = 0
        while at <= len(text) and (match := self._pattern.search(text, at)) is not None:
            start = text.rfind(b"\n", 0, match.start()) + 1
            end = text.find(b"\n", match.start())
            end = len(text) if end < 0 else end
            yield start, end, match.end()
            at = end + 1


def _reason(error: Exception) -> str:
    """RE2 says it in bytes."""
    said = error.args[0] if error.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else "it is no text"
