"""The limits for images from outside, as they are written and read."""

from __future__ import annotations

from dataclasses import fields

import pytest

from app.viewmodel.limit_rows import ROWS, limits_of, read_limit, text_of
from core.errors import NameGrammarError
from core.model import ReadingLimits

BY_KEY = {row.key: row for row in ROWS}


def test_every_limit_has_a_row_with_a_sentence() -> None:
    assert {row.key for row in ROWS} == {one.name for one in fields(ReadingLimits)}
    assert all(row.sentence.endswith(".") for row in ROWS)


def test_what_is_written_is_what_is_read() -> None:
    for limits in (ReadingLimits(), ReadingLimits(7, 1, 123, 2, 1_500_000, 1 << 42)):
        values = {row.key: read_limit(row, text_of(row, limits)) for row in ROWS}
        assert limits_of(values) == limits


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("entries", "1 000 000", 1_000_000),
        ("entries", "2,500", 2_500),
        ("layer_bytes", "2 TB", 2 * 10**12),
        ("layer_bytes", "1.5 TiB", 3 << 39),
        ("free_bytes", "512 MiB", 512 << 20),
        ("free_bytes", "800", 800),
    ],
)
def test_numbers_and_sizes_are_read(key: str, text: str, value: int) -> None:
    assert read_limit(BY_KEY[key], text) == value


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("entries", "many"), ("entries", ""), ("entries", "0"), ("entries", "-5"),
        ("entries", "9" * 30), ("layers", "1e9"), ("free_bytes", ""), ("free_bytes", "0"),
        ("layer_bytes", "99999999 TiB"), ("layer_bytes", "a lot"),
    ],
)  # fmt: skip
def test_what_is_no_positive_number_is_refused(key: str, text: str) -> None:
    with pytest.raises(NameGrammarError):
        read_limit(BY_KEY[key], text)
