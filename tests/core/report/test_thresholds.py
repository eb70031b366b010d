"""Limits are exact: what is met is allowed, what is crossed says both values."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from core.errors import NameGrammarError
from core.model import FindingKind, Severity
from core.report import (
    ImageReport,
    Thresholds,
    gather_image,
    parse_share,
    parse_size,
    violations,
)
from tests.core.report.samples import IMAGE, SampleInspection, make_efficiency


def report_of(stored: int = 5_000_000, live: int = 4_750_000) -> ImageReport:
    report = gather_image(SampleInspection(text="etc/key"), IMAGE)
    return replace(report, efficiency=make_efficiency(stored=stored, live=live))


@pytest.mark.parametrize(
    ("given", "size"),
    [
        ("0", 0), ("1000", 1000), ("10B", 10), ("10 b", 10), ("200k", 200_000), ("200K", 200_000),
        ("50MB", 50_000_000), ("50 mb", 50_000_000), ("1GB", 10**9), ("2T", 2 * 10**12),
        ("1Ki", 1024), ("1KiB", 1024), ("1.5 GiB", 3 * 2**29), ("1.5GiB", 3 * 2**29),
        ("0.3kB", 300), ("1.0001kB", 1000), ("  7MiB ", 7 << 20), ("1TiB", 1 << 40),
    ],
)  # fmt: skip
def test_sizes(given: str, size: int) -> None:
    assert parse_size(given) == size


@pytest.mark.parametrize(
    "given",
    ["", " ", "MB", "-1", "+1", "1,5MB", "1e6", "5 0MB", "50MBit", "50ib", "iB", "1PB", ".5M",
     "1.M", "nan", "inf", "٣MB", "1\n", "9" * 5000, "0x10", "50 M B", "1\u212a"],
)  # fmt: skip
def test_what_is_no_size(given: str) -> None:
    if given == "1\n":
        assert parse_size(given) == 1  # blanks around it do not matter
        return
    with pytest.raises(NameGrammarError, match="cannot be a size"):
        parse_size(given)


@pytest.mark.parametrize(
    ("given", "share"),
    [
        ("95%", Fraction(95, 100)), ("95 %", Fraction(95, 100)), ("0.95", Fraction(95, 100)),
        ("99.999%", Fraction(99_999, 100_000)), ("0", Fraction(0)), ("1", Fraction(1)),
        ("100%", Fraction(1)), ("1%", Fraction(1, 100)), ("0.1", Fraction(1, 10)),
    ],
)  # fmt: skip
def test_shares(given: str, share: Fraction) -> None:
    assert parse_share(given) == share


@pytest.mark.parametrize(
    "given", ["", "%", "95", "101%", "1.1", "-5%", "0,95", "nan", "95%%", "95 percent", "9" * 5000]
)
def test_what_is_no_share(given: str) -> None:
    with pytest.raises(NameGrammarError, match="cannot be a share"):
        parse_share(given)


@pytest.mark.parametrize(
    ("thresholds", "kept"),
    [
        (Thresholds(), True),
        (Thresholds(max_reclaimable_bytes=250_000), True),
        (Thresholds(max_reclaimable_bytes=249_999), False),
        (Thresholds(min_efficiency=Fraction(95, 100)), True),
        (Thresholds(min_efficiency=Fraction(95_000_001, 100_000_000)), False),
        (Thresholds(max_size_bytes=2_000_000), True),
        (Thresholds(max_size_bytes=1_999_999), False),
        (Thresholds(max_layers=2), True),
        (Thresholds(max_layers=1), False),
        (Thresholds(forbid=(FindingKind.CACHE, FindingKind.WRITABLE)), True),
        (Thresholds(forbid=(FindingKind.SECRET,)), False),
        (Thresholds(max_severity=Severity.HIGH), True),
        (Thresholds(max_severity=Severity.MEDIUM), False),
    ],
)
def test_met_is_allowed_and_crossed_is_not(thresholds: Thresholds, kept: bool) -> None:
    assert (violations(report_of(), thresholds) == ()) is kept


def test_the_score_is_not_cut_to_whole_percents() -> None:
    """A tool that cuts would take 94.9999 % for 94 %, or for 95 % when it rounds."""
    report = report_of(stored=1_000_000_000, live=949_999_999)
    (sentence,) = violations(report, Thresholds(min_efficiency=Fraction(95, 100)))
    assert sentence == (
        "Efficiency is 94.9 % (949,999,999 of 1,000,000,000 stored bytes can be seen); "
        "allowed: at least 95 %."
    )
    limit = Fraction(9_499_999_991, 10_000_000_000)
    (sentence,) = violations(report, Thresholds(min_efficiency=limit))
    assert sentence.startswith("Efficiency is 94.9999999 % (")
    assert sentence.endswith("allowed: at least 94.99999991 %.")


def test_an_image_that_stores_nothing_is_efficient() -> None:
    assert violations(report_of(0, 0), Thresholds(min_efficiency=Fraction(1))) == ()


def test_each_sentence_says_found_and_allowed() -> None:
    crossed = violations(
        report_of(),
        Thresholds(
            249_999, Fraction(96, 100), 1_000_000, 1, (FindingKind.SECRET, FindingKind.SETUID),
            Severity.LOW,
        ),
    )  # fmt: skip
    assert crossed == (
        "250,000 bytes (250 KB) can be reclaimed; allowed: at most 249,999 bytes (250 KB).",
        "Efficiency is 95 % (4,750,000 of 5,000,000 stored bytes can be seen); "
        "allowed: at least 96 %.",
        "The download is 2,000,000 bytes (2.00 MB); allowed: at most 1,000,000 bytes (1.00 MB).",
        "The image has 2 layers; allowed: at most 1.",
        "1 warning of the kind “secret” found; allowed: 0; the first is etc/key in layer 1.",
        "1 warning of the kind “setuid” found; allowed: 0; the first is bin/su in layer 2.",
        "2 warnings worse than “low” found; allowed: 0; the first is etc/key in layer 1.",
    )


@pytest.mark.parametrize("has_no_sums", [False, True])
def test_what_is_not_known_does_not_pass(has_no_sums: bool) -> None:
    report = gather_image(SampleInspection(unreadable=(0,), has_no_sums=has_no_sums), IMAGE)
    limits = Thresholds(
        10**12, Fraction(0), 10**12, 99, (FindingKind.CACHE,), Severity.HIGH
    )  # size and layers are known all the same
    crossed = violations(report, limits)
    assert [sentence.split(" not known")[0] for sentence in crossed] == [
        "Reclaimable bytes are", "Efficiency is", "Warnings are", "Warnings are",
    ]  # fmt: skip
    assert all("contents of layer 1 are not available: they are damaged" in s for s in crossed)


def test_a_limit_that_is_crossed_by_the_known_part_says_the_figures() -> None:
    report = gather_image(SampleInspection(unreadable=(0,)), IMAGE)
    (sentence,) = violations(report, Thresholds(max_reclaimable_bytes=1))
    assert sentence == "250,000 bytes (250 KB) can be reclaimed; allowed: at most 1 byte."


def test_a_hostile_path_stays_in_its_sentence() -> None:
    report = gather_image(SampleInspection(text="a\nb\x1b[31m\u202e"), IMAGE)
    (sentence,) = violations(report, Thresholds(forbid=(FindingKind.SECRET,)))
    assert sentence.isprintable()
    assert "a\\nb\\x1b[31m\\u202e" in sentence
