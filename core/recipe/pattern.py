"""Patterns of recipes: RE2's syntax, so that no answer takes long to match, whoever wrote it."""

from __future__ import annotations

from typing import Any


def check_pattern(pattern: str) -> str:
    """Why it is no pattern, "" when it is one."""
    import re2

    try:
        re2.compile(pattern, _options())
    except (re2.error, UnicodeEncodeError) as error:
        reason = error.args[0] if error.args else error
        return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
    return ""


def matches(pattern: str, answer: str) -> bool:
    """Whether the whole answer has that form."""
    import re2

    return re2.fullmatch(pattern, answer, _options()) is not None


def _options() -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    return options
