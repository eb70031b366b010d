"""`.containerignore` and `.dockerignore`: what of a folder is not there for COPY and ADD.

The rules are those of the Dockerfile reference (".dockerignore file"): patterns as Go's
filepath.Match has them, and `**`; the last pattern that matches a path, or a folder above it,
decides; `!` takes back in.
"""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass
from functools import cache

from core.building.reading import read_text
from core.errors import FileAccessError

_NAMES = (".containerignore", ".dockerignore")


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """Patterns in their order; True for those that take back in."""

    rules: tuple[tuple[re.Pattern[str], bool], ...] = ()

    @property
    def has_exceptions(self) -> bool:
        """Whether something below an ignored folder may be there all the same."""
        return any(is_exception for _pattern, is_exception in self.rules)

    def is_ignored(self, path: str) -> bool:
        """Whether a path, relative to the folder, is left out."""
        parts = path.split("/")
        above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
        ignored = False
        for pattern, is_exception in self.rules:
            if is_exception == ignored and any(pattern.fullmatch(one) for one in above):
                ignored = not is_exception
        return ignored


def load_ignore_rules(context: str, containerfile: str = "") -> IgnoreRules:
    """Those beside the Containerfile (`<its name>.dockerignore`) or in the folder, else none.

    Raises FileAccessError and MalformedDocumentError.
    """
    own = [f"{containerfile}{name}" for name in _NAMES] if containerfile else []
    for path in (*own, *(os.path.join(context, name) for name in _NAMES)):
        if os.path.lexists(path):
            return parse_ignore_rules(read_text(path), path)
    return IgnoreRules()


def parse_ignore_rules(text: str, path: str = ".dockerignore") -> IgnoreRules:
    """Raises FileAccessError for a pattern that cannot be understood, with its line."""
    rules: list[tuple[re.Pattern[str], bool]] = []
    for number, line in enumerate(text.split("\n"), 1):
        pattern = line.strip()
        if not pattern or line.startswith("#"):
            continue
        is_exception = pattern.startswith("!")
        pattern = posixpath.normpath(pattern.removeprefix("!").strip() or ".").lstrip("/")
        if pattern in (".", ""):
            continue
        try:
            rules.append((compile_pattern(pattern), is_exception))
        except re.error as error:
            raise FileAccessError(path, f"line {number} is no pattern: {error}") from error
    return IgnoreRules(tuple(rules))


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Go's filepath.Match with `**` for any number of folders. Raises re.error."""
    pieces: list[str] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if pattern.startswith("**", at - 1):
            at += 1
            if pattern.startswith("/", at):
                at += 1
                pieces.append("(?:.*/)?")
            else:
                pieces.append(".*")
        elif char == "*":
            pieces.append("[^/]*")
        elif char == "?":
            pieces.append("[^/]")
        elif char == "\\":
            if at == len(pattern):
                raise re.error("nothing stands after \\")
            pieces.append(re.escape(pattern[at]))
            at += 1
        elif char == "[":
            end = pattern.find("]", at + 1)
            if end < 0:
                raise re.error("a [ is never closed")
            inside = pattern[at:end]
            sign = "^/" if inside.startswith("^") else ""
            body = re.sub(r"([\[\]&|~\\])", r"\\\1", inside.removeprefix("^"))
            pieces.append(f"[{sign}{body}]")
            at = end + 1
        else:
            pieces.append(re.escape(char))
    return re.compile("".join(pieces), re.DOTALL)
