"""Limits for an image, for continuous integration: exact, and what is met is allowed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from core.errors import NameGrammarError
from core.model import Finding, FindingKind, Severity
from core.report.contents import ImageReport
from core.report.wording import bytes_text, kind_word, level_text, percent_text, plural, visible

_SIZE = re.compile(
    r"([0-9]{1,15}(?:\.[0-9]{1,15})?) ?(?:([kmgt])(i?))?b?", re.ASCII | re.IGNORECASE
)
_SHARE = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,15})?) ?(%?)")
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}
_ORDER = (Severity.LOW, Severity.MEDIUM, Severity.HIGH)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """None and () mean: no limit. `max_size_bytes` is for the download, the sum of stored blobs.

    `forbid` allows no finding of these kinds, `max_severity` none that is worse.
    """

    max_reclaimable_bytes: int | None = None
    min_efficiency: Fraction | None = None
    max_size_bytes: int | None = None
    max_layers: int | None = None
    forbid: tuple[FindingKind, ...] = ()
    max_severity: Severity | None = None


def parse_size(given: str) -> int:
    """Bytes of "50MB", "1.5 GiB", "200k" or "1000": k is 1000, Ki is 1024; parts of a byte are cut.

    Raises NameGrammarError.
    """
    match = _SIZE.fullmatch(given.strip())
    if match is None:
        raise NameGrammarError("size", given, "write a number and a unit, as in 50MB, 1.5GiB, 200k")
    unit = 1024 if match[3] else 1000
    return int(Fraction(match[1]) * unit ** _POWERS[(match[2] or "").lower()])


def parse_share(given: str) -> Fraction:
    """The share of "95%" or "0.95", exactly. Raises NameGrammarError."""
    match = _SHARE.fullmatch(given.strip())
    share = Fraction(match[1]) / (100 if match[2] else 1) if match is not None else Fraction(2)
    if share > 1:
        raise NameGrammarError("share", given, "write 95% or 0.95, 100% at most")
    return share


def violations(report: ImageReport, thresholds: Thresholds) -> tuple[str, ...]:
    """One plain sentence for each limit that is crossed; () when all are kept.

    A limit on what is not known, or only in part (a layer's contents are not here), counts as
    crossed.
    """
    return (
        *_reclaimable(report, thresholds.max_reclaimable_bytes),
        *_efficiency(report, thresholds.min_efficiency),
        *_size(report, thresholds.max_size_bytes),
        *_layers(report, thresholds.max_layers),
        *_forbidden(report, thresholds.forbid),
        *_severity(report, thresholds.max_severity),
    )


def _reclaimable(report: ImageReport, limit: int | None) -> tuple[str, ...]:
    if limit is None:
        return ()
    if report.efficiency is None:
        return (_unknown("Reclaimable bytes are", f"at most {bytes_text(limit)}", report),)
    found = report.efficiency.reclaimable_bytes
    if found <= limit:
        return _in_part(report, "Reclaimable bytes are", f"at most {bytes_text(limit)}")
    return (f"{bytes_text(found)} can be reclaimed; allowed: at most {bytes_text(limit)}.",)


def _efficiency(report: ImageReport, limit: Fraction | None) -> tuple[str, ...]:
    if limit is None:
        return ()
    if report.efficiency is None:
        return (_unknown("Efficiency is", f"at least {percent_text(limit)}", report),)
    stored, live = report.efficiency.stored_bytes, report.efficiency.live_bytes
    share = Fraction(live, stored) if stored else Fraction(1)
    if share >= limit:
        return _in_part(report, "Efficiency is", f"at least {percent_text(limit)}")
    return (
        f"Efficiency is {percent_text(share, limit)} ({live:,} of {stored:,} stored bytes can be "
        f"seen); allowed: at least {percent_text(limit, share)}.",
    )


def _size(report: ImageReport, limit: int | None) -> tuple[str, ...]:
    found = report.image.size_bytes
    if limit is None or found <= limit:
        return ()
    return (f"The download is {bytes_text(found)}; allowed: at most {bytes_text(limit)}.",)


def _layers(report: ImageReport, limit: int | None) -> tuple[str, ...]:
    found = len(report.image.layers)
    if limit is None or found <= limit:
        return ()
    return (f"The image has {plural(found, 'layer')}; allowed: at most {limit:,}.",)


def _forbidden(report: ImageReport, kinds: tuple[FindingKind, ...]) -> tuple[str, ...]:
    if not kinds:
        return ()
    words = f"none of {', '.join(kind_word(kind) for kind in kinds)}"
    if report.findings is None:
        return (_unknown("Warnings are", words, report),)
    crossed = []
    for kind in dict.fromkeys(kinds):
        found = [finding for finding in report.findings if finding.kind is kind]
        if found:
            crossed.append(
                f"{plural(len(found), 'warning')} of the kind “{kind_word(kind)}” found; "
                f"allowed: 0; the first is {_name(found[0])}."
            )
    return tuple(crossed) or _in_part(report, "Warnings are", words)


def _severity(report: ImageReport, limit: Severity | None) -> tuple[str, ...]:
    if limit is None:
        return ()
    words = f"none worse than {limit.value}"
    if report.findings is None:
        return (_unknown("Warnings are", words, report),)
    worse = [f for f in report.findings if _ORDER.index(f.severity) > _ORDER.index(limit)]
    if not worse:
        return _in_part(report, "Warnings are", words)
    return (
        f"{plural(len(worse), 'warning')} worse than “{limit.value}” found; allowed: 0; "
        f"the first is {_name(worse[0])}.",
    )


def _name(finding: Finding) -> str:
    return f"{visible(finding.path)} in layer {level_text(finding.level)}"


def _in_part(report: ImageReport, what: str, allowed: str) -> tuple[str, ...]:
    """What is kept as far as anybody knows is not kept when a layer could not be looked into."""
    return () if report.is_complete else (_unknown(what, allowed, report),)


def _unknown(what: str, allowed: str, report: ImageReport) -> str:
    reasons = (*report.unavailable, *(entry.unavailable for entry in report.layers))
    reason = next(reason for reason in reasons if reason).rstrip(".")
    return f"{what} not known ({reason[:1].lower()}{reason[1:]}); allowed: {allowed}."
