"""Secrets in what files say: which files are worth to be read, and what is found in one.

Patterns come from `findings_secret_rules`. They are not run over whole files: each has needles, and
only lines (or stretches of very long ones) around a needle are looked at, which makes a megabyte of
settings a matter of milliseconds however many rules there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.catalog.findings import rule_of_name
from core.catalog.findings_masking import excerpt_of, is_plausible
from core.catalog.findings_rules import PACKAGED
from core.catalog.findings_secret_rules import SecretRule, secret_rules
from core.model import Severity

SIZE_LIMIT_BYTES = 1 << 20
"""Larger files are data or programs, not settings."""

HITS_LIMIT = 50
"""In one file; a file of more is a list of examples."""

# Besides what comes from packages: their programs and databases, caches, lists of the world's
# certificates, what a kernel shows.
_UNREAD = re.compile(
    rb"(?:usr/)?s?bin/|var/(?:lib/(?:dpkg|apt|rpm|pacman|dnf|yum|apk)|cache)/|(?:usr/)?lib/apk/"
    rb"|etc/ssl/certs/|etc/ca-certificates|proc/|sys/|dev/|boot/"
    rb"|(?:.*/)?(?:\.rustup|\.cargo/registry|go/pkg|\.m2/repository|\.npm/_cacache)/",
    re.DOTALL,
)
_LONG_LINE = 4_000
_BEFORE, _AFTER, _OVERLAP = 300, 2_000, 500


class TextFinding(NamedTuple):
    """A secret in a line, counted from 1; `excerpt` shows where, never what it is."""

    line: int
    title: str
    severity: Severity
    excerpt: str


def worth_reading(path: bytes, size_bytes: int, is_text: bool) -> bool:
    """Whether a regular file can hold a secret of the image's maker.

    Text up to SIZE_LIMIT_BYTES anywhere but in directories whose files come from packages (the
    same for everybody: /usr/lib, /usr/share, /usr/bin, site-packages, node_modules, …), in their
    databases and in caches. A name that is suspicious by itself is read wherever it lies.
    """
    if not is_text or not 0 < size_bytes <= SIZE_LIMIT_BYTES:
        return False
    if not PACKAGED.match(path) and not _UNREAD.match(path):
        return True
    return rule_of_name(path) is not None


def scan_text(path: bytes, content: bytes) -> list[TextFinding]:
    """The secrets in a file's contents, by line; at most HITS_LIMIT.

    The first use in a process takes a tenth of a second for the rules. Bytes that are no UTF-8 do
    not disturb.
    """
    small = content.lower()
    found: dict[tuple[int, str], TextFinding] = {}
    for rule in secret_rules():
        if rule.endings and not path.endswith(rule.endings):
            continue
        line, counted_to = 1, 0
        for start, end in _stretches(rule, content, small):
            text = content[start:end].decode("utf-8", "replace")
            line += content.count(b"\n", counted_to, start)
            counted_to = start
            for secret in dict.fromkeys(rule.find(text)):
                if (line, secret) in found:
                    continue
                if is_plausible(rule.name, secret, text, content[end : end + _AFTER]):
                    excerpt = excerpt_of(rule.name, text, secret)
                    found[line, secret] = TextFinding(line, rule.title, rule.severity, excerpt)
            if len(found) >= HITS_LIMIT:
                return _by_line(found)
    return _by_line(found)


def _by_line(found: dict[tuple[int, str], TextFinding]) -> list[TextFinding]:
    return sorted(found.values(), key=lambda one: one.line)[:HITS_LIMIT]


def _stretches(rule: SecretRule, content: bytes, small: bytes) -> Iterator[tuple[int, int]]:
    """Where to apply a rule: lines with a needle, or pieces of lines that are very long."""
    covered_to = 0
    for at in rule.needle_places(content, small):
        if at < covered_to:
            continue
        start = content.rfind(b"\n", max(0, at - _LONG_LINE), at) + 1
        if not start and at > _LONG_LINE:
            start = at - _BEFORE
        end = content.find(b"\n", at, at + _LONG_LINE)
        if end >= 0:
            covered_to = end
        elif len(content) - at <= _LONG_LINE:
            covered_to = end = len(content)
        else:
            end = at + _AFTER
            covered_to = end - _OVERLAP  # a secret that starts there goes on behind
        yield start, end
