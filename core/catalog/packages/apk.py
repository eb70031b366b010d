"""apk's database `installed` (apk-v2(5), apk-package(5)) and `world`, what was asked for."""

from __future__ import annotations

import re
from collections.abc import Collection

from core.catalog.packages.record import (
    PACKAGES_LIMIT,
    Parsed,
    bounded,
    is_acceptable,
    left_out_note,
    plain_text,
    size_of,
)
from core.catalog.packages.stanzas import FieldPattern, paragraphs
from core.model import Ecosystem, Package

_FIELDS = FieldPattern("P", "V", "A", "I")
# apk-world(5): a name, perhaps with a version or the repository it is to come from.
_WORLD_NAME = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._+-]*")


def read_installed(content: bytes, world: Collection[str] | None = None) -> Parsed:
    """The packages of `installed`; with a `world` those that nobody asked for are automatic.

    Raises UnreadableDatabaseError for a file that is too large.
    """
    packages: list[Package] = []
    left_out = 0
    for paragraph in paragraphs(bounded(content)):
        fields = _FIELDS.fields(paragraph)
        name, version = plain_text(fields.get(b"P", b"")), plain_text(fields.get(b"V", b""))
        if not is_acceptable(name, version):
            left_out += 1
            continue
        if len(packages) == PACKAGES_LIMIT:
            return Parsed(
                tuple(packages), (f"only its first {PACKAGES_LIMIT:,} packages were read",)
            )
        packages.append(
            Package(
                Ecosystem.APK,
                name,
                version,
                architecture=plain_text(fields.get(b"A", b"")),
                size_bytes=size_of(fields.get(b"I", b"")),
                is_automatic=world is not None and name not in world,
            )
        )
    return Parsed(tuple(packages), left_out_note(left_out))


def read_world(content: bytes) -> frozenset[str]:
    """The names in `world`. Raises UnreadableDatabaseError for a file that is too large."""
    names = set()
    for word in bounded(content, 1 << 20).split():
        found = _WORLD_NAME.match(word)
        if found:
            names.add(found[0].decode("ascii"))
    return frozenset(names)
