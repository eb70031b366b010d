"""Warnings as rows, the worst first, with a heading above each severity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.viewmodel.sizes import size_text, visible
from app.viewmodel.state_words import words_of
from core.model import Finding, FindingKind, Severity
from core.translation import tr, translated

_ORDER = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}
SEVERITY_WORDS = {Severity.HIGH: tr("High"), Severity.MEDIUM: tr("Medium"), Severity.LOW: tr("Low")}


@dataclass(frozen=True, slots=True)
class SeverityHeading:
    """Above the warnings of one severity."""

    severity: Severity
    count: int

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        return f"{SEVERITY_WORDS[self.severity]}: {self.count}"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One warning in words."""

    finding: Finding

    @property
    def brick(self) -> str:
        """Which brick to blame."""
        return tr("brick {level}", level=self.finding.level + 1)

    @property
    def later(self) -> str:
        """What a later brick did to it: its bytes stay inside."""
        if self.finding.deleted_at is None:
            return ""
        return tr(
            "deleted in brick {deleted_at}, still inside", deleted_at=self.finding.deleted_at + 1
        )

    @property
    def path(self) -> str:
        """Where it is, safe to show."""
        return visible(self.finding.path)

    @property
    def excerpt(self) -> str:
        """Line number and masked text, "" when there is none."""
        text = visible(self.finding.excerpt.strip())
        if not text or self.finding.line is None:
            return text
        return tr("line {line}  {excerpt}", line=self.finding.line, excerpt=text)

    @property
    def size(self) -> str:
        """Of the file, "" when it has none."""
        return size_text(self.finding.size_bytes) if self.finding.size_bytes else ""

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        parts = (
            f"{SEVERITY_WORDS[self.finding.severity]}: {visible(translated(self.finding.title))}",
            self.path,
            self.brick,
            self.later,
            self.size,
            self.excerpt,
        )
        return ", ".join(part for part in parts if part)

    @property
    def search_text(self) -> str:
        """What a filter looks through, in lower case."""
        one = self.finding
        return f"{translated(one.title)} {one.path} {words_of(one.kind)} {self.brick}".casefold()


def finding_rows(
    findings: Iterable[Finding], words: str = ""
) -> tuple[SeverityHeading | FindingRow, ...]:
    """Those that have all the words, under a heading for each severity; the given order within."""
    wanted = words.casefold().split()
    rows = [
        row for row in map(FindingRow, findings) if all(word in row.search_text for word in wanted)
    ]
    result: list[SeverityHeading | FindingRow] = []
    for severity in sorted(Severity, key=lambda one: _ORDER[one]):
        inside = [row for row in rows if row.finding.severity is severity]
        if inside:
            result += [SeverityHeading(severity, len(inside)), *inside]
    return tuple(result)


def secrets_in(findings: Sequence[Finding]) -> int:
    """How many are secrets."""
    return sum(one.kind is FindingKind.SECRET for one in findings)
