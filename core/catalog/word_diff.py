"""What changed within lines."""

from __future__ import annotations

import bisect
import difflib
import re
from collections import Counter
from collections.abc import Sequence

from core.catalog.line_matching import common_start

Spans = tuple[tuple[str, bool], ...]
"""Pieces of a line, and whether each is among what changed."""

SHOWN_CHARACTERS = 4096
"""So much of a line is shown."""
_CUT_MARK = "…"
_SHOWN_BEFORE = 200  # characters in front of a change that is far out in a long line
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_SIMILAR = 0.4  # the part of two lines that has to be equal
_COMPARED_CHARACTERS = 20_000  # of a line; of longer ones only the ends are compared
_PAIRS_AT_ONCE = 3_000
_LINES_AT_ONCE = 400  # removed times added ones


class WordBudget:
    """How much work may still go into words of one diff; about one unit a microsecond."""

    def __init__(self, units: int = 2_000_000) -> None:
        self._left = units

    def take(self, units: int) -> bool:
        """Whether there was that much."""
        self._left -= units
        return self._left >= 0


def pair_lines(
    removed: Sequence[str], added: Sequence[str], budget: WordBudget
) -> list[tuple[int, int]]:
    """Which removed line became which added one, in order, of lines that are alike."""
    if len(removed) * len(added) > _LINES_AT_ONCE:
        return list(zip(range(len(removed)), range(len(added)), strict=False))
    if not budget.take(10 * len(removed) * len(added) + sum(map(len, (*removed, *added)))):
        return []
    old, new = [_words(line) for line in removed], [_words(line) for line in added]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[_likeness(one, other) for other in new] for one in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            both = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= _SIMILAR else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    found, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found


def word_spans(old: str, new: str, budget: WordBudget) -> tuple[Spans, Spans] | None:
    """Both lines with what differs between them; None when they have too little in common."""
    if max(len(old), len(new)) > _COMPARED_CHARACTERS:
        one, other = _split_at_ends(old, new)
        return _spans(one, [(0, 1), (2, 1)]), _spans(other, [(0, 1), (2, 1)])
    if not budget.take(len(old) + len(new)):
        return None
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    start = common_start(one, other)
    end = common_start(one[start:][::-1], other[start:][::-1])
    middle = one[start : len(one) - end], other[start : len(other) - end]
    blocks = [(0, 0, start)] if start else []
    counts = Counter(middle[1])
    pairs = sum(counts[token] for token in middle[0])
    if pairs <= _PAIRS_AT_ONCE and budget.take(pairs):
        matcher = difflib.SequenceMatcher(None, *middle, autojunk=False)
        blocks += [(a + start, b + start, size) for a, b, size in matcher.get_matching_blocks()]
    if end:
        blocks.append((len(one) - end, len(other) - end, end))
    same = sum(len("".join(one[a : a + size]).strip()) for a, _b, size in blocks)
    if same < _SIMILAR * max(len(old.strip()), len(new.strip()), 1):
        return None
    return (
        _spans(one, [(a, size) for a, _b, size in blocks]),
        _spans(other, [(b, size) for _a, b, size in blocks]),
    )


def shown(spans: Spans) -> Spans:
    """Cut to SHOWN_CHARACTERS around the first change, with marks where something is missing."""
    length = sum(len(text) for text, _is_changed in spans)
    if length <= SHOWN_CHARACTERS:
        return spans
    place = 0
    for text, is_changed in spans:
        if is_changed:
            break
        place += len(text)
    start = 0
    if place < length and place > SHOWN_CHARACTERS - _SHOWN_BEFORE:
        start = min(place - _SHOWN_BEFORE, length - SHOWN_CHARACTERS)
    kept, at = [(_CUT_MARK, False)] if start else [], 0
    for text, is_changed in spans:
        piece = text[max(0, start - at) : max(0, start + SHOWN_CHARACTERS - at)]
        if piece:
            kept.append((piece, is_changed))
        at += len(text)
    if start + SHOWN_CHARACTERS < length:
        kept.append((_CUT_MARK, False))
    return tuple(kept)


def _words(line: str) -> Counter[str]:
    tokens = _TOKEN.findall(line[:SHOWN_CHARACTERS])
    return Counter(token for token in tokens if not token.isspace())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """From 0 to 1, by characters of words that both have."""
    sizes = [sum(len(word) * count for word, count in words.items()) for words in (one, other)]
    same = sum(len(word) * min(count, other[word]) for word, count in one.items())
    return 2 * same / sum(sizes) if any(sizes) else 1.0


def _split_at_ends(old: str, new: str) -> tuple[list[str], list[str]]:
    """Both texts as what is the same at the start, what is not, and what is the same at the end."""
    shorter = min(len(old), len(new))
    start = bisect.bisect_left(range(shorter), True, key=lambda n: old[: n + 1] != new[: n + 1])
    left = range(shorter - start)
    end = bisect.bisect_left(left, True, key=lambda n: old[-n - 1 :] != new[-n - 1 :])
    one, other = (
        [text[:start], text[start : len(text) - end], text[len(text) - end :]]
        for text in (old, new)
    )
    return one, other


def _spans(tokens: Sequence[str], same: Sequence[tuple[int, int]]) -> Spans:
    found: list[tuple[str, bool]] = []
    at = 0
    for start, size in (*same, (len(tokens), 0)):
        for piece, is_changed in ((tokens[at:start], True), (tokens[start : start + size], False)):
            text = "".join(piece)
            if text and found and found[-1][1] == is_changed:
                found[-1] = (found[-1][0] + text, is_changed)
            elif text:
                found.append((text, is_changed))
        at = start + size
    return tuple(found)
