"""Words for numbers, and for what must not be shown as it is."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.report.wording import bytes_text, percent_text, pieces, visible
from core.wording import size_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain ä 漢字", "plain ä 漢字"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\x00\x1b\x7f", "\\x00\\x1b\\x7f"),
        ("\x9b\u00a0\u00ad", "\\u009b\\u00a0\\u00ad"),  # characters, where \xNN are bytes
        ("\udce9\udcff", "\\xe9\\xff"),
        ("\ud800", "\\ud800"),
        ("\u202e\u2066\u200b\ufeff\u2028", "\\u202e\\u2066\\u200b\\ufeff\\u2028"),
        ("\U000e0041", "\\U000e0041"),
        ("", ""),
    ],
)
def test_what_has_no_picture_is_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert "".join(piece for piece, _is_odd in pieces(text)) == shown


def test_pieces_tell_what_was_made_visible() -> None:
    assert list(pieces("a\\n\nb")) == [("a\\n", False), ("\\n", True), ("b", False)]


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.00 KB"), (999_600, "1.00 MB"), (74_800_000, "74.8 MB"),
     (-250_000, "-250 KB"), (5 * 10**15, "5000 TB")],
)  # fmt: skip
def test_sizes(size: int, words: str) -> None:
    assert size_text(size) == words


def test_exact_sizes() -> None:
    assert bytes_text(1) == "1 byte"
    assert bytes_text(999) == "999 bytes"
    assert bytes_text(2_187_056) == "2,187,056 bytes (2.19 MB)"


@pytest.mark.parametrize(
    ("share", "other", "words"),
    [
        (Fraction(1), None, "100 %"),
        (Fraction(0), None, "0 %"),
        (Fraction(999_999, 1_000_000), None, "99.9 %"),  # never rounded up to all of it
        (Fraction(2, 3), None, "66.6 %"),
        (Fraction(94_999, 100_000), Fraction(95, 100), "94.9 %"),
        (Fraction(95_001, 100_000), Fraction(95, 100), "95.001 %"),
        (Fraction(1, 3), Fraction(1, 3), "33.333333333333 %"),
    ],
)
def test_percentages(share: Fraction, other: Fraction | None, words: str) -> None:
    assert percent_text(share, other) == words
