from __future__ import annotations

from dataclasses import replace

import pytest

from app.viewmodel.byte_words import (
    base_sentence,
    brick_rows,
    four_sizes,
    listed_words,
    percent_text,
    signed_size,
)
from core.model import LayerSizes
from tests.app.panels.inspector import samples


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (1.0, "100 %"), (0.0, "0 %"), (0.8216, "82.2 %"), (0.9999, "more than 99.9 %"),
        (0.0001, "less than 0.1 %"), (1.303, "130.3 %"),
    ],
)  # fmt: skip
def test_percentages_never_round_to_all_or_nothing(share: float, words: str) -> None:
    assert percent_text(share) == words


def test_what_a_brick_adds_may_be_less_than_nothing() -> None:
    assert signed_size(60_100_000) == "+60.1 MB"
    assert signed_size(-100_000) == "−100 KB"
    assert signed_size(0) == "0 B"


def test_bricks_stand_as_in_the_tower_with_their_three_sizes() -> None:
    sizes = [LayerSizes(added_bytes=-5_000 if n == 3 else n, total_bytes=n) for n in range(4)]
    rows = brick_rows(samples.efficiency(), samples.target(), [*sizes, None])
    assert [row.level for row in rows] == [4, 3, 2, 1, 0]
    assert rows[0].stack_words == ("4.10 KB", "…", "…")
    assert rows[1].stack_words == ("28.6 MB", "−5.00 KB", "3 B")
    assert (rows[1].hidden_words, rows[1].hiding_words) == ("", "hides 31.3 MB below")
    assert rows[2].hidden_words == "31.3 MB hidden later"
    assert rows[2].as_sentence == (
        "Brick 3 nginx 1.26 web server: stores 62.4 MB, adds +2 B, running total 2 B, "
        "31.3 MB hidden later"
    )


def test_the_share_above_the_base_says_of_what_it_is_a_share() -> None:
    found = samples.efficiency()
    sentence = base_sentence(found)
    assert "Above the base image (1 brick) 31.3 MB are hidden" in sentence
    assert "31.1 % of what those bricks store" in sentence
    assert base_sentence(replace(found, base_levels=0)) == ""
    assert base_sentence(replace(found, base_levels=5)) == ""  # nothing stands above it
    assert "nothing is hidden" in base_sentence(replace(found, base_levels=4))


def test_four_sizes_are_sums_with_a_name_and_what_they_count() -> None:
    one = LayerSizes(1, 20, 300, 4_000)
    rows = four_sizes([one, None, one])
    assert [(row.name, row.size_bytes) for row in rows] == [
        ("File bytes", 2), ("On disk", 40), ("Download", 600), ("Only here", 8_000),
    ]  # fmt: skip
    assert all(row.explanation for row in rows)


def test_a_list_that_is_cut_says_so() -> None:
    found = samples.efficiency()
    assert listed_words(found) == f"{len(found.files)} hidden files"
    assert listed_words(replace(found, wasted_files=1_234)) == (
        f"The {len(found.files)} largest of 1\u2009234 hidden files"
    )
