"""Expressions for lines, against Python's own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalog.line_pattern import LinePattern
from core.errors import NameGrammarError

_ATOMS = [
    "a", "b", "B", "1", ".", r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", "[ab]", "[^a]", "[a-c1]",
    "[^B-]", r"[\d_]", r"\b", "^", "$", " ", "_",
]  # fmt: skip
_PATTERNS = st.recursive(
    st.sampled_from(_ATOMS),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}|{pair[1]})"),
        st.tuples(
            inner, st.sampled_from(["*", "+", "?", "*?", "{2}", "{1,2}", "{0,3}", "{2,}"])
        ).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
    ),
    max_leaves=8,
)
_LINES = st.text("abABc1 _-", max_size=9)


def found(pattern: str, text: str) -> list[str]:
    content = text.encode()
    return [content[a:b].decode() for a, b, _place in LinePattern(pattern).lines(content)]


@settings(max_examples=600, deadline=None)
@given(_PATTERNS, st.lists(_LINES, min_size=1, max_size=4))
def test_a_line_matches_when_it_does_for_re(pattern: str, lines: list[str]) -> None:
    theirs = re.compile(pattern, re.IGNORECASE | re.ASCII)
    wanted = [line for line in lines if theirs.search(line)]
    assert found(pattern, "\n".join(lines)) == wanted


def test_other_letters_are_found_in_any_case() -> None:
    assert found("GRÖSSE|größe", "die GRÖßE\nnichts") == ["die GRÖßE"]


def test_a_match_ends_where_it_does() -> None:
    content = b"xx foo1 foo22"
    assert [place for _a, _b, place in LinePattern(r"foo\d+").lines(content)] == [7]


def test_hostile_expressions_take_no_longer_than_their_text() -> None:
    """By `re` this would not end in a lifetime."""
    assert found("(a+)+$", "a" * 50_000 + "b") == []


@pytest.mark.parametrize(
    "pattern", ["(", "[a", "a**b(", r"(a)\1", "(?<!a)b", "(?=a)", "(a{1000}){1000}", "\udce9"]
)
def test_what_cannot_be_had(pattern: str) -> None:
    with pytest.raises(NameGrammarError) as caught:
        LinePattern(pattern)
    assert caught.value.given == pattern
