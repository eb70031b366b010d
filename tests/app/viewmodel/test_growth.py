"""The curve and the rate of a writable layer."""

from __future__ import annotations

import pytest

from app.viewmodel.growth import Growth


def grown(*seen: tuple[float, int]) -> Growth:
    growth = Growth()
    for moment_s, size_bytes in seen:
        growth.add(moment_s, size_bytes)
    return growth


def test_nothing_is_drawn_while_nothing_grows() -> None:
    assert grown().curve == ()
    assert grown((0, 5)).curve == ()
    assert grown((0, 5), (1, 5)).curve == ()
    assert grown((0, 5), (1, 5)).rate_bytes_s == 0


def test_the_curve_goes_from_the_lowest_to_the_highest() -> None:
    curve = grown((0, 10), (5, 10), (10, 30)).curve
    assert curve[0] == 0.0
    assert curve[-1] == 1.0
    assert list(curve) == sorted(curve)


def test_the_rate_is_of_the_last_seconds() -> None:
    assert grown((0, 0), (10, 1000), (12, 1000), (15, 4000)).rate_bytes_s == pytest.approx(1000)
    assert grown((0, 0), (1, 500)).rate_bytes_s == pytest.approx(500)


def test_shrinking_is_no_growth() -> None:
    growth = grown((0, 1000), (4, 10))
    assert growth.rate_bytes_s == 0
    assert growth.curve[0] == 1.0


def test_what_is_older_than_a_minute_is_forgotten() -> None:
    growth = grown(*((float(second), second) for second in range(200)))
    assert growth.rate_bytes_s == pytest.approx(1.0)
    assert len(growth._seen) <= 62


def test_what_rests_does_not_grow_any_more() -> None:
    growth = grown((0, 0), (1, 5_000))
    assert growth.rate_bytes_s > 0
    assert not growth.rest(1.5), "it may only be between two looks"
    for second in range(3, 8):
        growth.rest(float(second))
    assert growth.rate_bytes_s == 0
    assert not growth.rest(9.0), "nothing more to tell"
    assert max(growth.curve) == 1.0, "the curve stays"
