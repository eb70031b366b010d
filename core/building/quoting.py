"""Values and commands written such that builders read back the same ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

_PLAIN = re.compile(r"[\w.,:/@%+=-]+", re.ASCII)
_LIST = re.compile(r"\[\s*[\"\]]")
_HEREDOC = re.compile(r"<<-?\s*['\"]?\w")
_LINE_WIDTH = 96
_LINE_LIMIT_BYTES = 48 * 1024  # some builders read no longer lines


def quoted(text: str) -> str:
    """A value as ENV, LABEL and ARG read it back, whatever is in it but control characters."""
    if _PLAIN.fullmatch(text):
        return text
    # Unlike in JSON, only these signs have a meaning within quotes.
    return '"' + re.sub(r'(["\\$])', r"\\\1", text) + '"'


def exec_form(argv: Iterable[str]) -> str:
    """A JSON list, on one line and in ASCII."""
    return json.dumps(list(argv))


def run_line(command: str) -> str | None:
    """RUN with a shell command; None when no Containerfile can hold it (no UTF-8, too long).

    Where the shell form would mean something else (several lines, what looks like an option, a
    list, a heredoc or a continuation), the same is given to the shell by the exec form.
    """
    text = command.strip()
    if not text or "\0" in text or not _is_utf8(text):
        return None
    line = f"RUN {_folded(text)}" if _fits_shell_form(text) else None
    if line is None:
        line = "RUN " + exec_form(("/bin/sh", "-c", text))
    if max(len(one.encode()) for one in line.split("\n")) > _LINE_LIMIT_BYTES:
        return None
    return line


def _fits_shell_form(text: str) -> bool:
    return (
        text.isprintable()
        and not text.startswith("--")
        and not text.endswith(("\\", "`"))
        and not _LIST.match(text)  # builders stop reading where the list ends
        and not _HEREDOC.search(text)
    )


def _folded(text: str) -> str:
    """Long lines are continued, where they are joined again to exactly the same text."""
    lines: list[str] = []
    while len(text) > _LINE_WIDTH:
        at = _fold_at(text)
        if at <= 0:
            break
        lines.append(text[:at] + "\\")
        text = text[at:]
    return "\n".join([*lines, text])


def _fold_at(text: str) -> int:
    """Behind the last space that fits; 0 for none. Better after && or ; than elsewhere."""
    fitting = [
        match.end()
        for match in re.finditer(r"(?<=[^\s\\`]) (?=[^\s#\\`])", text)
        if match.end() <= _LINE_WIDTH or match.end() < len(text) // 2
    ]
    within = [at for at in fitting if at <= _LINE_WIDTH] or fitting[:1]
    after_and = [at for at in within if text[:at].endswith((" && ", "; ", " || ", " | "))]
    chosen = after_and or within
    return chosen[-1] if chosen else 0


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
