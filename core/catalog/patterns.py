"""What a person types to filter paths; the same rules as in a search of names."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Sequence

_SPECIAL = frozenset("*?[")

_Test = Callable[[bytes], object]


def path_matcher(pattern: str) -> Callable[[bytes], bool]:
    """Whether a path in lower case matches.

    With `*`, `?` or `[` it is a shell pattern of last components, as many as it has, `**` for any
    number; with a slash in front of the whole path. Else all words have to be somewhere in it.
    """
    wanted = pattern.strip().casefold().encode("utf-8", "surrogateescape")
    if not _SPECIAL & set(pattern):
        words = wanted.split()
        if len(words) == 1:
            word = words[0].lstrip(b"/") or words[0]
            return lambda path: word in path
        return lambda path: all(word in path for word in words)
    tests = [_component_test(part) for part in wanted.strip(b"/").split(b"/")]
    if not wanted.startswith(b"/"):
        tests.insert(0, None)
    last = tests[-1]

    def matches(path: bytes) -> bool:
        if last is not None and not last(path[path.rfind(b"/") + 1 :]):
            return False  # most paths
        return _fit(tests, path.split(b"/"))

    return matches


def _component_test(part: bytes) -> _Test | None:
    """None for any number of components."""
    if part == b"**":
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
