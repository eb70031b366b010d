"""dpkg's database: `status`, and `status.d/*` of images that were put together without dpkg.

Fields are those of deb-control(5); Installed-Size is in KiB. What came along with another package
is in apt's `extended_states` (apt-mark(8)).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from core.catalog.packages.record import (
    PACKAGES_LIMIT,
    DebianRecord,
    Notes,
    bounded,
    is_acceptable,
    left_out_note,
    plain_text,
    size_of,
)
from core.catalog.packages.stanzas import FieldPattern, paragraphs
from core.model import Ecosystem, Package

_FIELDS = FieldPattern(
    "Package",
    "Status",
    "Architecture",
    "Version",
    "Installed-Size",
    "Depends",
    "Pre-Depends",
    "Recommends",
    "Provides",
    "Essential",
    "Protected",
    "Important",
    is_any_case=True,
)
_STATE_FIELDS = FieldPattern("Package", "Architecture", "Auto-Installed", is_any_case=True)
# dpkg(1), "Package states": configured, or only triggers are missing.
_INSTALLED = {b"installed", b"triggers-awaited", b"triggers-pending"}
_PROTECTING = (b"essential", b"protected", b"important")  # the last is Protected's older name
# A name in a list of demands, without its architecture, version and build profile.
_DEMAND = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9+.-]*)")
_DEMANDS_LIMIT = 1_000


class AutomaticMarks:
    """What apt marked as installed automatically: names with architectures."""

    def __init__(self, marks: Iterable[tuple[str, str]] = ()) -> None:
        self._marks = frozenset(marks)
        self._names = frozenset(name for name, _ in self._marks)

    def __contains__(self, package: Package) -> bool:
        if package.architecture == "all":  # stands there under the machine's own
            return package.name in self._names
        return (package.name, package.architecture) in self._marks


NO_MARKS = AutomaticMarks()


def read_records(
    content: bytes, *, automatic: AutomaticMarks = NO_MARKS, has_states: bool = True
) -> tuple[tuple[DebianRecord, ...], Notes]:
    """The installed packages of a status file, with what each asks for.

    Without `has_states` (status.d) a paragraph that tells no state is an installed package.
    Raises UnreadableDatabaseError for a file that is too large.
    """
    records: list[DebianRecord] = []
    left_out = 0
    for paragraph in paragraphs(bounded(content)):
        fields = _FIELDS.fields(paragraph)
        if not _is_installed(fields, has_states):
            continue
        record = _record(fields, automatic)
        if record is None:
            left_out += 1
            continue
        if len(records) == PACKAGES_LIMIT:
            return tuple(records), (f"only its first {PACKAGES_LIMIT:,} packages were read",)
        records.append(record)
    return tuple(records), left_out_note(left_out)


def read_automatic(content: bytes) -> AutomaticMarks:
    """What `extended_states` marks. Raises UnreadableDatabaseError for a file that is too large."""
    marks = set()
    for paragraph in paragraphs(bounded(content)):
        fields = _STATE_FIELDS.fields(paragraph)
        if fields.get(b"auto-installed") == b"1":
            name = plain_text(fields.get(b"package", b""))
            marks.add((name, plain_text(fields.get(b"architecture", b""))))
            if len(marks) == PACKAGES_LIMIT:
                break
    return AutomaticMarks(marks)


def _is_installed(fields: dict[bytes, bytes], has_states: bool) -> bool:
    status = fields.get(b"status")
    if status is None:
        return not has_states and b"package" in fields
    words = status.split()
    return len(words) == 3 and words[2] in _INSTALLED


def _record(fields: dict[bytes, bytes], automatic: AutomaticMarks) -> DebianRecord | None:
    name = plain_text(fields.get(b"package", b""))
    version = plain_text(fields.get(b"version", b""))
    if not is_acceptable(name, version):
        return None
    package = Package(
        Ecosystem.DPKG,
        name,
        version,
        architecture=plain_text(fields.get(b"architecture", b"")),
        size_bytes=size_of(fields.get(b"installed-size", b""), 1024),
    )
    return DebianRecord(
        replace(package, is_automatic=package in automatic),
        depends=_demands(fields, b"pre-depends") + _demands(fields, b"depends"),
        recommends=_demands(fields, b"recommends"),
        provides=tuple(name for demand in _demands(fields, b"provides") for name in demand),
        is_protected=any(fields.get(name) == b"yes" for name in _PROTECTING),
    )


def _demands(fields: dict[bytes, bytes], name: bytes) -> tuple[tuple[str, ...], ...]:
    """`a (>= 1) | b:any, c` as (("a", "b"), ("c",)); deb-control(5), "Depends"."""
    value = fields.get(name)
    if not value:
        return ()
    demands = plain_text(value, len(value)).split(",", _DEMANDS_LIMIT)[:_DEMANDS_LIMIT]
    return tuple(
        names
        for demand in demands
        if (names := tuple(filter(None, map(_demanded_name, demand.split("|")))))
    )


def _demanded_name(text: str) -> str:
    found = _DEMAND.match(text)
    return found[1] if found else ""
