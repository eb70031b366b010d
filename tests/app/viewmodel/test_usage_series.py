"""What a container used as curves and words, with plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.viewmodel.usage_series import WINDOW_S, Measure, UsageSeries, percent
from core.model import Limits, Usage

START = datetime(2026, 11, 3, 14, 2, tzinfo=UTC)


def at(second: float, **facts: object) -> Usage:
    return replace(Usage(START + timedelta(seconds=second)), **facts)  # type: ignore[arg-type]


def series(*looks: Usage, limits: Limits | None = None) -> UsageSeries:
    made = UsageSeries()
    if limits is not None:
        made.set_limits(limits)
    for look in looks:
        made.add(look)
    return made


def test_nothing_is_known_before_the_first_look() -> None:
    for measure in Measure:
        view = series().view(measure)
        assert (view.current, view.peak, view.is_measured) == ("…", "", False)
        assert view.highest == 1.0
    assert series().newest is None
    assert series().kills_words == ""
    assert not series().is_estimate


def test_levels_are_told_at_once_and_rates_from_the_second_look_on() -> None:
    one = series(at(0, cpu_seconds=1.0, memory_bytes=2_000, pids=3))
    assert one.view(Measure.MEMORY).current == "2.00 KB"
    assert one.view(Measure.PIDS).current == "3"
    assert one.view(Measure.CPU).current == "…"
    one.add(at(2, cpu_seconds=2.0, memory_bytes=1_000, pids=3))
    assert one.view(Measure.CPU).current == "50 %"
    memory = one.view(Measure.MEMORY)
    assert (memory.current, memory.peak) == ("1.00 KB", "peak 2.00 KB")
    assert memory.curves[0].seconds == (-2.0, 0.0)
    assert memory.curves[0].values == (2_000.0, 1_000.0)


def test_disk_and_network_have_two_curves() -> None:
    made = series(
        at(0, read_bytes=0, written_bytes=0, received_bytes=0, sent_bytes=5),
        at(2, read_bytes=4_000, written_bytes=2_000, received_bytes=None, sent_bytes=5),
    )
    assert made.view(Measure.DISK).current == "read 2.00 KB/s  written 1.00 KB/s"
    assert made.view(Measure.NETWORK).current == "sent 0 B/s"


def test_what_is_not_measured_is_said_as_soon_as_it_is_sure() -> None:
    one = series(at(0, cpu_seconds=1.0, read_bytes=0, written_bytes=0))
    assert one.view(Measure.NETWORK).current == "not measured here"
    assert one.view(Measure.MEMORY).current == "not measured here"
    assert one.view(Measure.CPU).current == one.view(Measure.DISK).current == "…"


def test_a_sum_that_fell_began_anew() -> None:
    made = series(
        at(0, cpu_seconds=50.0), at(1, cpu_seconds=50.5), at(2, cpu_seconds=0.0),
        at(3, cpu_seconds=0.25),
    )  # fmt: skip
    assert made.view(Measure.CPU).curves[0].values == pytest.approx((50.0, 25.0))


def test_looks_in_the_wrong_order_or_too_near_are_passed() -> None:
    made = series(at(5, memory_bytes=5), at(4, memory_bytes=4), at(5, memory_bytes=6))
    assert made.newest == at(5, memory_bytes=5)
    near = series(at(0, cpu_seconds=0.0), at(0.01, cpu_seconds=9.0))
    assert not near.view(Measure.CPU).is_measured


def test_what_is_older_than_the_window_is_forgotten() -> None:
    made = series(at(0, memory_bytes=9_000), at(10, memory_bytes=2_000))
    made.add(at(WINDOW_S + 5, memory_bytes=1_000))
    assert made.view(Measure.MEMORY).peak == "peak 2.00 KB"
    made.clear()
    assert made.newest is None


def test_only_enforced_limits_are_drawn() -> None:
    wanted = Limits(memory_bytes=4_000, cpus=1.5, pids=64)
    free = series(at(0, memory_bytes=1_000, pids=2), limits=wanted)
    assert free.view(Measure.MEMORY).limit is None
    assert free.view(Measure.MEMORY).notes == ("limit of 4.00 KB is not enforced here",)
    assert free.view(Measure.CPU).notes == ("limit of 150 % is not enforced here",)
    assert free.view(Measure.PIDS).notes == ("limit of 64 is not enforced here",)
    held = series(
        at(0, memory_bytes=1_000, memory_limit_bytes=4_000, cpus_limit=1.5, pids_limit=64),
        limits=wanted,
    )
    assert held.view(Measure.MEMORY).limit == held.view(Measure.MEMORY).highest == 4_000
    assert held.view(Measure.MEMORY).notes == ("limit 4.00 KB",)
    assert held.view(Measure.CPU).limit == pytest.approx(150)
    assert held.view(Measure.PIDS).notes == ("limit 64",)


def test_a_limit_far_above_does_not_flatten_the_curve() -> None:
    view = series(at(0, memory_bytes=1_000, memory_limit_bytes=8_000)).view(Measure.MEMORY)
    assert (view.limit, view.highest) == (8_000, 1_000)
    view = series(at(0, memory_bytes=1_001, memory_limit_bytes=8_000)).view(Measure.MEMORY)
    assert view.highest == 8_000


def test_estimates_and_kills_are_told() -> None:
    made = series(at(0, memory_bytes=1_000, is_estimate=True, out_of_memory_kills=1))
    view = made.view(Measure.MEMORY)
    assert made.is_estimate
    assert view.as_sentence == "Memory: 1.00 KB, estimate"
    assert made.kills_words == "Out of memory: 1 process killed"
    made.add(at(1, out_of_memory_kills=2))
    assert made.kills_words == "Out of memory: 2 processes killed"


def test_percents_are_short() -> None:
    assert [percent(value) for value in (0, 0.4, 9.94, 9.96, 150)] == [
        "0 %", "0.4 %", "9.9 %", "10 %", "150 %",
    ]  # fmt: skip
