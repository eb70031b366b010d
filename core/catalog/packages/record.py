"""What a package database yields, and how much of one is read.

What is read comes from images of strangers: sizes and counts have bounds, and what passes them is
left out with a note.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from core.model import Package

TEXT_DATABASE_LIMIT_BYTES = 64 << 20
PACKAGES_LIMIT = 50_000
TEXT_LIMIT = 1_000
"""How long a name or a version may be."""


Notes = tuple[str, ...]
"""What could not be read or was left out."""


class Parsed(NamedTuple):
    """The packages of one database; `notes` say what was left out, a clause each."""

    packages: tuple[Package, ...]
    notes: Notes = ()


@dataclass(frozen=True, slots=True)
class DebianRecord:
    """A package of dpkg with what it asks for.

    `depends` and `recommends` hold one tuple for each demand: the names of which one is enough.
    `provides` are names that it stands in for besides its own. apt keeps what `is_protected`
    whether or not anything needs it.
    """

    package: Package
    depends: tuple[tuple[str, ...], ...] = ()
    recommends: tuple[tuple[str, ...], ...] = ()
    provides: tuple[str, ...] = ()
    is_protected: bool = False


class UnreadableDatabaseError(ValueError):
    """A database that is not what it should be; the message is a clause, for a note."""


def plain_text(value: bytes, limit: int = TEXT_LIMIT + 1) -> str:
    """A field's value as text, whatever bytes it holds; cut where it is longer than any may be."""
    return value[: 4 * limit].strip().decode("utf-8", "replace")[:limit]


def location_text(path: bytes) -> str:
    """A directory as text, in the form that other paths of the catalog have."""
    return path.decode("utf-8", "surrogateescape")


def is_acceptable(name: str, version: str) -> bool:
    """Whether these can be a package's."""
    return 0 < len(name) <= TEXT_LIMIT and 0 < len(version) <= TEXT_LIMIT


def size_of(digits: bytes, unit_bytes: int = 1) -> int | None:
    """A size that a database states, None for anything that is no sensible number."""
    digits = digits.strip()
    return int(digits) * unit_bytes if digits.isdigit() and len(digits) <= 15 else None


def left_out_note(count: int) -> Notes:
    """A note of records that are no packages."""
    if not count:
        return ()
    return (f"{count} of its records cannot be understood",)


def bounded(content: bytes, limit_bytes: int = TEXT_DATABASE_LIMIT_BYTES) -> bytes:
    """The content itself. Raises UnreadableDatabaseError for too much of it."""
    if len(content) > limit_bytes:
        raise UnreadableDatabaseError(f"it is larger than {limit_bytes >> 20} MiB")
    return content
