"""Packages as rows: what a brick did to them, or which brick brought each that is installed."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.viewmodel.sizes import MINUS, count_text, counted, size_text, visible
from app.viewmodel.state_words import words_of
from core.model import (
    Ecosystem,
    Package,
    PackageChange,
    PackageChangeKind,
    PackageOrigin,
    PackageReport,
)
from core.translation import tr

ARROW = " → "
_SIGNS = {
    PackageChangeKind.ADDED: "+",
    PackageChangeKind.UPGRADED: "~",
    PackageChangeKind.DOWNGRADED: "~",
    PackageChangeKind.CHANGED: "~",
    PackageChangeKind.REMOVED: MINUS,
}
_SHORT = {
    Ecosystem.DPKG: "Debian",
    Ecosystem.APK: "Alpine",
    Ecosystem.RPM: "RPM",
    Ecosystem.PYTHON: "Python",
    Ecosystem.NPM: "npm",
}
_ORDER = {"": 0, "+": 0, "~": 1, MINUS: 2}
_NAMED_IN_HINT = 4


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One package. `sign` is "" and `level` set where it is shown as installed.

    `tag` tells packages of one name, or of several ecosystems, apart; "" where that is no question.
    """

    sign: str
    words: str  # what happened, for those who do not see the sign
    package: Package
    old_version: str = ""
    level: int | None = None
    tag: str = ""

    @property
    def version(self) -> str:
        """Old and new, where both are known and differ."""
        new = visible(self.package.version)
        return f"{visible(self.old_version)}{ARROW}{new}" if self.old_version else new

    @property
    def size(self) -> str:
        """Installed size, with a minus for what is gone; "" when its database does not say."""
        size_bytes = self.package.size_bytes
        if size_bytes is None:
            return ""
        return f"{MINUS if self.sign == MINUS else ''}{size_text(size_bytes)}"

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        brought = "" if self.level is None else tr("brought by brick {level}", level=self.level + 1)
        parts = [
            f"{self.words} {visible(self.package.name)} {self.version}".strip(),
            self.size,
            brought,
            self.tag,
        ]
        return ", ".join(part for part in parts if part)

    @property
    def detail(self) -> str:
        """All that is known of it, a line each, for a tooltip."""
        package = self.package
        name = " ".join(part for part in (package.name, package.architecture) if part)
        automatic = tr("came along with another package") if package.is_automatic else ""
        where = tr("in {location}", location=package.location) if package.location else ""
        lines = (name, self.version, words_of(package.ecosystem), where, automatic)
        return "\n".join(visible(line) for line in lines if line)


class PackageKey(enum.Enum):
    """What rows can be sorted by."""

    SIGN = "sign"
    NAME = "name"
    VERSION = "version"
    SIZE = "size"
    LEVEL = "level"


def changed_rows(report: PackageReport) -> tuple[PackageRow, ...]:
    """One for each change: added, changed, removed, in the report's order within."""
    tags = _tags([change.package for change in report.changes])
    rows = [_changed(change, tag) for change, tag in zip(report.changes, tags, strict=True)]
    return tuple(sorted(rows, key=lambda row: _ORDER[row.sign]))


def installed_rows(origins: Sequence[PackageOrigin]) -> tuple[PackageRow, ...]:
    """One for each installed package."""
    tags = _tags([origin.package for origin in origins])
    return tuple(
        PackageRow("", "", origin.package, level=origin.level, tag=tag)
        for origin, tag in zip(origins, tags, strict=True)
    )


def sorted_rows(
    rows: Iterable[PackageRow], key: PackageKey, *, is_descending: bool = False
) -> list[PackageRow]:
    """By one property, then by name; what has no size comes last in both directions."""
    found = sorted(rows, key=lambda row: row.package.name.casefold())
    if key is PackageKey.SIZE:
        known = [row for row in found if row.package.size_bytes is not None]
        known.sort(key=lambda row: row.package.size_bytes or 0, reverse=is_descending)
        return known + [row for row in found if row.package.size_bytes is None]
    if key is PackageKey.SIGN:
        found.sort(key=lambda row: _ORDER[row.sign], reverse=is_descending)
    elif key is PackageKey.VERSION:
        found.sort(key=lambda row: row.package.version, reverse=is_descending)
    elif key is PackageKey.LEVEL:
        found.sort(key=lambda row: -1 if row.level is None else row.level, reverse=is_descending)
    elif is_descending:
        found.reverse()
    return found


def counted_words(report: PackageReport) -> tuple[tuple[str, str], ...]:
    """("9 added", "added"), … with the colour of each; rare kinds only where there are any."""
    kinds = PackageChangeKind
    rows = (
        (report.count(kinds.ADDED), tr("added"), "added", True),
        (report.count(kinds.UPGRADED), tr("upgraded"), "modified", True),
        (report.count(kinds.DOWNGRADED), tr("downgraded"), "modified", False),
        (report.count(kinds.CHANGED), tr("changed"), "modified", False),
        (report.count(kinds.REMOVED), tr("removed"), "deleted", True),
    )
    return tuple(
        (f"{count_text(count)} {words}", token if count else "text2")
        for count, words, token, is_always in rows
        if count or is_always
    )


def ecosystem_words(rows: Sequence[PackageRow]) -> str:
    """Whose packages these are: in full for one ecosystem, else short, the most frequent first."""
    counts = Counter(row.package.ecosystem for row in rows)
    if len(counts) == 1:
        return words_of(next(iter(counts)))
    return " · ".join(_SHORT[ecosystem] for ecosystem, _count in counts.most_common())


def recommendation_hint(report: PackageReport) -> tuple[str, str]:
    """Headline and sentence about what only recommendations brought; "" when there is nothing."""
    came = sorted(report.recommended, key=lambda package: -(package.size_bytes or 0))
    if not came or not report.recommended_bytes:
        return "", ""
    names = ", ".join(visible(package.name) for package in came[:_NAMED_IN_HINT])
    if len(came) > _NAMED_IN_HINT:
        names += tr(
            " and {came}", came=counted("{count} more", "{count} more", len(came) - _NAMED_IN_HINT)
        )
    headline = counted(
        "{count} package came along as a recommendation",
        "{count} packages came along as recommendations",
        len(came),
    )
    saved = size_text(report.recommended_bytes)
    return headline, tr(
        "{names}: `--no-install-recommends` would save {saved}.", names=names, saved=saved
    )


def _changed(change: PackageChange, tag: str) -> PackageRow:
    old = change.before.version if change.before and change.after else ""
    if change.after and old == change.after.version:
        old = ""
    return PackageRow(_SIGNS[change.kind], words_of(change.kind), change.package, old, tag=tag)


def _tags(packages: Sequence[Package]) -> list[str]:
    """The ecosystem where there are several; architecture or place where names are equal."""
    has_several = len({package.ecosystem for package in packages}) > 1
    names = Counter((package.ecosystem, package.name) for package in packages)
    tags = []
    for package in packages:
        parts = [_SHORT[package.ecosystem]] if has_several else []
        if names[package.ecosystem, package.name] > 1:
            parts.append(visible(package.location or package.architecture))
        tags.append(" · ".join(part for part in parts if part))
    return tags
