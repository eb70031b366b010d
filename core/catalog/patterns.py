"""What a person types to filter paths; the same rules as in a search of names."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Sequence

from core.catalog.name_tree import folded

_SPECIAL = frozenset("*?[")
_ANY_DEPTH = b"**"

_Test = Callable[[bytes], object]


def raw_text(text: str) -> bytes:
    """A person's text as bytes of a path. Half a character that no path can hold is in none."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def path_matcher(pattern: str) -> Callable[[bytes], bool]:
    """Whether a path matches that was made comparable by `comparable_path`.

    With `*`, `?` or `[` it is a shell pattern of last components, as many as it has, `**` for any
    number; with a slash in front of the whole path. Else all words have to be somewhere in it.
    """
    wanted = raw_text(folded(pattern.strip()))
    if not _SPECIAL & set(pattern):
        words = wanted.split()
        if len(words) == 1:
            word = words[0].lstrip(b"/") or words[0]
            return lambda path: word in path
        return lambda path: all(word in path for word in words)
    parts = wanted.strip(b"/").split(b"/")
    if not wanted.startswith(b"/"):
        parts.insert(0, _ANY_DEPTH)
    # One after another means no more than one, and takes much longer.
    parts = [part for part, before in zip(parts, [b"", *parts], strict=False)
             if part != _ANY_DEPTH or before != _ANY_DEPTH]  # fmt: skip
    tests = [_component_test(part) for part in parts]
    last = tests[-1]

    def matches(path: bytes) -> bool:
        if last is not None and not last(path[path.rfind(b"/") + 1 :]):
            return False  # most paths
        return _fit(tests, path.split(b"/"))

    return matches


def comparable_path(path: bytes) -> bytes:
    """A path without regard to case."""
    if path.isascii():
        return path.lower()
    return raw_text(folded(path.decode("utf-8", "surrogateescape")))


def _component_test(part: bytes) -> _Test | None:
    """None for any number of components."""
    if part == _ANY_DEPTH:
        return None
    # As Latin-1, where each byte is a character.
    return re.compile(fnmatch.translate(part.decode("latin-1")).encode("latin-1")).match


def _fit(tests: Sequence[_Test | None], components: Sequence[bytes]) -> bool:
    if not tests:
        return not components
    first = tests[0]
    if first is None:
        return any(_fit(tests[1:], components[n:]) for n in range(len(components) + 1))
    return bool(components and first(components[0])) and _fit(tests[1:], components[1:])
